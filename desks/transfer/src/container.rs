//! The box in which archives and backups travel: a tar compressed with zstd. Behind all else stands `manifest.json`
//! with the SHA-256 of everything before it, so that what broke off or was changed on the way is not taken.
//!
//! It is written beside its place under another name and moved there when it is whole.

use crate::folders::{FILES, Folder};
use base::{Context, Refused, Result, hex, unless_missing};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use tar::{Archive, Builder, EntryType, Header};

const MANIFEST: &str = "manifest.json";
const LEVEL: i32 = 6;
/// A manifest has a line a file.
const LONGEST_MANIFEST: u64 = 512 * 1024 * 1024;

/// What a box holds, and the hash of each part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// `stoppress-archive` or `stoppress-backup`.
    pub format: String,
    pub version: u32,
    pub files: BTreeMap<String, Sealed>,
}

/// A part of a box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    pub bytes: u64,
    pub sha256: String,
}

/// A box that is being filled.
pub struct Packing {
    tar: Builder<zstd::Encoder<'static, File>>,
    manifest: Manifest,
    place: PathBuf,
    part: PathBuf,
    is_whole: bool,
}

impl Packing {
    /// Begins a box that is to stand at `place`; one that stands there already is not written over.
    pub fn begin(place: &Path, format: &str, version: u32) -> Result<Self> {
        if place.exists() {
            return Err(Refused::NotNow(format!("{} exists already", place.display())).into());
        }
        let mut part = place.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let doing = format!("making {}", part.display());
        let file = OpenOptions::new().create(true).write(true).truncate(true).open(&part).doing(&doing)?;
        let zstd = zstd::Encoder::new(file, LEVEL).doing(&doing)?;
        let manifest = Manifest { format: format.into(), version, files: BTreeMap::new() };
        Ok(Self { tar: Builder::new(zstd), manifest, place: place.to_owned(), part, is_whole: false })
    }

    /// Adds a file under this name.
    pub fn add(&mut self, name: &str, path: &Path) -> Result<()> {
        let doing = format!("packing {}", path.display());
        self.add_file(name, File::open(path).doing(&doing)?, &doing)
    }

    fn add_file(&mut self, name: &str, file: File, doing: &str) -> Result<()> {
        let bytes = file.metadata().doing(doing)?.len();
        let mut hashed = Hashed::new(BufReader::new(file).take(bytes));
        self.tar.append_data(&mut header(bytes), name, &mut hashed).doing(doing)?;
        self.manifest.files.insert(name.to_owned(), hashed.sealed());
        Ok(())
    }

    /// Adds the files of the newsroom's folders, each under the name that it bears in a box.
    pub fn add_folders(&mut self, folders: &[Folder]) -> Result<()> {
        folders
            .iter()
            .try_for_each(|folder| self.add_folder(&format!("{FILES}/{}", folder.name), &folder.path))
    }

    /// Adds all files below a folder, in the order of their names, but those on their way into it, whose names begin
    /// with a dot. A folder that is not there holds none, and a file that is taken away meanwhile is in none.
    pub fn add_folder(&mut self, name: &str, folder: &Path) -> Result<()> {
        let doing = format!("packing {}", folder.display());
        let Some(entries) = unless_missing(std::fs::read_dir(folder)).doing(&doing)? else { return Ok(()) };
        let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        let mut names = names.collect::<io::Result<Vec<String>>>().doing(&doing)?;
        names.sort();
        for file_name in names.iter().filter(|name| !name.starts_with('.')) {
            let (inner, path) = (format!("{name}/{file_name}"), folder.join(file_name));
            let Some(kind) = unless_missing(std::fs::metadata(&path)).doing(&doing)? else { continue };
            if kind.is_dir() {
                self.add_folder(&inner, &path)?;
            } else if kind.is_file()
                && let Some(file) = unless_missing(File::open(&path)).doing(&doing)?
            {
                self.add_file(&inner, file, &doing)?;
            }
        }
        Ok(())
    }

    /// Closes the box and moves it to its place.
    pub fn finish(mut self) -> Result<Manifest> {
        let doing = format!("writing {}", self.place.display());
        let mut text = serde_json::to_vec_pretty(&self.manifest).doing(&doing)?;
        text.push(b'\n');
        self.tar.append_data(&mut header(text.len() as u64), MANIFEST, text.as_slice()).doing(&doing)?;
        self.tar.finish().doing(&doing)?;
        self.tar.get_mut().flush().doing(&doing)?;
        self.tar.get_mut().do_finish().doing(&doing)?;
        self.tar.get_mut().get_mut().sync_all().doing(&doing)?;
        std::fs::rename(&self.part, &self.place).doing(&doing)?;
        let folder = self.place.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()).doing(&doing)?;
        self.is_whole = true;
        Ok(self.manifest.clone())
    }
}

impl Drop for Packing {
    fn drop(&mut self) {
        if !self.is_whole {
            drop(std::fs::remove_file(&self.part));
        }
    }
}

/// The same for the same content, whenever and by whomever it is packed.
fn header(bytes: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_entry_type(EntryType::Regular);
    header
}

/// Unpacks a box of this format into an empty folder, and returns its manifest when every part is as it was sealed.
pub fn unpack(place: &Path, format: &str, version: u32, into: &Path) -> Result<Manifest> {
    let not_one = |why: String| Refused::NotNow(format!("{}: {why}", place.display()));
    let damaged = |error: io::Error| not_one(format!("it broke off or is damaged: {error}"));
    let file = File::open(place).map_err(|error| not_one(error.to_string()))?;
    let zstd = zstd::Decoder::new(file).map_err(|error| not_one(error.to_string()))?;
    let mut tar = Archive::new(zstd);
    let (mut found, mut manifest) = (BTreeMap::new(), None);
    for entry in tar.entries().map_err(&damaged)? {
        let mut entry = entry.map_err(&damaged)?;
        let name = safe_name(&entry).map_err(not_one)?;
        if name == MANIFEST {
            let mut text = String::new();
            entry.by_ref().take(LONGEST_MANIFEST).read_to_string(&mut text).map_err(&damaged)?;
            manifest = serde_json::from_str::<Manifest>(&text).ok();
            continue;
        }
        if found.contains_key(&name) {
            return Err(not_one(format!("{name} stands twice in it")).into());
        }
        let sealed = write_out(&mut entry, &into.join(&name), &damaged)?;
        found.insert(name, sealed);
    }
    let manifest =
        manifest.ok_or_else(|| not_one("it has no manifest: it broke off, or is something else".into()))?;
    if manifest.format != format {
        return Err(not_one(format!("it is a {}, not a {format}", manifest.format)).into());
    }
    if manifest.version > version {
        return Err(not_one(format!(
            "it is of version {}, and this program reads {version}",
            manifest.version
        ))
        .into());
    }
    let wrong = manifest.files.iter().find(|(name, sealed)| found.get(*name) != Some(sealed));
    if let Some((name, _)) = wrong {
        return Err(not_one(format!("{name} is not what was packed")).into());
    }
    match found.keys().find(|name| !manifest.files.contains_key(*name)) {
        Some(name) => Err(not_one(format!("{name} is not in its manifest")).into()),
        None => Ok(manifest),
    }
}

/// Refuses whatever is no plain file, or would stand outside of the folder.
fn safe_name<R: Read>(entry: &tar::Entry<'_, R>) -> Result<String, String> {
    let path = entry.path().map_err(|error| error.to_string())?.into_owned();
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let name = path.to_str().filter(|name| is_plain && !name.is_empty()).map(str::to_owned);
    match name {
        Some(name) if entry.header().entry_type() == EntryType::Regular => Ok(name),
        _ => Err(format!("{} does not belong into it", path.display())),
    }
}

/// Writes a part of a box out. What cannot be read is the box's fault, what cannot be written is not.
fn write_out(from: &mut impl Read, to: &Path, damaged: &impl Fn(io::Error) -> Refused) -> Result<Sealed> {
    let doing = format!("writing {}", to.display());
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).doing(&doing)?;
    }
    let mut file = OpenOptions::new().create_new(true).write(true).open(to).doing(&doing)?;
    let mut hashed = Hashed::new(from);
    if let Err(error) = io::copy(&mut hashed, &mut file) {
        return if hashed.is_torn { Err(damaged(error).into()) } else { Err(error).doing(&doing) };
    }
    file.sync_all().doing(&doing)?;
    Ok(hashed.sealed())
}

/// Takes the hash of what is read through it.
struct Hashed<R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
    /// Whether it could not be read on.
    is_torn: bool,
}

impl<R: Read> Hashed<R> {
    fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0, is_torn: false }
    }

    fn sealed(self) -> Sealed {
        Sealed { bytes: self.bytes, sha256: hex(self.hash.finalize()) }
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into).inspect_err(|_| self.is_torn = true)?;
        self.hash.update(into.get(..read).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }
}
