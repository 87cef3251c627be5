//! Every `sql!` of the house was run on every engine: the tests say which ran, this compares it with the code.

use crate::ci::target;
use crate::shell::root;
use crate::tidy::tree;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The engines that the tests run on.
pub(crate) const ENGINES: [&str; 2] = ["sqlite", "postgres"];

/// Empties the folder in which the tests of an engine write what they ran, and returns it.
pub(crate) fn begin(engine: &str) -> Result<PathBuf> {
    let folder = folder(engine);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Refuses if a statement of the code was not run on one of these engines.
pub(crate) fn check(engines: &[&str]) -> Result<()> {
    let written = written()?;
    let mut lacks = Vec::new();
    for engine in engines {
        let ran = ran(engine)?;
        let wanted = written.iter().filter(|place| is_for(place, engine));
        lacks.extend(
            wanted
                .filter(|place| !ran.contains(*place))
                .map(|place| format!("{place} was not run on {engine}")),
        );
    }
    if !lacks.is_empty() {
        bail!("of {} statements some lack a test:\n  {}", written.len(), lacks.join("\n  "));
    }
    println!("   {} statements, each run on {}", written.len(), engines.join(" and "));
    Ok(())
}

/// Returns whether a statement is meant for this engine: all are, but those in the files of the other one.
fn is_for(place: &str, engine: &str) -> bool {
    let own_files =
        |name: &str| place.contains(&format!("/{name}/")) || place.contains(&format!("/{name}.rs:"));
    !ENGINES.iter().any(|other| *other != engine && own_files(other))
}

fn folder(engine: &str) -> PathBuf {
    target().join("statements").join(engine)
}

/// Returns where the code has a statement, as `file:line`.
fn written() -> Result<BTreeSet<String>> {
    let mut places = BTreeSet::new();
    for source in tree::sources(&root())? {
        if source.is_src_of("plant") || source.is_src_of("desks") {
            places.extend(source.statements().map(|line| format!("{}:{line}", source.path)));
        }
    }
    Ok(places)
}

/// Returns what the tests ran on an engine, from the notes that their processes left.
fn ran(engine: &str) -> Result<BTreeSet<String>> {
    let folder = folder(engine);
    let files = fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
    let own = format!("{}/", root().display());
    let mut places = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file?.path())?;
        let notes = text.lines().filter_map(|note| note.strip_prefix(engine)?.strip_prefix('\t'));
        places.extend(notes.map(|place| place.strip_prefix(&own).unwrap_or(place).to_owned()));
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_in_the_files_of_one_engine_is_not_asked_of_the_other() {
        assert!(is_for("plant/store/src/sqlite/check.rs:12", "sqlite"));
        assert!(!is_for("plant/store/src/sqlite/check.rs:12", "postgres"));
        assert!(!is_for("plant/store/src/postgres.rs:3", "sqlite"));
        assert!(is_for("desks/stories/src/store/record.rs:9", "postgres"));
    }
}
