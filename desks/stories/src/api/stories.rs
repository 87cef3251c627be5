//! `/api/v1/stories`: list, create; `/api/v1/stories/{id}`: show, change, delete.

use super::answer::{self, Once};
use super::sent::Sent;
use super::{asked, id};
use crate::fields::Input;
use crate::store::lists::{List, listed};
use crate::story::Story;
use crate::verbs::{self, Done};
use crate::{store, view};
use ::store::Tx;
use axum::extract::{Path, Query, State};
use base::{FieldError, Id, Refused, Result, Time};
use house::{Sight, Viewer, may_see, slug};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use site::Plant;
use site::answer::{Answer, Api, from_value};
use site::listing::{Reading, place, read_place};
use staff::{Asker, Staff};

/// How a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ListQuery {
    edition: Option<String>,
    section: Option<String>,
    topic: Option<String>,
    kind: Option<String>,
    state: Option<String>,
    since: Option<String>,
    limit: Option<String>,
    after: Option<String>,
}

/// Lists stories, the newest publication first: to the newsroom all of its own, to anybody else what is public.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    query: Result<Query<ListQuery>, axum::extract::rejection::QueryRejection>,
) -> Api<Answer> {
    let Query(query) = query.map_err(|error| Refused::field("", error.body_text()))?;
    let (mut list, part) = query.read()?;
    let url = plant.settings.public_url.clone();
    let body = plant.store.read(async move |tx: &mut Tx| {
        if let Some(topic) = list.topic.take() {
            list.topic = Some(present_topic(tx, list.edition.as_deref(), &topic).await?);
        }
        answer_list(tx, &url, &viewer, &list, &part).await
    });
    Ok(Answer::ok(&body.await?))
}

/// Returns the slug of the topic that is meant by a name or an address, of today or of before.
async fn present_topic(tx: &mut Tx, edition: Option<&str>, asked: &str) -> Result<String> {
    let slug = slug::of(asked);
    let Some(edition) = edition else {
        return Ok(sections::topic_once_at(tx, &slug).await?.unwrap_or(slug));
    };
    let known = match sections::topic_by_slug(tx, edition, &slug).await? {
        Some(known) => Some(known),
        None => sections::topic_by_name(tx, edition, asked).await?,
    };
    Ok(known.map_or(slug, |known| known.slug))
}

async fn answer_list(
    tx: &mut Tx,
    url: &str,
    viewer: &Viewer,
    list: &List,
    part: &Reading<(Time, Id)>,
) -> Result<Value> {
    let mut rows: Vec<(Story, Time)> = Vec::new();
    let is_theirs = list.edition.as_deref().is_none_or(|edition| viewer.reads_behind(edition));
    if let (Viewer::Staff(person), true) = (viewer, is_theirs) {
        rows = store::newsroom_list(tx, list, person.editions_read().as_deref(), part.take()).await?;
    } else if list.state.as_deref().is_none_or(|state| state == "published") {
        for row in listed(tx, list, part.take()).await? {
            rows.push((store::story(tx, row.story).await?, row.first_published_at));
        }
    }
    let next = part.cut(&mut rows, |(story, at)| place(*at, story.id));
    let plan = sections::plan(tx).await?;
    let mut items = Vec::with_capacity(rows.len());
    for (story, _) in &rows {
        if may_see(viewer, story.thing(), tx.now()) == Sight::Whole {
            items.push(view::story_json(tx, &plan, url, viewer, story, &[]).await?);
        }
    }
    Ok(json!({ "items": items, "next": next }))
}

impl ListQuery {
    fn read(self) -> Result<(List, Reading<(Time, Id)>)> {
        let mut errors = Vec::new();
        let part = Reading::new(self.limit.as_deref(), self.after.as_deref(), read_place, &mut errors);
        let asked = [("/edition", &self.edition), ("/section", &self.section), ("/topic", &self.topic)];
        for (pointer, value) in asked {
            if value.as_deref().is_some_and(|value| value.contains(char::is_control)) {
                errors.push(FieldError::at(pointer, "holds a control character"));
            }
        }
        let kind = self.kind.map(|kind| kind.parse());
        let since = self.since.map(|since| since.parse::<Time>());
        let states = ["draft", "submitted", "approved", "scheduled", "published", "withdrawn"];
        if self.state.as_deref().is_some_and(|state| !states.contains(&state)) {
            errors.push(FieldError::at("/state", format!("must be one of {}", states.join(", "))));
        }
        let list = List {
            edition: self.edition,
            section: self.section,
            topic: self.topic,
            kind: take(kind, "/kind", &mut errors),
            since: take(since, "/since", &mut errors),
            after: part.after,
            state: self.state,
            ..List::default()
        };
        if errors.is_empty() { Ok((list, part)) } else { Err(Refused::NotValid(errors).into()) }
    }
}

fn take<T, E: ToString>(
    read: Option<Result<T, E>>,
    pointer: &str,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    match read {
        Some(Ok(value)) => Some(value),
        Some(Err(why)) => {
            errors.push(FieldError::at(pointer, why.to_string()));
            None
        }
        None => None,
    }
}

/// Shows a story: its newest revision to the newsroom, the published one to anybody else.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Asker(viewer): Asker,
    Path(story): Path<String>,
) -> Api<Answer> {
    let (url, story) = (plant.settings.public_url.clone(), id(&story)?);
    let body = plant.store.read(async move |tx: &mut Tx| {
        let story = view::find(tx, &viewer, story).await?;
        let plan = sections::plan(tx).await?;
        view::story_json(tx, &plan, &url, &viewer, &story, &[]).await
    });
    Ok(answer::story(StatusCode::OK, &body.await?))
}

/// Begins a story.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let once = Once::read(&headers, &["create", &sent.text()])?;
    let input: Input = from_value(sent.0)?;
    let asked = asked(&plant, person, &headers)?;
    let url = plant.settings.public_url.clone();
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            let done = verbs::create(tx, asked, input).await?;
            answer_story(tx, &url, asked, StatusCode::CREATED, &done).await
        })
        .await
    });
    Ok(answer.await?)
}

/// Where a save comes from.
#[derive(Debug, Deserialize)]
pub(crate) struct Of {
    /// The editor's window whose unsaved words these were.
    copy: Option<String>,
}

/// Changes a story: a save, of which readers see nothing yet.
pub(crate) async fn update(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
    Query(of): Query<Of>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let id = id(&story)?;
    let once = Once::read(&headers, &["update", &story, &sent.text()])?;
    let asked = asked(&plant, person, &headers)?;
    let input: Input = from_value(sent.0)?;
    let url = plant.settings.public_url.clone();
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            let saved = match &of.copy {
                Some(tab) => verbs::save_window(tx, asked, id, tab, input).await?,
                None => verbs::save(tx, asked, id, input).await?,
            };
            let viewer = Viewer::Staff(asked.person.clone());
            let plan = sections::plan(tx).await?;
            let mut body = view::story_json(tx, &plan, &url, &viewer, &saved.story, &saved.dropped).await?;
            if let Value::Object(map) = &mut body {
                map.insert("merged".into(), saved.merged.into());
            }
            Ok(answer::story(StatusCode::OK, &body))
        })
        .await
    });
    Ok(answer.await?)
}

/// Deletes a draft that was never public.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(story): Path<String>,
    headers: HeaderMap,
) -> Api<Answer> {
    let id = id(&story)?;
    let asked = asked(&plant, person, &headers)?;
    let once = Once::read(&headers, &["delete", &story])?;
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            verbs::delete(tx, asked, id).await?;
            Ok(Answer::nothing())
        })
        .await
    });
    Ok(answer.await?)
}

/// Returns the answer that shows a story to the one who changed it.
pub(super) async fn answer_story(
    tx: &mut Tx,
    url: &str,
    asked: &verbs::Asked,
    status: StatusCode,
    done: &Done,
) -> Result<Answer> {
    let viewer = Viewer::Staff(asked.person.clone());
    let plan = sections::plan(tx).await?;
    let body = view::story_json(tx, &plan, url, &viewer, &done.story, &done.dropped).await?;
    Ok(answer::story(status, &body))
}
