//! The tokens of the look: what there are, what they are for, and whether what is read can be read: the contrast of
//! every text on every ground, in the light scheme and in the dark one.

use super::{Fault, files::line_at};
use std::collections::BTreeMap;
use std::path::Path;

/// The default tokens, as they are built into the default stylesheet.
pub const DEFAULT: &str = include_str!("../../../../theme/style/tokens.css");
/// The contrast that text needs on its ground (WCAG AAA), and that fields need.
const OF_TEXT: f64 = 7.0;
const OF_FIELDS: f64 = 3.0;

const TEXTS: [&str; 8] =
    ["ink", "ink-2", "accent", "accent-strong", "visited", "signal", "opinion", "confirmed"];
const GROUNDS: [&str; 5] = ["page", "tint", "raised", "opinion-tint", "correction-tint"];

/// What each token is for, in the order of the list for people.
pub const MEANINGS: [(&str, &str); 21] = [
    ("page", "the paper"),
    ("tint", "asides and key events"),
    ("raised", "menus"),
    ("ink", "text and headlines"),
    ("ink-2", "standfirst, times, captions, credits"),
    ("accent", "links, kickers, corrections, focus, buttons"),
    ("accent-strong", "the same under the pointer or pressed"),
    ("on-accent", "words on a button"),
    ("visited", "links that were followed, in lists of results"),
    ("signal", "live and breaking, errors: no brand colour"),
    ("breaking", "the ground of the breaking strip"),
    ("on-breaking", "words on the breaking strip"),
    ("opinion", "the label of opinion"),
    ("opinion-tint", "the ground of opinion"),
    ("correction-tint", "the ground of a correction"),
    ("confirmed", "saved, confirmed: on the desk"),
    ("field", "the edge of a field"),
    ("hairline", "lines between things: decoration"),
    ("serif", "the family of the text"),
    ("serif-head", "the family of headlines"),
    ("sans", "the family of labels"),
];

/// A custom property that a stylesheet sets for the whole page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub name: String,
    pub value: String,
    pub line: usize,
    pub is_dark: bool,
}

/// Returns the custom properties that a stylesheet sets on `:root`, for all schemes or for the dark one.
pub fn tokens(css: &str) -> Vec<Token> {
    let css = without_comments(css);
    let (mut found, mut around, mut begun) = (Vec::new(), Vec::new(), 0);
    for (at, letter) in css.char_indices().filter(|(_, letter)| "{};".contains(*letter)) {
        let words = css.get(begun..at).unwrap_or_default();
        match letter {
            '{' => around.push(words.trim().to_owned()),
            _ => {
                found.extend(token(&css, begun, words, &around));
                if letter == '}' {
                    around.pop();
                }
            }
        }
        begun = at + 1;
    }
    found
}

fn token(css: &str, begun: usize, words: &str, around: &[String]) -> Option<Token> {
    let (name, value) = words.split_once(':')?;
    let name = name.trim().strip_prefix("--")?;
    let on_root = around.last().is_some_and(|selector| selector.split(',').any(|one| one.trim() == ":root"));
    let of_media =
        |words: &str| around.iter().any(|around| around.starts_with("@media") && around.contains(words));
    if !on_root || of_media("print") || of_media("width") {
        return None;
    }
    let is_dark = of_media("prefers-color-scheme: dark") || of_media("prefers-color-scheme:dark");
    let line = line_at(css, begun + words.len() - words.trim_start().len());
    Some(Token { name: name.to_owned(), value: value.trim().to_owned(), line, is_dark })
}

/// Returns the text with spaces for comments, so that places stay where they are.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        let (inside, after) = comment.split_once("*/").unwrap_or((comment, ""));
        out.push_str("  ");
        out.extend(inside.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        out.push_str("  ");
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns the colours of a scheme by their names: the default's, then this stylesheet's, each first for all schemes
/// and then for the dark one, as a browser has it.
pub(crate) fn scheme(css: &str, is_dark: bool) -> BTreeMap<String, Token> {
    let mut scheme = BTreeMap::new();
    for sheet in [DEFAULT, css] {
        for dark in [false, true] {
            let all = tokens(sheet).into_iter().filter(|token| token.is_dark == dark && (is_dark || !dark));
            scheme.extend(all.map(|token| (token.name.clone(), token)));
        }
    }
    scheme
}

/// The colours of a scheme of a look.
#[derive(Clone, Debug)]
pub struct Scheme(BTreeMap<String, Token>);

impl Scheme {
    /// Returns the scheme of the default look with this stylesheet over it.
    pub fn of(css: &str, is_dark: bool) -> Self {
        Self(scheme(css, is_dark))
    }

    /// Returns the colour of a token, such as `#14171c`, if it is written as one.
    pub fn colour(&self, token: &str) -> Option<String> {
        let parts = colour(&self.0.get(token)?.value, &self.0, 0)?;
        let [red, green, blue] = parts.map(byte);
        Some(format!("#{red:02x}{green:02x}{blue:02x}"))
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a colour is from 0 to 1"
)]
fn byte(part: f64) -> u8 {
    (part * 255.0).round() as u8
}

/// Returns the contrast of two colours as the tokens write them, from 1 to 21 (WCAG 2).
pub fn contrast_of(one: &str, other: &str) -> Option<f64> {
    let none = BTreeMap::new();
    Some(contrast(colour(one, &none, 0)?, colour(other, &none, 0)?))
}

/// Returns what is wrong with a theme's stylesheet: what cannot be read on its ground, what nothing uses, and what
/// would be fetched from elsewhere.
pub(super) fn faults(path: &Path, css: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for word in ["@import", "url(http", "url(\"http", "url('http", "url(//", "url(\"//", "url('//"] {
        let places = css.match_indices(word).map(|(at, _)| line_at(css, at));
        faults.extend(
            places.map(|line| {
                Fault::on_line(path, line, format!("`{word}`: nothing is fetched from elsewhere"))
            }),
        );
    }
    let known = tokens(DEFAULT);
    for token in tokens(css) {
        let is_known = known.iter().any(|known| known.name == token.name);
        if !is_known && !css.contains(&format!("var(--{}", token.name)) {
            faults.push(Fault::on_line(path, token.line, format!("nothing uses --{}", token.name)));
        }
    }
    faults.extend(contrasts(path, css));
    faults
}

/// Returns every pair of colours that cannot be read.
pub fn contrasts(path: &Path, css: &str) -> Vec<Fault> {
    let own = tokens(css);
    let mut faults = Vec::new();
    for (is_dark, called) in [(false, "light"), (true, "dark")] {
        let scheme = scheme(css, is_dark);
        let texts = TEXTS.iter().flat_map(|text| GROUNDS.map(|ground| (*text, ground, OF_TEXT)));
        let buttons = [
            ("on-accent", "accent", OF_TEXT),
            ("on-accent", "accent-strong", OF_TEXT),
            ("on-breaking", "breaking", OF_TEXT),
        ];
        let fields = [("field", "page", OF_FIELDS), ("field", "tint", OF_FIELDS)];
        for (name, ground, least) in texts.chain(buttons).chain(fields) {
            let (Some(over), Some(under)) = (scheme.get(name), scheme.get(ground)) else { continue };
            let place = own.iter().rev().find(|token| [name, ground].contains(&token.name.as_str()));
            let line = place.map_or(1, |token| token.line);
            match (colour(&over.value, &scheme, 0), colour(&under.value, &scheme, 0)) {
                (Some(a), Some(b)) if contrast(a, b) + 0.005 >= least => {}
                (Some(a), Some(b)) => faults.push(Fault::on_line(
                    path,
                    line,
                    format!(
                        "--{name} {} on --{ground} {} has the contrast {:.1} in the {called} scheme; {least} is the least",
                        over.value,
                        under.value,
                        contrast(a, b)
                    ),
                )),
                _ => faults.push(Fault::on_line(
                    path,
                    line,
                    format!("--{name} or --{ground} is no colour such as #14171c, so nobody can say whether it can be read"),
                )),
            }
        }
    }
    faults.dedup();
    faults
}

/// Returns red, green and blue of a colour as the tokens write them.
fn colour(value: &str, scheme: &BTreeMap<String, Token>, depth: usize) -> Option<[f64; 3]> {
    if let Some(name) = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
        let token = scheme.get(name.trim()).filter(|_| depth < 8)?;
        return colour(&token.value, scheme, depth + 1);
    }
    let digits = match value {
        "white" => "ffffff",
        "black" => "000000",
        _ => value.strip_prefix('#').filter(|digits| digits.is_ascii())?,
    };
    let whole: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let part =
        |at: usize| u8::from_str_radix(whole.get(at..at + 2)?, 16).ok().map(|part| f64::from(part) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

/// Returns the contrast of two colours, from 1 to 21 (WCAG 2).
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] =
        colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(css: &str) -> Vec<String> {
        faults(Path::new("theme.css"), css).iter().map(Fault::to_string).collect()
    }

    #[test]
    fn the_default_look_can_be_read_in_both_schemes() {
        assert_eq!(told(""), Vec::<String>::new());
    }

    #[test]
    fn every_token_of_colour_or_family_has_its_meaning_written_down() {
        for token in tokens(DEFAULT).iter().filter(|token| token.value.starts_with('#')) {
            assert!(MEANINGS.iter().any(|(name, _)| *name == token.name), "{}", token.name);
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line_and_its_scheme() {
        let faults = told("/* ours */\n:root {\n  --ink-2: #a3a3a3;\n}\n");

        assert!(
            faults[0].starts_with("theme.css:3: --ink-2 #a3a3a3 on --page #fff has the contrast 2.5"),
            "{faults:?}"
        );
        // What is set for all schemes and not for the dark one holds there too.
        assert!(
            !faults.iter().any(|fault| fault.contains("--ink-2 #a3a3a3 on --page #13161b")),
            "7.0 and more"
        );
        assert!(told(":root{--page:#ffe}").iter().any(|fault| fault.contains("dark scheme")));
    }

    #[test]
    fn a_token_that_nothing_uses_and_a_colour_that_is_none_are_told() {
        assert_eq!(told(":root { --acent: #000; }"), ["theme.css:1: nothing uses --acent"]);
        assert!(told(":root { --ink: color-mix(in srgb, red, blue); }")[0].contains("is no colour"));
        assert!(told("@import url(\"//fonts.example/x.css\");")[0].contains("elsewhere"));
        assert_eq!(told(":root { --own: 3px; } p { margin: var(--own); }"), Vec::<String>::new());
    }
}
