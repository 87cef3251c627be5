//! A process that is killed loses nothing that it answered.

use crate::room::{HISTORY, note, tell};
use base::{Chance, Clock};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;
use store::{Store, Tx, sql};

const DATABASE: &str = "STORE_TEST_KILLED_DATABASE";

/// The process that is killed: this test does nothing unless the other one runs it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_process_that_is_killed() {
    let Some(url) = std::env::var_os(DATABASE).and_then(|url| url.into_string().ok()) else { return };
    let store = Store::open(&url, &HISTORY, Clock::default(), Chance::of_the_machine()).await.unwrap();
    let writers = (0..16).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            loop {
                let id = store
                    .write(async |tx: &mut Tx| {
                        let line = tx.new_id().to_string();
                        tell(tx, "saved").await?;
                        note(tx, &line).await
                    })
                    .await
                    .unwrap();
                // One write for a line, so that the kill tears at most the last one.
                let line = format!("acked {id}\n");
                std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
            }
        })
    });
    // None of them ever ends: the process is killed.
    writers.collect::<Vec<_>>().pop().unwrap().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_loses_no_answered_write() {
    for _ in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("newsroom.db").display());
        let acked = write_and_kill(&url);
        assert!(acked.len() > 20, "{} were answered", acked.len());

        let store = Store::open(&url, &HISTORY, Clock::default(), Chance::seeded(4)).await.unwrap();

        assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
        let read = async |tx: &mut Tx| {
            let ids = tx.query::<base::Id>(sql!("select id from notes"), &[]).await?;
            Ok((ids, tx.last_logged().await?))
        };
        let (ids, logged) = store.read(read).await.unwrap();
        let ids: std::collections::HashSet<String> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(ids.len(), usize::try_from(logged).unwrap(), "each note has its log row");
        assert!(acked.iter().all(|id| ids.contains(id)));
    }
}

fn write_and_kill(url: &str) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::the_process_that_is_killed", "--exact", "--nocapture", "--test-threads=1"])
        .env(DATABASE, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reader = std::thread::spawn(move || {
        let whole =
            |line: String| line.split_once("acked ").map(|(_, id)| id.to_owned()).filter(|id| id.len() == 36);
        lines.map_while(Result::ok).filter_map(whole).collect::<Vec<_>>()
    });
    std::thread::sleep(Duration::from_millis(1500));
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}
