//! The pages of the fronts: what their templates are rendered with.

mod changes;
mod desk;
mod put;

pub use changes::{DeskChange, Said};
pub use desk::*;
pub use put::*;

use serde::Serialize;
use site::frame::{Card, EditionHead, Frame, Link, Moment, Paging};
use site::pages::{Page, Sample, sample};
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    [
        vec![sample::<FrontPage>(), sample::<SectionPage>(), sample::<OfflinePage>()],
        desk::samples(),
        put::samples(),
    ]
    .concat()
}

/// The line above everything on a front.
#[derive(Clone, Debug, Serialize)]
pub struct StripView {
    pub text: String,
    /// The story that it leads to, if it leads to one.
    pub id: Option<String>,
    pub url: Option<String>,
    /// When the story was last heard of.
    pub at: Option<Moment>,
    /// When it goes by itself, as it stands in `datetime`.
    pub until: String,
}

/// Stories that stand together on a front.
#[derive(Clone, Debug, Serialize)]
pub struct ContainerView {
    /// Empty if readers are shown none.
    pub name: String,
    /// One of `lead`, `splash`, `row`, `list`, `opinion`.
    pub layout: &'static str,
    /// At least one.
    pub cards: Vec<Card>,
}

/// The front of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct FrontPage {
    pub frame: Frame,
    pub strip: Option<StripView>,
    /// What the desk arranged, from the top down.
    pub containers: Vec<ContainerView>,
    /// Where nothing is arranged, in the order of their weight: the first is the lead, the next four stand beside it, the rest is a list.
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
    pub strip: Option<StripView>,
    /// What the desk arranged, on the first page.
    pub containers: Vec<ContainerView>,
    /// What follows, newest first.
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
            strip: None,
            containers: Vec::new(),
            cards: Card::samples(language, count),
            newsfeed: Card::samples(language, count.min(10)),
            newsfeed_url: "/en/newsfeed".into(),
        };
        let arranged = |strip| Self {
            strip: Some(strip),
            containers: ContainerView::samples(language),
            cards: Vec::new(),
            ..page(10)
        };
        let [text, story] = StripView::samples(language);
        vec![page(30), page(0), page(1), page(3), arranged(text), arranged(story)]
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
            strip: None,
            containers: Vec::new(),
            cards: Card::samples(language, count),
            paging,
        };
        let newer = Some("/en/section/world".to_owned());
        let older = Some("/en/section/world?page=2".to_owned());
        let first = || Paging { page: 1, newer: None, older: None };
        let arranged = Self {
            strip: StripView::samples(language).into_iter().next(),
            containers: ContainerView::samples(language),
            ..page(4, first())
        };
        vec![
            arranged,
            page(20, Paging { page: 1, newer: None, older: older.clone() }),
            page(4, Paging { page: 2, newer, older }),
            page(0, first()),
        ]
    }
}

impl Page for OfflinePage {
    const TEMPLATE: &'static str = "fronts/offline.html";

    fn samples(language: &Language) -> Vec<Self> {
        vec![Self { edition: Frame::sample(language, "").edition }]
    }
}

impl StripView {
    fn samples(language: &Language) -> [Self; 2] {
        let card = Card::samples(language, 1).into_iter().next();
        let text = card.as_ref().map(|card| card.headline.clone()).unwrap_or_default();
        let plain = Self { text, id: None, url: None, at: None, until: "2026-11-24T18:00:00.000Z".into() };
        let story = Self {
            id: card.as_ref().map(|card| card.id.clone()),
            url: card.as_ref().map(|card| card.url.clone()),
            at: card.map(|card| card.published),
            ..plain.clone()
        };
        [plain, story]
    }
}

impl ContainerView {
    fn samples(language: &Language) -> Vec<Self> {
        let sections = Frame::sample_front(language).sections.into_iter();
        let names: Vec<String> = sections.map(|section| section.name).collect();
        let name = |n: usize| names.get(n).cloned().unwrap_or_default();
        let container =
            |layout, name: String, count| Self { name, layout, cards: Card::samples(language, count) };
        vec![
            container("lead", String::new(), 7),
            container("row", name(1), 3),
            container("list", name(2), 6),
            container("opinion", name(3), 2),
            container("splash", String::new(), 4),
            container("lead", name(0), 1),
        ]
    }
}
