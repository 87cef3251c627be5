//! What every page has around its own content, and the small pieces that several desks' pages share.

use crate::Html;
use crate::pages::{Page, Sample, sample};
use crate::words::Language;
use base::Time;
use serde::Serialize;

/// Returns the plant's own pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![sample::<FailurePage>()]
}

/// A moment as readers see it, in the edition's zone and language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// RFC 3339, UTC: for `datetime`.
    pub iso: String,
    /// The time alone: “14:02”.
    pub time: String,
    /// The day without weekday: “24 Nov 2026”.
    pub date: String,
    /// The day with weekday: “Tuesday, 24 November 2026”.
    pub day: String,
    /// Day with weekday, time and zone: “Tuesday, 24 November 2026 at 14:02 UTC”.
    pub full: String,
    /// The zone alone: “UTC”.
    pub zone: String,
}

impl Moment {
    /// Returns the moment written without any language.
    pub(crate) fn plain(time: Time) -> Self {
        let iso = crate::dates::iso(time);
        let text = || iso.clone();
        Self { time: text(), date: text(), day: text(), full: text(), zone: "UTC".into(), iso }
    }
}

/// A name that leads somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    pub name: String,
    pub url: String,
}

impl Link {
    /// Returns the link.
    pub fn new(name: impl Into<String>, url: impl Into<String>) -> Self {
        Self { name: name.into(), url: url.into() }
    }
}

/// The edition that a page belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct EditionHead {
    pub slug: String,
    pub name: String,
    pub language: Language,
    pub direction: &'static str,
    pub url: String,
    /// The fonts that the page needs at once, as names of assets.
    pub fonts: &'static [&'static str],
    /// What stands in the place of the name, which is its alternative text.
    pub logo: Option<LogoImage>,
    /// The address of the edition's own colours.
    pub style: Option<String>,
}

impl EditionHead {
    /// Returns the head of an edition that has no logo and no colours of its own.
    pub fn new(slug: &str, name: &str, language: Language) -> Self {
        Self {
            slug: slug.to_owned(),
            name: name.to_owned(),
            direction: language.direction(),
            url: format!("/{slug}/"),
            fonts: language.fonts(),
            logo: None,
            style: None,
            language,
        }
    }
}

/// The logo of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct LogoImage {
    pub src: String,
    pub width: u32,
    pub height: u32,
}

/// An edition in the switcher.
#[derive(Clone, Debug, Serialize)]
pub struct EditionLink {
    pub slug: String,
    pub name: String,
    pub language: Language,
    pub url: String,
    pub current: bool,
}

/// A section in the section bar.
#[derive(Clone, Debug, Serialize)]
pub struct SectionLink {
    pub slug: String,
    pub name: String,
    pub url: String,
    pub current: bool,
}

/// The same page in some language, its own among them.
#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    /// The language's tag, or `x-default` for readers of none of them.
    pub hreflang: String,
    pub url: String,
}

/// What other sites show of a page (Open Graph).
#[derive(Clone, Debug, Serialize)]
pub struct OpenGraph {
    /// `article` or `website`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: String,
    pub description: String,
    pub url: String,
    /// The picture of 1200 × 630 that goes with it.
    pub image: Option<OpenGraphImage>,
}

/// The picture that other sites show of a page: absolute, 1200 × 630.
#[derive(Clone, Debug, Serialize)]
pub struct OpenGraphImage {
    pub url: String,
    pub alt: String,
}

/// What every page of an edition has around its content.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    pub edition: EditionHead,
    pub editions: Vec<EditionLink>,
    pub sections: Vec<SectionLink>,
    /// The window's title, whole: “Headline — The Gazette”.
    pub title: String,
    pub description: String,
    /// Absolute; none on pages without an address of their own.
    pub canonical: Option<String>,
    /// Today with weekday.
    pub date: String,
    pub now_iso: String,
    pub alternates: Vec<Alternate>,
    /// JSON made by `json_ld`.
    pub json_ld: Option<Html>,
    pub feed: Option<Link>,
    pub og: Option<OpenGraph>,
    /// What an open page listens to: `front:en,newsfeed:en`; empty for nothing.
    pub topics: String,
    /// The log's number that the page was rendered at.
    pub seq: i64,
    /// Such as `noindex`.
    pub robots: Option<String>,
}

/// Returns JSON that can stand in a `<script>`: no text in it can end the element.
pub fn json_ld(value: &serde_json::Value) -> Html {
    let mut text = String::new();
    for character in value.to_string().chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            other => text.push(other),
        }
    }
    Html::made(text)
}

/// A picture in the place where it is used: its forms for every screen, and the words that go with it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Picture {
    pub id: String,
    /// Its page in the media bank.
    pub url: String,
    /// The form for who can choose none.
    pub src: String,
    /// How large that form is; `width` and `height` are the original's.
    pub src_width: u32,
    pub src_height: u32,
    /// JPEG in all widths, as `srcset` has it.
    pub jpeg: String,
    pub webp: String,
    /// Empty until the forms in AVIF are made.
    pub avif: String,
    pub width: u32,
    pub height: u32,
    /// Empty only where the picture decorates.
    pub alt: String,
    /// Empty if there is none in the language of the place.
    pub caption: String,
    /// Agency and creator, without the sign ©.
    pub credit: String,
    /// The classes that hold the focal point in sight: `fx-10 fy-8`, in twentieths.
    pub focus: String,
    /// A tiny picture of its colours, as a `data:` address; empty if there is none.
    pub placeholder: String,
    /// The form that other sites show of a page, 1200 × 630; none where it may not be used so.
    pub card: Option<String>,
}

/// A story as lists show it.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    pub id: String,
    pub url: String,
    pub headline: String,
    /// Empty if there is none.
    pub standfirst: String,
    /// The kind's word, such as `news`.
    pub kind: String,
    pub section: Link,
    pub bylines: Vec<Link>,
    pub published: Moment,
    pub updated: Option<Moment>,
    pub corrected: Option<Moment>,
    pub is_live: bool,
    pub is_opinion: bool,
    pub picture: Option<Picture>,
}

/// Where a page of a list stands.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Paging {
    /// From 1.
    pub page: u32,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// The page that says that something is not there, not allowed, too much or broken.
#[derive(Clone, Debug, Serialize)]
pub struct FailurePage {
    /// One of 400, 403, 404, 409, 410, 413, 422, 429, 500, 503; anything else is shown as 400 or 500.
    pub status: u16,
    pub language: Language,
    pub direction: &'static str,
    /// The number under which the log has the fault.
    pub reference: Option<String>,
    /// The edition's name, or the default edition's; empty if unknown.
    pub name: String,
    /// The logo of the same edition, and the address of its own colours.
    pub logo: Option<LogoImage>,
    pub style: Option<String>,
    /// Ways out: the fronts, and before them the desk for whoever works there.
    pub fronts: Vec<Link>,
}

impl Page for FailurePage {
    const TEMPLATE: &'static str = "theme/failure.html";

    fn samples(language: &Language) -> Vec<Self> {
        let page = |status, reference| Self {
            status,
            language: language.clone(),
            direction: language.direction(),
            reference,
            name: crate::samples::text(language, "The Gazette", "الجريدة"),
            logo: None,
            style: None,
            fronts: vec![Link::new(crate::samples::text(language, "The Gazette", "الجريدة"), "/en/")],
        };
        let logo = LogoImage { src: "/assets/logo/0a1b2c.webp".into(), width: 320, height: 96 };
        let style = Some("/assets/look/2a3c9b-a8b8ff-0a1b2c3d.css".to_owned());
        vec![
            Self { logo: Some(logo), style, ..page(404, None) },
            page(403, None),
            page(429, None),
            page(500, Some("7f3a91c2".into())),
            page(418, None),
        ]
    }
}

/// What every page of the desk has around its content.
#[derive(Clone, Debug, Serialize)]
pub struct DeskFrame {
    pub title: String,
    /// Who is signed in.
    pub person: Option<String>,
    /// Whether the office is open to them.
    pub sees_office: bool,
    /// Whether they read behind the pages of some edition.
    pub reads_behind: bool,
    /// Whether they may begin a story.
    pub may_write: bool,
    /// The language that the desk speaks to them, by `DeskLanguage`.
    pub language: Language,
    pub direction: &'static str,
    /// What the page listens to, with commas between; empty if it stays as it is.
    pub topics: String,
    /// The number of the log that the page shows the state of.
    pub seq: i64,
}

impl DeskFrame {
    /// Returns the frame of a page with this title, for somebody of this language.
    pub fn new(language: &Language, title: impl Into<String>, person: Option<String>) -> Self {
        let (title, direction) = (title.into(), language.direction());
        Self {
            title,
            person,
            sees_office: false,
            reads_behind: true,
            may_write: false,
            language: language.clone(),
            direction,
            topics: String::new(),
            seq: 0,
        }
    }

    /// Has the page listen to topics, from this number of the log on.
    #[must_use]
    pub fn listening(mut self, topics: String, seq: i64) -> Self {
        self.topics = topics;
        self.seq = seq;
        self
    }

    /// Says whether the office is open to whoever is signed in.
    #[must_use]
    pub fn office(mut self, sees_office: bool) -> Self {
        self.sees_office = sees_office;
        self
    }

    /// Says whether whoever is signed in reads behind the pages of some edition.
    #[must_use]
    pub fn reading(mut self, reads_behind: bool) -> Self {
        self.reads_behind = reads_behind;
        self
    }

    /// Says whether whoever is signed in may begin a story.
    #[must_use]
    pub fn writing(mut self, may_write: bool) -> Self {
        self.may_write = may_write;
        self
    }
}
