//! What programs reach: `/api/v1/fronts/E` and `/api/v1/fronts/E/SECTION`, and what can be done below.

pub(crate) mod actions;
pub(crate) mod fronts;
pub(crate) mod versions;

use crate::front::{self, Front, Place, Version};
use crate::store;
use crate::verbs::Saved;
use ::store::Tx;
use base::Result;
use house::Person;
use http::StatusCode;
use serde_json::{Value, json};
use site::answer::Answer;

/// Returns the answer that shows a front to the newsroom: its draft, and which version readers see.
async fn shown(tx: &mut Tx, url: &str, front: &Front) -> Result<Answer> {
    Ok(answer(front, &front_json(tx, url, front).await?))
}

/// Returns the answer to a save, which says whether what others did stands beside what was sent.
async fn saved(tx: &mut Tx, url: &str, Saved { front, is_merged }: &Saved) -> Result<Answer> {
    let mut body = front_json(tx, url, front).await?;
    if let Some(body) = body.as_object_mut() {
        body.insert("merged".into(), json!(is_merged));
    }
    Ok(answer(front, &body))
}

fn answer(front: &Front, body: &Value) -> Answer {
    let etag = Some(format!("\"{}\"", front.revision));
    Answer { etag, ..Answer::json(StatusCode::OK, body) }
}

async fn front_json(tx: &mut Tx, url: &str, front: &Front) -> Result<Value> {
    let published = match front.id {
        Some(id) => store::published(tx, id, front.version).await?,
        None => None,
    };
    let published = match published {
        Some(version) => version_json(tx, &version).await?,
        None => Value::Null,
    };
    let (by, at) = front.changed.clone().unzip();
    Ok(json!({
        "edition": front.place.edition,
        "section": front.place.section,
        "url": format!("{url}{}", front.place.path()),
        "revision": front.revision,
        "changed_at": at,
        "changed_by": by,
        "published": published,
        "strip": front.draft.strip,
        "containers": front.draft.containers,
    }))
}

async fn version_json(tx: &mut Tx, version: &Version) -> Result<Value> {
    let name = staff::name_of(tx, &version.actor).await?;
    Ok(json!({ "version": version.number, "at": version.at, "by": version.actor, "name": name }))
}

/// Returns a front to whoever reads behind the edition's pages.
async fn must_read(tx: &mut Tx, person: &Person, place: &Place) -> Result<Front> {
    place.find(&sections::plan(tx).await?)?;
    front::must_read(person, &place.edition)?;
    store::front(tx, place).await
}
