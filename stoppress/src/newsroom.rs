//! A newsroom's folder opened: the lock on it, the database, and the plant that every handler works with.

use crate::config::Config;
use crate::followers;
use crate::migrations::MIGRATIONS;
use crate::wardrobe::Wardrobe;
use anyhow::{Context, Result, bail};
use base::{Chance, Clock};
use files::Files;
use sections::NewEdition;
use site::Plant;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Store, Tx};

/// An open newsroom. While it lives no other process can open the same folder.
pub struct Newsroom {
    pub plant: Plant,
    pub dir: PathBuf,
    /// Where its pictures lie: the folder that the settings name, else one in the newsroom's own.
    pub media: PathBuf,
    pub config: Config,
    /// What its paper can wear.
    pub wardrobe: Arc<Wardrobe>,
    _lock: File,
}

/// The sections of a newsroom that nobody has planned yet.
const FIRST_SECTIONS: [(&str, &str); 6] = [
    ("world", "World"),
    ("politics", "Politics"),
    ("business", "Business"),
    ("culture", "Culture"),
    ("science", "Science"),
    ("sport", "Sport"),
];

impl Newsroom {
    /// Opens the folder, or makes a new newsroom in an empty or missing one.
    pub async fn open(dir: &Path, config: &Config) -> Result<Self> {
        Self::open_with(dir, config, Clock::Machine, first_plan()).await
    }

    /// Opens the folder with this clock and, where it is new, another plan than usual: for the demonstration.
    pub async fn open_with(dir: &Path, config: &Config, clock: Clock, plan: Vec<NewEdition>) -> Result<Self> {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
        let lock = lock(dir)?;
        let chance = Chance::of_the_machine();
        let url = config.database.value.clone().unwrap_or_else(|| database_in(dir));
        let store = Store::open(&url, MIGRATIONS, clock.clone(), chance.clone()).await?;
        store.write(async move |tx: &mut Tx| begin(tx, plan).await).await?;
        stories::sign_record(&store).await?;
        let media = config.media.value.clone().unwrap_or_else(|| dir.join("media"));
        let (files, settings) = (Files::in_folder(&media), config.site_settings());
        let theme = config.theme.value.as_deref();
        let plant = followers::dressed(store, files, clock, chance, settings, theme)?;
        followers::name_editions(&plant).await?;
        let wardrobe = Arc::new(Wardrobe::new(dir, config.theme.value.clone()));
        Ok(Self { plant, dir: dir.to_owned(), media, config: config.clone(), wardrobe, _lock: lock })
    }
}

fn database_in(dir: &Path) -> String {
    format!("sqlite:{}", dir.join("newsroom.db").display())
}

/// Plans a newsroom that has no edition yet.
async fn begin(tx: &mut Tx, plan: Vec<NewEdition>) -> base::Result<()> {
    if sections::plan(tx).await?.default_edition().is_some() {
        return Ok(());
    }
    for edition in &plan {
        sections::add_edition(tx, "house", edition).await?;
    }
    Ok(())
}

fn first_plan() -> Vec<NewEdition> {
    vec![NewEdition {
        slug: "en".into(),
        name: "The Newsroom".into(),
        language: "en".into(),
        zone: "UTC".into(),
        sections: FIRST_SECTIONS.iter().map(|(slug, name)| ((*slug).into(), (*name).into())).collect(),
    }]
}

/// Takes the lock on the folder; it ends with the process, however that ends.
fn lock(dir: &Path) -> Result<File> {
    let path = dir.join("stoppress.lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(|| format!("cannot open {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("{} is in use by another process", dir.display()),
        Err(TryLockError::Error(error)) => Err(error).context("cannot lock the newsroom's folder"),
    }
}
