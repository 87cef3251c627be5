//! Stories as ninjs 3.1: a file a story, those that readers see.

use super::pictures;
use crate::archive::check_place;
use base::{Context, Refused, Result, Time};
use copy::RenderOptions;
use sections::{Edition, Plan, encoded};
use serde_json::{Value, json};
use std::path::Path;
use store::{Store, Tx};
use stories::Outgoing;

const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json";
/// How many stories are read at a time.
const PAGE: i64 = 50;

/// Writes all published stories into a new or empty folder, and returns how many there are. `url` is the beginning of
/// their addresses.
pub async fn export(store: &Store, url: &str, folder: &Path) -> Result<u64> {
    check_place(&folder.join("x.json")).or_else(|_| make(folder))?;
    if std::fs::read_dir(folder).doing("reading the folder")?.next().is_some() {
        return Err(Refused::NotNow(format!("{} is not empty", folder.display())).into());
    }
    let (mut after, mut count) = (None, 0);
    loop {
        let (plan, (stories, next)) = store
            .read(async move |tx: &mut Tx| {
                let plan = sections::plan(tx).await?;
                let outgoing = stories::outgoing(tx, &plan, after, PAGE).await?;
                Ok((plan, outgoing))
            })
            .await?;
        for story in &stories {
            let Some(item) = item(url, &plan, story) else { continue };
            let text = serde_json::to_vec_pretty(&item).doing("writing ninjs")?;
            std::fs::write(folder.join(format!("{}.json", story.story.id)), text).doing("writing ninjs")?;
            count += 1;
        }
        let Some(next) = next else { return Ok(count) };
        after = Some(next);
    }
}

fn make(folder: &Path) -> Result<()> {
    std::fs::create_dir(folder).doing(&format!("making the folder {}", folder.display()))
}

/// Returns a story as an item; nothing if its edition is not in the plan.
pub(crate) fn item(url: &str, plan: &Plan, story: &Outgoing) -> Option<Value> {
    let edition = plan.edition(&story.story.edition)?;
    let Outgoing { story, fields, pictures, corrections } = story;
    let first = story.first_published_at?;
    let path = story.path.as_deref()?;
    let mut item = json!({
        "uri": format!("{url}{}", encoded(path)),
        "standard": { "name": "ninjs", "version": "3.1", "schema": SCHEMA },
        "type": "text",
        "representationType": "full",
        "version": story.live_revision.unwrap_or(story.revision).to_string(),
        "firstCreated": first,
        "versionCreated": story.updated_at.unwrap_or(first),
        "pubStatus": "usable",
        "language": fields.language.as_deref().unwrap_or(&edition.language),
        "copyrightHolder": edition.name,
        "title": fields.headline,
        "headlines": [{ "role": "main", "contentType": "text/plain", "value": fields.headline }],
        "bodies": bodies(fields),
        "subjects": subjects(url, edition, fields),
        "genres": [{ "name": fields.kind, "literal": fields.kind }],
        "altIds": [{ "role": "id", "value": story.id }],
    });
    let more = [
        (
            "descriptions",
            (!fields.standfirst.is_empty()).then(
                || json!([{ "role": "summary", "contentType": "text/plain", "value": fields.standfirst }]),
            ),
        ),
        ("by", (!fields.bylines.is_empty()).then(|| json!(fields.bylines.join(", ")))),
        ("edNote", (!corrections.is_empty()).then(|| json!(ed_note(corrections)))),
        (
            "associations",
            (!pictures.is_empty()).then(|| {
                let of_edition = |picture| pictures::association(url, &edition.slug, picture);
                pictures.iter().map(of_edition).collect()
            }),
        ),
        ("slugline", (!fields.slugline.is_empty()).then(|| json!(fields.slugline))),
        (
            "located",
            fields.dateline.as_ref().filter(|line| !line.place.is_empty()).map(|line| json!(line.place)),
        ),
        (
            "infoSources",
            fields
                .dateline
                .as_ref()
                .and_then(|line| line.source.as_ref())
                .map(|name| json!([{ "name": name }])),
        ),
    ];
    for (name, value) in more {
        if let (Some(map), Some(value)) = (item.as_object_mut(), value) {
            map.insert(name.into(), value);
        }
    }
    Some(item)
}

/// Says when the story was corrected, and what was wrong, the newest first.
fn ed_note(corrections: &[(Time, String)]) -> String {
    let lines: Vec<String> =
        corrections.iter().map(|(at, note)| format!("Correction, {at}: {note}")).collect();
    lines.join("\n")
}

fn bodies(fields: &stories::Fields) -> Value {
    let mut body = fields.body.clone();
    // The names of blocks are the newsroom's own.
    body.blocks.iter_mut().for_each(|block| block.id.clear());
    let html = body.to_html(&RenderOptions::default());
    let text = fields.body.plain_text();
    let (words, letters) = (fields.body.word_count(), text.chars().count());
    json!([
        { "role": "main", "contentType": "text/html", "wordCount": words, "charCount": letters, "value": html },
        { "role": "text", "contentType": "text/plain", "wordCount": words, "charCount": letters, "value": text },
    ])
}

fn subjects(url: &str, edition: &Edition, fields: &stories::Fields) -> Value {
    let section = edition.section(&fields.section).map(|section| {
        let uri = format!("{url}/{}/section/{}", edition.slug, encoded(&section.slug));
        json!({ "name": section.name, "rel": "classifies", "uri": uri, "literal": section.slug })
    });
    let topics = fields.topics.iter().map(|name| json!({ "name": name, "rel": "about" }));
    section.into_iter().chain(topics).collect()
}
