//! What the tests need beside Rust: Debian's PostgreSQL, Chromium, Node with npm, Java, Python.

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
pub(crate) const NEEDS: [Need; 5] = [
    Need { name: "PostgreSQL", packages: &["postgresql"], is_met: || postgres::programs().is_some() },
    Need { name: "Node and npm", packages: &["nodejs", "npm"], is_met: has_node },
    Need { name: "Chromium", packages: &["chromium"], is_met: || find("chromium").is_some() },
    Need { name: "Java", packages: &["default-jre-headless"], is_met: || find("java").is_some() },
    Need { name: "Python with venv", packages: &["python3", "python3-venv"], is_met: has_python },
];

/// What only the whole of `cargo ci` needs.
const WHOLE: [&str; 3] = ["PostgreSQL", "Java", "Python with venv"];

/// Installs what is missing when it may; otherwise names it and stops.
pub(crate) fn ensure(extent: Extent) -> Result<()> {
    let wanted = |need: &Need| extent == Extent::Whole || !WHOLE.contains(&need.name);
    if !ensure_those(wanted)? {
        println!("   all here");
    }
    Ok(())
}

/// The same for what the readers' journeys need.
pub(crate) fn ensure_readers() -> Result<()> {
    ensure_those(|need| need.name != "PostgreSQL").map(drop)
}

/// Returns whether something was missing, and has been installed.
fn ensure_those(wanted: impl Fn(&Need) -> bool) -> Result<bool> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| wanted(need) && !(need.is_met)()).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    Ok(!missing.is_empty())
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

/// Debian keeps what a venv is made with in a package of its own.
fn has_python() -> bool {
    works(command("python3").args(["-c", "import ensurepip, venv"]))
}

fn apt(words: &[&str]) -> Result<()> {
    must_quietly(command("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Returns whether this is run by root.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|own| own.uid() == 0)
}
