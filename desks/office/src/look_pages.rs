//! The page of the paper's look: what its template is rendered with.

use sections::Unreadable;
use serde::Serialize;
use site::frame::{DeskFrame, LogoImage};
use site::pages::Page;
use site::words::Language;

/// Logos and colours, the theme that is worn, the kinds of stories.
#[derive(Clone, Debug, Serialize)]
pub struct LookPage {
    pub desk: DeskFrame,
    pub editions: Vec<LookEdition>,
    /// Whether all editions can be changed at once.
    pub everywhere: bool,
    /// The name of the theme that is worn; none is the house's own look.
    pub theme: Option<String>,
    /// Whether the settings name the theme.
    pub is_fixed: bool,
    /// What can be worn instead; none where it is not the person's to choose.
    pub choice: Option<ThemeChoice>,
    /// What readers suffer from in it.
    pub warnings: Vec<String>,
    /// Why the theme that was asked for last is not worn.
    pub refused: Option<String>,
    /// The words of all kinds.
    pub kinds: Vec<String>,
    /// The end of the key of the word for what was done.
    pub done: Option<String>,
}

/// The themes among which one is chosen.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeChoice {
    pub names: Vec<String>,
    /// The one that stands in the form; empty is the house's own look.
    pub chosen: String,
    /// Why that cannot be worn.
    pub faults: Vec<String>,
}

/// The look of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct LookEdition {
    pub slug: String,
    pub name: String,
    pub logo: Option<LogoImage>,
    /// The accents in the form, such as `#2a3c9b`.
    pub light: String,
    pub dark: String,
    /// Whether they are other ones than the theme's.
    pub has_colours: bool,
    /// The grounds on which the accents cannot be read.
    pub unreadable: Vec<UnreadableLine>,
    /// The end of the key of the word for what was wrong.
    pub wrong: Option<String>,
}

/// An accent that cannot be read on a ground.
#[derive(Clone, Debug, Serialize)]
pub struct UnreadableLine {
    pub is_dark: bool,
    pub colour: String,
    /// With one digit behind the point.
    pub contrast: String,
}

impl From<Unreadable> for UnreadableLine {
    fn from(told: Unreadable) -> Self {
        // Never rounded up to what would do.
        let contrast = (told.contrast * 10.0).floor() / 10.0;
        Self { is_dark: told.is_dark, colour: told.colour, contrast: format!("{contrast:.1}") }
    }
}

impl Page for LookPage {
    const TEMPLATE: &'static str = "office/look.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let plain = LookEdition {
            slug: "en".into(),
            name: "Gazette".into(),
            logo: None,
            light: "#2a3c9b".into(),
            dark: "#aeb9ff".into(),
            has_colours: false,
            unreadable: Vec::new(),
            wrong: None,
        };
        let line = |is_dark| UnreadableLine { is_dark, colour: "#ffffff".into(), contrast: "1.5".into() };
        let full = LookEdition {
            slug: "ar".into(),
            logo: Some(LogoImage {
                src: "/assets/logo/0123456789abcdef.webp".into(),
                width: 640,
                height: 120,
            }),
            has_colours: true,
            unreadable: vec![line(false), line(true)],
            ..plain.clone()
        };
        let wrong = |word: &str| LookEdition { wrong: Some(word.into()), ..full.clone() };
        let page = |editions: Vec<LookEdition>, done: Option<&str>| Self {
            desk: DeskFrame::new(language, "Gazette", Some("Edda".into())).office(true),
            editions,
            everywhere: true,
            theme: Some("Gazette".into()),
            is_fixed: true,
            choice: None,
            warnings: vec!["Gazette".into()],
            refused: Some("Gazette".into()),
            kinds: vec!["news".into(), "live".into()],
            done: done.map(str::to_owned),
        };
        let bare = Self {
            everywhere: false,
            theme: None,
            is_fixed: false,
            choice: Some(ThemeChoice {
                names: vec!["evening".into(), "morning".into()],
                chosen: "evening".into(),
                faults: Vec::new(),
            }),
            warnings: Vec::new(),
            refused: None,
            ..page(vec![plain], None)
        };
        vec![
            page(vec![full.clone()], Some("logo-set")),
            page(vec![wrong("logo")], Some("logo-removed")),
            page(vec![wrong("colour")], Some("colours-set")),
            page(vec![wrong("contrast")], Some("colours-removed")),
            Self {
                choice: Some(ThemeChoice {
                    names: Vec::new(),
                    chosen: String::new(),
                    faults: vec!["Gazette".into()],
                }),
                ..page(vec![full], Some("theme-chosen"))
            },
            bare,
        ]
    }
}
