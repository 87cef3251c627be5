//! The readers' journeys: the demonstration is started, and programs from outside (`checks/`) read it as a browser,
//! assistive technology, a feed reader and a read-it-later service do.

mod kit;
mod paper;

use crate::need;
use crate::shell::{find, must};
use anyhow::{Context, Result, bail};
use kit::Kit;
use paper::Paper;
use std::process::Command;

/// The checks, in the order in which they are run.
const CHECKS: [&str; 11] = [
    "markup.mjs",
    "feeds.py",
    "extract.py",
    "axe.mjs",
    "open.mjs",
    "offline.mjs",
    "journeys.mjs",
    "desk.mjs",
    "killed.mjs",
    "desk-pages.mjs",
    "sign-in.mjs",
];

/// Runs all checks, or the one of this name, on a demonstration of its own; all that fails is shown.
pub(crate) fn run(only: Option<&str>) -> Result<()> {
    let wanted: Vec<&str> =
        CHECKS.into_iter().filter(|check| only.is_none_or(|name| name_of(check) == name)).collect();
    if wanted.is_empty() {
        bail!("there is no such check; there are {}", CHECKS.map(name_of).join(", "));
    }
    need::ensure_readers()?;
    let kit = Kit::ensure()?;
    let paper = Paper::open()?;
    let mut failed = Vec::new();
    list_pages(&kit, &paper)?;
    for check in wanted {
        println!("\n   {}", name_of(check));
        if must(&mut tell(kit.program(check), &paper)?).is_err() {
            failed.push(name_of(check));
        }
    }
    if !failed.is_empty() {
        bail!("what was found is above: {}\n{}", failed.join(", "), paper.complaints());
    }
    Ok(())
}

/// Has one page of every kind looked up, and prints which kinds there are none of.
fn list_pages(kit: &Kit, paper: &Paper) -> Result<()> {
    let output = tell(kit.program("pages.mjs"), paper)?.output().context("looking for pages")?;
    if !output.status.success() {
        bail!("no pages to look at: {}\n{}", String::from_utf8_lossy(&output.stderr), paper.complaints());
    }
    std::fs::write(paper.list(), &output.stdout).context("writing the list of pages")?;
    print!("{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// Adds what a check is told.
fn tell(mut check: Command, paper: &Paper) -> Result<Command> {
    check
        .env("CHECK_URL", paper.url())
        .env("CHECK_TOKEN", paper.token())
        .env("CHECK_PAPER", paper.list())
        .env("CHECK_SCRATCH", paper.scratch())
        .env("CHECK_PROGRAM", paper::program())
        .env("CHECK_CHROMIUM", find("chromium").context("Chromium is not installed")?);
    Ok(check)
}

fn name_of(check: &'static str) -> &'static str {
    check.split('.').next().unwrap_or(check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree;
    use kit::folder;

    #[test]
    fn every_check_is_in_the_folder_and_every_script_of_the_folder_is_run_or_read_by_one() {
        for check in CHECKS {
            assert!(folder().join(check).is_file(), "{check}");
        }
        let scripts = tree::files(&folder()).expect("the folder is read");
        let helpers = ["axe_rules.mjs", "look.mjs", "outside.mjs", "outside.py", "pages.mjs", "report.mjs"];
        for script in scripts.iter().filter(|path| path.ends_with(".mjs") || path.ends_with(".py")) {
            assert!(
                CHECKS.contains(&script.as_str()) || helpers.contains(&script.as_str()),
                "{script} is never run"
            );
        }
    }
}
