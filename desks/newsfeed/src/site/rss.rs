//! RSS 2.0 (with `atom:link` for the feed's own address and `dc:creator` for bylines): the newest 50.

use crate::list::{Read, Which};
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Broken, Result, Time};
use http::{HeaderMap, Uri};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use sections::encoded;
use site::{Plant, Rendered};
use std::io::Cursor;
use store::Tx;

/// How many stories a feed holds.
const NEWEST: i64 = 50;

pub(crate) async fn everything(
    State(plant): State<Plant>,
    Path(edition): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(plant, edition, Which::All, &uri, headers).await
}

pub(crate) async fn section(
    State(plant): State<Plant>,
    Path((edition, section)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(plant, edition, Which::Section(section), &uri, headers).await
}

pub(crate) async fn topic(
    State(plant): State<Plant>,
    Path((edition, topic)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(plant, edition, Which::Topic(topic), &uri, headers).await
}

pub(crate) async fn author(
    State(plant): State<Plant>,
    Path((edition, author)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(plant, edition, Which::Author(author), &uri, headers).await
}

/// Returns the path of a list's feed; that of everything stands under the edition itself.
fn path(which: &Which, edition: &str) -> String {
    match which {
        Which::All => format!("/{edition}/feed.rss"),
        other => format!("{}/feed.rss", other.path(edition)),
    }
}

async fn answer(plant: Plant, edition: String, which: Which, uri: &Uri, headers: HeaderMap) -> Response {
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { render(&renderer, edition, which).await }).await
}

async fn render(plant: &Plant, edition: String, which: Which) -> Result<Rendered> {
    let (list, slug, reader) = (which.clone(), edition.clone(), plant.clone());
    let read =
        plant.store.read(async move |tx: &mut Tx| list.read(tx, &reader, &slug, 0, NEWEST).await).await?;
    let body = write(plant, &which, &read).map_err(Broken::new)?;
    Ok(Rendered::of("application/rss+xml; charset=utf-8", body).tag("plan").tag(stories::lists_tag(&edition)))
}

fn write(plant: &Plant, which: &Which, read: &Read) -> std::io::Result<String> {
    let edition = &read.edition;
    let title = if read.name.is_empty() {
        edition.name.clone()
    } else {
        format!("{} — {}", read.name, edition.name)
    };
    let page = match which {
        Which::All => edition.home(),
        other => other.path(&edition.slug),
    };
    let mut xml = Writer::new(Cursor::new(Vec::new()));
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element("rss")
        .with_attribute(("version", "2.0"))
        .with_attribute(("xmlns:atom", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xmlns:dc", "http://purl.org/dc/elements/1.1/"))
        .write_inner_content(|xml| {
            xml.create_element("channel").write_inner_content(|xml| {
                text(xml, "title", &title)?;
                text(xml, "link", &plant.url(&encoded(&page)))?;
                text(xml, "description", &title)?;
                text(xml, "language", &edition.language)?;
                xml.create_element("atom:link")
                    .with_attribute(("rel", "self"))
                    .with_attribute(("type", "application/rss+xml"))
                    .with_attribute(("href", plant.url(&encoded(&path(which, &edition.slug))).as_str()))
                    .write_empty()?;
                if let Some(newest) = read.stories.iter().map(changed).max() {
                    text(xml, "lastBuildDate", &rfc2822(newest))?;
                }
                for story in &read.stories {
                    item(xml, plant, read, story)?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
    Ok(String::from_utf8_lossy(&xml.into_inner().into_inner()).into_owned())
}

fn item(
    xml: &mut Writer<Cursor<Vec<u8>>>,
    plant: &Plant,
    read: &Read,
    story: &stories::Listed,
) -> std::io::Result<()> {
    let bylines: Vec<(String, String)> = serde_json::from_value(story.bylines.clone()).unwrap_or_default();
    let section = read.edition.section(&story.section);
    xml.create_element("item").write_inner_content(|xml| {
        text(xml, "title", &story.headline)?;
        text(xml, "link", &plant.url(&encoded(&story.path)))?;
        xml.create_element("guid")
            .with_attribute(("isPermaLink", "false"))
            .write_text_content(BytesText::new(&format!("urn:uuid:{}", story.story)))?;
        text(xml, "pubDate", &rfc2822(story.first_published_at))?;
        for (_, name) in &bylines {
            text(xml, "dc:creator", name)?;
        }
        text(xml, "category", section.map_or(story.section.as_str(), |section| &section.name))?;
        if !story.standfirst.is_empty() {
            text(xml, "description", &story.standfirst)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Writes an element that holds a text, without the characters that XML cannot hold.
fn text(xml: &mut Writer<Cursor<Vec<u8>>>, name: &str, text: &str) -> std::io::Result<()> {
    let text: String = text.chars().filter(|letter| is_xml(*letter)).collect();
    xml.create_element(name).write_text_content(BytesText::new(&text))?;
    Ok(())
}

fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn changed(story: &stories::Listed) -> Time {
    story.updated_at.unwrap_or(story.first_published_at)
}

/// Returns the time as RSS wants it (RFC 2822).
fn rfc2822(time: Time) -> String {
    let zoned = time.timestamp().to_zoned(jiff::tz::TimeZone::UTC);
    jiff::fmt::rfc2822::to_string(&zoned).unwrap_or_default()
}
