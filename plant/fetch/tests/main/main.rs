//! Getting things from real servers on the loopback, and from addresses that must not be asked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout)]

mod got;
mod refused;
mod server;

use fetch::{Fetcher, Guard, Patience};
use std::time::Duration;

const LIMIT: usize = 1_000_000;

/// Returns a fetcher for which only these are open beside the internet.
fn fetcher(exceptions: &[String]) -> Fetcher {
    Fetcher::new(Guard::allowing(exceptions).unwrap(), "Stoppress/test").patient(Patience {
        connect: Duration::from_secs(2),
        idle: Duration::from_millis(500),
        total: Duration::from_secs(2),
    })
}

fn open_for(server: &server::Server) -> Fetcher {
    fetcher(&[format!("127.0.0.1:{}", server.port)])
}
