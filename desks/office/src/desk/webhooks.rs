//! `/desk/office/webhooks`: who outside is told of what happens, for people.

use crate::follow::TOPIC;
use crate::store;
use crate::webhooks::rules::{self, New};
use crate::webhooks::{self, Delivery, Webhook};
use crate::webhooks_pages::{
    Added, Alarm, Choice, DeliveryRow, NotArrived, WebhookForm, WebhookPage, WebhookRow, WebhooksPage,
};
use ::store::Tx;
use axum::extract::{Path, RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Id, Refused, Result, Time};
use house::{Event, Person, Right, Role};
use http::StatusCode;
use jiff::tz::TimeZone;
use sections::Plan;
use site::answer::{desk_page, id, page_failure};
use site::frame::{DeskFrame, Moment};
use site::words::Language;
use site::{DeskLanguage, Plant, in_words};
use staff::StaffPage;
use std::sync::Arc;

const HERE: &str = "/desk/office/webhooks";
/// How many deliveries a receiver's page shows.
const NEWEST: i64 = 50;
/// The roles with whose eyes a receiver can see.
const ROLES: [Role; 5] = [Role::Reporter, Role::Editor, Role::PictureEditor, Role::Moderator, Role::Admin];

/// The form as it comes in; what is missing is empty.
#[derive(Clone, Debug, Default)]
struct Posted {
    address: String,
    events: Vec<String>,
    editions: Vec<String>,
    role: String,
}

/// Who looks, and in which language.
struct Desk {
    plant: Plant,
    language: Language,
    person: Arc<Person>,
}

/// What the list shows.
struct Found {
    plan: Plan,
    webhooks: Vec<(Webhook, (i64, i64))>,
    alarms: Vec<Delivery>,
    /// The number of the log at which this stood.
    seq: i64,
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
) -> Response {
    let desk = Desk { plant, language, person };
    desk.answer(desk.list(Posted::default(), None, None).await)
}

/// Adds a receiver and shows its secret, or the form again with what is wrong.
pub(crate) async fn create(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    RawForm(form): RawForm,
) -> Response {
    let posted = Posted::read(&form);
    let desk = Desk { plant, language, person };
    let (new, by, chance) = (posted.wanted(), Arc::clone(&desk.person), desk.plant.chance.clone());
    let guard = webhooks::guard(&desk.plant);
    let add = async move |tx: &mut Tx| rules::add(tx, &chance, &guard, &by, new).await;
    let added = desk.plant.store.write(add);
    match added.await {
        Ok(added) => desk.answer(desk.list(Posted::default(), Some(added), None).await),
        Err(Failure::Refused(refused @ Refused::NotValid(_))) => {
            let html = desk.list(posted, None, Some(refused)).await;
            desk_page(&desk.plant, StatusCode::UNPROCESSABLE_ENTITY, html)
        }
        Err(failure) => page_failure(&desk.plant, None, failure),
    }
}

pub(crate) async fn show(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(wanted): Path<String>,
) -> Response {
    let desk = Desk { plant, language, person };
    desk.answer(desk.one(&wanted).await)
}

/// Something that is done with a receiver.
#[derive(Clone, Copy)]
enum Change {
    Pause,
    Resume,
    Test,
    Again(Id),
    Remove,
}

/// Has a receiver wait.
pub(crate) async fn pause(state: State<Plant>, person: StaffPage, Path(wanted): Path<String>) -> Response {
    change(state, person, &wanted, Ok(Change::Pause)).await
}

/// Goes on with a receiver.
pub(crate) async fn resume(state: State<Plant>, person: StaffPage, Path(wanted): Path<String>) -> Response {
    change(state, person, &wanted, Ok(Change::Resume)).await
}

/// Sends a test.
pub(crate) async fn test(state: State<Plant>, person: StaffPage, Path(wanted): Path<String>) -> Response {
    change(state, person, &wanted, Ok(Change::Test)).await
}

/// Forgets a receiver.
pub(crate) async fn destroy(state: State<Plant>, person: StaffPage, Path(wanted): Path<String>) -> Response {
    change(state, person, &wanted, Ok(Change::Remove)).await
}

/// Sends something again.
pub(crate) async fn again(
    state: State<Plant>,
    person: StaffPage,
    Path((wanted, delivery)): Path<(String, String)>,
) -> Response {
    change(state, person, &wanted, id(&delivery).map(Change::Again)).await
}

async fn change(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    wanted: &str,
    change: Result<Change>,
) -> Response {
    let done = async {
        let (wanted, change) = (id(wanted)?, change?);
        let change_it = async move |tx: &mut Tx| match change {
            Change::Pause => rules::pause(tx, &person, wanted).await,
            Change::Resume => rules::resume(tx, &person, wanted).await,
            Change::Test => rules::test(tx, &person, wanted).await,
            Change::Again(delivery) => rules::again(tx, &person, wanted, delivery).await,
            Change::Remove => rules::remove(tx, &person, wanted).await,
        };
        plant.store.write(change_it).await?;
        Ok(if matches!(change, Change::Remove) { HERE.to_owned() } else { format!("{HERE}/{wanted}") })
    };
    match done.await {
        Ok(place) => Redirect::to(&place).into_response(),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

impl Posted {
    /// Reads the form, in which events and editions can stand several times.
    fn read(form: &[u8]) -> Self {
        let mut posted = Self::default();
        for (name, value) in url::form_urlencoded::parse(form) {
            let value = value.into_owned();
            match &*name {
                "address" => posted.address = value,
                "event" => posted.events.push(value),
                "edition" => posted.editions.push(value),
                "role" => posted.role = value,
                _ => {}
            }
        }
        posted
    }

    fn wanted(&self) -> New {
        New {
            address: self.address.clone(),
            events: Some(self.events.clone()),
            editions: Some(self.editions.clone()),
            role: Some(self.role.clone()),
        }
    }
}

impl Desk {
    fn answer(&self, page: Result<String>) -> Response {
        desk_page(&self.plant, StatusCode::OK, page)
    }

    fn frame(&self, seq: i64) -> Result<DeskFrame> {
        let title = self.plant.words.desk_word(&self.language, "webhooks")?;
        Ok(staff::frame(&self.person, &self.language, title).listening(TOPIC.into(), seq))
    }

    async fn list(&self, posted: Posted, added: Option<Webhook>, refused: Option<Refused>) -> Result<String> {
        self.person.must_everywhere(Right::Office)?;
        let found = self.plant.store.read(find).await?;
        let rows = found.webhooks.iter().map(|(webhook, counts)| self.row(&found.plan, webhook, *counts));
        let editions = found.plan.editions.iter().map(|edition| Choice {
            value: edition.slug.clone(),
            name: edition.name.clone(),
            is_chosen: posted.editions.contains(&edition.slug),
        });
        let roles = ROLES.iter().map(|role| Choice {
            value: role.to_string(),
            name: String::new(),
            is_chosen: posted.role == role.to_string(),
        });
        let events = Event::names().iter().map(|name| Choice {
            value: (*name).to_owned(),
            name: self.called(name),
            is_chosen: posted.events.iter().any(|chosen| chosen == name),
        });
        let page = WebhooksPage {
            desk: self.frame(found.seq)?,
            webhooks: rows.collect(),
            alarms: self.alarms(&found.webhooks, &found.alarms),
            added: added.map(|added| Added { address: added.address, secret: added.secret }),
            error: refused.map(|refused| in_words(&self.plant, &self.language, &refused)).transpose()?,
            form: WebhookForm {
                editions: editions.collect(),
                roles: roles.collect(),
                events: events.collect(),
                address: posted.address,
            },
        };
        self.plant.pages.render(&page, &self.language)
    }

    async fn one(&self, wanted: &str) -> Result<String> {
        self.person.must_everywhere(Right::Office)?;
        let wanted = id(wanted)?;
        let read = async move |tx: &mut Tx| {
            let mut found = find(tx).await?;
            found.webhooks.retain(|(webhook, _)| webhook.id == wanted);
            found.alarms.retain(|alarm| alarm.webhook == wanted);
            Ok((found, store::newest(tx, wanted, NEWEST).await?))
        };
        let (found, deliveries) = self.plant.store.read(read).await?;
        let (webhook, counts) = found.webhooks.first().ok_or(Refused::NotFound)?;
        let page = WebhookPage {
            desk: self.frame(found.seq)?,
            webhook: self.row(&found.plan, webhook, *counts),
            alarms: self.alarms(&found.webhooks, &found.alarms),
            deliveries: deliveries.into_iter().map(|delivery| self.delivery(delivery)).collect(),
        };
        self.plant.pages.render(&page, &self.language)
    }

    fn row(&self, plan: &Plan, webhook: &Webhook, (waiting, aside): (i64, i64)) -> WebhookRow {
        let named = |slug: &String| plan.edition(slug).map_or_else(|| slug.clone(), |e| e.name.clone());
        let editions: Vec<String> = webhook.editions.iter().flatten().map(named).collect();
        WebhookRow {
            url: format!("{HERE}/{}", webhook.id),
            address: webhook.address.clone(),
            events: webhook.events.iter().flatten().map(|name| self.called(name)).collect(),
            editions: editions.join(", "),
            role: webhook.role.map(|role| role.to_string()),
            state: match (webhook.paused, webhook.failing) {
                (Some(paused), _) if paused.is_gone => "gone",
                (Some(_), _) => "paused",
                (None, Some(_)) => "failing",
                (None, None) => "well",
            },
            next: webhook.failing.map(|failing| self.moment(failing.next_at)),
            waiting,
            aside,
        }
    }

    fn alarms(&self, webhooks: &[(Webhook, (i64, i64))], alarms: &[Delivery]) -> Vec<Alarm> {
        let shown = alarms.iter().filter_map(|alarm| {
            let (webhook, _) = webhooks.iter().find(|(webhook, _)| webhook.id == alarm.webhook)?;
            Some(Alarm {
                url: format!("{HERE}/{}", webhook.id),
                address: webhook.address.clone(),
                event: self.called(&alarm.event),
                since: self.moment(alarm.created_at),
                failure: self.failure(alarm),
            })
        });
        shown.collect()
    }

    fn delivery(&self, delivery: Delivery) -> DeliveryRow {
        DeliveryRow {
            id: delivery.id.to_string(),
            event: self.called(&delivery.event),
            failure: self.failure(&delivery),
            seq: delivery.seq,
            may_send_again: delivery.state != "waiting",
            state: delivery.state,
            takes_away: delivery.takes_away,
            created: self.moment(delivery.created_at),
            tried: delivery.tried_at.map(|at| self.moment(at)),
            attempts: delivery.attempts,
            took_ms: delivery.took_ms,
            status: delivery.status,
        }
    }

    /// Returns what the desk calls an event.
    fn called(&self, event: &str) -> String {
        self.plant.words.of_the_log(&self.language, "event", event)
    }

    /// Returns why a message did not arrive; what the network said of it stays in its own words.
    fn failure(&self, delivery: &Delivery) -> Option<NotArrived> {
        let text = delivery.failure.clone()?;
        let (word, number) = match delivery.status {
            Some(410) => ("gone", 410),
            Some(status @ 300..=399) => ("elsewhere", status),
            Some(status) => ("answered", status),
            None => ("unreachable", 0),
        };
        Some(NotArrived { word, number, text: (word == "unreachable").then_some(text) })
    }

    fn moment(&self, at: Time) -> Moment {
        self.plant.words.moment(&self.language, &TimeZone::UTC, at)
    }
}

async fn find(tx: &mut Tx) -> Result<Found> {
    let seq = tx.last_logged().await?;
    let mut webhooks = Vec::new();
    for webhook in store::all(tx).await? {
        let counts = store::counts(tx, webhook.id).await?;
        webhooks.push((webhook, counts));
    }
    Ok(Found { plan: sections::plan(tx).await?, webhooks, alarms: store::alarms(tx).await?, seq })
}
