//! Who may hear what the office's open pages are told over `/events`.

use base::{Refused, Result};
use house::Right;
use http::HeaderMap;
use site::{Hearer, Plant};

/// Refuses whoever may not hear what the office's pages are told. Returns who it is, and until when they may.
pub async fn may_hear(plant: Plant, headers: HeaderMap) -> Result<Hearer> {
    let (person, until) = staff::way_in(&plant, &headers).await?.ok_or(Refused::NotSignedIn)?;
    person.must_everywhere(Right::Office)?;
    Ok(Hearer { person: person.id, until })
}
