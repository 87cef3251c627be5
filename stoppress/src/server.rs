//! The running newsroom: the web, the socket for commands, the jobs and the streams, until it is told to stop.

use crate::config::Config;
use crate::newsroom::Newsroom;
use crate::{followers, jobs, routes, socket};
use anyhow::{Context, Result};
use std::future::Future;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Serves until `stop`; what is being answered then is answered to its end.
pub async fn run(
    newsroom: Newsroom,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let newsroom = Arc::new(newsroom);
    let plant = newsroom.plant.clone();
    let _socket = socket::listen(Arc::clone(&newsroom))?;
    let jobs = tokio::spawn(jobs::run(plant.clone()));
    let masthead = tokio::spawn(followers::keep_masthead(plant.clone()));
    let teller: site::streams::Teller = Arc::new(|plant, rows| Box::pin(followers::tell(plant, rows)));
    let streams = tokio::spawn(site::streams::run(plant.clone(), teller));
    let avif = tokio::spawn(media::make_avif(plant.clone()));
    site::serve::serve(routes::routes(plant), listener, stop).await;
    avif.abort();
    jobs.abort();
    streams.abort();
    masthead.abort();
    newsroom.plant.store.leave().await;
    Ok(())
}

/// Returns the listener at the configured address, or says what is in the way. Where the machine was to choose a
/// port the settings learn which one it is.
pub async fn listen(config: &mut Config) -> Result<TcpListener> {
    let address = &mut config.listen.value;
    let listener =
        TcpListener::bind(&*address).await.with_context(|| format!("cannot listen on {address}"))?;
    if address.ends_with(":0") {
        *address = listener.local_addr()?.to_string();
    }
    Ok(listener)
}

/// Lets the process hold as many connections as the machine allows.
pub fn raise_file_limit() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
}

/// Returns what ends with SIGTERM or SIGINT.
pub fn told_to_stop() -> Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot wait for SIGINT")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
