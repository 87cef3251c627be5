//! The commands that change a newsroom: carried out by the running server if there is one, else by this process.

mod import;

use crate::newsroom::Newsroom;
use crate::output::Output;
use clap::ValueEnum;
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
    Check,
    /// Open pages are to ask for themselves: `cargo dev` says so when a template or a style was edited.
    Reload,
}

/// What files an import reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
pub enum ImportFormat {
    /// WordPress's export (WXR 1.0 to 1.2).
    Wxr,
}

impl Order {
    /// Does it and returns the exit code.
    pub async fn carry_out(self, newsroom: &Newsroom, output: &Output) -> base::Result<u8> {
        match self {
            Self::Import { format: ImportFormat::Wxr, files, edition, publish } => {
                import::wxr(newsroom, files, edition, publish, output).await
            }
            Self::AddUser { email, role, edition } => add_user(newsroom, email, role, edition, output).await,
            Self::AddToken { name, role, edition } => add_token(newsroom, name, role, edition, output).await,
            Self::Check => check(newsroom, output).await,
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

async fn check(newsroom: &Newsroom, output: &Output) -> base::Result<u8> {
    let mut faults = newsroom.plant.store.check().await?;
    faults.extend(newsroom.plant.store.read(async |tx: &mut Tx| stories::check(tx).await).await?);
    for fault in &faults {
        output.result(fault.clone(), json!({ "fault": fault }));
    }
    if faults.is_empty() {
        output.note("The newsroom is whole.");
    }
    Ok(if faults.is_empty() { 0 } else { 4 })
}
