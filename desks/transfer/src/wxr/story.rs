//! Makes a story of an item: what goes where, what is dropped, and what it is to be.

use super::item::{Category, Channel, Item};
use super::values::{address, number_in, slug_of};
use crate::Told;
use crate::times::{in_zone, later, mail_date, utc};
use crate::words::{
    LONGEST_ADDRESS, LONGEST_HEADLINE, LONGEST_NAME, LONGEST_STANDFIRST, Names, check_length, cut, language,
    line_of, or_first, shortened, steady,
};
use base::{Chance, Time};
use copy::{Doc, Dropped};
use house::Kind;
use sections::Edition;
use stories::{Fields, Incoming, Wanted};

/// Where items are to go.
pub struct Plan<'a> {
    pub edition: &'a Edition,
    /// The file's name: a file that names no site is a site of its own.
    pub file: &'a str,
    /// Whether what was public is to be public here.
    pub publish: bool,
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
        check_length(&item.content)?;
        let source = self.source(channel);
        let mut warnings = Vec::new();
        let (fields, dropped) = self.fields(channel, item, &steady(&source, &source_id), &mut warnings);
        let wanted = self.wanted(channel, item, &mut warnings);
        let addresses = address(&item.link).into_iter().collect();
        let incoming = Incoming { source, source_id, version: None, fields, wanted, addresses, own: None };
        Ok(Told { incoming, warnings, dropped })
    }

    fn fields(
        &self,
        channel: &Channel,
        item: &Item,
        chance: &Chance,
        warnings: &mut Vec<String>,
    ) -> (Fields, Vec<Dropped>) {
        let section = self.section(item);
        let mut fields = Fields::new(&self.edition.slug, section);
        fields.kind = Kind::News;
        fields.headline = shortened("title", line_of(&item.title, chance), LONGEST_HEADLINE, warnings);
        fields.standfirst =
            shortened("excerpt", line_of(&item.excerpt, chance), LONGEST_STANDFIRST, warnings);
        fields.slug = slug_of(&item.post_name);
        fields.bylines = bylines(channel, item, chance).take("authors", warnings);
        fields.topics = topics(item, section, chance).take("topics", warnings);
        fields.language = language(&channel.language, self.edition);
        let text = Doc::from_wordpress(&item.content, chance);
        fields.body = text.doc;
        (fields, text.dropped)
    }

    /// The first category that is a section here, else the edition's first section.
    fn section(&self, item: &Item) -> &str {
        let mut categories = item.categories.iter().filter(|category| category.is_category());
        or_first(categories.find_map(|category| self.edition.section(&category.nicename)), self.edition)
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
        Wanted::Published { at, updated: later(utc(&item.modified_gmt), at) }
    }

    fn date(&self, channel: &Channel, item: &Item) -> Option<Time> {
        utc(&item.post_date_gmt)
            .or_else(|| in_zone(&item.post_date, self.edition.time_zone()))
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

fn topics(item: &Item, section: &str, chance: &Chance) -> Names {
    let mut topics = Names::default();
    for category in item.categories.iter().filter(|category| category.is_topic()) {
        let name = line_of(&category.name, chance);
        let is_section = category.is_category() && category.nicename == section;
        if !is_section && !category.is_uncategorized(&name) {
            topics.add(&name);
        }
    }
    topics
}

/// Several authors stand as categories (Co-Authors Plus); else the creator's shown name, else the login.
fn bylines(channel: &Channel, item: &Item, chance: &Chance) -> Names {
    let mut names = Names::default();
    for author in item.categories.iter().filter(|category| category.domain == "author") {
        names.add(&line_of(&author.name, chance));
    }
    if names.names.is_empty() {
        let shown = channel.authors.get(&item.creator).unwrap_or(&item.creator);
        names.add(&line_of(shown, chance));
    }
    names
}
