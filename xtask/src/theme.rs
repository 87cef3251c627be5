//! The built islands and styles: committed, so that running the paper takes no Node, and therefore checked.

use crate::shell::{command, must_quietly, root};
use crate::tidy::tree;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Returns whether there is anything for Node to build.
pub(crate) fn exists() -> bool {
    folder().join("package.json").is_file()
}

/// Builds islands and styles anew and refuses if a committed file changes by it.
pub(crate) fn is_current() -> Result<()> {
    if !exists() {
        println!("   nothing to build");
        return Ok(());
    }
    npm(&["ci"])?;
    let before = contents()?;
    build()?;
    npm(&["run", "check", "--if-present"])?;
    let after = contents()?;
    let differ: Vec<&str> = before
        .keys()
        .chain(after.keys().filter(|path| !before.contains_key(*path)))
        .filter(|path| before.get(*path) != after.get(*path))
        .map(String::as_str)
        .collect();
    if !differ.is_empty() {
        bail!("built files were not current; they are now, commit them: {}", differ.join(", "));
    }
    Ok(())
}

/// Builds islands and styles.
pub(crate) fn build() -> Result<()> {
    npm(&["run", "build"])
}

/// Fetches what the build needs, as the lock file says.
pub(crate) fn fetch() -> Result<()> {
    npm(&["ci"])
}

/// Returns whether what the build needs has been fetched.
pub(crate) fn is_fetched() -> bool {
    folder().join("node_modules").is_dir()
}

fn npm(words: &[&str]) -> Result<()> {
    must_quietly(command("npm").current_dir(folder()).args(words))
}

fn folder() -> PathBuf {
    root().join("theme")
}

/// Returns every file that a build of islands and styles could have written.
fn contents() -> Result<BTreeMap<String, Vec<u8>>> {
    let mut contents = BTreeMap::new();
    for path in tree::files(&root())? {
        if path.ends_with(".rs") {
            continue;
        }
        let bytes = std::fs::read(root().join(&path)).with_context(|| format!("reading {path}"))?;
        contents.insert(path, bytes);
    }
    Ok(contents)
}
