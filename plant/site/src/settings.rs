//! What the web side must know of the newsroom's settings.

use std::net::IpAddr;

/// The settings that the web toolkit works by; `stoppress/src/config.rs` reads them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The beginning of every absolute address, without a slash at its end.
    pub public_url: String,
    /// Whether pages are kept; `false` renders every request, for measuring.
    pub page_cache: bool,
    /// The proxies whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// How many streams one address may hold open; loopback is not counted.
    pub streams_per_address: usize,
    /// The program's version.
    pub version: &'static str,
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
            trusted_proxies: Vec::new(),
            streams_per_address: 1000,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}
