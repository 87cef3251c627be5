//! The PostgreSQL server of the tests: the one that `STOPPRESS_TEST_POSTGRES` names, else one of this process, in a
//! temporary folder, run by a user who is not root. A test that stops it, or wants it otherwise, starts its own.

use std::fs::Permissions;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

static SERVER: OnceLock<OwnServer> = OnceLock::new();

/// Returns the address of the server's own database.
pub(super) fn url() -> String {
    if let Some(url) = std::env::var_os("STOPPRESS_TEST_POSTGRES").and_then(|url| url.into_string().ok()) {
        return url;
    }
    SERVER.get_or_init(|| OwnServer::start(&[], &[])).url()
}

/// A server of one test, with settings of its own, that can be stopped and started again.
pub struct OwnServer {
    folder: PathBuf,
    port: u16,
    settings: String,
    // Ends with this process at the latest: the shell that runs the server waits for its standard input's end.
    shell: Option<Child>,
}

impl OwnServer {
    /// Starts a server with these settings (`ssl=on`) and these files in its folder, by name and text.
    pub fn start(settings: &[&str], files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the server").keep();
        make_theirs(&folder);
        let data = folder.join("data");
        let initdb = as_nobody(&program("initdb"))
            .args(["-A", "trust", "-U", "stoppress", "-E", "UTF8", "--no-sync", "-D"])
            .arg(&data)
            .output();
        let made = initdb.expect("initdb runs");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        for (name, text) in files {
            let file = data.join(name);
            std::fs::write(&file, text).expect("a file for the server");
            std::fs::set_permissions(&file, Permissions::from_mode(0o600)).expect("a file that is closed");
            make_theirs(&file);
        }
        let settings = settings.iter().map(|setting| format!(" -c {setting}")).collect();
        let mut server = Self { folder, port: free_port(), settings, shell: None };
        server.start_again();
        server
    }

    /// Returns the address of the server's own database.
    pub fn url(&self) -> String {
        format!("postgres://stoppress@127.0.0.1:{}/postgres", self.port)
    }

    /// Returns where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Stops the server; what it holds is kept.
    pub fn stop(&mut self) {
        let Some(mut shell) = self.shell.take() else { return };
        if let Some(input) = &mut shell.stdin {
            input.write_all(b"keep\n").expect("the shell hears");
        }
        shell.wait().expect("the server ends");
    }

    /// Starts it where it was.
    pub fn start_again(&mut self) {
        let folder = self.folder.display();
        let server = format!(
            "'{}' -D '{folder}/data' -p {} -k '{folder}' -c listen_addresses=127.0.0.1 -c fsync=off \
             -c max_connections=400{} & server=$!; read word; kill -INT $server; wait $server; \
             [ \"$word\" = keep ] || rm -rf '{folder}'",
            program("postgres").display(),
            self.port,
            self.settings,
        );
        let shell = as_nobody(Path::new("/bin/sh"))
            .args(["-c", &server])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.shell = Some(shell.expect("the server starts"));
        wait_for(self.port);
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        match self.shell.take() {
            Some(mut shell) => {
                drop(shell.stdin.take());
                drop(shell.wait());
            }
            None => drop(std::fs::remove_dir_all(&self.folder)),
        }
    }
}

fn wait_for(port: u16) {
    for _ in 0..300 {
        let asked = Command::new(program("pg_isready"))
            .args(["-q", "-h", "127.0.0.1", "-d", "postgres", "-U", "stoppress", "-p", &port.to_string()])
            .status();
        if asked.is_ok_and(|status| status.success()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the PostgreSQL server did not start");
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn program(name: &str) -> PathBuf {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .expect("PostgreSQL is not installed: run cargo setup --install")
        .filter_map(|entry| Some(entry.ok()?.path().join("bin").join(name)))
        .filter(|path| path.exists())
        .collect();
    versions.sort();
    versions.pop().expect("PostgreSQL's server is not installed: run cargo setup --install")
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0)
}

/// PostgreSQL refuses to run as root; its own user is used then.
fn as_nobody(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
    command
}

fn make_theirs(folder: &Path) {
    if is_root() {
        let given = Command::new("chown").arg("postgres:postgres").arg(folder).status();
        assert!(given.is_ok_and(|status| status.success()), "the folder is given to the user postgres");
    }
}
