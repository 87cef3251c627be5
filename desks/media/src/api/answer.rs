//! Pictures as JSON.

use crate::bank::Entry;
use crate::picture::{Picture, Words};
use crate::rights::{Purpose, may_use};
use crate::shown::form;
use crate::store::leases::LeaseRow;
use serde_json::{Value, json};
use site::Plant;

/// Returns a picture as the API shows it; `language` picks caption and alternative text, `is_staff` what only the
/// newsroom knows.
pub(crate) fn picture(
    plant: &Plant,
    entry: &Entry,
    words: &[Words],
    language: &str,
    is_staff: bool,
) -> Value {
    let Entry { picture, leases, .. } = entry;
    let own = words.iter().find(|words| words.language == language).or_else(|| words.first());
    let all: serde_json::Map<String, Value> = words
        .iter()
        .map(|words| (words.language.clone(), json!({ "caption": words.caption, "alt": words.alt })))
        .collect();
    let mut value = json!({
        "id": picture.id,
        "hash": picture.hash,
        "media_type": picture.format,
        "width": picture.width,
        "height": picture.height,
        "caption": own.map(|words| &words.caption),
        "alt": own.map(|words| &words.alt),
        "words": all,
        "headline": picture.headline,
        "creator": picture.creator,
        "credit": picture.credit,
        "copyright": picture.copyright,
        "source": picture.source,
        "place": picture.place,
        "taken_at": picture.taken_at,
        "licence_url": picture.licence_url,
        "usage_terms": picture.usage_terms,
        "digital_source_type": picture.digital_source_type,
        "category": picture.category.as_str(),
        "focus": { "x": f64::from(picture.focus.0) / 20.0, "y": f64::from(picture.focus.1) / 20.0 },
        "created_at": picture.created_at,
        "url": plant.url(&form(picture.id, picture.widths().last().copied().unwrap_or(picture.width), "jpg")),
        "page": plant.url(&format!("/mediabank/{}", picture.id)),
        "forms": forms(plant, picture),
        "state": entry.state(),
    });
    if let (Some(fields), true) = (value.as_object_mut(), is_staff) {
        fields.insert("withdrawn_at".into(), json!(picture.withdrawn_at));
        fields.insert("first_shown_at".into(), json!(picture.first_shown_at));
        fields.insert("leases".into(), leases.iter().map(lease).collect());
        fields.insert("may_use".into(), uses(entry));
    }
    value
}

fn forms(plant: &Plant, picture: &Picture) -> Vec<Value> {
    let form = |width: u32, ending: &str, media_type: &str| {
        let url = plant.url(&form(picture.id, width, ending));
        json!({ "width": width, "media_type": media_type, "url": url })
    };
    picture
        .widths()
        .into_iter()
        .flat_map(|width| [form(width, "jpg", "image/jpeg"), form(width, "webp", "image/webp")])
        .collect()
}

fn uses(entry: &Entry) -> Value {
    let purposes = [Purpose::Web, Purpose::Print, Purpose::Social, Purpose::Syndication, Purpose::Newsletter];
    let answer = |purpose: Purpose| {
        let word = json!(purpose).as_str().unwrap_or_default().to_owned();
        let reasons = match may_use(&entry.rights, purpose, None, entry.now) {
            crate::rights::Answer::Allow => Vec::new(),
            crate::rights::Answer::Deny(reasons) => reasons,
        };
        (word, json!({ "allowed": reasons.is_empty(), "reasons": reasons }))
    };
    Value::Object(purposes.into_iter().map(answer).collect())
}

/// Returns a lease as the API shows it.
pub(crate) fn lease(row: &LeaseRow) -> Value {
    json!({
        "id": row.id,
        "effect": row.effect,
        "purposes": row.purposes,
        "territories": row.territories,
        "from": row.from_at,
        "to": row.until,
        "source": row.source,
        "note": row.note,
    })
}
