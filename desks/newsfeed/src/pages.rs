//! The pages of the newsfeed: what their templates are rendered with.

use serde::Serialize;
use site::frame::{Card, Frame, Paging};
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
}

impl Page for NewsfeedPage {
    const TEMPLATE: &'static str = "newsfeed/newsfeed.html";

    fn samples(language: &Language) -> Vec<Self> {
        let mut frame = Frame::sample(language, &word(language, "newsfeed"));
        frame.topics = "newsfeed:en".into();
        let page =
            |count, paging| Self { frame: frame.clone(), items: Card::samples(language, count), paging };
        let older = Some("/en/newsfeed?page=2".to_owned());
        vec![
            page(30, Paging { page: 1, newer: None, older }),
            page(0, Paging { page: 1, ..Paging::default() }),
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
