//! What a page says of itself, in JSON-LD, in meta elements, and in the marks of its own text.

use crate::pictures::is_web;
use dom_smoothie::{Metadata, Readability};

/// How many keywords are looked at.
const MOST: usize = 100;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) title: String,
    pub(super) bylines: Vec<String>,
    pub(super) excerpt: String,
    pub(super) published: String,
    pub(super) modified: String,
    pub(super) language: String,
    pub(super) url: Option<String>,
    pub(super) image: Option<String>,
    pub(super) image_alt: String,
    pub(super) section: String,
    pub(super) keywords: Vec<String>,
}

/// Reads what the page says; the article may still be taken out of it.
pub(super) fn read(page: &Readability) -> Said {
    let metadata = page.get_article_metadata(page.parse_json_ld());
    let first = |selector: &str, attribute: &str| {
        let found = page.doc.select(selector);
        let mut values =
            found.iter().filter_map(|one| one.attr(attribute)).map(|value| value.trim().to_owned());
        values.find(|value| !value.is_empty())
    };
    let content = |selector: &str| first(selector, "content");
    let url = first("link[rel=canonical]", "href").or_else(|| content("meta[property='og:url']"));
    let Metadata { title, byline, excerpt, published_time, modified_time, image, lang, .. } = metadata;
    let date = || {
        content("meta[name=date]")
            .or_else(|| content("meta[name='dc.date']"))
            .or_else(|| first("time[itemprop=datePublished]", "datetime"))
            .or_else(|| first("time.dt-published", "datetime"))
            .or_else(|| first("article time[datetime]", "datetime"))
    };
    let authors: Vec<String> = page
        .doc
        .select("meta[name=author]")
        .iter()
        .filter_map(|one| one.attr("content"))
        .map(|name| name.to_string())
        .collect();
    Said {
        title,
        bylines: if authors.is_empty() { byline.into_iter().collect() } else { authors },
        excerpt: excerpt.unwrap_or_default(),
        published: published_time.or_else(date).unwrap_or_default(),
        modified: modified_time.unwrap_or_default(),
        language: first("html", "lang").or(lang).unwrap_or_default(),
        url: url.filter(|url| is_web(url)),
        image: image.or_else(|| content("meta[property='og:image']")).filter(|image| is_web(image)),
        image_alt: content("meta[property='og:image:alt']").unwrap_or_default(),
        section: content("meta[property='article:section']").unwrap_or_default(),
        keywords: keywords(page, content("meta[name=keywords]")),
    }
}

/// Tags as Open Graph has them; else the keywords.
fn keywords(page: &Readability, listed: Option<String>) -> Vec<String> {
    let tags = page.doc.select("meta[property='article:tag']");
    let tags: Vec<String> =
        tags.iter().take(MOST).filter_map(|tag| tag.attr("content")).map(|tag| tag.to_string()).collect();
    if !tags.is_empty() {
        return tags;
    }
    listed.unwrap_or_default().split(',').take(MOST).map(|word| word.trim().to_owned()).collect()
}
