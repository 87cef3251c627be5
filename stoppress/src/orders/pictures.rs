//! `stoppress media add`: pictures from files into the media bank.

use crate::newsroom::Newsroom;
use crate::output::Output;
use base::{Failure, Result};
use media::New;
use serde_json::json;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Whose doing it is, as the log says it.
const COMMAND: &str = "command";

/// Takes the files in and returns the exit code: 0 if all went in, 3 if some failed.
pub async fn add(newsroom: &Newsroom, files: Vec<PathBuf>, output: &Output) -> Result<u8> {
    let mut failed = 0;
    for file in &files {
        match one(newsroom, file).await {
            Ok(id) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                output.result(format!("{id} {name}"), json!({ "id": id, "file": name }));
            }
            Err(why) => {
                output.complain(format!("{}: {why}", file.display()));
                failed += 1;
            }
        }
    }
    Ok(if failed == 0 { 0 } else { 3 })
}

async fn one(newsroom: &Newsroom, file: &Path) -> Result<base::Id, String> {
    let bytes = read(file)?;
    let new = New { bytes: bytes.into(), ..New::default() };
    match media::receive(&newsroom.plant, COMMAND, new).await {
        Ok(received) => Ok(received.id),
        Err(Failure::Refused(why)) => Err(why.to_string()),
        Err(Failure::Broken(fault)) => Err(fault.to_string()),
    }
}

/// Reads a file, of one that is larger than any picture may be just so much that it is refused.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let (file, _) = super::file::open(path)?;
    let mut bytes = Vec::new();
    let most = media::most_bytes() as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}
