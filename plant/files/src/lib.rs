//! Files: whole blobs under names, beside the database. A name that was written once is not written again with
//! other bytes; what is to be gone is removed.
//!
//! An answered `put` survives a power cut: the bytes are written beside the name, flushed, and moved into place.

mod disk;
mod name;

use name::is_name;

use base::{Broken, Result};
use bytes::Bytes;
use disk::Disk;
use std::path::Path;
use std::sync::Arc;

/// The place of all files. A clone is the same place.
#[derive(Clone)]
pub struct Files(Arc<Place>);

/// Where files can lie.
enum Place {
    Disk(Disk),
}

impl Files {
    /// Returns the files in this folder, which is made when the first one is put there.
    pub fn in_folder(folder: &Path) -> Self {
        Self(Arc::new(Place::Disk(Disk::new(folder))))
    }

    /// Puts bytes under a name and answers when they are durable. What lies there already stays.
    pub async fn put(&self, name: &str, bytes: Bytes) -> Result<()> {
        match self.at(name)? {
            Place::Disk(disk) => disk.put(name, bytes).await,
        }
    }

    /// Returns the bytes under a name, none if there are none.
    pub async fn get(&self, name: &str) -> Result<Option<Bytes>> {
        match self.at(name)? {
            Place::Disk(disk) => disk.get(name).await,
        }
    }

    /// Removes all that lies under names that begin with this one and a slash, and what lies under the name itself.
    pub async fn remove(&self, name: &str) -> Result<()> {
        match self.at(name)? {
            Place::Disk(disk) => disk.remove(name).await,
        }
    }

    fn at(&self, name: &str) -> Result<&Place> {
        if is_name(name) {
            Ok(&self.0)
        } else {
            Err(Broken::new(format!("“{name}” is no name of a file")).into())
        }
    }
}
