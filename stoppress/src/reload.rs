//! SIGHUP: what can be changed while the newsroom runs is read again.

use crate::config::{Config, change_log};
use crate::newsroom::Newsroom;
use crate::theme;
use anyhow::{Context, Result};
use std::future::Future;
use std::path::Path;
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

/// Takes over what can be changed: the log's filter and the theme.
fn reload(newsroom: &Newsroom) {
    match Config::read(&newsroom.dir, None) {
        Ok(config) => {
            change_log(&config.log.value);
            tracing::info!("the settings of the log were read again");
            wear(newsroom, config.theme.value.as_deref());
        }
        Err(error) => tracing::error!(error = %format!("{error:#}"), "the settings stay as they are"),
    }
}

/// Puts the theme on, whole and without fault, or leaves the one that is worn.
fn wear(newsroom: &Newsroom, dir: Option<&Path>) {
    let read = match dir {
        Some(dir) => theme::read(dir),
        None => theme::default().map_err(Into::into),
    };
    match read {
        Ok((pages, words)) => {
            let plant = &newsroom.plant;
            plant.pages.take_over(&pages);
            plant.words.take_over(&words);
            plant.pages.say_refused(None);
            // Only now: what is begun to be rendered from here on is rendered in the new look.
            plant.cache.drop_all();
            plant.streams.reload_everybody(plant.clock.now());
            tracing::info!("the theme was read again");
        }
        Err(error) => {
            let why = format!("{error:#}");
            tracing::error!(error = %why, "the theme stays as it was");
            newsroom.plant.pages.say_refused(Some(why));
        }
    }
}
