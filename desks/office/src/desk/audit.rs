//! `/desk/office/audit`: who did what, for people.

use crate::audit::{self, Asked, Item, Party};
use crate::pages::{AuditPage, AuditRow, Name};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{FieldError, Result, Time};
use house::{Person, Right};
use http::StatusCode;
use jiff::tz::TimeZone;
use serde_json::Value;
use site::answer::desk_page;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use store::{Only, Tx};

/// How many rows a page lists.
const PER_PAGE: i64 = 50;

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
    let only = wanted.only.clone();
    let (items, next) = plant.store.read(async move |tx: &mut Tx| audit::before(tx, &wanted).await).await?;
    let page = AuditPage {
        desk: staff::frame(person, language, plant.words.desk_word(language, "audit-log")?),
        older: next.map(|seq| address(&only, &[("before", &seq.to_string())])),
        is_filtered: only.actor.is_some() || only.subject.is_some() || only.event.is_some(),
        rows: items.into_iter().map(|item| row(plant, language, item)).collect(),
    };
    plant.pages.render(&page, language)
}

fn row(plant: &Plant, language: &Language, item: Item) -> AuditRow {
    let only = |name: &'static str, value: &str| address(&Only::default(), &[(name, value)]);
    let called = |what: &str, name: &str| plant.words.of_the_log(language, what, name);
    let actor = |actor: Party| match actor.kind.as_str() {
        "house" => Name { text: called("actor", &actor.id), url: only("actor", &actor.id) },
        _ => Name { url: only("actor", &actor.id), ..name(actor) },
    };
    AuditRow {
        seq: item.seq,
        at: plant.words.moment(language, &TimeZone::UTC, item.at),
        actor: item.actor.map(actor),
        event: Name { text: called("event", &item.event), url: only("event", &item.event) },
        kind: called("kind", &item.subject.kind),
        subject: Name { url: only("subject", &item.subject.id), ..name(item.subject) },
        edition: item.edition,
        details: details(plant, language, &item.data, item.reason),
    }
}

fn name(party: Party) -> Name {
    Name { text: party.name.unwrap_or(party.id), url: String::new() }
}

/// Returns what the row knows beside, in the desk's words: «revision 3, kind news».
fn details(plant: &Plant, language: &Language, data: &Value, reason: Option<String>) -> String {
    let members = data.as_object().into_iter().flatten().filter(|(name, _)| *name != "group");
    let known = members.map(|(name, value)| {
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
