//! The desk's own pages: the list of fronts, and the page on which one is arranged.

use super::changes::{self, DeskChange};
use serde::Serialize;
use site::frame::{Card, DeskFrame, Frame, Link, Moment};
use site::pages::{Page, Sample, sample};
use site::samples::{moment, text};
use site::words::Language;

pub(super) fn samples() -> Vec<Sample> {
    vec![sample::<DeskFront>(), sample::<DeskFronts>()]
}

/// The fronts that somebody may arrange.
#[derive(Clone, Debug, Serialize)]
pub struct DeskFronts {
    pub desk: DeskFrame,
    pub fronts: Vec<FrontRow>,
}

/// A front in the list.
#[derive(Clone, Debug, Serialize)]
pub struct FrontRow {
    pub edition: String,
    /// The section's name; empty for the edition's own front.
    pub section: String,
    pub language: Language,
    pub direction: &'static str,
    pub url: String,
    pub is_published: bool,
    pub changed: Option<Moment>,
}

/// The page on which a front is arranged.
#[derive(Clone, Debug, Serialize)]
pub struct DeskFront {
    pub desk: DeskFrame,
    /// Of the edition or of the section.
    pub name: String,
    /// The edition's language, in which its stories are.
    pub language: Language,
    pub direction: &'static str,
    /// The fronts of the edition.
    pub fronts: Vec<FrontLink>,
    pub action: String,
    /// Where readers see it.
    pub url: String,
    /// The revision of the draft that the form goes on from, and the one since which others were in the way.
    pub revision: i64,
    pub since: i64,
    pub saved: Option<Moment>,
    pub saved_by: Option<String>,
    /// Whether readers see an arrangement at all.
    pub is_published: bool,
    /// Whether the draft is another one than readers see.
    pub is_changed: bool,
    /// Whether what stands here was not saved, since somebody else saved the front and it is not known any more what they
    /// changed.
    pub is_stale: bool,
    /// What others changed as well: it is not saved until one of the two versions is chosen.
    pub clashes: Vec<DeskChange>,
    /// What others changed beside it.
    pub news: Vec<DeskChange>,
    /// Whether it was to be published and was not, since others changed something.
    pub is_unpublished: bool,
    /// Whether it was not saved since something is wrong with it.
    pub is_refused: bool,
    /// What is wrong with the front as a whole.
    pub faults: Vec<String>,
    pub strip: DeskStrip,
    pub containers: Vec<DeskContainer>,
    pub layouts: Vec<&'static str>,
    /// What a list can be of, each with its value.
    pub sections: Vec<Link>,
    pub kinds: Vec<&'static str>,
    pub find: String,
    /// What the words of the search find; without words, the newest.
    pub found: Vec<Found>,
    pub preview: Option<DeskPreview>,
    /// How the preview looks, or would look.
    pub width: &'static str,
    pub colours: &'static str,
    /// The moment of the preview as its field has it.
    pub at: String,
    pub versions: Vec<DeskVersion>,
}

/// A way to another front.
#[derive(Clone, Debug, Serialize)]
pub struct FrontLink {
    pub name: String,
    pub url: String,
    pub current: bool,
}

/// The breaking strip.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DeskStrip {
    pub is_there: bool,
    pub text: String,
    pub story: Option<String>,
    pub headline: Option<String>,
    /// As a field for a time has it.
    pub until: String,
    pub is_over: bool,
    pub faults: Vec<String>,
}

/// A container.
#[derive(Clone, Debug, Serialize)]
pub struct DeskContainer {
    pub id: String,
    /// From 1.
    pub number: usize,
    pub name: String,
    pub layout: &'static str,
    pub slots: Vec<DeskSlot>,
    pub list: Option<DeskList>,
    pub faults: Vec<String>,
}

/// What follows by itself.
#[derive(Clone, Debug, Serialize)]
pub struct DeskList {
    pub count: i64,
    /// `everything`, `section:world`, `kind:opinion` or `topic:`.
    pub of: String,
    pub topic: String,
    /// The slug of a section that was deleted.
    pub gone: Option<String>,
}

/// A story in its place.
#[derive(Clone, Debug, Serialize)]
pub struct DeskSlot {
    pub story: String,
    /// Its own headline; none if the story was deleted.
    pub title: Option<String>,
    pub state: Option<&'static str>,
    /// What this front calls it; empty for its own headline.
    pub called: String,
    pub scheduled: Option<Moment>,
    pub embargo: Option<Moment>,
}

/// A story that was found.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    pub story: String,
    pub title: String,
    pub state: &'static str,
    pub section: String,
    pub published: Option<Moment>,
    pub is_on_the_front: bool,
}

/// The frame in which the draft is seen.
#[derive(Clone, Debug, Serialize)]
pub struct DeskPreview {
    pub src: String,
    /// `phone` or `desk`.
    pub width: &'static str,
    /// `light` or `dark`.
    pub colours: &'static str,
}

/// A version that readers were shown.
#[derive(Clone, Debug, Serialize)]
pub struct DeskVersion {
    pub number: i64,
    pub at: Moment,
    pub by: Option<String>,
    pub current: bool,
}

impl Page for DeskFronts {
    const TEMPLATE: &'static str = "fronts/desk_fronts.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let edition = Frame::sample(language, "").edition;
        let row = |section: &str, is_published, changed| FrontRow {
            edition: edition.name.clone(),
            section: section.into(),
            language: edition.language.clone(),
            direction: edition.direction,
            url: "/desk/fronts/en".into(),
            is_published,
            changed,
        };
        let world = text(language, "World", "العالم");
        let fronts = vec![row("", true, Some(moment(language, "08:40"))), row(&world, false, None)];
        let desk = || DeskFrame::new(language, "Fronts", Some("Edda".into()));
        vec![Self { desk: desk(), fronts }, Self { desk: desk(), fronts: Vec::new() }]
    }
}

impl Page for DeskFront {
    const TEMPLATE: &'static str = "fronts/desk_front.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let empty = empty(language);
        let words = vec![text(language, "One thing is wrong.", "خطأ واحد.")];
        let arranged = Self {
            saved: Some(moment(language, "08:40")),
            saved_by: Some("Edda".into()),
            is_published: true,
            is_changed: true,
            containers: containers(language),
            strip: DeskStrip { is_there: true, text: words.concat(), is_over: true, ..empty.strip.clone() },
            find: "harbour".into(),
            found: found(language),
            preview: Some(DeskPreview {
                src: "/desk/fronts/en/preview".into(),
                width: "phone",
                colours: "dark",
            }),
            width: "desk",
            colours: "dark",
            versions: versions(language),
            ..empty.clone()
        };
        let story =
            DeskStrip { story: Some("1".into()), headline: Some(words.concat()), ..arranged.strip.clone() };
        let gone = DeskStrip { story: Some("1".into()), ..arranged.strip.clone() };
        let stale =
            Self { is_stale: true, strip: story, found: Vec::new(), preview: None, ..arranged.clone() };
        let place = |field: &str| match field {
            "strip" | "strip-text" | "strip-story" => "strip".into(),
            "name" | "layout" => "container-c1".into(),
            "headline" => {
                Card::samples(language, 1).into_iter().map(|card| format!("slot-{}", card.id)).collect()
            }
            _ => String::new(),
        };
        let clashes = changes::samples(language, place);
        let clashing = Self { clashes: clashes.clone(), ..arranged.clone() };
        let merged = Self { news: clashes, ..arranged.clone() };
        let unpublished = Self { is_unpublished: true, ..merged.clone() };
        let mut refused = Self {
            is_refused: true,
            is_changed: false,
            faults: words.clone(),
            saved_by: None,
            strip: DeskStrip { faults: words.clone(), ..gone },
            ..arranged.clone()
        };
        refused.containers.iter_mut().for_each(|container| container.faults.clone_from(&words));
        vec![empty, arranged, stale, clashing, merged, unpublished, refused]
    }
}

fn empty(language: &Language) -> DeskFront {
    let edition = Frame::sample(language, "").edition;
    let link = |name: String, current| FrontLink { name, url: "/desk/fronts/en".into(), current };
    DeskFront {
        desk: DeskFrame::new(language, "Fronts", Some("Edda".into())),
        name: edition.name.clone(),
        language: edition.language.clone(),
        direction: edition.direction,
        fronts: vec![link(edition.name, true), link(text(language, "World", "العالم"), false)],
        action: "/desk/fronts/en".into(),
        url: "/en/".into(),
        revision: 3,
        since: 3,
        saved: None,
        saved_by: None,
        is_published: false,
        is_changed: false,
        is_stale: false,
        clashes: Vec::new(),
        news: Vec::new(),
        is_unpublished: false,
        is_refused: false,
        faults: Vec::new(),
        strip: DeskStrip { until: "2026-11-24T11:00".into(), ..DeskStrip::default() },
        containers: Vec::new(),
        layouts: vec!["lead", "splash", "row", "list", "opinion"],
        sections: vec![Link::new(text(language, "World", "العالم"), "section:world")],
        kinds: vec!["news", "opinion"],
        find: String::new(),
        found: Vec::new(),
        preview: None,
        width: "phone",
        colours: "light",
        at: String::new(),
        versions: Vec::new(),
    }
}

fn containers(language: &Language) -> Vec<DeskContainer> {
    let cards = Card::samples(language, 4).into_iter();
    let slots: Vec<DeskSlot> = cards
        .zip(["published", "scheduled", "draft", "withdrawn"])
        .map(|(card, state)| DeskSlot {
            story: card.id,
            title: Some(card.headline.clone()),
            state: Some(state),
            called: if state == "published" { card.headline } else { String::new() },
            scheduled: Some(moment(language, "18:00")).filter(|_| state == "scheduled"),
            embargo: Some(moment(language, "17:00")).filter(|_| state == "draft"),
        })
        .collect();
    let gone = DeskSlot {
        story: "9".into(),
        title: None,
        state: None,
        called: String::new(),
        scheduled: None,
        embargo: None,
    };
    let container = |number: usize, layout, slots, list| DeskContainer {
        id: format!("c{number}"),
        number,
        name: text(language, "Also today", "اليوم أيضا"),
        layout,
        slots,
        list,
        faults: Vec::new(),
    };
    let list = |of: &str, gone| DeskList { count: 5, of: of.into(), topic: String::new(), gone };
    vec![
        container(1, "lead", slots, None),
        container(2, "list", vec![gone], Some(list("section:world", None))),
        container(3, "row", Vec::new(), Some(list("section:gone", Some("gone".into())))),
        container(4, "opinion", Vec::new(), Some(list("kind:opinion", None))),
        container(5, "list", Vec::new(), Some(list("topic:", None))),
    ]
}

fn found(language: &Language) -> Vec<Found> {
    let cards = Card::samples(language, 2).into_iter().enumerate();
    let found = cards.map(|(n, card)| Found {
        story: card.id,
        title: if n == 0 { card.headline } else { String::new() },
        state: if n == 0 { "published" } else { "draft" },
        section: card.section.name,
        published: Some(card.published).filter(|_| n == 0),
        is_on_the_front: n == 0,
    });
    found.collect()
}

fn versions(language: &Language) -> Vec<DeskVersion> {
    let version = |number, time: &str, by: Option<&str>, current| DeskVersion {
        number,
        at: moment(language, time),
        by: by.map(str::to_owned),
        current,
    };
    vec![version(2, "08:30", Some("Edda"), true), version(1, "07:00", None, false)]
}
