//! What the pictures of stories lack to be seen by readers, as the desk is told: those that it chose, and those that
//! an import left at foreign addresses.

use crate::fields::Fields;
use crate::in_text::{on_the_page, use_of, waiting};
use ::store::Tx;
use base::{Id, Result};
use media::{Lack, Place, Use};
use sections::Plan;
use std::collections::HashMap;

/// A picture of a story that readers do not see, and why.
#[derive(Clone, Debug)]
pub(crate) struct Lacking {
    /// None until it has come from its address.
    pub(crate) picture: Option<Id>,
    /// The foreign address that it comes from, if it does.
    pub(crate) address: Option<String>,
    pub(crate) lack: Lack,
}

/// A picture as a text uses it, or why it is not there yet; and the foreign address that it comes from.
type Wanted = (Option<String>, Result<Use, Lack>);

/// Returns what the pictures of each of these texts lack, in as many questions for many as for one.
pub(crate) async fn lacks(tx: &mut Tx, plan: &Plan, texts: &[&Fields]) -> Result<Vec<Vec<Lacking>>> {
    let addresses: Vec<&str> = texts.iter().flat_map(|fields| waiting(&fields.body)).collect();
    let waited = media::waited(tx, &addresses).await?;
    let wanted: Vec<Vec<Wanted>> = texts.iter().map(|fields| wanted(fields, &waited)).collect();
    let mut uses: Vec<(Place, Use)> = Vec::new();
    for (fields, wanted) in texts.iter().zip(&wanted) {
        let Some(edition) = plan.edition(&fields.edition) else { continue };
        let place = on_the_page(edition, fields.language.as_deref());
        let there = wanted.iter().filter_map(|(_, wanted)| wanted.clone().ok());
        uses.extend(there.map(|wanted| (place.clone(), wanted)));
    }
    let mut lacks = media::lacking(tx, &uses).await?.into_iter();
    let of_one = |wanted: Vec<Wanted>| {
        let told = wanted.into_iter().flat_map(|(address, wanted)| {
            let (picture, lacks) = match wanted {
                Ok(wanted) => (Some(wanted.id), lacks.next().unwrap_or_default()),
                Err(lack) => (None, vec![lack]),
            };
            lacks.into_iter().map(move |lack| Lacking { picture, address: address.clone(), lack })
        });
        told.collect()
    };
    Ok(wanted.into_iter().map(of_one).collect())
}

/// Returns the pictures of a text, the lead picture first.
fn wanted(fields: &Fields, waited: &HashMap<String, Result<Id, Lack>>) -> Vec<Wanted> {
    let lead = fields.lead_picture.iter().map(|lead| (None, Ok(lead.wanted())));
    let in_text = fields.body.pictures().into_iter().filter_map(|picture| {
        let Some(address) = &picture.waiting else { return use_of(picture).map(|wanted| (None, Ok(wanted))) };
        let wanted = match waited.get(address)? {
            Ok(id) => Ok(use_of(&copy::Picture { picture: Some(*id), ..picture.clone() })?),
            Err(lack) => Err(lack.clone()),
        };
        Some((Some(address.clone()), wanted))
    });
    lead.chain(in_text).collect()
}
