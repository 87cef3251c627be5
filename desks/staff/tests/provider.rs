//! Signing in by an identity provider: a small one on the loopback, that signs what it says.

use crate::newsroom::{Answer, GOOD, Newsroom};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use site::Provider;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use url::Url;

/// Bends what the provider says.
type Bend = fn(&mut Value);

/// An identity provider.
#[derive(Clone)]
struct Idp(Arc<Parts>);

struct Parts {
    url: String,
    key: EcdsaKeyPair,
    /// What it was asked for last: the nonce and the challenge that the verifier must fit.
    asked: Mutex<(String, String)>,
    bend: Mutex<Bend>,
    now: i64,
}

impl Idp {
    async fn open(now: base::Time) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let now = now.micros() / 1_000_000;
        let parts = Parts { url, key, asked: Mutex::default(), bend: Mutex::new(|_| ()), now };
        let idp = Self(Arc::new(parts));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/who", get(who))
            .with_state(idp.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        idp
    }

    /// As the newsroom's settings name it.
    fn setting(&self) -> Provider {
        Provider {
            issuer: self.0.url.clone(),
            client_id: "gazette".into(),
            client_secret: "quay & heron".into(),
            name: "Gazette ID".into(),
        }
    }

    fn sign(&self, claims: &Value) -> String {
        let head = json!({ "alg": "ES256", "typ": "JWT", "kid": "one" });
        let text = format!("{}.{}", BASE64.encode(head.to_string()), BASE64.encode(claims.to_string()));
        let signature = self.0.key.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", BASE64.encode(signature.as_ref()))
    }
}

async fn about(State(idp): State<Idp>) -> Json<Value> {
    let url = &idp.0.url;
    Json(json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "userinfo_endpoint": format!("{url}/who"),
        "jwks_uri": format!("{url}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    }))
}

async fn keys(State(idp): State<Idp>) -> Json<Value> {
    let point = &idp.0.key.public_key().as_ref()[1..];
    Json(json!({ "keys": [{
        "kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "alg": "ES256",
        "x": BASE64.encode(&point[..32]), "y": BASE64.encode(&point[32..]),
    }] }))
}

async fn token(
    State(idp): State<Idp>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> (StatusCode, Json<Value>) {
    let client = format!("Basic {}", STANDARD.encode("gazette:quay+%26+heron"));
    let (nonce, challenge) = idp.0.asked.lock().unwrap().clone();
    let fits = BASE64.encode(Sha256::digest(form["code_verifier"].as_bytes())) == challenge;
    if headers["authorization"] != client.as_str() || form["code"] != "a good code" || !fits {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" })));
    }
    let mut claims = json!({
        "iss": idp.0.url, "aud": "gazette", "sub": "4711", "iat": idp.0.now, "exp": idp.0.now + 300, "nonce": nonce,
        "email": "Ana@Gazette.example", "email_verified": true,
    });
    (idp.0.bend.lock().unwrap())(&mut claims);
    let mut id_token = idp.sign(&claims);
    if let Some(alg) = claims["unsigned"].as_str() {
        let head = BASE64.encode(json!({ "alg": alg }).to_string());
        let parts: Vec<&str> = id_token.split('.').collect();
        id_token = format!("{head}.{}.", parts[1]);
    }
    if claims["forged"].is_boolean() {
        let other = json!({ "sub": "other" });
        let other = idp.sign(&other);
        let (text, _) = id_token.rsplit_once('.').unwrap();
        id_token = format!("{text}.{}", other.rsplit_once('.').unwrap().1);
    }
    let answer = json!({ "access_token": "open", "token_type": "Bearer", "id_token": id_token });
    (StatusCode::OK, Json(answer))
}

async fn who(headers: HeaderMap) -> (StatusCode, Json<Value>) {
    if headers["authorization"] != "Bearer open" {
        return (StatusCode::UNAUTHORIZED, Json(Value::Null));
    }
    let told = json!({ "sub": "4711", "email": "ana@gazette.example", "email_verified": "true" });
    (StatusCode::OK, Json(told))
}

/// The Gazette with a provider, in which Ana works.
async fn gazette() -> (Newsroom, Idp) {
    let idp = Idp::open(base::Time::from_micros(1_790_000_000_000_000)).await;
    let gazette = Newsroom::open_with("http://127.0.0.1:8080", 1, Some(idp.setting())).await;
    gazette.at_work("Ana", "reporter", None).await;
    (gazette, idp)
}

/// Goes to the provider, and returns the cookie and the state to come back with.
async fn go(gazette: &Newsroom, idp: &Idp) -> (String, String) {
    let gone = gazette.get("/desk/login/provider?next=%2Fdesk%2Fwho", &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let url = Url::parse(gone.header("location")).unwrap();
    let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
    assert!(gone.header("location").starts_with(&format!("{}/authorize?", idp.0.url)));
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(asked["redirect_uri"], "http://127.0.0.1:8080/desk/login/provider/back");
    assert!(asked["scope"].contains("openid") && asked["scope"].contains("email"), "{}", asked["scope"]);
    *idp.0.asked.lock().unwrap() = (asked["nonce"].clone(), asked["code_challenge"].clone());
    assert!(gone.header("set-cookie").contains("HttpOnly; SameSite=Lax; Max-Age=600"));
    (gone.cookie(), asked["state"].clone())
}

async fn back(gazette: &Newsroom, cookie: &str, code: &str, state: &str) -> Answer {
    let path = format!("/desk/login/provider/back?code={}&state={state}", code.replace(' ', "%20"));
    gazette.get(&path, &[("cookie", cookie)]).await
}

async fn come_with(bend: Bend) -> Answer {
    let (gazette, idp) = gazette().await;
    *idp.0.bend.lock().unwrap() = bend;
    let (cookie, state) = go(&gazette, &idp).await;
    back(&gazette, &cookie, "a good code", &state).await
}

fn is_in(answer: &Answer) -> bool {
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    let is_in = cookies.iter().any(|cookie| cookie.to_str().unwrap().starts_with("stoppress="));
    assert_eq!(is_in, answer.status == StatusCode::SEE_OTHER, "{}", answer.body);
    is_in
}

#[tokio::test]
async fn whoever_the_provider_knows_by_a_verified_address_of_the_newsroom_is_in() {
    let (gazette, idp) = gazette().await;
    let door = gazette.get("/desk/login?next=/desk/who", &[]).await;
    assert!(door.body.contains("Sign in with Gazette ID"), "{}", door.body);

    let (cookie, state) = go(&gazette, &idp).await;
    let answer = back(&gazette, &cookie, "a good code", &state).await;

    assert!(is_in(&answer));
    assert_eq!(answer.header("location"), "/desk/who");
    assert_eq!(gazette.who(&answer.cookie()).await, "Ana");
    assert_eq!(gazette.events().await, ["person_added", "password_set", "signed_in"]);
    // The way back is good once.
    let again = back(&gazette, &cookie, "a good code", &state).await;
    assert!(!is_in(&again) && again.body.contains("begun in another browser"), "{}", again.body);
}

#[tokio::test]
async fn an_address_that_only_the_asked_provider_tells_does_too() {
    let answer = come_with(|claims| {
        claims.as_object_mut().unwrap().retain(|name, _| !name.starts_with("email"));
    })
    .await;

    assert!(is_in(&answer));
}

#[tokio::test]
async fn nobody_joins_and_nobody_comes_by_an_address_that_is_not_verified() {
    let bends: [Bend; 4] = [
        |claims| claims["email"] = "nobody@gazette.example".into(),
        |claims| claims["email_verified"] = false.into(),
        |claims| drop(claims.as_object_mut().unwrap().remove("email_verified")),
        |claims| claims["email"] = "no address".into(),
    ];
    for bend in bends {
        let answer = come_with(bend).await;
        assert!(!is_in(&answer));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("nobody of this newsroom"), "{}", answer.body);
    }
}

#[tokio::test]
async fn what_does_not_hold_opens_nothing() {
    let bends: [Bend; 8] = [
        |claims| claims["nonce"] = "another".into(),
        |claims| claims["aud"] = "herald".into(),
        |claims| claims["aud"] = json!(["gazette", "herald"]),
        |claims| claims["iss"] = "https://evil.example".into(),
        |claims| claims["exp"] = 1_789_999_999.into(),
        |claims| claims["unsigned"] = "none".into(),
        |claims| claims["unsigned"] = "HS256".into(),
        |claims| claims["forged"] = true.into(),
    ];
    for (n, bend) in bends.into_iter().enumerate() {
        let answer = come_with(bend).await;
        assert!(!is_in(&answer), "{n}");
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{n}");
        assert!(answer.body.contains("does not hold"), "{n}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_way_back_that_this_browser_did_not_begin_opens_nothing() {
    let (gazette, idp) = gazette().await;
    let (cookie, state) = go(&gazette, &idp).await;
    let (other, others_state) = go(&gazette, &idp).await;

    let without = back(&gazette, "", "a good code", &state).await;
    let crossed = back(&gazette, &cookie, "a good code", &others_state).await;
    let denied = gazette.get("/desk/login/provider/back?error=access_denied", &[("cookie", &other)]).await;
    let (third, state) = go(&gazette, &idp).await;
    let wrong = back(&gazette, &third, "another code", &state).await;

    for answer in [&without, &crossed, &denied, &wrong] {
        assert!(!is_in(answer));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Password"), "{}", answer.body);
    }
}

#[tokio::test]
async fn whoever_is_barred_stays_out_and_without_a_provider_there_is_no_way() {
    let (gazette, idp) = gazette().await;
    let ruth = gazette.at_work("Ruth", "admin", None).await;
    let ana = gazette.sign_in("Ana", GOOD).await.cookie();
    let path = format!("/desk/office/people/{}/bar", gazette.id_of(&ana).await);
    gazette.post_as(&ruth, &path, &[]).await;

    let (cookie, state) = go(&gazette, &idp).await;
    assert!(!is_in(&back(&gazette, &cookie, "a good code", &state).await));
    let herald = Newsroom::open_at("http://herald", 2).await;
    assert_eq!(herald.get("/desk/login/provider", &[]).await.status, StatusCode::NOT_FOUND);
    assert!(!herald.get("/desk/login", &[]).await.body.contains("Sign in with"));
}

#[tokio::test]
async fn a_provider_that_is_away_is_told_at_the_door() {
    let (_, idp) = gazette().await;
    let away = Provider { issuer: "http://127.0.0.1:9".into(), ..idp.setting() };
    let gazette = Newsroom::open_with("http://127.0.0.1:8080", 2, Some(away)).await;

    let answer = gazette.get("/desk/login/provider", &[]).await;

    assert!(answer.body.contains("cannot be reached") && answer.body.contains("Password"), "{}", answer.body);
}
