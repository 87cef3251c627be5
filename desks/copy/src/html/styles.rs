//! What style attributes say of the words: word processors set them so, and in no other way. They are read for this
//! alone, and never kept.

use super::dom::{Dom, Index};
use crate::doc::Mark;

/// Returns what the element's style attribute says of a property.
pub(super) fn property<'a>(dom: &'a Dom, index: Index, name: &str) -> Option<&'a str> {
    let style = dom.attr(index, "style")?;
    let mut found = None;
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        if property.trim().eq_ignore_ascii_case(name) {
            found = Some(value.trim().trim_end_matches("!important").trim_end());
        }
    }
    found
}

/// Changes the marks to what the style of an element within the running text says.
pub(super) fn set(dom: &Dom, index: Index, marks: &mut Vec<Mark>) {
    if dom.attr(index, "style").is_none() {
        return;
    }
    if let Some(weight) = property(dom, index, "font-weight") {
        put(marks, Mark::Strong, is_bold(weight));
    }
    if let Some(style) = property(dom, index, "font-style") {
        put(marks, Mark::Em, starts_with(style, "italic") || starts_with(style, "oblique"));
    }
    // A line through the words is drawn through all that is in them: nothing within takes it off.
    let lines = ["text-decoration", "text-decoration-line"].into_iter();
    let mut lines = lines.filter_map(|name| property(dom, index, name));
    if lines.any(|lines| lines.split_ascii_whitespace().any(|line| line.eq_ignore_ascii_case("line-through")))
    {
        put(marks, Mark::Strike, true);
    }
    match property(dom, index, "vertical-align").map(str::to_ascii_lowercase).as_deref() {
        Some("super") => put(marks, Mark::Sup, true),
        Some("sub") => put(marks, Mark::Sub, true),
        _ => {}
    }
}

/// Returns what of a mark's style is to be known: that the words in it are not as its name says.
pub(super) fn undoing(name: &str, style: &str) -> Option<&'static str> {
    let (property, undone) = match name {
        "b" | "strong" => ("font-weight", "font-weight:normal"),
        "i" | "em" => ("font-style", "font-style:normal"),
        _ => return None,
    };
    let mut declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    let value = declarations.find(|(name, _)| name.trim().eq_ignore_ascii_case(property))?.1.trim();
    let is_plain = if property == "font-weight" { !is_bold(value) } else { starts_with(value, "normal") };
    is_plain.then_some(undone)
}

fn put(marks: &mut Vec<Mark>, mark: Mark, is_set: bool) {
    marks.retain(|known| *known != mark);
    if is_set {
        marks.push(mark);
    }
}

fn is_bold(weight: &str) -> bool {
    match weight.parse::<u32>() {
        Ok(weight) => weight >= 600,
        Err(_) => starts_with(weight, "bold"),
    }
}

fn starts_with(value: &str, word: &str) -> bool {
    value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
