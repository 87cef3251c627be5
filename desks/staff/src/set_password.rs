//! Verb: the bearer of a one-time link sets a password. The link is used up, whoever was signed in as that person no
//! longer is, and the bearer is signed in, where the account has a second factor once its code was entered. The first
//! person of a newsroom may also say what it and they are called.

use crate::doors::Doors;
use crate::sign_in::Way;
use crate::store::PersonRow;
use crate::visitor::Visitor;
use crate::{log, password, rules, secret, sign_in, store};
use ::store::Tx;
use base::{Id, Refused, Result};
use futures_util::future::BoxFuture;
use house::{Event, Person, Right};
use site::Plant;
use std::sync::Arc;

/// What the bearer of a link that does not work is told, whatever the reason.
const NO_LINK: &str =
    "This link does not work: it was used already, or its 24 hours are over. Ask an admin for a new one.";

/// Gives the newsroom a name, in the transaction of whoever does it: the plan of the paper is another desk's.
pub type NameNewsroom =
    Arc<dyn for<'a> Fn(&'a mut Tx, &'a Person, &'a str) -> BoxFuture<'a, Result<()>> + Send + Sync>;

/// What the first person may say beside the password; what is empty stays as it is.
#[derive(Clone, Default)]
pub struct Names {
    pub newsroom: String,
    pub person: String,
}

/// Whom a link is for.
pub(crate) struct Bearer {
    pub(crate) person: PersonRow,
    /// Whether nobody has signed in to this newsroom before, and the bearer runs it.
    pub(crate) is_first: bool,
}

/// Returns whom a link is for; one that is used up, too old or was never made is refused.
pub(crate) async fn bearer(plant: &Plant, link: &str) -> Result<Bearer> {
    let gone = || Refused::Gone(NO_LINK.into());
    if !secret::is_one(link) {
        return Err(gone().into());
    }
    let hash = secret::hash(link);
    let found = plant.store.read(async move |tx: &mut Tx| {
        let Some(person) = store::person_by_link(tx, hash).await?.filter(|person| !person.is_barred) else {
            return Ok(None);
        };
        let bearer = as_person(tx, &person).await?;
        let is_first = is_first(tx, &bearer).await?;
        Ok(Some(Bearer { person, is_first }))
    });
    Ok(found.await?.ok_or_else(gone)?)
}

/// Sets the password of the link's bearer and lets them in.
pub async fn set_password(plant: &Plant, link: &str, password: &str, visitor: &Visitor) -> Result<Way> {
    set_up(plant, link, password, visitor, None).await
}

/// Sets the password of the link's bearer, and names what the first person names.
pub(crate) async fn set_up(
    plant: &Plant,
    link: &str,
    password: &str,
    visitor: &Visitor,
    names: Option<(Names, NameNewsroom)>,
) -> Result<Way> {
    let doors = Doors::of(plant);
    let bearer = bearer(plant, link).await?;
    password::must_be_strong(password, &[&bearer.person.email, &bearer.person.name])?;
    let kept = doors.hashing.hash(password.to_owned(), plant.chance.bytes()).await?;
    let (used, chance, visitor) = (secret::hash(link), plant.chance.clone(), visitor.clone());
    let set = plant.store.write(async move |tx: &mut Tx| {
        // Two posts of one link may both have come this far; the second finds it taken.
        let taken = store::take_link(tx, used).await?;
        let person = taken.ok_or_else(|| Refused::Gone(NO_LINK.into()))?;
        if let Some((names, name_newsroom)) = &names {
            name(tx, person, names, name_newsroom).await?;
        }
        replace(tx, person, &kept).await?;
        store::delete_sessions_of(tx, person).await?;
        log::oneself(tx, person, Event::PasswordSet).await?;
        sign_in::come_in(tx, &chance, person, &visitor).await
    });
    set.await
}

/// Puts a new password in the place of the old one; links and what was begun with the old one end.
pub(crate) async fn replace(tx: &mut Tx, person: Id, kept: &str) -> Result<()> {
    store::delete_links_of(tx, person).await?;
    store::ceremonies::delete_of(tx, person).await?;
    store::update_password(tx, person, kept).await?;
    Ok(())
}

async fn name(tx: &mut Tx, id: Id, names: &Names, name_newsroom: &NameNewsroom) -> Result<()> {
    let Some(row) = store::person(tx, id).await? else { return Ok(()) };
    let person = as_person(tx, &row).await?;
    if !is_first(tx, &person).await? {
        return Ok(());
    }
    if !names.person.trim().is_empty() && names.person.trim() != row.name {
        let name = rules::name(&names.person)?;
        store::update_name(tx, id, &name).await?;
        log::oneself(tx, id, Event::PersonRenamed).await?;
    }
    if !names.newsroom.trim().is_empty() {
        name_newsroom(tx, &person, names.newsroom.trim()).await?;
    }
    Ok(())
}

async fn as_person(tx: &mut Tx, row: &PersonRow) -> Result<Person> {
    Ok(Person { id: row.id, name: row.name.clone(), grants: store::grants_of(tx, row.id).await? })
}

/// Returns whether the person runs a newsroom in which nobody has set a password.
async fn is_first(tx: &mut Tx, person: &Person) -> Result<bool> {
    Ok(person.must_everywhere(Right::Office).is_ok() && !store::has_password(tx).await?)
}
