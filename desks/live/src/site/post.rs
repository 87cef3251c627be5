//! `/E/YYYY/MM/DD/SLUG/post/ID`: a post's own page, or what is left of it.

use crate::pages::{PostPage, RetractedPage};
use crate::pictures::Seen;
use crate::post::Post;
use crate::sight::{Coverage, coverage, may_see};
use crate::store;
use crate::view::{line, view};
use crate::{json_ld, pictures};
use ::store::Tx;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use base::{Refused, Result, Time};
use house::{Sight, Viewer};
use http::HeaderMap;
use percent_encoding::percent_decode_str;
use sections::{Edition, PageHead, Plan, encoded};
use site::answer::no_such_page;
use site::frame::Link;
use site::{Plant, Rendered};

/// How much of the text describes the page.
const DESCRIPTION: usize = 200;

/// A post with all that its page shows.
struct Found {
    plan: Plan,
    edition: Edition,
    coverage: Coverage,
    post: Post,
    /// Those of its pictures that may be shown.
    pictures: Seen,
    sight: Sight,
    seq: i64,
}

/// Shows a post.
pub(crate) async fn show(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let decoded = percent_decode_str(uri.path()).decode_utf8().map(|path| path.into_owned());
    let Ok(path) = decoded else { return no_such_page(State(plant), uri, headers).await };
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { render(renderer, path).await }).await
}

async fn render(plant: Plant, path: String) -> Result<Rendered> {
    let found = plant.store.read(async move |tx: &mut Tx| find(tx, &path).await).await?;
    let mut tags = vec!["plan".to_owned(), stories::story_tag(found.post.story)];
    tags.extend(pictures::tags([&found.post]));
    tags.extend(found.post.content.body.embeds().then(|| stories::embeds::TAG.to_owned()));
    let frames = found.pictures.frames();
    let until = found.edition.day_ends(plant.clock.now());
    let (status, html) = match found.sight {
        Sight::Whole => (200, page(&plant, &found)?),
        Sight::Notice | Sight::Nothing => (410, retracted(&plant, &found)?),
    };
    Ok(Rendered::html(html).status(status).tags(tags).until(until).until(found.pictures.until).frames(frames))
}

async fn find(tx: &mut Tx, path: &str) -> Result<Found> {
    let (story_path, id) = path.rsplit_once("/post/").ok_or(Refused::NotFound)?;
    let id = site::answer::id(id)?;
    let mut post = store::post(tx, id).await?;
    let coverage = coverage(tx, post.story).await?;
    let sight = may_see(&Viewer::Anonymous, &coverage, &post, tx.now());
    // A draft is nowhere, also where its coverage was withdrawn.
    let was_seen = post.state != crate::State::Draft && sight != Sight::Nothing;
    if !was_seen || coverage.story.path.as_deref() != Some(story_path) {
        return Err(Refused::NotFound.into());
    }
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(&coverage.story.edition).cloned().ok_or(Refused::NotFound)?;
    pictures::take_arrived(tx, [&mut post]).await?;
    let pictures = pictures::shown(tx, &edition, &coverage, [&post]).await?;
    Ok(Found { plan, edition, coverage, post, pictures, sight, seq: tx.last_logged().await? })
}

fn page(plant: &Plant, found: &Found) -> Result<String> {
    let Found { plan, edition, coverage, post, pictures, .. } = found;
    let shown = coverage.shown.as_ref().ok_or(Refused::NotFound)?;
    let section = edition.section(&shown.section);
    let description: String = post.content.body.plain_text().chars().take(DESCRIPTION).collect();
    let card = pictures::of(post, pictures).into_iter().next();
    let head = PageHead {
        title: line(coverage, post, pictures),
        description: description.split_whitespace().collect::<Vec<_>>().join(" "),
        path: crate::view::path(&coverage.story, post),
        section: Some(shown.section.clone()),
        json_ld: Some(json_ld::page(plant, edition, coverage, post, pictures)),
        card: card.and_then(|picture| Some((picture.card?, picture.alt))),
        is_article: true,
        topics: stories::story_tag(post.story),
        seq: found.seq,
        ..PageHead::default()
    };
    let page = PostPage {
        frame: sections::frame(plant, plan, edition, head),
        post: view(plant, edition, coverage, post, pictures),
        coverage: Link::new(&shown.headline, encoded(&shown.path)),
        section: section.map_or_else(
            || Link::new(&shown.section, edition.home()),
            |section| edition.section_link(section),
        ),
    };
    plant.pages.render(&page, &edition.tongue())
}

/// What is left: the notice and the class of the reason, of the coverage where that was withdrawn.
fn retracted(plant: &Plant, found: &Found) -> Result<String> {
    let Found { plan, edition, coverage, post, .. } = found;
    let (tongue, zone) = (edition.tongue(), edition.time_zone());
    let story = &coverage.story;
    let is_withdrawn = coverage.sight(&Viewer::Anonymous, plant.clock.now()) != Sight::Whole;
    let (reason, notice, at) = match &post.retraction {
        Some(gone) if !is_withdrawn => (Some(&gone.reason), gone.notice.as_ref(), Some(gone.at)),
        _ => (story.withdraw_reason.as_ref(), story.withdraw_notice.as_ref(), story.withdrawn_at),
    };
    let word = if is_withdrawn { "withdrawn-title" } else { "post-retracted-title" };
    let head = PageHead {
        title: plant.words.word(&tongue, word)?,
        topics: stories::story_tag(post.story),
        seq: found.seq,
        robots: Some("noindex".into()),
        ..PageHead::default()
    };
    let page = RetractedPage {
        frame: sections::frame(plant, plan, edition, head),
        story: story.id.to_string(),
        coverage: story.path.as_deref().filter(|_| !is_withdrawn).map(encoded),
        reason: reason.cloned().unwrap_or_else(|| "other".into()),
        notice: notice.cloned().unwrap_or_default(),
        at: plant.words.moment(&tongue, &zone, at.unwrap_or(Time::EPOCH)),
    };
    plant.pages.render(&page, &tongue)
}
