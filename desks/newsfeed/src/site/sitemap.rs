//! Maps of the paper for search engines (sitemaps.org): all addresses, in parts above 50,000; and the news of the
//! last two days, as Google News asks for them.

use crate::feeds::xml::{Xml, document, rfc3339, text};
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use base::{Broken, Refused, Result, Time};
use http::HeaderMap;
use sections::{Plan, encoded};
use site::answer::page_failure_at;
use site::{Plant, Rendered};
use std::time::Duration;
use store::Tx;

/// The most addresses of one map, as sitemaps.org has it. A map may have 50 MiB: the test below says why it is smaller.
const MOST: i64 = 50_000;
/// How long a story is news, and the most that are named.
const NEWS: Duration = Duration::from_secs(48 * 60 * 60);
const MOST_NEWS: i64 = 1_000;
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XML: &str = "application/xml; charset=utf-8";

/// `/sitemap.xml`: the map, or the list of its parts.
pub(crate) async fn index(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { map(&renderer, MOST).await }).await
}

/// `/sitemap/N.xml`: a part of the map.
pub(crate) async fn show(
    State(plant): State<Plant>,
    Path(name): Path<String>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let number = name.strip_suffix(".xml").and_then(|number| number.parse().ok()).filter(|n| *n > 0);
    let Some(number) = number else {
        return page_failure_at(&plant, uri.path(), Refused::NotFound.into());
    };
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { part(&renderer, number, MOST).await }).await
}

/// Returns the map, or the list of its parts where there are more than `most` addresses.
pub async fn map(plant: &Plant, most: i64) -> Result<Rendered> {
    let (plan, count) = plant
        .store
        .read(async |tx: &mut Tx| Ok((sections::plan(tx).await?, stories::count(tx).await?)))
        .await?;
    let of_lists = i64::try_from(lists(&plan).len()).unwrap_or(0);
    if count + of_lists <= most {
        return part(plant, 1, most).await;
    }
    let parts = (count + of_lists + most - 1) / most;
    let body = document(|xml| {
        xml.create_element("sitemapindex").with_attribute(("xmlns", SITEMAP)).write_inner_content(|xml| {
            for part in 1..=parts {
                let url = plant.url(&format!("/sitemap/{part}.xml"));
                xml.create_element("sitemap").write_inner_content(|xml| text(xml, "loc", &url))?;
            }
            Ok(())
        })?;
        Ok(())
    });
    rendered(&plan, body)
}

/// Returns the part with this number, of `most` addresses each: the lists are in the first one.
pub async fn part(plant: &Plant, number: i64, most: i64) -> Result<Rendered> {
    let read = plant.store.read(async move |tx: &mut Tx| {
        let plan = sections::plan(tx).await?;
        let of_lists = i64::try_from(lists(&plan).len()).unwrap_or(0);
        let (skip, limit) = match number {
            1 => (0, most - of_lists),
            number => ((number - 1).saturating_mul(most) - of_lists, most),
        };
        let stories = stories::addresses(tx, skip, limit).await?;
        Ok((plan, stories))
    });
    let (plan, stories) = read.await?;
    if stories.is_empty() && number > 1 {
        return Err(Refused::NotFound.into());
    }
    let of_lists = if number == 1 { lists(&plan) } else { Vec::new() };
    let body = document(|xml| {
        xml.create_element("urlset").with_attribute(("xmlns", SITEMAP)).write_inner_content(|xml| {
            for path in &of_lists {
                address(xml, &plant.url(&encoded(path)), None)?;
            }
            for (path, changed) in &stories {
                address(xml, &plant.url(&encoded(path)), Some(*changed))?;
            }
            Ok(())
        })?;
        Ok(())
    });
    rendered(&plan, body)
}

fn address(xml: &mut Xml, url: &str, changed: Option<Time>) -> std::io::Result<()> {
    xml.create_element("url").write_inner_content(|xml| {
        text(xml, "loc", url)?;
        match changed {
            Some(changed) => text(xml, "lastmod", &rfc3339(changed)),
            None => Ok(()),
        }
    })?;
    Ok(())
}

/// The fronts of the editions and of their sections.
fn lists(plan: &Plan) -> Vec<String> {
    let of = |edition: &sections::Edition| {
        let sections = edition.sections.iter().map(|s| format!("/{}/section/{}", edition.slug, s.slug));
        [vec![edition.home()], sections.collect()].concat()
    };
    plan.editions.iter().flat_map(of).collect()
}

fn rendered(plan: &Plan, body: std::io::Result<String>) -> Result<Rendered> {
    let tags = plan.editions.iter().map(|edition| stories::lists_tag(&edition.slug));
    Ok(Rendered::of(XML, body.map_err(Broken::new)?).tag("plan").tags(tags))
}

/// `/news-sitemap.xml`: what was published in the last two days.
pub(crate) async fn news(
    State(plant): State<Plant>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let renderer = plant.clone();
    plant.cached(&headers, uri.path(), move || async move { recent(&renderer).await }).await
}

async fn recent(plant: &Plant) -> Result<Rendered> {
    let since = plant.clock.now().before(NEWS);
    let read = plant.store.read(async move |tx: &mut Tx| {
        let plan = sections::plan(tx).await?;
        let stories = stories::published_since(tx, since, MOST_NEWS).await?;
        Ok((plan, stories))
    });
    let (plan, stories) = read.await?;
    let oldest = stories.iter().map(|story| story.first_published_at).min();
    let body = document(|xml| {
        let root = xml.create_element("urlset").with_attribute(("xmlns", SITEMAP));
        let root = root.with_attribute(("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"));
        root.write_inner_content(|xml| {
            for story in &stories {
                if let Some(edition) = plan.edition(&story.edition) {
                    xml.create_element("url")
                        .write_inner_content(|xml| news_item(xml, plant, edition, story))?;
                }
            }
            Ok(())
        })?;
        Ok(())
    });
    // The oldest of them is no news any more two days after it came.
    Ok(rendered(&plan, body)?.until(oldest.map(|oldest| oldest.after(NEWS))))
}

fn news_item(
    xml: &mut Xml,
    plant: &Plant,
    edition: &sections::Edition,
    story: &stories::Listed,
) -> std::io::Result<()> {
    text(xml, "loc", &plant.url(&encoded(&story.path)))?;
    xml.create_element("news:news").write_inner_content(|xml| {
        xml.create_element("news:publication").write_inner_content(|xml| {
            text(xml, "news:name", &edition.name)?;
            text(xml, "news:language", &edition.language)
        })?;
        text(xml, "news:publication_date", &rfc3339(story.first_published_at))?;
        text(xml, "news:title", &story.headline)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_map_of_the_longest_addresses_is_smaller_than_50_mib() {
        let slug = house::slug::of(&"海".repeat(200));
        let url = format!("https://www.paper.example{}", encoded(&format!("/zh/2026/11/24/{slug}-99")));

        let one = document(|xml| address(xml, &url, Some(Time::EPOCH))).unwrap();

        assert!(one.len() > 700, "{one}");
        assert!(one.len() as i64 * MOST < 50 << 20, "{} bytes each", one.len());
    }
}
