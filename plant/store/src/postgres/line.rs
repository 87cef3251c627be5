//! The node's own line to the server: never in a transaction, so that its lease, its nudges and what it hears never
//! wait for a write.

use super::address::Address;
use super::failure::words;
use base::{Context, Result};
use deadpool_postgres::ClientWrapper;
use std::future::poll_fn;
use std::sync::Arc;
use tokio::sync::Notify;
use tokio_postgres::AsyncMessage;

/// The channel on which nodes tell one another that the log goes on.
const LISTEN: &str = "listen stoppress_log";

/// An open line that listens.
pub(super) struct Line {
    pub(super) client: ClientWrapper,
    /// Rung by each nudge, this node's own too, and by the line's end.
    pub(super) bell: Arc<Notify>,
}

impl Line {
    /// Opens the line and begins to listen.
    pub(super) async fn open(address: &Address) -> Result<Self> {
        let mut config = address.config.clone();
        let name = config.get_application_name().unwrap_or_default().to_owned();
        // So that people who look at the server's sessions can tell it from the others.
        config.application_name(format!("{name} node"));
        let connected = config.connect(address.tls.clone()).await;
        let (client, mut connection) = connected.map_err(words).doing("connecting to the database")?;
        let bell = Arc::new(Notify::new());
        let ring = Arc::clone(&bell);
        let driver = tokio::spawn(async move {
            loop {
                match poll_fn(|cx| connection.poll_message(cx)).await {
                    Some(Ok(AsyncMessage::Notification(_))) => ring.notify_one(),
                    Some(Ok(_)) => {}
                    Some(Err(error)) => {
                        tracing::warn!(error = words(error), "the node's line to the database has ended");
                        break;
                    }
                    None => break,
                }
            }
            ring.notify_one();
        });
        let line = Self { client: ClientWrapper::new(client, driver), bell };
        super::statement::control(&line.client, LISTEN).await?;
        Ok(line)
    }
}
