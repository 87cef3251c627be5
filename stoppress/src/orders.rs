//! The commands that change a newsroom: carried out by the running server if there is one, else by this process.

mod file;
mod import;
mod out;
mod pictures;

use crate::newsroom::Newsroom;
use crate::output::Output;
use base::Id;
use clap::ValueEnum;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::PathBuf;
use store::Tx;

/// What is to be done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Order {
    Import {
        format: ImportFormat,
        files: Vec<PathBuf>,
        edition: Option<String>,
        publish: bool,
    },
    Export {
        format: ExportFormat,
        out: PathBuf,
    },
    Backup {
        out: PathBuf,
    },
    AddPictures {
        files: Vec<PathBuf>,
    },
    AddUser {
        email: String,
        role: String,
        edition: Option<String>,
    },
    AddToken {
        name: String,
        role: String,
        edition: Option<String>,
    },
    /// A new one-time link for somebody who is there already.
    LinkUser {
        email: String,
    },
    Check {
        repair: bool,
    },
    /// Open pages are to ask for themselves: `cargo dev` says so when a template or a style was edited.
    Reload,
}

/// What files an import reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
pub enum ImportFormat {
    /// WordPress's export (WXR 1.0 to 1.2).
    Wxr,
    /// News in JSON of the IPTC (ninjs 1 to 3): an item, a list of items, or an item a line.
    Ninjs,
    /// Saved pages.
    Html,
    /// RSS, Atom and JSON Feed.
    Rss,
    /// The house's own archive, into a newsroom that holds nothing yet.
    Archive,
}

/// What an export writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
pub enum ExportFormat {
    /// Everything, to import again without loss: one file.
    Archive,
    /// The published stories as ninjs 3.1: a file each, in a folder.
    Ninjs,
}

impl ImportFormat {
    /// Returns how the stories of such files are read; an archive is a newsroom of its own and comes in another way.
    fn of_stories(self) -> Option<transfer::Format> {
        match self {
            Self::Wxr => Some(transfer::Format::Wxr),
            Self::Ninjs => Some(transfer::Format::Ninjs),
            Self::Html => Some(transfer::Format::Html),
            Self::Rss => Some(transfer::Format::Rss),
            Self::Archive => None,
        }
    }
}

impl Order {
    /// Does it and returns the exit code.
    pub async fn carry_out(self, newsroom: &Newsroom, output: &Output) -> base::Result<u8> {
        match self {
            Self::Import { format, files, edition, publish } => match format.of_stories() {
                Some(format) => {
                    import::files(newsroom, import::Wanted { format, files, edition, publish }, output).await
                }
                None => out::import_archive(newsroom, &files, output).await,
            },
            Self::Export { format, out } => out::export(newsroom, format, &out, output).await,
            Self::Backup { out } => out::backup(newsroom, &out, output).await,
            Self::AddPictures { files } => pictures::add(newsroom, files, output).await,
            Self::AddUser { email, role, edition } => add_user(newsroom, email, role, edition, output).await,
            Self::AddToken { name, role, edition } => add_token(newsroom, name, role, edition, output).await,
            Self::LinkUser { email } => link_user(newsroom, email, output).await,
            Self::Check { repair } => check(newsroom, repair, output).await,
            Self::Reload => {
                newsroom.plant.streams.reload_everybody(newsroom.plant.clock.now());
                Ok(0)
            }
        }
    }
}

async fn add_user(
    newsroom: &Newsroom,
    email: String,
    role: String,
    edition: Option<String>,
    output: &Output,
) -> base::Result<u8> {
    let chance = newsroom.plant.chance.clone();
    let link = newsroom.plant.store.write(async move |tx: &mut Tx| {
        known_edition(tx, edition.as_deref()).await?;
        let person = staff::NewPerson { email, name: None, role, edition };
        staff::add_person(tx, &chance, None, &person).await
    });
    let (id, secret) = link.await?;
    let link = newsroom.plant.url(&format!("/desk/link/{secret}"));
    output.result(link.clone(), json!({ "id": id, "link": link }));
    Ok(0)
}

async fn add_token(
    newsroom: &Newsroom,
    name: String,
    role: String,
    edition: Option<String>,
    output: &Output,
) -> base::Result<u8> {
    let chance = newsroom.plant.chance.clone();
    let token = newsroom.plant.store.write(async move |tx: &mut Tx| {
        known_edition(tx, edition.as_deref()).await?;
        staff::add_token(tx, &chance, None, &name, &role, edition.as_deref()).await
    });
    let (id, token) = token.await?;
    output.result(token.clone(), json!({ "id": id, "token": token }));
    Ok(0)
}

async fn known_edition(tx: &mut Tx, edition: Option<&str>) -> base::Result<()> {
    let Some(edition) = edition else { return Ok(()) };
    if sections::plan(tx).await?.edition(edition).is_some() {
        return Ok(());
    }
    Err(base::Refused::field("/edition", format!("there is no edition “{edition}”")).into())
}

async fn link_user(newsroom: &Newsroom, email: String, output: &Output) -> base::Result<u8> {
    let chance = newsroom.plant.chance.clone();
    let store = &newsroom.plant.store;
    let link = store.write(async move |tx: &mut Tx| staff::renew_link(tx, &chance, None, &email).await);
    let link = newsroom.plant.url(&format!("/desk/link/{}", link.await?));
    output.result(link.clone(), json!({ "link": link }));
    Ok(0)
}

/// Returns a line for each fault of the newsroom.
pub async fn faults(newsroom: &Newsroom) -> base::Result<Vec<String>> {
    let mut faults = newsroom.plant.store.check().await?;
    faults.extend(newsroom.plant.store.read(async |tx: &mut Tx| stories::check(tx).await).await?);
    faults.extend(newsroom.plant.store.read(async |tx: &mut Tx| live::check(tx).await).await?);
    faults.extend(newsroom.plant.store.read(async |tx: &mut Tx| newsfeed::check(tx).await).await?);
    faults.extend(newsroom.plant.store.read(async |tx: &mut Tx| fronts::check(tx).await).await?);
    faults.extend(media::check(&newsroom.plant).await?);
    Ok(faults)
}

async fn check(newsroom: &Newsroom, repair: bool, output: &Output) -> base::Result<u8> {
    if repair {
        mend(newsroom, output).await?;
    }
    let faults = faults(newsroom).await?;
    if faults.is_empty() {
        output.note("The newsroom is whole.");
    }
    Ok(output.faults(&faults))
}

/// Mends what one desk derives, of so many things behind this one.
type Mend = for<'a> fn(&'a mut Tx, Option<Id>) -> BoxFuture<'a, base::Result<(Vec<String>, Option<Id>)>>;

/// The desks that derive something, those first that others build on.
const MENDS: [Mend; 4] = [
    |tx, after| Box::pin(stories::mend(tx, after)),
    |tx, after| Box::pin(live::mend(tx, after)),
    |tx, _| Box::pin(newsfeed::mend(tx)),
    |tx, _| Box::pin(fronts::mend(tx)),
];

/// Makes anew what is derived, some things at a time, so that nobody waits long for it.
async fn mend(newsroom: &Newsroom, output: &Output) -> base::Result<()> {
    let mut count = 0;
    for mend in MENDS {
        let mut after = None;
        loop {
            let work = async move |tx: &mut Tx| mend(tx, after).await;
            let (mended, next) = newsroom.plant.store.write(work).await?;
            count += mended.len();
            mended.iter().for_each(|fault| output.note(format!("mended: {fault}")));
            let Some(next) = next else { break };
            after = Some(next);
        }
    }
    if count > 0 {
        // What readers were shown may have been wrong.
        newsroom.plant.cache.drop_all();
        newsroom.plant.streams.reload_everybody(newsroom.plant.clock.now());
    }
    Ok(())
}
