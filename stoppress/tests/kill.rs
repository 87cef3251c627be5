//! The process is killed while it writes: every story whose writer got an answer is there afterwards, and what is half a
//! backup is not taken for one.

use crate::commands::stoppress;
use crate::served::Served;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

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

/// Makes a newsroom with so many bytes that nothing makes smaller that a backup takes a while.
fn large_newsroom(dir: &Path) {
    token(dir);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let noise = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    let bytes: Vec<u8> = noise.take(4 << 20).flatten().collect();
    std::fs::create_dir_all(dir.join("media/originals/ab")).unwrap();
    std::fs::write(dir.join("media/originals/ab/abcd"), bytes).unwrap();
}

#[test]
fn a_backup_that_is_killed_leaves_no_file_that_looks_whole_and_the_next_one_is() {
    let place = tempfile::tempdir().unwrap();
    let (dir, out) = (place.path().join("newsroom"), place.path().join("paper.backup"));
    let (part, back) = (place.path().join("paper.backup.part"), place.path().join("back"));
    large_newsroom(&dir);
    let restore =
        |file: &Path| stoppress().arg("restore").arg(file).arg("--data").arg(&back).output().unwrap();

    for written in [0, 1, 1 << 20, 8 << 20] {
        let mut backup = stoppress();
        let mut backup = backup.arg("backup").arg("--out").arg(&out).arg("--data").arg(&dir).spawn().unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        while !std::fs::metadata(&part).is_ok_and(|part| part.len() >= written) {
            assert!(Instant::now() < deadline && !out.exists(), "it was not caught at {written} bytes");
        }
        backup.kill().unwrap();
        backup.wait().unwrap();

        assert!(!out.exists(), "it bears the name of a whole one after {written} bytes");
        let refused = restore(&part);
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(said.contains("paper.backup.part: it ") && said.contains("broke off"), "{said}");
        assert!(!back.exists());
    }

    let whole = stoppress().arg("backup").arg("--out").arg(&out).arg("--data").arg(&dir).output().unwrap();
    assert_eq!(whole.status.code(), Some(0), "{whole:?}");
    assert_eq!(restore(&out).status.code(), Some(0));
    let mut left: Vec<_> =
        std::fs::read_dir(place.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["back", "newsroom", "paper.backup"], "nothing is left beside them");
}
