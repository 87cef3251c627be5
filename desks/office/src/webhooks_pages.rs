//! The pages of the webhooks: what their templates are rendered with.

use serde::Serialize;
use site::frame::{DeskFrame, Moment};
use site::pages::Page;
use site::samples::moment;
use site::words::Language;

/// All receivers, and the form for another one.
#[derive(Clone, Debug, Serialize)]
pub struct WebhooksPage {
    pub desk: DeskFrame,
    pub webhooks: Vec<WebhookRow>,
    /// What was taken off and has not arrived.
    pub alarms: Vec<Alarm>,
    /// The receiver that was just added: its address and its secret, shown this once.
    pub added: Option<Added>,
    /// Why the form is shown again.
    pub error: Option<String>,
    pub form: WebhookForm,
}

/// A receiver that was just added.
#[derive(Clone, Debug, Serialize)]
pub struct Added {
    pub address: String,
    pub secret: String,
}

/// What was written in the form, and what can be chosen.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WebhookForm {
    pub address: String,
    pub events: Vec<Choice>,
    pub editions: Vec<Choice>,
    pub roles: Vec<Choice>,
}

/// Something that can be chosen; a role has no name here, but the desk's word.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub is_chosen: bool,
}

/// A receiver in the list and on its own page.
#[derive(Clone, Debug, Serialize)]
pub struct WebhookRow {
    pub url: String,
    pub address: String,
    /// Events by the desk's words; none for all.
    pub events: Vec<String>,
    /// Names of editions with commas between; empty for all.
    pub editions: String,
    /// The role's word; none for what is public.
    pub role: Option<String>,
    /// `well`, `failing`, `paused` or `gone`.
    pub state: &'static str,
    /// When it is tried again.
    pub next: Option<Moment>,
    pub waiting: i64,
    pub aside: i64,
}

/// Something that was taken off and has not arrived.
#[derive(Clone, Debug, Serialize)]
pub struct Alarm {
    pub url: String,
    pub address: String,
    pub event: String,
    pub since: Moment,
    pub failure: Option<NotArrived>,
}

/// Why a message did not arrive.
#[derive(Clone, Debug, Serialize)]
pub struct NotArrived {
    /// The end of its word's key: `answered`, `elsewhere`, `gone` or `unreachable`.
    pub word: &'static str,
    /// The status that the receiver answered with.
    pub number: i64,
    /// What the network said, in its own words.
    pub text: Option<String>,
}

/// A receiver with what was last sent to it.
#[derive(Clone, Debug, Serialize)]
pub struct WebhookPage {
    pub desk: DeskFrame,
    pub webhook: WebhookRow,
    pub alarms: Vec<Alarm>,
    pub deliveries: Vec<DeliveryRow>,
}

/// A message that was sent or waits.
#[derive(Clone, Debug, Serialize)]
pub struct DeliveryRow {
    pub id: String,
    pub event: String,
    /// The row of the log; none for a test.
    pub seq: Option<i64>,
    /// `waiting`, `done` or `aside`.
    pub state: String,
    pub takes_away: bool,
    pub created: Moment,
    pub tried: Option<Moment>,
    pub attempts: i64,
    pub took_ms: Option<i64>,
    /// What the receiver answered.
    pub status: Option<i64>,
    pub failure: Option<NotArrived>,
    pub may_send_again: bool,
}

const SAMPLE: &str = "/desk/office/webhooks/0199b1c2-0000-7000-8000-000000000001";

fn row(language: &Language, state: &'static str) -> WebhookRow {
    let is_well = state == "well";
    WebhookRow {
        url: SAMPLE.into(),
        address: "https://example.org/hook".into(),
        events: if is_well { Vec::new() } else { vec!["Gazette".into(), "Fixture".into()] },
        editions: if is_well { String::new() } else { "Gazette".into() },
        role: (!is_well).then(|| "editor".into()),
        state,
        next: (state == "failing").then(|| moment(language, "14:02")),
        waiting: i64::from(!is_well) * 3,
        aside: i64::from(!is_well),
    }
}

fn failure(word: &'static str) -> NotArrived {
    NotArrived { word, number: 500, text: (word == "unreachable").then(|| "Gazette".into()) }
}

fn alarm(language: &Language, failure: Option<NotArrived>) -> Alarm {
    Alarm {
        url: SAMPLE.into(),
        address: "https://example.org/hook".into(),
        event: "Gazette".into(),
        since: moment(language, "14:02"),
        failure,
    }
}

impl Page for WebhooksPage {
    const TEMPLATE: &'static str = "office/webhooks.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let choice = |value: &str, is_chosen| Choice { value: value.into(), name: value.into(), is_chosen };
        let empty = Self {
            desk: DeskFrame::new(language, "Webhooks", Some("Edda".into())).office(true),
            webhooks: Vec::new(),
            alarms: Vec::new(),
            added: None,
            error: None,
            form: WebhookForm {
                events: vec![choice("story_published", false)],
                editions: vec![choice("en", false)],
                roles: vec![choice("editor", false)],
                ..WebhookForm::default()
            },
        };
        let full = Self {
            webhooks: ["well", "failing", "paused", "gone"].map(|state| row(language, state)).into(),
            alarms: vec![alarm(language, Some(failure("answered"))), alarm(language, None)],
            added: Some(Added { address: "https://example.org/hook".into(), secret: "whsec_AAAA".into() }),
            error: Some("Gazette".into()),
            form: WebhookForm {
                address: "ftp://example.org".into(),
                events: vec![choice("story_published", true)],
                editions: vec![choice("en", true)],
                roles: vec![choice("editor", true)],
            },
            ..empty.clone()
        };
        vec![full, empty]
    }
}

impl Page for WebhookPage {
    const TEMPLATE: &'static str = "office/webhook.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let delivery = |state: &str, failed: Option<&'static str>| DeliveryRow {
            id: "0199b1c2-0000-7000-8000-000000000001".into(),
            event: "Gazette".into(),
            seq: failed.map(|_| 41),
            state: state.into(),
            takes_away: failed.is_some(),
            created: moment(language, "14:02"),
            tried: failed.map(|_| moment(language, "14:03")),
            attempts: failed.map_or(0, |_| 2),
            took_ms: failed.map(|_| 120),
            status: (state == "done").then_some(204),
            failure: failed.map(failure),
            may_send_again: failed.is_some(),
        };
        let page = |state, alarms: Vec<Alarm>, deliveries: Vec<DeliveryRow>| Self {
            desk: DeskFrame::new(language, "Webhooks", Some("Edda".into())).office(true),
            webhook: row(language, state),
            alarms,
            deliveries,
        };
        let all = [
            ("waiting", None),
            ("waiting", Some("unreachable")),
            ("done", None),
            ("aside", Some("answered")),
            ("aside", Some("elsewhere")),
            ("aside", Some("gone")),
        ];
        let all = all.map(|(state, failed)| delivery(state, failed));
        vec![
            page("failing", vec![alarm(language, None)], all.into()),
            page("well", Vec::new(), Vec::new()),
            page("paused", Vec::new(), Vec::new()),
            page("gone", Vec::new(), Vec::new()),
        ]
    }
}
