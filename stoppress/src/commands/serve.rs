//! `stoppress serve`: runs the newsroom.

use super::Place;
use crate::config::Config;
use crate::newsroom::Newsroom;
use crate::output::Output;
use crate::server;
use anyhow::{Result, anyhow};
use base::Result as HouseResult;
use house::Role;
use serde_json::json;
use store::Tx;

/// The first person's sign-in until there are others; `user add` makes those.
const FIRST_PERSON: &str = "admin@localhost.localdomain";

pub async fn run(place: Place, output: &Output) -> Result<u8> {
    let dir = place.data.data;
    std::fs::create_dir_all(&dir)?;
    let mut config = Config::read(&dir, place.listen.as_deref())?;
    server::raise_file_limit();
    let listener = server::listen(&mut config).await?;
    let newsroom = Newsroom::open(&dir, &config).await?;
    let url = newsroom.plant.url("/");
    if let Some(secret) = first_link(&newsroom).await.map_err(|failure| anyhow!("{failure}"))? {
        let link = newsroom.plant.url(&format!("/desk/link/{secret}"));
        output.note(format!(
            "Nobody can sign in yet. This link, good once and for a day, is the admin's; sign in as {FIRST_PERSON}:"
        ));
        output.result(link.clone(), json!({ "link": link, "email": FIRST_PERSON }));
    }
    output.note(format!("The newsroom in {} is at {url}", dir.display()));
    server::run(newsroom, listener, server::told_to_stop()?).await?;
    Ok(0)
}

/// Returns the secret of the first person's one-time link, once in a newsroom's life.
async fn first_link(newsroom: &Newsroom) -> HouseResult<Option<String>> {
    let chance = newsroom.plant.chance.clone();
    let made = newsroom.plant.store.write(async move |tx: &mut Tx| {
        if tx.fact::<base::Id>("first_person").await?.is_some() {
            return Ok(None);
        }
        let person = staff::NewPerson {
            email: FIRST_PERSON.into(),
            name: Some("Admin".into()),
            role: Role::Admin.to_string(),
            edition: None,
        };
        let (id, secret) = staff::add_person(tx, &chance, None, &person).await?;
        tx.set_fact("first_person", &id).await?;
        Ok(Some(secret))
    });
    made.await
}
