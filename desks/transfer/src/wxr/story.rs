//! Makes a story of an item: what goes where, what is dropped, and what it is to be.

use super::item::{Category, Channel, Item};
use super::values::{LONGEST_ADDRESS, address, in_zone, mail_date, number_in, slug_of, utc};
use base::{Chance, Time};
use copy::Doc;
use house::{Kind, slug};
use jiff::tz::TimeZone;
use sections::Edition;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;
use stories::{Fields, Incoming, Wanted};

const LONGEST_TEXT: usize = 4 * 1024 * 1024;
const LONGEST_HEADLINE: usize = 500;
const LONGEST_STANDFIRST: usize = 2000;
const LONGEST_NAME: usize = 200;
const MOST_NAMES: usize = 50;

/// Where items are to go.
pub struct Plan<'a> {
    pub edition: &'a Edition,
    /// The file's name: a file that names no site is a site of its own.
    pub file: &'a str,
    /// Whether what was public is to be public here.
    pub publish: bool,
}

/// A story, and what is to be told about it.
#[derive(Debug)]
pub struct Told {
    pub incoming: Incoming,
    pub warnings: Vec<String>,
}

impl Item {
    /// Returns whether it is a story; menus, attachments, styles and custom types are none.
    pub fn is_story(&self) -> bool {
        matches!(self.post_type.as_str(), "post" | "page")
    }

    /// Returns what the source calls it: its number, else the number or the path in its address.
    pub fn source_id(&self) -> Option<String> {
        if !self.post_id.is_empty() && self.post_id != "0" {
            return Some(cut(&self.post_id, LONGEST_NAME));
        }
        number_in(&self.link).or_else(|| address(&self.link))
    }
}

impl Plan<'_> {
    /// Returns the site that a channel comes from, by which its stories are known again.
    pub fn source(&self, channel: &Channel) -> String {
        let named = [&channel.base_blog_url, &channel.link, &channel.base_site_url];
        let site = named.into_iter().map(|site| site.trim_end_matches('/')).find(|site| !site.is_empty());
        site.map_or_else(|| format!("file:{}", self.file), |site| cut(site, LONGEST_ADDRESS))
    }

    /// Returns the story that an item is, or why it cannot be one.
    pub fn story(&self, channel: &Channel, item: &Item, source_id: String) -> Result<Told, String> {
        if item.content.len() > LONGEST_TEXT {
            return Err(format!("its text is longer than {} MiB", LONGEST_TEXT >> 20));
        }
        let source = self.source(channel);
        let mut warnings = Vec::new();
        let fields = self.fields(channel, item, &steady(&source, &source_id), &mut warnings);
        let wanted = self.wanted(channel, item, &mut warnings);
        let addresses = address(&item.link).into_iter().collect();
        Ok(Told { incoming: Incoming { source, source_id, fields, wanted, addresses }, warnings })
    }

    fn fields(&self, channel: &Channel, item: &Item, chance: &Chance, warnings: &mut Vec<String>) -> Fields {
        let section = self.section(item).unwrap_or_default();
        let mut fields = Fields::new(&self.edition.slug, section);
        fields.kind = Kind::News;
        fields.headline = shortened("title", line_of(&item.title, chance), LONGEST_HEADLINE, warnings);
        fields.standfirst =
            shortened("excerpt", line_of(&item.excerpt, chance), LONGEST_STANDFIRST, warnings);
        fields.slug = slug_of(&item.post_name);
        fields.bylines = bylines(channel, item, chance);
        fields.topics = topics(item, section, chance);
        for (what, names) in [("authors", &mut fields.bylines), ("topics", &mut fields.topics)] {
            if names.len() > MOST_NAMES {
                warnings.push(format!("{} {what}, of which the first {MOST_NAMES} are kept", names.len()));
                names.truncate(MOST_NAMES);
            }
        }
        fields.language = self.language(channel);
        fields.body = Doc::from_wordpress(&item.content, chance).doc;
        fields
    }

    /// The first category that is a section here, else the edition's first section.
    fn section(&self, item: &Item) -> Option<&str> {
        let categories = item.categories.iter().filter(|category| category.is_category());
        let named = categories.filter_map(|category| self.edition.section(&category.nicename)).next();
        named.or(self.edition.sections.first()).map(|section| section.slug.as_str())
    }

    /// The site's language where it is not the edition's own.
    fn language(&self, channel: &Channel) -> Option<String> {
        let tag = channel.language.replace('_', "-");
        let mut parts = tag.split('-');
        let first = parts.next().filter(|part| {
            (2..=3).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphabetic())
        })?;
        let here = self.edition.language.split('-').next().unwrap_or_default();
        let is_whole = parts.all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric())
        });
        (is_whole && !first.eq_ignore_ascii_case(here)).then_some(tag)
    }

    fn wanted(&self, channel: &Channel, item: &Item, warnings: &mut Vec<String>) -> Wanted {
        let is_wanted = matches!(item.status.as_str(), "publish" | "future") && item.password.is_empty();
        if !self.publish || !is_wanted {
            return Wanted::Draft;
        }
        let Some(at) = self.date(channel, item) else {
            warnings.push("stays a draft: it has no date".into());
            return Wanted::Draft;
        };
        if item.status == "future" {
            return Wanted::Scheduled { at };
        }
        let updated = utc(&item.modified_gmt).filter(|updated| updated.since(at) >= Duration::from_secs(60));
        Wanted::Published { at, updated }
    }

    fn date(&self, channel: &Channel, item: &Item) -> Option<Time> {
        utc(&item.post_date_gmt)
            .or_else(|| in_zone(&item.post_date, TimeZone::get(&self.edition.zone).unwrap_or(TimeZone::UTC)))
            .or_else(|| mail_date(&item.pub_date))
            .or_else(|| mail_date(&channel.exported_at))
    }
}

impl Category {
    /// Old versions have categories without a domain.
    fn is_category(&self) -> bool {
        matches!(self.domain.as_str(), "category" | "")
    }

    fn is_topic(&self) -> bool {
        self.is_category() || matches!(self.domain.as_str(), "post_tag" | "tag")
    }

    fn is_uncategorized(&self, name: &str) -> bool {
        self.nicename == "uncategorized" || name.eq_ignore_ascii_case("uncategorized")
    }
}

fn topics(item: &Item, section: &str, chance: &Chance) -> Vec<String> {
    let mut topics = Names::default();
    for category in item.categories.iter().filter(|category| category.is_topic()) {
        let name = line_of(&category.name, chance);
        let is_section = category.is_category() && category.nicename == section;
        if !is_section && !category.is_uncategorized(&name) {
            topics.add(&name);
        }
    }
    topics.names
}

/// Several authors stand as categories (Co-Authors Plus); else the creator's shown name, else the login.
fn bylines(channel: &Channel, item: &Item, chance: &Chance) -> Vec<String> {
    let mut names = Names::default();
    for author in item.categories.iter().filter(|category| category.domain == "author") {
        names.add(&line_of(&author.name, chance));
    }
    if names.names.is_empty() {
        let shown = channel.authors.get(&item.creator).unwrap_or(&item.creator);
        names.add(&line_of(shown, chance));
    }
    names.names
}

/// Names, none twice: those that differ in case or accents alone are one.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    seen: std::collections::HashSet<String>,
}

impl Names {
    fn add(&mut self, name: &str) {
        let name = cut(name, LONGEST_NAME);
        let slug = slug::of(&name);
        let key = if slug.is_empty() { name.clone() } else { slug };
        if !name.is_empty() && self.seen.insert(key) {
            self.names.push(name);
        }
    }
}

/// Chance that is the same for the same story, so that its blocks have the same ids whenever it is read.
fn steady(source: &str, source_id: &str) -> Chance {
    let mut hasher = DefaultHasher::new();
    (source, source_id).hash(&mut hasher);
    Chance::seeded(hasher.finish())
}

/// Titles, names and excerpts are HTML in WordPress; here they are a line of text.
fn line_of(html: &str, chance: &Chance) -> String {
    let is_html = html.contains(['<', '&']);
    let text = if is_html { Doc::from_html(html, chance).doc.plain_text() } else { html.to_owned() };
    let is_foreign = |letter: char| letter.is_control() && !letter.is_whitespace();
    let text: String = text.chars().filter(|letter| !is_foreign(*letter)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(what: &str, text: String, longest: usize, warnings: &mut Vec<String>) -> String {
    if text.chars().count() <= longest {
        return text;
    }
    warnings.push(format!("its {what} is cut to {longest} characters"));
    format!("{}…", cut(&text, longest - 1))
}

fn cut(text: &str, longest: usize) -> String {
    text.trim().chars().take(longest).collect::<String>().trim_end().to_owned()
}
