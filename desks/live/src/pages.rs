//! The pages of the desk: what their templates are rendered with.

use serde::Serialize;
use site::Html;
use site::frame::{Card, Frame, Link, Moment};
use site::pages::{Page, Sample, sample};
use site::samples::{moment, text, word};
use site::words::Language;

/// How many key events stand open.
const OPEN_KEYS: usize = 8;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![sample::<Posts>(), sample::<PostPiece>(), sample::<PostPage>(), sample::<RetractedPage>()]
}

/// A post as readers see it; of a retracted one only that, why, and the notice.
#[derive(Clone, Debug, Serialize)]
pub struct PostView {
    pub id: String,
    /// The path of its own page.
    pub url: String,
    pub rank: String,
    pub seq: i64,
    pub is_key: bool,
    pub is_pinned: bool,
    pub at: Moment,
    /// Whether the day has to be said: it is another than that on which the coverage began.
    pub with_date: bool,
    pub updated: Option<Moment>,
    /// Empty if it has none.
    pub headline: String,
    /// The line by which key events name it.
    pub line: String,
    /// Empty if it does not say.
    pub byline: String,
    /// HTML that is safe to show as it is.
    pub body_html: Html,
    /// The word of the class of reason for which it was taken off.
    pub reason: Option<String>,
    pub notice: String,
}

/// The posts of a coverage, as they stand in its story's page.
#[derive(Clone, Debug, Serialize)]
pub struct Posts {
    /// Whether this is the top of the coverage, with key events and pinned posts.
    pub is_top: bool,
    /// Newest first: those that stand open, and the rest.
    pub keys: Vec<PostView>,
    pub more_keys: Vec<PostView>,
    pub pinned: Vec<PostView>,
    pub posts: Vec<PostView>,
    /// The place that the posts here stand under, and the one that they reach down to: `rank.seq`, or empty.
    pub from: String,
    pub until: String,
    /// Where older posts are; empty if there are none.
    pub older: String,
    /// Where the coverage begins.
    pub newest: String,
}

impl Posts {
    /// Parts key events into those that stand open and the rest.
    pub(crate) fn with_keys(mut self, mut keys: Vec<PostView>) -> Self {
        self.more_keys = keys.split_off(keys.len().min(OPEN_KEYS));
        self.keys = keys;
        self
    }
}

/// A post as open pages are told it, with its line among the key events if it is one.
#[derive(Clone, Debug, Serialize)]
pub struct PostPiece {
    pub post: PostView,
}

/// A post's own page.
#[derive(Clone, Debug, Serialize)]
pub struct PostPage {
    pub frame: Frame,
    pub post: PostView,
    pub coverage: Link,
    pub section: Link,
}

/// What is left of a post that was taken off, or whose coverage was (410).
#[derive(Clone, Debug, Serialize)]
pub struct RetractedPage {
    pub frame: Frame,
    pub story: String,
    /// Where the coverage is; none if it is withdrawn itself.
    pub coverage: Option<String>,
    pub reason: String,
    /// Empty if there is none.
    pub notice: String,
    pub at: Moment,
}

fn sample_post(language: &Language, number: u8) -> PostView {
    let id = format!("0198d3a0-0000-7000-8000-0000000000{number:02x}");
    let is_plain = number % 3 == 2;
    let headline =
        text(language, "The outer buoy is heard again after eleven hours", "عودة إشارة العوامة الخارجية");
    let body = text(
        language,
        "<p>The harbour office says that it sends every ten minutes.</p>",
        "<p>يقول مكتب الميناء إنها ترسل كل عشر دقائق.</p>",
    );
    PostView {
        url: format!("/en/2026/11/24/storm/post/{id}"),
        id,
        rank: format!("{:016x}", u64::from(number)),
        seq: number.into(),
        is_key: !is_plain,
        is_pinned: false,
        at: moment(language, "14:20"),
        with_date: is_plain,
        updated: (!is_plain).then(|| moment(language, "14:31")),
        line: headline.clone(),
        headline: if is_plain { String::new() } else { headline },
        byline: if is_plain { String::new() } else { text(language, "Nora Feld", "نورا فيلد") },
        body_html: Html::made(body),
        reason: None,
        notice: String::new(),
    }
}

fn sample_notice(language: &Language) -> PostView {
    PostView {
        is_key: false,
        headline: String::new(),
        line: String::new(),
        byline: String::new(),
        body_html: Html::default(),
        updated: None,
        reason: Some("error".into()),
        notice: text(language, "The ship named here was another.", "كانت السفينة المذكورة غيرها."),
        ..sample_post(language, 9)
    }
}

impl Page for Posts {
    const TEMPLATE: &'static str = "live/posts.html";

    fn samples(language: &Language) -> Vec<Self> {
        let empty = Self {
            is_top: true,
            keys: Vec::new(),
            more_keys: Vec::new(),
            pinned: Vec::new(),
            posts: Vec::new(),
            from: String::new(),
            until: String::new(),
            older: String::new(),
            newest: "/en/2026/11/24/storm".into(),
        };
        let full = Self {
            pinned: vec![PostView { is_pinned: true, ..sample_post(language, 1) }],
            posts: (2..8).map(|n| sample_post(language, n)).chain([sample_notice(language)]).collect(),
            until: "0000000000000002.2".into(),
            older: "/en/2026/11/24/storm?before=0198d3a0-0000-7000-8000-000000000002".into(),
            ..empty.clone()
        };
        let full = full.with_keys((10..22).map(|n| sample_post(language, n)).collect());
        let older = Self { is_top: false, from: "0000000000000009.9".into(), ..full.clone() };
        vec![full, older, empty]
    }
}

impl Page for PostPiece {
    const TEMPLATE: &'static str = "live/told.html";

    fn samples(language: &Language) -> Vec<Self> {
        [sample_post(language, 1), sample_post(language, 2), sample_notice(language)]
            .into_iter()
            .map(|post| Self { post })
            .collect()
    }
}

impl Page for PostPage {
    const TEMPLATE: &'static str = "live/single.html";

    fn samples(language: &Language) -> Vec<Self> {
        let name = text(language, "Storm: the coast hour by hour", "العاصفة: الساحل ساعة بساعة");
        let page = |number| {
            let post = sample_post(language, number);
            let mut frame = Frame::sample(language, &post.line);
            frame.topics = "story:0198d3a0-0000-7000-8000-000000000000".into();
            Self {
                frame,
                post,
                coverage: Link::new(name.clone(), "/en/2026/11/24/storm"),
                section: Card::samples(language, 1)
                    .into_iter()
                    .next()
                    .map_or_else(|| Link::new("", ""), |card| card.section),
            }
        };
        vec![page(1), page(2)]
    }
}

impl Page for RetractedPage {
    const TEMPLATE: &'static str = "live/retracted.html";

    fn samples(language: &Language) -> Vec<Self> {
        let mut frame = Frame::sample(language, &word(language, "post-retracted-title"));
        frame.robots = Some("noindex".into());
        frame.json_ld = None;
        frame.og = None;
        let post = Self {
            frame,
            story: "0198d3a0-0000-7000-8000-000000000000".into(),
            coverage: Some("/en/2026/11/24/storm".into()),
            reason: "error".into(),
            notice: text(language, "The ship named here was another.", "كانت السفينة المذكورة غيرها."),
            at: moment(language, "14:40"),
        };
        let bare = Self { notice: String::new(), ..post.clone() };
        let story = Self { coverage: None, ..post.clone() };
        vec![post, bare, story]
    }
}
