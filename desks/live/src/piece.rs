//! The posts of a coverage, lent to its story's page.

use crate::pages::{PostView, Posts};
use crate::post::{Post, State};
use crate::sight::{Coverage, coverage};
use crate::store::{self, Place};
use crate::view::view;
use crate::{json_ld, pictures};
use ::store::Tx;
use base::{Id, Refused, Result, Time};
use house::{Sight, Viewer};
use sections::{Edition, encoded};
use site::lends::{Piece, Wanted};
use site::{Html, Plant};
use std::time::Duration;

/// How many posts a page shows, besides those that are pinned.
const ON_A_PAGE: usize = 20;
/// After so long without a post a coverage counts as ended.
const SILENCE: Duration = Duration::from_secs(24 * 3600);

/// What a page of a coverage shows.
struct Shown {
    coverage: Coverage,
    marked: Vec<Post>,
    flow: Vec<Post>,
    /// Those of the posts' pictures that may be shown.
    pictures: pictures::Seen,
    has_older: bool,
    before: Option<Place>,
    span: (Option<Time>, Option<Time>),
}

/// Makes the piece for the page of a live story.
pub async fn piece(plant: Plant, tx: &mut Tx, wanted: Wanted) -> Result<Piece> {
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(&wanted.edition).ok_or(Refused::NotFound)?;
    let shown = read(tx, edition, &wanted).await?;
    let posts = posts(&plant, edition, &shown, &wanted.path);
    let html = plant.pages.render(&posts, &edition.tongue())?;
    let ends = shown.span.1.map(|last| last.after(SILENCE));
    let now = plant.clock.now();
    Ok(Piece {
        html: Html::made(html),
        head: json_ld::members(
            &plant,
            edition,
            &shown.coverage,
            &seen(&shown),
            &shown.pictures,
            coverage_times(&shown, now),
        ),
        tags: [vec![stories::story_tag(wanted.subject)], pictures::tags(shown.all())].concat(),
        until: [ends.filter(|ends| *ends > now), shown.pictures.until].into_iter().flatten().min(),
    })
}

async fn read(tx: &mut Tx, edition: &Edition, wanted: &Wanted) -> Result<Shown> {
    let coverage = coverage(tx, wanted.subject).await?;
    if coverage.sight(&Viewer::Anonymous, tx.now()) != Sight::Whole {
        return Err(Refused::NotFound.into());
    }
    let before = match wanted.query.as_deref().and_then(|query| query.strip_prefix("before=")) {
        Some(id) => Some(place(tx, wanted.subject, id).await?),
        None => None,
    };
    let limit = ON_A_PAGE as i64 + 1;
    let mut flow = store::flow(tx, wanted.subject, before.clone(), limit).await?;
    let has_older = flow.len() > ON_A_PAGE;
    flow.truncate(ON_A_PAGE);
    let mut marked = if before.is_none() { store::marked(tx, wanted.subject).await? } else { Vec::new() };
    let span = store::span(tx, wanted.subject).await?;
    pictures::take_arrived(tx, marked.iter_mut().chain(&mut flow)).await?;
    let pictures = pictures::shown(tx, edition, &coverage, marked.iter().chain(&flow)).await?;
    Ok(Shown { coverage, marked, flow, pictures, has_older, before, span })
}

impl Shown {
    fn all(&self) -> impl Iterator<Item = &Post> {
        self.marked.iter().chain(&self.flow)
    }
}

/// Returns where the post that older ones are asked for stands.
async fn place(tx: &mut Tx, story: Id, id: &str) -> Result<Place> {
    let id = site::answer::id(id)?;
    let post = store::post(tx, id).await?;
    if post.story != story || post.state == State::Draft {
        return Err(Refused::NotFound.into());
    }
    Ok((post.rank, post.seq))
}

fn posts(plant: &Plant, edition: &Edition, shown: &Shown, path: &str) -> Posts {
    let of = |posts: &mut dyn Iterator<Item = &Post>| -> Vec<PostView> {
        posts.map(|post| view(plant, edition, &shown.coverage, post, &shown.pictures)).collect()
    };
    let written = |place: &Place| format!("{}.{}", place.0, place.1);
    let newest = encoded(path);
    let last = shown.flow.last().filter(|_| shown.has_older);
    let posts = Posts {
        is_top: shown.before.is_none(),
        keys: Vec::new(),
        more_keys: Vec::new(),
        pinned: of(&mut shown.marked.iter().filter(|post| post.marks.is_pinned)),
        posts: of(&mut shown.flow.iter()),
        from: shown.before.as_ref().map(written).unwrap_or_default(),
        until: last.map(|last| written(&(last.rank.clone(), last.seq))).unwrap_or_default(),
        older: last.map(|last| format!("{newest}?before={}", last.id)).unwrap_or_default(),
        newest,
    };
    posts.with_keys(of(&mut shown.marked.iter().filter(|post| post.marks.is_key)))
}

/// The posts on the page whose text is public.
fn seen(shown: &Shown) -> Vec<&Post> {
    let pinned = shown.marked.iter().filter(|post| post.marks.is_pinned);
    pinned.chain(&shown.flow).filter(|post| post.state == State::Live).collect()
}

/// When the coverage began, and when it ended if it did.
fn coverage_times(shown: &Shown, now: Time) -> (Option<Time>, Option<Time>) {
    let (first, last) = shown.span;
    let began = [shown.coverage.story.first_published_at, first].into_iter().flatten().min();
    (began, last.filter(|last| last.after(SILENCE) <= now))
}
