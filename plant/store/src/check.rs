//! Whether the database and the log are whole.

use crate::{Tx, sql};
use base::Result;

/// Returns a line for each fault.
pub(crate) async fn check(tx: &mut Tx) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    if tx.is_sqlite() {
        faults.extend(crate::sqlite::check(tx).await?);
    } else {
        faults.extend(crate::postgres::check(tx).await?);
    }
    let (rows, first, last): (i64, Option<i64>, Option<i64>) =
        tx.one(sql!("select count(*), min(seq), max(seq) from log"), &[]).await?;
    let (first, last) = (first.unwrap_or(1), last.unwrap_or(0));
    // On an engine that runs several transactions at a time numbers are left out by those that were rolled back.
    if tx.is_sqlite() && (first != 1 || last != rows) {
        faults.push(format!("log: {rows} rows are numbered {first} to {last}; some are missing"));
    }
    Ok(faults)
}
