//! `/desk/calendar`: what goes out by the clock, by day, of a week or a month.

use super::stories::topic;
use crate::calendar_page::{CalendarDay, CalendarEntry, CalendarPage};
use crate::editor_page::Choice;
use crate::store::calendar::{Due, Span, embargoed, scheduled};
use ::store::Tx;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{Broken, Refused, Result, Time};
use house::{Person, Right};
use http::StatusCode;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span as Days, ToSpan};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sections::{Edition, Plan};
use serde::Deserialize;
use site::answer::desk_page;
use site::words::Language;
use site::{DeskLanguage, Plant};
use staff::StaffPage;
use std::sync::Arc;

/// How many things of a kind one page shows.
const MOST: i64 = 400;

/// How the calendar is asked for; what is missing or empty is the edition's present week.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    edition: String,
    view: String,
    from: String,
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    desk_page(&plant, StatusCode::OK, render(&plant, &language, person, &asked).await)
}

/// Which days are shown, and by whose clock.
struct Shown {
    is_month: bool,
    /// The week's first day, or the month's.
    from: Date,
    /// The first day that is shown and the one behind the last: a month in whole weeks.
    first: Date,
    end: Date,
    today: Date,
    zone: TimeZone,
}

impl Shown {
    fn of(asked: &Asked, zone: TimeZone, now: Time) -> Result<Self> {
        let today = now.timestamp().to_zoned(zone.clone()).date();
        let is_month = asked.view == "month";
        let wanted = asked.from.parse::<Date>().ok().filter(|date| (1970..=2999).contains(&date.year()));
        let wanted = wanted.unwrap_or(today);
        let from = if is_month { wanted.first_of_month() } else { monday(wanted)? };
        let end = if is_month { monday(moved(from, 1.month())?)? } else { from };
        // A month that ends on a Sunday ends with its week.
        let end = match is_month && end == moved(from, 1.month())? {
            true => end,
            false => moved(end, 7.days())?,
        };
        Ok(Self { is_month, from, first: monday(from)?, end, today, zone })
    }

    fn view(&self) -> &'static str {
        if self.is_month { "month" } else { "week" }
    }

    /// Returns the first day of what lies so many steps away.
    fn step(&self, steps: i64) -> Result<Date> {
        moved(self.from, if self.is_month { steps.months() } else { (7 * steps).days() })
    }

    fn begin_of(&self, day: Date) -> Result<Time> {
        let zoned = day.to_zoned(self.zone.clone()).map_err(Broken::new)?;
        Ok(Time::from_micros(zoned.timestamp().as_microsecond()))
    }

    fn day_of(&self, time: Time) -> Date {
        time.timestamp().to_zoned(self.zone.clone()).date()
    }
}

fn moved(day: Date, by: Days) -> Result<Date> {
    Ok(day.checked_add(by).map_err(Broken::new)?)
}

/// Returns the Monday of a day's week.
fn monday(day: Date) -> Result<Date> {
    moved(day, -i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// What is shown, as the database has it.
struct Read {
    plan: Plan,
    shown: Shown,
    due: Vec<(&'static str, Due)>,
    has_more: bool,
    seq: i64,
}

async fn read(tx: &mut Tx, person: &Person, asked: &Asked) -> Result<Read> {
    let plan = sections::plan(tx).await?;
    let zone = clock_of(&plan, person, &asked.edition)?;
    let shown = Shown::of(asked, zone, tx.now())?;
    let readable = person.editions_read();
    let span = Span {
        from: shown.begin_of(shown.first)?,
        until: shown.begin_of(shown.end)?,
        edition: Some(asked.edition.as_str()).filter(|edition| !edition.is_empty()),
        readable: readable.as_deref(),
        limit: MOST + 1,
    };
    let lists = [("scheduled", scheduled(tx, &span).await?), ("embargo", embargoed(tx, &span).await?)];
    let is_full = |list: &Vec<Due>| i64::try_from(list.len()).is_ok_and(|count| count > MOST);
    let has_more = lists.iter().any(|(_, list)| is_full(list));
    let mut due: Vec<_> =
        lists.into_iter().flat_map(|(what, list)| list.into_iter().map(move |due| (what, due))).collect();
    due.sort_by_key(|(_, due)| due.at);
    Ok(Read { plan, shown, due, has_more, seq: tx.last_logged().await? })
}

/// Returns the zone of the chosen edition, else of the first one that the person reads behind.
fn clock_of(plan: &Plan, person: &Person, wanted: &str) -> Result<TimeZone> {
    let mut readable = plan.editions.iter().filter(|edition| person.may(Right::Read, &edition.slug));
    let edition = match wanted {
        "" => readable.next(),
        wanted => Some(readable.find(|edition| edition.slug == wanted).ok_or(Refused::NotFound)?),
    };
    Ok(edition.map_or(TimeZone::UTC, Edition::time_zone))
}

async fn render(plant: &Plant, language: &Language, person: Arc<Person>, asked: &Asked) -> Result<String> {
    let (reader, wanted) = (Arc::clone(&person), asked.clone());
    let read = plant.store.read(async move |tx: &mut Tx| read(tx, &reader, &wanted).await).await?;
    let Read { plan, shown, due, has_more, seq } = read;
    let readable: Vec<&Edition> =
        plan.editions.iter().filter(|edition| person.may(Right::Read, &edition.slug)).collect();
    let topics: Vec<String> = readable.iter().map(|edition| topic(&edition.slug)).collect();
    let title = plant.words.desk_word(language, "calendar")?;
    let here = |view: &str, from: Option<Date>| here(&asked.edition, view, from);
    let other = if shown.is_month { "week" } else { "month" };
    let page = CalendarPage {
        desk: staff::frame(&person, language, title).listening(topics.join(","), seq),
        view: shown.view(),
        from: shown.from.to_string(),
        zone: shown.zone.iana_name().unwrap_or("UTC").to_owned(),
        edition: asked.edition.clone(),
        editions: readable.iter().map(|e| Choice { slug: e.slug.clone(), name: e.name.clone() }).collect(),
        weekdays: weekdays(plant, language, &shown)?,
        days: days(plant, language, &plan, &shown, &due)?,
        earlier: here(shown.view(), Some(shown.step(-1)?)),
        later: here(shown.view(), Some(shown.step(1)?)),
        now: here(shown.view(), None),
        other: here(other, Some(shown.from)),
        has_more,
    };
    plant.pages.render(&page, language)
}

/// Returns what stands above the columns of a month.
fn weekdays(plant: &Plant, language: &Language, shown: &Shown) -> Result<Vec<String>> {
    let days = (0..if shown.is_month { 7 } else { 0 }).map(|n: i64| moved(shown.first, n.days()));
    days.map(|day| Ok(plant.words.weekday(language, day?))).collect()
}

/// The address of a part of the calendar; none is the present one.
fn here(edition: &str, view: &str, from: Option<Date>) -> String {
    let from = from.map(|from| from.to_string()).unwrap_or_default();
    let said = [("edition", edition), ("view", view), ("from", &from)];
    let said = said.into_iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    format!("/desk/calendar?{}", said.join("&"))
}

fn days(
    plant: &Plant,
    reader: &Language,
    plan: &Plan,
    shown: &Shown,
    due: &[(&'static str, Due)],
) -> Result<Vec<CalendarDay>> {
    let mut days = Vec::new();
    let mut day = shown.first;
    while day < shown.end {
        let of_it = due.iter().filter(|(_, due)| shown.day_of(due.at) == day);
        // At noon every zone is in the day that it says.
        let noon = shown.begin_of(day)?.after(std::time::Duration::from_secs(12 * 3600));
        days.push(CalendarDay {
            date: day.to_string(),
            number: day.day(),
            name: plant.words.moment(reader, &shown.zone, noon).day,
            is_today: day == shown.today,
            is_of_it: !shown.is_month || day.month() == shown.from.month(),
            entries: of_it.map(|(what, due)| entry(plant, reader, plan, shown, (what, due))).collect(),
        });
        day = moved(day, 1.day())?;
    }
    Ok(days)
}

fn entry(
    plant: &Plant,
    reader: &Language,
    plan: &Plan,
    shown: &Shown,
    (what, due): (&'static str, &Due),
) -> CalendarEntry {
    let language = plan.edition(&due.edition).map_or_else(Language::english, Edition::tongue);
    CalendarEntry {
        what,
        at: plant.words.moment(reader, &shown.zone, due.at),
        story: due.id.to_string(),
        headline: due.headline.clone(),
        direction: language.direction(),
        language,
        edition: due.edition.clone(),
        kind: due.kind.clone(),
        state: due.state.as_str().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(view: &str, from: &str) -> (String, String) {
        let asked = Asked { view: view.into(), from: from.into(), ..Asked::default() };
        let now = "2026-11-26T23:30:00Z".parse().unwrap();
        let shown = Shown::of(&asked, site::dates::zone("Europe/Berlin").unwrap(), now).unwrap();
        (shown.first.to_string(), shown.end.to_string())
    }

    #[test]
    fn a_week_begins_on_its_monday_and_a_month_is_shown_in_whole_weeks() {
        let of = |first: &str, end: &str| (first.to_owned(), end.to_owned());
        assert_eq!(shown("", "2026-11-26"), of("2026-11-23", "2026-11-30"));
        assert_eq!(shown("month", "2026-11-26"), of("2026-10-26", "2026-12-07"));
        assert_eq!(shown("month", "2026-05-31"), of("2026-04-27", "2026-06-01"), "it ends on a Sunday");
        assert_eq!(shown("", "no day"), of("2026-11-23", "2026-11-30"), "in Berlin it is Friday already");
    }
}
