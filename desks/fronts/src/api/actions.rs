//! `POST /api/v1/fronts/E/ACTION`, `…/E/SECTION/ACTION`: publish the draft, put a story on top, go back to a version.

use super::shown;
use crate::front::{Front, Place};
use crate::verbs::{self, Put};
use ::store::Tx;
use axum::extract::{Path, State};
use base::{Id, Result};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use site::Plant;
use site::answer::{Answer, Api, from_value};
use staff::Staff;
use stories::{Asked, Once, Sent};

#[derive(Clone, Copy)]
enum Action {
    Publish,
    Put,
    GoBack,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Placed {
    story: Id,
    #[serde(default)]
    container: Option<String>,
    #[serde(default)]
    last: bool,
    #[serde(default)]
    publish: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    version: i64,
}

/// Makes the two handlers of an action: for an edition's front, and for that of a section.
macro_rules! handlers {
    ($front:ident, $section:ident, $action:expr) => {
        pub(crate) async fn $front(
            State(plant): State<Plant>,
            staff: Staff,
            Path(edition): Path<String>,
            headers: HeaderMap,
            sent: Sent,
        ) -> Api<Answer> {
            act(plant, staff, Place::new(&edition, None), headers, sent, $action).await
        }

        pub(crate) async fn $section(
            State(plant): State<Plant>,
            staff: Staff,
            Path((edition, section)): Path<(String, String)>,
            headers: HeaderMap,
            sent: Sent,
        ) -> Api<Answer> {
            act(plant, staff, Place::new(&edition, Some(&section)), headers, sent, $action).await
        }
    };
}

handlers!(publish, publish_section, Action::Publish);
handlers!(put, put_section, Action::Put);
handlers!(go_back, go_back_section, Action::GoBack);

async fn act(
    plant: Plant,
    Staff(person): Staff,
    place: Place,
    headers: HeaderMap,
    sent: Sent,
    action: Action,
) -> Api<Answer> {
    let name = match action {
        Action::Publish => "publish front",
        Action::Put => "put on front",
        Action::GoBack => "front goes back",
    };
    let once = Once::read(&headers, &[name, &place.path(), &sent.text()])?;
    let asked = stories::asked(&plant, person, &headers)?;
    let (url, sent) = (plant.settings.public_url.clone(), sent.0);
    let answer = plant.store.write(async move |tx: &mut Tx| {
        let (asked, once) = (&asked, &once);
        once.answer(tx, asked, async move |tx| {
            let front = carry_out(tx, asked, &place, action, sent).await?;
            shown(tx, &url, &front).await
        })
        .await
    });
    Ok(answer.await?)
}

async fn carry_out(tx: &mut Tx, asked: &Asked, place: &Place, action: Action, sent: Value) -> Result<Front> {
    match action {
        Action::Publish => {
            let Nothing {} = from_value(sent)?;
            verbs::publish(tx, asked, place).await
        }
        Action::Put => {
            let Placed { story, container, last, publish } = from_value(sent)?;
            let put = Put { story, container, is_last: last, is_shown: publish };
            verbs::put(tx, asked, place, &put).await
        }
        Action::GoBack => {
            let order: Back = from_value(sent)?;
            verbs::go_back(tx, asked, place, order.version).await
        }
    }
}
