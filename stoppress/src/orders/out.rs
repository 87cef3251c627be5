//! What goes out of a newsroom and comes back whole: archives, ninjs, backups.

use super::ExportFormat;
use crate::newsroom::Newsroom;
use crate::output::Output;
use crate::{MIGRATIONS, followers, lends};
use base::{Refused, Result};
use serde_json::json;
use std::path::{Path, PathBuf};
use store::Tx;
use store::tables::tables;

/// Writes an archive or ninjs and returns the exit code.
pub async fn export(newsroom: &Newsroom, format: ExportFormat, out: &Path, output: &Output) -> Result<u8> {
    let plant = &newsroom.plant;
    match format {
        ExportFormat::Archive => {
            transfer::archive::check_place(out)?;
            let archived = lends::archived(newsroom);
            let counts = transfer::archive::export(&plant.store, &archived, out).await?;
            let all: u64 = counts.iter().map(|(_, count)| count).sum();
            for (name, count) in &counts {
                output.note(format!("{count:>9} {name}"));
            }
            output.result(
                format!("exported {all} rows to {}", out.display()),
                json!({ "rows": all, "out": out }),
            );
        }
        ExportFormat::Ninjs => {
            let count = transfer::export_ninjs(&plant.store, &plant.url(""), out).await?;
            output.result(
                format!("exported {count} stories to {}", out.display()),
                json!({ "stories": count, "out": out }),
            );
        }
    }
    Ok(0)
}

/// Reads archives, of which a newsroom takes one, and returns the exit code.
pub async fn import_archive(newsroom: &Newsroom, files: &[PathBuf], output: &Output) -> Result<u8> {
    let [file] = files else {
        return Err(Refused::NotNow("a newsroom is made of one archive; name one".into()).into());
    };
    let plant = &newsroom.plant;
    transfer::archive::import(&plant.store, &lends::archived(newsroom), file).await?;
    // Nothing is announced, or the log would not be the one that came: what this process keeps is dropped by hand.
    followers::name_editions(plant).await?;
    plant.cache.drop_all();
    plant.streams.reload_everybody(plant.clock.now());
    output.note(
        "Nobody has a password here yet: `stoppress user link EMAIL` gives each person a new one-time link.",
    );
    output.result(format!("imported {}", file.display()), json!({ "imported": file }));
    Ok(0)
}

/// Writes a backup and returns the exit code.
pub async fn backup(newsroom: &Newsroom, out: &Path, output: &Output) -> Result<u8> {
    transfer::archive::check_place(out)?;
    let (store, tables) = (&newsroom.plant.store, tables(MIGRATIONS));
    let manifest = transfer::backup(store, &tables, lends::folders(newsroom), out).await?;
    let bytes: u64 = manifest.files.values().map(|sealed| sealed.bytes).sum();
    let done = office::LastBackup { at: newsroom.plant.clock.now(), bytes };
    store.write(async move |tx: &mut Tx| office::backed_up(tx, &done).await).await?;
    output.result(
        format!("backed up {} files, {bytes} bytes, to {}", manifest.files.len(), out.display()),
        json!({ "files": manifest.files.len(), "bytes": bytes, "out": out }),
    );
    Ok(0)
}
