//! Where the tests' files are.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Returns the folder of test data that lies beside the repository; None, and a word of it, where it is absent.
pub fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

pub fn open(path: &Path) -> BufReader<File> {
    BufReader::new(File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Returns the files below a folder that end like this, all if nothing is named, in the order of their names.
pub fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let of = |path: PathBuf| if path.is_dir() { files(&path, endings) } else { vec![path] };
    let is_wanted = |path: &PathBuf| {
        endings.is_empty() || endings.iter().any(|end| path.extension().is_some_and(|own| own == *end))
    };
    entries.into_iter().flat_map(of).filter(is_wanted).collect()
}
