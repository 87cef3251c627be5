//! Makes a story of an item: what goes where, what is dropped, and what it is to be.

use super::item::{Item, Part};
use super::{pictures, subjects};
use crate::Told;
use crate::times::{exact, later, moment};
use crate::words::{
    LONGEST_HEADLINE, LONGEST_NAME, LONGEST_STANDFIRST, Names, check_length, cut, language, line_of,
    or_first, paragraphs, plain_line, shortened, steady, without_by, without_headline,
};
use base::{Chance, Id, Time};
use copy::{Doc, Dropped};
use house::Kind;
use percent_encoding::percent_decode_str;
use sections::Edition;
use stories::{Dateline, Fields, Incoming, Wanted};

/// All items are known by their uri, which is nobody else's.
const SOURCE: &str = "ninjs";

/// Where items are to go.
pub(super) struct Plan<'a> {
    pub(super) edition: &'a Edition,
    /// Whether what was public is to be public here.
    pub(super) publish: bool,
}

/// What came of an item.
pub(super) enum Made {
    Story(Box<Told>),
    /// It is a picture, a film or a plan: what, is said.
    NoStory(String),
    /// It is a story, and not taken in for this reason.
    Not(String),
}

impl Plan<'_> {
    /// Returns the story that an item is, or why it cannot be one.
    pub(super) fn story(&self, item: &Item, id: String) -> Result<Made, String> {
        match item.text(&["type"])? {
            None | Some("text" | "composite") => {}
            Some(
                kind @ ("audio" | "video" | "picture" | "graphic" | "component" | "event" | "planning"
                | "animation" | "package"),
            ) => return Ok(Made::NoStory(kind.into())),
            Some(other) => return Err(format!("/type: there is no type “{}”", cut(other, 40))),
        }
        let status = item.text(&["pubstatus", "pubStatus"])?.unwrap_or("usable");
        let is_withheld = match status {
            "usable" => false,
            "withheld" => true,
            "canceled" | "cancelled" => {
                let why = "it is canceled at the source; an import takes nothing in that was canceled and nothing \
                           off that is here: withdraw it at the desk";
                return Ok(Made::Not(why.into()));
            }
            other => return Err(format!("/pubstatus: there is no status “{}”", cut(other, 40))),
        };
        let (mut warnings, mut dropped) = (Vec::new(), Vec::new());
        let chance = steady(SOURCE, &id);
        let fields = self.fields(item, &chance, &mut warnings, &mut dropped)?;
        let wanted = self.wanted(item, is_withheld, fields.embargo_until, &mut warnings)?;
        let own = own(item, &id);
        let incoming = Incoming {
            source: SOURCE.into(),
            source_id: id,
            version: item.number("version"),
            fields,
            wanted,
            addresses: Vec::new(),
            own,
        };
        Ok(Made::Story(Box::new(Told { incoming, warnings, dropped })))
    }

    fn fields(
        &self,
        item: &Item,
        chance: &Chance,
        warnings: &mut Vec<String>,
        dropped: &mut Vec<Dropped>,
    ) -> Result<Fields, String> {
        let section = self.section(item)?;
        let mut fields = Fields::new(&self.edition.slug, section);
        fields.kind = kind(item)?;
        let headline = line_of(headline(item)?, chance);
        fields.headline = shortened("headline", headline, LONGEST_HEADLINE, warnings);
        let standfirst = line_of(standfirst(item)?, chance);
        if standfirst != fields.headline {
            fields.standfirst = shortened("description", standfirst, LONGEST_STANDFIRST, warnings);
        }
        fields.slugline = cut(&plain_line(item.text(&["slugline"])?.unwrap_or_default()), LONGEST_NAME);
        fields.dateline = dateline(item)?;
        fields.bylines = bylines(item, chance)?.take("authors", warnings);
        fields.topics = topics(item, section, self.edition, chance)?.take("topics", warnings);
        fields.language = language(item.text(&["language"])?.unwrap_or_default(), self.edition);
        fields.embargo_until = embargo(item)?;
        fields.body = body(item, chance, dropped)?;
        without_headline(&mut fields.body, &fields.headline);
        pictures::add(&mut fields.body, item, chance, dropped)?;
        Ok(fields)
    }

    /// The first subject that belongs to a section here, else the edition's first section.
    fn section(&self, item: &Item) -> Result<&str, String> {
        let subjects = item.objects(&["subject", "subjects"])?;
        let services = item.objects(&["service", "services"])?;
        let by_code = |subject: &Item| {
            let codes = ["code", "literal", "qcode", "uri"].into_iter();
            let mut codes = codes.filter_map(|name| subject.any_text(&[name]));
            codes.find_map(|code| subjects::section(code, self.edition))
        };
        let by_name = |subject: &Item| {
            let name = subject.any_text(&["name"]).filter(|name| !name.is_empty())?;
            subjects::section_named(name, self.edition)
        };
        let by_slug = |subject: &Item| self.edition.section(subject.any_text(&["literal"])?);
        let found = subjects.iter().find_map(|(_, subject)| by_slug(subject));
        let found = found.or_else(|| subjects.iter().find_map(|(_, subject)| by_code(subject)));
        let found =
            found.or_else(|| services.iter().chain(&subjects).find_map(|(_, subject)| by_name(subject)));
        Ok(or_first(found, self.edition))
    }

    fn wanted(
        &self,
        item: &Item,
        is_withheld: bool,
        embargo: Option<Time>,
        warnings: &mut Vec<String>,
    ) -> Result<Wanted, String> {
        let zone = self.edition.time_zone();
        let mut time = |names: &[&str]| -> Result<Option<Time>, String> {
            let Some(text) = item.text(names)? else { return Ok(None) };
            let time = moment(text, &zone);
            if time.is_none() {
                warnings.push(format!("/{}: “{}” is no time", names.concat(), cut(text, 40)));
            }
            Ok(time)
        };
        let created = time(&["firstcreated", "firstCreated"])?;
        let changed = time(&["versioncreated", "versionCreated"])?;
        if !self.publish || is_withheld {
            return Ok(Wanted::Draft);
        }
        let Some(at) = created.or(changed) else {
            warnings
                .push("stays a draft: it says neither when it was created nor when its version was".into());
            return Ok(Wanted::Draft);
        };
        // What was held back was not public before its hour.
        let at = embargo.map_or(at, |until| until.max(at));
        Ok(Wanted::Published { at, updated: later(changed, at) })
    }
}

/// Returns the story of this house that an export of it says it is: its id, and the path that its address ends in.
fn own(item: &Item, uri: &str) -> Option<(Id, String)> {
    let ids = item.objects(&["altIds"]).unwrap_or_default();
    let mut ids = ids.iter().filter(|(_, id)| id.any_text(&["role"]) == Some("id"));
    let id = ids.find_map(|(_, id)| id.any_text(&["value"])?.parse().ok());
    let url = url::Url::parse(uri).ok();
    let path = url.and_then(|url| Some(percent_decode_str(url.path()).decode_utf8().ok()?.into_owned()));
    id.zip(path)
}

fn kind(item: &Item) -> Result<Kind, String> {
    for (_, genre) in item.objects(&["genre", "genres"])? {
        match genre.any_text(&["literal"]).and_then(|word| word.parse().ok()) {
            None | Some(Kind::News) => {}
            Some(kind) => return Ok(kind),
        }
        for name in ["literal", "code", "uri", "name"] {
            let word = genre.any_text(&[name]).unwrap_or_default().to_lowercase();
            match word.rsplit([':', '/', '#']).next().unwrap_or_default() {
                "feature" => return Ok(Kind::Feature),
                "analysis" | "background" => return Ok(Kind::Analysis),
                "interview" => return Ok(Kind::Interview),
                "opinion" | "editorial" | "commentary" => return Ok(Kind::Opinion),
                _ => {}
            }
        }
    }
    Ok(Kind::News)
}

fn headline(item: &Item) -> Result<&str, String> {
    let parts = item.parts("headlines", "headline")?;
    let in_role = |role: &str| parts.iter().find(|part| part.role == role);
    let part = ["", "main"].into_iter().find_map(in_role).or_else(|| parts.first());
    match part {
        Some(part) => Ok(part.value),
        None => Ok(item.text(&["title", "name"])?.unwrap_or_default()),
    }
}

fn standfirst(item: &Item) -> Result<&str, String> {
    const ROLES: [&str; 8] = ["standfirst", "lead", "summary", "abstract", "text", "main", "", "html"];
    let parts = item.parts("descriptions", "description")?;
    let part = ROLES.iter().find_map(|role| parts.iter().find(|part| part.role == *role));
    Ok(part.map(|part| part.value).unwrap_or_default())
}

fn dateline(item: &Item) -> Result<Option<Dateline>, String> {
    let place = plain_line(item.text(&["located"])?.unwrap_or_default());
    let named = item.objects(&["infosources", "infoSources", "infosource"])?;
    let source =
        item.any_text(&["source"]).or_else(|| named.iter().find_map(|(_, one)| one.any_text(&["name"])));
    let source = match source {
        Some(source) => Some(source),
        None => item.text(&["copyrightholder", "copyrightHolder"])?,
    };
    let source = source.map(plain_line).map(|name| cut(&name, LONGEST_NAME)).filter(|name| !name.is_empty());
    let is_there = !place.is_empty() || source.is_some();
    Ok(is_there.then(|| Dateline { place: cut(&place, LONGEST_NAME), source, at: None }))
}

fn bylines(item: &Item, chance: &Chance) -> Result<Names, String> {
    let mut names = Names::default();
    for (_, author) in item.objects(&["authors"]).unwrap_or_default() {
        names.add(&line_of(author.any_text(&["name", "byline"]).unwrap_or_default(), chance));
    }
    if names.names.is_empty() {
        let line = line_of(item.text(&["byline", "by"])?.unwrap_or_default(), chance);
        names.add(without_by(&line));
    }
    Ok(names)
}

fn topics(item: &Item, section: &str, edition: &Edition, chance: &Chance) -> Result<Names, String> {
    let mut names = Names::default();
    for (_, subject) in item.objects(&["subject", "subjects"])? {
        let name = subject.text(&["name"])?.filter(|name| !name.trim().is_empty());
        let name = line_of(name.or(subject.any_text(&["literal"])).unwrap_or_default(), chance);
        // The section itself is no topic, and neither is a bare number.
        let is_number = name.chars().all(|letter| letter.is_ascii_digit());
        let is_section = subject.any_text(&["literal"]) == Some(section);
        if !is_number
            && !is_section
            && subjects::section_named(&name, edition).is_none_or(|named| named.slug != section)
        {
            names.add(&name);
        }
    }
    Ok(names)
}

/// An embargo that cannot be read keeps the story out: nobody knows when it may be shown.
fn embargo(item: &Item) -> Result<Option<Time>, String> {
    let Some(text) = item.text(&["embargoed", "embargoedUntil", "embargoeduntil"])? else { return Ok(None) };
    let why =
        || format!("its embargo “{}” is no time with its zone; nobody knows when it ends", cut(text, 40));
    exact(text).map(Some).ok_or_else(why)
}

/// The text in the form that keeps most of it: HTML, then plain text, then NITF.
fn body(item: &Item, chance: &Chance, dropped: &mut Vec<Dropped>) -> Result<Doc, String> {
    let parts = item.parts("bodies", "body")?;
    let Some(part) = parts.iter().filter(|part| !part.value.trim().is_empty()).min_by_key(|part| form(part))
    else {
        return Ok(Doc::default());
    };
    check_length(part.value)?;
    if form(part) == Form::Plain {
        return Ok(paragraphs(part.value));
    }
    let nitf = |text| inside(text, "<body.content>", "</body.content>");
    let html = if form(part) == Form::Nitf { nitf(part.value).unwrap_or(part.value) } else { part.value };
    let parsed = Doc::from_html(html, chance);
    dropped.extend(parsed.dropped);
    Ok(parsed.doc)
}

/// The forms of a text, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Html,
    Plain,
    Nitf,
}

fn form(part: &Part<'_>) -> Form {
    let is = |word: &str| part.role.contains(word) || part.content_type.contains(word);
    let low = part.value.get(..200).unwrap_or(part.value).to_ascii_lowercase();
    match () {
        () if is("nitf") || low.contains("nitf") => Form::Nitf,
        () if is("html") || (!is("plain") && (low.contains("<p") || low.contains("</"))) => Form::Html,
        () => Form::Plain,
    }
}

fn inside<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    let (_, behind) = text.split_once(begin)?;
    Some(behind.split_once(end).map_or(behind, |(inside, _)| inside))
}
