//! SIGHUP: what can be changed while the newsroom runs is read again.

use crate::config::{Config, change_log};
use crate::newsroom::Newsroom;
use crate::theme;
use anyhow::{Context, Result};
use house::Event;
use office::Wardrobe;
use std::future::Future;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

/// Returns what reads the settings again at each SIGHUP. From here on the signal does not end the process.
pub fn on_hangup(newsroom: Arc<Newsroom>) -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut hangup = signal(SignalKind::hangup()).context("cannot wait for SIGHUP")?;
    Ok(async move {
        while hangup.recv().await.is_some() {
            reload(&newsroom).await;
        }
    })
}

/// Takes over what can be changed: the log's filter and the theme.
async fn reload(newsroom: &Newsroom) {
    match Config::read(&newsroom.dir, None) {
        Ok(config) => {
            change_log(&config.log.value);
            tracing::info!("the settings of the log were read again");
            newsroom.wardrobe.name(config.theme.value);
            wear(newsroom).await;
        }
        Err(error) => tracing::error!(error = %format!("{error:#}"), "the settings stay as they are"),
    }
}

/// Wears what the office has chosen before, where the settings name nothing.
pub async fn wear_what_was_chosen(newsroom: &Newsroom) {
    let asked = newsroom.wardrobe.asked_for(&newsroom.plant.store).await;
    if !newsroom.wardrobe.is_fixed() && !matches!(asked, Ok(None)) {
        wear(newsroom).await;
    }
}

/// Wears what the office chooses from here on.
pub async fn wear_what_is_chosen(newsroom: Arc<Newsroom>) {
    let chosen = Arc::new(Notify::new());
    let bell = Arc::clone(&chosen);
    newsroom.plant.store.on_commit(move |rows| {
        if rows.iter().any(|row| matches!(Event::from_row(row), Some(Event::ThemeChosen { .. }))) {
            bell.notify_one();
        }
    });
    loop {
        chosen.notified().await;
        wear(&newsroom).await;
    }
}

/// Puts the theme on that is asked for, whole and without fault, or leaves the one that is worn.
pub async fn wear(newsroom: &Newsroom) {
    let read = match newsroom.wardrobe.asked_for(&newsroom.plant.store).await {
        // It renders every page once.
        Ok(Some(dir)) => {
            tokio::task::spawn_blocking(move || theme::read(&dir)).await.map_err(Into::into).flatten()
        }
        Ok(None) => theme::default().map_err(Into::into),
        Err(failure) => Err(failure.into()),
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
