//! What can be done with a picture: each verb asks whether it may, changes and announces, in one transaction.

pub(crate) mod receive;
pub(crate) mod rights;
pub(crate) mod withdraw;
pub(crate) mod words;

use base::{FieldError, Id, Result};
use house::Event;
use store::Tx;

/// The longest of each text.
const LONGEST: usize = 5000;

/// Notes a fault where a text is no text or too long.
fn check_text(pointer: &str, text: &str, errors: &mut Vec<FieldError>) {
    let length = text.chars().count();
    if length > LONGEST {
        errors.push(FieldError::at(pointer, format!("at most {LONGEST} characters, here are {length}")));
    }
    if text.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
        errors.push(FieldError::at(pointer, "holds a control character"));
    }
}

/// Announces what happened to a picture, which belongs to no edition.
async fn announce(tx: &mut Tx, event: Event, actor: &str, picture: Id, reason: Option<String>) -> Result<()> {
    event.announce(tx, actor, "", picture, reason).await.map(drop)
}
