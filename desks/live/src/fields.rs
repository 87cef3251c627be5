//! How a post comes in: a JSON object in which each field may be missing, `null` or given.

use crate::post::{Content, Marks, State};
use base::{Chance, FieldError, Refused, Result, Time};
use copy::Dropped;
use serde::Deserialize;
use serde_json::Value;
use stories::{Change, TextInput};

const LONGEST_HEADLINE: usize = 500;
const LONGEST_NAME: usize = 200;

/// What a request says of a post.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Input {
    headline: Change<String>,
    byline: Change<String>,
    body: Change<Value>,
    body_html: Change<String>,
    body_markdown: Change<String>,
    key: Change<bool>,
    pinned: Change<bool>,
    at: Change<Time>,
}

/// What of a post a request can change.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fields {
    pub(crate) content: Content,
    pub(crate) marks: Marks,
    pub(crate) at: Option<Time>,
}

impl Input {
    /// Returns the fields with the changes of the request, or refuses with each place that is wrong.
    pub(crate) fn apply(
        self,
        mut fields: Fields,
        state: State,
        now: Time,
        chance: &Chance,
    ) -> Result<(Fields, Vec<Dropped>)> {
        let mut errors = Vec::new();
        if self.at.is_given() && state != State::Draft {
            errors.push(FieldError::at("/at", "the time of a post that was published is fixed; move it"));
        }
        self.headline.or_empty(&mut fields.content.headline);
        self.byline.optional(&mut fields.content.byline);
        self.key.or_empty(&mut fields.marks.is_key);
        self.pinned.or_empty(&mut fields.marks.is_pinned);
        self.at.optional(&mut fields.at);
        let text = TextInput { body: self.body, html: self.body_html, markdown: self.body_markdown };
        let dropped = text.apply(&mut fields.content.body, chance, &mut errors);
        check(&mut fields, now, &mut errors);
        if errors.is_empty() { Ok((fields, dropped)) } else { Err(Refused::NotValid(errors).into()) }
    }
}

fn check(fields: &mut Fields, now: Time, errors: &mut Vec<FieldError>) {
    let content = &mut fields.content;
    content.headline = content.headline.trim().to_owned();
    content.byline = content.byline.take().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    check_line("/headline", &content.headline, LONGEST_HEADLINE, errors);
    check_line("/byline", content.byline.as_deref().unwrap_or_default(), LONGEST_NAME, errors);
    if errors.is_empty() && content.headline.is_empty() && content.body.is_empty() {
        errors.push(FieldError::at("/body", "a post needs a text or a headline"));
    }
    if let Some(at) = fields.at.filter(|at| *at > now || *at < Time::EPOCH) {
        errors.push(FieldError::at("/at", format!("{at} is no time that has been")));
    }
}

fn check_line(pointer: &str, text: &str, longest: usize, errors: &mut Vec<FieldError>) {
    let length = text.chars().count();
    if length > longest {
        errors.push(FieldError::at(pointer, format!("at most {longest} characters, here are {length}")));
    }
    if text.contains(char::is_control) {
        errors.push(FieldError::at(pointer, "holds a control character"));
    }
}
