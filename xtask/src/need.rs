//! What the tests need beside Rust: Debian's PostgreSQL, Chromium, Node with npm.

use crate::ci::Extent;
use crate::shell::{command, find, must_quietly, works};
use crate::{postgres, theme};
use anyhow::{Result, bail};
use std::path::Path;

/// A program that is wanted, and the Debian packages that bring it.
pub(crate) struct Need {
    pub(crate) name: &'static str,
    pub(crate) packages: &'static [&'static str],
    pub(crate) is_met: fn() -> bool,
}

/// Everything the tests need, in the order in which it is looked for.
pub(crate) const NEEDS: [Need; 3] = [
    Need { name: "PostgreSQL", packages: &["postgresql"], is_met: || postgres::programs().is_some() },
    Need { name: "Node and npm", packages: &["nodejs", "npm"], is_met: has_node },
    Need { name: "Chromium", packages: &["chromium"], is_met: || find("chromium").is_some() },
];

/// Installs what is missing when it may; otherwise names it and stops.
pub(crate) fn ensure(extent: Extent) -> Result<()> {
    let wanted = NEEDS.iter().filter(|need| extent == Extent::Whole || need.name != "PostgreSQL");
    let missing: Vec<&Need> = wanted.filter(|need| !(need.is_met)()).collect();
    if missing.is_empty() {
        println!("   all here");
        return Ok(());
    }
    install(&missing)
}

/// Installs the packages of these needs, or names them and stops.
pub(crate) fn install(missing: &[&Need]) -> Result<()> {
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    if !is_root() || find("apt-get").is_none() {
        let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
        bail!("missing: {}. On Debian: apt-get install {}", names.join(", "), packages.join(" "));
    }
    println!("   installing {}", packages.join(" "));
    apt(&["update", "-q"])?;
    apt(&[&["install", "-q", "-y", "--no-install-recommends"], packages.as_slice()].concat())?;
    match missing.iter().find(|need| !(need.is_met)()) {
        Some(need) => {
            bail!("{} is still missing after {} was installed", need.name, need.packages.join(" and "))
        }
        None => Ok(()),
    }
}

fn has_node() -> bool {
    !theme::exists() || ["node", "npm"].iter().all(|program| works(command(program).arg("--version")))
}

fn apt(words: &[&str]) -> Result<()> {
    must_quietly(command("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Returns whether this is run by root.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|own| own.uid() == 0)
}
