//! Who may hear what the desk's lists are told over `/events`.

use super::stories::topic;
use base::{Id, Refused, Result};
use house::Right;
use http::HeaderMap;
use site::Plant;

/// Refuses whoever may not hear a topic of the desk: `desk:stories:E` is for those who read behind the edition's pages.
/// Returns who it is.
pub async fn may_hear(plant: Plant, headers: HeaderMap, wanted: String) -> Result<Id> {
    let viewer = staff::viewer(&plant, &headers).await?;
    let person = viewer.staff()?;
    let plan = sections::read_plan(&plant).await?;
    let edition =
        plan.editions.iter().find(|edition| topic(&edition.slug) == wanted).ok_or(Refused::NotFound)?;
    person.must(Right::Read, &edition.slug)?;
    Ok(person.id)
}
