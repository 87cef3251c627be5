//! Entity tags: how `If-None-Match` and `If-Match` compare them (RFC 9110, 13.1).

use http::HeaderValue;

/// Returns whether an `If-None-Match` names this ETag, by weak comparison (RFC 9110, 13.1.2).
pub fn names(list: &HeaderValue, etag: &HeaderValue) -> bool {
    let Ok(list) = list.to_str() else { return false };
    let opaque = etag.to_str().unwrap_or_default();
    let opaque = opaque.strip_prefix("W/").unwrap_or(opaque);
    list.trim() == "*" || etags(list).any(|one| one == opaque)
}

/// Returns whether an `If-Match` names this strong ETag, by strong comparison (RFC 9110, 13.1.1).
pub fn matches(list: &HeaderValue, etag: &str) -> bool {
    let Ok(list) = list.to_str() else { return false };
    list.trim() == "*" || etags_with_weakness(list).any(|(is_weak, one)| !is_weak && one == etag)
}

fn etags(list: &str) -> impl Iterator<Item = &str> {
    etags_with_weakness(list).map(|(_, etag)| etag)
}

/// Reads a list of entity tags; a comma may stand inside of one.
fn etags_with_weakness(list: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = list;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let is_weak = rest.starts_with("W/");
        let begin = rest.strip_prefix("W/").unwrap_or(rest);
        let inside = begin.strip_prefix('"')?;
        let end = inside.find('"')? + 2;
        let (etag, after) = begin.split_at_checked(end)?;
        rest = after;
        Some((is_weak, etag))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_none_match_compares_weakly_and_if_match_strongly() {
        let list = HeaderValue::from_static("\"a,b\", W/\"c\" , \"d\"");
        let etag = HeaderValue::from_static;

        assert!(
            names(&list, &etag("\"a,b\"")) && names(&list, &etag("\"c\"")) && names(&list, &etag("\"d\""))
        );
        assert!(!names(&list, &etag("\"b\"")) && !names(&list, &etag("\"\"")));
        assert!(names(&etag("*"), &etag("\"x\"")));
        assert!(matches(&list, "\"d\"") && !matches(&list, "\"c\"") && matches(&etag("*"), "\"x\""));
        assert!(!names(&etag("d"), &etag("\"d\"")) && !names(&etag("\"d"), &etag("\"d\"")));
    }
}
