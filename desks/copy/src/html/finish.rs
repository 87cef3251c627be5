//! The last step: ids, and the limits of the tree.

use super::{Parsed, Report};
use crate::doc::{Block, Doc};
use crate::schema::SCHEMA;
use crate::validate::bytes_of;
use base::Chance;

/// Returns the finished tree; blocks beyond the largest size are dropped and reported.
pub(crate) fn finish(mut blocks: Vec<Block>, mut report: Report, chance: &Chance) -> Parsed {
    // The ids that are still to be given take some of it too.
    let mut bytes: usize = 64;
    let mut kept = 0;
    for block in &blocks {
        bytes = bytes.saturating_add(bytes_of(&block.to_json())).saturating_add(32);
        if bytes > SCHEMA.limits.bytes {
            break;
        }
        kept += 1;
    }
    if kept < blocks.len() {
        report.dropped("what is too long", "");
        blocks.truncate(kept);
    }
    let mut doc = Doc { blocks };
    doc.fill_ids(chance);
    Parsed { doc, dropped: report.into_inner() }
}
