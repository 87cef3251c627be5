//! What foreign text held and the tree has no place for.

use serde::{Deserialize, Serialize};

/// How many kinds of things are told apart, and how much of the first one's text is kept.
const KINDS: usize = 100;
const TEXT: usize = 80;

/// One kind of thing that was dropped: how often, and what the first one said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    pub what: String,
    pub count: usize,
    pub text: String,
}

/// Collects what is dropped, kind by kind.
#[derive(Default)]
pub(crate) struct Report(Vec<Dropped>);

impl Report {
    /// Notes that something was dropped.
    pub(crate) fn dropped(&mut self, what: &str, text: &str) {
        let what =
            if self.0.len() >= KINDS && !self.0.iter().any(|d| d.what == what) { "other" } else { what };
        if let Some(known) = self.0.iter_mut().find(|dropped| dropped.what == what) {
            known.count += 1;
            return;
        }
        let words = text.split_whitespace().flat_map(|word| [" ", word]).skip(1);
        let text = words.flat_map(str::chars).filter(|c| !c.is_control()).take(TEXT).collect();
        self.0.push(Dropped { what: what.to_owned(), count: 1, text });
    }

    /// Returns whether something of this kind was dropped.
    pub(crate) fn knows(&self, what: &str) -> bool {
        self.0.iter().any(|dropped| dropped.what == what)
    }

    pub(crate) fn into_inner(self) -> Vec<Dropped> {
        self.0
    }
}
