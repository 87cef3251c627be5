//! WordPress's shortcodes, replaced by the markup that says the same before the HTML is parsed.

use super::{Attachments, Report};

/// Shortcodes that are known even when they stand alone and without attributes.
const KNOWN: [&str; 8] =
    ["gallery", "playlist", "embed", "audio", "video", "caption", "wp_caption", "contact-form"];

/// Returns the text with its shortcodes replaced. Unknown ones are dropped and reported, what they enclose stays.
/// What only looks like one, such as `[sic]`, is text.
pub(super) fn replace(html: &str, attachments: Attachments, report: &mut Report) -> String {
    let mut replace = Replace { out: String::with_capacity(html.len()), attachments, report };
    let mut rest = html;
    while let Some(at) = rest.find(['[', '<']) {
        let (before, from) = rest.split_at(at);
        replace.out.push_str(before);
        let taken = if from.starts_with('<') { markup(from) } else { 0 };
        if taken > 0 {
            let (tag, behind) = from.split_at(taken);
            replace.out.push_str(tag);
            rest = behind;
            continue;
        }
        rest = match Tag::parse(from).and_then(|tag| replace.tag(&tag, from)) {
            Some(behind) => behind,
            None => {
                let (first, behind) = from.split_at(1);
                replace.out.push_str(first);
                behind
            }
        };
    }
    replace.out.push_str(rest);
    replace.out
}

/// Returns how much of the text that begins with `<` is a tag or a comment.
fn markup(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, c) in text.char_indices().skip(1) {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            // A lone < is text, and an end that is far away is none.
            (None, '<' | '[') => return 1,
            _ => {}
        }
    }
    1
}

/// A shortcode's tag.
struct Tag<'a> {
    name: &'a str,
    attrs: &'a str,
    closing: bool,
    alone: bool,
    length: usize,
}

impl<'a> Tag<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('[')?;
        let mut quote = None;
        let end = inner.char_indices().take(2000).find_map(|(at, c)| match (quote, c) {
            (None, ']') => Some(Some(at)),
            (None, '[' | '<' | '>') => Some(None),
            (None, '"') => {
                quote = Some(c);
                None
            }
            (Some(open), c) if open == c => {
                quote = None;
                None
            }
            _ => None,
        })??;
        let inner = inner.get(..end)?;
        let closing = inner.starts_with('/');
        let alone = inner.ends_with('/');
        let body = inner.trim_start_matches('/').trim_end_matches('/');
        let length =
            body.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(body.len());
        let (name, attrs) = body.split_at(length);
        let good = name.starts_with(|c: char| c.is_ascii_lowercase())
            && (attrs.is_empty() || attrs.starts_with([' ', '=', '\n', '\t', '\u{a0}']));
        good.then_some(Self { name, attrs, closing, alone, length: end + 2 })
    }

    /// Returns the value of an attribute.
    fn attr(&self, name: &str) -> Option<&'a str> {
        let at = self.attrs.match_indices(name).find(|(at, _)| {
            let before = self.attrs.get(..*at).and_then(|text| text.chars().last());
            let behind = self.attrs.get(at + name.len()..).unwrap_or_default();
            before.is_some_and(char::is_whitespace) && behind.starts_with('=')
        })?;
        let value = self.attrs.get(at.0 + name.len() + 1..)?;
        match value.chars().next()? {
            quote @ ('"' | '\'') => value.get(1..)?.split(quote).next(),
            _ => value.split_ascii_whitespace().next(),
        }
    }
}

struct Replace<'a, 'r> {
    out: String,
    attachments: Attachments<'a>,
    report: &'r mut Report,
}

impl Replace<'_, '_> {
    /// Writes what a tag stands for and returns the text behind it; nothing if it is no shortcode.
    fn tag<'t>(&mut self, tag: &Tag<'t>, text: &'t str) -> Option<&'t str> {
        let behind = text.get(tag.length..)?;
        // [[name]] is how one writes about a shortcode.
        if self.out.ends_with('[') && behind.starts_with(']') {
            self.out.pop();
            self.out.push_str(text.get(..tag.length)?);
            return behind.get(1..);
        }
        match tag.name {
            "caption" | "wp_caption" if tag.closing => self.out.push_str("</figure>"),
            "caption" | "wp_caption" => {
                self.out.push_str("<figure class=\"wp-caption\">");
                if let Some(caption) = tag.attr("caption") {
                    self.out.push_str(&format!("<figcaption>{caption}</figcaption>"));
                }
            }
            "gallery" if !tag.closing => self.gallery(tag),
            "embed" if !tag.closing => {
                let end = behind.find("[/embed]")?;
                self.embed(behind.get(..end)?.trim());
                return behind.get(end + "[/embed]".len()..);
            }
            "video" | "audio" | "playlist" if !tag.closing => self.media(tag),
            "video" | "audio" | "playlist" | "gallery" => {}
            name if tag.closing || is_shortcode(tag, behind) => {
                if !tag.closing {
                    self.report.dropped(&format!("[{name}]"), tag.attrs);
                } else if !self.report.knows(&format!("[{name}]")) {
                    return None;
                }
            }
            _ => return None,
        }
        Some(behind)
    }

    fn gallery(&mut self, tag: &Tag) {
        let ids = tag.attr("ids").or_else(|| tag.attr("include")).unwrap_or_default();
        let ids: Vec<u64> = ids.split(',').filter_map(|id| id.trim().parse().ok()).collect();
        let addresses = (self.attachments)(&ids);
        if addresses.is_empty() {
            return self.report.dropped("[gallery]", tag.attrs);
        }
        self.out.push_str("<div class=\"gallery\">");
        for address in addresses {
            self.out.push_str(&format!("<img src=\"{}\">", quoted(&address)));
        }
        self.out.push_str("</div>");
    }

    fn media(&mut self, tag: &Tag) {
        const FORMS: [&str; 10] = ["src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flv"];
        let bare = Some(tag.attrs.trim()).filter(|address| address.starts_with("http"));
        match FORMS.iter().find_map(|form| tag.attr(form)).or(bare) {
            Some(address) => self.embed(address),
            None => self.report.dropped(&format!("[{}]", tag.name), tag.attrs),
        }
    }

    fn embed(&mut self, address: &str) {
        self.out.push_str(&format!("<figure class=\"wp-block-embed\">{}</figure>", quoted(address)));
    }
}

/// Returns whether this is meant as a shortcode: known, with attributes, closed, or with a name no word has.
fn is_shortcode(tag: &Tag, behind: &str) -> bool {
    KNOWN.contains(&tag.name)
        || tag.alone
        || tag.attrs.contains('=')
        || tag.name.contains('_')
        || closed(tag.name, behind)
}

fn closed(name: &str, behind: &str) -> bool {
    // Not looked for without end, or a text full of brackets would take the square of its length.
    let near = behind.get(..behind.floor_char_boundary(20_000)).unwrap_or_default();
    near.contains(&format!("[/{name}]"))
}

fn quoted(address: &str) -> String {
    let plain = address.replace("&amp;", "&");
    plain.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
