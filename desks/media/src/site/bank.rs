//! `/E/mediabank`: the agency's pictures, those that something public shows; and each with all that is said of it.

use crate::bank::{Entry, entry};
use crate::follow;
use crate::pages::{BankPage, Fact, PicturePage, Taken};
use crate::rights::Purpose;
use crate::shown::{BANK, Place, Use, shown, tag};
use crate::store::placements;
use ::store::Tx;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Id, Refused, Result, Time};
use house::Viewer;
use http::HeaderMap;
use jiff::tz::TimeZone;
use sections::{Edition, PageHead, Plan, before, keep_page, page_number, paging};
use serde_json::json;
use site::answer::page_failure_at;
use site::frame::{Moment, Picture};
use site::lends::{Piece, Wanted};
use site::{Plant, Rendered};

/// How many pictures a page shows.
const PER_PAGE: u32 = 48;
/// The piece that says which stories use a picture.
const USED_IN: &str = "used-in";

pub(crate) async fn index(
    State(plant): State<Plant>,
    Path(edition): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let page = match page_number(uri.query()) {
        Ok(page) => page,
        Err(failure) => return page_failure_at(&plant, uri.path(), failure),
    };
    let key = format!("{}?page={page}", uri.path());
    let renderer = plant.clone();
    plant.cached(&headers, &key, move || async move { list(&renderer, edition, page).await }).await
}

async fn list(plant: &Plant, slug: String, page: u32) -> Result<Rendered> {
    let read = plant.store.read(async move |tx: &mut Tx| {
        let (plan, edition) = plan(tx, &slug).await?;
        let skip = before(page, PER_PAGE);
        let mut rows = placements::shown(tx, None, skip, i64::from(PER_PAGE) + 1).await?;
        let more = keep_page(&mut rows, page, PER_PAGE)?;
        let ids: Vec<Id> = rows.into_iter().map(|(id, _)| id).collect();
        let shown = shown(tx, &place(&edition), &ids).await?;
        Ok((plan, edition, ids, more, shown, tx.last_logged().await?))
    });
    let (plan, edition, ids, more, shown, seq) = read.await?;
    let tongue = edition.tongue();
    let path = format!("/{}/mediabank", edition.slug);
    let head = PageHead {
        title: plant.words.word(&tongue, "mediabank")?,
        description: plant.words.word(&tongue, "mediabank-about")?,
        path: Some(path.clone()),
        page: Some(page),
        topics: follow::topic(&edition.slug),
        seq,
        ..PageHead::default()
    };
    let page = BankPage {
        frame: sections::frame(plant, &plan, &edition, head),
        pictures: ids.iter().filter_map(|id| shown.picture(&Use::of(*id))).collect(),
        paging: paging(&path, page, more),
    };
    Ok(Rendered::html(plant.pages.render(&page, &tongue)?)
        .tag("plan")
        .tag(BANK)
        .tags(ids.iter().map(|id| tag(*id)))
        .until(shown.until)
        .until(edition.day_ends(plant.clock.now())))
}

async fn plan(tx: &mut Tx, slug: &str) -> Result<(Plan, Edition)> {
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(slug).cloned().ok_or(Refused::NotFound)?;
    Ok((plan, edition))
}

fn place(edition: &Edition) -> Place {
    Place { edition: edition.slug.clone(), language: edition.language.clone(), purpose: Purpose::Web }
}

pub(crate) async fn show(
    State(plant): State<Plant>,
    Path((edition, wanted)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let Ok(id) = wanted.parse::<Id>() else {
        return page_failure_at(&plant, uri.path(), Refused::NotFound.into());
    };
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { picture(&renderer, edition, id).await }).await
}

/// A picture with all that its page shows.
struct Found {
    plan: Plan,
    edition: Edition,
    entry: Entry,
    picture: Picture,
    used_in: Piece,
    seq: i64,
}

async fn find(tx: &mut Tx, plant: &Plant, slug: &str, id: Id) -> Result<Found> {
    let (plan, edition) = plan(tx, slug).await?;
    let entry = entry(tx, id).await?;
    entry.must_be_seen_by(&Viewer::Anonymous)?;
    let shown = shown(tx, &place(&edition), &[id]).await?;
    let picture = shown.picture(&Use::of(id)).ok_or(Refused::NotFound)?;
    let path = format!("/{slug}/mediabank/{id}");
    let wanted = Wanted { subject: id, edition: slug.to_owned(), path, query: None };
    let used_in = plant.lends.piece(USED_IN, plant, tx, wanted).await?.unwrap_or_default();
    Ok(Found { plan, edition, entry, picture, used_in, seq: tx.last_logged().await? })
}

async fn picture(plant: &Plant, slug: String, id: Id) -> Result<Rendered> {
    let reader = plant.clone();
    let found = plant.store.read(async move |tx: &mut Tx| find(tx, &reader, &slug, id).await).await?;
    let Found { plan, edition, entry, picture, used_in, seq } = found;
    let tongue = edition.tongue();
    let are_read = reads_facts(&plan, &edition);
    let bank = plant.words.word(&tongue, "mediabank")?;
    let title = if picture.caption.is_empty() { picture.credit.clone() } else { picture.caption.clone() };
    let in_editions =
        plan.editions.iter().map(|other| (other.slug.clone(), format!("/{}/mediabank/{id}", other.slug)));
    let head = PageHead {
        title: short(&title),
        description: picture.alt.clone(),
        path: Some(format!("/{}/mediabank/{id}", edition.slug)),
        alternates: if plan.editions.len() > 1 { in_editions.collect() } else { Vec::new() },
        json_ld: Some(json_ld(plant, &entry, &picture, are_read)),
        card: picture.card.clone().map(|card| (card, picture.alt.clone())),
        topics: follow::topic(&edition.slug),
        seq,
        ..PageHead::default()
    };
    let moment = |zone: &TimeZone, time| plant.words.moment(&tongue, zone, time);
    let zone = edition.time_zone();
    let page = PicturePage {
        frame: sections::frame(plant, &plan, &edition, head),
        bank: site::frame::Link::new(bank, format!("/{}/mediabank", edition.slug)),
        facts: facts(&entry, are_read),
        taken: taken(&entry.picture.taken_at, &zone, &moment),
        taken_in: moment(&zone, entry.picture.created_at),
        licence_url: entry.picture.licence_url.clone(),
        used_in: used_in.html,
        picture,
    };
    Ok(Rendered::html(plant.pages.render(&page, &tongue)?)
        .tag("plan")
        .tag(tag(id))
        .tag(BANK)
        .tags(used_in.tags)
        .until(used_in.until)
        .until(crate::rights::next_change(&entry.rights, entry.now))
        .until(edition.day_ends(plant.clock.now())))
}

/// Cuts a caption to what a title can hold.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(90).collect();
    if short.len() < text.len() {
        short = format!("{}…", short.rsplit_once(' ').map_or(short.as_str(), |(words, _)| words));
    }
    short
}

/// Whether the edition reads what is said of pictures without a language: it is in that of the default edition.
fn reads_facts(plan: &Plan, edition: &Edition) -> bool {
    plan.default_edition().is_some_and(|default| default.tongue().root() == edition.tongue().root())
}

/// Returns what is said of a picture; where its language is not read, whose it is.
fn facts(entry: &Entry, are_read: bool) -> Vec<Fact> {
    let picture = &entry.picture;
    let facts = [
        ("creator", &picture.creator),
        ("credit", &picture.credit),
        ("copyright", &picture.copyright),
        ("source", &picture.source),
        ("place", &picture.place),
        ("terms", &picture.usage_terms),
    ];
    let facts = facts.into_iter().filter(|(word, text)| !text.is_empty() && (are_read || *word == "credit"));
    facts.map(|(word, text)| Fact { word, text: text.clone() }).collect()
}

/// Returns when a picture was taken. A camera's clock without a zone tells the day alone.
fn taken(taken_at: &str, zone: &TimeZone, moment: &dyn Fn(&TimeZone, Time) -> Moment) -> Option<Taken> {
    if let Ok(time) = taken_at.parse::<Time>() {
        let Moment { iso, full, .. } = moment(zone, time);
        return Some(Taken { iso, text: full });
    }
    let day = taken_at.get(..10)?.parse::<jiff::civil::Date>().ok()?;
    let midnight = day.to_zoned(TimeZone::UTC).ok()?.timestamp().into();
    Some(Taken { iso: day.to_string(), text: moment(&TimeZone::UTC, midnight).day })
}

/// Returns what search engines read of a picture (schema.org `ImageObject`, with the IPTC members of Google's).
fn json_ld(plant: &Plant, entry: &Entry, shown: &Picture, are_read: bool) -> serde_json::Value {
    let picture = &entry.picture;
    let page = plant.url(&shown.url);
    let licence = if picture.licence_url.is_empty() { page.clone() } else { picture.licence_url.clone() };
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "ImageObject",
        "contentUrl": plant.url(&shown.src),
        "width": shown.src_width,
        "height": shown.src_height,
        "creditText": shown.credit,
        "license": licence,
        "acquireLicensePage": page,
        "url": page,
    });
    let copyright = if are_read { picture.copyright.as_str() } else { "" };
    let more = [
        ("caption", shown.caption.as_str()),
        ("description", &shown.alt),
        ("copyrightNotice", copyright),
        ("digitalSourceType", &picture.digital_source_type),
    ];
    if let Some(fields) = value.as_object_mut() {
        for (name, text) in more.into_iter().filter(|(_, text)| !text.is_empty()) {
            fields.insert(name.into(), json!(text));
        }
        if !picture.creator.is_empty() {
            fields.insert("creator".into(), json!({ "@type": "Person", "name": picture.creator }));
        }
    }
    value
}
