//! The pages of the newsfeed: what their templates are rendered with.

use serde::Serialize;
use site::frame::{Card, Frame, Paging, Picture};
use site::pages::{Page, Sample, sample};
use site::samples::{text, word};
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![sample::<NewsfeedPage>(), sample::<ListPage>()]
}

/// Everything, as it comes.
#[derive(Clone, Debug, Serialize)]
pub struct NewsfeedPage {
    pub frame: Frame,
    /// Newest first.
    pub items: Vec<Card>,
    pub paging: Paging,
    /// What the list can be narrowed by, and is.
    pub filters: Filters,
}

/// What the newsfeed can be narrowed by.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filters {
    pub sections: Vec<Choice>,
    pub kinds: Vec<Choice>,
    /// Whether it is narrowed.
    pub is_set: bool,
}

/// Something to choose.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    pub value: String,
    /// The section's name, or the kind's word.
    pub name: String,
    pub is_chosen: bool,
}

/// A list by topic, author or kind.
#[derive(Clone, Debug, Serialize)]
pub struct ListPage {
    pub frame: Frame,
    /// What it is a list of: `topic`, `author` or `kind`.
    pub by: &'static str,
    /// The topic's or author's name; of a kind its word, such as `opinion`.
    pub name: String,
    pub cards: Vec<Card>,
    pub paging: Paging,
    /// What readers are told of an author; empty for other lists.
    pub biography: String,
    pub portrait: Option<Picture>,
}

impl Page for NewsfeedPage {
    const TEMPLATE: &'static str = "newsfeed/newsfeed.html";

    fn samples(language: &Language) -> Vec<Self> {
        let mut frame = Frame::sample(language, &word(language, "newsfeed"));
        frame.topics = "newsfeed:en".into();
        let page = |count, paging, is_set| Self {
            frame: frame.clone(),
            items: Card::samples(language, count),
            paging,
            filters: filters(language, is_set),
        };
        let older = Some("/en/newsfeed?page=2".to_owned());
        vec![
            page(30, Paging { page: 1, newer: None, older }, false),
            page(0, Paging { page: 1, ..Paging::default() }, true),
        ]
    }
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "newsfeed/list.html";

    fn samples(language: &Language) -> Vec<Self> {
        let page = |by, name: &str, count| Self {
            frame: Frame::sample(language, name),
            by,
            name: name.into(),
            cards: Card::samples(language, count),
            biography: if by == "author" {
                text(language, "Writes about the sea.", "تكتب عن البحر.")
            } else {
                String::new()
            },
            portrait: (by == "author").then(|| Picture::sample(language)),
            paging: Paging {
                page: 2,
                newer: Some("/en/topic/shipping".into()),
                older: Some("/en/topic/shipping?page=3".into()),
            },
        };
        let kinds = ["news", "live", "feature", "analysis", "interview", "opinion", "offbeat", "factcheck"];
        let mut pages = vec![
            page("topic", &text(language, "Shipping", "الشحن"), 8),
            page("author", &text(language, "Nora Feld", "نورا فيلد"), 3),
            page("topic", &text(language, "Bells", "أجراس"), 0),
        ];
        pages.extend(kinds.map(|kind| page("kind", kind, 2)));
        pages
    }
}

fn filters(language: &Language, is_set: bool) -> Filters {
    let frame = Frame::sample(language, "");
    let section = |section: &site::frame::SectionLink| Choice {
        value: section.slug.clone(),
        name: section.name.clone(),
        is_chosen: is_set && section.slug == "world",
    };
    let kind = |kind: &house::Kind| Choice {
        value: kind.to_string(),
        name: word(language, &format!("kind-{kind}")),
        is_chosen: is_set && *kind == house::Kind::Opinion,
    };
    Filters {
        sections: frame.sections.iter().map(section).collect(),
        kinds: house::Kind::ALL.iter().map(kind).collect(),
        is_set,
    }
}
