//! Who may be asked: the open internet, and what a setting names.

use crate::address::{is_public, is_within};
use std::net::IpAddr;

/// The ports that are asked without a word in the settings.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// Decides which servers may be asked. Without exceptions: every server of the open internet, on the web's ports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guard {
    exceptions: Vec<Exception>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Exception {
    whom: Whom,
    /// Only this port; without one the web's ports.
    port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Whom {
    Named(String),
    Within(IpAddr, u8),
}

impl Guard {
    /// Returns a guard that also lets pass what is named here: hosts (`pictures.intranet`), addresses
    /// (`10.1.2.3`, `[fd00::7]`), ranges (`10.1.0.0/16`), each with a port if need be (`127.0.0.1:5080`). Without a
    /// port the web's ports are meant. A name passes whatever its address; an address or range passes whatever the
    /// name. What cannot be read is answered as it stands.
    pub fn allowing<S: AsRef<str>>(exceptions: impl IntoIterator<Item = S>) -> Result<Self, String> {
        let read = |text: S| exception(text.as_ref().trim()).ok_or_else(|| text.as_ref().to_owned());
        Ok(Self { exceptions: exceptions.into_iter().map(read).collect::<Result<_, _>>()? })
    }

    /// Returns whether this port may be asked of anybody at all.
    pub(crate) fn knows_port(&self, port: u16) -> bool {
        PORTS.contains(&port) || self.exceptions.iter().any(|exception| exception.port == Some(port))
    }

    /// Returns whether this address may be asked at this port, by this name.
    pub(crate) fn lets_pass(&self, host: &str, address: IpAddr, port: u16) -> bool {
        if is_public(address) && PORTS.contains(&port) {
            return true;
        }
        self.exceptions.iter().any(|exception| {
            let is_port = exception.port.map_or(PORTS.contains(&port), |only| only == port);
            let is_whom = match &exception.whom {
                Whom::Named(name) => name.eq_ignore_ascii_case(host.trim_end_matches('.')),
                Whom::Within(base, bits) => is_within(address, *base, *bits),
            };
            is_port && is_whom
        })
    }
}

fn exception(text: &str) -> Option<Exception> {
    if let Some((base, bits)) = text.split_once('/') {
        let base: IpAddr = base.parse().ok()?;
        let bits = bits.parse().ok().filter(|bits| *bits <= if base.is_ipv4() { 32 } else { 128 })?;
        return Some(Exception { whom: Whom::Within(base, bits), port: None });
    }
    let (host, port) = match text.rsplit_once(':') {
        // A bare IPv6 address has colons of its own.
        Some((host, _)) if host.contains(':') && !host.ends_with(']') => (text, None),
        Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().ok()?)),
        _ => (text, None),
    };
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    let whom = match address {
        Ok(address) => Whom::Within(address, if address.is_ipv4() { 32 } else { 128 }),
        Err(_) if is_name(host) => Whom::Named(host.to_owned()),
        Err(_) => return None,
    };
    Some(Exception { whom, port })
}

fn is_name(host: &str) -> bool {
    !host.is_empty()
        && host.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(exceptions: &[&str], host: &str, address: &str, port: u16) -> bool {
        Guard::allowing(exceptions).unwrap().lets_pass(host, address.parse().unwrap(), port)
    }

    #[test]
    fn without_exceptions_only_the_open_internet_passes_on_its_ports() {
        assert!(passes(&[], "example.org", "93.184.215.14", 443));
        assert!(!passes(&[], "example.org", "93.184.215.14", 22));
        assert!(!passes(&[], "example.org", "127.0.0.1", 80));
    }

    #[test]
    fn an_exception_opens_no_more_than_it_names() {
        assert!(passes(&["127.0.0.1:5080"], "127.0.0.1", "127.0.0.1", 5080));
        assert!(!passes(&["127.0.0.1:5080"], "127.0.0.1", "127.0.0.1", 80));
        assert!(!passes(&["127.0.0.1:5080"], "x", "127.0.0.2", 5080));
        assert!(
            passes(&["10.1.0.0/16"], "x", "10.1.9.9", 80) && !passes(&["10.1.0.0/16"], "x", "10.2.9.9", 80)
        );
        assert!(passes(&["pictures.intranet"], "Pictures.Intranet.", "10.0.0.9", 443));
        assert!(!passes(&["pictures.intranet"], "other.intranet", "10.0.0.9", 443));
        assert!(
            passes(&["[fd00::7]:9000"], "x", "fd00::7", 9000) && passes(&["fd00::7"], "x", "fd00::7", 443)
        );
    }

    #[test]
    fn an_exception_that_cannot_be_read_is_named() {
        for wrong in ["", "10.0.0.0/40", "host:port", "a b", "10.0.0.0/x", "http://x/"] {
            assert_eq!(Guard::allowing([wrong]), Err(wrong.to_owned()));
        }
    }
}
