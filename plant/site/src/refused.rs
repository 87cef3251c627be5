//! A refusal as the desk says it to a person, in the language that it speaks to them: what is wrong bears a word that
//! stays (`no-zone`), and by it the desk's book knows what to say (`refused-no-zone`).

use crate::Plant;
use crate::problem::name_and_title;
use crate::words::Language;
use base::{FieldError, Refused, Result};
use jiff::tz::TimeZone;

/// Returns the refusal in the desk's words: each thing that is wrong, once.
pub fn in_words(plant: &Plant, language: &Language, refused: &Refused) -> Result<String> {
    let word = |key: &str| plant.words.desk_word(language, key);
    match refused {
        Refused::NotValid(errors) => {
            let mut told = Vec::new();
            for error in errors {
                let about = [("about", error.about.as_str())];
                let words = plant.words.desk_word_with(language, &key(error), &about)?;
                if !told.contains(&words) {
                    told.push(words);
                }
            }
            Ok(told.join(" "))
        }
        Refused::TooMuch(until) => {
            let until = plant.words.moment(language, &TimeZone::UTC, *until);
            let time = format!("{} {}", until.time, until.zone);
            plant.words.desk_word_with(language, "refused-too-much", &[("time", &time)])
        }
        Refused::NotNow(_) => word("refused-not-now"),
        Refused::Gone(_) => word("refused-late"),
        Refused::NoPrecondition => word("problem-other"),
        other => word(&format!("problem-{}", name_and_title(other).0)),
    }
}

/// Returns the word for what is wrong; what has none was in no form that the house made.
fn key(error: &FieldError) -> String {
    format!("refused-{}", error.what.unwrap_or("form"))
}
