//! The one door by which files of the machine come in: what is no file could hang, or never end.

use std::fs::File;
use std::path::Path;

/// Opens a file and returns it with its size. A folder, a pipe or a device is refused before it is opened.
pub fn open(path: &Path) -> Result<(File, u64), String> {
    let data = std::fs::metadata(path).map_err(|error| error.to_string())?;
    match () {
        () if data.is_dir() => Err("is a folder; name the files in it".into()),
        () if !data.is_file() => Err("is no file".into()),
        () => Ok((File::open(path).map_err(|error| error.to_string())?, data.len())),
    }
}
