//! The themes that the paper can wear: the one that the settings name, or else one that the office chooses among the folders
//! in `themes`, in the newsroom's own folder.

use crate::theme;
use office::chosen_theme;
use site::theme::Fault;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use store::{Store, Tx};

/// What there is to wear.
pub struct Wardrobe {
    dir: PathBuf,
    named: Mutex<Option<PathBuf>>,
}

impl Wardrobe {
    /// Returns what a newsroom has to wear of which this is the folder; `named` is the theme that its settings name.
    pub fn new(newsroom: &Path, named: Option<PathBuf>) -> Self {
        Self { dir: newsroom.join("themes"), named: Mutex::new(named) }
    }

    /// Takes over what the settings name now.
    pub fn name(&self, named: Option<PathBuf>) {
        *self.named.lock().unwrap_or_else(PoisonError::into_inner) = named;
    }

    fn named(&self) -> Option<PathBuf> {
        self.named.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Returns the folder of the theme that is to be worn; none is the house's own look.
    pub async fn asked_for(&self, store: &Store) -> base::Result<Option<PathBuf>> {
        if let Some(named) = self.named() {
            return Ok(Some(named));
        }
        let chosen = store.read(async |tx: &mut Tx| chosen_theme(tx).await).await?;
        Ok(chosen.map(|name| self.dir.join(name)))
    }
}

impl office::Wardrobe for Wardrobe {
    fn is_fixed(&self) -> bool {
        self.named().is_some()
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.dir).into_iter().flatten().filter_map(Result::ok);
        let folders = entries.filter(|entry| entry.path().is_dir());
        let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
        let mut names: Vec<String> =
            names.filter(|name| !name.starts_with('.') && !name.contains(char::is_control)).collect();
        names.sort();
        names
    }

    fn faults(&self, name: &str) -> Vec<String> {
        let faults = theme::try_on(&self.dir.join(name)).err().unwrap_or_default();
        faults.iter().map(Fault::to_string).collect()
    }
}
