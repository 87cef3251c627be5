//! A PostgreSQL server for the tests: in a temporary folder, by an unprivileged user, stopped when dropped.

use crate::need::is_root;
use crate::shell::{command, find, must_quietly, tied, works};
use anyhow::{Context, Result, bail};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// A running server.
pub(crate) struct Postgres {
    server: Child,
    url: String,
    folder: PathBuf,
    programs: PathBuf,
    user: Option<User>,
}

/// Who the server runs as, when the tests are run by root.
#[derive(Clone, Copy)]
struct User {
    uid: u32,
    gid: u32,
}

impl Postgres {
    /// Starts a server and waits until it answers.
    pub(crate) fn start() -> Result<Postgres> {
        let programs = programs().context("PostgreSQL is not installed")?;
        let user = if is_root() { Some(unprivileged()?) } else { None };
        let folder = make_folder(user)?;
        let running = begin(&programs, &folder, user);
        if running.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        let (server, port) = running?;
        let url = format!("postgres://stoppress@127.0.0.1:{port}/postgres");
        let mut postgres = Postgres { server, url, folder, programs, user };
        postgres.wait(port)?;
        println!("   a server of its own, on port {port}");
        Ok(postgres)
    }

    /// Returns the address that a client connects to.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn wait(&mut self, port: u16) -> Result<()> {
        for _ in 0..300 {
            let ready = &mut self.program("pg_isready");
            if works(ready.args([
                "-q",
                "-h",
                "127.0.0.1",
                "-U",
                "stoppress",
                "-d",
                "postgres",
                "-p",
                &port.to_string(),
            ])) {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                bail!("the PostgreSQL server ended with {status}:\n{}", self.log());
            }
            sleep(Duration::from_millis(100));
        }
        bail!("the PostgreSQL server did not answer within 30 s:\n{}", self.log())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn program(&self, name: &str) -> Command {
        run_as(command(self.programs.join(name)), self.user, &self.folder)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        if !works(self.program("pg_ctl").args(["stop", "-m", "fast", "-w", "-t", "20", "-D"]).arg(data)) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Returns the folder that holds `initdb` and `postgres`: of `PATH`, else Debian's of the highest version.
pub(crate) fn programs() -> Option<PathBuf> {
    let wanted = ["initdb", "postgres", "pg_ctl", "pg_isready"];
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    folders.sort();
    folders.extend(find("initdb").and_then(|file| Some((0, file.parent()?.to_path_buf()))));
    folders
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .find(|folder| wanted.iter().all(|name| folder.join(name).is_file()))
}

fn begin(programs: &Path, folder: &Path, user: Option<User>) -> Result<(Child, u16)> {
    let data = folder.join("data");
    let mut initdb = run_as(command(programs.join("initdb")), user, folder);
    initdb
        .args(["--no-sync", "-A", "trust", "-U", "stoppress", "-E", "UTF8", "--locale", "C", "-D"])
        .arg(&data);
    must_quietly(&mut initdb)?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let log = fs::File::create(folder.join("log"))?;
    let mut server = run_as(tied(&programs.join("postgres"), "INT"), user, folder);
    server.arg("-D").arg(&data).args(["-k", ""]).args(["-h", "127.0.0.1", "-p", &port.to_string()]);
    // The tests throw everything away, so nothing needs to survive a power cut.
    for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"] {
        server.args(["-c", setting]);
    }
    server.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    Ok((server.spawn().context("starting the PostgreSQL server")?, port))
}

fn make_folder(user: Option<User>) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("stoppress-postgres-{}", std::process::id()));
    fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
    if let Some(user) = user {
        chown(&folder, Some(user.uid), Some(user.gid))?;
    }
    Ok(folder)
}

fn run_as(mut command: Command, user: Option<User>, folder: &Path) -> Command {
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
    command.current_dir(folder);
    command
}

/// Returns the user `postgres` of Debian's package, else `nobody`: the server refuses to run as root.
fn unprivileged() -> Result<User> {
    let passwd = fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
    let user = |name: &str| {
        let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some(User { uid: fields.next()?.parse().ok()?, gid: fields.next()?.parse().ok()? })
    };
    user("postgres").or_else(|| user("nobody")).context("no unprivileged user to run PostgreSQL as")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_and_leaves_nothing_behind() {
        if programs().is_none() {
            println!("skipped: PostgreSQL is not installed");
            return;
        }
        let server = Postgres::start().expect("a server starts");
        assert!(server.url().starts_with("postgres://stoppress@127.0.0.1:"));
        let (folder, id) = (server.folder.clone(), server.server.id());
        drop(server);
        assert!(!folder.exists());
        assert!(!Path::new(&format!("/proc/{id}")).exists());
    }
}
