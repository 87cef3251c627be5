//! The frame around every page of an edition: masthead, section bar, editions, and what machines read.

use crate::paging::page_address;
use crate::plan::{Edition, Plan, Section};
use base::Time;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use site::Plant;
use site::frame::{
    Alternate, EditionHead, EditionLink, Frame, Link, LogoImage, OpenGraph, OpenGraphImage, SectionLink,
};
use site::words::Language;

/// What stays as it is in a path.
const IN_A_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The card of pages that have no picture of their own.
const CARD: &str = "card.png";

/// What a page says of itself; the rest of the frame is the edition's.
#[derive(Clone, Debug, Default)]
pub struct PageHead {
    /// Without the edition's name; empty on the front.
    pub title: String,
    pub description: String,
    /// The page's own path, not encoded; none for pages without an address.
    pub path: Option<String>,
    /// The number of a page of a list, which belongs to its address; the first has none.
    pub page: Option<u32>,
    /// The slug of the section that is current in the section bar.
    pub section: Option<String>,
    /// The same page in every edition that has it, this one included: edition's slug and path.
    pub alternates: Vec<(String, String)>,
    pub json_ld: Option<serde_json::Value>,
    /// The path of the picture that other sites show of the page, and what is seen on it; the look's own if none.
    pub card: Option<(String, String)>,
    /// The feed's title and path.
    pub feed: Option<(String, String)>,
    pub is_article: bool,
    pub topics: String,
    /// The log's number at which the page was read.
    pub seq: i64,
    pub robots: Option<String>,
}

/// Returns the path as it is written in addresses: percent-encoded.
pub fn encoded(path: &str) -> String {
    utf8_percent_encode(path, IN_A_PATH).to_string()
}

impl Edition {
    /// Returns the edition's language.
    pub fn tongue(&self) -> Language {
        Language::parse(&self.language).unwrap_or_else(Language::english)
    }

    /// Returns the edition's zone.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// Returns the path of the edition's front.
    pub fn home(&self) -> String {
        format!("/{}/", self.slug)
    }

    /// Returns what every page of the edition says of it.
    pub fn head(&self) -> EditionHead {
        EditionHead {
            logo: self.logo.as_ref().map(|logo| LogoImage {
                src: logo.url(),
                width: logo.width,
                height: logo.height,
            }),
            style: self.style(),
            ..EditionHead::new(&self.slug, &self.name, self.tongue())
        }
    }

    /// Returns the link to one of its sections.
    pub fn section_link(&self, section: &Section) -> Link {
        Link::new(&section.name, format!("/{}/section/{}", self.slug, encoded(&section.slug)))
    }

    /// Returns when the day ends by the edition's clock: until then the date in its masthead holds.
    pub fn day_ends(&self, now: Time) -> Option<Time> {
        let today = now.timestamp().to_zoned(self.time_zone());
        let tomorrow = today.start_of_day().ok()?.checked_add(1.day()).ok()?;
        Some(tomorrow.timestamp().into())
    }
}

/// Returns the frame of a page of this edition.
pub fn frame(plant: &Plant, plan: &Plan, edition: &Edition, head: PageHead) -> Frame {
    let now = plant.clock.now();
    let title = match head.title.as_str() {
        "" => edition.name.clone(),
        title => format!("{title} — {}", edition.name),
    };
    let canonical = head.path.as_deref().map(|path| plant.url(&page_address(path, head.page.unwrap_or(1))));
    let card = head.card.or_else(|| Some((plant.pages.asset(CARD)?, edition.name.clone())));
    let og = canonical.clone().map(|url| OpenGraph {
        kind: if head.is_article { "article" } else { "website" },
        title: if head.title.is_empty() { edition.name.clone() } else { head.title.clone() },
        description: head.description.clone(),
        url,
        image: card.map(|(path, alt)| OpenGraphImage { url: plant.url(&path), alt }),
    });
    Frame {
        edition: edition.head(),
        editions: editions(plan, edition, &head.alternates),
        sections: sections(edition, head.section.as_deref()),
        title,
        description: head.description,
        canonical,
        date: plant.words.moment(&edition.tongue(), &edition.time_zone(), now).day,
        now_iso: site::dates::iso(now),
        alternates: alternates(plant, plan, &head.alternates),
        json_ld: head.json_ld.as_ref().map(site::frame::json_ld),
        feed: head.feed.map(|(title, path)| Link::new(title, encoded(&path))),
        og,
        topics: head.topics,
        seq: head.seq,
        robots: head.robots,
    }
}

/// Returns the switcher: the same page in each edition that has it, else that edition's front.
fn editions(plan: &Plan, current: &Edition, same: &[(String, String)]) -> Vec<EditionLink> {
    let link = |edition: &Edition| {
        let path = same.iter().find(|(slug, _)| *slug == edition.slug).map(|(_, path)| encoded(path));
        EditionLink {
            slug: edition.slug.clone(),
            name: edition.name.clone(),
            language: edition.tongue(),
            url: path.unwrap_or_else(|| edition.home()),
            current: edition.slug == current.slug,
        }
    };
    plan.editions.iter().map(link).collect()
}

fn sections(edition: &Edition, current: Option<&str>) -> Vec<SectionLink> {
    let link = |section: &Section| {
        let Link { name, url } = edition.section_link(section);
        SectionLink { slug: section.slug.clone(), name, url, current: current == Some(section.slug.as_str()) }
    };
    edition.sections.iter().map(link).collect()
}

/// Returns where the page stands in each language, itself included, and the default edition's for everybody else; a
/// page that stands alone has none.
fn alternates(plant: &Plant, plan: &Plan, paths: &[(String, String)]) -> Vec<Alternate> {
    let url = |path: &str| plant.url(&encoded(path));
    let known = paths.iter().filter_map(|(slug, path)| Some((plan.edition(slug)?, path)));
    let mut alternates: Vec<Alternate> = known
        .map(|(edition, path)| Alternate { hreflang: edition.tongue().to_string(), url: url(path) })
        .collect();
    if alternates.len() < 2 {
        return Vec::new();
    }
    let default =
        plan.default_edition().and_then(|edition| paths.iter().find(|(slug, _)| *slug == edition.slug));
    let default = default.map(|(_, path)| Alternate { hreflang: "x-default".into(), url: url(path) });
    alternates.extend(default);
    alternates
}
