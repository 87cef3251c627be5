//! What the server and the way to it fail with: in words, with the code by which the house knows what to do.

use super::tls;
use base::{Broken, Failure, Refused};
use deadpool_postgres::{PoolError, TimeoutType};
use std::error::Error as StdError;

/// The codes for a connection that ended, or was never made, where the server itself has said none.
const LOST: &str = "[08006]";
const NOT_MADE: &str = "[08001]";

/// Says what went wrong, in the server's words with its code where it has said any.
pub(super) fn words(error: tokio_postgres::Error) -> String {
    if let Some(fault) = error.as_db_error() {
        return format!("[{}] {}", fault.code().code(), fault.message());
    }
    let said = error.to_string();
    if let Some(why) = tls_error(&error) {
        return tls::words(why);
    }
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    match said.as_str() {
        "error performing TLS handshake" if cause.contains("does not support TLS") => {
            "the server offers no TLS, and sslmode asks for it".into()
        }
        "connection closed" | "error communicating with the server" => format!("{LOST} {said}{cause}"),
        "error connecting to server" | "timeout waiting for server" => format!("{NOT_MADE} {said}{cause}"),
        _ => format!("{said}{cause}"),
    }
}

/// Returns the failure of the handshake, however deep it is wrapped.
fn tls_error(error: &tokio_postgres::Error) -> Option<&rustls::Error> {
    let mut next = error.source();
    while let Some(cause) = next {
        if let Some(found) = cause.downcast_ref::<rustls::Error>() {
            return Some(found);
        }
        let inner = cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        next = inner.map(|inner| inner as &(dyn StdError + 'static)).or_else(|| cause.source());
    }
    None
}

/// Says why there is no connection to be had.
pub(super) fn of_the_pool(error: PoolError) -> Failure {
    let why = match error {
        PoolError::Timeout(TimeoutType::Wait) => return busy("every connection is in use"),
        PoolError::Timeout(_) => format!("{NOT_MADE} the server does not answer"),
        PoolError::Backend(error) => words(error),
        other => other.to_string(),
    };
    Broken::new(why).while_doing("connecting to the database").into()
}

/// Returns what the asker is told: what a moment's wait can help with is no fault of ours.
pub(super) fn answer(failure: Failure) -> Failure {
    if is_lost(&failure) {
        tracing::error!(%failure, "the database cannot be reached");
        return Refused::NotNow("The database cannot be reached. Try again in a moment.".into()).into();
    }
    // A statement or a wait for a lock that took too long.
    if has_code(&failure, "[57014]") || has_code(&failure, "[55P03]") {
        return busy(&failure.to_string());
    }
    failure
}

fn busy(why: &str) -> Failure {
    tracing::warn!(why, "the database is busy");
    Refused::NotNow("The database is busy. Try again in a moment.".into()).into()
}

/// Whether the server says that two transactions were in each other's way.
pub(crate) fn is_conflict(failure: &Failure) -> bool {
    has_code(failure, "[40001]") || has_code(failure, "[40P01]")
}

/// Whether the server says that there is such a row already.
pub(super) fn is_duplicate(failure: &Failure) -> bool {
    has_code(failure, "[23505]")
}

/// Whether the connection ended or was never made: the server is going down, coming up, out of places, or not there.
pub(super) fn is_lost(failure: &Failure) -> bool {
    let codes = [LOST, NOT_MADE, "[57P01]", "[57P02]", "[57P03]", "[57P05]", "[25P03]", "[53300]"];
    codes.iter().any(|code| has_code(failure, code))
}

fn has_code(failure: &Failure, code: &str) -> bool {
    matches!(failure, Failure::Broken(broken) if broken.to_string().contains(code))
}
