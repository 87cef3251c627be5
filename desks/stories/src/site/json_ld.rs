//! What search engines read of a story (schema.org).

use crate::fields::Fields;
use crate::story::Story;
use house::Kind;
use sections::{Edition, encoded};
use serde_json::{Map, Value, json};
use site::Plant;
use site::frame::Picture;

/// Returns the schema.org type of a kind.
fn schema_type(kind: Kind) -> &'static str {
    match kind {
        Kind::News | Kind::Offbeat | Kind::Interview | Kind::Factcheck => "NewsArticle",
        Kind::Live => "LiveBlogPosting",
        Kind::Feature => "ReportageNewsArticle",
        Kind::Analysis => "AnalysisNewsArticle",
        Kind::Opinion => "OpinionNewsArticle",
    }
}

/// What is told of a story beside its own fields: its authors by slug and name, its picture, and members that
/// another desk lends.
pub(super) struct Around<'a> {
    pub(super) authors: &'a [(String, String)],
    pub(super) lead: Option<&'a Picture>,
    pub(super) more: Map<String, Value>,
}

/// Returns the description of a story as JSON-LD; `more` are members that another desk lends.
pub(super) fn story(
    plant: &Plant,
    edition: &Edition,
    story: &Story,
    fields: &Fields,
    around: Around<'_>,
) -> Value {
    let Around { authors, lead, more } = around;
    let url = story.path.as_deref().map(|path| plant.url(&encoded(path)));
    let author = |(slug, name): &(String, String)| {
        let url = plant.url(&format!("/{}/author/{}", edition.slug, encoded(slug)));
        json!({ "@type": "Person", "name": name, "url": url })
    };
    let authors: Vec<Value> = authors.iter().map(author).collect();
    let publisher = json!({ "@type": "NewsMediaOrganization", "name": edition.name,
        "url": plant.url(&edition.home()) });
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": schema_type(fields.kind),
        "headline": fields.headline,
        "inLanguage": fields.language.as_deref().unwrap_or(&edition.language),
        "datePublished": story.first_published_at,
        "dateModified": story.updated_at.or(story.first_published_at),
        "mainEntityOfPage": { "@type": "WebPage", "@id": url, "breadcrumb": way(plant, edition, fields, url.as_deref()) },
        "url": url,
        "publisher": publisher,
        "articleSection": edition.section(&fields.section).map(|section| &section.name),
        "isAccessibleForFree": true,
    });
    if let Some(map) = value.as_object_mut() {
        if !fields.standfirst.is_empty() {
            map.insert("description".into(), json!(fields.standfirst));
        }
        map.insert("author".into(), if authors.is_empty() { publisher } else { json!(authors) });
        if !fields.topics.is_empty() {
            map.insert("keywords".into(), json!(fields.topics));
        }
        if let Some(picture) = lead {
            map.insert("image".into(), image_object(plant, picture));
        }
        if let Some(dateline) = fields.dateline.as_ref().filter(|dateline| !dateline.place.is_empty()) {
            map.insert("dateline".into(), json!(dateline.place));
        }
        if fields.kind == Kind::Live {
            map.insert("coverageStartTime".into(), json!(story.first_published_at));
        }
        map.extend(more);
    }
    value
}

/// Returns a picture with whose it is and where its licence is told.
pub fn image_object(plant: &Plant, picture: &Picture) -> Value {
    let page = plant.url(&picture.url);
    let mut value = json!({
        "@type": "ImageObject",
        "url": plant.url(&picture.src),
        "contentUrl": plant.url(&picture.src),
        "width": picture.src_width,
        "height": picture.src_height,
        "creditText": picture.credit,
        "license": page,
        "acquireLicensePage": page,
    });
    if let (Some(map), false) = (value.as_object_mut(), picture.caption.is_empty()) {
        map.insert("caption".into(), json!(picture.caption));
    }
    value
}

/// Returns the way from the front over the section to the story (`BreadcrumbList`).
fn way(plant: &Plant, edition: &Edition, fields: &Fields, url: Option<&str>) -> Value {
    let section = edition.section(&fields.section).map(|section| edition.section_link(section));
    let steps = [
        Some((edition.name.clone(), plant.url(&edition.home()))),
        section.map(|section| (section.name, plant.url(&section.url))),
        url.map(|url| (fields.headline.clone(), url.to_owned())),
    ];
    let step = |(n, (name, url)): (usize, (String, String))| json!({ "@type": "ListItem", "position": n + 1, "name": name, "item": url });
    let steps: Vec<Value> = steps.into_iter().flatten().enumerate().map(step).collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": steps })
}
