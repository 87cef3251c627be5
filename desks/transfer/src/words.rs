//! What all ways in share: lines of text out of foreign markup, names, languages, and what a story can hold of them.

use base::Chance;
use copy::{Block, Doc, Dropped, Node};
use house::slug;
use sections::{Edition, Section};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

pub(crate) const LONGEST_TEXT: usize = 4 * 1024 * 1024;
pub(crate) const LONGEST_HEADLINE: usize = 500;
pub(crate) const LONGEST_STANDFIRST: usize = 2000;
pub(crate) const LONGEST_NAME: usize = 200;
pub(crate) const LONGEST_CAPTION: usize = 5000;
pub(crate) const LONGEST_ADDRESS: usize = 2000;
pub(crate) const MOST_NAMES: usize = 50;
/// How many kinds of things that were left out of a text are named.
const MOST_KINDS: usize = 6;

/// Returns titles, names and excerpts as a line of text: most sources write them as HTML.
pub(crate) fn line_of(html: &str, chance: &Chance) -> String {
    let is_html = html.contains(['<', '&']);
    let text = if is_html { Doc::from_html(html, chance).doc.plain_text() } else { html.to_owned() };
    plain_line(&text)
}

/// Returns the text as a line: no control characters, one blank between words.
pub(crate) fn plain_line(text: &str) -> String {
    let is_foreign = |letter: char| letter.is_control() && !letter.is_whitespace();
    let text: String = text.chars().filter(|letter| !is_foreign(*letter)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text, cut with a warning if it is too long.
pub(crate) fn shortened(what: &str, text: String, longest: usize, warnings: &mut Vec<String>) -> String {
    if text.chars().count() <= longest {
        return text;
    }
    warnings.push(format!("its {what} is cut to {longest} characters"));
    format!("{}…", cut(&text, longest - 1))
}

/// Refuses a text that is longer than a story's can be.
pub(crate) fn check_length(text: &str) -> Result<(), String> {
    if text.len() > LONGEST_TEXT {
        return Err(format!("its text is longer than {} MiB", LONGEST_TEXT >> 20));
    }
    Ok(())
}

/// Returns the name that stands in a byline.
pub(crate) fn without_by(line: &str) -> &str {
    ["By ", "by ", "BY "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line)
}

/// Returns the section that was found, else the edition's first one.
pub(crate) fn or_first<'e>(found: Option<&'e Section>, edition: &'e Edition) -> &'e str {
    found.or(edition.sections.first()).map(|section| section.slug.as_str()).unwrap_or_default()
}

/// Returns the beginning of a text.
pub(crate) fn cut(text: &str, longest: usize) -> String {
    text.trim().chars().take(longest).collect::<String>().trim_end().to_owned()
}

/// Names, none twice: those that differ in case or accents alone are one.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) names: Vec<String>,
    seen: HashSet<String>,
}

impl Names {
    pub(crate) fn add(&mut self, name: &str) {
        let name = cut(name, LONGEST_NAME);
        let slug = slug::of(&name);
        let key = if slug.is_empty() { name.clone() } else { slug };
        if !name.is_empty() && self.seen.insert(key) {
            self.names.push(name);
        }
    }

    /// Returns the names, with a warning if there are more than a story can have.
    pub(crate) fn take(self, what: &str, warnings: &mut Vec<String>) -> Vec<String> {
        let mut names = self.names;
        if names.len() > MOST_NAMES {
            warnings.push(format!("{} {what}, of which the first {MOST_NAMES} are kept", names.len()));
            names.truncate(MOST_NAMES);
        }
        names
    }
}

/// Chance that is the same for the same story, so that its blocks have the same ids whenever it is read.
pub(crate) fn steady(source: &str, source_id: &str) -> Chance {
    let mut hasher = DefaultHasher::new();
    (source, source_id).hash(&mut hasher);
    Chance::seeded(hasher.finish())
}

/// Returns the source's language where it is not the edition's own; what is no language tag says nothing.
pub(crate) fn language(tag: &str, edition: &Edition) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next().filter(|part| {
        (2..=3).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphabetic())
    })?;
    let here = edition.language.split('-').next().unwrap_or_default();
    let is_whole = parts.all(|part| {
        (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric())
    });
    (is_whole && !first.eq_ignore_ascii_case(here)).then_some(tag)
}

/// Says in a line what a text held and a story cannot; nothing if that is nothing.
pub(crate) fn left_out(dropped: &[Dropped]) -> Option<String> {
    let kinds = dropped.iter().take(MOST_KINDS).map(|one| match one.count {
        1 => one.what.clone(),
        count => format!("{count} × {}", one.what),
    });
    let mut kinds: Vec<String> = kinds.collect();
    if dropped.len() > MOST_KINDS {
        kinds.push(format!("{} kinds more", dropped.len() - MOST_KINDS));
    }
    (!kinds.is_empty()).then(|| format!("left out of its text: {}", kinds.join(", ")))
}

/// Returns a label for reports: what it is, what it is known by, and the beginning of its title.
pub(crate) fn label(kind: &str, id: &str, title: &str) -> String {
    let title: String = plain_line(title).chars().take(60).collect();
    let id = cut(id, 120);
    let id = plain_line(&id);
    if title.is_empty() { format!("{kind} {id}") } else { format!("{kind} {id} “{title}”") }
}

/// Returns plain text as paragraphs: blank lines divide them, or, where there are none, every line's end does.
pub(crate) fn paragraphs(text: &str) -> Doc {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let parts: Vec<&str> =
        if text.contains("\n\n") { text.split("\n\n").collect() } else { text.lines().collect() };
    let paragraph = |text: String| Block {
        id: String::new(),
        node: Node::Paragraph(vec![copy::Inline::Text { text, marks: Vec::new() }]),
    };
    let blocks = parts.into_iter().map(plain_line).filter(|text| !text.is_empty()).map(paragraph);
    Doc { blocks: blocks.collect() }
}

/// Takes away a heading at the beginning of the text that only repeats the headline.
pub(crate) fn without_headline(doc: &mut Doc, headline: &str) {
    let repeats = doc.blocks.first().is_some_and(|block| {
        let one = Doc { blocks: vec![block.clone()] };
        matches!(block.node, Node::Heading { .. }) && plain_line(&one.plain_text()) == headline
    });
    if repeats {
        doc.blocks.remove(0);
    }
}
