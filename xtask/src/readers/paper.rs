//! The newspaper that is looked at: the demonstration, on a free port, in a temporary folder, ended when dropped.

use crate::ci::target;
use crate::shell::{command, tied, works};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A debug build paints and writes for some time, and longer on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(300);

/// Returns the debug build's program.
pub(super) fn program() -> PathBuf {
    target().join("debug").join("stoppress")
}

/// A running demonstration.
pub(super) struct Paper {
    server: Child,
    port: u16,
    folder: PathBuf,
    token: String,
}

impl Paper {
    /// Starts the demonstration of the debug build, and waits until it is filled.
    pub(super) fn open() -> Result<Paper> {
        let program = program();
        if !program.is_file() {
            bail!("{} is not built: cargo build --package stoppress", program.display());
        }
        let folder = std::env::temp_dir().join(format!("stoppress-readers-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let started = start(&program, &folder, port);
        if started.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        let mut paper = Paper { server: started?, port, folder, token: String::new() };
        paper.wait()?;
        paper.token = paper.make_token(&program)?;
        Ok(paper)
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns an editor's token.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Returns where the list of pages stands.
    pub(super) fn list(&self) -> PathBuf {
        self.folder.join("pages.json")
    }

    /// Returns a folder for what a check writes on its way.
    pub(super) fn scratch(&self) -> PathBuf {
        self.folder.join("scratch")
    }

    /// Returns what the server has logged as wrong.
    pub(super) fn complaints(&self) -> String {
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let wrong: Vec<&str> =
            log.lines().filter(|line| line.contains("ERROR") || line.contains("WARN")).collect();
        if wrong.is_empty() { String::new() } else { format!("the server says:\n{}", wrong.join("\n")) }
    }

    fn wait(&mut self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if is_ready(self.port) {
                println!("   the demonstration is filled after {:.1} s", begun.elapsed().as_secs_f64());
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                bail!("the demonstration ended with {status}:\n{}", self.log());
            }
            sleep(Duration::from_millis(100));
        }
        bail!("the demonstration was not filled within {} s:\n{}", PATIENCE.as_secs(), self.log())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn make_token(&self, program: &Path) -> Result<String> {
        let mut order = command(program);
        order.args(["--quiet", "token", "add", "readers", "--role", "editor", "--data"]).arg(self.data());
        let output = order.output().context("asking for a token")?;
        if !output.status.success() {
            bail!("no token was given: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("newsroom")
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        works(command("kill").args(["-TERM", &self.server.id().to_string()]));
        let asked = Instant::now();
        while matches!(self.server.try_wait(), Ok(None)) && asked.elapsed() < Duration::from_secs(10) {
            sleep(Duration::from_millis(50));
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn start(program: &Path, folder: &Path, port: u16) -> Result<Child> {
    fs::create_dir(folder.join("scratch"))?;
    let log = fs::File::create(folder.join("log"))?;
    let mut server = tied(program, "TERM");
    server
        .arg("demo")
        .arg("--data")
        .arg(folder.join("newsroom"))
        .args(["--listen", &format!("127.0.0.1:{port}")]);
    server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    server.spawn().context("starting the demonstration")
}

fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}
