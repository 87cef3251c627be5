//! What runs the program: signals, and systemd where it is the one (ready, stopping, still alive).

use crate::health;
use anyhow::{Context, Result};
use sd_notify::NotifyState;
use site::Plant;
use std::future::Future;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The exit code of a server that was told twice to stop: as if the signal had killed it.
const TOLD_TWICE: i32 = 130;

/// Returns what ends with SIGTERM or SIGINT. A second signal ends the process at once.
/// From the call on, the first one no longer does.
pub fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot wait for SIGINT")?;
    Ok(async move {
        either(&mut terminate, &mut interrupt).await;
        tokio::spawn(async move {
            either(&mut terminate, &mut interrupt).await;
            tracing::warn!("told twice to stop: what was under way is broken off");
            std::process::exit(TOLD_TWICE);
        });
    })
}

async fn either(one: &mut Signal, other: &mut Signal) {
    tokio::select! {
        _ = one.recv() => {}
        _ = other.recv() => {}
    }
}

/// Returns the socket that systemd opened for us, if it did.
pub fn handed_over() -> Result<Option<TcpListener>> {
    let taken = listenfd::ListenFd::from_env().take_tcp_listener(0);
    let Some(listener) = taken.context("the socket that was handed over is none for TCP")? else {
        return Ok(None);
    };
    listener.set_nonblocking(true).context("preparing the socket that was handed over")?;
    TcpListener::from_std(listener).map(Some).context("taking the socket that was handed over")
}

/// Tells systemd that the newsroom serves.
pub fn say_ready() {
    say(&[NotifyState::Ready]);
}

/// Tells systemd that the newsroom stops.
pub fn say_stopping() {
    say(&[NotifyState::Stopping]);
}

/// Tells systemd, as often as it wants to hear, that the newsroom is alive: as long as it can read its database.
pub async fn keep_watch(plant: Plant) {
    let Some(span) = sd_notify::watchdog_enabled() else { return };
    loop {
        tokio::time::sleep(span / 2).await;
        match health::can_read(&plant).await {
            Ok(()) => say(&[NotifyState::Watchdog]),
            Err(failure) => tracing::error!(%failure, "the watchdog is not told that all is well"),
        }
    }
}

fn say(state: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(state) {
        tracing::warn!(%error, "systemd could not be told");
    }
}
