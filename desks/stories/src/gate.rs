//! The gate: what it takes to publish. It says which field is missing, so that the desk can lead there.

use crate::fields::Fields;
use crate::pictures;
use ::store::Tx;
use base::{FieldError, Refused, Result, Time};
use house::Kind;
use sections::Plan;

/// Refuses unless the story has what readers must get: a headline, a text (a live story needs none), and of each
/// placed picture the credit and an alternative text.
pub async fn gate(tx: &mut Tx, plan: &Plan, fields: &Fields) -> Result<()> {
    let mut errors = Vec::new();
    if fields.headline.trim().is_empty() {
        errors.push(FieldError::at("/headline", "to be published a story needs a headline"));
    }
    if fields.kind != Kind::Live && fields.body.is_empty() {
        errors.push(FieldError::at("/body", "to be published a story needs a text"));
    }
    errors.extend(pictures::lacking(tx, plan, fields).await?);
    if errors.is_empty() { Ok(()) } else { Err(Refused::NotValid(errors).into()) }
}

/// The proof that no embargo stands; only `lifted` gives it, and only with it can a story be made public.
pub struct Released(());

/// Returns the proof that a story may go out at `now`, or refuses until its embargo ends.
pub fn lifted(embargo_until: Option<Time>, now: Time, allowed: Vec<String>) -> Result<Released> {
    match embargo_until {
        Some(until) if now < until => {
            Err(Refused::Conflict { why: format!("The story is under embargo until {until}."), allowed }
                .into())
        }
        _ => Ok(Released(())),
    }
}
