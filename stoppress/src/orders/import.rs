//! `stoppress import`: files of other systems, one after the other.

use crate::newsroom::Newsroom;
use crate::output::Output;
use base::{Refused, Result};
use serde_json::json;
use std::path::PathBuf;
use store::Tx;
use transfer::{Counts, EditionPlan, Report};

/// How the log calls the import as an actor.
const IMPORT: &str = "import";

/// Imports WordPress exports and returns the exit code: 0 if all went in, 3 if some failed.
pub async fn wxr(
    newsroom: &Newsroom,
    files: Vec<PathBuf>,
    edition: Option<String>,
    publish: bool,
    output: &Output,
) -> Result<u8> {
    let plan = edition_plan(newsroom, edition).await?;
    let mut total = Counts::default();
    for file in files {
        let mut report = Saying { output };
        let plant = &newsroom.plant;
        let counts = transfer::import_wxr(
            &plant.store,
            &plant.chance,
            plan.clone(),
            &file,
            publish,
            IMPORT,
            &mut report,
        );
        total += counts.await;
    }
    let Counts { imported, updated, skipped, failed } = total;
    output.result(
        format!("imported {imported}, updated {updated}, skipped {skipped}, failed {failed}"),
        json!({ "imported": imported, "updated": updated, "skipped": skipped, "failed": failed }),
    );
    Ok(if failed == 0 { 0 } else { 3 })
}

async fn edition_plan(newsroom: &Newsroom, wanted: Option<String>) -> Result<EditionPlan> {
    let plan = newsroom.plant.store.read(async |tx: &mut Tx| sections::plan(tx).await).await?;
    let edition = match &wanted {
        Some(slug) => plan.edition(slug),
        None => plan.default_edition(),
    };
    let Some(edition) = edition else {
        let slug = wanted.unwrap_or_default();
        return Err(Refused::field("--edition", format!("there is no edition “{slug}”")).into());
    };
    Ok(EditionPlan {
        slug: edition.slug.clone(),
        zone: edition.zone.clone(),
        sections: edition.sections.iter().map(|section| section.slug.clone()).collect(),
    })
}

/// Passes on what an import says.
struct Saying<'a> {
    output: &'a Output,
}

impl Report for Saying<'_> {
    fn warning(&mut self, words: &str) {
        self.output.note(words);
    }

    fn failure(&mut self, words: &str) {
        self.output.complain(words);
    }

    fn progress(&mut self, words: &str) {
        self.output.note(words);
    }
}
