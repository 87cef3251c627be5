//! Atom (RFC 4287).

use super::xml::{Xml, document, empty, rfc3339, text, text_with};
use super::{Feed, Item};
use base::Time;
use std::io::Result;

pub(super) fn write(feed: &Feed) -> Result<String> {
    document(|xml| {
        let root = xml.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        let root = root.with_attribute(("xml:lang", feed.language.as_str()));
        root.write_inner_content(|xml| head_and_entries(xml, feed)).map(drop)
    })
}

fn head_and_entries(xml: &mut Xml, feed: &Feed) -> Result<()> {
    text(xml, "id", &feed.url)?;
    text(xml, "title", &feed.title)?;
    text(xml, "updated", &rfc3339(feed.changed().unwrap_or(Time::EPOCH)))?;
    empty(xml, "link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.url)])?;
    empty(xml, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)])?;
    // An entry without an author of its own has the feed's.
    xml.create_element("author").write_inner_content(|xml| text(xml, "name", &feed.title))?;
    for item in &feed.items {
        xml.create_element("entry").write_inner_content(|xml| entry(xml, item))?;
    }
    Ok(())
}

fn entry(xml: &mut Xml, item: &Item) -> Result<()> {
    text(xml, "id", &item.id)?;
    text(xml, "title", &item.headline)?;
    text(xml, "published", &rfc3339(item.published))?;
    text(xml, "updated", &rfc3339(item.updated))?;
    empty(xml, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)])?;
    for (name, page) in &item.authors {
        xml.create_element("author").write_inner_content(|xml| {
            text(xml, "name", name)?;
            text(xml, "uri", page)
        })?;
    }
    for category in &item.categories {
        empty(xml, "category", &[("term", category)])?;
    }
    if !item.standfirst.is_empty() {
        text(xml, "summary", &item.standfirst)?;
    }
    if !item.html.is_empty() {
        text_with(xml, "content", &[("type", "html")], &item.html)?;
    }
    if let Some(picture) = &item.picture {
        let link =
            [("rel", "enclosure"), ("type", "image/jpeg"), ("href", &picture.url), ("title", &picture.alt)];
        empty(xml, "link", &link)?;
    }
    Ok(())
}
