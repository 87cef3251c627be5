//! The address of a server: `postgres://…`, with libpq's words for TLS, and what every session of the house begins
//! with.

use super::failure::words;
use super::tls::{Checks, connector};
use base::{Broken, Result};
use percent_encoding::percent_decode_str;
use std::path::PathBuf;
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What a session may take before the server ends it: a statement, a wait for a lock, and a transaction that says
/// nothing, which would otherwise hold its locks for as long as its process stands still. What the address itself
/// sets under `options` counts more.
const SESSION: &str =
    "-c statement_timeout=30s -c lock_timeout=15s -c idle_in_transaction_session_timeout=10s -c timezone=UTC";
/// How long a server may take to answer the door.
const AT_THE_DOOR: Duration = Duration::from_secs(5);
/// After how long without an answer a connection is given up, and when it is asked whether it lives.
const SILENCE: Duration = Duration::from_secs(20);

/// Where the server is and how to come in.
#[derive(Clone)]
pub(crate) struct Address {
    pub(super) config: Config,
    pub(super) tls: MakeRustlsConnect,
}

impl Address {
    /// Reads the address; neither it nor a part of it stands in the failure, since it may bear a password.
    pub(crate) fn read(url: &str) -> Result<Self> {
        let (rest, mode, roots) = split(url)?;
        let config: Config = rest
            .parse()
            .map_err(|error| Broken::new(words(error)).while_doing("reading the address of the database"))?;
        let mode = mode.unwrap_or(Mode::Prefer);
        let tls = connector(mode.checks(roots.is_some()), roots.as_deref())?;
        Ok(Self { config: with_defaults(config, mode), tls })
    }
}

/// What `sslmode` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Disable,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

impl Mode {
    fn read(word: &str) -> Result<Self> {
        Ok(match word {
            "disable" => Self::Disable,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => {
                let why = "sslmode must be disable, prefer, require, verify-ca or verify-full";
                return Err(Broken::new(why).while_doing("reading the address of the database").into());
            }
        })
    }

    /// Returns what is checked, as libpq has it: who asks for TLS and names an authority wants it to be that one's.
    fn checks(self, names_roots: bool) -> Checks {
        match self {
            Self::VerifyFull => Checks::AuthorityAndName,
            Self::VerifyCa => Checks::Authority,
            Self::Require if names_roots => Checks::Authority,
            Self::Disable | Self::Prefer | Self::Require => Checks::Nothing,
        }
    }
}

/// Takes out of the address what the driver does not know.
fn split(url: &str) -> Result<(String, Option<Mode>, Option<PathBuf>)> {
    let Some((place, query)) = url.split_once('?') else { return Ok((url.to_owned(), None, None)) };
    let (mut mode, mut roots, mut rest) = (None, None, Vec::new());
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some(("sslmode", word)) => mode = Some(Mode::read(word)?),
            Some(("sslrootcert", path)) => {
                let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
                // libpq's word for the authorities that the machine trusts, which are taken anyway.
                roots = (path != "system").then(|| PathBuf::from(path));
            }
            _ => rest.push(pair),
        }
    }
    let separator = if rest.is_empty() { "" } else { "?" };
    Ok((format!("{place}{separator}{}", rest.join("&")), mode, roots))
}

fn with_defaults(mut config: Config, mode: Mode) -> Config {
    config.ssl_mode(match mode {
        Mode::Disable => SslMode::Disable,
        Mode::Prefer => SslMode::Prefer,
        Mode::Require | Mode::VerifyCa | Mode::VerifyFull => SslMode::Require,
    });
    let own = config.get_options().unwrap_or_default().to_owned();
    config.options(format!("{SESSION} {own}").trim_end());
    if config.get_application_name().is_none() {
        config.application_name("stoppress");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(AT_THE_DOOR);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    config.keepalives_idle(config.get_keepalives_idle().min(SILENCE));
    config
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_driver_does_not_know_is_taken_out() {
        let url =
            "postgres://edda@db/paper?sslmode=verify-full&application_name=a&sslrootcert=/etc/a%20b.pem";

        let (rest, mode, roots) = split(url).unwrap();

        assert_eq!(rest, "postgres://edda@db/paper?application_name=a");
        assert_eq!((mode, roots), (Some(Mode::VerifyFull), Some(PathBuf::from("/etc/a b.pem"))));
        assert_eq!(split("postgres://db/paper?sslmode=disable").unwrap().0, "postgres://db/paper");
    }

    #[test]
    fn require_checks_the_authority_only_if_one_is_named() {
        assert_eq!(Mode::Require.checks(false), Checks::Nothing);
        assert_eq!(Mode::Require.checks(true), Checks::Authority);
    }

    #[test]
    fn a_failure_does_not_repeat_the_password() {
        for wrong in ["postgres://edda:secret@db:port/paper", "postgres://edda:secret@db/paper?sslmode=maybe"]
        {
            let why = Address::read(wrong).err().unwrap().to_string();
            assert!(!why.contains("secret") && why.contains("address"), "{why}");
        }
    }

    #[test]
    fn a_session_has_its_limits_and_the_address_has_the_last_word() {
        let address = Address::read("postgres://edda@db/paper?options=-c%20statement_timeout=5s").unwrap();

        let options = address.config.get_options().unwrap();

        assert!(options.starts_with("-c statement_timeout=30s") && options.ends_with("statement_timeout=5s"));
    }
}
