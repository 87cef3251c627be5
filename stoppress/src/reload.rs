//! SIGHUP: what can be changed while the newsroom runs is read again.

use crate::config::{Config, change_log};
use crate::newsroom::Newsroom;
use anyhow::{Context, Result};
use std::future::Future;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};

/// Returns what reads the settings again at each SIGHUP. From here on the signal does not end the process.
pub fn on_hangup(newsroom: Arc<Newsroom>) -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut hangup = signal(SignalKind::hangup()).context("cannot wait for SIGHUP")?;
    Ok(async move {
        while hangup.recv().await.is_some() {
            reload(&newsroom);
        }
    })
}

/// Takes over what can be changed: the log's filter.
fn reload(newsroom: &Newsroom) {
    match Config::read(&newsroom.dir, None) {
        Ok(config) => {
            change_log(&config.log.value);
            tracing::info!("the settings of the log were read again");
        }
        Err(error) => tracing::error!(error = %format!("{error:#}"), "the settings stay as they are"),
    }
}
