//! «Put on the front»: where a story can be put, and where it stands.

use super::Said;
use serde::Serialize;
use site::frame::DeskFrame;
use site::pages::{Page, Sample, sample};
use site::samples::text;
use site::words::Language;

pub(super) fn samples() -> Vec<Sample> {
    vec![sample::<DeskPut>()]
}

/// The form by which a story is put on a front, and off one; the editor shows it in its bar.
#[derive(Clone, Debug, Serialize)]
pub struct DeskPut {
    pub desk: DeskFrame,
    pub story: String,
    /// Its headline; empty if it has none.
    pub headline: String,
    /// Whether it may be put anywhere: what is withdrawn may not.
    pub may_put: bool,
    /// The edition's language.
    pub language: Language,
    pub direction: &'static str,
    pub action: String,
    /// The edition's front and that of its section, the former first.
    pub targets: Vec<PutTarget>,
    pub standing: Vec<PutStanding>,
}

/// A front that the story can be put on.
#[derive(Clone, Debug, Serialize)]
pub struct PutTarget {
    pub name: String,
    pub spots: Vec<PutSpot>,
}

/// A place in a container of the front.
#[derive(Clone, Debug, Serialize)]
pub struct PutSpot {
    /// As the form names it: `world/c1/last`.
    pub value: String,
    /// The container; none on a front that nobody arranged.
    pub container: Option<Said>,
    pub is_last: bool,
}

/// Where the story stands.
#[derive(Clone, Debug, Serialize)]
pub struct PutStanding {
    pub name: String,
    pub url: String,
    /// The front's section, as the form names it; empty for the edition's own front.
    pub section: String,
    /// The container in which the draft has it, and where there, from 1; none if only the strip leads to it, or only
    /// readers see it still.
    pub container: Option<Said>,
    pub number: usize,
    /// Whether it stands in the version that was published; without a container readers see it there still.
    pub is_placed: bool,
    /// Whether the draft's strip leads to it.
    pub is_strip: bool,
}

impl Page for DeskPut {
    const TEMPLATE: &'static str = "fronts/desk_put.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let world = text(language, "World", "العالم");
        let name = || text(language, "Also today", "اليوم أيضا");
        let spot =
            |container: Option<Said>, is_last| PutSpot { value: "/c1/last".into(), container, is_last };
        let named = || Some(Said::new("text", name()));
        let numbered = || Some(Said::new("box", "2"));
        let arranged = vec![spot(named(), false), spot(named(), true), spot(numbered(), false)];
        let standing = |container, is_placed, is_strip| PutStanding {
            name: world.clone(),
            url: "/desk/fronts/en/world".into(),
            section: "world".into(),
            container,
            number: 2,
            is_placed,
            is_strip,
        };
        let page = Self {
            desk: DeskFrame::new(language, "Put on the front", Some("Edda".into())),
            story: "1".into(),
            headline: name(),
            may_put: true,
            language: language.clone(),
            direction: language.direction(),
            action: "/desk/fronts/en/slots".into(),
            targets: vec![
                PutTarget { name: "The Gazette".into(), spots: arranged },
                PutTarget { name: world.clone(), spots: vec![spot(None, false)] },
            ],
            standing: vec![
                standing(named(), true, false),
                standing(numbered(), false, true),
                standing(None, true, false),
                standing(None, false, true),
            ],
        };
        let withdrawn = Self { may_put: false, headline: String::new(), ..page.clone() };
        vec![page.clone(), withdrawn, Self { standing: Vec::new(), ..page }]
    }
}
