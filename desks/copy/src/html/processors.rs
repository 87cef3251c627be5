//! What word processors copy besides the words: comments, marks of footnotes, words that somebody has deleted.

use super::Origin;
use super::dom::{Data, Dom, Index};
use super::styles::property;

/// Returns what an element is that a word processor keeps beside the text, as a word for the report. It is dropped
/// with all that is in it.
pub(super) fn beside(dom: &Dom, index: Index, origin: Origin) -> Option<&'static str> {
    let name = dom.name(index);
    let is_deleted = name == "del" && origin == Origin::Page || has_class(dom, index, "msoDel");
    if is_deleted {
        return Some("deleted");
    }
    if name == "a" {
        let anchor = dom.attr(index, "href")?.strip_prefix('#')?;
        return anchor_of(anchor, origin);
    }
    if is_comment(dom, index) || matches!(name, "div" | "p" | "li") && begins_as_comment(dom, index) {
        return Some("comment");
    }
    None
}

/// Returns whether an element shows nothing of its own: the line above Word's footnotes, the sign of an item,
/// which the list gives by itself.
pub(super) fn is_sign(dom: &Dom, index: Index) -> bool {
    match dom.name(index) {
        "hr" => dom.attr(index, "width") == Some("33%"),
        "span" => property(dom, index, "mso-list").is_some_and(|list| list.eq_ignore_ascii_case("ignore")),
        _ => false,
    }
}

fn anchor_of(anchor: &str, origin: Origin) -> Option<&'static str> {
    const COMMENTS: [&str; 3] = ["_msocom_", "_msoanchor_", "cmnt"];
    const NOTES: [&str; 6] = ["_ftn", "_edn", "ftnt", "ednt", "sdfootnote", "sdendnote"];
    let begins = |starts: &[&str]| starts.iter().any(|start| anchor.starts_with(start));
    let is_numbered = anchor.contains(|c: char| c.is_ascii_digit());
    match origin {
        _ if is_numbered && begins(&COMMENTS) => Some("comment"),
        // An old page was printed with them.
        Origin::Page if is_numbered && begins(&NOTES) => Some("footnote"),
        _ => None,
    }
}

/// Word's comments stand in a list behind the text. The words that a comment is about bear a style that names it,
/// and stay.
fn is_comment(dom: &Dom, index: Index) -> bool {
    if dom.attr(index, "style").is_some() {
        let is = |name: &str, values: &[&str]| {
            property(dom, index, name)
                .is_some_and(|value| values.iter().any(|v| value.eq_ignore_ascii_case(v)))
        };
        if is("mso-element", &["comment", "comment-list"])
            || is("mso-special-character", &["comment"])
            || property(dom, index, "mso-comment-author").is_some()
        {
            return true;
        }
    }
    ["msocomtxt", "MsoCommentText", "MsoCommentReference"].iter().any(|class| has_class(dom, index, class))
}

/// Returns whether the first that is shown in an element leads back to the words that a comment of Google Docs is
/// about.
fn begins_as_comment(dom: &Dom, index: Index) -> bool {
    let mut at = index;
    loop {
        let is_shown = |child: &&Index| match dom.data(**child) {
            Data::Text(text) => !text.trim().is_empty(),
            Data::Element(..) => true,
            _ => false,
        };
        let Some(&first) = dom.children(at).iter().find(is_shown) else { return false };
        if dom.name(first) == "a" {
            return dom.attr(first, "href").is_some_and(|href| href.starts_with("#cmnt_ref"));
        }
        at = first;
    }
}

fn has_class(dom: &Dom, index: Index, class: &str) -> bool {
    let classes = dom.attr(index, "class").unwrap_or_default();
    classes.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(class))
}
