//! The running newsroom: the web, the socket for commands, the jobs and the streams, until it is told to stop.

use crate::config::{Config, Source};
use crate::health::Health;
use crate::newsroom::Newsroom;
use crate::{followers, jobs, lends, reload, routes, socket, supervisor};
use anyhow::{Context, Result};
use axum::Router;
use site::Plant;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, lookup_host};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use supervisor::told_to_stop;

/// How many may wait at the door; the machine may allow less (`net.core.somaxconn`).
const MOST_AT_THE_DOOR: u32 = 16_384;
/// For how many connections there is room from the start: eight bytes each, of the kernel's.
const ROOM_FOR_CONNECTIONS: u64 = 65_536;

/// Serves until `stop`; what is under way then is done to its end, as far as the settings have patience.
pub async fn run(
    newsroom: Newsroom,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let newsroom = Arc::new(newsroom);
    let plant = newsroom.plant.clone();
    let site::serve::Stop { notice, patience } = newsroom.config.stop();
    reload::wear_what_was_chosen(&newsroom).await;
    let socket = socket::listen(Arc::clone(&newsroom))?;
    let metrics = metrics(&newsroom).await?;
    let (stopping, stopped) = watch::channel(false);
    let jobs = tokio::spawn(jobs::run(plant.clone(), stopped));
    let teller: site::streams::Teller = Arc::new(|plant, rows| Box::pin(followers::tell(plant, rows)));
    plant.streams.guard(Arc::new(|plant, headers, topic| {
        Box::pin(async move {
            match topic == office::TOPIC {
                true => office::may_hear(plant, headers).await,
                false => stories::may_hear(plant, headers, topic).await,
            }
        })
    }));
    let came: media::Arrived = Arc::new(|plant, subject| {
        Box::pin(async move {
            stories::picture_came(plant.clone(), subject).await?;
            live::picture_came(plant, subject).await
        })
    });
    let helpers = [
        tokio::spawn(site::streams::run(plant.clone(), teller)),
        tokio::spawn(media::make_avif(plant.clone())),
        tokio::spawn(media::fetch_waiting(plant.clone(), came)),
        tokio::spawn(office::tell_webhooks(plant.clone(), lends::posts())),
        tokio::spawn(followers::keep_masthead(plant.clone())),
        tokio::spawn(followers::put_missing(plant.clone())),
        tokio::spawn(supervisor::keep_watch(plant.clone())),
        tokio::spawn(reload::on_hangup(Arc::clone(&newsroom))?),
        tokio::spawn(reload::wear_what_is_chosen(Arc::clone(&newsroom))),
    ];
    say_what_runs(&newsroom);
    supervisor::say_ready();
    let stop = goodbye(plant.clone(), stop, notice);
    let health = Health::of(&newsroom.dir, &newsroom.media);
    let router = health.routes(plant.clone()).merge(routes::routes(
        plant.clone(),
        health.look(),
        newsroom.wardrobe.clone(),
    ));
    let serving = site::serve::serve(site::Door::new(router, plant), listener, stop, patience);
    // A task of its own, so that who comes in and who is served take turns.
    tokio::spawn(serving).await?;
    stopping.send_replace(true);
    tokio::join!(socket.finish(patience), wait_for(jobs, patience));
    helpers.into_iter().chain(metrics).for_each(|task| task.abort());
    newsroom.plant.store.leave().await;
    tracing::info!("the newsroom has stopped");
    Ok(())
}

/// Ends when the server is to take no more connections: first it has said for a while that it will.
async fn goodbye(plant: Plant, stop: impl Future<Output = ()>, notice: Duration) {
    stop.await;
    plant.figures.stop();
    supervisor::say_stopping();
    tracing::info!("told to stop");
    tokio::time::sleep(notice).await;
}

async fn wait_for(mut jobs: JoinHandle<()>, patience: Duration) {
    if tokio::time::timeout(patience, &mut jobs).await.is_err() {
        tracing::warn!("a job was still under way when the server stopped; it is done again later");
        jobs.abort();
    }
}

/// Shows the figures on a listener of their own, if the settings name one.
async fn metrics(newsroom: &Newsroom) -> Result<Option<JoinHandle<()>>> {
    let Some(address) = &newsroom.config.metrics_listen.value else { return Ok(None) };
    let listener = TcpListener::bind(address).await;
    let listener = listener.with_context(|| format!("cannot listen on {address} (metrics_listen)"))?;
    let router: Router = office::open_metrics(newsroom.plant.clone());
    let serving = site::serve::serve(router, listener, std::future::pending(), Duration::ZERO);
    Ok(Some(tokio::spawn(serving)))
}

/// Says once in the log what runs where.
fn say_what_runs(newsroom: &Newsroom) {
    let config = &newsroom.config;
    let version = env!("CARGO_PKG_VERSION");
    let rows = config.rows();
    let shown = |name: &str| rows.iter().find(|row| row.0 == name).map_or("", |row| row.1.as_str());
    tracing::info!(
        version,
        pid = std::process::id(),
        folder = %newsroom.dir.display(),
        listen = shown("listen"),
        listen_from = %config.listen.source,
        public_url = shown("public_url"),
        metrics_listen = shown("metrics_listen"),
        database = shown("database"),
        theme = shown("theme"),
        "the newsroom runs"
    );
}

/// Returns the listener at the configured address, or the one that systemd hands over; or says what is in the way.
/// The settings learn which address it is.
pub async fn listen(config: &mut Config) -> Result<TcpListener> {
    if let Some(listener) = supervisor::handed_over()? {
        config.listen.value = listener.local_addr()?.to_string();
        config.listen.source = Source::Systemd;
        return Ok(listener);
    }
    let address = &mut config.listen.value;
    let listener = bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    if address.ends_with(":0") {
        *address = listener.local_addr()?.to_string();
    }
    Ok(listener)
}

/// Listens with room for many who knock in the same moment: who finds none tries again only after a second.
async fn bind(address: &str) -> std::io::Result<TcpListener> {
    let mut refused = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
    for address in lookup_host(address).await? {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        socket.set_reuseaddr(true)?;
        match socket.bind(address).and_then(|()| socket.listen(MOST_AT_THE_DOOR)) {
            Ok(listener) => return Ok(listener),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

/// Lets the process hold as many connections as the machine allows, and has the kernel make room for them. It must be
/// called while there is but one thread: where there are more, the kernel holds up who takes in a connection each time
/// that its table of open files is full, until no processor can look into the old one, which is tens of milliseconds.
pub fn make_room_for_connections() {
    let most = match rlimit::increase_nofile_limit(u64::MAX) {
        Ok(most) => most,
        Err(error) => {
            tracing::warn!(%error, "the limit of open files could not be raised");
            return;
        }
    };
    let last = i32::try_from(most.min(ROOM_FOR_CONNECTIONS)).unwrap_or(i32::MAX) - 1;
    // The table stays as large as the highest number that was ever in use asks for.
    if let Err(error) = rustix::io::fcntl_dupfd_cloexec(std::io::stderr(), last) {
        tracing::warn!(%error, "there is no room for connections ahead of time; many who come at once will wait");
    }
}
