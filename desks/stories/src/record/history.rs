//! A story's entries as readers may know them. A withdrawal takes off every version that was public until then; a
//! restoration brings back the one that it publishes, and no other.

use crate::store::record::RecordRow;
use base::Time;
use std::collections::HashSet;

/// An entry of the record, and whether its words are kept from readers.
#[derive(Clone)]
pub(crate) struct Entry {
    /// Which entry of the story's it is, from 1.
    pub(crate) number: usize,
    pub(crate) row: RecordRow,
    pub(crate) withheld: Option<Withheld>,
}

/// By which withdrawal a version was taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Withheld {
    pub(crate) reason: String,
    pub(crate) at: Time,
}

impl Entry {
    /// Whether a version of the story became public by it.
    pub(crate) fn is_version(&self) -> bool {
        self.row.content_hash.is_some()
    }

    /// Returns the class of a withdrawal's reason and its notice.
    pub(crate) fn withdrawal(&self) -> Option<(&str, &str)> {
        withdrawal(&self.row)
    }
}

fn withdrawal(row: &RecordRow) -> Option<(&str, &str)> {
    if row.action != "withdraw" {
        return None;
    }
    row.note.as_deref()?.split_once(": ")
}

/// Returns the entries of a story, the oldest first, with those withheld that were taken off and not restored: by a
/// withdrawal, unless the same words were made public again after the last one.
pub(crate) fn entries(rows: Vec<RecordRow>) -> Vec<Entry> {
    let since = rows.iter().rposition(|row| row.action == "withdraw").map_or(0, |last| last + 1);
    let restored: HashSet<Vec<u8>> =
        rows.iter().skip(since).filter_map(|row| row.content_hash.clone()).collect();
    let mut next: Option<Withheld> = None;
    let mut entries: Vec<Entry> = Vec::with_capacity(rows.len());
    for (n, row) in rows.into_iter().enumerate().rev() {
        if let Some((reason, _)) = withdrawal(&row) {
            next = Some(Withheld { reason: reason.to_owned(), at: row.at });
        }
        let is_kept = row.content_hash.as_ref().is_none_or(|hash| restored.contains(hash));
        let withheld = if is_kept { None } else { next.clone() };
        entries.push(Entry { number: n + 1, row, withheld });
    }
    entries.reverse();
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Id;

    fn row(action: &str, content: u8, at: i64) -> RecordRow {
        let is_withdrawal = action == "withdraw";
        RecordRow {
            seq: at,
            story: Id::from_bytes([0; 16]),
            revision: 1,
            at: Time::from_micros(at),
            action: action.into(),
            note: is_withdrawal.then(|| "legal: A court: forbade it.".into()),
            content_hash: (!is_withdrawal).then(|| vec![content]),
            previous: Vec::new(),
            hash: Vec::new(),
            signed_by: None,
            signature: None,
        }
    }

    fn withheld(rows: &[(&str, u8)]) -> Vec<Option<i64>> {
        let rows = rows.iter().zip(1..).map(|((action, content), at)| row(action, *content, at)).collect();
        entries(rows).into_iter().map(|entry| entry.withheld.map(|withheld| withheld.at.micros())).collect()
    }

    #[test]
    fn a_withdrawal_takes_off_every_version_before_it() {
        assert_eq!(withheld(&[("publish", 1), ("correct", 2)]), [None, None]);
        assert_eq!(withheld(&[("publish", 1), ("correct", 2), ("withdraw", 0)]), [Some(3), Some(3), None]);
    }

    #[test]
    fn a_restoration_brings_back_the_words_that_it_publishes_and_no_others() {
        let unchanged = [("publish", 1), ("correct", 2), ("withdraw", 0), ("restore", 2)];
        assert_eq!(withheld(&unchanged), [Some(3), None, None, None]);
        let mended = [("publish", 1), ("withdraw", 0), ("restore", 2), ("withdraw", 0), ("restore", 3)];
        assert_eq!(withheld(&mended), [Some(2), None, Some(4), None, None]);
    }

    #[test]
    fn a_notice_may_hold_what_parts_it_from_its_reason() {
        let entry = entries(vec![row("withdraw", 0, 1)]).remove(0);

        assert_eq!(entry.withdrawal(), Some(("legal", "A court: forbade it.")));
    }
}
