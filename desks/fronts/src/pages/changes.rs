//! What others changed of a front, as the desk's page says it.

use serde::Serialize;
use site::frame::Moment;
use site::samples::{moment, text};
use site::words::Language;

/// A part of the front that somebody else changed; where both changed it, there are two versions to choose from.
#[derive(Clone, Debug, Serialize)]
pub struct DeskChange {
    /// From 1.
    pub number: usize,
    /// As the form names it: `name:c1`.
    pub part: String,
    /// `strip`, `strip-text`, `container`, `name`, `story`, `headline` and so on.
    pub field: &'static str,
    /// The id of what it is said at; empty where that is not on the page.
    pub place: String,
    /// The container or the story that it is about; none for the strip and for a story that was deleted.
    pub about: Option<Said>,
    pub yours: Said,
    pub theirs: Said,
    pub by: Option<String>,
    pub at: Option<Moment>,
}

/// What stands in a part.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// `text` for words of the paper, `time`, `count`, `layout`, `kind` or `box` for a container by its number; else a word
    /// of the desk for what there is not: `off`, `own`.
    pub kind: &'static str,
    pub text: String,
}

impl Said {
    /// Returns what is said.
    pub fn new(kind: &'static str, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    /// Returns how a container is called: by its name, or by its number from 1.
    pub fn container(name: &str, number: usize) -> Self {
        if name.is_empty() { Self::new("box", number.to_string()) } else { Self::new("text", name) }
    }
}

/// Every part, and everything that can stand in one.
pub(super) fn samples(language: &Language, place: impl Fn(&str) -> String) -> Vec<DeskChange> {
    let words = || Said::new("text", text(language, "Harbour opens again", "الميناء يفتح من جديد"));
    let none = |kind| Said::new(kind, "");
    let parts = [
        ("strip", none("no-strip"), words()),
        ("strip-text", words(), none("no-text")),
        ("strip-story", none("no-story"), words()),
        ("strip-until", Said::new("time", moment(language, "11:00").full), none("no-time")),
        ("container", none("out"), none("empty")),
        ("name", words(), none("no-name")),
        ("layout", Said::new("layout", "lead"), Said::new("layout", "row")),
        ("count", Said::new("count", "5"), Said::new("count", "0")),
        ("of", Said::new("kind", "opinion"), none("everything")),
        ("story", Said::new("box", "2"), none("off")),
        ("headline", words(), none("own")),
    ];
    let change = |(n, (field, yours, theirs)): (usize, (&'static str, Said, Said))| DeskChange {
        number: n + 1,
        part: field.into(),
        field,
        place: place(field),
        about: (n % 2 == 1).then(words),
        yours,
        theirs,
        by: (n % 3 > 0).then(|| "Vera".into()),
        at: (n % 4 < 3).then(|| moment(language, "08:41")),
    };
    parts.into_iter().enumerate().map(change).collect()
}
