//! `serve` in a process of its own.

use crate::commands::stoppress;
use reqwest::blocking;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A server in a process of its own; it ends with the test.
pub struct Served {
    pub url: String,
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
}

impl Served {
    /// Starts `serve` on this folder and waits until it says where it is.
    pub fn start(dir: &Path) -> Self {
        Self::start_with(dir, &[])
    }

    /// Starts `serve` with these variables of the environment.
    pub fn start_with(dir: &Path, variables: &[(&str, &str)]) -> Self {
        let mut command = stoppress();
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(dir);
        Self::spawn(command.envs(variables.iter().copied()))
    }

    /// Starts what serves and waits until it says where it is; what it says later is kept.
    pub fn spawn(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let said = Arc::new(Mutex::new(Vec::new()));
        let url = loop {
            let line = lines.next().unwrap_or_else(|| panic!("the server ended: {said:?}")).unwrap();
            said.lock().unwrap().push(line.clone());
            if let Some((_, url)) = line.split_once(" is at ") {
                break url.trim_end_matches('/').to_owned();
            }
        };
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| heard.lock().unwrap().push(line));
        });
        Self { url, child, said }
    }

    /// Sends a signal, such as TERM.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Returns what the system says of the process under this name, in a file of `/proc`.
    pub fn told(&self, file: &str, name: &str) -> String {
        let text = std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap();
        text.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned()
    }

    /// Kills the process as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits until it ends.
    pub fn wait(&mut self) -> ExitStatus {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "it does not end: {:?}", self.said.lock().unwrap());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Returns what is at this path.
    pub fn get(&self, path: &str) -> blocking::Response {
        blocking::get(format!("{}{path}", self.url)).unwrap()
    }

    /// Waits until the log holds a line with these words, and returns it.
    pub fn hears(&self, words: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let said = self.said.lock().unwrap();
            if let Some(line) = said.iter().find(|line| line.contains(words)) {
                return line.clone();
            }
            assert!(Instant::now() < deadline, "“{words}” is not in {said:?}");
            drop(said);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
