//! The promise of live coverage: after any sequence of posts, edits, moves and removals, joins and drops, an open page
//! that has caught up shows what a page that is loaded then shows.

use crate::coverage::Coverage;
use crate::paper::{Listening, Paper, answer, id};
use base::Chance;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What stands on a page, as the island keeps it: by place, the greatest first.
#[derive(Clone, Debug, PartialEq)]
struct OpenPage {
    seq: i64,
    until: Option<(String, i64)>,
    posts: BTreeMap<(String, i64), (String, String)>,
    keys: BTreeMap<(String, i64), (String, String)>,
}

fn attribute<'a>(html: &'a str, name: &str) -> &'a str {
    let start = html.split_once(&format!("{name}=\"")).map(|(_, rest)| rest);
    start.and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

fn pieces<'a>(html: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let starts = html.match_indices(open).map(|(at, _)| &html[at..]);
    starts.map(|rest| &rest[..rest.find(close).unwrap() + close.len()]).collect()
}

fn place(piece: &str) -> (String, i64) {
    (attribute(piece, "data-rank").into(), attribute(piece, "data-seq").parse().unwrap())
}

impl OpenPage {
    async fn load(paper: &Paper, path: &str) -> Self {
        let (status, html) = paper.read(path).await;
        assert_eq!(status, StatusCode::OK);
        let seq = attribute(html.split_once("<body").unwrap().1, "data-seq").parse().unwrap();
        let live = html.split_once("<live-posts").unwrap().1;
        let until = attribute(live, "data-until").split_once('.');
        let mut page = Self {
            seq,
            until: until.map(|(rank, seq)| (rank.to_owned(), seq.parse().unwrap())),
            posts: BTreeMap::new(),
            keys: BTreeMap::new(),
        };
        page.take(live);
        page
    }

    fn take(&mut self, html: &str) {
        for piece in pieces(html, "<article class=\"post", "</article>") {
            self.posts.insert(place(piece), (attribute(piece, "data-post").into(), piece.into()));
        }
        for piece in pieces(html, "<li class=\"key-event", "</li>") {
            self.keys.insert(place(piece), (attribute(piece, "data-key").into(), piece.into()));
        }
    }

    /// Does what the island does with a message; returns whether it asks for the page then.
    fn hear(&mut self, message: &Value) -> bool {
        let subject = message["subject"].as_str().unwrap();
        self.posts.retain(|_, (post, _)| post != subject);
        self.keys.retain(|_, (post, _)| post != subject);
        let html = message["html"].as_str().unwrap_or_default();
        self.take(html);
        let until = self.until.clone();
        let reaches = |place: &(String, i64)| until.as_ref().is_none_or(|until| place >= until);
        self.posts.retain(|place, (_, piece)| reaches(place) || piece.contains("is-pinned"));
        // What nothing stands for was taken off without a notice, or was told too fast to be told whole.
        html.is_empty()
    }

    /// What stands there down to the place to which the other page reaches.
    fn down_to(&self, until: &Option<(String, i64)>) -> Vec<&str> {
        let reaches = |place: &(String, i64), piece: &str| {
            piece.contains("is-pinned") || until.as_ref().is_none_or(|until| place >= until)
        };
        let posts = self.posts.iter().rev().filter(|(place, (_, piece))| reaches(place, piece));
        let keys = self.keys.iter().rev();
        posts.chain(keys).map(|(_, (_, piece))| piece.as_str()).collect()
    }
}

/// A reader with the page open, who may drop out and come back.
pub struct Reader {
    page: OpenPage,
    stream: Option<Listening>,
}

impl Reader {
    /// Opens the page.
    pub async fn join(coverage: &Coverage<'_>) -> Self {
        let page = OpenPage::load(coverage.paper, &coverage.path).await;
        let stream = Some(coverage.paper.listen(&coverage.topic(), Some(page.seq)).await);
        Self { page, stream }
    }

    /// Hears all up to the marker's post.
    pub async fn catch_up(&mut self, coverage: &Coverage<'_>, marker: &str) {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => coverage.paper.listen(&coverage.topic(), Some(self.page.seq)).await,
        };
        let mut asks = false;
        loop {
            let message = stream.next().await;
            asks |= self.page.hear(&message);
            self.page.seq = message["seq"].as_i64().unwrap();
            if message["subject"] == marker {
                break;
            }
        }
        self.stream = Some(stream);
        if asks {
            let seq = self.page.seq;
            self.page = OpenPage { seq, ..OpenPage::load(coverage.paper, &coverage.path).await };
        }
    }

    /// Whether the open page holds this text.
    pub fn shows(&self, text: &str) -> bool {
        self.page.down_to(&None).iter().any(|piece| piece.contains(text))
    }

    /// Compares the open page with one that is loaded now; each shows all that stands down to the place to which both
    /// reach.
    pub async fn must_be_fresh(&self, coverage: &Coverage<'_>) {
        let fresh = OpenPage::load(coverage.paper, &coverage.path).await;
        let until = fresh.until.clone().max(self.page.until.clone());
        assert_eq!(self.page.down_to(&until), fresh.down_to(&until));
    }
}

struct Dice(Chance);

impl Dice {
    fn below(&self, sides: usize) -> usize {
        let [high, low] = self.0.bytes::<2>();
        usize::from(u16::from_be_bytes([high, low])) % sides
    }
}

/// Lets something happen to the coverage, whatever the state of the post that it falls on allows.
async fn something(coverage: &Coverage<'_>, dice: &Dice, posts: &mut Vec<Value>, n: usize) {
    if posts.len() < 3 || dice.below(4) == 0 {
        let words = json!({ "headline": format!("Post {n}"), "key": dice.below(3) == 0, "pinned": dice.below(9) == 0 });
        posts.push(coverage.post(words).await);
        return;
    }
    let post = posts[dice.below(posts.len())].clone();
    let other = &posts[dice.below(posts.len())]["id"];
    let (action, words) = match dice.below(8) {
        0 => ("pin", json!({})),
        1 => ("unpin", json!({})),
        2 => ("key", json!({})),
        3 => ("retract", json!({ "reason": "error", "notice": format!("Notice {n}") })),
        4 => ("retract", json!({ "reason": "error" })),
        5 => ("restore", json!({})),
        6 => ("move", json!({ "before": other })),
        _ => {
            coverage
                .edit(&post, json!({ "headline": format!("Edit {n}"), "key": n.is_multiple_of(2) }))
                .await;
            return;
        }
    };
    let tried = coverage.try_act(&post, action, words).await;
    assert!([StatusCode::OK, StatusCode::CONFLICT].contains(&tried.status()), "{action}: {}", tried.status());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_page_that_has_caught_up_shows_what_a_fresh_one_shows() {
    let paper = Paper::open().await;
    let coverage = Coverage::begin(&paper).await;
    let dice = Dice(Chance::seeded(20_261_124));
    let (mut posts, mut readers) = (Vec::new(), Vec::new());
    for round in 0..12 {
        for n in 0..10 {
            something(&coverage, &dice, &mut posts, round * 10 + n).await;
        }
        if round % 3 == 0 {
            readers.push(Reader::join(&coverage).await);
        }
        if !readers.is_empty() && dice.below(2) == 0 {
            let dropped = dice.below(readers.len());
            readers[dropped].stream = None;
            continue;
        }
        let marker = coverage.post(json!({ "headline": format!("Marker {round}") })).await;
        for reader in &mut readers {
            reader.catch_up(&coverage, id(&marker)).await;
            reader.must_be_fresh(&coverage).await;
        }
        posts.push(marker);
    }
    let faults = paper.store.read(async |tx: &mut store::Tx| live::check(tx).await).await.unwrap();
    assert_eq!(faults, Vec::<String>::new(), "each post is the fold of its events");
    let gone = coverage.post_in("retracted").await;
    answer(coverage.try_act(&gone, "restore", json!({})).await, StatusCode::OK).await;
}
