//! How a post is shown: as JSON for programs, as a piece of the page for readers.

use crate::pages::PostView;
use crate::pictures;
use crate::pictures::Seen;
use crate::post::{Post, State};
use crate::sight::Coverage;
use ::store::Tx;
use base::{Refused, Result, Time};
use copy::Dropped;
use house::Viewer;
use media::Shown;
use sections::{Edition, encoded};
use serde_json::{Value, json};
use site::{Html, Plant};
use stories::{Story, in_text};

/// Returns the path of a post's own page, not encoded; none while its story has no address.
pub(crate) fn path(story: &Story, post: &Post) -> Option<String> {
    story.path.as_deref().map(|path| format!("{path}/post/{}", post.id))
}

/// Returns posts of a coverage as the API shows them to this viewer: outside of the newsroom without the pictures
/// that may not be shown.
pub(crate) async fn posts_json(
    tx: &mut Tx,
    plant_url: &str,
    viewer: &Viewer,
    coverage: &Coverage,
    mut posts: Vec<Post>,
) -> Result<Vec<Value>> {
    let story = &coverage.story;
    if viewer.reads_behind(&story.edition) {
        return Ok(posts.iter().map(|post| post_json(plant_url, true, story, post, &[])).collect());
    }
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(&story.edition).ok_or(Refused::NotFound)?;
    pictures::take_arrived(tx, &mut posts).await?;
    let shown = pictures::shown(tx, edition, coverage, &posts).await?;
    for post in &mut posts {
        post.content.body =
            stories::without_unseen(tx, viewer, std::mem::take(&mut post.content.body)).await?;
    }
    let seen = |mut post: Post| {
        post.content.body = in_text::without_hidden(&post.content.body, &shown);
        post_json(plant_url, false, story, &post, &[])
    };
    Ok(posts.into_iter().map(seen).collect())
}

/// Returns the post as the API shows it, to the newsroom with what is its own business.
pub(crate) fn post_json(
    plant_url: &str,
    behind: bool,
    story: &Story,
    post: &Post,
    dropped: &[Dropped],
) -> Value {
    let path = path(story, post).filter(|_| post.state != State::Draft);
    let gone = post.retraction.as_ref().filter(|_| behind);
    json!({
        "id": post.id,
        "story": post.story,
        "url": path.map(|path| format!("{plant_url}{}", encoded(&path))),
        "state": post.state.as_str(),
        "seq": post.seq,
        "revision": post.revision,
        "headline": post.content.headline,
        "byline": post.content.byline,
        "body": post.content.body.to_json(),
        "key": post.marks.is_key,
        "pinned": post.marks.is_pinned,
        "at": post.at,
        "updated_at": post.updated_at,
        "retracted_at": gone.map(|gone| gone.at),
        "reason": gone.map(|gone| &gone.reason),
        "notice": gone.and_then(|gone| gone.notice.as_deref()),
        "dropped": dropped,
    })
}

/// Returns the one line that stands for the post: its headline, how its text begins, else what its first picture
/// shows, else what the whole coverage is called.
pub(crate) fn line(coverage: &Coverage, post: &Post, shown: &Shown) -> String {
    let own = post.content.line();
    if !own.is_empty() {
        return own;
    }
    let told = pictures::of(post, shown).into_iter().next();
    let told = told.map(|picture| if picture.caption.is_empty() { picture.alt } else { picture.caption });
    let whole = coverage.shown.as_ref().map(|shown| shown.headline.clone());
    [told, whole].into_iter().flatten().find(|line| !line.is_empty()).unwrap_or_default()
}

/// Returns the post as readers see it in the coverage, with those of its pictures that may be shown. Of a retracted
/// one nothing is taken but its notice.
pub(crate) fn view(
    plant: &Plant,
    edition: &Edition,
    coverage: &Coverage,
    post: &Post,
    shown: &Seen,
) -> PostView {
    let (tongue, zone) = (edition.tongue(), edition.time_zone());
    let moment = |time: Time| plant.words.moment(&tongue, &zone, time);
    let at = moment(post.at.unwrap_or(post.created_at));
    let first = coverage.story.first_published_at.map(moment);
    let mut view = PostView {
        id: post.id.to_string(),
        url: encoded(&path(&coverage.story, post).unwrap_or_default()),
        rank: post.rank.clone(),
        seq: post.seq,
        is_key: false,
        is_pinned: false,
        with_date: first.is_none_or(|first| first.day != at.day),
        at,
        updated: None,
        headline: String::new(),
        line: String::new(),
        byline: String::new(),
        body_html: Html::default(),
        reason: None,
        notice: String::new(),
    };
    match &post.retraction {
        Some(gone) => {
            view.reason = Some(gone.reason.clone());
            view.notice = gone.notice.clone().unwrap_or_default();
        }
        None => {
            view.is_key = post.marks.is_key;
            view.is_pinned = post.marks.is_pinned;
            view.updated = post.updated_at.map(moment);
            view.headline.clone_from(&post.content.headline);
            view.line = line(coverage, post, shown);
            view.byline = post.content.byline.clone().unwrap_or_default();
            view.body_html = pictures::html(plant, edition, &post.content.body, shown);
        }
    }
    view
}
