//! The draft is changed: saved as somebody arranged it, with what others did meanwhile, or set back to what readers once
//! saw.

use super::{begin, find};
use crate::arrangement::Arrangement;
use crate::front::{Front, Place};
use crate::past::{self, Past, Reconciled};
use crate::store;
use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use house::Event;
use sections::{Edition, Plan};
use std::collections::HashSet;
use std::time::Duration;
use stories::{Asked, Seen};

/// How long a draft is kept after it was replaced: whoever arranges the front from it is brought together with the others.
const KEPT: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// A front after a save.
#[derive(Clone, Debug)]
pub struct Saved {
    pub front: Front,
    /// Whether what others did meanwhile stands beside what was sent.
    pub is_merged: bool,
}

/// Saves the draft as it was arranged, with what others changed since the asker saw it. Where both changed the same,
/// nothing is saved. Readers see nothing of it.
pub async fn save(tx: &mut Tx, asked: &Asked, place: &Place, mut sent: Arrangement) -> Result<Saved> {
    let (plan, front) = find(tx, asked, place).await?;
    let seen = match asked.seen {
        Seen::Revision(seen) => seen,
        Seen::Unsaid | Seen::Any => front.revision,
    };
    let past = Past::since(tx, &front, seen).await?;
    let Some((past, base)) = past.as_ref().and_then(|past| Some((past, past.draft(seen)?))) else {
        return Err(past::refused(tx, &front, seen, (&sent, &[])).await?.into());
    };
    sent.tidy(base, &front);
    let Reconciled { arrangement, clashes } = past.reconcile(seen, &sent, &asked.person.actor());
    if !clashes.is_empty() {
        return Err(past::refused(tx, &front, seen, (&sent, &clashes)).await?.into());
    }
    let is_merged = arrangement != sent;
    Ok(Saved { front: change(tx, asked, &plan, front, arrangement).await?, is_merged })
}

/// Sets the draft back to a version that readers were shown.
pub async fn go_back(tx: &mut Tx, asked: &Asked, place: &Place, number: i64) -> Result<Front> {
    let (_, front) = begin(tx, asked, place).await?;
    let arrangement = store::version(tx, front.id.ok_or(Refused::NotFound)?, number).await?;
    write(tx, asked, front, arrangement).await
}

/// Looks whether the draft may be so, and writes it.
pub(super) async fn change(
    tx: &mut Tx,
    asked: &Asked,
    plan: &Plan,
    front: Front,
    mut arrangement: Arrangement,
) -> Result<Front> {
    arrangement.tidy(&front.draft, &front);
    let mut errors = arrangement.faults();
    errors.extend(strangers(tx, front.place.find(plan)?, &front, &arrangement).await?);
    if !errors.is_empty() {
        return Err(Refused::NotValid(errors).into());
    }
    write(tx, asked, front, arrangement).await
}

async fn write(tx: &mut Tx, asked: &Asked, mut front: Front, arrangement: Arrangement) -> Result<Front> {
    if front.id.is_some() && front.draft == arrangement {
        return Ok(front);
    }
    let actor = asked.person.actor();
    store::keep_draft(tx, &front).await?;
    if let Some(id) = front.id {
        store::forget_drafts(tx, id, tx.now().before(KEPT)).await?;
    }
    front.draft = arrangement;
    front.revision += 1;
    let id = store::save(tx, &front, &actor).await?;
    let event = Event::FrontSaved { section: front.place.section.clone(), revision: front.revision };
    event.announce(tx, &actor, &front.place.edition, id, None).await?;
    Ok(Front { id: Some(id), changed: Some((actor, tx.now())), ..front })
}

/// Returns what is named that there is not. What stood in the draft before may have been deleted since, and a time
/// may have passed; that hinders nobody.
async fn strangers(
    tx: &mut Tx,
    edition: &Edition,
    front: &Front,
    wanted: &Arrangement,
) -> Result<Vec<FieldError>> {
    let mut errors = Vec::new();
    let known: HashSet<Id> = front.draft.stories().into_iter().collect();
    let fresh: Vec<Id> = wanted.stories().into_iter().filter(|id| !known.contains(id)).collect();
    let briefs = stories::briefly(tx, &fresh).await?;
    let mut judge = |pointer: String, id: Id| {
        if known.contains(&id) {
            return;
        }
        match briefs.iter().find(|brief| brief.id == id) {
            None => errors.push(FieldError::at(pointer, "there is no such story")),
            Some(brief) if brief.edition != edition.slug => {
                errors.push(FieldError::at(pointer, format!("is a story of the edition {}", brief.edition)));
            }
            Some(_) => {}
        }
    };
    if let Some(story) = wanted.strip.as_ref().and_then(|strip| strip.story) {
        judge("/strip/story".into(), story);
    }
    for (n, container) in wanted.containers.iter().enumerate() {
        for (m, slot) in container.slots.iter().enumerate() {
            judge(format!("/containers/{n}/slots/{m}/story"), slot.story);
        }
    }
    if let Some(strip) = &wanted.strip
        && strip.until <= tx.now()
        && front.draft.strip.as_ref().is_none_or(|before| before.until != strip.until)
    {
        errors.push(FieldError::at("/strip/until", format!("{} is past", strip.until)));
    }
    for (n, container) in wanted.containers.iter().enumerate() {
        let Some(list) = &container.list else { continue };
        let stood = |before: &crate::arrangement::Container| before.list.as_ref() == Some(list);
        if front.draft.containers.iter().any(stood) {
            continue;
        }
        if let Some(section) = list.section.as_ref().filter(|slug| edition.section(slug).is_none()) {
            let why = format!("there is no section “{section}”");
            errors.push(FieldError::at(format!("/containers/{n}/list/section"), why));
        }
        if let Some(topic) = &list.topic
            && sections::topic_by_slug(tx, &edition.slug, topic).await?.is_none()
        {
            let why = format!("there is no topic “{topic}”");
            errors.push(FieldError::at(format!("/containers/{n}/list/topic"), why));
        }
    }
    Ok(errors)
}
