//! Commands beside a running server: `DIR/stoppress.sock`. Whoever can open it (the folder's owner) may order
//! anything, so it is theirs alone. An order goes in as a line of JSON, what it says comes out as lines of JSON.

use crate::config::Config;
use crate::newsroom::Newsroom;
use crate::orders::Order;
use crate::output::{Line, Output};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// The longest path that a socket's address can hold.
const LONGEST_ADDRESS: usize = 107;
/// How long a command waits for a folder that is being opened or closed.
const PATIENCE: Duration = Duration::from_secs(10);

/// The socket's place, reached through the open folder where its own path is too long for an address.
struct Place {
    address: PathBuf,
    _folder: Option<File>,
}

impl Place {
    fn in_folder(dir: &Path) -> Result<Self> {
        let path = dir.join("stoppress.sock");
        if path.as_os_str().len() <= LONGEST_ADDRESS {
            return Ok(Self { address: path, _folder: None });
        }
        let folder = File::open(dir).with_context(|| format!("cannot open {}", dir.display()))?;
        let address = PathBuf::from(format!("/proc/self/fd/{}/stoppress.sock", folder.as_raw_fd()));
        Ok(Self { address, _folder: Some(folder) })
    }
}

/// Ends the socket when the server ends.
pub struct Listening {
    place: Place,
    task: JoinHandle<()>,
    /// Closed when the last order is carried out.
    orders: mpsc::Receiver<()>,
}

impl Listening {
    /// Takes no more orders and waits up to `patience` for those that are being carried out.
    pub async fn finish(mut self, patience: Duration) {
        self.task.abort();
        if tokio::time::timeout(patience, self.orders.recv()).await.is_err() {
            tracing::warn!("an order was still being carried out when the server stopped");
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
        drop(std::fs::remove_file(&self.place.address));
    }
}

/// Takes orders until the server ends. A socket that a killed process left is replaced: the lock on the folder is
/// ours, so nobody listens on it.
pub fn listen(newsroom: Arc<Newsroom>) -> Result<Listening> {
    let place = Place::in_folder(&newsroom.dir)?;
    drop(std::fs::remove_file(&place.address));
    let listener = UnixListener::bind(&place.address).context("cannot listen on stoppress.sock")?;
    std::fs::set_permissions(&place.address, std::fs::Permissions::from_mode(0o600))
        .context("cannot close stoppress.sock to others")?;
    let (under_way, orders) = mpsc::channel(1);
    let task = tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    drop(tokio::spawn(take_order(Arc::clone(&newsroom), stream, under_way.clone())))
                }
                Err(error) => {
                    tracing::error!(%error, "stoppress.sock cannot be accepted from");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
    });
    Ok(Listening { place, task, orders })
}

async fn take_order(newsroom: Arc<Newsroom>, stream: UnixStream, under_way: mpsc::Sender<()>) {
    let (reader, mut writer) = stream.into_split();
    let mut text = String::new();
    if BufReader::new(reader).read_line(&mut text).await.is_err() {
        return;
    }
    let (lines, mut said) = tokio::sync::mpsc::unbounded_channel();
    // The order runs in a task of its own: it is carried out to its end even if the caller goes away.
    tokio::spawn(async move {
        let output = Output::Socket(lines);
        let code = match serde_json::from_str::<Order>(&text) {
            Ok(order) => carry_out(order, &newsroom, &output).await,
            Err(error) => {
                output.complain(format!("stoppress: the running server does not know this order: {error}"));
                2
            }
        };
        output.say(Line::Exit(code));
        drop(under_way);
    });
    while let Some(line) = said.recv().await {
        let Ok(mut text) = serde_json::to_string(&line) else { return };
        text.push('\n');
        if writer.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn carry_out(order: Order, newsroom: &Newsroom, output: &Output) -> u8 {
    match order.carry_out(newsroom, output).await {
        Ok(code) => code,
        Err(base::Failure::Refused(why)) => {
            output.complain(format!("stoppress: {why}"));
            2
        }
        Err(base::Failure::Broken(fault)) => {
            output.complain(format!("stoppress: {fault}"));
            1
        }
    }
}

/// Has an order carried out: by the server that runs on this folder, or by this process if none does.
pub async fn order(dir: &Path, order: Order, output: &Output) -> Result<u8> {
    let give_up = tokio::time::Instant::now() + PATIENCE;
    loop {
        if let Some(stream) = connect(dir).await? {
            return ask(stream, &order, output).await;
        }
        match Newsroom::open(dir, &Config::read(dir, None)?).await {
            Ok(newsroom) => {
                let code = carry_out(order, &newsroom, output).await;
                newsroom.plant.store.leave().await;
                return Ok(code);
            }
            // Somebody holds the folder but does not listen yet, or any more.
            Err(_) if dir.join("stoppress.lock").exists() && tokio::time::Instant::now() < give_up => {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

async fn connect(dir: &Path) -> Result<Option<UnixStream>> {
    if !dir.join("stoppress.sock").exists() {
        return Ok(None);
    }
    let place = Place::in_folder(dir)?;
    match UnixStream::connect(&place.address).await {
        Ok(stream) => Ok(Some(stream)),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            bail!("{} belongs to somebody else's server", dir.join("stoppress.sock").display())
        }
        Err(_) => Ok(None),
    }
}

async fn ask(stream: UnixStream, order: &Order, output: &Output) -> Result<u8> {
    let (reader, mut writer) = stream.into_split();
    let mut text = serde_json::to_string(order).context("writing the order")?;
    text.push('\n');
    writer.write_all(text.as_bytes()).await.context("the server went away")?;
    let mut lines = BufReader::new(reader).lines();
    while let Some(text) = lines.next_line().await.context("the server went away")? {
        match serde_json::from_str(&text).context("the server answered in another version's words")? {
            Line::Exit(code) => return Ok(code),
            line => output.say(line),
        }
    }
    bail!("the server went away before it had finished")
}
