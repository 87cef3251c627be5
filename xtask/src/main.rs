//! The house's own commands: `cargo ci`, `cargo tidy`, `cargo dev`, `cargo setup`.
//!
//! They are aliases in `.cargo/config.toml`, so that a clone needs Rust and nothing else to begin.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool speaks to its terminal")]
#![allow(clippy::disallowed_methods, reason = "a tool of the workshop may ask for PATH; the program may not")]

mod ci;
mod dev;
mod need;
mod postgres;
mod readers;
mod setup;
mod shell;
mod statements;
mod steps;
mod theme;
mod tidy;

use anyhow::Result;
use std::process::ExitCode;

const USAGE: &str = "\
cargo ci [--quick]       everything that must hold before a change lands; --quick leaves PostgreSQL and the readers out
cargo tidy               the walls of the house, and the sizes worth a second look
cargo dev [--fresh] […]  the demonstration newsroom, rebuilt and restarted as you edit; the rest goes to `demo`
cargo setup [--install]  what this machine lacks; --install gets it
cargo run -p xtask -- readers [CHECK]  the readers' journeys alone, on the debug build that stands";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\n{why:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["ci"] => ci::run(ci::Extent::Whole),
        ["ci", "--quick"] => ci::run(ci::Extent::Quick),
        ["tidy"] => tidy::run(),
        ["dev", rest @ ..] => dev::run(rest),
        ["readers"] => readers::run(None),
        ["readers", check] => readers::run(Some(check)),
        ["setup"] => setup::run(setup::Wish::Look),
        ["setup", "--install"] => setup::run(setup::Wish::Install),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => anyhow::bail!("no such command: {}\n\n{USAGE}", words.join(" ")),
    }
}
