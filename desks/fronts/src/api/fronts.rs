//! `/api/v1/fronts/E`, `/api/v1/fronts/E/SECTION`: the draft of a front, read and saved.

use super::{must_read, saved, shown};
use crate::arrangement::Arrangement;
use crate::front::Place;
use crate::verbs;
use ::store::Tx;
use axum::extract::{Path, State};
use base::Refused;
use http::HeaderMap;
use site::Plant;
use site::answer::{Answer, Api, from_value};
use staff::Staff;
use stories::{Once, Seen, Sent};

pub(crate) async fn show(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path(edition): Path<String>,
) -> Api<Answer> {
    answer(plant, &person, Place::new(&edition, None)).await
}

pub(crate) async fn show_section(
    State(plant): State<Plant>,
    Staff(person): Staff,
    Path((edition, section)): Path<(String, String)>,
) -> Api<Answer> {
    answer(plant, &person, Place::new(&edition, Some(&section))).await
}

async fn answer(plant: Plant, person: &house::Person, place: Place) -> Api<Answer> {
    let (url, person) = (plant.settings.public_url.clone(), person.clone());
    let read = plant.store.read(async move |tx: &mut Tx| {
        let front = must_read(tx, &person, &place).await?;
        shown(tx, &url, &front).await
    });
    Ok(read.await?)
}

pub(crate) async fn update(
    State(plant): State<Plant>,
    staff: Staff,
    Path(edition): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    save(plant, staff, Place::new(&edition, None), headers, sent).await
}

pub(crate) async fn update_section(
    State(plant): State<Plant>,
    staff: Staff,
    Path((edition, section)): Path<(String, String)>,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    save(plant, staff, Place::new(&edition, Some(&section)), headers, sent).await
}

async fn save(
    plant: Plant,
    Staff(person): Staff,
    place: Place,
    headers: HeaderMap,
    sent: Sent,
) -> Api<Answer> {
    let once = Once::read(&headers, &["save front", &place.path(), &sent.text()])?;
    let asked = stories::asked(&plant, person, &headers)?;
    if asked.seen == Seen::Unsaid {
        return Err(Refused::NoPrecondition.into());
    }
    let url = plant.settings.public_url.clone();
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            let arrangement: Arrangement = from_value(sent.0)?;
            let done = verbs::save(tx, asked, &place, arrangement).await?;
            saved(tx, &url, &done).await
        })
        .await
    });
    Ok(answer.await?)
}
