//! What a theme's templates may show as it is, without escaping: what the default templates show so, and nothing
//! else. A slip here would let a headline become markup.

use super::{Fault, files::line_at};
use std::path::Path;

/// The values that are made to be shown as they are.
const MADE_SAFE: [&str; 4] = ["body_html", "json_ld", "live_html", "used_in"];

/// Returns every place where a template would show something else unescaped.
pub(super) fn faults(path: &Path, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |at: usize, why: &str| faults.push(Fault::on_line(path, line_at(text, at), why));
    for (at, _) in text.match_indices("autoescape") {
        fault(at, "a theme cannot turn escaping off");
    }
    for (at, _) in text.match_indices("safe") {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 4..).unwrap_or_default());
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
        if before.ends_with(is_word) || after.starts_with(is_word) {
            continue;
        }
        let is_quoted = before.ends_with(['"', '\'']);
        let piped = before.trim_end().strip_suffix('|').map(str::trim_end);
        let is_filter_block = before.trim_end().ends_with("filter");
        let name =
            piped.map(|before| before.rsplit(|letter: char| !is_word(letter)).next().unwrap_or_default());
        let is_allowed = name.is_some_and(|name| MADE_SAFE.contains(&name));
        if (piped.is_some() && !is_allowed) || is_filter_block || (is_quoted && before.contains("map(")) {
            let why = "only what the default templates show as it is may be marked safe";
            fault(at, &format!("{why}: {}", MADE_SAFE.join(", ")));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_made_to_be_shown_as_it_is_may_be_marked_safe() {
        let lines = |text: &str| faults(Path::new("t.html"), text).len();

        assert_eq!(lines("{{ story.body_html|safe }} {{ frame.json_ld | safe }} safe and sound, unsafe"), 0);
        assert_eq!(lines("{{ story.live_html|safe }} {{ used_in|safe }}"), 0);
        assert_eq!(lines("{{ story.headline|safe }}"), 1);
        assert_eq!(lines("{% autoescape false %}{{ x }}{% endautoescape %}"), 2);
        assert_eq!(lines("{% filter safe %}{{ x }}{% endfilter %}"), 1);
        assert_eq!(lines("{{ xs|map(\"safe\")|join }}"), 1);
    }
}
