//! `cargo tidy`: the walls of the house as tests, and what is larger than it should be as a list.

mod forgotten;
mod markup;
mod papers;
mod rows;
mod sizes;
pub(crate) mod tree;
mod walls;
mod words;

use crate::shell::root;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use tree::Source;

/// The repository as the rules see it.
pub(crate) struct House {
    pub(crate) files: BTreeSet<String>,
    pub(crate) sources: Vec<Source>,
}

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) why: String,
}

impl House {
    /// Reads the repository below a folder.
    pub(crate) fn read(root: &Path) -> Result<House> {
        Ok(House { files: tree::files(root)?.into_iter().collect(), sources: tree::sources(root)? })
    }

    /// Returns the file at a path.
    pub(crate) fn source(&self, path: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.path == path)
    }

    /// Returns the names of the folders right below this one.
    pub(crate) fn folders(&self, top: &str) -> BTreeSet<&str> {
        let below = |path: &'_ str| -> Option<usize> { path.strip_prefix(top)?.strip_prefix('/')?.find('/') };
        self.files.iter().filter_map(|path| path.get(top.len() + 1..top.len() + 1 + below(path)?)).collect()
    }
}

impl Fault {
    /// Returns a fault at a line of a file.
    pub(crate) fn at(source: &Source, line: usize, why: impl Into<String>) -> Fault {
        Fault { path: source.path.clone(), line, why: why.into() }
    }

    /// Returns a fault of a whole file or folder.
    pub(crate) fn of(path: impl Into<String>, why: impl Into<String>) -> Fault {
        Fault { path: path.into(), line: 0, why: why.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.why),
            line => write!(f, "{}:{line}: {}", self.path, self.why),
        }
    }
}

/// Checks the walls and lists the sizes; a broken wall is an error.
pub(crate) fn run() -> Result<()> {
    let house = House::read(&root())?;
    sizes::list(&house);
    let faults = faults(&house, &root())?;
    if faults.is_empty() {
        println!("   {} files, every wall stands", house.files.len());
        return Ok(());
    }
    let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
    bail!("tidy found {}:\n  {}", faults.len(), lines.join("\n  "))
}

/// Returns every fault, rule by rule.
fn faults(house: &House, root: &Path) -> Result<Vec<Fault>> {
    let mut faults = rows::check(house)?;
    faults.extend(walls::check(house));
    faults.extend(markup::check(house));
    faults.extend(forgotten::check(house)?);
    faults.extend(words::check(house));
    faults.extend(papers::check(house, root)?);
    Ok(faults)
}

#[cfg(test)]
impl House {
    /// Returns a house of these files, for the tests of the rules.
    pub(crate) fn of(files: &[(&str, &str)]) -> House {
        let sources =
            files.iter().map(|(path, text)| Source { path: (*path).into(), text: (*text).into() }).collect();
        House { files: files.iter().map(|(path, _)| (*path).into()).collect(), sources }
    }
}
