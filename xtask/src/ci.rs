//! `cargo ci`: all that must hold before a change lands, and nothing else.

use crate::postgres::Postgres;
use crate::shell::{cargo, must, must_quietly, root, works};
use crate::steps::Steps;
use crate::{need, readers, statements, theme, tidy};
use anyhow::Result;
use std::path::PathBuf;

/// How much of it is run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    Quick,
}

/// Runs every step, and stops at the first that fails.
pub(crate) fn run(extent: Extent) -> Result<()> {
    let mut steps = Steps::begin();
    steps.step("what the tests need", || need::ensure(extent))?;
    steps.step("format", || must(&mut cargo(&["fmt", "--all", "--check"])))?;
    steps.step("tidy", tidy::run)?;
    steps.step("islands and styles are built", theme::is_current)?;
    steps.step("clippy", || {
        must(&mut cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
    })?;
    steps.step("build", || must(&mut cargo(&["build", "--workspace", "--all-targets"])))?;
    steps.step("examples in the documentation", || {
        must_quietly(&mut cargo(&["test", "--workspace", "--doc", "--quiet"]))
    })?;
    steps.step("tests on SQLite", || tests("sqlite", None))?;
    if extent == Extent::Whole {
        steps.step("tests on PostgreSQL", || {
            let server = Postgres::start()?;
            tests("postgres", Some(server.url()))
        })?;
    }
    steps.step("every statement was run", || statements::check(engines(extent)))?;
    if extent == Extent::Whole {
        steps.step("what readers' programs make of the paper", || readers::run(None))?;
    }
    steps.end();
    Ok(())
}

fn engines(extent: Extent) -> &'static [&'static str] {
    match extent {
        Extent::Whole => &statements::ENGINES,
        Extent::Quick => &["sqlite"],
    }
}

fn tests(engine: &'static str, server: Option<&str>) -> Result<()> {
    let mut run = runner();
    run.env("STOPPRESS_TEST_ENGINE", engine);
    run.env("STOPPRESS_STATEMENTS", statements::begin(engine)?);
    match server {
        Some(url) => run.env("STOPPRESS_TEST_POSTGRES", url),
        None => run.env_remove("STOPPRESS_TEST_POSTGRES"),
    };
    must(&mut run)
}

/// Returns the command that runs all tests: nextest where it is installed, else cargo's own.
fn runner() -> std::process::Command {
    if works(&mut cargo(&["nextest", "--version"])) {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "slow"])
    } else {
        cargo(&["test", "--workspace", "--bins", "--lib", "--tests", "--no-fail-fast"])
    }
}

/// Returns the folder that cargo builds into.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}
