//! The PostgreSQL server of the tests: the one that `STOPPRESS_TEST_POSTGRES` names, else one of this process, in a
//! temporary folder, run by a user who is not root.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

static SERVER: OnceLock<Running> = OnceLock::new();

struct Running {
    url: String,
    // Ends with this process: the server watches its standard input's other end through the shell that runs it.
    _child: Option<Child>,
}

/// Returns the address of the server's own database.
pub(super) fn url() -> String {
    SERVER.get_or_init(start).url.clone()
}

fn start() -> Running {
    if let Some(url) = std::env::var_os("STOPPRESS_TEST_POSTGRES").and_then(|url| url.into_string().ok()) {
        return Running { url, _child: None };
    }
    let folder = tempfile::tempdir().expect("a folder for the server").keep();
    let data = folder.join("data");
    make_theirs(&folder);
    let initdb = program("initdb");
    let made = as_nobody(&initdb)
        .args(["-A", "trust", "-U", "stoppress", "-E", "UTF8", "--no-sync", "-D"])
        .arg(&data)
        .output();
    let made = made.expect("initdb runs");
    assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
    let port = free_port();
    let server = format!(
        "'{}' -D '{}' -p {port} -k '{}' -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=400 & \
         server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf '{}'",
        program("postgres").display(),
        data.display(),
        folder.display(),
        folder.display(),
    );
    let child = as_nobody(Path::new("/bin/sh"))
        .args(["-c", &server])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    wait_for(port);
    Running { url: format!("postgres://stoppress@127.0.0.1:{port}/postgres"), _child: Some(child) }
}

fn wait_for(port: u16) {
    for _ in 0..300 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            // It listens a moment before it answers.
            std::thread::sleep(Duration::from_millis(300));
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
