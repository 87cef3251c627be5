//! The page of the stop-list: what its template is rendered with.

use crate::editor_page::Choice;
use serde::Serialize;
use site::frame::DeskFrame;
use site::pages::Page;
use site::words::Language;

/// Words that the house does not print, or only with care.
#[derive(Clone, Debug, Serialize)]
pub struct StopListPage {
    pub desk: DeskFrame,
    pub entries: Vec<StopEntry>,
    /// The editions whose list the person keeps; with none the list is only read.
    pub editions: Vec<Choice>,
    /// Whether the person keeps that of all editions.
    pub keeps_all: bool,
    /// Why the form is shown again.
    pub error: Option<String>,
    /// What was written in the form.
    pub words: String,
    pub note: String,
}

/// An entry of the list.
#[derive(Clone, Debug, Serialize)]
pub struct StopEntry {
    pub id: String,
    /// The edition's name; none where it holds for all.
    pub edition: Option<String>,
    pub words: String,
    pub note: String,
    pub blocks: bool,
    pub may_remove: bool,
}

impl Page for StopListPage {
    const TEMPLATE: &'static str = "stories/stop_list.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let title = if language.root() == "es" { "Palabras vetadas" } else { "Stop-list" };
        let desk = || DeskFrame::new(language, title, Some("Edda Lind".into()));
        let entry = |edition: Option<&str>, blocks: bool| StopEntry {
            id: "0198d3a0-0000-7000-8000-000000000000".into(),
            edition: edition.map(str::to_owned),
            words: "Verrin".into(),
            note: "Gazette".into(),
            blocks,
            may_remove: blocks,
        };
        let empty = Self {
            desk: desk(),
            entries: Vec::new(),
            editions: Vec::new(),
            keeps_all: false,
            error: None,
            words: String::new(),
            note: String::new(),
        };
        let full = Self {
            entries: vec![entry(None, true), entry(Some("Gazette"), false)],
            editions: vec![Choice { slug: "en".into(), name: "Gazette".into() }],
            keeps_all: true,
            error: Some("Gazette".into()),
            ..empty.clone()
        };
        vec![full, empty]
    }
}
