//! A revision's page as readers would see it: for the newsroom, and at `/desk/preview/SECRET` for whoever was given the
//! link. Every answer without a good link is the same.

pub(crate) use super::story::page;
use super::story::{Names, Shown, whole};
use crate::fields::Fields;
use crate::pictures;
use crate::previews::{self, Opened};
use crate::story::Story;
use ::store::Tx;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use base::{Id, Refused, Result};
use house::slug;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, REFERRER_POLICY};
use site::Plant;
use site::answer::page_failure;
use site::limits::policy;

/// Shows the revision that a link leads to.
pub(crate) async fn show(State(plant): State<Plant>, Path(secret): Path<String>) -> Response {
    let prefix = format!("/desk/preview/{secret}");
    let reader = plant.clone();
    let shown = plant.store.read(async move |tx: &mut Tx| {
        let Opened { story, fields } = previews::open(tx, &secret).await?;
        read(tx, &reader, story, fields, &prefix).await
    });
    let page = shown.await.and_then(|shown| page(&plant, shown));
    let policy = page.as_ref().map(|page| policy(&page.frames, None)).ok();
    let mut response = secretly(&plant, page.map(|page| Html(page.body).into_response()));
    response.headers_mut().extend(policy.map(|policy| (CONTENT_SECURITY_POLICY, policy)));
    response
}

/// Shows a picture of the revision that a link leads to.
pub(crate) async fn picture(
    State(plant): State<Plant>,
    Path((secret, picture, form)): Path<(String, String, String)>,
) -> Response {
    let answer = async {
        let id = site::answer::id(&picture)?;
        plant.store.read(async move |tx: &mut Tx| must_place(tx, &secret, id).await).await?;
        let (bytes, media_type) = media::previewed(&plant, id, &form).await?;
        Ok(([(CONTENT_TYPE, media_type)], bytes).into_response())
    };
    secretly(&plant, answer.await)
}

/// Refuses unless the link is good and what it leads to shows the picture.
async fn must_place(tx: &mut Tx, secret: &str, picture: Id) -> Result<()> {
    let Opened { fields, .. } = previews::open(tx, secret).await?;
    let fields = pictures::with_arrived(tx, fields).await?;
    if pictures::ids(&fields).contains(&picture) { Ok(()) } else { Err(Refused::NotFound.into()) }
}

/// Reads what a revision's page shows; its pictures stand below `prefix`.
pub(crate) async fn read(
    tx: &mut Tx,
    plant: &Plant,
    story: Story,
    fields: Fields,
    prefix: &str,
) -> Result<Shown> {
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(&story.edition).cloned().ok_or(Refused::NotFound)?;
    let names = names(tx, &story.edition, &fields).await?;
    let shown = whole(tx, plant, (plan, edition), (story, fields), names, None).await?;
    Ok(shown.before_its_readers(prefix))
}

/// Returns the names with the slugs that they have, or would have.
async fn names(tx: &mut Tx, edition: &str, fields: &Fields) -> Result<Names> {
    let mut names = Names { authors: Vec::new(), topics: Vec::new() };
    for name in &fields.bylines {
        let known = sections::author_slug(tx, edition, name).await?;
        names.authors.push((known.unwrap_or_else(|| slug::of(name)), name.clone()));
    }
    for name in &fields.topics {
        let known = sections::topic_by_name(tx, edition, name).await?;
        names
            .topics
            .push(known.map_or_else(|| (slug::of(name), name.clone()), |known| (known.slug, known.name)));
    }
    Ok(names)
}

/// Returns the answer so that nothing keeps it, finds it or tells where it was; whatever was refused is not there.
fn secretly(plant: &Plant, answer: Result<Response>) -> Response {
    let mut response = answer.unwrap_or_else(|failure| {
        let failure = match failure {
            base::Failure::Refused(_) => Refused::NotFound.into(),
            broken => broken,
        };
        page_failure(plant, None, failure)
    });
    let headers = response.headers_mut();
    headers.remove(ETAG);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    response
}
