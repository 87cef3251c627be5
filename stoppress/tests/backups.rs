//! Backups: whole while others write, refused when they are not, and with the pictures wherever those lie.

use crate::commands::stoppress;
use crate::in_and_out::{Place, export, import, quiet, write};
use crate::mending::check;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use stoppress::config::Config;
use stoppress::newsroom::Newsroom;
use stoppress::orders;
use stoppress::orders::Order;
use store::Tx;
use store::testing::{Engine, TestDatabase};
use stories::{List, listed};

/// A folder on another file system than the newsrooms', where the machine has one.
fn far_away() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

async fn back_up(newsroom: &Newsroom, out: &Path) {
    let order = Order::Backup { out: out.to_owned() };
    assert_eq!(order.carry_out(newsroom, &quiet()).await.unwrap(), 0);
}

/// Takes a picture into the bank, as `media add` does.
pub async fn take_in_a_picture(newsroom: &Newsroom) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../gazette/pictures/harbour-dusk.jpg");
    let order = Order::AddPictures { files: vec![file.into()] };
    assert_eq!(order.carry_out(newsroom, &quiet()).await.unwrap(), 0);
}

/// Returns the names of the originals in a folder of pictures.
fn originals(media: &Path) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(media.join("originals")).unwrap().map(|folder| folder.unwrap().path());
    folders.flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_holds_the_pictures_of_the_folder_that_the_settings_name_and_brings_them_to_such_a_folder()
{
    let (here_media, there_media) = (far_away(), far_away());
    let (mut old, mut new) = (Place::new().await, Place::new().await);
    old.config.media.value = Some(here_media.path().join("pictures"));
    new.config.media.value = Some(there_media.path().join("pictures"));
    let here = old.open().await;
    take_in_a_picture(&here).await;

    export(&here, &old.file("a.archive")).await;
    let there = new.open().await;
    assert_eq!(import(&old.file("a.archive")).carry_out(&there, &quiet()).await.unwrap(), 0);

    assert_eq!(originals(&there_media.path().join("pictures")).len(), 1);
    assert_eq!(check(&there, false).await, 0);
    assert!(!new.file("media").exists(), "nothing lies where the settings do not say");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_holds_the_pictures_of_the_folder_that_the_settings_name_and_the_restored_folder_is_whole() {
    let (media, place) = (far_away(), tempfile::tempdir().unwrap());
    let (here, file) = (place.path().join("here"), place.path().join("b.backup"));
    std::fs::create_dir(&here).unwrap();
    std::fs::write(here.join("stoppress.toml"), format!("media = {:?}\n", media.path())).unwrap();
    let newsroom = Newsroom::open(&here, &Config::read(&here, None).unwrap()).await.unwrap();
    take_in_a_picture(&newsroom).await;
    back_up(&newsroom, &file).await;
    drop(newsroom);
    let elsewhere = place.path().join("elsewhere");

    for (name, variable) in [("there", None), ("again", Some(&elsewhere))] {
        let dir = place.path().join(name);
        let mut command = stoppress();
        command.args(["restore", "--quiet"]).arg(&file).arg("--data").arg(&dir);
        let output = command.envs(variable.map(|folder| ("STOPPRESS_MEDIA", folder))).output().unwrap();

        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(originals(&dir.join("media")).len(), 1, "{name}");
        assert_eq!(said.is_empty(), variable.is_none(), "{said}");
        if variable.is_some() {
            for words in [dir.join("media").to_str().unwrap(), elsewhere.to_str().unwrap(), "environment"] {
                assert!(said.contains(words), "“{words}” is not in {said}");
            }
        }
        let checked = stoppress().args(["check", "--data"]).arg(&dir).output().unwrap();
        assert_eq!(checked.status.code(), Some(0), "{checked:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_while_eight_write_holds_every_write_that_was_answered_before() {
    let place = Place::new().await;
    let newsroom = Arc::new(place.open().await);
    let ended = Arc::new(AtomicBool::new(false));
    let written = Arc::new(std::sync::Mutex::new(Vec::new()));
    let writers: Vec<_> = (0..8)
        .map(|n| {
            let (newsroom, ended, written) = (newsroom.clone(), ended.clone(), written.clone());
            tokio::spawn(async move {
                while !ended.load(Ordering::Relaxed) {
                    let id = write(&newsroom, n).await;
                    written.lock().unwrap().push(id);
                }
            })
        })
        .collect();
    while written.lock().unwrap().len() < 40 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let before = written.lock().unwrap().clone();
    let file = place.file("newsroom.backup");
    back_up(&newsroom, &file).await;
    ended.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }

    let target = tempfile::tempdir().unwrap();
    let dir = target.path().join("restored");
    let restore = || stoppress().arg("restore").arg(&file).arg("--data").arg(&dir).output().unwrap();
    let output = restore();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(restore().status.code(), Some(2), "a folder that holds a newsroom is not written over");

    let config = Config::read(&dir, None).unwrap();
    let restored = Newsroom::open(&dir, &config).await.unwrap();
    let all = restored.plant.store.read(async |tx: &mut Tx| listed(tx, &List::default(), 100_000).await);
    let all: Vec<base::Id> = all.await.unwrap().into_iter().map(|story| story.story).collect();
    for id in before {
        assert!(all.contains(&id), "{id} was answered before the backup began");
    }
    write(&restored, 99).await;
    assert_eq!(orders::faults(&restored).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_backup_that_was_cut_or_changed_is_refused_and_leaves_nothing() {
    let place = Place::new().await;
    let newsroom = place.open().await;
    write(&newsroom, 1).await;
    let file = place.file("b.backup");
    back_up(&newsroom, &file).await;
    let whole = std::fs::read(&file).unwrap();
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 0xff;

    for (name, bytes) in [("cut", &whole[..middle]), ("changed", &changed), ("other", b"PK")] {
        let (file, dir) = (place.file(name), place.file(&format!("{name}.d")));
        std::fs::write(&file, bytes).unwrap();
        let output = stoppress().arg("restore").arg(&file).arg("--data").arg(&dir).output().unwrap();

        assert_eq!(output.status.code(), Some(2), "{name}: {output:?}");
        assert!(!dir.exists() && !place.file(&format!("{name}.d.unpacked")).exists(), "{name}");
    }
    let again = Order::Backup { out: file }.carry_out(&newsroom, &quiet()).await.unwrap_err().to_string();
    assert!(again.contains("exists already"), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_comes_back_in_an_empty_database_that_the_settings_name() {
    let place = Place::new().await;
    let newsroom = place.open().await;
    write(&newsroom, 1).await;
    let file = place.file("b.backup");
    back_up(&newsroom, &file).await;
    let empty = TestDatabase::new(Engine::from_environment()).await;

    let (dir, again) = (place.file("there"), place.file("again"));
    let restore = |dir: &Path| {
        let mut command = stoppress();
        command.env("STOPPRESS_DATABASE", empty.url()).arg("restore").arg(&file).arg("--data").arg(dir);
        command.output().unwrap()
    };
    let output = restore(&dir);

    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let mut config = Config::read(&dir, None).unwrap();
    config.database.value = Some(empty.url().to_owned());
    let restored = Newsroom::open(&dir, &config).await.unwrap();
    let all = restored.plant.store.read(async |tx: &mut Tx| listed(tx, &List::default(), 10).await);
    assert_eq!(all.await.unwrap().len(), 1);
    assert!(!dir.join("newsroom.db").exists(), "the database is where the settings say, and nowhere else");
    let output = restore(&again);
    assert_eq!(output.status.code(), Some(2), "what is there is not written over: {output:?}");
    assert!(!again.exists());
}
