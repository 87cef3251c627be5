//! `/desk/office/audit`: who did what, for people.

use super::things::{self, Called};
use crate::audit::{self, Asked, Item, Party};
use crate::pages::{Asking, AuditPage, AuditRow, Name};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{FieldError, Id, Result, Time};
use house::{Event, Person, Right};
use http::StatusCode;
use jiff::tz::TimeZone;
use serde_json::Value;
use site::answer::desk_page;
use site::collate::collate_by;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::collections::HashMap;
use store::{Only, Tx};

/// How many rows a page lists.
const PER_PAGE: i64 = 50;
/// How the log calls what works by itself.
const WORKS_BY_ITSELF: [&str; 4] = ["clock", "command", "import", "house"];

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    query: Result<Query<Asked>, QueryRejection>,
) -> Response {
    desk_page(&plant, StatusCode::OK, render(&plant, &language, &person, query).await)
}

async fn render(
    plant: &Plant,
    language: &Language,
    person: &Person,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<String> {
    person.must_everywhere(Right::Office)?;
    let Query(asked) = query.map_err(|error| FieldError::at("", error.body_text()).called("form", ""))?;
    let wanted = asked.read("before", PER_PAGE)?;
    let (only, reader) = (wanted.only.clone(), language.clone());
    let read = async move |tx: &mut Tx| {
        let (items, next) = audit::before(tx, &wanted).await?;
        let ids: Vec<Id> = items.iter().filter_map(|item| item.subject.id.parse().ok()).collect();
        let ids: Vec<Id> = ids.into_iter().chain(wanted.only.subject).collect();
        let called = things::called(tx, &reader, &ids).await?;
        Ok((items, next, called, staff::members_of(tx).await?))
    };
    let (items, next, called, people) = plant.store.read(read).await?;
    let subject = only.subject.map(|id| {
        let own = items.first().and_then(|item| item.subject.name.clone());
        let name = called.get(&id).map(|called| called.name.clone()).or(own);
        Asking { value: id.to_string(), name: name.unwrap_or_else(|| id.to_string()), is_asked: true }
    });
    let page = AuditPage {
        actors: actors(plant, language, people, &only, &items),
        events: events(plant, language, &only),
        subject,
        desk: staff::frame(person, language, plant.words.desk_word(language, "audit-log")?),
        older: next.map(|seq| address(&only, &[("before", &seq.to_string())])),
        is_filtered: only.actor.is_some() || only.subject.is_some() || only.event.is_some(),
        rows: items.into_iter().map(|item| row(plant, language, item, &called)).collect(),
    };
    plant.pages.render(&page, language)
}

/// Returns whom the log can be asked for: the people of the newsroom, what works by itself, and
/// whoever is asked for already.
fn actors(
    plant: &Plant,
    language: &Language,
    people: Vec<Person>,
    only: &Only,
    items: &[Item],
) -> Vec<Asking> {
    let is_asked = |value: &str| only.actor.as_deref() == Some(value);
    let asking = |value: String, name: String| Asking { is_asked: is_asked(&value), value, name };
    let people = people.into_iter().map(|person| asking(person.actor(), person.name));
    let words =
        WORKS_BY_ITSELF.map(|word| asking(word.to_owned(), plant.words.of_the_log(language, "actor", word)));
    let mut actors: Vec<Asking> = people.chain(words).collect();
    if let Some(asked) =
        only.actor.as_ref().filter(|asked| !actors.iter().any(|known| known.value == **asked))
    {
        let actor = items.first().and_then(|item| item.actor.as_ref());
        let name = actor.and_then(|actor| actor.name.clone()).unwrap_or_else(|| asked.clone());
        actors.push(asking(asked.clone(), name));
    }
    actors
}

/// Returns which events the log can be asked for, in the order of the desk's words for them.
fn events(plant: &Plant, language: &Language, only: &Only) -> Vec<Asking> {
    let asking = |name: &&str| Asking {
        value: (*name).to_owned(),
        name: plant.words.of_the_log(language, "event", name),
        is_asked: only.event.as_deref() == Some(*name),
    };
    let mut events: Vec<Asking> = Event::names().iter().map(asking).collect();
    collate_by(language, &mut events, |event: &Asking| &event.name);
    events
}

fn row(plant: &Plant, language: &Language, item: Item, things: &HashMap<Id, Called>) -> AuditRow {
    let only = |name: &'static str, value: &str| address(&Only::default(), &[(name, value)]);
    let called = |what: &str, name: &str| plant.words.of_the_log(language, what, name);
    let actor = |actor: Party| match actor.kind.as_str() {
        "house" => Name { text: called("actor", &actor.id), url: only("actor", &actor.id) },
        _ => Name {
            text: actor.name.unwrap_or_else(|| called("actor", "gone")),
            url: only("actor", &actor.id),
        },
    };
    let thing = item.subject.id.parse().ok().and_then(|id: Id| things.get(&id));
    AuditRow {
        page: thing.and_then(|thing| thing.url.clone()),
        seq: item.seq,
        at: plant.words.moment(language, &TimeZone::UTC, item.at),
        actor: item.actor.clone().map(actor),
        event: Name { text: called("event", &item.event), url: only("event", &item.event) },
        kind: called("kind", &item.subject.kind),
        subject: Name {
            url: only("subject", &item.subject.id),
            text: thing.map(|thing| thing.name.clone()).unwrap_or_else(|| without_a_name(&item)),
        },
        edition: item.edition,
        details: details(plant, language, &item.data, item.reason),
    }
}

/// Returns what tells a subject from others that has no name of its own: where it stands, or the end of its id.
fn without_a_name(item: &Item) -> String {
    let said = |name: &str| item.data.get(name).and_then(Value::as_str);
    let edition = item.edition.as_deref().unwrap_or_default();
    match (item.subject.name.as_deref(), item.subject.kind.as_str()) {
        (Some(name), _) => name.to_owned(),
        (None, "front") => {
            [Some(edition), said("section")].into_iter().flatten().collect::<Vec<_>>().join("/")
        }
        (None, "topic") => said("topic").unwrap_or(edition).to_owned(),
        (None, "newsroom") => edition.to_owned(),
        (None, _) => item.subject.id.rsplit('-').next().unwrap_or_default().to_owned(),
    }
}

/// Returns what the row knows beside, in the desk's words: «revision 3, kind news».
fn details(plant: &Plant, language: &Language, data: &Value, reason: Option<String>) -> String {
    let members = data.as_object().into_iter().flatten().filter(|(name, _)| *name != "group");
    let known = members.filter(|(_, value)| !value.is_null()).map(|(name, value)| {
        let texts: Vec<String> = match value {
            Value::Array(parts) => parts.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::String(text) => vec![text.clone()],
            other => vec![other.to_string()],
        };
        let texts: Vec<String> = texts.iter().map(|text| said(plant, language, name, text)).collect();
        format!("{} {}", plant.words.of_the_log(language, "data", name), texts.join(", "))
    });
    known.chain(reason).collect::<Vec<_>>().join("; ")
}

/// Returns what stands in a row under this name: a word of the house's in the desk's words, a moment by the clock of the
/// audit log, all else as it is.
fn said(plant: &Plant, language: &Language, name: &str, text: &str) -> String {
    let word = |key: String| plant.words.desk_word(language, &key).unwrap_or_else(|_| text.to_owned());
    match name {
        "kind" => word(format!("kind-{text}")),
        "way" => plant.words.of_the_log(language, "way", text),
        "role" => word(format!("role-{text}")),
        "reason_class" => word(format!("reason-{text}")),
        "lacks" => stories::check_in_words(plant, language, text).unwrap_or_else(|_| text.to_owned()),
        "at" | "due" | "until" => text.parse::<Time>().map_or_else(
            |_| text.to_owned(),
            |time| {
                let moment = plant.words.moment(language, &TimeZone::UTC, time);
                format!("{} {}", moment.date, moment.time)
            },
        ),
        _ => text.to_owned(),
    }
}

/// Returns the page's address with these filters.
fn address(only: &Only, more: &[(&str, &str)]) -> String {
    let subject = only.subject.map(|id| id.to_string());
    let own = [("actor", &only.actor), ("subject", &subject), ("event", &only.event)];
    let own = own.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let pairs = own.chain(more.iter().copied()).map(|(name, value)| format!("{name}={}", encoded(value)));
    format!("/desk/office/audit?{}", pairs.collect::<Vec<_>>().join("&"))
}

fn encoded(value: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let escape =
        |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    value.bytes().map(escape).collect()
}
