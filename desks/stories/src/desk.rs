//! What the newsroom reaches.

pub(crate) mod editor;
pub(crate) mod listening;
pub(crate) mod preview;
pub(crate) mod revisions;
pub(crate) mod stop_list;
pub(crate) mod stories;

use crate::pages::StoryHead;
use crate::story::Story;
use crate::{Fields, store};
use ::store::Tx;
use axum::response::{IntoResponse, Response};
use base::{Id, Refused, Result};
use house::{Person, Right};
use http::StatusCode;
use sections::{Edition, Plan};
use site::answer::private_page;
use site::words::Language;

/// Answers with a page that nobody keeps and nobody lists, and another status than usual.
fn private_with(status: StatusCode, html: String) -> Response {
    (status, private_page(html)).into_response()
}

/// Finds a story for somebody who reads behind its edition's pages.
async fn find(tx: &mut Tx, person: &Person, id: Id) -> Result<Story> {
    let story = store::story(tx, id).await?;
    if person.may(Right::Read, &story.edition) { Ok(story) } else { Err(Refused::NotFound.into()) }
}

/// Returns what the pages about one story say of it.
fn head(plan: &Plan, story: &Story, fields: &Fields) -> StoryHead {
    let language = plan.edition(&story.edition).map_or_else(Language::english, Edition::tongue);
    StoryHead {
        id: story.id.to_string(),
        headline: fields.headline.clone(),
        direction: language.direction(),
        language,
        state: story.state().as_str().into(),
        revision: story.revision,
    }
}
