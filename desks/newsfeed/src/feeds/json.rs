//! JSON Feed 1.1.

use super::xml::rfc3339;
use super::{Feed, Item};
use serde_json::{Value, json};

pub(super) fn write(feed: &Feed) -> String {
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "language": feed.language,
        "items": feed.items.iter().map(item).collect::<Vec<_>>(),
    })
    .to_string()
}

fn item(item: &Item) -> Value {
    let authors: Vec<Value> =
        item.authors.iter().map(|(name, url)| json!({ "name": name, "url": url })).collect();
    let mut value = json!({
        "id": item.id,
        "url": item.url,
        "title": item.headline,
        "content_html": item.html,
        "date_published": rfc3339(item.published),
        "date_modified": rfc3339(item.updated),
        "authors": authors,
        "tags": item.categories,
    });
    if let Some(fields) = value.as_object_mut() {
        if !item.standfirst.is_empty() {
            fields.insert("summary".into(), json!(item.standfirst));
        }
        if let Some(picture) = &item.picture {
            fields.insert("image".into(), json!(picture.url));
        }
    }
    value
}
