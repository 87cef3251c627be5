//! Whether the desk's tables hold what they must: the record's chain, and that what is derived is what it is derived
//! from.

use crate::derived::{self, Looked, Mode};
use crate::record;
use ::store::Tx;
use base::{Id, Result};

/// How many stories are looked at between two questions to the database.
const PAGE: i64 = 100;

/// Returns a line for each fault; none if all is whole.
pub async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    let mut faults = record::faults(tx).await?;
    let mut after = None;
    loop {
        let looked = derived::look(tx, after, PAGE, Mode::Tell).await?;
        faults.extend(looked.faults);
        faults.extend(looked.unreadable);
        let Some(next) = looked.next else { return Ok(faults) };
        after = Some(next);
    }
}

/// Makes anew what is derived, of the stories behind this one; a transaction is as many as others can wait for.
/// Returns a line for each fault that was mended, and the story to go on behind; none if that was the last.
pub async fn mend(tx: &mut Tx, after: Option<Id>) -> Result<(Vec<String>, Option<Id>)> {
    let Looked { faults, next, .. } = derived::look(tx, after, PAGE, Mode::Mend).await?;
    Ok((faults, next))
}
