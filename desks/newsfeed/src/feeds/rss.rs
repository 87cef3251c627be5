//! RSS 2.0, with `atom:link` for the feed's own address, `dc:creator` for bylines, `content:encoded` for the text and
//! Media RSS for the picture.

use super::xml::{Xml, document, empty, text, text_with};
use super::{Feed, Item};
use base::Time;
use std::io::Result;

const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

pub(super) fn write(feed: &Feed) -> Result<String> {
    document(|xml| {
        let root = xml.create_element("rss").with_attribute(("version", "2.0"));
        let root = NAMESPACES.iter().fold(root, |root, namespace| root.with_attribute(*namespace));
        root.write_inner_content(|xml| {
            xml.create_element("channel").write_inner_content(|xml| channel(xml, feed)).map(drop)
        })
        .map(drop)
    })
}

fn channel(xml: &mut Xml, feed: &Feed) -> Result<()> {
    text(xml, "title", &feed.title)?;
    text(xml, "link", &feed.page)?;
    text(xml, "description", &feed.title)?;
    text(xml, "language", &feed.language)?;
    let own = [("rel", "self"), ("type", "application/rss+xml"), ("href", feed.url.as_str())];
    empty(xml, "atom:link", &own)?;
    if let Some(changed) = feed.changed() {
        text(xml, "lastBuildDate", &rfc2822(changed))?;
    }
    for story in &feed.items {
        xml.create_element("item").write_inner_content(|xml| item(xml, story))?;
    }
    Ok(())
}

fn item(xml: &mut Xml, item: &Item) -> Result<()> {
    text(xml, "title", &item.headline)?;
    text(xml, "link", &item.url)?;
    text_with(xml, "guid", &[("isPermaLink", "false")], &item.id)?;
    text(xml, "pubDate", &rfc2822(item.published))?;
    for (name, _) in &item.authors {
        text(xml, "dc:creator", name)?;
    }
    for category in &item.categories {
        text(xml, "category", category)?;
    }
    if !item.standfirst.is_empty() {
        text(xml, "description", &item.standfirst)?;
    }
    if !item.html.is_empty() {
        text(xml, "content:encoded", &item.html)?;
    }
    if let Some(picture) = &item.picture {
        let (width, height) = (picture.width.to_string(), picture.height.to_string());
        let about = [
            ("url", picture.url.as_str()),
            ("type", "image/jpeg"),
            ("medium", "image"),
            ("width", width.as_str()),
            ("height", height.as_str()),
        ];
        let content = about.iter().fold(xml.create_element("media:content"), |e, a| e.with_attribute(*a));
        content.write_inner_content(|xml| {
            text(xml, "media:credit", &picture.credit)?;
            text_with(xml, "media:description", &[("type", "plain")], &picture.alt)
        })?;
    }
    Ok(())
}

/// Returns the time as RSS wants it (RFC 2822).
fn rfc2822(time: Time) -> String {
    let zoned = time.timestamp().to_zoned(jiff::tz::TimeZone::UTC);
    jiff::fmt::rfc2822::to_string(&zoned).unwrap_or_default()
}
