//! The pages of a story's public record.

use super::{body, bylines};
use crate::changes::{Changes, FieldChange};
use copy::{BlockDiff, Op, Piece, What};
use serde::Serialize;
use site::Html;
use site::frame::{Card, Frame, Moment, Picture};
use site::pages::Page;
use site::samples::{moment, text};
use site::words::Language;

/// What became of a story, entry by entry.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    pub frame: Frame,
    pub id: String,
    /// Of the version that stands; empty where the story is withdrawn.
    pub headline: String,
    /// The newest first.
    pub entries: Vec<EntryView>,
    /// Empty where the story is withdrawn.
    pub story_url: String,
    /// The record as programs get it.
    pub record_url: String,
    /// The story's address as it is given to a command elsewhere, or the record's where that is all there is.
    pub absolute_url: String,
    /// The newsroom's key, in hexadecimal.
    pub key: String,
}

/// An entry of the record.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    pub number: usize,
    /// The verb's word, such as `correct`; `restore-changed` where the text came back otherwise than it went.
    pub action: String,
    pub at: Moment,
    /// What was wrong, or the notice of a withdrawal; empty if there is none.
    pub note: String,
    /// The class of a withdrawal's reason.
    pub reason: Option<String>,
    pub hash: String,
    /// The version's own page.
    pub url: Option<String>,
    pub tombstone: Option<Tombstone>,
    /// Only what changed; none where there is nothing to compare, or nothing changed.
    pub changes: Option<Changes>,
    pub is_unchanged: bool,
    /// Whether the version before was taken off, so that the two are not compared.
    pub was_withdrawn: bool,
}

/// What stands in the place of a version that was taken off.
#[derive(Clone, Debug, Serialize)]
pub struct Tombstone {
    /// The class's word, such as `legal`.
    pub reason: String,
    pub at: Moment,
}

/// A version of a story, whole.
#[derive(Clone, Debug, Serialize)]
pub struct VersionPage {
    pub frame: Frame,
    pub id: String,
    pub entry: EntryView,
    pub version: VersionView,
    /// Whether it is the one that readers of the story see.
    pub is_standing: bool,
    pub story_url: String,
    pub history_url: String,
}

/// What a version says.
#[derive(Clone, Debug, Serialize)]
pub struct VersionView {
    pub headline: String,
    /// Empty if there is none.
    pub standfirst: String,
    pub bylines: Vec<String>,
    pub language: Language,
    pub direction: &'static str,
    pub picture: Option<Picture>,
    pub body_html: Html,
}

impl Page for HistoryPage {
    const TEMPLATE: &'static str = "stories/history.html";

    fn samples(language: &Language) -> Vec<Self> {
        let headline = sample_headline(language);
        let mut frame = Frame::sample(language, &headline);
        frame.topics = "story:0198d3a0-0000-7000-8000-000000000000".into();
        let shown = Self {
            id: "0198d3a0-0000-7000-8000-000000000000".into(),
            headline,
            entries: sample_entries(language),
            story_url: "/en/2026/11/24/harbour".into(),
            record_url: "/api/v1/stories/0198d3a0-0000-7000-8000-000000000000/history".into(),
            absolute_url: "https://gazette.example/en/2026/11/24/harbour".into(),
            key: "5f".repeat(32),
            frame,
        };
        let (headline, story_url) = (String::new(), String::new());
        let withdrawn = Self { headline, story_url, ..shown.clone() };
        vec![shown, withdrawn]
    }
}

impl Page for VersionPage {
    const TEMPLATE: &'static str = "stories/version.html";

    fn samples(language: &Language) -> Vec<Self> {
        let headline = sample_headline(language);
        let mut frame = Frame::sample(language, &headline);
        frame.robots = Some("noindex".into());
        let page = |entry: EntryView, is_standing: bool| Self {
            frame: frame.clone(),
            id: "0198d3a0-0000-7000-8000-000000000000".into(),
            entry,
            version: VersionView {
                headline: headline.clone(),
                standfirst: if is_standing { headline.clone() } else { String::new() },
                bylines: if is_standing {
                    bylines(language).into_iter().map(|link| link.name).collect()
                } else {
                    Vec::new()
                },
                language: language.clone(),
                direction: language.direction(),
                picture: is_standing.then(|| Picture::sample(language)),
                body_html: body(language),
            },
            is_standing,
            story_url: "/en/2026/11/24/harbour".into(),
            history_url: "/en/2026/11/24/harbour/history".into(),
        };
        let shown = sample_entries(language).into_iter().filter(|entry| entry.url.is_some());
        shown.enumerate().map(|(n, entry)| page(entry, n == 0)).collect()
    }
}

fn sample_headline(language: &Language) -> String {
    Card::samples(language, 1).into_iter().next().map(|card| card.headline).unwrap_or_default()
}

/// Entries that reach every branch of the templates.
fn sample_entries(language: &Language) -> Vec<EntryView> {
    let plain = |number: usize, action: &str, time: &str| EntryView {
        number,
        action: action.into(),
        at: moment(language, time),
        note: String::new(),
        reason: None,
        hash: "0a".repeat(32),
        url: Some(format!("/en/2026/11/24/harbour/history/{number}")),
        tombstone: None,
        changes: None,
        is_unchanged: false,
        was_withdrawn: false,
    };
    let tombstone = || Some(Tombstone { reason: "legal".into(), at: moment(language, "14:20") });
    let note = || text(language, "There are thirty ships, not forty.", "السفن ثلاثون لا أربعون.");
    vec![
        EntryView { note: note(), changes: Some(sample_changes(language)), ..plain(6, "correct", "15:20") },
        EntryView { is_unchanged: true, ..plain(5, "update", "15:00") },
        EntryView { was_withdrawn: true, ..plain(4, "restore", "14:40") },
        EntryView { url: None, note: note(), reason: Some("legal".into()), ..plain(3, "withdraw", "14:20") },
        EntryView { url: None, tombstone: tombstone(), ..plain(2, "update", "14:00") },
        EntryView { url: None, tombstone: tombstone(), ..plain(1, "publish", "13:58") },
    ]
}

/// Changes that reach every branch of the templates.
pub(super) fn sample_changes(language: &Language) -> Changes {
    let piece = |op: Op, english: &str, arabic: &str| Piece { op, text: text(language, english, arabic) };
    let pieces = || {
        vec![
            piece(Op::Same, "There are ", "عدد السفن "),
            piece(Op::Removed, "forty", "أربعون"),
            piece(Op::Added, "thirty", "ثلاثون"),
            piece(Op::Same, " ships.", " سفينة."),
        ]
    };
    let one = |op: Op| vec![piece(op, "Ships wait in the roads.", "تنتظر السفن.")];
    let names =
        ["headline", "standfirst", "bylines", "place", "source", "section", "topics", "kind", "language"];
    let names = names.into_iter().chain(["picture"]);
    let kinds = [
        "picture", "gallery", "related", "embed", "factbox", "table", "code", "rule", "heading", "quote",
        "list",
    ];
    let of_kind = |kind| BlockDiff { what: What::Added, kind, pieces: Vec::new(), pictures: Vec::new() };
    let block = |what, pieces| BlockDiff { what, kind: "paragraph", pieces, pictures: Vec::new() };
    let blocks = [
        block(What::Changed, pieces()),
        block(What::Added, one(Op::Added)),
        block(What::Removed, one(Op::Removed)),
        block(What::Form, one(Op::Same)),
    ];
    Changes {
        fields: names.map(|name| FieldChange { name, pieces: pieces() }).collect(),
        blocks: blocks.into_iter().chain(kinds.into_iter().map(of_kind)).collect(),
    }
}
