//! The gate: what it takes to publish. It says which field is missing, so that the desk can lead there; what else a
//! careful editor looks at stands with it in `checklist.rs`.

use crate::fields::Fields;
use crate::story::Story;
use crate::{checklist, pictures, stop_list, workflow};
use ::store::Tx;
use base::{Failure, FieldError, Refused, Result, Time};
use house::Kind;
use sections::Plan;

/// Refuses unless the story has what readers must get: a headline, a text (a live story needs none), and of each
/// placed picture the credit and an alternative text.
pub async fn gate(tx: &mut Tx, plan: &Plan, fields: &Fields) -> Result<()> {
    let mut errors = Vec::new();
    if fields.headline.trim().is_empty() {
        errors.push(
            FieldError::at("/headline", "to be published a story needs a headline").called("no-headline", ""),
        );
    }
    if fields.kind != Kind::Live && fields.body.is_empty() {
        errors.push(FieldError::at("/body", "to be published a story needs a text").called("no-text", ""));
    }
    let lacks = pictures::lacks_at(tx, plan, fields).await?;
    errors.extend(
        lacks.into_iter().map(|(pointer, lack)| {
            FieldError::at(pointer, lack.to_string()).called(checklist::word(&lack), "")
        }),
    );
    let stopped = stop_list::found(tx, fields).await?.into_iter().filter(|found| found.stop.blocks);
    errors.extend(stopped.map(|found| {
        FieldError::at(found.pointer, found.stop.why()).called("stopped", found.stop.in_short())
    }));
    if errors.is_empty() { Ok(()) } else { Err(Refused::NotValid(errors).into()) }
}

/// The proof that no embargo stands; only `lifted` gives it, and only with it can a story be made public.
pub struct Released(());

/// Returns the proof that a story may go out at `now`, or refuses until its embargo ends.
pub fn lifted(story: &Story, now: Time) -> Result<Released> {
    match story.embargo_until {
        Some(until) if now < until => {
            Err(held(story, until, format!("The story is under embargo until {until}.")))
        }
        _ => Ok(Released(())),
    }
}

/// Returns the refusal of a story under embargo, with what it can be asked for meanwhile.
pub(crate) fn held(story: &Story, until: Time, why: String) -> Failure {
    let by = FieldError::at("/embargo_until", why).called("embargo", until.to_string());
    Refused::Held { by, allowed: workflow::allowed_under_embargo(story.state()) }.into()
}
