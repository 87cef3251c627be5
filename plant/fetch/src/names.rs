//! Who answers at which address.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;

/// The addresses of a name, once they are known.
pub type Answer<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;

/// Knows the addresses of names.
pub trait Names: Send + Sync {
    /// Looks up a name.
    fn addresses<'a>(&'a self, host: &'a str) -> Answer<'a>;
}

/// Asks the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Names for System {
    fn addresses<'a>(&'a self, host: &'a str) -> Answer<'a> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|socket| socket.ip()).collect())
        })
    }
}
