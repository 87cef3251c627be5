//! The pictures of posts: where they stand, what they lack to be published, and which of them readers see.

use crate::post::{Post, State};
use crate::sight::{Coverage, coverage};
use crate::store;
use ::store::Tx;
use base::{Failure, Id, Refused, Result};
use copy::{Doc, RenderOptions};
use house::{Event, Sight, Viewer};
use media::{Part, Placement, Shown, Use};
use sections::Edition;
use site::frame::Picture;
use site::{Html, Plant};
use std::ops::Deref;
use stories::Story;
use stories::embeds::{self, Hosts};
use stories::in_text::{self, Placed};

/// How the picture desk calls what places these pictures.
pub(crate) const POST: &str = "post";

/// Writes down which pictures the post shows: to those who write it, and to readers while they may see it; and which
/// it waits for.
pub(crate) async fn place(tx: &mut Tx, post: &Post) -> Result<()> {
    media::wait_for(tx, post.id, &in_text::credited(&post.content.body)).await?;
    let uses = uses(tx, post).await?;
    let (written, seen) = placements(tx, post, &uses).await?;
    media::place(tx, written, &uses).await?;
    media::place(tx, seen, of_readers(post, &uses)).await
}

/// Returns whether the post's pictures stand where they must.
pub(crate) async fn is_placed(tx: &mut Tx, post: &Post) -> Result<bool> {
    let uses = uses(tx, post).await?;
    let (written, seen) = placements(tx, post, &uses).await?;
    let is_written = media::is_placed(tx, written, &uses).await?;
    Ok(is_written && media::is_placed(tx, seen, of_readers(post, &uses)).await?)
}

fn of_readers<'a>(post: &Post, uses: &'a [(String, Use)]) -> &'a [(String, Use)] {
    if post.state == State::Live { uses } else { &[] }
}

async fn uses(tx: &mut Tx, post: &Post) -> Result<Vec<(String, Use)>> {
    let body = in_text::with_arrived(tx, post.content.body.clone()).await?;
    Ok(in_text::placed(&body).into_iter().map(Placed::in_its_slot).collect())
}

/// Puts those pictures into the texts that have come from foreign addresses meanwhile.
pub(crate) async fn take_arrived(tx: &mut Tx, posts: impl IntoIterator<Item = &mut Post>) -> Result<()> {
    let mut bodies: Vec<&mut Doc> = posts.into_iter().map(|post| &mut post.content.body).collect();
    in_text::take_arrived(tx, &mut bodies).await
}

/// Has a post show what it waited for and what has come: a picture from a foreign address.
pub async fn picture_came(plant: Plant, id: Id) -> Result<()> {
    plant
        .store
        .write(async move |tx: &mut Tx| {
            let post = match store::post(tx, id).await {
                Ok(post) => post,
                Err(Failure::Refused(_)) => return Ok(()),
                Err(broken) => return Err(broken),
            };
            place(tx, &post).await?;
            if post.state != State::Live {
                return Ok(());
            }
            let story = stories::story(tx, post.story).await?;
            let event = Event::PostEdited { story: story.id, revision: post.revision };
            event.announce(tx, "import", &story.edition, id, None).await.map(drop)
        })
        .await
}

/// The places of a post's pictures as it is written, and as readers see it: with its coverage, or not at all.
async fn placements(
    tx: &mut Tx,
    post: &Post,
    uses: &[(String, Use)],
) -> Result<(Placement<'static>, Placement<'static>)> {
    let (subject, revision) = (post.id, post.revision);
    let mut written = Placement { kind: POST, subject, part_of: None, revision, is_public: false };
    if !uses.is_empty() {
        let coverage = coverage(tx, post.story).await?;
        let is_held = coverage.sight(&Viewer::Anonymous, tx.now()) != Sight::Whole;
        written.part_of = Some(Part { whole: post.story, is_held });
    }
    Ok((written, Placement { is_public: true, ..written }))
}

/// Refuses pictures that there are not; what stood there before hinders nobody.
pub(crate) async fn must_be_there(tx: &mut Tx, body: &Doc, before: &Doc) -> Result<()> {
    let errors = in_text::unknown(tx, body, &in_text::ids(before)).await?;
    if errors.is_empty() { Ok(()) } else { Err(Refused::NotValid(errors).into()) }
}

/// The gate: refuses unless each picture of the post may be shown, is credited and described.
pub(crate) async fn gate(tx: &mut Tx, story: &Story, body: &Doc) -> Result<()> {
    let placed = in_text::placed(body);
    if placed.is_empty() {
        return Ok(());
    }
    let plan = sections::plan(tx).await?;
    let edition = plan.edition(&story.edition).ok_or(Refused::NotFound)?;
    let place = stories::on_the_page(tx, edition, story).await?;
    let errors = in_text::lacking(tx, &place, &placed).await?;
    if errors.is_empty() { Ok(()) } else { Err(Refused::NotValid(errors).into()) }
}

/// What may be shown now of what posts place: pictures, and things of other sites.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pictures: Shown,
    embeds: Hosts,
}

impl Seen {
    /// Returns whose frames a page that shows this may bear.
    pub(crate) fn frames(&self) -> Vec<String> {
        embeds::frames(&self.embeds)
    }
}

impl Deref for Seen {
    type Target = Shown;

    fn deref(&self) -> &Shown {
        &self.pictures
    }
}

/// Reads what of these posts may be shown now.
pub(crate) async fn shown(
    tx: &mut Tx,
    edition: &Edition,
    coverage: &Coverage,
    posts: impl IntoIterator<Item = &Post>,
) -> Result<Seen> {
    let posts: Vec<&Post> = posts.into_iter().collect();
    let embeds = match posts.iter().any(|post| post.content.body.embeds()) {
        true => embeds::hosts(tx).await?,
        false => Hosts::default(),
    };
    let ids = ids(posts);
    if ids.is_empty() {
        return Ok(Seen { pictures: Shown::default(), embeds });
    }
    let place = stories::on_the_page(tx, edition, &coverage.story).await?;
    Ok(Seen { pictures: media::shown(tx, &place, &ids).await?, embeds })
}

/// Returns the tags of a page that shows these posts.
pub(crate) fn tags<'a>(posts: impl IntoIterator<Item = &'a Post>) -> Vec<String> {
    ids(posts).into_iter().map(media::tag).collect()
}

/// The pictures of these posts that readers could see: of a retracted one there are none.
fn ids<'a>(posts: impl IntoIterator<Item = &'a Post>) -> Vec<Id> {
    let live = posts.into_iter().filter(|post| post.retraction.is_none());
    live.flat_map(|post| in_text::ids(&post.content.body)).collect()
}

/// Returns the pictures of the post as they are shown, in order.
pub(crate) fn of(post: &Post, shown: &Shown) -> Vec<Picture> {
    let pictures = post.content.body.pictures();
    pictures.into_iter().filter_map(|picture| in_text::seen(shown, picture)).collect()
}

/// Returns the text as readers get it, with its figures.
pub(crate) fn html(plant: &Plant, edition: &Edition, body: &Doc, shown: &Seen) -> Html {
    let tongue = edition.tongue();
    let figure = |picture: &copy::Picture| in_text::figure(plant, &tongue, shown, picture, true);
    let embed = |url: &str| embeds::before_the_link(plant, &tongue, &shown.embeds, url);
    let options = RenderOptions { picture: &figure, embed: &embed, ..RenderOptions::default() };
    Html::made(body.to_html(&options))
}
