//! How the fields come in: a JSON object in which each field may be missing, `null` or given, and the text in one
//! of three forms. Unknown fields are refused.

use super::{Dateline, Fields, LeadPicture};
use base::{Chance, FieldError, Id, Refused, Result, Time};
use copy::{Doc, Dropped, Parsed};
use house::Kind;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// What a request says about a field: nothing, that it be emptied, or what it be.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Change<T> {
    #[default]
    Keep,
    Clear,
    To(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Clear, Self::To))
    }
}

impl<T> Change<T> {
    /// Applies it to a field that may be without.
    pub fn optional(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::To(value) => *field = Some(value),
        }
    }

    /// Applies it to a field whose nothing is empty.
    pub fn or_empty(self, field: &mut T)
    where
        T: Default,
    {
        match self {
            Self::Keep => {}
            Self::Clear => *field = T::default(),
            Self::To(value) => *field = value,
        }
    }

    fn required(self, field: &mut T, pointer: &str, errors: &mut Vec<FieldError>) {
        match self {
            Self::Keep => {}
            Self::Clear => errors.push(FieldError::at(pointer, "must not be null")),
            Self::To(value) => *field = value,
        }
    }

    /// Returns whether the request says anything about the field.
    pub fn is_given(&self) -> bool {
        !matches!(self, Self::Keep)
    }
}

impl Change<String> {
    /// Makes spaces of line breaks.
    fn in_one_line(self) -> Self {
        const BREAKS: [char; 6] = ['\n', '\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'];
        match self {
            Self::To(text) if text.contains(BREAKS) => {
                let lines = text.split(BREAKS).map(str::trim).filter(|line| !line.is_empty());
                Self::To(lines.collect::<Vec<_>>().join(" "))
            }
            other => other,
        }
    }
}

/// The fields of a request. `dropped` and other fields that only answers have are not among them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Input {
    edition: Change<String>,
    kind: Change<Kind>,
    section: Change<String>,
    headline: Change<String>,
    standfirst: Change<String>,
    slugline: Change<String>,
    slug: Change<String>,
    dateline: Change<Dateline>,
    bylines: Change<Vec<String>>,
    topics: Change<Vec<String>>,
    language: Change<String>,
    body: Change<Value>,
    body_html: Change<String>,
    body_markdown: Change<String>,
    lead_picture: Change<LeadInput>,
    related: Change<Vec<Id>>,
    sources: Change<Vec<String>>,
    embargo_until: Change<Time>,
    translation_of: Change<Id>,
}

/// A lead picture: by its id alone, or with the words of this use.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "must be a picture's id, or an object with its id and caption, alt, framing")]
enum LeadInput {
    Id(Id),
    Whole(LeadPicture),
}

impl LeadInput {
    fn picture(self) -> LeadPicture {
        match self {
            Self::Id(id) => LeadPicture { id, caption: None, alt: None, framing: None },
            Self::Whole(picture) => picture,
        }
    }
}

/// Fields after a change, and what the given HTML held that a story cannot.
pub struct Changed {
    pub fields: Fields,
    pub dropped: Vec<Dropped>,
}

impl Input {
    /// Returns the fields of a new story; edition, kind, section and headline must be given.
    pub fn create(self, chance: &Chance) -> Result<Changed> {
        let required = [
            ("/edition", self.edition.is_given()),
            ("/kind", self.kind.is_given()),
            ("/section", self.section.is_given()),
            ("/headline", self.headline.is_given()),
        ];
        let missing: Vec<FieldError> = required
            .iter()
            .filter(|(_, is_given)| !is_given)
            .map(|(pointer, _)| FieldError::at(*pointer, "is missing"))
            .collect();
        if !missing.is_empty() {
            return Err(Refused::NotValid(missing).into());
        }
        self.apply(Fields::new("", ""), chance)
    }

    /// Returns these fields with the changes of the request.
    pub fn apply(self, mut fields: Fields, chance: &Chance) -> Result<Changed> {
        let mut errors = Vec::new();
        self.edition.required(&mut fields.edition, "/edition", &mut errors);
        self.kind.required(&mut fields.kind, "/kind", &mut errors);
        self.section.required(&mut fields.section, "/section", &mut errors);
        self.headline.in_one_line().or_empty(&mut fields.headline);
        self.standfirst.or_empty(&mut fields.standfirst);
        self.slugline.in_one_line().or_empty(&mut fields.slugline);
        self.slug.optional(&mut fields.slug);
        self.dateline.optional(&mut fields.dateline);
        self.bylines.or_empty(&mut fields.bylines);
        self.topics.or_empty(&mut fields.topics);
        self.language.optional(&mut fields.language);
        self.related.or_empty(&mut fields.related);
        self.sources.or_empty(&mut fields.sources);
        self.embargo_until.optional(&mut fields.embargo_until);
        self.translation_of.optional(&mut fields.translation_of);
        for names in [&mut fields.bylines, &mut fields.topics] {
            tidy_names(names);
        }
        match self.lead_picture {
            Change::Keep => {}
            Change::Clear => fields.lead_picture = None,
            Change::To(given) => fields.lead_picture = Some(given.picture()),
        }
        let text = TextInput { body: self.body, html: self.body_html, markdown: self.body_markdown };
        let dropped = text.apply(&mut fields.body, chance, &mut errors);
        if errors.is_empty() {
            Ok(Changed { fields, dropped })
        } else {
            Err(Refused::NotValid(errors).into())
        }
    }
}

/// The text in one of its three forms.
#[derive(Clone, Debug, Default)]
pub struct TextInput {
    pub body: Change<Value>,
    pub html: Change<String>,
    pub markdown: Change<String>,
}

impl TextInput {
    /// Changes the text, and returns what the given one held that a tree cannot.
    pub fn apply(self, text: &mut Doc, chance: &Chance, errors: &mut Vec<FieldError>) -> Vec<Dropped> {
        let given = [self.body.is_given(), self.html.is_given(), self.markdown.is_given()];
        if given.iter().filter(|is_given| **is_given).count() > 1 {
            errors.push(FieldError::at("/body", "give one of body, body_html and body_markdown"));
            return Vec::new();
        }
        match (self.body, self.html, self.markdown) {
            (Change::To(body), ..) => match Doc::from_json(&body, "/body", chance) {
                Ok(doc) => *text = doc,
                Err(faults) => errors.extend(faults),
            },
            (_, Change::To(html), _) => return take(text, Doc::from_html(&html, chance)),
            (.., Change::To(markdown)) => return take(text, Doc::from_markdown(&markdown, chance)),
            (Change::Clear, ..) | (_, Change::Clear, _) | (.., Change::Clear) => *text = Doc::default(),
            (Change::Keep, Change::Keep, Change::Keep) => {}
        }
        Vec::new()
    }
}

/// Takes a parsed text; blocks that stand as they were keep their ids, so that two people's changes still merge.
fn take(text: &mut Doc, parsed: Parsed) -> Vec<Dropped> {
    *text = copy::keep_ids(text, parsed.doc);
    parsed.dropped
}

/// Trims names and drops those that are named twice.
fn tidy_names(names: &mut Vec<String>) {
    let mut seen: Vec<String> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        let name = name.trim().to_owned();
        if !seen.contains(&name) || name.is_empty() {
            seen.push(name);
        }
    }
    *names = seen;
}
