//! A live coverage for tests: its story, and what Edda does with its posts.

use crate::paper::{Paper, answer, id, path};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

/// Words that stand in the marked post alone.
pub const MARK: &str = "zinnober-beacon";

/// A coverage that goes on.
pub struct Coverage<'a> {
    pub paper: &'a Paper,
    pub story: Value,
    pub path: String,
}

impl<'a> Coverage<'a> {
    /// Begins and publishes a live story.
    pub async fn begin(paper: &'a Paper) -> Self {
        let story = paper.publish(json!({ "kind": "live", "headline": "The coast hour by hour" })).await;
        let path = path(&story);
        Self { paper, story, path }
    }

    /// Returns the coverage of a story that stands or will stand at this path.
    pub fn of(paper: &'a Paper, story: Value, path: &str) -> Self {
        Self { paper, story, path: path.into() }
    }

    /// Returns the topic of its stream.
    pub fn topic(&self) -> String {
        format!("story:{}", id(&self.story))
    }

    /// Returns the address of its list in the API.
    pub fn list(&self) -> String {
        format!("/api/v1/stories/{}/posts", id(&self.story))
    }

    /// Has Edda post.
    pub async fn post(&self, mut fields: Value) -> Value {
        if fields.get("headline").is_none() && fields.get("body_markdown").is_none() {
            fields["body_markdown"] = json!("The water stands at the second step.");
        }
        let posts = format!("/stories/{}/posts", id(&self.story));
        let sent = self.paper.edda(Method::POST, &posts).json(&fields).send().await.unwrap();
        answer(sent, StatusCode::CREATED).await
    }

    /// Returns a post in this state.
    pub async fn post_in(&self, state: &str) -> Value {
        match state {
            "draft" => {
                let posts = format!("/stories/{}/posts", id(&self.story));
                let body = json!({ "headline": "Draft" });
                let sent = self.paper.ana(Method::POST, &posts).json(&body).send().await.unwrap();
                answer(sent, StatusCode::CREATED).await
            }
            "retracted" => {
                let post = self.post(json!({})).await;
                self.act(&post, "retract", json!({ "reason": "error" })).await
            }
            _ => self.post(json!({})).await,
        }
    }

    /// Has Edda change a post.
    pub async fn edit(&self, post: &Value, fields: Value) -> Value {
        let path = format!("/posts/{}", id(post));
        let sent = self.paper.edda(Method::PATCH, &path).json(&fields).send().await.unwrap();
        answer(sent, StatusCode::OK).await
    }

    /// Has Edda do something with a post.
    pub async fn act(&self, post: &Value, action: &str, words: Value) -> Value {
        answer(self.try_act(post, action, words).await, StatusCode::OK).await
    }

    /// Has Edda try to do something with a post.
    pub async fn try_act(&self, post: &Value, action: &str, words: Value) -> Response {
        let path = format!("/posts/{}/{action}", id(post));
        self.paper.edda(Method::POST, &path).json(&words).send().await.unwrap()
    }

    /// Returns every public address that shows the mark.
    pub async fn showing(&self, posts: &[&Value]) -> Vec<String> {
        let lists = ["/en/", "/en/newsfeed", "/en/feed.rss", "/en/section/world", "/en/kind/live", "/ar/"];
        let mut addresses: Vec<String> = lists.iter().map(|address| (*address).to_owned()).collect();
        addresses.extend([self.path.clone(), self.list(), format!("/api/v1/stories/{}", id(&self.story))]);
        for post in posts {
            addresses.push(format!("{}/post/{}", self.path, id(post)));
            addresses.push(format!("{}?before={}", self.path, id(post)));
            addresses.push(format!("/api/v1/posts/{}", id(post)));
        }
        let mut found = Vec::new();
        for address in addresses {
            if self.paper.read(&address).await.1.contains(MARK) {
                found.push(address);
            }
        }
        found
    }
}
