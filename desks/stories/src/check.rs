//! Whether the desk's tables hold what they must: the record's chain, and that what is shown is what is public.

use crate::{record, store};
use ::store::Tx;
use base::Result;

/// Returns a line for each fault; none if all is whole.
pub async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    let mut faults = record::faults(tx).await?;
    for (story, why) in store::published::strays(tx).await? {
        faults.push(format!("story {story}: {why}"));
    }
    Ok(faults)
}
