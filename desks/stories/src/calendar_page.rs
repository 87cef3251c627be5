//! The calendar of what goes out by the clock: what its template is rendered with.

use crate::editor_page::Choice;
use serde::Serialize;
use site::frame::{Card, DeskFrame, Moment};
use site::pages::Page;
use site::samples::moment;
use site::words::Language;

/// What goes out when, by day, of a week or a month.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarPage {
    pub desk: DeskFrame,
    /// `week` or `month`.
    pub view: &'static str,
    /// The first day that is shown, such as `2026-11-23`.
    pub from: String,
    /// The zone whose clock counts here, such as `Europe/Madrid`.
    pub zone: String,
    /// The chosen edition's slug; empty for all.
    pub edition: String,
    pub editions: Vec<Choice>,
    /// The names of the days of a week, where several of them stand below each other.
    pub weekdays: Vec<String>,
    pub days: Vec<CalendarDay>,
    /// The addresses of what lies before and behind, of the present, and of the other view.
    pub earlier: String,
    pub later: String,
    pub now: String,
    pub other: String,
    /// Whether there is more than can be shown.
    pub has_more: bool,
}

/// A day with what goes out on it.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarDay {
    /// Such as `2026-11-24`.
    pub date: String,
    /// The day of the month.
    pub number: i8,
    /// The day with weekday: “Tuesday, 24 November 2026”.
    pub name: String,
    pub is_today: bool,
    /// Whether it is a day of the month that is shown, and not of one beside it.
    pub is_of_it: bool,
    pub entries: Vec<CalendarEntry>,
}

/// Something that happens to a story by the clock.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarEntry {
    /// `scheduled` or `embargo`.
    pub what: &'static str,
    pub at: Moment,
    pub story: String,
    /// Empty if it has none yet.
    pub headline: String,
    pub language: Language,
    pub direction: &'static str,
    pub edition: String,
    pub kind: String,
    /// The state's word, such as `draft`.
    pub state: String,
}

impl Page for CalendarPage {
    const TEMPLATE: &'static str = "stories/calendar.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let title = if language.root() == "es" { "Calendario" } else { "Calendar" };
        let headline = Card::samples(language, 1).into_iter().next().map(|card| card.headline);
        let entry = |what, headline: Option<String>, state: &str| CalendarEntry {
            what,
            at: moment(language, "14:40"),
            story: "0198d3a0-0000-7000-8000-000000000000".into(),
            headline: headline.unwrap_or_default(),
            language: language.clone(),
            direction: language.direction(),
            edition: "en".into(),
            kind: "news".into(),
            state: state.into(),
        };
        let day = |number, entries| CalendarDay {
            date: format!("2026-11-{number}"),
            number,
            name: moment(language, "14:40").day,
            is_today: number == 24,
            is_of_it: number != 25,
            entries,
        };
        let week = Self {
            desk: DeskFrame::new(language, title, Some("Edda Lind".into())),
            view: "week",
            from: "2026-11-23".into(),
            zone: "Europe/Lisbon".into(),
            edition: "en".into(),
            editions: vec![Choice { slug: "en".into(), name: "The Fixture Gazette".into() }],
            weekdays: Vec::new(),
            days: vec![
                day(24, vec![entry("scheduled", headline, "scheduled"), entry("embargo", None, "draft")]),
                day(25, Vec::new()),
            ],
            earlier: "/desk/calendar?from=2026-11-16".into(),
            later: "/desk/calendar?from=2026-11-30".into(),
            now: "/desk/calendar".into(),
            other: "/desk/calendar?view=month".into(),
            has_more: true,
        };
        let weekdays = ["1", "2", "3", "4", "5", "6", "7"].map(str::to_owned).into();
        let month = Self { view: "month", edition: String::new(), has_more: false, weekdays, ..week.clone() };
        vec![week, month]
    }
}
