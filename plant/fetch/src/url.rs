//! Which addresses of the web are asked at all, by how they are written.

use crate::{Guard, Refused};
use std::net::IpAddr;
use url::{Host, Url};

/// Whom an address asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Whom {
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The address, where the host is written as one.
    pub(crate) address: Option<IpAddr>,
}

/// Refuses an address that would never be asked, by how it is written alone: whom it reaches is seen when it is asked.
pub fn check(text: &str, guard: &Guard) -> Result<(), Refused> {
    whom(&read(text)?, guard).map(drop)
}

/// Reads an address and refuses what is not of the web.
pub(crate) fn read(text: &str) -> Result<Url, Refused> {
    let url = Url::parse(text.trim()).map_err(|_| Refused::NotAnAddress)?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err(Refused::NotOfTheWeb),
    }
}

/// Returns whom an address asks, if its form allows that.
pub(crate) fn whom(url: &Url, guard: &Guard) -> Result<Whom, Refused> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refused::NotOfTheWeb);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::WithPassword);
    }
    let (host, address) = match url.host() {
        Some(Host::Domain(name)) => (name.to_owned(), None),
        Some(Host::Ipv4(address)) => (address.to_string(), Some(address.into())),
        Some(Host::Ipv6(address)) => (address.to_string(), Some(address.into())),
        None => return Err(Refused::NotAnAddress),
    };
    let port = url.port_or_known_default().ok_or(Refused::NotAnAddress)?;
    if !guard.knows_port(port) {
        return Err(Refused::Port(port));
    }
    Ok(Whom { host, port, address })
}
