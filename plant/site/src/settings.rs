//! What the web side must know of the newsroom's settings.

use std::fmt;
use std::net::IpAddr;

/// The settings that the web toolkit works by; `stoppress/src/config.rs` reads them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The beginning of every absolute address, without a slash at its end.
    pub public_url: String,
    /// Whether pages are kept; `false` renders every request, for measuring.
    pub page_cache: bool,
    /// How much memory kept pages may take, in bytes.
    pub page_cache_bytes: u64,
    /// The proxies whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// How many streams one address may hold open; loopback is not counted.
    pub streams_per_address: usize,
    /// How often an account may be tried in a quarter of an hour, wherever from.
    pub sign_ins_per_account: u32,
    /// How often an account may be tried in a quarter of an hour from one address.
    pub sign_ins_per_account_and_address: u32,
    /// How often one address may try in a quarter of an hour, whatever the account.
    pub sign_ins_per_address: u32,
    /// The identity provider by which people may sign in.
    pub provider: Option<Provider>,
    /// Hosts, addresses and ranges that may be asked although they are not of the open internet.
    pub fetch_allow: Vec<String>,
    /// The most bytes of a form or another small body; uploads have limits of their own.
    pub body_limit: usize,
    /// Where to tell of a weakness: addresses that begin with `mailto:`, `https://` or `tel:`.
    pub security_contact: Vec<String>,
    /// The program's version.
    pub version: &'static str,
}

/// An identity provider (OpenID Connect).
#[derive(Clone)]
pub struct Provider {
    /// Its address, as it writes it itself.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    /// What it is called on the button that leads to it.
    pub name: String,
}

impl fmt::Debug for Provider {
    /// Leaves out the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl Settings {
    /// Returns whether readers come by https, so that cookies may be `Secure` and `__Host-`.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".into(),
            page_cache: true,
            page_cache_bytes: 64 << 20,
            trusted_proxies: Vec::new(),
            streams_per_address: 1000,
            sign_ins_per_account: 100,
            sign_ins_per_account_and_address: 10,
            sign_ins_per_address: 50,
            provider: None,
            fetch_allow: Vec::new(),
            body_limit: 2 << 20,
            security_contact: Vec::new(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}
