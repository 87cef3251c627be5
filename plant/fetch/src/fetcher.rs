//! Asking, following, reading: at most so many bytes, for at most so long.

use crate::Guard;
use crate::names::{Names, System};
use crate::url::{Whom, read, whom};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Client, Response, redirect};
use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// How many redirects are followed.
const REDIRECTS: usize = 5;
/// How long the addresses of a host are believed, and its connections kept.
const BELIEVED: Duration = Duration::from_secs(60);
/// How many hosts are remembered at a time.
const HOSTS: usize = 64;

/// How long is waited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a name and a connection.
    pub connect: Duration,
    /// For the next bytes.
    pub idle: Duration,
    /// For everything, redirects included.
    pub total: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(15),
            total: Duration::from_secs(120),
        }
    }
}

/// Why an address is not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It cannot be read as an address.
    NotAnAddress,
    /// It is neither `http` nor `https`.
    NotOfTheWeb,
    /// It holds a name or a password.
    WithPassword,
    /// It asks for a port that is not one of the web.
    Port(u16),
    /// The host is not on the open internet.
    NotPublic(String),
    /// There were too many redirects.
    TooManyRedirects,
}

/// Why nothing was got. Each way has words for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failed {
    /// The address, or one to which it leads, may not be asked. Trying again does not help.
    Refused(Refused),
    /// The host has no address, does not answer, or breaks off. Trying again can help.
    Unreachable(String),
    /// The server answers that it does not give it.
    Status(u16),
    /// It is longer than this many bytes.
    TooLarge(usize),
    /// It took too long.
    TooSlow,
}

/// What is asked of a server beside its address.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// With a body it is a POST, else a GET.
    pub body: Option<Vec<u8>>,
    pub headers: Vec<(String, String)>,
}

/// What a server answered.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    /// The kind of the body, as the server calls it.
    pub content_type: Option<String>,
    pub body: Vec<u8>,
}

/// Gets things from the outside world. It is cheap to clone, and its clones share their connections.
#[derive(Clone)]
pub struct Fetcher {
    guard: Guard,
    names: Arc<dyn Names>,
    patience: Patience,
    agent: String,
    known: Arc<Mutex<HashMap<(String, u16), Known>>>,
}

/// A host whose addresses were checked, with the client that is bound to them.
struct Known {
    client: Client,
    since: Instant,
}

impl Fetcher {
    /// Returns a fetcher that says to servers that it is `agent`, say `Stoppress/1.0 (+https://example.org)`.
    pub fn new(guard: Guard, agent: &str) -> Self {
        Self {
            guard,
            names: Arc::new(System),
            patience: Patience::default(),
            agent: agent.to_owned(),
            known: Arc::default(),
        }
    }

    /// Returns the fetcher with other patience.
    #[must_use]
    pub fn patient(self, patience: Patience) -> Self {
        Self { patience, known: Arc::default(), ..self }
    }

    /// Returns the fetcher with another source of names.
    #[must_use]
    pub fn asking(self, names: Arc<dyn Names>) -> Self {
        Self { names, known: Arc::default(), ..self }
    }

    /// Gets what is at an address: at most `limit` bytes, following redirects.
    pub async fn get(&self, url: &str, limit: usize) -> Result<Vec<u8>, Failed> {
        let work = self.follow(url, limit);
        tokio::time::timeout(self.patience.total, work).await.unwrap_or(Err(Failed::TooSlow))
    }

    /// Asks one address and returns its answer, whatever its status, of at most `limit` bytes. Redirects are not
    /// followed: what is asked may hold a secret, which is meant for this address alone.
    pub async fn ask(&self, url: &str, question: Question, limit: usize) -> Result<Reply, Failed> {
        let work = async {
            let response = self.send(url, question).await?;
            let status = response.status().as_u16();
            let content_type = response.headers().get(CONTENT_TYPE);
            let content_type = content_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
            Ok(Reply { status, content_type, body: taken(response, limit).await? })
        };
        tokio::time::timeout(self.patience.total, work).await.unwrap_or(Err(Failed::TooSlow))
    }

    /// Asks as `ask` does and returns only with which status the server answers: what it says beside is not read.
    pub async fn tell(&self, url: &str, question: Question) -> Result<u16, Failed> {
        let work = async { Ok(self.send(url, question).await?.status().as_u16()) };
        tokio::time::timeout(self.patience.total, work).await.unwrap_or(Err(Failed::TooSlow))
    }

    async fn send(&self, url: &str, question: Question) -> Result<Response, Failed> {
        let mut url = read(url)?;
        url.set_fragment(None);
        let client = self.client(&whom(&url, &self.guard)?).await?;
        let mut request = match question.body {
            Some(body) => client.post(url).body(body),
            None => client.get(url),
        };
        for (name, value) in question.headers {
            request = request.header(name, value);
        }
        request.send().await.map_err(words)
    }

    async fn follow(&self, url: &str, limit: usize) -> Result<Vec<u8>, Failed> {
        let mut url = read(url)?;
        url.set_fragment(None);
        for _ in 0..=REDIRECTS {
            let client = self.client(&whom(&url, &self.guard)?).await?;
            let response = client.get(url.clone()).send().await.map_err(words)?;
            match next(&url, &response) {
                Some(after) => url = after?,
                None => return collect(response, limit).await,
            }
        }
        Err(Refused::TooManyRedirects.into())
    }

    /// Returns a client that can reach nothing of this name but addresses that were checked.
    async fn client(&self, whom: &Whom) -> Result<Client, Failed> {
        let key = (whom.host.clone(), whom.port);
        if let Some(client) = self.remembered(&key) {
            return Ok(client);
        }
        let addresses = self.checked(whom).await?;
        let sockets: Vec<SocketAddr> =
            addresses.iter().map(|address| SocketAddr::new(*address, whom.port)).collect();
        let client = Client::builder()
            .user_agent(&self.agent)
            .no_proxy()
            .referer(false)
            .redirect(redirect::Policy::none())
            .resolve_to_addrs(&whom.host, &sockets)
            .dns_resolver(Nobody)
            .connect_timeout(self.patience.connect)
            .read_timeout(self.patience.idle)
            .pool_idle_timeout(BELIEVED)
            .pool_max_idle_per_host(4)
            .build()
            .map_err(words)?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= HOSTS {
            known.retain(|_, known| known.since.elapsed() < BELIEVED);
        }
        if known.len() >= HOSTS {
            known.clear();
        }
        known.insert(key, Known { client: client.clone(), since: Instant::now() });
        Ok(client)
    }

    fn remembered(&self, key: &(String, u16)) -> Option<Client> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(key).filter(|known| known.since.elapsed() < BELIEVED).map(|known| known.client.clone())
    }

    /// Returns the addresses of a host. One that may not be asked spoils them all: an honest name has none.
    async fn checked(&self, whom: &Whom) -> Result<Vec<IpAddr>, Failed> {
        let addresses = match whom.address {
            Some(address) => vec![address],
            None => {
                let asked = self.names.addresses(whom.host.trim_end_matches('.'));
                let answer = tokio::time::timeout(self.patience.connect, asked).await;
                let unknown = || Failed::Unreachable(format!("the name {} is not known", whom.host));
                answer
                    .map_err(|_| Failed::TooSlow)?
                    .ok()
                    .filter(|found| !found.is_empty())
                    .ok_or_else(unknown)?
            }
        };
        if addresses.iter().all(|address| self.guard.lets_pass(&whom.host, *address, whom.port)) {
            Ok(addresses)
        } else {
            Err(Refused::NotPublic(whom.host.clone()).into())
        }
    }
}

/// Answers for every name that was not checked before: there is nobody of that name.
struct Nobody;

impl reqwest::dns::Resolve for Nobody {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err("only checked addresses are asked".into()) })
    }
}

/// Returns where a redirect leads, or nothing if it is none.
fn next(url: &Url, response: &Response) -> Option<Result<Url, Failed>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let place = response.headers().get(LOCATION)?;
    let place = String::from_utf8_lossy(place.as_bytes());
    let after = url.join(&place).map_err(|_| Refused::NotAnAddress.into());
    Some(after.map(|mut after| {
        after.set_fragment(None);
        after
    }))
}

async fn collect(response: Response, limit: usize) -> Result<Vec<u8>, Failed> {
    if !response.status().is_success() {
        return Err(Failed::Status(response.status().as_u16()));
    }
    taken(response, limit).await
}

async fn taken(mut response: Response, limit: usize) -> Result<Vec<u8>, Failed> {
    // What the server says of its length spares the way; what it sends is counted all the same.
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(Failed::TooLarge(limit));
    }
    let mut bytes = Vec::new();
    while let Some(part) = response.chunk().await.map_err(words)? {
        if bytes.len() + part.len() > limit {
            return Err(Failed::TooLarge(limit));
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

fn words(error: reqwest::Error) -> Failed {
    if error.is_timeout() {
        return Failed::TooSlow;
    }
    let why = if error.is_connect() {
        "no connection"
    } else if error.is_body() || error.is_decode() {
        "it broke off"
    } else {
        "it does not speak as a web server does"
    };
    Failed::Unreachable(why.to_owned())
}

impl From<Refused> for Failed {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAddress => f.write_str("This is not an address of the web."),
            Self::NotOfTheWeb => f.write_str("Only addresses with http or https are asked."),
            Self::WithPassword => f.write_str("An address with a name or password in it is not asked."),
            Self::Port(port) => write!(f, "Port {port} is not asked: only 80, 443, 8080 and 8443 are."),
            Self::NotPublic(host) => write!(f, "{host} is not on the open internet, and is not asked."),
            Self::TooManyRedirects => write!(f, "The address leads on and on: more than {REDIRECTS} times."),
        }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::Unreachable(why) => write!(f, "The server cannot be reached: {why}."),
            Self::Status(404 | 410) => f.write_str("The server says that there is nothing at this address."),
            Self::Status(code) => write!(f, "The server does not give it: it answered {code}."),
            Self::TooLarge(limit) => write!(f, "It is too large: at most {limit} bytes are taken."),
            Self::TooSlow => f.write_str("The server took too long."),
        }
    }
}

impl std::error::Error for Refused {}
impl std::error::Error for Failed {}
