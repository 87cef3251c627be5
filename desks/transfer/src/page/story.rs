//! Makes a story of a page.

use super::meta::{self, Said};
use crate::Told;
use crate::pictures::place;
use crate::times::{later, moment};
use crate::words::{
    LONGEST_ADDRESS, LONGEST_HEADLINE, LONGEST_STANDFIRST, LONGEST_TEXT, Names, cut, language, line_of,
    or_first, shortened, steady, without_by, without_headline,
};
use crate::wxr::address;
use base::Chance;
use copy::{Doc, Dropped, Picture};
use dom_smoothie::{Config, Readability};
use sections::Edition;
use std::panic::{AssertUnwindSafe, catch_unwind};
use stories::{Fields, Incoming, Wanted};

/// Pages are known by their address, which is nobody else's.
const SOURCE: &str = "html";
/// What the extractor may be given: how many elements, and how deep.
const MOST_ELEMENTS: usize = 50_000;
const DEEPEST: usize = 256;
const MOST_ATTRIBUTES: usize = 500;
/// A text of so many bytes is an article, whatever stands around it.
const LONG_ENOUGH: usize = 1000;
/// What is shorter than this beside the text of the whole page is no article but a piece of one.
const LEAST_SHARE: usize = 5;

/// Where pages are to go.
pub(super) struct Plan<'a> {
    pub(super) edition: &'a Edition,
    /// Whether what has a date of publication is to be public here.
    pub(super) publish: bool,
    pub(super) file: &'a str,
}

/// What was made of the page's markup.
struct Article {
    said: Said,
    doc: Doc,
    dropped: Vec<Dropped>,
    warnings: Vec<String>,
}

impl Plan<'_> {
    /// Returns the story that a page is, or why it cannot be one.
    pub(super) fn story(&self, html: &str) -> Result<Told, String> {
        let chance = steady(SOURCE, self.file);
        let Article { said, doc, dropped, mut warnings } = article(html, &chance);
        if said.title.trim().is_empty() && doc.is_empty() && doc.pictures().is_empty() {
            return Err("holds neither a title nor a text".into());
        }
        let source_id = said
            .url
            .as_deref()
            .map_or_else(|| format!("file:{}", self.file), |url| cut(url, LONGEST_ADDRESS));
        let addresses = said.url.as_deref().and_then(address).into_iter().collect();
        let wanted = self.wanted(&said, &mut warnings);
        let fields = self.fields(said, doc, &chance, &mut warnings);
        let incoming = Incoming {
            source: SOURCE.into(),
            source_id,
            version: None,
            fields,
            wanted,
            addresses,
            own: None,
        };
        Ok(Told { incoming, warnings, dropped })
    }

    fn fields(&self, said: Said, doc: Doc, chance: &Chance, warnings: &mut Vec<String>) -> Fields {
        let section = self.edition.section(&house::slug::of(&said.section));
        let mut fields = Fields::new(&self.edition.slug, or_first(section, self.edition));
        fields.headline = shortened("title", line_of(&said.title, chance), LONGEST_HEADLINE, warnings);
        fields.body = doc;
        without_headline(&mut fields.body, &fields.headline);
        let excerpt = line_of(&said.excerpt, chance);
        // Where a page says no summary the extractor takes the first paragraph, which stands in the text already.
        if excerpt != fields.headline && !fields.body.plain_text().replace('\n', " ").starts_with(&excerpt) {
            fields.standfirst = shortened("description", excerpt, LONGEST_STANDFIRST, warnings);
        }
        let mut names = Names::default();
        said.bylines.iter().for_each(|name| names.add(without_by(&line_of(name, chance))));
        fields.bylines = names.take("authors", warnings);
        let mut topics = Names::default();
        let of_section = |name: &String| house::slug::of(name) != fields.section;
        said.keywords
            .iter()
            .filter(|name| of_section(name))
            .for_each(|name| topics.add(&line_of(name, chance)));
        fields.topics = topics.take("topics", warnings);
        fields.language = language(&said.language, self.edition);
        if fields.body.pictures().is_empty()
            && let Some(image) = said.image
        {
            let picture =
                Picture { waiting: Some(image), alt: line_of(&said.image_alt, chance), ..Picture::default() };
            place(&mut fields.body, [picture], chance);
        }
        fields
    }

    fn wanted(&self, said: &Said, warnings: &mut Vec<String>) -> Wanted {
        if !self.publish {
            return Wanted::Draft;
        }
        let zone = self.edition.time_zone();
        let Some(at) = moment(&said.published, &zone) else {
            warnings.push("stays a draft: the page does not say when it was published".into());
            return Wanted::Draft;
        };
        Wanted::Published { at, updated: later(moment(&said.modified, &zone), at) }
    }
}

/// Takes the article out of the page; where none can be told apart the whole page is taken.
fn article(html: &str, chance: &Chance) -> Article {
    let whole = || Doc::from_html(html.get(..LONGEST_TEXT).unwrap_or(html), chance);
    let mut warnings = Vec::new();
    if !is_shallow(html) {
        warnings
            .push("its elements nest too deep or have too many attributes; the whole page is taken".into());
        let whole = whole();
        return Article { said: Said::default(), doc: whole.doc, dropped: whole.dropped, warnings };
    }
    let taken = catch_unwind(AssertUnwindSafe(|| extract(html)));
    let (said, content) = taken.unwrap_or_default();
    let taken = content.map(|content| Doc::from_html(&content, chance));
    let parsed = match taken.map(|taken| (taken.doc.plain_text().len(), taken)) {
        Some((length, taken)) if length > LONG_ENOUGH => taken,
        taken => {
            let everything = whole();
            let all = everything.doc.plain_text().len();
            match taken {
                Some((length, taken)) if !taken.doc.is_empty() && length * LEAST_SHARE >= all => taken,
                _ => {
                    warnings.push("no article stands out in it; the whole page is taken".into());
                    everything
                }
            }
        }
    };
    Article { said, doc: parsed.doc, dropped: parsed.dropped, warnings }
}

/// Returns what the page says of itself and the HTML of its article.
fn extract(html: &str) -> (Said, Option<String>) {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let Ok(mut page) = Readability::new(html, None, Some(config)) else { return Default::default() };
    let said = meta::read(&page);
    page.doc_url.clone_from(&said.url);
    let content = page.parse().ok().map(|article| article.content.to_string());
    (said, content)
}

/// Whether no more elements are open at a time, and none has more attributes, than the extractor can walk through.
fn is_shallow(html: &str) -> bool {
    // Those that need no end tag do not nest by themselves.
    const EMPTY: [&str; 24] = [
        "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "area", "base", "br", "col",
        "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p",
    ];
    let mut depth = 0_usize;
    for tag in html.split('<').skip(1) {
        let is_end = tag.starts_with('/');
        let name: String =
            tag.trim_start_matches('/').chars().take(12).take_while(char::is_ascii_alphanumeric).collect();
        if tag.split('>').next().unwrap_or_default().matches('=').count() > MOST_ATTRIBUTES {
            return false;
        }
        let is_closed = tag.split('>').next().unwrap_or_default().ends_with('/');
        if name.is_empty() || is_closed || EMPTY.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return false;
        }
    }
    true
}
