//! `GET /events`: an open stream of what happens to the topics asked for (server-sent events).

use crate::limits::client_address;
use crate::open_page::Opened;
use crate::reader::Reader;
use crate::serve::Closing;
use crate::streams::{Hearer, Message, ROWS_AT_ONCE, Replay, Seat, reload};
use crate::{Api, Plant};
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use axum::routing::get;
use base::{Id, Refused, Result, Time};
use bytes::Bytes;
use http::HeaderMap;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, DATE, HeaderName, HeaderValue};
use jiff::fmt::rfc2822::DateTimePrinter;
use serde::Deserialize;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, PoisonError};
use std::time::Duration;
use store::Tx;

/// The most topics of one stream.
const MOST_TOPICS: usize = 20;
/// How long after a stop readers come back, in milliseconds: at least so long, and spread over so much more.
const LEAST_AWAY: u32 = 1000;
const SPREAD: u32 = 9000;
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Returns the route of the streams.
pub fn events_routes() -> Router<Plant> {
    Router::new().route("/events", get(show))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    topics: String,
    last_event_id: Option<String>,
}

async fn show(State(plant): State<Plant>, asked: Query<Asked>, request: Request) -> Api<Response> {
    let topics = topics(&asked.topics)?;
    let hearer = hearer(&plant, &topics, request.headers()).await?;
    plant.streams.started().await?;
    let address = client_address(&plant.settings, request.headers(), request.extensions());
    let counted = address.filter(|address| !address.is_loopback());
    let again = || Refused::TooMuch(plant.clock.now().after(Duration::from_secs(30)));
    let seat = plant.streams.sit_down(&topics, counted, hearer).ok_or_else(again)?;
    // A way in that ended before there was this seat ended it not.
    if let Some(Hearer { person, .. }) = hearer
        && self::hearer(&plant, &topics, request.headers()).await?.is_none_or(|now| now.person != person)
    {
        return Err(Refused::NotSignedIn.into());
    }
    // A browser that resumes by itself sends the header; what the page said at first stands in the query.
    let resumed = request.headers().get(LAST_EVENT_ID).map(|value| value.to_str().unwrap_or("?").to_owned());
    let resumed = resumed.or_else(|| asked.0.last_event_id.clone()).filter(|last| !last.is_empty());
    let first = first_frames(&plant, &seat, &topics, resumed).await?;
    let closing = request.extensions().get::<Closing>().cloned().map(Closing::wait);
    let [high, low] = plant.chance.bytes::<2>();
    let comes_back = LEAST_AWAY + u32::from(u16::from_be_bytes([high, low])) % SPREAD;
    Ok(stream(Reader::new(first, Arc::clone(&seat.mailbox), closing, comes_back, seat), plant.clock.now()))
}

/// Returns who asks for topics of the desk, or refuses; none where there are no such topics.
async fn hearer(plant: &Plant, topics: &[String], headers: &HeaderMap) -> Result<Option<Hearer>> {
    let mut hearer = None;
    for topic in topics.iter().filter(|topic| topic.starts_with("desk:")) {
        let gate = plant.streams.0.gate.get().ok_or(Refused::NotSignedIn)?;
        hearer = Some(gate(plant.clone(), headers.clone(), topic.clone()).await?);
    }
    Ok(hearer)
}

fn stream(reader: Reader<Seat>, now: Time) -> Response {
    let opened = Opened::new(reader);
    let mut response = Response::new(Body::from_stream(opened.clone()));
    response.extensions_mut().insert(opened);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    if let Some(date) = date(now) {
        headers.insert(DATE, date);
    }
    response
}

/// Returns the time as a head bears it.
fn date(now: Time) -> Option<HeaderValue> {
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now.timestamp()).ok()?;
    HeaderValue::try_from(date).ok()
}

/// Reads the list of topics.
fn topics(list: &str) -> Result<Vec<String>, Refused> {
    let mut topics: Vec<String> = Vec::new();
    for topic in list.split(',').map(str::trim).filter(|topic| !topic.is_empty()) {
        if !is_topic(topic) {
            return Err(Refused::field("/topics", format!("“{topic}” is no topic")));
        }
        if !topics.iter().any(|known| known == topic) {
            topics.push(topic.to_owned());
        }
    }
    match topics.len() {
        0 => Err(Refused::field("/topics", "name at least one topic, such as newsfeed:en")),
        1..=MOST_TOPICS => Ok(topics),
        _ => Err(Refused::field("/topics", format!("at most {MOST_TOPICS} topics"))),
    }
}

fn is_topic(topic: &str) -> bool {
    let Some((kind, name)) = topic.split_once(':') else { return false };
    let is_slug = |extra: &[u8]| {
        let mut bytes = name.bytes();
        (1..=64).contains(&name.len())
            && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || extra.contains(&b))
    };
    match kind {
        "newsfeed" | "front" | "mediabank" => is_slug(b""),
        "story" | "chat" => name.parse::<Id>().is_ok_and(|id| id.to_string() == name),
        "desk" => is_slug(b":_"),
        _ => false,
    }
}

/// Returns what a reader gets at once: a sign of life, what was missed, and where the log stands.
async fn first_frames(
    plant: &Plant,
    seat: &Seat,
    topics: &[String],
    resumed: Option<String>,
) -> Result<VecDeque<Bytes>> {
    let [jitter, _] = plant.chance.bytes::<2>();
    let retry = 2000 + u32::from(jitter) * 12;
    let mut frames = VecDeque::with_capacity(2);
    let Some(resumed) = resumed else {
        frames.push_back(Bytes::from(format!(": open\nretry: {retry}\nid: {}\n\n", seat.position)));
        return Ok(frames);
    };
    frames.push_back(Bytes::from(format!(": resumed\nretry: {retry}\n\n")));
    for message in missed(plant, seat.position, topics, &resumed).await? {
        frames.push_back(message.frame());
    }
    // Only behind what was missed: a reader that is cut off before resumes from where it was.
    frames.push_back(Bytes::from(format!(": present\nid: {}\n\n", seat.position)));
    Ok(frames)
}

/// Returns the last message of each subject since the reader's last one, or that all is to be asked for anew.
async fn missed(plant: &Plant, position: i64, topics: &[String], resumed: &str) -> Result<Vec<Message>> {
    let anew = || {
        let ts = plant.clock.now().micros();
        topics.iter().map(|topic| reload(topic.clone(), position, ts)).collect()
    };
    let Some(last) = resumed.parse::<i64>().ok().filter(|last| *last >= 0) else { return Ok(anew()) };
    if last > position {
        // Told by another node that is ahead, or by a log that was restored since.
        let end = plant.store.read(async move |tx: &mut Tx| tx.last_logged().await).await?;
        return Ok(if last > end { anew() } else { Vec::new() });
    }
    let Some(messages) = replay(plant, last, position).await? else { return Ok(anew()) };
    let of_ours: Vec<&Message> = messages.iter().filter(|message| topics.contains(&message.topic)).collect();
    // The last row is told again only if it made several messages, of which the reader may have missed some.
    let is_seen = of_ours.iter().filter(|message| message.seq == last).count() == 1;
    let mut latest: HashMap<(&str, &str), &Message> = HashMap::new();
    for message in of_ours.into_iter().filter(|message| message.seq > last || !is_seen) {
        latest.insert((&message.topic, &message.subject), message);
    }
    let mut messages: Vec<Message> = latest.into_values().cloned().collect();
    messages.sort_by(|a, b| (a.seq, &a.topic, &a.subject).cmp(&(b.seq, &b.topic, &b.subject)));
    Ok(messages)
}

/// Returns what the rows `from..=to` make now, for all topics; none if they are too many.
async fn replay(plant: &Plant, from: i64, to: i64) -> Result<Option<Arc<Vec<Message>>>> {
    let hub = &plant.streams.0;
    let known = || {
        let recent = hub.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent
            .iter()
            .find(|replay| (replay.from, replay.to) == (from, to))
            .map(|replay| Arc::clone(&replay.messages))
    };
    let Ok(_turn) = hub.replays.acquire().await else { return Ok(None) };
    if let Some(messages) = known().filter(|_| plant.store.is_in_touch()) {
        return Ok(Some(messages));
    }
    let commits = hub.commits();
    let rows = plant.store.read(async move |tx: &mut Tx| tx.log_after(from - 1, ROWS_AT_ONCE).await).await?;
    let is_whole = rows.last().is_none_or(|row| row.seq >= to);
    let rows: Vec<_> = rows.into_iter().filter(|row| row.seq <= to).collect();
    let Some(teller) = hub.teller.get().filter(|_| is_whole) else { return Ok(None) };
    let mut messages = if rows.is_empty() { Vec::new() } else { teller(plant.clone(), rows).await? };
    messages.sort_by_key(|message| message.seq);
    let messages = Arc::new(messages);
    let mut recent = hub.recent.lock().unwrap_or_else(PoisonError::into_inner);
    if hub.commits() == commits {
        recent.truncate(15);
        recent.insert(0, Replay { from, to, messages: Arc::clone(&messages) });
    }
    Ok(Some(messages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_forms_of_topics_are_taken() {
        let id = "0199b1c2-0000-7000-8000-000000000001";

        let listed = topics(&format!("front:en, newsfeed:en,front:en,story:{id},desk:moderation")).unwrap();

        assert_eq!(listed.len(), 4);
        for wrong in ["", ",", "front", "front:", "front:EN", "story:7", "weather:en", "front:e n", "desk:"] {
            assert!(topics(wrong).is_err(), "{wrong}");
        }
        let many = (0..21).map(|n| format!("front:e{n}")).collect::<Vec<_>>().join(",");
        assert!(topics(&many).is_err());
    }
}
