//! `POST /desk/fronts/E/slots`, `…/E/SECTION/slots`: «Put on the front», from a story's page or a list of stories.

use crate::front::Place;
use crate::verbs;
use ::store::Tx;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Id, Refused, Result};
use house::Person;
use site::Plant;
use site::answer::page_failure;
use staff::StaffPage;
use std::sync::Arc;
use stories::{Asked, Seen};

/// The form as it is sent: `story=ID`, and `publish=1` to have readers see it at once.
type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;

pub(crate) async fn create(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path(edition): Path<String>,
    sent: Sent,
) -> Response {
    answer(&plant, person, Place::new(&edition, None), sent).await
}

pub(crate) async fn create_section(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path((edition, section)): Path<(String, String)>,
    sent: Sent,
) -> Response {
    answer(&plant, person, Place::new(&edition, Some(&section)), sent).await
}

async fn answer(plant: &Plant, person: Arc<Person>, place: Place, sent: Sent) -> Response {
    match put(plant, person, &place, sent).await {
        Ok(story) => Redirect::to(&format!("{}#slot-{story}", place.below("/desk/fronts"))).into_response(),
        Err(failure) => page_failure(plant, None, failure),
    }
}

async fn put(plant: &Plant, person: Arc<Person>, place: &Place, sent: Sent) -> Result<Id> {
    let Form(fields) = sent.map_err(|error| Refused::field("", error.body_text()))?;
    let field =
        |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let story = field("story").and_then(|story| story.parse::<Id>().ok());
    let story = story.ok_or_else(|| Refused::field("/story", "is no id of a story"))?;
    let at_once = field("publish").is_some_and(|publish| publish == "1");
    let (asked, place) = (asked(plant, person, Seen::Unsaid), place.clone());
    plant.store.write(async move |tx: &mut Tx| verbs::put(tx, &asked, &place, story, at_once).await).await?;
    Ok(story)
}

/// Returns who asks for a change, having seen this.
pub(super) fn asked(plant: &Plant, person: Arc<Person>, seen: Seen) -> Asked {
    Asked { person, seen, chance: plant.chance.clone() }
}
