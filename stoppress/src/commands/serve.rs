//! `stoppress serve`: runs the newsroom.

use super::Place;
use crate::config::Config;
use crate::newsroom::Newsroom;
use crate::output::Output;
use crate::server;
use anyhow::Result;
use base::{Id, Result as HouseResult};
use house::{Event, Role};
use serde_json::json;
use std::collections::BTreeMap;
use store::Tx;

/// The first person's sign-in where nobody is admin yet; `user add` makes others.
const FIRST_PERSON: &str = "admin@localhost.localdomain";

/// The fact that holds the settings with which the newsroom was served last, passwords left out.
const SETTINGS: &str = "settings";

pub async fn run(place: Place, output: &Output) -> Result<u8> {
    let dir = place.data.data;
    std::fs::create_dir_all(&dir)?;
    let mut config = Config::read(&dir, place.listen.as_deref())?;
    let listener = server::listen(&mut config).await?;
    let newsroom = Newsroom::open(&dir, &config).await?;
    note_settings(&newsroom).await?;
    let url = newsroom.plant.url("/");
    if let Some(secret) = first_link(&newsroom).await? {
        let link = newsroom.plant.url(&format!("/desk/link/{secret}"));
        output.note(format!(
            "Nobody can sign in yet. This link, good once and for a day, is the admin's; sign in as {FIRST_PERSON}:"
        ));
        output.result(link.clone(), json!({ "link": link, "email": FIRST_PERSON }));
    }
    // Who has read the address may tell the server to stop.
    let stop = server::told_to_stop()?;
    output.note(format!("The newsroom in {} is at {url}", dir.display()));
    server::run(newsroom, listener, stop).await?;
    Ok(0)
}

/// Announces which settings are others than when the newsroom was served last: their names, not what they are.
async fn note_settings(newsroom: &Newsroom) -> HouseResult<()> {
    let rows = newsroom.config.rows().into_iter();
    let present: BTreeMap<String, String> = rows.map(|(name, value, _)| (name.to_owned(), value)).collect();
    let noted = newsroom.plant.store.write(async move |tx: &mut Tx| {
        let last: Option<BTreeMap<String, String>> = tx.fact(SETTINGS).await?;
        let names = last.as_ref().map_or_else(Vec::new, |last| differing(last, &present));
        if last.is_none() || !names.is_empty() {
            tx.set_fact(SETTINGS, &present).await?;
        }
        if !names.is_empty() {
            let newsroom = Id::from_bytes([0; 16]);
            let event = Event::SettingsChanged { names };
            event.announce_in(tx, Some("command".into()), None, newsroom, None).await?;
        }
        Ok(())
    });
    noted.await
}

fn differing(last: &BTreeMap<String, String>, present: &BTreeMap<String, String>) -> Vec<String> {
    // A setting that this version knows first is not one that somebody changed.
    let others = present.iter().filter(|(name, value)| last.get(*name).is_some_and(|last| last != *value));
    others.map(|(name, _)| name.clone()).collect()
}

/// Makes the first person where nobody is admin yet, and returns the secret of their one-time link.
async fn first_link(newsroom: &Newsroom) -> HouseResult<Option<String>> {
    let chance = newsroom.plant.chance.clone();
    let made = newsroom.plant.store.write(async move |tx: &mut Tx| {
        if staff::has_admin(tx).await? {
            return Ok(None);
        }
        let person = staff::NewPerson {
            email: FIRST_PERSON.into(),
            name: Some("Admin".into()),
            role: Role::Admin.to_string(),
            edition: None,
        };
        let (_, secret) = staff::add_person(tx, &chance, None, &person).await?;
        Ok(Some(secret))
    });
    made.await
}
