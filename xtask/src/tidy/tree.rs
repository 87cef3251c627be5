//! The files of the repository, as tidy looks at them.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

const NOT_OURS: [&str; 5] = [".git", "target", "node_modules", "newsroom", ".mirror"];
const TEXT: [&str; 13] = [
    ".rs", ".toml", ".md", ".html", ".css", ".ts", ".mjs", ".sql", ".ftl", ".sh", ".json", ".yml", ".ci/run",
];

/// A text file of the repository, its path from the root with `/`.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Returns the path of every file that belongs to the repository, sorted.
pub(crate) fn files(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    walk(root, "", &mut found)?;
    found.sort();
    Ok(found)
}

/// Returns every text file that people write.
pub(crate) fn sources(root: &Path) -> Result<Vec<Source>> {
    let written = |path: &String| {
        TEXT.iter().any(|ending| path.ends_with(ending)) && !path.ends_with("package-lock.json")
    };
    files(root)?.into_iter().filter(written).map(|path| read(root, path)).collect()
}

fn read(root: &Path, path: String) -> Result<Source> {
    let bytes = fs::read(root.join(&path)).with_context(|| format!("reading {path}"))?;
    Ok(Source { text: String::from_utf8_lossy(&bytes).into_owned(), path })
}

fn walk(root: &Path, below: &str, found: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(root.join(below)).with_context(|| format!("reading {below}"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        let kind = entry.file_type()?;
        if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) {
            walk(root, &path, found)?;
        } else if kind.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

impl Source {
    /// Returns whether the file has this ending.
    pub(crate) fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }

    /// Returns whether this is Rust below `top/NAME/src`.
    pub(crate) fn is_src_of(&self, top: &str) -> bool {
        let mut parts = self.path.split('/');
        self.is(".rs") && parts.next() == Some(top) && parts.nth(1) == Some("src")
    }

    /// Returns the folder of the crate: `desks/stories`, `stoppress`.
    pub(crate) fn home(&self) -> &str {
        let depth = if self.path.starts_with("desks/") || self.path.starts_with("plant/") { 2 } else { 1 };
        let end = self.path.match_indices('/').nth(depth - 1).map_or(self.path.len(), |(at, _)| at);
        self.path.get(..end).unwrap_or(&self.path)
    }

    /// Returns whether one of the folders or the file itself (without ending) has one of these names.
    pub(crate) fn stands_in(&self, names: &[&str]) -> bool {
        self.path.split('/').any(|part| names.contains(&part.strip_suffix(".rs").unwrap_or(part)))
    }

    /// Returns the lines with their numbers, without comments if this is Rust.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_rust = self.is(".rs");
        self.text
            .lines()
            .enumerate()
            .map(move |(at, line)| (at + 1, if is_rust { uncommented(line) } else { line }))
    }

    /// Returns the lines of code that come before the file's own tests.
    pub(crate) fn untested(&self) -> impl Iterator<Item = (usize, &str)> {
        let end =
            self.code().find(|(_, line)| *line == "mod tests {").map_or(usize::MAX, |(number, _)| number);
        self.code().take_while(move |(number, _)| *number < end)
    }

    /// Returns the numbers of the lines on which an `sql!` begins, the file's own tests left out.
    pub(crate) fn statements(&self) -> impl Iterator<Item = usize> {
        self.untested().filter(|(_, line)| has_word(line, "sql!")).map(|(number, _)| number)
    }
}

/// Returns whether `word` stands in `line` and is not the end or the beginning of a longer name.
pub(crate) fn has_word(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|head| head.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|tail| tail.chars().next());
        let open = |edge: Option<char>, own: Option<char>| {
            !(edge.is_some_and(part_of_name) && own.is_some_and(part_of_name))
        };
        open(before, word.chars().next()) && open(after, word.chars().next_back())
    })
}

/// Returns the line up to its `//`, which an address (`https://`) or a string does not begin.
fn uncommented(line: &str) -> &str {
    let mut quoted = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            '"' if before != '\\' && before != '\'' => quoted = !quoted,
            '/' if !quoted && line.get(at..).is_some_and(|rest| rest.starts_with("//")) => {
                return line.get(..at).unwrap_or(line);
            }
            _ => {}
        }
        before = c;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_not_code_but_an_address_in_a_string_is() {
        assert_eq!(uncommented("let a = 1; // sql!(\"x\")"), "let a = 1; ");
        assert_eq!(uncommented("let a = \"https://x\";"), "let a = \"https://x\";");
        assert_eq!(uncommented("/// Returns axum::Router."), "");
    }

    #[test]
    fn a_word_inside_a_longer_name_is_not_found() {
        assert!(has_word("tx.query(sql!(\"select 1\"), &[])", "sql!"));
        assert!(has_word("use http::HeaderMap;", "http::"));
        assert!(!has_word("use tower_http::csrf;", "http::"));
        assert!(!has_word("let nosql! = 1", "sql!"));
    }

    #[test]
    fn a_file_knows_its_crate_and_its_folders() {
        let source = Source { path: "desks/stories/src/store/record.rs".into(), text: String::new() };
        assert_eq!(source.home(), "desks/stories");
        assert!(source.is_src_of("desks") && source.stands_in(&["store"]));
        assert!(!source.stands_in(&["site"]));
    }
}
