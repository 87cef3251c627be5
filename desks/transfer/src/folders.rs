//! The folders that archives and backups are made of and unpacked into.

use base::{Broken, Context, Result, unless_missing};
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Where the files of the newsroom's folders stand in a box.
pub const FILES: &str = "files";

/// A folder of the newsroom whose files go into a box, and the name that it bears there.
#[derive(Clone, Debug)]
pub struct Folder {
    pub name: &'static str,
    pub path: PathBuf,
}

impl Folder {
    /// Moves the files that an unpacked box has for this folder into it; one that is there already stays, since its
    /// name is its hash.
    pub(crate) fn take_in(&self, unpacked: &Path) -> Result<()> {
        move_files(&unpacked.join(FILES).join(self.name), &self.path)
    }
}

fn move_files(from: &Path, to: &Path) -> Result<()> {
    let doing = format!("moving files to {}", to.display());
    let Some(entries) = unless_missing(std::fs::read_dir(from)).doing(&doing)? else { return Ok(()) };
    std::fs::create_dir_all(to).doing(&doing)?;
    for entry in entries {
        let entry = entry.doing(&doing)?;
        let place = to.join(entry.file_name());
        if entry.file_type().doing(&doing)?.is_dir() {
            move_files(&entry.path(), &place)?;
        } else if !place.exists() {
            move_file(&entry.path(), &place).doing(&doing)?;
        }
    }
    File::open(to).and_then(|folder| folder.sync_all()).doing(&doing)
}

/// Moves a file. From another file system it is copied beside its place first, so that a name never stands for half
/// of it; there a name that begins with a dot is none.
fn move_file(from: &Path, to: &Path) -> std::io::Result<()> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let on_its_way = to.with_file_name(".on-its-way");
            std::fs::copy(from, &on_its_way)?;
            File::open(&on_its_way)?.sync_all()?;
            std::fs::rename(&on_its_way, to)
        }
        renamed => renamed,
    }
}

/// Makes an empty folder beside this path, for what is on its way into a box or out of it. It goes with its handle.
pub fn beside(path: &Path) -> Result<Beside> {
    let mut name = path.as_os_str().to_owned();
    name.push(".unpacked");
    let folder = PathBuf::from(name);
    if folder.exists() {
        // Of a call that was killed.
        std::fs::remove_dir_all(&folder).doing("removing an old folder")?;
    }
    std::fs::create_dir_all(&folder)
        .map_err(|error| Broken::new(error).while_doing(format!("making the folder {}", folder.display())))?;
    Ok(Beside(folder))
}

/// A folder that goes with its handle.
pub struct Beside(PathBuf);

impl Beside {
    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}
