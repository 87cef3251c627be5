//! `stoppress theme new PATH` and `stoppress theme check PATH`.

use crate::output::Output;
use crate::theme;
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use serde_json::json;
use site::theme::{CONTRACT, tokens};
use std::fs;
use std::path::{Path, PathBuf};

/// What is to be done with a theme.
#[derive(Subcommand)]
pub enum Theme {
    /// Make a small theme to edit.
    New { path: PathBuf },
    /// Render every template of a theme with sample data, and see whether all of it can be read.
    Check { path: PathBuf },
}

pub fn run(theme: Theme, output: &Output) -> Result<u8> {
    match theme {
        Theme::New { path } => new(&path, output),
        Theme::Check { path } => check(&path, output),
    }
}

fn check(path: &Path, output: &Output) -> Result<u8> {
    let faults = theme::check(path);
    if faults.is_empty() {
        output
            .note("The theme can be worn: every page renders in every language, and all of it can be read.");
    }
    Ok(output.faults(&faults))
}

fn new(path: &Path, output: &Output) -> Result<u8> {
    if fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty", path.display());
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("theme");
    write(path, "theme.toml", &manifest(name))?;
    write(path, "theme.css", &style())?;
    let footer = site::pages::Theme::get("footer.html").context("the default footer is missing")?;
    let footer = String::from_utf8_lossy(&footer.data).into_owned();
    write(path, "theme/footer.html", &format!("{FOOTER}{footer}"))?;
    write(path, "words/en/site.ftl", WORDS)?;
    output.result(
        format!("A theme to edit is in {}", path.display()),
        json!({ "path": path.display().to_string() }),
    );
    output.note("  stoppress theme check PATH says whether it can be worn;");
    output.note("  theme = \"PATH\" in stoppress.toml puts it on, SIGHUP puts it on anew.");
    Ok(0)
}

const FOOTER: &str = "{# An example: this file stands in the place of the default theme/footer.html. Delete it to have the \
default one back. What a template is given stands in docs/running/theme-contract.md. #}\n";
const WORDS: &str = "# The paper's own words in the place of the default ones; the names are those of the default \
words/en/site.ftl.\n# newsfeed = The wire\n";

fn manifest(name: &str) -> String {
    format!(
        "# What the theme is called, and for which version of the contract it was made.\n\
         name = \"{}\"\ncontract = {CONTRACT}\n\
         # A theme that this one is laid over, from here:\n# parent = \"../other\"\n",
        name.replace(['\\', '"'], "")
    )
}

/// Returns the stylesheet with all tokens that make a look, each explained, in both schemes.
fn style() -> String {
    let mut css = String::from(
        "/* Loaded after the default styles. What is not set here stays as it is; what is set for all schemes must be\n   \
         set for the dark one too. Every text colour must have a contrast of 7 on every ground, fields of 3. */\n",
    );
    let all = tokens::tokens(tokens::DEFAULT);
    for (is_dark, begin, indent, end) in [
        (false, ":root {\n", "  ", "}\n"),
        (true, "\n@media (prefers-color-scheme: dark) {\n  :root {\n", "    ", "  }\n}\n"),
    ] {
        css.push_str(begin);
        for (name, meaning) in tokens::MEANINGS {
            if let Some(token) = all.iter().find(|token| token.name == name && token.is_dark == is_dark) {
                css.push_str(&format!("{indent}--{name}: {}; /* {meaning} */\n", token.value));
            }
        }
        css.push_str(end);
    }
    css
}

fn write(dir: &Path, name: &str, text: &str) -> Result<()> {
    let path = dir.join(name);
    let folder = path.parent().unwrap_or(dir);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}
