//! What the checks are run with: packages from npm and PyPI, as the two lock files say, fetched once for each of them.

use crate::ci::target;
use crate::shell::{command, must_quietly, root};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The fetched packages.
pub(super) struct Kit {
    python: PathBuf,
}

/// Returns the folder of the checks.
pub(super) fn folder() -> PathBuf {
    root().join("checks")
}

impl Kit {
    /// Fetches what a lock file asks for and was not fetched for it as it is now.
    pub(super) fn ensure() -> Result<Kit> {
        let venv = target().join("checks").join("venv");
        let kit = Kit { python: venv.join("bin").join("python") };
        let packages = folder().join("node_modules");
        once("package-lock.json", &packages, || {
            // No package may run anything while it is installed, or it would fetch what no lock file names.
            must_quietly(command("npm").current_dir(folder()).args(["ci", "--ignore-scripts"]))
        })?;
        once("requirements.txt", &venv, || {
            must_quietly(command("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
            // The file names everything, so that nothing is left to be worked out.
            let words = ["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "-r"];
            must_quietly(command(&kit.python).args(words).arg(folder().join("requirements.txt")))
        })?;
        Ok(kit)
    }

    /// Returns the command that runs a script of the folder.
    pub(super) fn program(&self, script: &str) -> Command {
        let is_python = script.ends_with(".py");
        let mut program = command(if is_python { self.python.as_path() } else { Path::new("node") });
        program.current_dir(folder());
        if !is_python && script != "pages.mjs" {
            program.arg("--test-reporter=./report.mjs");
        }
        program.arg(script);
        program
    }
}

/// Does the work unless it was done for the file as it is now; a copy of the file in what was fetched says so.
fn once(lock: &str, fetched: &Path, work: impl FnOnce() -> Result<()>) -> Result<()> {
    let wanted = fs::read(folder().join(lock)).with_context(|| format!("reading checks/{lock}"))?;
    let note = fetched.join(".fetched-for");
    if fs::read(&note).is_ok_and(|noted| noted == wanted) {
        return Ok(());
    }
    println!("   fetching what checks/{lock} names");
    work()?;
    fs::write(&note, wanted).with_context(|| format!("writing {}", note.display()))
}
