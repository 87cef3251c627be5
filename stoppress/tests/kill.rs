//! The process is killed while it writes: every story whose writer got an answer is there afterwards.

use crate::commands::{Served, stoppress};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

fn token(dir: &Path) -> String {
    let output =
        stoppress().args(["token", "add", "t", "--role", "admin", "--data"]).arg(dir).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

async fn write_until(url: String, token: String, ended: Arc<AtomicBool>) -> Vec<String> {
    let http = reqwest::Client::new();
    let fields = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "Kill",
        "body_html": "<p>Text.</p>" });
    let mut acknowledged = Vec::new();
    while !ended.load(Ordering::Relaxed) {
        let sent = http.post(format!("{url}/api/v1/stories")).bearer_auth(&token).json(&fields).send().await;
        let Ok(answer) = sent else { break };
        let Ok(story) = answer.json::<Value>().await else { break };
        let id = story["id"].as_str().unwrap().to_owned();
        let publish = format!("{url}/api/v1/stories/{id}/publish");
        let published = http.post(publish).bearer_auth(&token).send().await.is_ok_and(|a| a.status() == 200);
        acknowledged.push(if published { format!("+{id}") } else { id });
    }
    acknowledged
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_newsroom_has_every_story_that_it_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let token = token(dir.path());
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let mut served = Served::start(dir.path());
        let ended = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..8)
            .map(|_| tokio::spawn(write_until(served.url.clone(), token.clone(), Arc::clone(&ended))))
            .collect();
        tokio::time::sleep(Duration::from_millis(400 + 150 * round)).await;
        served.kill();
        ended.store(true, Ordering::Relaxed);
        for writer in writers {
            acknowledged.extend(writer.await.unwrap());
        }
    }
    assert!(acknowledged.len() > 20, "only {} were acknowledged", acknowledged.len());

    let served = Served::start(dir.path());
    let http = reqwest::Client::new();
    for name in &acknowledged {
        let id = name.trim_start_matches('+');
        let answer =
            http.get(format!("{}/api/v1/stories/{id}", served.url)).bearer_auth(&token).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{id} was acknowledged and is gone");
        let story: Value = answer.json().await.unwrap();
        if name.starts_with('+') {
            assert_eq!(story["state"], "published", "{id}");
        }
    }
    drop(served);
    let check = stoppress().args(["check", "--data"]).arg(dir.path()).output().unwrap();
    assert_eq!(check.status.code(), Some(0), "{check:?}");
}
