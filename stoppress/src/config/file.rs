//! `stoppress.toml`: what stands in it, and on which line.

use super::value::{Raw, Value};
use anyhow::{Context, Result, anyhow, bail};
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The settings that stand in the file.
pub(super) struct File {
    path: PathBuf,
    entries: Vec<(String, usize, Raw)>,
}

impl File {
    /// Reads the file; one that is not there says nothing. A setting that is not among `known` is refused.
    pub(super) fn read(path: &Path, known: &[&str]) -> Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let file = Self { path: path.to_owned(), entries: Vec::new() };
        let entries = entries(&text).map_err(|(line, why)| file.wrong(line, &why))?;
        for (name, line, _) in &entries {
            if !known.contains(&name.as_str()) {
                bail!(file.wrong(*line, &format!("there is no setting “{name}”{}", nearest(name, known))));
            }
        }
        Ok(Self { entries, ..file })
    }

    /// Returns the value of this setting, if the file has one.
    pub(super) fn value<T: Value>(&self, name: &str) -> Result<Option<T>> {
        let Some((_, line, raw)) = self.entries.iter().find(|(own, ..)| own == name) else { return Ok(None) };
        T::read(raw).map(Some).map_err(|why| self.wrong(*line, &format!("{name}: {why}")))
    }

    fn wrong(&self, line: usize, why: &str) -> anyhow::Error {
        anyhow!("{}:{line}: {why}", self.path.display())
    }
}

type Fault = (usize, String);

fn entries(text: &str) -> Result<Vec<(String, usize, Raw)>, Fault> {
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (line_at(text, at), error.message().to_owned())
    })?;
    let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let name: &std::borrow::Cow<'_, str> = key.get_ref();
        let line = line_at(text, key.span().start);
        let raw = raw(value.get_ref()).map_err(|why| (line, format!("{name}: {why}")))?;
        Ok((name.to_string(), line, raw))
    };
    table.get_ref().iter().map(entry).collect()
}

fn raw(value: &DeValue<'_>) -> Result<Raw, String> {
    Ok(match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Boolean(is_on) => Raw::Switch(*is_on),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            Raw::Number(read.map_err(|_| "this number is too large".to_owned())?)
        }
        DeValue::Array(parts) => {
            Raw::List(parts.iter().map(|part| raw(part.get_ref())).collect::<Result<_, _>>()?)
        }
        DeValue::Table(_) => return Err("there is no group of settings of this name".into()),
        DeValue::Float(_) | DeValue::Datetime(_) => return Err("no setting is of this kind".into()),
    })
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Returns a hint at the known name that is most like this one, if any is.
pub(crate) fn nearest(name: &str, known: &[&str]) -> String {
    let likeness = |other: &&&str| (strsim::jaro_winkler(name, other) * 1000.0) as i64;
    let best = known.iter().max_by_key(likeness).filter(|other| likeness(other) > 750);
    best.map(|other| format!("; did you mean “{other}”?")).unwrap_or_default()
}
