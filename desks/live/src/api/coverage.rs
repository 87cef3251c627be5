//! `/api/v1/stories/{id}/posts`: the posts of a live coverage.

use super::{asked, id, shown};
use crate::fields::Input;
use crate::store::{self, Place};
use crate::{sight, verbs, view};
use ::store::Tx;
use axum::extract::{Path, Query, State};
use base::{Id, Refused, Result};
use house::Viewer;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, from_value};
use site::listing::Reading;
use staff::{Asker, Staff};
use stories::{Once, Sent};

/// How a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    limit: Option<String>,
    after: Option<String>,
}

/// Lists posts in their order: to the newsroom all, to anybody else those that are live.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    Path(story): Path<String>,
    query: Result<Query<ListQuery>, axum::extract::rejection::QueryRejection>,
) -> Api<Answer> {
    let Query(query) = query.map_err(|error| Refused::field("", error.body_text()))?;
    let part = query.read()?;
    let (url, story) = (plant.settings.public_url.clone(), id(&story)?);
    let body = plant.store.read(async move |tx: &mut Tx| list(tx, &url, &viewer, story, &part).await);
    Ok(Answer::ok(&body.await?))
}

async fn list(tx: &mut Tx, url: &str, viewer: &Viewer, story: Id, part: &Reading<Place>) -> Result<Value> {
    let coverage = sight::coverage(tx, story).await?;
    coverage.must_be_seen(viewer, tx.now())?;
    let behind = viewer.reads_behind(&coverage.story.edition);
    let mut posts = store::listed(tx, story, behind, part.after.clone(), part.take()).await?;
    let next = part.cut(&mut posts, |post| format!("{}.{}", post.rank, post.seq));
    let items = view::posts_json(tx, url, viewer, &coverage, posts).await?;
    Ok(json!({ "items": items, "next": next }))
}

impl ListQuery {
    fn read(self) -> Result<Reading<Place>> {
        let mut errors = Vec::new();
        let part = Reading::new(self.limit.as_deref(), self.after.as_deref(), place, &mut errors);
        if errors.is_empty() { Ok(part) } else { Err(Refused::NotValid(errors).into()) }
    }
}

fn place(text: &str) -> Option<Place> {
    let (rank, seq) = text.split_once('.')?;
    let is_rank = !rank.is_empty() && rank.bytes().all(|digit| digit.is_ascii_hexdigit());
    Some((rank.to_owned(), seq.parse().ok()?)).filter(|_| is_rank)
}

/// Writes a post.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let once = Once::read(&headers, &["post", &story, &sent.text()])?;
    let (story, asked) = (id(&story)?, asked(&plant, person));
    let input: Input = from_value(sent.0)?;
    let url = plant.settings.public_url.clone();
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            let done = verbs::post(tx, asked, story, input).await?;
            Ok(shown(&url, StatusCode::CREATED, &done))
        })
        .await
    });
    Ok(answer.await?)
}
