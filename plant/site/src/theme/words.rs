//! A theme's own words in the place of the default ones.

use super::files::line_at;
use fluent_syntax::ast::{Entry, Resource};
use fluent_syntax::{parser, serializer};

/// Returns the default's words without those that the theme has, and the theme's behind them; or the line of the
/// theme's that cannot be read.
pub(super) fn merge(default: &str, own: &str) -> Result<String, (usize, String)> {
    let ours = parser::parse(own).map_err(|(_, errors)| {
        let first = errors.first();
        let line = first.map_or(1, |error| line_at(own, error.pos.start));
        (line, first.map_or_else(|| "cannot be read".into(), |error| error.kind.to_string()))
    })?;
    let theirs = parser::parse(default).unwrap_or_else(|(resource, _)| resource);
    let names: Vec<&str> = ours.body.iter().filter_map(name).collect();
    let body = theirs.body.into_iter().filter(|entry| name(entry).is_none_or(|name| !names.contains(&name)));
    let kept = Resource { body: body.collect() };
    Ok(format!("{}\n{own}\n", serializer::serialize(&kept)))
}

fn name<'a>(entry: &Entry<&'a str>) -> Option<&'a str> {
    match entry {
        Entry::Message(message) => Some(message.id.name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_themes_word_stands_in_the_place_of_the_default_one() {
        let merged =
            merge("a = A\nb = { $n ->\n    [one] one\n   *[other] { $n }\n }\n", "a = Ours\n").unwrap();

        assert!(
            merged.contains("a = Ours") && !merged.contains("a = A\n") && merged.contains("[one]"),
            "{merged}"
        );
        assert_eq!(merge("a = A", "a = Ours\n\n=\n").unwrap_err().0, 3);
    }
}
