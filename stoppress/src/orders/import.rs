//! `stoppress import`: files of other systems, one after the other.

use super::file;
use crate::newsroom::Newsroom;
use crate::output::Output;
use base::{Refused, Result};
use sections::Edition;
use serde_json::json;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use transfer::{Counts, Format, Order, Report, Source};

/// How the log calls the import as an actor.
const IMPORT: &str = "import";

/// What is to be imported.
pub struct Wanted {
    pub format: Format,
    pub files: Vec<PathBuf>,
    pub edition: Option<String>,
    pub publish: bool,
}

/// Imports files and returns the exit code: 0 if all went in, 3 if some failed.
pub async fn files(newsroom: &Newsroom, wanted: Wanted, output: &Output) -> Result<u8> {
    let edition = find_edition(newsroom, wanted.edition).await?;
    let order = Order { edition, publish: wanted.publish, actor: IMPORT.into() };
    let mut total = Counts::default();
    for file in &wanted.files {
        match one(newsroom, wanted.format, &order, file, output).await {
            Ok(counts) => total.add(counts),
            Err(why) => {
                output.complain(format!("{}: {why}", file.display()));
                total.failed += 1;
            }
        }
    }
    let Counts { imported, updated, skipped, failed } = total;
    output.result(
        total.to_string(),
        json!({ "imported": imported, "updated": updated, "skipped": skipped, "failed": failed }),
    );
    Ok(if failed == 0 { 0 } else { 3 })
}

async fn one(
    newsroom: &Newsroom,
    format: Format,
    order: &Order,
    path: &Path,
    output: &Output,
) -> Result<Counts, String> {
    let (file, size) = file::open(path)?;
    let source = Source { name: path.display().to_string(), total: Some(size), bytes: BufReader::new(file) };
    let mut saying = Saying { output: output.clone(), told: 0 };
    let counts = transfer::import(&newsroom.plant.store, format, order, source, &mut saying).await;
    counts.map_err(|failure| failure.to_string())
}

async fn find_edition(newsroom: &Newsroom, wanted: Option<String>) -> Result<Edition> {
    let plan = sections::read_plan(&newsroom.plant).await?;
    let edition = match &wanted {
        Some(slug) => plan.edition(slug),
        None => plan.default_edition(),
    };
    edition.cloned().ok_or_else(|| {
        let slug = wanted.unwrap_or_default();
        Refused::field("--edition", format!("there is no edition “{slug}”")).into()
    })
}

/// How many stories go by between two lines of progress.
const BETWEEN: u64 = 1000;

/// Passes on what an import says.
struct Saying {
    output: Output,
    told: u64,
}

impl Report for Saying {
    fn failure(&mut self, line: &str) {
        self.output.complain(line);
    }

    fn warning(&mut self, line: &str) {
        self.output.note(line);
    }

    fn note(&mut self, line: &str) {
        self.output.note(line);
    }

    fn progress(&mut self, done: u64, bytes: u64, total: Option<u64>) {
        if done < self.told + BETWEEN {
            return;
        }
        self.told = done;
        let share = total.filter(|total| *total > 0).map(|total| format!(", {} %", bytes * 100 / total));
        self.output.note(format!("{done} stories{}", share.unwrap_or_default()));
    }
}
