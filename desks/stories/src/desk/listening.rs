//! Who may hear what the desk's lists are told over `/events`.

use super::stories::topic;
use base::{Refused, Result};
use house::Right;
use http::HeaderMap;
use site::{Hearer, Plant};

/// Refuses whoever may not hear a topic of the desk: `desk:stories:E` is for those who read behind the edition's pages.
/// Returns who it is, and until when they may.
pub async fn may_hear(plant: Plant, headers: HeaderMap, wanted: String) -> Result<Hearer> {
    let (person, until) = staff::way_in(&plant, &headers).await?.ok_or(Refused::NotSignedIn)?;
    let plan = sections::read_plan(&plant).await?;
    let edition =
        plan.editions.iter().find(|edition| topic(&edition.slug) == wanted).ok_or(Refused::NotFound)?;
    person.must(Right::Read, &edition.slug)?;
    Ok(Hearer { person: person.id, until })
}
