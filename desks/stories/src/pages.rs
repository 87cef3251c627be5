//! The pages of the stories desk: what their templates are rendered with.

mod desk;
mod history;

pub use desk::{
    CardElsewhere, Comparison, LinkView, PreviewPage, RevisionView, RevisionsPage, Step, StoryHead, Thumb,
};
pub use history::{EntryView, HistoryPage, Tombstone, VersionPage, VersionView};

use crate::embeds::Embed;
use serde::Serialize;
use site::Html;
use site::frame::{Card, DeskFrame, Frame, Link, Moment, Picture};
use site::pages::{Page, Sample, sample};
use site::samples::{moment, text, word};
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![
        sample::<StoryPage>(),
        sample::<Figure>(),
        sample::<RelatedInText>(),
        sample::<EmbedInText>(),
        sample::<UsedIn>(),
        sample::<WithdrawnPage>(),
        sample::<HistoryPage>(),
        sample::<VersionPage>(),
        sample::<NewsfeedLine>(),
        sample::<DeskListPage>(),
        sample::<crate::editor_page::EditorPage>(),
        sample::<crate::stop_list_page::StopListPage>(),
        sample::<crate::calendar_page::CalendarPage>(),
        sample::<crate::embed_hosts_page::EmbedHostsPage>(),
        sample::<RevisionsPage>(),
        sample::<PreviewPage>(),
    ]
}

/// A story of any kind.
#[derive(Clone, Debug, Serialize)]
pub struct StoryPage {
    pub frame: Frame,
    pub story: StoryView,
    /// At most a handful, shown behind the text.
    pub related: Vec<Card>,
}

/// What a reader sees of a story.
#[derive(Clone, Debug, Serialize)]
pub struct StoryView {
    pub id: String,
    /// The kind's word, such as `news`.
    pub kind: String,
    pub section: Link,
    pub headline: String,
    /// Empty if there is none.
    pub standfirst: String,
    pub bylines: Vec<Link>,
    /// Where it was reported from; empty if it does not say.
    pub place: String,
    /// The agency; empty if it does not say.
    pub source: String,
    /// The text's own language, which may be another than the edition's.
    pub language: Language,
    pub direction: &'static str,
    pub published: Moment,
    pub updated: Option<Moment>,
    /// Newest first.
    pub corrections: Vec<Correction>,
    /// HTML that is safe to show as it is.
    pub body_html: Html,
    /// The posts of a live coverage, as safe; empty where there are none.
    pub live_html: Html,
    /// Whether it shows things of other sites to readers who ask for them.
    pub has_embeds: bool,
    pub topics: Vec<Link>,
    /// The picture above the text.
    pub picture: Option<Picture>,
    /// The public record of the story; empty before it has one.
    pub history: String,
}

/// Which stories show a picture.
#[derive(Clone, Debug, Serialize)]
pub struct UsedIn {
    pub cards: Vec<Card>,
    /// Today by the edition's clock, as `Moment::day` writes it.
    pub today: String,
}

/// The inside of a figure in the text.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub picture: Picture,
    /// Whether it stands in a post, which is narrower than a story.
    pub is_in_post: bool,
}

/// The inside of a related story in the text.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedInText {
    pub card: Card,
}

/// What stands before the link to something of another site that readers may ask for.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedInText {
    pub embed: Embed,
}

/// What was wrong, and when it was put right.
#[derive(Clone, Debug, Serialize)]
pub struct Correction {
    pub at: Moment,
    pub note: String,
}

/// What is left of a withdrawn story (410).
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawnPage {
    pub frame: Frame,
    pub id: String,
    /// The class's word, such as `legal`.
    pub reason: String,
    pub notice: String,
    pub published: Moment,
    pub withdrawn: Moment,
}

/// A line of the newsfeed, as open pages get it.
#[derive(Clone, Debug, Serialize)]
pub struct NewsfeedLine {
    pub item: Card,
    /// Today by the edition's clock, as `Moment::day` writes it: the line of another day shows its date.
    pub today: String,
    pub language: Language,
}

/// The newsroom's list of stories.
#[derive(Clone, Debug, Serialize)]
pub struct DeskListPage {
    pub desk: DeskFrame,
    /// Whether the person may begin a story.
    pub may_write: bool,
    pub filter: DeskFilter,
    /// By which clock the times are, such as `Europe/Madrid`.
    pub zone: String,
    /// What the clock could not publish, whatever else is asked for.
    pub missed: Vec<Missed>,
    pub stories: Vec<DeskStory>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// Which stories the newsroom's list shows, and what else can be chosen.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DeskFilter {
    /// What is looked for by words; empty if nothing is.
    pub words: String,
    /// Chosen ones; empty for all.
    pub state: String,
    pub edition: String,
    pub section: String,
    /// Whether only what the person began is shown.
    pub is_mine: bool,
    /// Who began what is shown: an id; empty for anybody.
    pub by: String,
    pub states: Vec<&'static str>,
    pub editions: Vec<crate::editor_page::Choice>,
    /// The sections of the chosen edition, or of all.
    pub sections: Vec<crate::editor_page::Choice>,
    /// Who can have begun something in the editions that the person reads.
    pub people: Vec<crate::editor_page::Choice>,
}

/// A story as the newsroom's list shows it.
#[derive(Clone, Debug, Serialize)]
pub struct DeskStory {
    pub id: String,
    /// The state's word, such as `draft`.
    pub state: String,
    /// Empty if it has none yet.
    pub headline: String,
    pub edition: String,
    /// The language of the headline.
    pub language: Language,
    pub direction: &'static str,
    pub section: String,
    pub kind: String,
    pub changed: TwoClocks,
    /// When it is to be published.
    pub scheduled: Option<TwoClocks>,
    /// Who wrote it, as it is to be printed.
    pub bylines: String,
    /// Who began it; empty where the byline says so, and where it is nobody any more.
    pub begun_by: String,
    /// The page, while it is public.
    pub url: Option<String>,
    /// What its pictures lack to be seen by readers.
    pub lacks: Vec<Counted>,
    /// Whether it is public and has saved changes that readers do not see.
    pub is_ahead: bool,
    /// Whether a draft was sent back to its writer.
    pub is_returned: bool,
    /// Of one that is approved, scheduled or should have gone out: what is in the way.
    pub blocked: Vec<Blocked>,
    /// When it was to go out and could not.
    pub missed: Option<TwoClocks>,
    /// Who else has it open now, with commas between the names; mostly empty.
    pub here: String,
}

/// Something that keeps a story from being published.
#[derive(Clone, Debug, Serialize)]
pub struct Blocked {
    /// The end of the checklist's word for it: `no-headline`.
    pub what: &'static str,
    /// What it is about; mostly empty.
    pub about: String,
}

/// A story that the clock could not publish, told above the list until something is done about it.
#[derive(Clone, Debug, Serialize)]
pub struct Missed {
    pub story: DeskStory,
    /// Who scheduled it; empty where it is nobody any more.
    pub scheduled_by: String,
    /// Whether that is the person who looks.
    pub is_yours: bool,
}

/// A moment by the clock of the whole list, and by that of its story's edition.
#[derive(Clone, Debug, Serialize)]
pub struct TwoClocks {
    #[serde(flatten)]
    pub shown: Moment,
    /// Day, time and zone by the edition's clock.
    pub own: String,
}

/// How many pictures of a story lack something.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// The end of the word that says what: `credit` of `lacks-credit`.
    pub what: &'static str,
    pub count: usize,
}

impl Page for StoryPage {
    const TEMPLATE: &'static str = "stories/story.html";

    fn samples(language: &Language) -> Vec<Self> {
        house::Kind::ALL.iter().map(|kind| sample_story(language, kind.as_str())).collect()
    }
}

fn sample_story(language: &Language, kind: &str) -> StoryPage {
    let cards = Card::samples(language, 8);
    let own = cards.iter().find(|card| card.kind == kind).cloned();
    let headline = own.as_ref().map(|card| card.headline.clone()).unwrap_or_default();
    let mut frame = Frame::sample(language, &headline);
    frame.topics = "story:0198d3a0-0000-7000-8000-000000000000".into();
    let is_plain = kind == "offbeat";
    let correction = |note: &str, arabic: &str| Correction {
        at: moment(language, "14:40"),
        note: text(language, note, arabic),
    };
    let corrections = if is_plain {
        Vec::new()
    } else {
        vec![correction(
            "An earlier version gave the number of ships in the roads as forty. There are thirty.",
            "ذكرت نسخة سابقة أن عدد السفن أربعون. وهو ثلاثون.",
        )]
    };
    StoryPage {
        story: StoryView {
            id: "0198d3a0-0000-7000-8000-000000000000".into(),
            kind: kind.into(),
            section: own.as_ref().map_or_else(|| Link::new("", ""), |card| card.section.clone()),
            headline,
            standfirst: own.as_ref().map(|card| card.standfirst.clone()).unwrap_or_default(),
            bylines: if is_plain { Vec::new() } else { bylines(language) },
            place: if is_plain { String::new() } else { text(language, "Port Ansel", "ميناء أنسل") },
            source: if kind == "news" {
                text(language, "Coast News Agency", "وكالة أنباء الساحل")
            } else {
                String::new()
            },
            language: language.clone(),
            direction: language.direction(),
            published: moment(language, "13:58"),
            updated: (!is_plain).then(|| moment(language, "14:20")),
            corrections,
            body_html: if kind == "live" { Html::default() } else { body(language) },
            live_html: Html::default(),
            has_embeds: !is_plain,
            picture: (!is_plain).then(|| Picture::sample(language)),
            topics: if is_plain { Vec::new() } else { topics(language) },
            history: if is_plain { String::new() } else { "/en/2026/11/24/harbour/history".into() },
        },
        related: if is_plain { Vec::new() } else { cards.into_iter().skip(4).take(3).collect() },
        frame,
    }
}

fn bylines(language: &Language) -> Vec<Link> {
    vec![
        Link::new(text(language, "Nora Feld", "نورا فيلد"), "/en/author/nora-feld"),
        Link::new(text(language, "Tomas Arden", "توماس أردن"), "/en/author/tomas-arden"),
    ]
}

fn topics(language: &Language) -> Vec<Link> {
    vec![
        Link::new(text(language, "Shipping", "الشحن"), "/en/topic/shipping"),
        Link::new(text(language, "Port Ansel", "ميناء أنسل"), "/en/topic/port-ansel"),
    ]
}

fn body(language: &Language) -> Html {
    let body = match language.root() {
        "ar" => include_str!("../samples/body.ar.html"),
        "de" => include_str!("../samples/body.de.html"),
        "es" => include_str!("../samples/body.es.html"),
        "fr" => include_str!("../samples/body.fr.html"),
        "ru" => include_str!("../samples/body.ru.html"),
        _ => include_str!("../samples/body.en.html"),
    };
    Html::made(body.to_owned())
}

impl Page for Figure {
    const TEMPLATE: &'static str = "stories/figure.html";

    fn samples(language: &Language) -> Vec<Self> {
        let picture = Picture::sample(language);
        let bare = Picture { caption: String::new(), avif: String::new(), ..picture.clone() };
        vec![Self { picture, is_in_post: false }, Self { picture: bare, is_in_post: true }]
    }
}

impl Page for RelatedInText {
    const TEMPLATE: &'static str = "stories/related.html";

    fn samples(language: &Language) -> Vec<Self> {
        Card::samples(language, 3).into_iter().map(|card| Self { card }).collect()
    }
}

impl Page for EmbedInText {
    const TEMPLATE: &'static str = "stories/embed.html";

    fn samples(_: &Language) -> Vec<Self> {
        crate::embeds::of("https://vimeo.com/76979871").map(|embed| Self { embed }).into_iter().collect()
    }
}

impl Page for UsedIn {
    const TEMPLATE: &'static str = "stories/used_in.html";

    fn samples(language: &Language) -> Vec<Self> {
        vec![Self { cards: Card::samples(language, 3), today: String::new() }]
    }
}

impl Page for WithdrawnPage {
    const TEMPLATE: &'static str = "stories/withdrawn.html";

    fn samples(language: &Language) -> Vec<Self> {
        let mut frame = Frame::sample(language, &word(language, "withdrawn-title"));
        frame.robots = Some("noindex".into());
        frame.json_ld = None;
        frame.og = None;
        let page = |reason: &house::ReasonClass| Self {
            frame: frame.clone(),
            id: "0198d3a0-0000-7000-8000-000000000000".into(),
            reason: reason.as_str().into(),
            notice: text(
                language,
                "We took this story off because it named a person who had no part in it.",
                "سحبنا هذه القصة لأنها ذكرت شخصاً لا صلة له بها.",
            ),
            published: moment(language, "13:58"),
            withdrawn: moment(language, "14:40"),
        };
        house::ReasonClass::ALL.iter().map(page).collect()
    }
}

impl Page for NewsfeedLine {
    const TEMPLATE: &'static str = "newsfeed/line.html";

    fn samples(language: &Language) -> Vec<Self> {
        let cards = Card::samples(language, 3).into_iter();
        cards.map(|item| Self { item, today: String::new(), language: language.clone() }).collect()
    }
}

impl Page for DeskListPage {
    const TEMPLATE: &'static str = "stories/desk_list.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let title = if language.root() == "es" { "Artículos" } else { "Stories" };
        let desk = || DeskFrame::new(language, title, Some("Edda Lind".into()));
        let none = DeskFilter::default();
        let empty = Self {
            desk: desk(),
            may_write: false,
            filter: none,
            zone: "UTC".into(),
            missed: Vec::new(),
            stories: Vec::new(),
            newer: None,
            older: None,
        };
        let states = ["draft", "submitted", "approved", "scheduled", "published", "withdrawn"];
        let choice =
            |slug: &str, name: &str| crate::editor_page::Choice { slug: slug.into(), name: name.into() };
        let lacks = ["alt", "coming", "credit", "picture", "unfetched", "use"];
        let clocks = |at: &Moment| TwoClocks { shown: at.clone(), own: at.full.clone() };
        let cards = Card::samples(language, 12).into_iter().zip(states.into_iter().cycle());
        let blocks = [
            "no-headline",
            "no-text",
            "no-section",
            "picture-coming",
            "picture-unfetched",
            "no-picture",
            "no-credit",
            "no-use",
            "no-alt",
            "stopped",
            "other",
        ];
        let blocked: Vec<Blocked> = blocks
            .map(|what| Blocked {
                what,
                about: if what == "stopped" { "flood".into() } else { String::new() },
            })
            .into();
        let stories = cards.map(|(card, state)| DeskStory {
            id: card.id,
            state: state.into(),
            headline: if state == "draft" { String::new() } else { card.headline },
            edition: "en".into(),
            language: language.clone(),
            direction: language.direction(),
            section: card.section.name,
            kind: card.kind,
            scheduled: (state == "scheduled").then(|| clocks(&card.published)),
            bylines: if state == "approved" { String::new() } else { "Ana Brandt".into() },
            begun_by: if state == "draft" { String::new() } else { "Edda Lind".into() },
            changed: clocks(&card.published),
            url: (state == "published").then_some(card.url),
            is_ahead: state == "published",
            is_returned: state == "draft",
            blocked: if state == "scheduled" { blocked.clone() } else { Vec::new() },
            missed: None,
            here: if state == "draft" { "Ana Brandt, Pavel Rennert".into() } else { String::new() },
            lacks: lacks
                .iter()
                .map(|what| Counted { what, count: 2 })
                .take(if state == "draft" { lacks.len() } else { 0 })
                .collect(),
        });
        let stories: Vec<DeskStory> = stories.collect();
        let blocked = stories.iter().filter(|story| story.state == "scheduled");
        let missed = blocked.take(2).enumerate().map(|(n, story)| Missed {
            story: DeskStory {
                missed: Some(story.changed.clone()),
                headline: if n == 0 { story.headline.clone() } else { String::new() },
                blocked: if n == 0 { story.blocked.clone() } else { Vec::new() },
                ..story.clone()
            },
            scheduled_by: if n == 0 { "Edda Lind".into() } else { String::new() },
            is_yours: n == 0,
        });
        let missed: Vec<Missed> = missed.collect();
        let rows = missed.iter().map(|missed| missed.story.clone()).chain(stories);
        let full = Self {
            desk: desk().listening("desk:stories:en".into(), 7),
            may_write: true,
            filter: DeskFilter {
                words: "port".into(),
                state: "draft".into(),
                edition: "en".into(),
                section: "world".into(),
                is_mine: true,
                states: states.to_vec(),
                editions: vec![choice("en", "Gazette")],
                sections: vec![choice("world", "Gazette")],
                by: "0198d3a0-0000-7000-8000-000000000000".into(),
                people: vec![choice("0198d3a0-0000-7000-8000-000000000000", "Edda Lind")],
            },
            zone: "Europe/Lisbon".into(),
            stories: rows.collect(),
            missed,
            newer: None,
            older: Some("/desk/?page=2".into()),
        };
        let outside = Self { desk: desk().reading(false), ..empty.clone() };
        vec![full, empty, outside]
    }
}
