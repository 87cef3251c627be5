//! `/E/newsfeed`: everything, as it comes; or what a reader wants of it (`?section=`, `?kind=`).

use crate::list::Which;
use crate::pages::{Choice, Filters, NewsfeedPage};
use crate::site::lists::PER_PAGE;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Refused, Result};
use house::Kind;
use http::HeaderMap;
use percent_encoding::percent_decode_str;
use sections::{Edition, PageHead, before, keep_page, page_number, paging};
use site::answer::page_failure_at;
use site::collate::collate_by;
use site::{Plant, Rendered};
use store::Tx;
use stories::List;

/// What a reader wants of the newsfeed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wish {
    section: Option<String>,
    kind: Option<Kind>,
}

impl Wish {
    /// Reads the query; an empty choice is none, an unknown kind is not there.
    fn read(query: Option<&str>) -> Result<Self> {
        let mut wish = Self::default();
        for (name, value) in query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('=')) {
            // A form sends the slug of a section in other letters than Latin ones encoded.
            let value = percent_decode_str(value).decode_utf8().map_err(|_| Refused::NotFound)?;
            match name {
                _ if value.is_empty() => {}
                "section" => wish.section = Some(value.into_owned()),
                "kind" => wish.kind = Some(value.parse().map_err(|_| Refused::NotFound)?),
                _ => {}
            }
        }
        Ok(wish)
    }

    fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// Returns the query that says the same; empty for everything.
    fn query(&self) -> String {
        let section = self.section.iter().map(|section| format!("section={}", sections::encoded(section)));
        let kind = self.kind.iter().map(|kind| format!("kind={kind}"));
        section.chain(kind).collect::<Vec<_>>().join("&")
    }

    /// Returns what can be chosen: the sections as the paper orders them, the kinds as the language does.
    fn filters(&self, plant: &Plant, edition: &Edition) -> Result<Filters> {
        let tongue = edition.tongue();
        let section = |section: &sections::Section| Choice {
            value: section.slug.clone(),
            name: section.name.clone(),
            is_chosen: self.section.as_ref() == Some(&section.slug),
        };
        let kind = |kind: &Kind| {
            let name = plant.words.word(&tongue, &format!("kind-{kind}"))?;
            Ok(Choice { value: kind.to_string(), name, is_chosen: self.kind == Some(*kind) })
        };
        let mut kinds = Kind::ALL.iter().map(kind).collect::<Result<Vec<_>>>()?;
        collate_by(&tongue, &mut kinds, |kind| &kind.name);
        let sections = edition.sections.iter().map(section).collect();
        Ok(Filters { sections, kinds, is_set: self.is_set() })
    }
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    Path(edition): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let read = page_number(uri.query()).and_then(|page| Ok((page, Wish::read(uri.query())?)));
    let (page, wish) = match read {
        Ok(read) => read,
        Err(failure) => return page_failure_at(&plant, uri.path(), failure),
    };
    let key = format!("{}?page={page}&{}", uri.path(), wish.query());
    let renderer = plant.clone();
    plant.cached(&headers, &key, move || async move { render(&renderer, edition, page, wish).await }).await
}

async fn render(plant: &Plant, slug: String, page: u32, wish: Wish) -> Result<Rendered> {
    let (reader, wanted) = (plant.clone(), wish.clone());
    let read = plant.store.read(async move |tx: &mut Tx| {
        let plan = sections::plan(tx).await?;
        let edition = plan.edition(&slug).cloned().ok_or(Refused::NotFound)?;
        if wanted.section.as_ref().is_some_and(|section| edition.section(section).is_none()) {
            return Err(Refused::NotFound.into());
        }
        let list = List {
            edition: Some(slug),
            section: wanted.section,
            kind: wanted.kind,
            skip: before(page, PER_PAGE),
            ..List::default()
        };
        let mut listed = stories::listed(tx, &list, i64::from(PER_PAGE) + 1).await?;
        let more = keep_page(&mut listed, page, PER_PAGE)?;
        let cards = stories::cards(tx, &reader, &edition, &listed).await?;
        Ok((plan, edition, cards, more, tx.last_logged().await?))
    });
    let (plan, edition, cards, more, seq) = read.await?;
    let path = Which::All.path(&edition.slug);
    let head = PageHead {
        title: plant.words.word(&edition.tongue(), "newsfeed")?,
        path: Some(path.clone()),
        // What is narrowed has no address of its own.
        page: (!wish.is_set()).then_some(page),
        alternates: if page == 1 && !wish.is_set() { Which::All.in_every_edition(&plan) } else { Vec::new() },
        feed: Some((edition.name.clone(), format!("/{}/feed.rss", edition.slug))),
        // What is narrowed takes in no line, as a message says nothing of the section or the kind of its story; but
        // what is taken off leaves it.
        topics: format!("newsfeed:{}", edition.slug),
        robots: wish.is_set().then(|| "noindex".to_owned()),
        seq,
        ..PageHead::default()
    };
    let page = NewsfeedPage {
        frame: sections::frame(plant, &plan, &edition, head),
        items: cards.cards,
        paging: narrowed(paging(&path, page, more), &wish),
        filters: wish.filters(plant, &edition)?,
    };
    Ok(Rendered::html(plant.pages.render(&page, &edition.tongue())?)
        .tag("plan")
        .tag(stories::lists_tag(&edition.slug))
        .tags(cards.tags)
        .until(cards.until)
        .until(edition.day_ends(plant.clock.now())))
}

/// Adds what the reader wants to the ways on.
fn narrowed(mut paging: site::frame::Paging, wish: &Wish) -> site::frame::Paging {
    if !wish.is_set() {
        return paging;
    }
    for way in [&mut paging.newer, &mut paging.older].into_iter().flatten() {
        let joint = if way.contains('?') { '&' } else { '?' };
        way.push(joint);
        way.push_str(&wish.query());
    }
    paging
}
