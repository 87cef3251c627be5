//! `cargo dev`: the demonstration newsroom in a debug build, rebuilt and restarted while you edit.
//!
//! Templates and styles are read from disk by the debug build, so they need no rebuild at all; open pages are told
//! over their own stream to show them.

use crate::ci::target;
use crate::shell::{cargo, command, must, root, tied};
use crate::theme;
use anyhow::{Context, Result};
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::thread::sleep;
use std::time::{Duration, Instant};

const WATCHED: [&str; 6] = ["plant", "desks", "gazette", "stoppress", "migrations", "theme"];

/// What an edit asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Ask {
    Pages,
    Assets,
    Rebuild,
}

/// Runs until it is interrupted.
pub(crate) fn run(words: &[&str]) -> Result<()> {
    let newsroom = target().join("dev-newsroom");
    if words.contains(&"--fresh") && newsroom.exists() {
        std::fs::remove_dir_all(&newsroom).context("emptying the newsroom")?;
    }
    let rest: Vec<&str> = words.iter().copied().filter(|word| *word != "--fresh").collect();
    let (tell, edits) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Nobody listens any more only when this program ends.
        let _ = tell.send(event);
    })?;
    watcher.watch(&root(), RecursiveMode::NonRecursive).context("watching Cargo.toml")?;
    for folder in WATCHED.map(|name| root().join(name)).iter().filter(|folder| folder.is_dir()) {
        watcher
            .watch(folder, RecursiveMode::Recursive)
            .with_context(|| format!("watching {}", folder.display()))?;
    }
    let mut server = build().then(|| start(&newsroom, &rest)).transpose()?;
    while let Some(ask) = next(&edits) {
        if has_node() && ask == Ask::Assets {
            say(theme::build());
        }
        if ask < Ask::Rebuild {
            reload(&newsroom);
        } else if build() {
            stop(server.take());
            server = Some(start(&newsroom, &rest)?);
        }
    }
    stop(server);
    Ok(())
}

/// Waits for an edit, and then until the hand rests; returns the largest thing asked.
fn next(edits: &Receiver<notify::Result<Event>>) -> Option<Ask> {
    loop {
        let mut asked = ask(&edits.recv().ok()?);
        while let Ok(event) = edits.recv_timeout(Duration::from_millis(150)) {
            asked = asked.max(ask(&event));
        }
        if asked.is_some() {
            return asked;
        }
    }
}

fn ask(event: &notify::Result<Event>) -> Option<Ask> {
    let event = event.as_ref().ok()?;
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    event.paths.iter().filter_map(|path| ask_of(path.strip_prefix(root()).unwrap_or(path))).max()
}

fn ask_of(path: &Path) -> Option<Ask> {
    let is_below = |name: &str| path.components().any(|part| part.as_os_str() == name);
    if is_below("node_modules") || is_below("assets") {
        return None;
    }
    match path.extension()?.to_str()? {
        // Words are read once, when the newsroom opens.
        "rs" | "sql" | "ftl" => Some(Ask::Rebuild),
        "toml" if path.ends_with("Cargo.toml") => Some(Ask::Rebuild),
        "ts" | "css" => Some(Ask::Assets),
        "html" => Some(Ask::Pages),
        _ => None,
    }
}

fn has_node() -> bool {
    theme::exists() && theme::is_fetched()
}

/// Builds the program, and returns whether that went well; the old one goes on if not.
fn build() -> bool {
    let begun = Instant::now();
    let built = must(&mut cargo(&["build", "--package", "stoppress"]));
    println!("── built in {:.1} s", begun.elapsed().as_secs_f64());
    say(built)
}

fn start(newsroom: &Path, rest: &[&str]) -> Result<Child> {
    let program: PathBuf = target().join("debug").join("stoppress");
    let mut server = tied(&program, "TERM");
    server.arg("demo").arg("--data").arg(newsroom).args(rest).env("STOPPRESS_PAGE_CACHE", "off");
    server.spawn().context("starting the newsroom")
}

/// Asks the server to have open pages show themselves anew. Without a server there is nothing to show.
fn reload(newsroom: &Path) {
    if let Ok(mut socket) = UnixStream::connect(newsroom.join("stoppress.sock")) {
        say(socket.write_all(b"\"Reload\"\n").context("telling open pages"));
    }
}

/// Asks the server to end, and insists after five seconds.
fn stop(server: Option<Child>) {
    let Some(mut server) = server else { return };
    say(must(command("kill").args(["-TERM", &server.id().to_string()])));
    for _ in 0..50 {
        if matches!(server.try_wait(), Ok(Some(_))) {
            return;
        }
        sleep(Duration::from_millis(100));
    }
    say(server.kill().and_then(|()| server.wait()).map(drop).map_err(Into::into));
}

fn say(outcome: Result<()>) -> bool {
    if let Err(why) = &outcome {
        eprintln!("── {why:#}");
    }
    outcome.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_is_rebuilt_and_templates_are_not() {
        assert_eq!(ask_of(Path::new("desks/copy/src/doc.rs")), Some(Ask::Rebuild));
        assert_eq!(ask_of(Path::new("migrations/0005_media.sql")), Some(Ask::Rebuild));
        assert_eq!(ask_of(Path::new("desks/fronts/islands/front.ts")), Some(Ask::Assets));
        assert_eq!(ask_of(Path::new("desks/fronts/pages/front.html")), Some(Ask::Pages));
        assert_eq!(ask_of(Path::new("docs/STYLE.md")), None);
    }

    #[test]
    fn what_the_build_writes_asks_for_nothing() {
        assert_eq!(ask_of(Path::new("theme/assets/site.css")), None);
        assert_eq!(ask_of(Path::new("theme/node_modules/x/index.ts")), None);
    }
}
