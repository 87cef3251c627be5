//! The pages of topics: what their templates are rendered with.

use sections::encoded;
use serde::Serialize;
use site::frame::DeskFrame;
use site::pages::Page;
use site::words::Language;

/// The topics of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct TopicsPage {
    pub desk: DeskFrame,
    pub editions: Vec<EditionTab>,
    /// The edition's slug.
    pub edition: String,
    /// The language that its topics are in.
    pub tongue: Language,
    /// What is looked for in their names; empty for all.
    pub q: String,
    pub rows: Vec<TopicRow>,
    /// How many there are on all pages.
    pub number: usize,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// An edition to choose.
#[derive(Clone, Debug, Serialize)]
pub struct EditionTab {
    pub name: String,
    pub url: String,
    pub is_current: bool,
}

impl EditionTab {
    /// Returns the tab that leads to the page with this edition.
    pub(crate) fn of(edition: &sections::Edition, is_current: bool, page: &str) -> Self {
        Self {
            name: edition.name.clone(),
            url: format!("{page}?edition={}", encoded(&edition.slug)),
            is_current,
        }
    }
}

/// A topic in the list.
#[derive(Clone, Debug, Serialize)]
pub struct TopicRow {
    pub name: String,
    pub slug: String,
    pub url: String,
    /// How many stories bear it, drafts among them.
    pub stories: i64,
    /// How many of these readers see.
    pub published: i64,
}

/// A topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicPage {
    pub desk: DeskFrame,
    /// Where the list of its edition is.
    pub list: String,
    pub here: String,
    /// Its page for readers; none while nothing of it is published.
    pub public: Option<String>,
    /// The edition's name.
    pub edition: String,
    pub tongue: Language,
    /// What it is called.
    pub called: String,
    /// What stands in the forms.
    pub name: String,
    pub slug: String,
    pub into: String,
    pub stories: i64,
    pub published: i64,
    /// What it was called, and what others were called that became one with it.
    pub names: Vec<String>,
    /// Which addresses lead to it beside its own.
    pub addresses: Vec<String>,
    /// The names of the other topics of the edition.
    pub others: Vec<String>,
    /// The end of the key of the word for what was done.
    pub done: Option<String>,
    /// The word for what was wrong.
    pub wrong: Option<String>,
}

impl Page for TopicsPage {
    const TEMPLATE: &'static str = "office/topics.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let tab = |is_current| EditionTab { name: "Gazette".into(), url: "?edition=en".into(), is_current };
        let row = |published: i64| TopicRow {
            name: "Gazette".into(),
            slug: "gazette".into(),
            url: "/desk/office/topics/en/gazette".into(),
            stories: 2,
            published,
        };
        let full = Self {
            desk: DeskFrame::new(language, "Gazette", Some("Edda".into())).office(true),
            editions: vec![tab(true), tab(false)],
            edition: "en".into(),
            tongue: language.clone(),
            q: "Gazette".into(),
            rows: vec![row(1), row(0)],
            number: 120,
            newer: Some("?page=1".into()),
            older: Some("?page=3".into()),
        };
        let empty = Self {
            editions: vec![tab(true)],
            q: String::new(),
            rows: Vec::new(),
            number: 0,
            newer: None,
            older: None,
            ..full.clone()
        };
        vec![full, empty]
    }
}

impl Page for TopicPage {
    const TEMPLATE: &'static str = "office/topic.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let plain = Self {
            desk: DeskFrame::new(language, "Gazette", Some("Edda".into())).office(true),
            list: "/desk/office/topics?edition=en".into(),
            here: "/desk/office/topics/en/gazette".into(),
            public: None,
            edition: "Gazette".into(),
            tongue: language.clone(),
            called: "Gazette".into(),
            name: "Gazette".into(),
            slug: "gazette".into(),
            into: String::new(),
            stories: 1,
            published: 0,
            names: Vec::new(),
            addresses: Vec::new(),
            others: Vec::new(),
            done: None,
            wrong: None,
        };
        let full = |done: Option<&str>, wrong: Option<&str>| Self {
            public: Some("/en/topic/gazette".into()),
            names: vec!["Gazettes".into()],
            addresses: vec!["/en/topic/gazettes".into()],
            others: vec!["Edda".into()],
            published: 1,
            done: done.map(str::to_owned),
            wrong: wrong.map(str::to_owned),
            ..plain.clone()
        };
        vec![
            full(Some("topic-renamed"), None),
            full(Some("topics-merged"), None),
            full(None, Some("topic-name")),
            full(None, Some("topic-address")),
            full(None, Some("topic-into")),
            plain,
        ]
    }
}
