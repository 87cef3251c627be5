//! `POST /desk/fronts/E/slots`, `…/E/SECTION/slots`: «Put on the front», and «Take off», from a story's page.

use crate::front::Place;
use crate::verbs::{self, Put};
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

/// The form as it is sent: `story=ID`; `to=SECTION/CONTAINER/first` or `…/last`, without which it goes to the top; `publish=1`
/// to have readers see it at once; `off=SECTION` to take it off that front instead (`/` for the edition's own).
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
    match act(plant, person, place, sent).await {
        Ok((place, anchor)) => {
            Redirect::to(&format!("{}{anchor}", place.below("/desk/fronts"))).into_response()
        }
        Err(failure) => page_failure(plant, None, failure),
    }
}

/// Does what the form asks for; returns the front that was changed, and the place on its page.
async fn act(plant: &Plant, person: Arc<Person>, place: Place, sent: Sent) -> Result<(Place, String)> {
    let Form(fields) = sent.map_err(|error| Refused::field("", error.body_text()))?;
    let field =
        |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let story = field("story").and_then(|story| story.parse::<Id>().ok());
    let story = story.ok_or_else(|| Refused::field("/story", "is no id of a story"))?;
    let asked = asked(plant, person, Seen::Unsaid);
    let of = |section: &str| Place::new(&place.edition, Some(section).filter(|section| !section.is_empty()));
    if let Some(section) = field("off") {
        let place = of(section.trim_matches('/'));
        let off = place.clone();
        plant.store.write(async move |tx: &mut Tx| verbs::take_off(tx, &asked, &off, story).await).await?;
        return Ok((place, String::new()));
    }
    let is_shown = field("publish").is_some_and(|publish| publish == "1");
    let mut put = Put { story, container: None, is_last: false, is_shown };
    let place = match field("to").map(|to| to.split('/').collect::<Vec<_>>()).as_deref() {
        Some([section, container, spot]) => {
            put.container = Some((*container).to_owned()).filter(|container| !container.is_empty());
            put.is_last = *spot == "last";
            of(section)
        }
        _ => place,
    };
    let to = place.clone();
    plant.store.write(async move |tx: &mut Tx| verbs::put(tx, &asked, &to, &put).await).await?;
    Ok((place, format!("#slot-{story}")))
}

/// Returns who asks for a change, having seen this.
pub(super) fn asked(plant: &Plant, person: Arc<Person>, seen: Seen) -> Asked {
    Asked { person, seen, chance: plant.chance.clone() }
}
