//! Passkeys: a device of our own makes them as a browser's would; a browser itself does in `checks/`.

use crate::newsroom::{Answer, GOOD, Newsroom};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::time::Duration;

const LOCALHOST: &str = "http://localhost:8080";

/// A device with one passkey for this newsroom.
struct Device {
    key: EcdsaKeyPair,
    credential: Vec<u8>,
    /// Whom the passkey names.
    person: Vec<u8>,
    origin: &'static str,
    count: u32,
}

impl Device {
    fn new(person: &[u8], credential: u8) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let (credential, person) = (vec![credential; 32], person.to_vec());
        Self { key, credential, person, origin: LOCALHOST, count: 0 }
    }

    fn said(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind, "challenge": challenge["challenge"], "origin": self.origin, "crossOrigin": false
        });
        said.to_string().into_bytes()
    }

    /// What the device knows of the newsroom: its name, that somebody was there and was recognised, and how often.
    fn about(&mut self, flags: u8) -> Vec<u8> {
        self.count += 1;
        let name = Sha256::digest(b"localhost");
        [name.as_slice(), &[flags | 0x05], &self.count.to_be_bytes()].concat()
    }

    fn make(&mut self, options: &Value) -> Value {
        let said = self.said("webauthn.create", &options["publicKey"]);
        let point = self.key.public_key().as_ref()[1..].to_vec();
        let key = [
            &[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32][..],
            &point[..32],
            &[0x22, 0x58, 32],
            &point[32..],
        ];
        let mut about = self.about(0x40);
        about.extend([0; 16]);
        about.extend([0, 32]);
        about.extend(&self.credential);
        about.extend(key.concat());
        let attested = [
            b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58",
            &[u8::try_from(about.len()).unwrap()][..],
            &about,
        ];
        self.told(json!({
            "attestationObject": BASE64.encode(attested.concat()), "clientDataJSON": BASE64.encode(&said)
        }))
    }

    fn sign(&mut self, options: &Value) -> Value {
        let said = self.said("webauthn.get", &options["publicKey"]);
        let about = self.about(0);
        let signed = [about.as_slice(), &Sha256::digest(&said)].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        self.told(json!({
            "authenticatorData": BASE64.encode(&about),
            "clientDataJSON": BASE64.encode(&said),
            "signature": BASE64.encode(signature.as_ref()),
            "userHandle": BASE64.encode(&self.person),
        }))
    }

    fn told(&self, response: Value) -> Value {
        let id = BASE64.encode(&self.credential);
        json!({ "id": id, "rawId": id, "type": "public-key", "extensions": {}, "response": response })
    }
}

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body))
}

async fn begin_to_add(gazette: &Newsroom, cookie: &str) -> Value {
    let begun =
        gazette.send_as(cookie, "/desk/account/passkeys/challenge", &json!({ "present": GOOD })).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    read(&begun)
}

async fn add_with(gazette: &Newsroom, cookie: &str, device: &mut Device, begun: &Value) -> Answer {
    let credential = device.make(&begun["options"]);
    let sent = json!({ "ceremony": begun["ceremony"], "credential": credential, "name": "Laptop" });
    gazette.send_as(cookie, "/desk/account/passkeys", &sent).await
}

/// Adds a passkey to whose cookie this is.
async fn add(gazette: &Newsroom, cookie: &str, credential: u8) -> Device {
    let begun = begin_to_add(gazette, cookie).await;
    let person = begun["options"]["publicKey"]["user"]["id"].as_str().unwrap();
    let mut device = Device::new(&BASE64.decode(person).unwrap(), credential);
    let added = add_with(gazette, cookie, &mut device, &begun).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.body);
    device
}

async fn begin(gazette: &Newsroom) -> Value {
    let begun = gazette.send_as("", "/desk/login/passkey/challenge", &json!({})).await;
    assert_eq!((begun.status, begun.header("cache-control")), (StatusCode::OK, "no-store"), "{}", begun.body);
    read(&begun)
}

async fn enter(gazette: &Newsroom, device: &mut Device) -> Answer {
    let begun = begin(gazette).await;
    enter_with(gazette, device, &begun).await
}

async fn enter_with(gazette: &Newsroom, device: &mut Device, begun: &Value) -> Answer {
    let credential = device.sign(&begun["options"]);
    let sent = json!({ "ceremony": begun["ceremony"], "credential": credential, "next": "/desk/who" });
    gazette.send_as("", "/desk/login/passkey", &sent).await
}

fn refused(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert_eq!(answer.header("set-cookie"), "");
    assert!(read(answer)["words"].as_str().unwrap().contains("passkey"), "{}", answer.body);
}

#[tokio::test]
async fn one_signs_in_with_a_passkey_alone() {
    let gazette = Newsroom::open_at(LOCALHOST, 1).await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let begun = begin_to_add(&gazette, &cookie).await;
    assert_eq!(begun["options"]["publicKey"]["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(begun["options"]["publicKey"]["rp"]["id"], "localhost");
    let mut device = add(&gazette, &cookie, 1).await;

    let entered = enter(&gazette, &mut device).await;
    let again = enter(&gazette, &mut device).await;

    assert_eq!((entered.status, again.status), (StatusCode::OK, StatusCode::OK), "{}", entered.body);
    assert_eq!(read(&entered)["next"], "/desk/who");
    assert_eq!(gazette.who(&entered.cookie()).await, "Ana");
    let page = gazette.get("/desk/account", &[("cookie", &cookie)]).await;
    assert!(page.body.contains("Laptop") && page.body.contains("Last used"), "{}", page.body);
    let log = gazette.events().await;
    assert_eq!(log, ["person_added", "password_set", "passkey_added", "signed_in", "signed_in"]);
}

#[tokio::test]
async fn a_challenge_is_good_once_for_minutes_and_for_what_it_was_made() {
    let gazette = Newsroom::open_at(LOCALHOST, 1).await;
    let cookie = gazette.at_work("Ana", "reporter", None).await;
    let max = gazette.at_work("Max", "moderator", None).await;
    let mut device = add(&gazette, &cookie, 1).await;

    let begun = begin(&gazette).await;
    assert_eq!(enter_with(&gazette, &mut device, &begun).await.status, StatusCode::OK);
    let twice = enter_with(&gazette, &mut device, &begun).await;
    assert!(read(&twice)["words"].as_str().unwrap().contains("too long"), "{}", twice.body);
    let old = begin(&gazette).await;
    gazette.later(Duration::from_secs(601));
    assert_eq!(enter_with(&gazette, &mut device, &old).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // What Ana began cannot be ended by Max.
    let begun = begin_to_add(&gazette, &cookie).await;
    let stolen = add_with(&gazette, &max, &mut Device::new(b"x", 2), &begun).await;
    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nor does a challenge of one kind serve for the other.
    let crossed = json!({ "ceremony": begun["ceremony"], "credential": device.sign(&begun["options"]) });
    let crossed = gazette.send_as("", "/desk/login/passkey", &crossed).await;
    assert_eq!(crossed.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_passkey_that_is_forged_unknown_or_somebody_elses_opens_nothing() {
    let gazette = Newsroom::open_at(LOCALHOST, 1).await;
    let ana = gazette.at_work("Ana", "reporter", None).await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let mut own = add(&gazette, &ana, 1).await;
    let admins = add(&gazette, &ruth, 2).await;

    // Ana's key says that it is Ruth's.
    own.person.clone_from(&admins.person);
    refused(&enter(&gazette, &mut own).await);
    // Another key says that it is the one of Ruth's passkey.
    refused(&enter(&gazette, &mut Device::new(&admins.person, 2)).await);
    refused(&enter(&gazette, &mut Device::new(&admins.person, 9)).await);
    refused(&enter(&gazette, &mut Device::new(b"nobody", 9)).await);
    // A page of another site has got it to sign.
    let mut phished = admins;
    phished.origin = "http://evil.example";
    refused(&enter(&gazette, &mut phished).await);
    for sent in [json!({}), json!({ "ceremony": 7 }), json!({ "credential": { "id": "x" } })] {
        let answer = gazette.send_as("", "/desk/login/passkey", &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{sent}");
    }
}

#[tokio::test]
async fn adding_one_takes_the_password_and_each_passkey_is_added_once() {
    let gazette = Newsroom::open_at(LOCALHOST, 1).await;
    let ana = gazette.at_work("Ana", "reporter", None).await;
    let max = gazette.at_work("Max", "moderator", None).await;
    add(&gazette, &ana, 1).await;

    let path = "/desk/account/passkeys/challenge";
    let without = gazette.send_as(&ana, path, &json!({ "present": "guess" })).await;
    assert!(read(&without)["words"].as_str().unwrap().contains("present password"), "{}", without.body);
    let begun = begin_to_add(&gazette, &ana).await;
    let known = begun["options"]["publicKey"]["excludeCredentials"].as_array().unwrap();
    assert_eq!(known.len(), 1);
    let begun = begin_to_add(&gazette, &max).await;
    let taken = add_with(&gazette, &max, &mut Device::new(b"x", 1), &begun).await;
    assert!(read(&taken)["words"].as_str().unwrap().contains("added already"), "{}", taken.body);
    let begun = begin_to_add(&gazette, &max).await;
    let credential = Device::new(b"x", 3).make(&begun["options"]);
    let nameless = json!({ "ceremony": begun["ceremony"], "credential": credential, "name": " " });
    let nameless = gazette.send_as(&max, "/desk/account/passkeys", &nameless).await;
    assert_eq!(read(&nameless)["words"], "The name is empty.");
}

#[tokio::test]
async fn one_is_named_and_removed_by_its_person_and_then_opens_nothing() {
    let gazette = Newsroom::open_at(LOCALHOST, 1).await;
    let ana = gazette.at_work("Ana", "reporter", None).await;
    let max = gazette.at_work("Max", "moderator", None).await;
    let mut device = add(&gazette, &ana, 1).await;
    let page = gazette.get("/desk/account", &[("cookie", &ana)]).await.body;
    let id = page.split("/desk/account/passkeys/").nth(1).unwrap().split(['"', '/']).next().unwrap();
    let path = format!("/desk/account/passkeys/{id}");

    assert_eq!(gazette.post_as(&max, &path, &[("name", "Mine")]).await.status, StatusCode::NOT_FOUND);
    let end = format!("{path}/end");
    assert_eq!(gazette.post_as(&max, &end, &[]).await.status, StatusCode::NOT_FOUND);
    let nameless = gazette.post_as(&ana, &path, &[("name", "")]).await;
    assert!(nameless.body.contains("The name is empty."), "{}", nameless.body);
    let named = gazette.post_as(&ana, &path, &[("name", "Key on the ring")]).await;
    assert_eq!(named.header("location"), "/desk/account?done=passkey-renamed");
    let page = gazette.get("/desk/account", &[("cookie", &ana)]).await.body;
    assert!(page.contains("Key on the ring"), "{page}");
    assert_eq!(
        gazette.post_as(&ana, &end, &[]).await.header("location"),
        "/desk/account?done=passkey-removed"
    );

    refused(&enter(&gazette, &mut device).await);
}

#[tokio::test]
async fn too_many_passkeys_that_do_not_fit_are_slowed_down_and_told() {
    let gazette = Newsroom::open_at(LOCALHOST, 1).await;
    let ana = gazette.at_work("Ana", "reporter", None).await;
    let mut device = add(&gazette, &ana, 1).await;
    let mut forged = Device::new(&device.person, 1);

    for _ in 0..10 {
        refused(&enter(&gazette, &mut forged).await);
    }
    let slowed = enter(&gazette, &mut device).await;

    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(read(&slowed)["words"].as_str().unwrap().contains("Too many tries"), "{}", slowed.body);
}

#[tokio::test]
async fn where_the_address_is_a_number_or_not_safe_none_is_offered() {
    for (url, is_offered) in [
        ("http://127.0.0.1:8080", false),
        ("https://[2001:db8::1]", false),
        ("http://gazette.example", false),
        ("https://gazette.example", true),
        (LOCALHOST, true),
    ] {
        let gazette = Newsroom::open_at(url, 1).await;
        let door = gazette.get("/desk/login", &[]).await;
        assert_eq!(door.body.contains("passkey"), is_offered, "{url}");
        let asked = gazette.send_as("", "/desk/login/passkey/challenge", &json!({})).await;
        assert_eq!(asked.status.is_success(), is_offered, "{url}");
    }
}
