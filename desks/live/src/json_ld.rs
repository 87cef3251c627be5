//! What search engines read of a coverage and of a post (schema.org).

use crate::pictures;
use crate::post::Post;
use crate::sight::Coverage;
use crate::view::{line, path};
use base::Time;
use media::Shown;
use sections::{Edition, encoded};
use serde_json::{Map, Value, json};
use site::Plant;
use stories::image_object;

/// Returns the members that posts add to the description of their story.
pub(crate) fn members(
    plant: &Plant,
    edition: &Edition,
    coverage: &Coverage,
    posts: &[&Post],
    shown: &Shown,
    (began, ended): (Option<Time>, Option<Time>),
) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("coverageStartTime".into(), json!(began));
    if ended.is_some() {
        members.insert("coverageEndTime".into(), json!(ended));
    }
    if !posts.is_empty() {
        let updates: Vec<Value> =
            posts.iter().map(|post| posting(plant, edition, coverage, post, shown)).collect();
        members.insert("liveBlogUpdate".into(), json!(updates));
    }
    members
}

/// Returns the description of one post.
fn posting(plant: &Plant, edition: &Edition, coverage: &Coverage, post: &Post, shown: &Shown) -> Value {
    let author = match &post.content.byline {
        Some(name) => json!({ "@type": "Person", "name": name }),
        None => {
            let url = plant.url(&edition.home());
            json!({ "@type": "NewsMediaOrganization", "name": edition.name, "url": url })
        }
    };
    let mut value = json!({
        "@type": "BlogPosting",
        "headline": line(coverage, post, shown),
        "articleBody": post.content.body.plain_text(),
        "datePublished": post.at,
        "dateModified": post.updated_at.or(post.at),
        "author": author,
        "url": path(&coverage.story, post).map(|path| plant.url(&encoded(&path))),
    });
    let images: Vec<Value> =
        pictures::of(post, shown).iter().map(|picture| image_object(plant, picture)).collect();
    if let (Some(map), false) = (value.as_object_mut(), images.is_empty()) {
        map.insert("image".into(), json!(images));
    }
    value
}

/// Returns the description of a post's own page.
pub(crate) fn page(
    plant: &Plant,
    edition: &Edition,
    coverage: &Coverage,
    post: &Post,
    shown: &Shown,
) -> Value {
    let mut value = posting(plant, edition, coverage, post, shown);
    if let (Some(map), Some(whole)) = (value.as_object_mut(), &coverage.shown) {
        let url = plant.url(&encoded(&whole.path));
        map.insert("@context".into(), json!("https://schema.org"));
        map.insert(
            "isPartOf".into(),
            json!({ "@type": "LiveBlogPosting", "headline": whole.headline, "url": url }),
        );
    }
    value
}
