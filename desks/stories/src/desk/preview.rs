//! `/desk/stories/{id}/preview`: a revision as its page will be, on a phone and at a desk, light and dark; its card on
//! other sites; and the links by which it is shown to somebody without an account.

use super::head;
use crate::pages::{CardElsewhere, LinkView, PreviewPage};
use crate::record::history::entries;
use crate::site::preview;
use crate::store::previews::{self, PreviewRow};
use crate::verbs::{self, Asked, NewPreview, Seen};
use crate::view::find_behind;
use crate::{in_text, previews as links, store};
use ::store::Tx;
use axum::Form;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Failure, Id, Refused, Result, Time};
use house::{Person, Right};
use http::header::{CONTENT_SECURITY_POLICY, HeaderName, X_FRAME_OPTIONS};
use http::{HeaderValue, StatusCode};
use jiff::tz::TimeZone;
use sections::Edition;
use serde::Deserialize;
use site::answer::{desk_page, id, page_failure, status};
use site::limits::policy;
use site::words::Language;
use site::{DeskLanguage, Plant, Rendered};
use staff::StaffPage;
use std::sync::Arc;

/// For how many hours a link can be made.
const HOURS: [u64; 5] = [1, 4, 24, 72, 168];
/// The frames are of this very house.
const FRAMED: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'";

/// What is looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asking {
    revision: Option<i64>,
    /// `light`, or `dark`.
    scheme: Option<String>,
}

/// A link as the form asks for it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Wanted {
    revision: i64,
    hours: u64,
}

/// Shows the preview with its frames.
pub(crate) async fn show(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(story): Path<String>,
    query: Result<Query<Asking>, QueryRejection>,
) -> Response {
    let Query(asking) = query.unwrap_or_default();
    desk_page(&plant, StatusCode::OK, around(&plant, &language, person, &story, asking, Told::Nothing).await)
}

/// Shows the page alone, for the frames.
pub(crate) async fn page(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path(story): Path<String>,
    query: Result<Query<Asking>, QueryRejection>,
) -> Response {
    let Query(asking) = query.unwrap_or_default();
    let reader = plant.clone();
    let work = async {
        let id = id(&story)?;
        let shown = plant.store.read(async move |tx: &mut Tx| {
            let story = find_behind(tx, &person, id).await?;
            let fields = store::said(tx, id, asking.revision.unwrap_or(story.revision)).await?;
            preview::read(tx, &reader, story, fields, "").await
        });
        preview::page(&plant, shown.await?)
    };
    let page: Result<Rendered> = work.await;
    let frames = page.as_ref().map(|page| page.frames.clone()).unwrap_or_default();
    let mut response = desk_page(&plant, StatusCode::OK, page.map(|page| page.body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy(&frames, Some(FRAMED)));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}

/// Makes a link, and shows it this once.
pub(crate) async fn create(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Path(story): Path<String>,
    form: Result<Form<Wanted>, FormRejection>,
) -> Response {
    let made = match form {
        Ok(Form(wanted)) => make(&plant, Arc::clone(&person), &story, wanted).await,
        Err(rejection) => Err(Refused::field("", rejection.body_text()).into()),
    };
    let (revision, status, told) = match &made {
        Ok((row, secret)) => {
            (Some(row.revision), StatusCode::OK, Told::Link(plant.url(&format!("/desk/preview/{secret}"))))
        }
        Err(failure @ Failure::Refused(Refused::Conflict { .. })) => {
            (None, status(failure), Told::Problem("refused-not-to-be-shown"))
        }
        Err(failure @ Failure::Refused(Refused::NotValid(_))) => {
            (None, status(failure), Told::Problem("refused-form"))
        }
        Err(_) => {
            return made
                .err()
                .map_or_else(|| StatusCode::OK.into_response(), |f| page_failure(&plant, None, f));
        }
    };
    let asking = Asking { revision, scheme: None };
    let mut response =
        desk_page(&plant, status, around(&plant, &language, person, &story, asking, told).await);
    response
        .headers_mut()
        .insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}

async fn make(
    plant: &Plant,
    person: Arc<Person>,
    story: &str,
    wanted: Wanted,
) -> Result<(PreviewRow, String)> {
    let story = id(story)?;
    let asked = Asked { person, seen: Seen::Unsaid, chance: plant.chance.clone() };
    let new = NewPreview { revision: Some(wanted.revision), hours: Some(wanted.hours) };
    plant.store.write(async move |tx: &mut Tx| verbs::make_preview(tx, &asked, story, new).await).await
}

/// Ends a link.
pub(crate) async fn destroy(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path((story, preview)): Path<(String, String)>,
) -> Response {
    let work = async {
        let (of, preview) = (id(&story)?, id(&preview)?);
        let asked = Asked { person, seen: Seen::Unsaid, chance: plant.chance.clone() };
        plant.store.write(async move |tx: &mut Tx| verbs::end_preview(tx, &asked, of, preview).await).await
    };
    match work.await {
        // One that has ended already is no reason to stop anybody.
        Ok(()) | Err(Failure::Refused(Refused::NotFound)) => {
            Redirect::to(&format!("/desk/stories/{story}/preview#links")).into_response()
        }
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// What came of a form.
enum Told {
    Nothing,
    Link(String),
    Problem(&'static str),
}

/// What the page is made of.
struct Read {
    plan: sections::Plan,
    story: crate::Story,
    fields: crate::Fields,
    pictures: media::Shown,
    links: Vec<(PreviewRow, String)>,
    may_be_shown: bool,
}

async fn read(tx: &mut Tx, person: &Person, id: Id, revision: Option<i64>) -> Result<Read> {
    let story = find_behind(tx, person, id).await?;
    let revision = revision.unwrap_or(story.revision);
    let fields = store::said(tx, id, revision).await?;
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(&story.edition).ok_or(Refused::NotFound)?;
    let lead: Vec<Id> = fields.lead_picture.iter().map(|lead| lead.id).collect();
    let pictures =
        media::shown(tx, &in_text::on_the_page(edition, fields.language.as_deref()), &lead).await?;
    let mut made = Vec::new();
    for row in previews::of_story(tx, id).await? {
        let name = staff::named(tx, row.made_by).await?.map(|named| named.name);
        made.push((row, name.unwrap_or_default()));
    }
    let of_it = entries(store::record::of(tx, id).await?);
    let was_taken_off = of_it.iter().rfind(|entry| entry.is_version() && entry.row.revision == revision);
    let may_be_shown = !links::is_held(&story, &fields, tx.now())
        && story.public != crate::Public::Withdrawn
        && was_taken_off.is_none_or(|entry| entry.withheld.is_none());
    Ok(Read { plan, story, fields, pictures, links: made, may_be_shown })
}

async fn around(
    plant: &Plant,
    language: &Language,
    person: Arc<Person>,
    story: &str,
    asking: Asking,
    told: Told,
) -> Result<String> {
    let (id, reader, wanted) = (id(story)?, Arc::clone(&person), asking.revision);
    let read = plant.store.read(async move |tx: &mut Tx| read(tx, &reader, id, wanted).await).await?;
    let edition = read.plan.edition(&read.story.edition).ok_or(Refused::NotFound)?;
    let zone = Some(edition).map_or(TimeZone::UTC, Edition::time_zone);
    let moment = |time: Time| plant.words.moment(language, &zone, time);
    let revision = asking.revision.unwrap_or(read.story.revision);
    let is_dark = asking.scheme.as_deref() == Some("dark");
    let lead = read.fields.lead_picture.as_ref().and_then(|lead| read.pictures.picture(&lead.wanted()));
    let card = lead.and_then(|picture| picture.card).or_else(|| plant.pages.asset("card.png"));
    let host = plant.settings.public_url.split_once("://").map_or("", |(_, host)| host).to_owned();
    let (link, problem) = match told {
        Told::Nothing => (None, None),
        Told::Link(link) => (Some(link), None),
        Told::Problem(word) => (None, Some(plant.words.desk_word(language, word)?)),
    };
    let page = PreviewPage {
        desk: staff::frame(&person, language, plant.words.desk_word(language, "preview")?),
        story: head(&read.plan, &read.story, &read.fields),
        revision,
        is_dark,
        card: CardElsewhere {
            host,
            site: edition.name.clone(),
            headline: read.fields.headline.clone(),
            description: read.fields.standfirst.clone(),
            image: card.unwrap_or_default(),
        },
        may_share: person.may(Right::Publish, &read.story.edition),
        may_be_shown: read.may_be_shown,
        hours: HOURS.to_vec(),
        links: read
            .links
            .into_iter()
            .map(|(row, who)| LinkView {
                id: row.id.to_string(),
                revision: row.revision,
                who,
                made: moment(row.made_at),
                until: moment(row.until),
            })
            .collect(),
        link,
        problem,
    };
    plant.pages.render(&page, language)
}
