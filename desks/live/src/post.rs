//! A post: where it stands, and what its newest revision says.

use base::{Id, Time};
use copy::Doc;

/// How far a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    Live,
    Retracted,
}

/// What people write of a post; a revision is one of these, whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Empty if it has none.
    pub headline: String,
    pub byline: Option<String>,
    pub body: Doc,
}

/// A post with its newest revision. A live one always shows that.
#[derive(Clone, Debug)]
pub struct Post {
    pub id: Id,
    pub story: Id,
    /// The greatest stands first.
    pub rank: String,
    /// The log's number of the event that it began with: breaks ties of rank.
    pub seq: i64,
    pub state: State,
    pub marks: Marks,
    pub revision: i64,
    /// When it was posted, as readers are told; a draft's may be unsaid.
    pub at: Option<Time>,
    /// When readers last got another text.
    pub updated_at: Option<Time>,
    pub retraction: Option<Retraction>,
    pub created_by: String,
    pub created_at: Time,
    pub content: Content,
}

/// How a post stands out from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It is one of the coverage's key events.
    pub is_key: bool,
    /// It stands above the newer ones.
    pub is_pinned: bool,
}

/// That a post was taken off, and what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    pub at: Time,
    /// The class's word, such as `error`.
    pub reason: String,
    /// Without one nothing stands in the post's place.
    pub notice: Option<String>,
}

impl State {
    /// Returns the word used outside.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Live => "live",
            Self::Retracted => "retracted",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Draft, Self::Live, Self::Retracted].into_iter().find(|state| state.as_str() == word)
    }
}

impl Content {
    /// Returns the one line that stands for the post: its headline, else how its text begins.
    pub fn line(&self) -> String {
        const LONGEST: usize = 120;
        if !self.headline.is_empty() {
            return self.headline.clone();
        }
        let text = self.body.plain_text();
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        if first.chars().count() <= LONGEST {
            return first.to_owned();
        }
        let cut: String = first.chars().take(LONGEST).collect();
        let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
        format!("{whole}…")
    }
}

impl Post {
    /// Returns the notice that stands in the place of a retracted post.
    pub fn notice(&self) -> Option<&str> {
        self.retraction.as_ref().and_then(|retraction| retraction.notice.as_deref())
    }
}
