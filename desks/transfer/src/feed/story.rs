//! Makes a story of an entry: what goes where, what is dropped, and what it is to be.

use crate::Told;
use crate::pictures::{is_web, place};
use crate::times::later;
use crate::words::{
    LONGEST_ADDRESS, LONGEST_CAPTION, LONGEST_HEADLINE, LONGEST_STANDFIRST, Names, check_length, cut,
    language, line_of, or_first, paragraphs, plain_line, shortened, steady, without_headline,
};
use crate::wxr::address;
use base::{Chance, Time, hex};
use copy::{Doc, Dropped, Picture};
use feed_rs::model::{Category, Entry, Feed, MediaObject, Text};
use sections::Edition;
use sha2::{Digest, Sha256};
use stories::{Fields, Incoming, Wanted};

/// Where entries are to go.
pub(super) struct Plan<'a> {
    pub(super) edition: &'a Edition,
    /// Whether what the feed gives as published is to be public here.
    pub(super) publish: bool,
    pub(super) feed: &'a Feed,
    pub(super) source: String,
}

/// Returns what an entry is known by: its id, else its address, else a digest of what it says.
pub(super) fn id(entry: &Entry) -> String {
    let link = entry.links.first().map(|link| link.href.as_str()).unwrap_or_default();
    let named = [entry.id.as_str(), link].into_iter();
    let named = named.map(|name| cut(&plain_line(name), LONGEST_ADDRESS)).find(|name| !name.is_empty());
    named.unwrap_or_else(|| {
        let said = |text: &Option<Text>| text.as_ref().map(|text| text.content.clone()).unwrap_or_default();
        let body = entry.content.as_ref().and_then(|content| content.body.clone()).unwrap_or_default();
        let digest = Sha256::digest([said(&entry.title), said(&entry.summary), body].join("\n"));
        format!("said:{}", hex(digest.get(..12).unwrap_or(&digest)))
    })
}

impl Plan<'_> {
    /// Returns the story that an entry is, or why it cannot be one.
    pub(super) fn story(&self, entry: &Entry, id: String) -> Result<Told, String> {
        let (mut warnings, mut dropped) = (Vec::new(), Vec::new());
        let chance = steady(&self.source, &id);
        let fields = self.fields(entry, &chance, &mut warnings, &mut dropped)?;
        let wanted = self.wanted(entry, &mut warnings);
        let addresses = entry.links.iter().find_map(|link| address(&link.href)).into_iter().collect();
        let incoming = Incoming {
            source: self.source.clone(),
            source_id: id,
            version: None,
            fields,
            wanted,
            addresses,
            own: None,
        };
        Ok(Told { incoming, warnings, dropped })
    }

    fn fields(
        &self,
        entry: &Entry,
        chance: &Chance,
        warnings: &mut Vec<String>,
        dropped: &mut Vec<Dropped>,
    ) -> Result<Fields, String> {
        let section = self.section(entry);
        let mut fields = Fields::new(&self.edition.slug, section);
        let said = |text: &Option<Text>| {
            text.as_ref().map(|text| line_of(&text.content, chance)).unwrap_or_default()
        };
        fields.headline = shortened("title", said(&entry.title), LONGEST_HEADLINE, warnings);
        fields.body = body(entry, chance, dropped)?;
        without_headline(&mut fields.body, &fields.headline);
        // A summary beside a text is a standfirst; alone it is the text.
        let has_text = entry.content.as_ref().is_some_and(|content| content.body.is_some());
        let summary = said(&entry.summary);
        if has_text && !fields.body.plain_text().starts_with(&summary) {
            fields.standfirst = shortened("summary", summary, LONGEST_STANDFIRST, warnings);
        }
        fields.bylines = self.bylines(entry, chance).take("authors", warnings);
        fields.topics = self.topics(entry, section, chance).take("topics", warnings);
        let tongue = entry.language.as_deref().or(self.feed.language.as_deref()).unwrap_or_default();
        fields.language = language(tongue, self.edition);
        add_pictures(&mut fields.body, entry, chance);
        Ok(fields)
    }

    /// The first category that is a section here, else the edition's first section.
    fn section(&self, entry: &Entry) -> &str {
        let mut names = entry.categories.iter().map(|category| house::slug::of(name_of(category)));
        or_first(names.find_map(|slug| self.edition.section(&slug)), self.edition)
    }

    fn topics(&self, entry: &Entry, section: &str, chance: &Chance) -> Names {
        let mut names = Names::default();
        for category in &entry.categories {
            let name = line_of(name_of(category), chance);
            if house::slug::of(&name) != section {
                names.add(&name);
            }
        }
        names
    }

    fn bylines(&self, entry: &Entry, chance: &Chance) -> Names {
        let mut names = Names::default();
        let people = if entry.authors.is_empty() { &self.feed.authors } else { &entry.authors };
        for person in people {
            let name = line_of(person.name.as_deref().unwrap_or_default(), chance);
            // RSS has an address there, with the name in brackets behind it.
            let name = match name.split_once('(') {
                Some((before, name)) if before.is_empty() || before.contains('@') => {
                    name.trim_end_matches(')').trim().to_owned()
                }
                _ => name,
            };
            names.add(&name);
        }
        names
    }

    fn wanted(&self, entry: &Entry, warnings: &mut Vec<String>) -> Wanted {
        if !self.publish {
            return Wanted::Draft;
        }
        let published = entry.published.map(|time| Time::from_micros(time.timestamp_micros()));
        let updated = entry.updated.map(|time| Time::from_micros(time.timestamp_micros()));
        let Some(at) = published.or(updated) else {
            warnings.push("stays a draft: it has no date".into());
            return Wanted::Draft;
        };
        Wanted::Published { at, updated: later(updated, at) }
    }
}

fn name_of(category: &Category) -> &str {
    category.label.as_deref().filter(|label| !label.trim().is_empty()).unwrap_or(&category.term)
}

fn body(entry: &Entry, chance: &Chance, dropped: &mut Vec<Dropped>) -> Result<Doc, String> {
    let content = entry.content.as_ref();
    let body = content.and_then(|content| Some((content.body.as_deref()?, content.content_type.to_string())));
    let summary = entry.summary.as_ref().map(|text| (text.content.as_str(), text.content_type.to_string()));
    let Some((text, kind)) = body.filter(|(text, _)| !text.trim().is_empty()).or(summary) else {
        return Ok(Doc::default());
    };
    check_length(text)?;
    let is_markup =
        kind.contains("html") || kind.contains("xml") || text.contains("</") || text.contains("<p");
    if !is_markup && !text.contains('&') {
        let mut doc = paragraphs(text);
        doc.fill_ids(chance);
        return Ok(doc);
    }
    if !is_markup && !kind.contains("text") {
        return Err(format!("its text is of type {}", cut(&kind, 60)));
    }
    let parsed = Doc::from_html(text, chance);
    dropped.extend(parsed.dropped);
    Ok(parsed.doc)
}

/// Adds enclosed pictures that do not stand in the text: the first before it, the others behind it.
fn add_pictures(doc: &mut Doc, entry: &Entry, chance: &Chance) {
    let mut seen: Vec<String> = doc.pictures().iter().filter_map(|picture| picture.waiting.clone()).collect();
    let mut fresh = Vec::new();
    let enclosed = entry.links.iter().filter(|link| {
        let is_picture = link.media_type.as_deref().is_some_and(|kind| kind.starts_with("image/"));
        link.rel.as_deref() == Some("enclosure") && is_picture
    });
    let enclosed = enclosed.map(|link| Picture { waiting: Some(link.href.clone()), ..Picture::default() });
    for picture in entry.media.iter().filter_map(|media| picture(media, chance)).chain(enclosed) {
        let Some(href) = picture.waiting.clone().filter(|href| is_web(href) && !seen.contains(href)) else {
            continue;
        };
        seen.push(href);
        fresh.push(picture);
    }
    place(doc, fresh, chance);
}

/// Returns the picture that an enclosure is: the largest of its sizes, else the largest thumbnail.
fn picture(media: &MediaObject, chance: &Chance) -> Option<Picture> {
    let is_picture = |kind: String, url: &str| {
        let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let ending =
            [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|end| path.ends_with(end));
        kind.starts_with("image/") || (kind.is_empty() && ending)
    };
    let sizes = media.content.iter().filter_map(|content| {
        let url = content.url.as_ref()?.as_str();
        let kind = content.content_type.as_ref().map(ToString::to_string).unwrap_or_default();
        is_picture(kind, url).then(|| (content.width.unwrap_or(0), url.to_owned()))
    });
    let largest = sizes.max_by_key(|(width, _)| *width).map(|(_, url)| url);
    let thumbnails = || media.thumbnails.iter().max_by_key(|one| one.image.width.unwrap_or(0));
    // A film's thumbnail is no picture of the story's own.
    let waiting = largest.or_else(|| {
        media.content.is_empty().then(thumbnails).flatten().map(|thumbnail| thumbnail.image.uri.clone())
    })?;
    let said = |text: Option<&Text>| text.map(|text| line_of(&text.content, chance)).unwrap_or_default();
    let caption = said(media.description.as_ref().or(media.title.as_ref()));
    let credits: Vec<String> = media.credits.iter().map(|credit| plain_line(&credit.entity)).collect();
    Some(Picture {
        picture: None,
        waiting: Some(waiting),
        alt: String::new(),
        caption: cut(&caption, LONGEST_CAPTION),
        credit: cut(&credits.join(", "), LONGEST_HEADLINE),
    })
}
