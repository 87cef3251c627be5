//! The pages of the fronts: what their templates are rendered with.

use serde::Serialize;
use site::frame::{Card, EditionHead, Frame, Link, Paging};
use site::pages::{Page, Sample, sample};
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![sample::<FrontPage>(), sample::<SectionPage>(), sample::<OfflinePage>()]
}

/// The front of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct FrontPage {
    pub frame: Frame,
    /// In the order of their weight: the first is the lead, the next four stand beside it, the rest is a list.
    pub cards: Vec<Card>,
    /// The newest of everything, at most ten; newest first.
    pub newsfeed: Vec<Card>,
    pub newsfeed_url: String,
}

/// The front of a section.
#[derive(Clone, Debug, Serialize)]
pub struct SectionPage {
    pub frame: Frame,
    pub section: Link,
    pub cards: Vec<Card>,
    pub paging: Paging,
}

/// What a reader of the edition sees who has no connection. It knows nothing that could be out of date.
#[derive(Clone, Debug, Serialize)]
pub struct OfflinePage {
    pub edition: EditionHead,
}

impl Page for FrontPage {
    const TEMPLATE: &'static str = "fronts/front.html";

    fn samples(language: &Language) -> Vec<Self> {
        let page = |count| Self {
            frame: Frame::sample_front(language),
            cards: Card::samples(language, count),
            newsfeed: Card::samples(language, count.min(10)),
            newsfeed_url: "/en/newsfeed".into(),
        };
        vec![page(30), page(0), page(1), page(3)]
    }
}

impl Page for SectionPage {
    const TEMPLATE: &'static str = "fronts/section.html";

    fn samples(language: &Language) -> Vec<Self> {
        let sections = Frame::sample_front(language).sections.into_iter();
        let title = sections.map(|section| section.name).next().unwrap_or_default();
        let page = |count, paging| Self {
            frame: Frame::sample(language, &title),
            section: Link::new(title.clone(), "/en/section/world"),
            cards: Card::samples(language, count),
            paging,
        };
        let newer = Some("/en/section/world".to_owned());
        let older = Some("/en/section/world?page=2".to_owned());
        vec![
            page(20, Paging { page: 1, newer: None, older: older.clone() }),
            page(4, Paging { page: 2, newer, older }),
            page(0, Paging { page: 1, newer: None, older: None }),
        ]
    }
}

impl Page for OfflinePage {
    const TEMPLATE: &'static str = "fronts/offline.html";

    fn samples(language: &Language) -> Vec<Self> {
        vec![Self { edition: Frame::sample(language, "").edition }]
    }
}
