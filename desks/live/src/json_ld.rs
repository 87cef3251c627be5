//! What search engines read of a coverage and of a post (schema.org).

use crate::post::Post;
use crate::sight::Coverage;
use crate::view::path;
use base::Time;
use sections::{Edition, encoded};
use serde_json::{Map, Value, json};
use site::Plant;

/// Returns the members that posts add to the description of their story.
pub(crate) fn members(
    plant: &Plant,
    edition: &Edition,
    coverage: &Coverage,
    posts: &[&Post],
    (began, ended): (Option<Time>, Option<Time>),
) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("coverageStartTime".into(), json!(began));
    if ended.is_some() {
        members.insert("coverageEndTime".into(), json!(ended));
    }
    if !posts.is_empty() {
        let updates: Vec<Value> = posts.iter().map(|post| posting(plant, edition, coverage, post)).collect();
        members.insert("liveBlogUpdate".into(), json!(updates));
    }
    members
}

/// Returns the description of one post.
pub(crate) fn posting(plant: &Plant, edition: &Edition, coverage: &Coverage, post: &Post) -> Value {
    let author = match &post.content.byline {
        Some(name) => json!({ "@type": "Person", "name": name }),
        None => {
            let url = plant.url(&edition.home());
            json!({ "@type": "NewsMediaOrganization", "name": edition.name, "url": url })
        }
    };
    json!({
        "@type": "BlogPosting",
        "headline": post.content.line(),
        "articleBody": post.content.body.plain_text(),
        "datePublished": post.at,
        "dateModified": post.updated_at.or(post.at),
        "author": author,
        "url": path(&coverage.story, post).map(|path| plant.url(&encoded(&path))),
    })
}

/// Returns the description of a post's own page.
pub(crate) fn page(plant: &Plant, edition: &Edition, coverage: &Coverage, post: &Post) -> Value {
    let mut value = posting(plant, edition, coverage, post);
    if let (Some(map), Some(shown)) = (value.as_object_mut(), &coverage.shown) {
        let url = plant.url(&encoded(&shown.path));
        map.insert("@context".into(), json!("https://schema.org"));
        map.insert(
            "isPartOf".into(),
            json!({ "@type": "LiveBlogPosting", "headline": shown.headline, "url": url }),
        );
    }
    value
}
