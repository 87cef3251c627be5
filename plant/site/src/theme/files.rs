//! The files of a theme: found, measured, and laid over those of its parents.

use super::{CONTRACT, Fault, STYLE};
use crate::words::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The largest template, stylesheet or list of words; the largest picture or font; all files together.
const LARGEST_TEXT: u64 = 1 << 20;
const LARGEST_ASSET: u64 = 5 << 20;
const LARGEST_THEME: u64 = 64 << 20;
const MOST_FILES: usize = 1000;
/// How deep folders may lie, and how many parents there may be.
const DEEPEST: usize = 8;

/// What a file is for.
pub(super) enum Kind {
    Template,
    Style,
    Asset,
    Words(Language),
}

/// A file of a theme.
pub(super) struct Held {
    pub(super) kind: Kind,
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
}

/// A theme's files by their names, its parents' among them.
#[derive(Default)]
pub(super) struct Folder {
    pub(super) name: String,
    pub(super) files: BTreeMap<String, Held>,
    faults: Vec<Fault>,
    weight: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    name: String,
    contract: u32,
    parent: Option<PathBuf>,
}

/// Reads a theme and its parents.
pub(super) fn read(dir: &Path) -> Result<Folder, Vec<Fault>> {
    let mut folder = Folder::default();
    folder.lay_over(dir, &mut Vec::new());
    if folder.faults.is_empty() { Ok(folder) } else { Err(folder.faults) }
}

impl Folder {
    fn lay_over(&mut self, dir: &Path, children: &mut Vec<PathBuf>) {
        let root = match dir.canonicalize() {
            Ok(root) => root,
            Err(error) => return self.faults.push(Fault::at(dir.display(), error.to_string())),
        };
        let path = dir.join("theme.toml");
        if children.contains(&root) || children.len() >= DEEPEST {
            let why = "its parents lead back to itself, or there are too many of them";
            return self.faults.push(Fault::at(path.display(), why));
        }
        let manifest = match manifest(&path) {
            Ok(manifest) => manifest,
            Err(fault) => return self.faults.push(fault),
        };
        children.push(root.clone());
        if let Some(parent) = &manifest.parent {
            self.lay_over(&dir.join(parent), children);
        }
        self.name = manifest.name;
        self.walk(&root, dir, "", 0);
    }

    /// Takes in what lies in a folder; `inside` is its name from the theme's root, with a slash at its end.
    fn walk(&mut self, root: &Path, dir: &Path, inside: &str, depth: usize) {
        let entries = match fs::read_dir(dir) {
            Ok(entries) if depth < DEEPEST => entries,
            Ok(_) => return self.faults.push(Fault::at(dir.display(), "lies too deep")),
            Err(error) => return self.faults.push(Fault::at(dir.display(), error.to_string())),
        };
        let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        for name in names.iter().filter_map(|name| name.to_str()).filter(|name| !name.starts_with('.')) {
            let path = dir.join(name);
            if let Err(why) = self.one(root, &path, &format!("{inside}{name}"), depth) {
                self.faults.push(Fault::at(path.display(), why));
            }
        }
    }

    fn one(&mut self, root: &Path, path: &Path, name: &str, depth: usize) -> Result<(), String> {
        let link = fs::symlink_metadata(path).map_err(|error| error.to_string())?;
        let real = path.canonicalize().map_err(|error| error.to_string())?;
        if !real.starts_with(root) {
            return Err("leads out of the theme's folder".into());
        }
        if link.is_dir() {
            self.walk(root, path, &format!("{name}/"), depth + 1);
            return Ok(());
        }
        let data = fs::metadata(&real).map_err(|error| error.to_string())?;
        if !data.is_file() {
            return Err("is no file: a link may lead to a file of the theme alone".into());
        }
        let Some((kind, name)) = kind(name)? else { return Ok(()) };
        let most = if matches!(kind, Kind::Asset) { LARGEST_ASSET } else { LARGEST_TEXT };
        self.weight += data.len();
        if data.len() > most || self.weight > LARGEST_THEME || self.files.len() >= MOST_FILES {
            return Err(format!(
                "is too large: a file may have {} KiB, a theme 64 MiB in 1000 files",
                most >> 10
            ));
        }
        let bytes = fs::read(&real).map_err(|error| error.to_string())?;
        if let (false, Err(error)) = (matches!(kind, Kind::Asset), std::str::from_utf8(&bytes)) {
            let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
            return Err(format!("line {line} is not in UTF-8"));
        }
        self.files.insert(name, Held { kind, path: path.to_owned(), bytes });
        Ok(())
    }
}

fn manifest(path: &Path) -> Result<Manifest, Fault> {
    let text = match fs::metadata(path) {
        Ok(data) if data.len() <= LARGEST_TEXT => fs::read_to_string(path),
        Ok(_) => return Err(Fault::at(path.display(), "is too large")),
        Err(error) => Err(error),
    };
    let text = text.map_err(|error| Fault::at(path.display(), format!("every theme has one: {error}")))?;
    let manifest: Manifest = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(&text, span.start));
        Fault::on_line(path, line, error.message())
    })?;
    if manifest.contract != CONTRACT {
        let own = manifest.contract;
        let why = format!(
            "it was made for contract {own}, this program keeps {CONTRACT}: see docs/running/themes.md"
        );
        return Err(Fault::at(path.display(), why));
    }
    Ok(manifest)
}

/// Returns what a file is for and the name by which it is asked for; none for what a theme may carry for people.
fn kind(name: &str) -> Result<Option<(Kind, String)>, String> {
    let parts: Vec<&str> = name.split('/').collect();
    Ok(Some(match parts.as_slice() {
        [STYLE] => (Kind::Style, name.to_owned()),
        ["assets", ..] => (Kind::Asset, name.trim_start_matches("assets/").to_owned()),
        ["words", language, "site.ftl"] => {
            let language = Language::parse(language).ok_or("is in a folder that names no language")?;
            (Kind::Words(language), name.to_owned())
        }
        [_, page] if page.ends_with(".html") => (Kind::Template, name.to_owned()),
        ["style", ..] => {
            return Err("the default styles are built: write theme.css, which is loaded after".into());
        }
        _ if name.ends_with(".html") => return Err("a template lies in theme/ or in a desk's folder".into()),
        _ if name.ends_with(".css") => return Err("a style is theme.css, or lies in assets/".into()),
        _ if name.ends_with(".ftl") => return Err("words lie in words/LANGUAGE/site.ftl".into()),
        _ => return Ok(None),
    }))
}

pub(super) fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
