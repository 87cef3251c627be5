//! Running other programs from the root of the repository.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Returns a command that runs in the root of the repository, without what cargo told this tool about itself.
pub(crate) fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let told = name
            .to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
        if told {
            command.env_remove(&name);
        }
    }
    command
}

/// Returns `cargo` with these words.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut cargo = command(std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from));
    cargo.args(words);
    cargo
}

/// Returns a command for a long-lived child that ends when this tool ends, where the system offers that.
pub(crate) fn tied(program: &Path, signal: &str) -> Command {
    match find("setpriv") {
        Some(setpriv) => {
            let mut command = command(setpriv);
            command.args(["--pdeathsig", signal]).arg(program);
            command
        }
        None => command(program),
    }
}

/// Runs a command with its output shown; anything but success is an error that names the command.
pub(crate) fn must(command: &mut Command) -> Result<()> {
    let words = shown(command);
    let status = command.status().with_context(|| format!("`{words}` could not be started"))?;
    if !status.success() {
        bail!("`{words}` ended with {status}");
    }
    Ok(())
}

/// Runs a command quietly; its output is shown only if it fails.
pub(crate) fn must_quietly(command: &mut Command) -> Result<()> {
    let words = shown(command);
    let output = command.output().with_context(|| format!("`{words}` could not be started"))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        bail!("`{words}` ended with {}\n{}", output.status, String::from_utf8_lossy(&said).trim());
    }
    Ok(())
}

/// Returns whether a command can be started and succeeds, showing nothing.
pub(crate) fn works(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// Returns where a program stands in `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn shown(command: &Command) -> String {
    let mut words = vec![Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy()];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    words.join(" ")
}
