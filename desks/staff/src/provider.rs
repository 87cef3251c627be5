//! Verb: somebody signs in by the newsroom's identity provider (OpenID Connect: a code with PKCE, state and nonce).
//!
//! Whoever comes that way must be known already, by an e-mail address that the provider has verified: nobody joins by
//! it. What it says is believed only as far as its signature, issuer, audience, nonce and time hold. A second factor
//! is the provider's business.

use crate::ceremony::{self, Kind};
use crate::visitor::Visitor;
use crate::{log, rules, secret, store, tries};
use ::store::Tx;
use base::{Broken, Context, Failure, FieldError, Id, Refused, Result};
use fetch::{Fetcher, Guard, Patience, Question};
use futures_util::future::BoxFuture;
use house::Event;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use site::{Plant, Provider};
use std::fmt::Display;
use std::time::Duration;
use url::Url;

/// The way back from the provider.
pub(crate) const BACK: &str = "/desk/login/provider/back";

const UNKNOWN: &str = "The identity provider did not let you in here: nobody of this newsroom has the e-mail \
                       address that it names, or it has not verified it. Ask an admin.";
const REFUSED: &str = "The identity provider did not let you in, or what it said does not hold. Try again.";
const AWAY: &str = "The identity provider cannot be reached now. Try again, or sign in by another way.";
const LATE: &str = "That took too long, or it was begun in another browser. Sign in again.";

/// The longest answer of a provider that is read.
const LONGEST: usize = 1 << 20;
/// Signatures that are checked with the provider's public keys. What is signed with the client's secret, or not at
/// all, is not believed.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What is remembered while somebody is at the provider.
#[derive(Serialize, Deserialize)]
struct Remembered {
    state: String,
    nonce: String,
    verifier: String,
    next: String,
}

/// Somebody is on the way to the provider.
pub(crate) struct Begun {
    /// Where they go.
    pub(crate) url: String,
    /// What their browser keeps, so that only it can come back.
    pub(crate) ceremony: String,
}

/// What the provider sends back with the browser.
#[derive(Clone, Default)]
pub(crate) struct Returned {
    pub(crate) code: String,
    pub(crate) state: String,
}

/// Begins: returns where to go, and what to come back with.
pub(crate) async fn begin(plant: &Plant, next: &str, visitor: &Visitor) -> Result<Begun> {
    let provider = provider(plant)?;
    tries::ceremony(plant, visitor.address)?;
    let client = client(plant, provider).await?;
    let verifier = secret::fresh(&plant.chance);
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
    let (state, nonce) = (secret::fresh(&plant.chance), secret::fresh(&plant.chance));
    let (own_state, own_nonce) = (CsrfToken::new(state.clone()), Nonce::new(nonce.clone()));
    let (url, ..) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || own_state, || own_nonce)
        .add_scope(Scope::new("email".into()))
        .set_pkce_challenge(challenge)
        .url();
    let remembered = Remembered { state, nonce, verifier, next: next.to_owned() };
    let data = serde_json::to_value(&remembered).doing("keeping a way over the provider")?;
    let chance = plant.chance.clone();
    let begun = plant
        .store
        .write(async move |tx: &mut Tx| ceremony::begin(tx, &chance, Kind::Provider, None, &data).await);
    Ok(Begun { url: url.into(), ceremony: begun.await? })
}

/// Ends: returns the session's secret, and where the way goes on.
pub(crate) async fn end(
    plant: &Plant,
    ceremony: &str,
    returned: Returned,
    visitor: &Visitor,
) -> Result<(String, String)> {
    let provider = provider(plant)?;
    tries::ceremony(plant, visitor.address)?;
    let ceremony = ceremony.to_owned();
    // Good once, whatever comes of it.
    let taken = async move |tx: &mut Tx| ceremony::take(tx, Kind::Provider, &ceremony).await;
    let begun = plant.store.write(taken).await?.ok_or_else(late)?;
    let remembered: Remembered = serde_json::from_value(begun.data).doing("reading what was begun")?;
    if returned.state != remembered.state {
        return Err(late().into());
    }
    let next = remembered.next.clone();
    match come_in(plant, provider, remembered, returned, visitor).await {
        Ok(session) => {
            plant.figures.sign_ins.one();
            Ok((session, next))
        }
        Err(failure) => {
            if matches!(failure, Failure::Refused(Refused::NotValid(_))) {
                tries::failed(plant, None).await?;
            }
            Err(failure)
        }
    }
}

async fn come_in(
    plant: &Plant,
    provider: &Provider,
    remembered: Remembered,
    returned: Returned,
    visitor: &Visitor,
) -> Result<String> {
    let email = address(plant, provider, remembered, returned.code).await?;
    let email = rules::email(&email).map_err(|_| unknown())?;
    let (chance, visitor) = (plant.chance.clone(), visitor.clone());
    let come_in = plant.store.write(async move |tx: &mut Tx| {
        let person = store::person_by_email(tx, &email).await?.filter(|person| !person.is_barred);
        let id: Id = person.ok_or_else(unknown)?.id;
        let session = visitor.come_in(tx, &chance, id).await?;
        log::oneself(tx, id, Event::SignedIn).await?;
        Ok(session)
    });
    come_in.await
}

/// Has the provider say who came, and returns the address that it has verified.
async fn address(plant: &Plant, provider: &Provider, remembered: Remembered, code: String) -> Result<String> {
    let client = client(plant, provider).await?;
    let ask = asker(plant, provider)?;
    let token = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|error| doubted("the provider names no place for tokens", &error))?
        .set_pkce_verifier(PkceCodeVerifier::new(remembered.verifier))
        .request_async(&ask)
        .await
        .map_err(|error| doubted("the provider gave no token", &error))?;
    let now = plant.clock.now().micros();
    let time = move || chrono::DateTime::from_timestamp_micros(now).unwrap_or_default();
    let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES).set_time_fn(time);
    let id_token = token.id_token().ok_or_else(refused)?;
    let claims = id_token
        .claims(&verifier, &Nonce::new(remembered.nonce))
        .map_err(|error| doubted("the provider's word does not hold", &error))?;
    if let Some(expected) = claims.access_token_hash() {
        let unchecked = |error: &dyn Display| doubted("the provider's token cannot be checked", error);
        let key = id_token.signing_key(&verifier).map_err(|error| unchecked(&error))?;
        let algorithm = id_token.signing_alg().map_err(|error| unchecked(&error))?;
        let actual = AccessTokenHash::from_token(token.access_token(), algorithm, key);
        let actual = actual.map_err(|error| unchecked(&error))?;
        if actual != *expected {
            return Err(refused().into());
        }
    }
    if let Some(email) = claims.email() {
        return verified(email.as_str(), claims.email_verified());
    }
    // Some providers tell addresses only to who asks for them.
    let asked = client.user_info(token.access_token().clone(), Some(claims.subject().clone()));
    let told: CoreUserInfoClaims = asked
        .map_err(|_| unknown())?
        .request_async(&ask)
        .await
        .map_err(|error| doubted("the provider does not say who it is", &error))?;
    let email = told.email().ok_or_else(unknown)?;
    verified(email.as_str(), told.email_verified())
}

fn verified(email: &str, is_verified: Option<bool>) -> Result<String> {
    if is_verified == Some(true) { Ok(email.to_owned()) } else { Err(unknown().into()) }
}

/// A client that knows all of the provider's places that it has to know.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Asks the provider where everything is and what its keys are: each time, so that a new key is known at once.
async fn client(plant: &Plant, provider: &Provider) -> Result<Client> {
    let ask = asker(plant, provider)?;
    let issuer = IssuerUrl::new(provider.issuer.clone()).doing("reading oidc_issuer")?;
    let about = CoreProviderMetadata::discover_async(issuer, &ask).await.map_err(|error| {
        tracing::warn!(%error, issuer = provider.issuer, "the identity provider cannot be asked");
        FieldError::at("/provider-away", AWAY).called("provider-away", "")
    })?;
    let secret = ClientSecret::new(provider.client_secret.clone());
    let client =
        CoreClient::from_provider_metadata(about, ClientId::new(provider.client_id.clone()), Some(secret));
    let back = RedirectUrl::new(plant.url(BACK)).doing("reading public_url")?;
    Ok(client.set_redirect_uri(back))
}

/// Returns what sends requests: to the open internet, and to the issuer wherever it is.
#[allow(clippy::type_complexity, reason = "it is named once")]
fn asker(
    plant: &Plant,
    provider: &Provider,
) -> Result<impl Fn(HttpRequest) -> BoxFuture<'static, Result<HttpResponse, fetch::Failed>> + use<>> {
    let issuer = Url::parse(&provider.issuer).doing("reading oidc_issuer")?;
    let host = issuer.host_str().unwrap_or_default();
    let place = issuer.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let guard = Guard::allowing(plant.settings.fetch_allow.iter().cloned().chain([place]))
        .map_err(|wrong| Broken::new(wrong).while_doing("reading whom the newsroom may ask"))?;
    let patience = Patience {
        connect: Duration::from_secs(5),
        idle: Duration::from_secs(10),
        total: Duration::from_secs(15),
    };
    let fetcher = Fetcher::new(guard, &format!("Stoppress/{}", plant.settings.version)).patient(patience);
    Ok(move |request: HttpRequest| {
        let fetcher = fetcher.clone();
        let send: BoxFuture<'static, _> = Box::pin(async move { send(&fetcher, request).await });
        send
    })
}

async fn send(fetcher: &Fetcher, request: HttpRequest) -> Result<HttpResponse, fetch::Failed> {
    let url = request.uri().to_string();
    let headers = request.headers().iter().filter_map(|(name, value)| {
        value.to_str().ok().map(|value| (name.as_str().to_owned(), value.to_owned()))
    });
    let headers = headers.collect();
    let body = (request.method().as_str() == "POST").then(|| request.into_body());
    let reply = fetcher.ask(&url, Question { body, headers }, LONGEST).await?;
    let strange = || fetch::Failed::Unreachable("it does not speak as a web server does".into());
    let mut response = HttpResponse::new(reply.body);
    *response.status_mut() = reply.status.try_into().map_err(|_| strange())?;
    if let Some(kind) = reply.content_type.and_then(|kind| kind.parse().ok()) {
        response.headers_mut().insert("content-type", kind);
    }
    Ok(response)
}

fn provider(plant: &Plant) -> Result<&Provider> {
    plant.settings.provider.as_ref().ok_or(Refused::NotFound.into())
}

/// Writes down for the operator why somebody is refused, and refuses.
fn doubted(why: &str, error: &dyn Display) -> Refused {
    tracing::warn!(%error, why, "somebody could not sign in by the identity provider");
    refused()
}

fn late() -> Refused {
    FieldError::at("/provider", LATE).called("provider-late", "").into()
}

fn unknown() -> Refused {
    FieldError::at("/provider", UNKNOWN).called("provider", "").into()
}

fn refused() -> Refused {
    FieldError::at("/provider", REFUSED).called("provider-doubt", "").into()
}
