//! What a theme's templates may not try: to show text as markup. They could not; it is told before a reader meets it.

use super::{Fault, files::line_at};
use std::path::Path;

/// Returns every place where a template would have text shown unescaped.
pub(super) fn faults(path: &Path, text: &str) -> Vec<Fault> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut faults = Vec::new();
    for (at, _) in text.match_indices("autoescape") {
        faults.push(Fault::on_line(path, line_at(text, at), "a theme cannot turn escaping off"));
    }
    for (at, _) in text.match_indices("safe") {
        let (before, after) = text.split_at(at);
        let is_filter = before.trim_end().ends_with('|');
        if is_filter && !after.strip_prefix("safe").is_some_and(|after| after.starts_with(is_word)) {
            let why = "there is no filter “safe”: what is markup is shown as it is, and nothing else";
            faults.push(Fault::on_line(path, line_at(text, at), why));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_would_show_text_as_markup_is_told_where() {
        let lines = |text: &str| faults(Path::new("t.html"), text).len();

        assert_eq!(lines("{{ story.body_html }} safe and sound, {{ x|safely }}"), 0);
        assert_eq!(lines("{{ story.headline|safe }}{{ story.headline | safe }}"), 2);
        assert_eq!(lines("{% autoescape false %}{{ x }}{% endautoescape %}"), 2);
    }
}
