//! The newsroom's pages about one story: its revisions, and its preview.

use super::history::sample_changes;
use crate::changes::{Changes, FieldChange};
use copy::Op;
use serde::Serialize;
use site::frame::{Card, DeskFrame, Moment};
use site::pages::Page;
use site::samples::{moment, text};
use site::words::Language;

/// Which story a page is about.
#[derive(Clone, Debug, Serialize)]
pub struct StoryHead {
    pub id: String,
    /// Empty if it has none yet.
    pub headline: String,
    /// The language of the headline.
    pub language: Language,
    pub direction: &'static str,
    /// The state's word, such as `draft`.
    pub state: String,
    /// The newest revision.
    pub revision: i64,
}

/// Every revision of a story, and two of them compared.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionsPage {
    pub desk: DeskFrame,
    pub story: StoryHead,
    /// The newest first.
    pub revisions: Vec<RevisionView>,
    /// Which two are marked to be compared.
    pub from: i64,
    pub to: i64,
    /// Whether they stand side by side.
    pub is_by_sides: bool,
    pub comparison: Option<Comparison>,
    /// Whether the person may go back to a revision.
    pub may_edit: bool,
    pub problem: Option<String>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// A revision in the list.
#[derive(Clone, Debug, Serialize)]
pub struct RevisionView {
    pub number: i64,
    pub at: Moment,
    /// A name, or the word by which the log calls who is nobody in particular; empty if they are there no more.
    pub who: String,
    /// Why it was made: `create`, `save`, `back`, `update`, `correct`, `import`, `merge`.
    pub cause: String,
    pub steps: Vec<Step>,
    /// Whether it is the one that readers see, or saw last.
    pub is_live: bool,
}

/// What happened to a revision.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The event's word without its subject, such as `published`.
    pub what: String,
    pub at: Moment,
    pub who: String,
    /// Empty if there is none.
    pub note: String,
}

/// Two revisions compared.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    pub from: i64,
    pub to: i64,
    pub is_same: bool,
    pub changes: Changes,
    /// The pictures of each block that changed, in the order of the blocks.
    pub pictures: Vec<Vec<Thumb>>,
    /// The lead picture that went, and the one that is there.
    pub lead: Vec<Thumb>,
}

/// A small picture in a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Thumb {
    pub op: Op,
    pub src: String,
    pub alt: String,
}

/// A revision as its page will be.
#[derive(Clone, Debug, Serialize)]
pub struct PreviewPage {
    pub desk: DeskFrame,
    pub story: StoryHead,
    pub revision: i64,
    pub is_dark: bool,
    pub card: CardElsewhere,
    /// Whether the person may make links.
    pub may_share: bool,
    /// Whether anybody outside may be shown it now.
    pub may_be_shown: bool,
    /// For how many hours a link can be made.
    pub hours: Vec<u64>,
    /// The newest first.
    pub links: Vec<LinkView>,
    /// The link that was made just now; it is shown this once.
    pub link: Option<String>,
    pub problem: Option<String>,
}

/// What other sites show of a story (Open Graph).
#[derive(Clone, Debug, Serialize)]
pub struct CardElsewhere {
    pub host: String,
    /// The edition's name.
    pub site: String,
    pub headline: String,
    /// Empty if there is none.
    pub description: String,
    /// The picture of 1200 × 630; empty if there is none.
    pub image: String,
}

/// A link that is good still.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub id: String,
    pub revision: i64,
    pub who: String,
    pub made: Moment,
    pub until: Moment,
}

fn sample_head(language: &Language, headline: bool) -> StoryHead {
    let card = Card::samples(language, 1).into_iter().next();
    StoryHead {
        id: "0198d3a0-0000-7000-8000-000000000000".into(),
        headline: card.filter(|_| headline).map(|card| card.headline).unwrap_or_default(),
        language: language.clone(),
        direction: language.direction(),
        state: "draft".into(),
        revision: 9,
    }
}

fn sample_desk(language: &Language, english: &str, spanish: &str) -> DeskFrame {
    let title = if language.root() == "es" { spanish } else { english };
    DeskFrame::new(language, title, Some("Edda Lind".into()))
}

impl Page for RevisionsPage {
    const TEMPLATE: &'static str = "stories/revisions.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let causes = ["import", "merge", "back", "correct", "update", "save", "create"];
        let steps = [
            "submitted",
            "returned",
            "approved",
            "scheduled",
            "unscheduled",
            "published",
            "updated",
            "corrected",
            "withdrawn",
            "restored",
            "deleted",
        ];
        let step = |what: &str, note: String| Step {
            what: what.into(),
            at: moment(language, "14:40"),
            who: if what == "deleted" { String::new() } else { "Edda Lind".into() },
            note,
        };
        let note = text(language, "The second source is missing.", "ينقص المصدر الثاني.");
        let revision = |(number, cause): (i64, &str)| RevisionView {
            number,
            at: moment(language, "14:20"),
            who: if number == 2 { String::new() } else { "Ana Brandt".into() },
            cause: cause.into(),
            steps: if number == 1 { steps.map(|what| step(what, note.clone())).into() } else { Vec::new() },
            is_live: number == 4,
        };
        let revisions = (1..=7).rev().zip(causes).map(revision);
        let list = Self {
            desk: sample_desk(language, "Revisions", "Revisiones"),
            story: sample_head(language, true),
            revisions: revisions.collect(),
            from: 6,
            to: 7,
            is_by_sides: false,
            comparison: None,
            may_edit: true,
            problem: None,
            newer: Some("/desk/stories/ID/revisions?page=1".into()),
            older: Some("/desk/stories/ID/revisions?page=3".into()),
        };
        let mut changes = sample_changes(language);
        let more = ["slugline", "slug", "sources", "related", "embargo", "dated", "edition", "translation"];
        let pieces = changes.fields.first().map(|field| field.pieces.clone()).unwrap_or_default();
        changes.fields.extend(more.map(|name| FieldChange { name, pieces: pieces.clone() }));
        let thumb = |op| Thumb {
            op,
            src: "/media/0198d3a0-0000-7000-8000-000000000000/320.jpg".into(),
            alt: note.clone(),
        };
        let lead = vec![thumb(Op::Removed), thumb(Op::Added)];
        let pictures = changes.blocks.iter().map(|block| match block.kind {
            "picture" | "gallery" => vec![thumb(Op::Removed), thumb(Op::Same), thumb(Op::Added)],
            _ => Vec::new(),
        });
        let pictures = pictures.collect();
        let compared = Comparison { from: 6, to: 7, is_same: false, changes, pictures, lead };
        let same = Comparison { is_same: true, changes: Changes::default(), ..compared.clone() };
        vec![
            Self { comparison: Some(compared.clone()), ..list.clone() },
            Self { comparison: Some(compared), is_by_sides: true, ..list.clone() },
            Self {
                comparison: Some(same),
                story: sample_head(language, false),
                may_edit: false,
                ..list.clone()
            },
            Self { problem: Some(note), newer: None, older: None, ..list },
        ]
    }
}

impl Page for PreviewPage {
    const TEMPLATE: &'static str = "stories/preview.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let story = sample_head(language, true);
        let link = LinkView {
            id: "0198d3a0-0000-7000-8000-000000000001".into(),
            revision: 8,
            who: "Edda Lind".into(),
            made: moment(language, "13:58"),
            until: moment(language, "14:58"),
        };
        let whole = Self {
            desk: sample_desk(language, "Preview", "Vista previa"),
            revision: 9,
            is_dark: false,
            card: CardElsewhere {
                host: "gazette.example".into(),
                site: text(language, "The Gazette", "الجريدة"),
                headline: story.headline.clone(),
                description: story.headline.clone(),
                image: "/assets/card.png".into(),
            },
            story,
            may_share: true,
            may_be_shown: true,
            hours: vec![1, 24, 168],
            links: vec![link],
            link: Some("https://gazette.example/desk/preview/SECRET".into()),
            problem: None,
        };
        let bare = Self {
            story: sample_head(language, false),
            revision: 3,
            is_dark: true,
            card: CardElsewhere { description: String::new(), image: String::new(), ..whole.card.clone() },
            links: Vec::new(),
            link: None,
            problem: Some(whole.story.headline.clone()),
            ..whole.clone()
        };
        vec![
            Self { may_be_shown: false, link: None, ..bare.clone() },
            Self { may_share: false, problem: None, ..bare.clone() },
            bare,
            whole,
        ]
    }
}
