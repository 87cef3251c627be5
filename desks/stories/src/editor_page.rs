//! The page on which a story is written: what its template is rendered with.

use serde::Serialize;
use site::Html;
use site::frame::{DeskFrame, Moment};
use site::pages::Page;
use site::samples::{moment, text};
use site::words::Language;

/// The editor of a story.
#[derive(Clone, Debug, Serialize)]
pub struct EditorPage {
    pub desk: DeskFrame,
    /// The story's id; none while it is not made.
    pub story: Option<String>,
    /// The state's word, such as `draft`.
    pub state: String,
    /// The public page, while there is one.
    pub url: Option<String>,
    pub may_edit: bool,
    /// What readers do not see yet of a public story.
    pub unpublished: Unpublished,
    pub headline: String,
    pub standfirst: String,
    /// The edition's slug, and its language and direction: those of the text.
    pub edition: String,
    pub language: String,
    pub direction: &'static str,
    /// The edition's time zone, such as `Europe/Madrid`.
    pub zone: String,
    pub section: String,
    pub kind: String,
    /// Where the person may begin a story; of one that is made, its own.
    pub editions: Vec<Choice>,
    pub sections: Vec<Choice>,
    pub kinds: Vec<String>,
    /// The languages that a text can be said to be in.
    pub languages: Vec<String>,
    pub verbs: Vec<VerbForm>,
    /// The stories of other editions that tell the same.
    pub translations: Vec<TranslationLink>,
    /// The classes of reasons for a withdrawal.
    pub reasons: Vec<String>,
    /// Corrections, what was said when it was returned, and notes to the desk, the newest last.
    pub notes: Vec<DeskNote>,
    /// Why a draft was sent back; it stands above the text until it is submitted again.
    pub returned: Option<DeskNote>,
    /// What the script is given: the story as the API has it, and what belongs to it.
    pub data_json: Html,
}

/// Saved changes of a public story that readers do not see.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Unpublished {
    pub is_there: bool,
    /// The revision that they see.
    pub live: i64,
    pub newest: i64,
    /// Who else made them; empty where it is nobody.
    pub by: String,
}

/// Something that can be chosen: what stands in the request, and its name.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    pub slug: String,
    pub name: String,
}

/// What can be done with the story.
#[derive(Clone, Debug, Serialize)]
pub struct VerbForm {
    pub word: String,
    /// The states that it starts from, with spaces between them.
    pub states: String,
    /// Whether it asks for words first.
    pub asks: bool,
    /// The keys that press it.
    pub keys: Option<String>,
}

/// A story of another edition that tells the same.
#[derive(Clone, Debug, Serialize)]
pub struct TranslationLink {
    pub id: String,
    /// The edition's name.
    pub edition: String,
    /// Empty if it has none yet.
    pub headline: String,
    pub language: Language,
    pub direction: &'static str,
}

/// A note on a story.
#[derive(Clone, Debug, Serialize)]
pub struct DeskNote {
    /// `correction`, `return` or `desk`.
    pub kind: String,
    /// Who said it, of a note to the desk.
    pub by: Option<String>,
    pub at: Moment,
    pub text: String,
    /// Of a story that the clock gave back: when it was to go out, and what was in the way, as words of the checklist.
    pub due: Option<Moment>,
    pub lacks: Vec<String>,
}

impl Page for EditorPage {
    const TEMPLATE: &'static str = "stories/editor.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let title = if language.root() == "es" { "Artículo" } else { "Story" };
        let desk = || DeskFrame::new(language, title, Some("Edda Lind".into())).writing(true);
        let choice = |slug: &str, name: &str| Choice { slug: slug.into(), name: name.into() };
        let verb = |word: &str, asks: bool, keys: Option<&str>| VerbForm {
            word: word.into(),
            states: "draft".into(),
            asks,
            keys: keys.map(str::to_owned),
        };
        let verbs = crate::workflow::TABLE.iter().map(|(_, word, ..)| {
            let asks = ["return", "schedule", "correct", "withdraw"].contains(word);
            verb(word, asks, (*word == "publish").then_some("Control+Shift+p"))
        });
        let fresh = Self {
            desk: desk(),
            story: None,
            state: "draft".into(),
            url: None,
            may_edit: true,
            unpublished: Unpublished::default(),
            headline: String::new(),
            standfirst: String::new(),
            edition: "en".into(),
            language: language.to_string(),
            direction: language.direction(),
            zone: "Europe/Lisbon".into(),
            section: "world".into(),
            kind: "news".into(),
            editions: vec![choice("en", "The Fixture Gazette")],
            sections: vec![choice("world", "World"), choice("sport", "Sport")],
            kinds: house::Kind::ALL.iter().map(ToString::to_string).collect(),
            languages: vec!["ar".into(), "en".into()],
            verbs: verbs.collect(),
            translations: Vec::new(),
            reasons: house::ReasonClass::ALL.iter().map(ToString::to_string).collect(),
            notes: Vec::new(),
            returned: None,
            data_json: Html::made("{}".into()),
        };
        let note = |kind: &str| DeskNote {
            kind: kind.into(),
            by: (kind == "desk").then(|| "Edda Lind".into()),
            at: moment(language, "14:40"),
            due: (kind == "return").then(|| moment(language, "14:30")),
            lacks: vec!["no-headline".into(), "stopped".into()],
            text: text(language, "There are thirty ships, not forty.", "ثلاثون سفينة لا أربعون."),
        };
        let translation = |headline: String| TranslationLink {
            id: "0198d3a0-0000-7000-8000-000000000001".into(),
            edition: "The Fixture Gazette".into(),
            headline,
            language: language.clone(),
            direction: language.direction(),
        };
        let plain = DeskNote { due: None, ..note("return") };
        let read = Self {
            translations: vec![
                translation(text(language, "Port closed", "إغلاق الميناء")),
                translation(String::new()),
            ],
            story: Some("0198d3a0-0000-7000-8000-000000000000".into()),
            state: "published".into(),
            section: "taken-out-of-the-plan".into(),
            url: Some("/en/2026/11/24/port-closed".into()),
            may_edit: false,
            headline: text(language, "Port closed after the storm", "إغلاق الميناء بعد العاصفة"),
            notes: vec![note("correction"), note("return"), plain, note("desk")],
            ..fresh.clone()
        };
        let unpublished =
            Unpublished { is_there: true, live: 4, newest: 9, by: "Ana Brandt, Pavel Rennert".into() };
        let ahead = Self { may_edit: true, unpublished, ..read.clone() };
        let returned = Some(DeskNote { by: Some("Edda Lind".into()), due: None, ..note("return") });
        let back = Self { state: "draft".into(), returned, notes: Vec::new(), ..ahead.clone() };
        let missed = Self { returned: Some(note("return")), ..back.clone() };
        vec![fresh, read, ahead, back, missed]
    }
}
