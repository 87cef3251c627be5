//! `cargo setup`: looks at this machine, says what is missing, and gets it if asked.

use crate::need::{self, NEEDS, Need};
use crate::shell::{cargo, command, works};
use crate::theme;
use anyhow::Result;

/// What is asked of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    Look,
    Install,
}

/// Looks, says, and installs if that is the wish.
pub(crate) fn run(wish: Wish) -> Result<()> {
    let mut whole = true;
    whole &= line("rustfmt", works(&mut cargo(&["fmt", "--version"])), "rustup component add rustfmt");
    whole &= line("clippy", works(&mut cargo(&["clippy", "--version"])), "rustup component add clippy");
    whole &= line("C compiler", works(command("cc").arg("--version")), "apt-get install gcc libc6-dev");
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_met)()).collect();
    for need in &NEEDS {
        let way = format!("apt-get install {}", need.packages.join(" "));
        line(need.name, missing.iter().all(|other| other.name != need.name), &way);
    }
    if theme::exists() {
        line("packages of the theme", theme::is_fetched(), "npm ci, in theme/");
    }
    line(
        "cargo-nextest (may be missing)",
        works(&mut cargo(&["nextest", "--version"])),
        "cargo install cargo-nextest",
    );
    match wish {
        Wish::Look if missing.is_empty() && whole => {
            println!("\nReady. `cargo dev` shows the newsroom, `cargo ci` checks a change.")
        }
        Wish::Look => {
            println!("\n`cargo setup --install` gets the Debian packages (as root) and the theme's.")
        }
        Wish::Install => install(&missing)?,
    }
    Ok(())
}

fn install(missing: &[&Need]) -> Result<()> {
    if !missing.is_empty() {
        need::install(missing)?;
    }
    if theme::exists() {
        println!("   npm ci, in theme/");
        theme::fetch()?;
    }
    println!("\nDone.");
    Ok(())
}

fn line(name: &str, is_here: bool, way: &str) -> bool {
    if is_here {
        println!("  here     {name}");
    } else {
        println!("  MISSING  {name}: {way}");
    }
    is_here
}
