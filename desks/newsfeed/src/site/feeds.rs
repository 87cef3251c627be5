//! The feeds of every list, in every format: the newest 50.

use crate::feeds::{Feed, Format, Item, Picture};
use crate::list::{Read, Which};
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Broken, Refused, Result};
use http::{HeaderMap, Uri};
use sections::encoded;
use site::answer::page_failure_at;
use site::{Plant, Rendered};
use store::Tx;

/// How many stories a feed holds.
const NEWEST: u32 = 50;

/// `/E/FEED`.
pub(crate) async fn everything(
    State(plant): State<Plant>,
    Path(edition): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(plant, edition, Some(Which::All), &uri, headers).await
}

/// `/E/BY/NAME/FEED`.
pub(crate) async fn named(
    State(plant): State<Plant>,
    Path((edition, name, _)): Path<(String, String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let by = uri.path().split('/').nth(2).unwrap_or_default();
    let which = Which::named(by, name);
    answer(plant, edition, which, &uri, headers).await
}

async fn answer(
    plant: Plant,
    edition: String,
    which: Option<Which>,
    uri: &Uri,
    headers: HeaderMap,
) -> Response {
    let file = uri.path().rsplit('/').next().unwrap_or_default();
    let format = [Format::Rss, Format::Atom, Format::Json].into_iter().find(|format| format.file() == file);
    let (Some(which), Some(format)) = (which, format) else {
        return page_failure_at(&plant, uri.path(), Refused::NotFound.into());
    };
    let renderer = plant.clone();
    plant
        .cached(&headers, uri.path(), move || async move { render(&renderer, edition, which, format).await })
        .await
}

async fn render(plant: &Plant, edition: String, which: Which, format: Format) -> Result<Rendered> {
    let (list, slug, reader) = (which.clone(), edition.clone(), plant.clone());
    let read = plant.store.read(async move |tx: &mut Tx| {
        let read = list.read(tx, &reader, &slug, 1, NEWEST).await?;
        let texts = stories::texts(tx, &read.stories).await?;
        Ok((read, texts))
    });
    let (read, texts) = read.await?;
    if read.which != which {
        let location = encoded(&path(&read.which, &edition, format));
        return Ok(Rendered::redirect(301, location).tag("plan").tag(stories::lists_tag(&edition)));
    }
    let tags = read.cards.tags.clone();
    let until = read.cards.until;
    let body = format.write(&feed(plant, &which, &read, texts, format)?).map_err(Broken::new)?;
    Ok(Rendered::of(format.media_type(), body)
        .tag("plan")
        .tag(stories::lists_tag(&edition))
        .tags(tags)
        .until(until))
}

/// Returns the path of a list's feed; that of everything stands under the edition itself.
fn path(which: &Which, edition: &str, format: Format) -> String {
    match which {
        Which::All => format!("/{edition}/{}", format.file()),
        other => format!("{}/{}", other.path(edition), format.file()),
    }
}

fn feed(
    plant: &Plant,
    which: &Which,
    read: &Read,
    texts: Vec<stories::Text>,
    format: Format,
) -> Result<Feed> {
    let edition = &read.edition;
    let page = match which {
        Which::All => edition.home(),
        other => other.path(&edition.slug),
    };
    let title = match which {
        Which::All => edition.name.clone(),
        _ => format!("{} — {}", which.title(plant, edition, &read.name)?, edition.name),
    };
    let items = read.stories.iter().zip(&read.cards.cards).zip(texts);
    Ok(Feed {
        title,
        page: plant.url(&encoded(&page)),
        url: plant.url(&encoded(&path(which, &edition.slug, format))),
        language: edition.language.clone(),
        items: items.map(|((story, card), text)| item(plant, story, card, text)).collect(),
    })
}

fn item(plant: &Plant, story: &stories::Listed, card: &site::frame::Card, text: stories::Text) -> Item {
    let mut categories = vec![card.section.name.clone()];
    categories.extend(text.topics);
    Item {
        id: format!("urn:uuid:{}", story.story),
        url: plant.url(&card.url),
        headline: story.headline.clone(),
        standfirst: story.standfirst.clone(),
        html: text.html,
        authors: card.bylines.iter().map(|author| (author.name.clone(), plant.url(&author.url))).collect(),
        categories,
        published: story.first_published_at,
        updated: story.updated_at.unwrap_or(story.first_published_at),
        picture: card.picture.as_ref().map(|picture| Picture {
            url: plant.url(&picture.src),
            width: picture.src_width,
            height: picture.src_height,
            alt: picture.alt.clone(),
            credit: picture.credit.clone(),
        }),
    }
}
