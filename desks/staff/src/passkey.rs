//! Verbs: a person adds a passkey to the account, names it, removes it, and signs in with one alone.
//!
//! A passkey is made for a name: where the newsroom's address is a number there are none. The device checks who holds
//! it (by finger, face or number), so that a passkey is a password and a second factor at once, and names its person
//! itself, so that nobody has to be typed in.

use crate::ceremony::{self, Kind};
use crate::store::passkeys;
use crate::visitor::Visitor;
use crate::{account, log, rules, store, tries};
use ::store::Tx;
use base::{Broken, Context, Failure, FieldError, Id, Refused, Result};
use house::Event;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use site::Plant;
use url::{Host, Url};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

const UNKNOWN: &str =
    "This passkey is not known here, or it does not fit. Try again, or sign in by another way.";
const LATE: &str = "That took too long. Try again.";
const TAKEN: &str = "This passkey is added already.";
/// How many passkeys a person may have.
const MOST: usize = 20;

/// What was begun: its secret, and what the browser is to be asked.
pub(crate) struct Challenge {
    pub(crate) ceremony: String,
    pub(crate) options: Value,
}

/// Returns whether passkeys can be made for the newsroom's address.
pub(crate) fn is_offered(plant: &Plant) -> bool {
    host(plant).is_some()
}

/// Returns the name that passkeys are made for, and the address of which it is a part.
fn host(plant: &Plant) -> Option<(String, Url)> {
    let url = Url::parse(&plant.settings.public_url).ok()?;
    match url.host()? {
        // Browsers make passkeys over https alone, and on the very machine.
        Host::Domain(name) if url.scheme() == "https" || is_this_machine(name) => {
            Some((name.to_owned(), url))
        }
        _ => None,
    }
}

fn is_this_machine(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

fn checker(plant: &Plant) -> Result<Webauthn> {
    let (name, url) = host(plant).ok_or(Refused::NotFound)?;
    let newsroom = plant.masthead.load();
    let newsroom = newsroom.editions.first().map_or(name.as_str(), |edition| edition.name.as_str());
    let builder = WebauthnBuilder::new(&name, &url).doing("preparing for passkeys")?;
    builder.rp_name(newsroom).build().doing("preparing for passkeys")
}

/// Begins to add a passkey.
pub(crate) async fn begin_to_add(
    plant: &Plant,
    id: Id,
    password: &str,
    visitor: &Visitor,
) -> Result<Challenge> {
    let checker = checker(plant)?;
    let person = account::must_know_password(plant, id, password, visitor.address).await?;
    let chance = plant.chance.clone();
    let begun = plant.store.write(async move |tx: &mut Tx| {
        let known = passkeys::credentials_of(tx, id).await?;
        if known.len() >= MOST {
            let why = format!("There are {MOST} passkeys already. Remove one first.");
            return Err(FieldError::at("/passkey", why).called("passkeys-many", MOST.to_string()).into());
        }
        let (options, state) = checker
            .start_passkey_registration(id.uuid(), &person.email, &person.name, Some(known))
            .doing("asking for a passkey")?;
        let state = serde_json::to_value(&state).doing("keeping a challenge")?;
        let ceremony = ceremony::begin(tx, &chance, Kind::NewPasskey, Some(id), &state).await?;
        let mut options = serde_json::to_value(&options).doing("writing a challenge")?;
        name_its_person(&mut options);
        Ok(Challenge { ceremony, options })
    });
    begun.await
}

/// Has the passkey keep whose it is, so that one can sign in with it alone.
fn name_its_person(options: &mut Value) {
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
    }
}

/// Adds the passkey that the browser made for the challenge.
pub(crate) async fn add(
    plant: &Plant,
    id: Id,
    ceremony: String,
    name: &str,
    credential: Value,
) -> Result<()> {
    let checker = checker(plant)?;
    let name = rules::name(name)?;
    let credential: RegisterPublicKeyCredential = read(credential)?;
    let added = plant.store.write(async move |tx: &mut Tx| {
        let begun = ceremony::take(tx, Kind::NewPasskey, &ceremony).await?;
        let begun = begun.filter(|begun| begun.person == Some(id)).ok_or_else(late)?;
        account::person(tx, id).await?;
        let state: PasskeyRegistration = kept(begun.data)?;
        let made = checker.finish_passkey_registration(&credential, &state).map_err(|_| unknown())?;
        let content = serde_json::to_value(&made).doing("keeping a passkey")?;
        let passkey = tx.new_id();
        if !passkeys::insert(tx, passkey, id, made.cred_id(), &name, &content).await? {
            return Err(FieldError::at("/passkey", TAKEN).called("passkey-taken", "").into());
        }
        log::oneself(tx, id, Event::PasskeyAdded { passkey }).await
    });
    added.await
}

/// Gives one of the person's passkeys another name.
pub(crate) async fn rename(tx: &mut Tx, id: Id, passkey: Id, name: &str) -> Result<()> {
    let name = rules::name(name)?;
    if !passkeys::rename(tx, id, passkey, &name).await? {
        return Err(Refused::NotFound.into());
    }
    log::oneself(tx, id, Event::PasskeyRenamed { passkey }).await
}

/// Removes one of the person's passkeys: from the commit on it opens nothing.
pub(crate) async fn remove(tx: &mut Tx, id: Id, passkey: Id) -> Result<()> {
    if !passkeys::delete(tx, id, passkey).await? {
        return Err(Refused::NotFound.into());
    }
    log::oneself(tx, id, Event::PasskeyRemoved { passkey }).await
}

/// Begins to sign in.
pub(crate) async fn begin_to_sign_in(plant: &Plant, visitor: &Visitor) -> Result<Challenge> {
    let checker = checker(plant)?;
    tries::ceremony(plant, visitor.address)?;
    let (options, state) = checker.start_discoverable_authentication().doing("asking for a passkey")?;
    let state = serde_json::to_value(&state).doing("keeping a challenge")?;
    let chance = plant.chance.clone();
    let begun = plant
        .store
        .write(async move |tx: &mut Tx| ceremony::begin(tx, &chance, Kind::Passkey, None, &state).await);
    let options = serde_json::to_value(&options).doing("writing a challenge")?;
    Ok(Challenge { ceremony: begun.await?, options })
}

/// Signs in with what the browser's passkey made of the challenge, and returns the session's secret.
pub(crate) async fn sign_in(
    plant: &Plant,
    ceremony: String,
    credential: Value,
    visitor: &Visitor,
) -> Result<String> {
    let checker = checker(plant)?;
    tries::ceremony(plant, visitor.address)?;
    let credential: PublicKeyCredential = read(credential)?;
    let whose = match checker.identify_discoverable_authentication(&credential) {
        Ok((person, _)) => Id::from(person),
        Err(_) => return Err(unknown().into()),
    };
    tries::passkey(plant, whose, visitor.address)?;
    let (chance, visitor) = (plant.chance.clone(), visitor.clone());
    let signed_in = plant.store.write(async move |tx: &mut Tx| {
        let begun = ceremony::take(tx, Kind::Passkey, &ceremony).await?.ok_or_else(late)?;
        let state: DiscoverableAuthentication = kept(begun.data)?;
        let known = passkeys::by_credential(tx, credential.raw_id.as_ref()).await?;
        // A key that names somebody else than its person is nobody's.
        let known = known.filter(|known| known.person == whose).ok_or_else(unknown)?;
        let person = store::person(tx, whose).await?.filter(|person| !person.is_barred);
        let person = person.ok_or_else(unknown)?.id;
        let mut passkey: Passkey = kept(known.content)?;
        let result = checker
            .finish_discoverable_authentication_v2(&credential, state, &passkey)
            .map_err(|_| unknown())?;
        passkey.update_credential(&result);
        let content = serde_json::to_value(&passkey).doing("keeping a passkey")?;
        passkeys::touch(tx, known.id, &content).await?;
        let session = visitor.come_in(tx, &chance, person).await?;
        log::oneself(tx, person, Event::SignedIn).await?;
        Ok(session)
    });
    match signed_in.await {
        Ok(session) => {
            plant.figures.sign_ins.one();
            Ok(session)
        }
        Err(failure) => {
            if matches!(failure, Failure::Refused(Refused::NotValid(_))) {
                let known = plant.store.read(async move |tx: &mut Tx| store::person(tx, whose).await).await?;
                tries::failed(plant, known.map(|person| person.id)).await?;
            }
            Err(failure)
        }
    }
}

/// Reads what a browser sent.
fn read<T: DeserializeOwned>(credential: Value) -> Result<T> {
    serde_json::from_value(credential).map_err(|_| unknown().into())
}

/// Reads what was kept.
fn kept<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|error| Broken::new(error).while_doing("reading a passkey").into())
}

fn unknown() -> Refused {
    FieldError::at("/passkey", UNKNOWN).called("passkey", "").into()
}

fn late() -> Refused {
    FieldError::at("/passkey", LATE).called("late", "").into()
}
