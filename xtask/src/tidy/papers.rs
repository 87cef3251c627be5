//! Papers and files: links lead somewhere, nothing is heavy, nothing tells on which machine it was made.

use super::tree::Source;
use super::{Fault, House};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};

const MOST_BYTES: u64 = 1024 * 1024;
const HOUSE: [&str; 10] = [
    "desks/",
    "plant/",
    "stoppress/",
    "theme/",
    "migrations/",
    "xtask/",
    "docs/",
    "gazette/",
    "bench/",
    "changes/",
];

/// Returns every dead link, every heavy file and every path of this machine.
pub(crate) fn check(house: &House, root: &Path) -> Result<Vec<Fault>> {
    let mut faults = heavy(house, root)?;
    let places = places(root);
    for source in &house.sources {
        for (line, text) in source.text.lines().enumerate() {
            let place = places.iter().find(|place| text.contains(place.as_str()));
            faults.extend(place.map(|_| Fault::at(source, line + 1, "a path of this machine")));
        }
        if source.is(".md") {
            faults.extend(dead_links(source, root));
        }
    }
    Ok(faults)
}

/// Returns every file above 1 MiB; a font and the editor's bundle may be.
fn heavy(house: &House, root: &Path) -> Result<Vec<Fault>> {
    let may_be =
        |path: &str| path.ends_with(".woff2") || (path.starts_with("theme/") && path.contains("/editor"));
    let mut faults = Vec::new();
    for path in house.files.iter().filter(|path| !may_be(path)) {
        let bytes = fs::metadata(root.join(path)).map_or(0, |file| file.len());
        if bytes > MOST_BYTES {
            faults.push(Fault::of(
                path,
                format!("{} KiB; a file of the repository has at most 1 MiB", bytes / 1024),
            ));
        }
    }
    Ok(faults)
}

/// Returns the paths that exist only here: the repository's own, its neighbours', the home of who works on it.
fn places(root: &Path) -> Vec<String> {
    let mut places = vec![root.to_path_buf()];
    let parent = root.parent().filter(|parent| parent.parent().is_some());
    let neighbours = parent.and_then(|parent| fs::read_dir(parent).ok()).into_iter().flatten().flatten();
    places.extend(neighbours.map(|entry| entry.path()).filter(|path| path.is_dir()));
    places.extend(std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".")));
    let is_telling = |path: &PathBuf| path.components().count() > 2;
    places.into_iter().filter(is_telling).map(|path| path.display().to_string()).collect()
}

/// Returns the links and the named paths of a paper that lead nowhere.
fn dead_links(source: &Source, root: &Path) -> Vec<Fault> {
    let own = Path::new(&source.path).parent().unwrap_or(Path::new(""));
    let mut faults = Vec::new();
    for (line, text) in source.text.lines().enumerate() {
        for target in links(text).filter(|target| !root.join(own).join(target).exists()) {
            faults.push(Fault::at(source, line + 1, format!("the link to {target} leads nowhere")));
        }
        if source.path.starts_with("docs/decisions/") || source.path.starts_with("changes/") {
            continue;
        }
        for path in
            text.split('`').skip(1).step_by(2).filter(|path| is_path(path) && !root.join(path).exists())
        {
            faults.push(Fault::at(source, line + 1, format!("`{path}` does not exist")));
        }
    }
    faults
}

/// Returns the targets of a line's Markdown links that are files of the repository.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.match_indices("](").filter_map(|(at, _)| line.get(at + 2..)?.split(')').next());
    targets
        .filter(|target| {
            !target.contains("://") && !target.starts_with(['#', '/']) && !target.starts_with("mailto:")
        })
        .filter_map(|target| target.split('#').next())
}

fn is_path(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    HOUSE.iter().any(|folder| text.starts_with(folder)) && text.chars().all(plain) && !text.contains("NNNN")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_files_are_followed() {
        let line = "See [a](STYLE.md#names), [b](https://example.org), [c](#here) and [d](../README.md).";
        assert_eq!(links(line).collect::<Vec<_>>(), ["STYLE.md", "../README.md"]);
    }

    #[test]
    fn a_pattern_is_not_a_path() {
        assert!(is_path("desks/stories/src/publish.rs"));
        assert!(!is_path("desks/*/src"));
        assert!(!is_path("desks/{newsfeed,search}/src/follow.rs"));
        assert!(!is_path("cargo tidy"));
    }
}
