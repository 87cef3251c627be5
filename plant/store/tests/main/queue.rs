//! Jobs.

use crate::on_both_engines;
use crate::room::Room;
use base::Time;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::Duration;
use store::testing::Engine;
use store::{Job, NewJob, Tx, sql};

on_both_engines! {
    the_job_that_is_due_longest_comes_first
    a_job_under_the_same_key_takes_the_place
    a_job_that_fails_is_tried_later_and_then_set_aside
    a_job_whose_worker_never_comes_back_is_set_aside_too
    two_workers_never_have_the_same_job
}

const LEASE: Duration = Duration::from_secs(60);

async fn enqueue(room: &Room, kind: &str, key: Option<&str>, run_at: Time) {
    let (kind, unique_key, payload) = (kind.to_owned(), key.map(str::to_owned), json!({"kind": kind}));
    let job = NewJob { kind, unique_key, payload, run_at };
    room.store.write(async move |tx: &mut Tx| tx.enqueue(job).await).await.unwrap();
}

async fn claim(room: &Room) -> Option<Job> {
    room.store.write(async |tx: &mut Tx| tx.claim_job(LEASE).await).await.unwrap()
}

async fn next(room: &Room) -> Option<Time> {
    room.store.read(async |tx: &mut Tx| tx.next_job_at().await).await.unwrap()
}

async fn finish(room: &Room, job: &Job) {
    let id = job.id;
    room.store.write(async move |tx: &mut Tx| tx.finish_job(id).await).await.unwrap();
}

async fn fail(room: &Room, job: &Job) {
    let job = job.clone();
    room.store.write(async move |tx: &mut Tx| tx.fail_job(&job, "no answer").await).await.unwrap();
}

async fn set_aside(room: &Room) -> Vec<(bool, Option<String>)> {
    let all = async |tx: &mut Tx| tx.query(sql!("select set_aside, last_error from jobs"), &[]).await;
    room.store.read(all).await.unwrap()
}

async fn the_job_that_is_due_longest_comes_first(engine: Engine) {
    let room = Room::open(engine).await;
    let now = room.clock.now();
    assert_eq!(next(&room).await, None);
    enqueue(&room, "later", None, now.after(LEASE)).await;
    enqueue(&room, "second", None, now).await;
    enqueue(&room, "first", None, now.before(LEASE)).await;

    assert_eq!(next(&room).await, Some(now.before(LEASE)));
    let first = claim(&room).await.unwrap();
    assert_eq!((first.kind.as_str(), first.attempts), ("first", 1));
    assert_eq!(first.payload["kind"], Value::from("first"));
    assert_eq!(claim(&room).await.unwrap().kind, "second");
    assert!(claim(&room).await.is_none(), "the third is not due");
    finish(&room, &first).await;
    assert_eq!(next(&room).await, Some(now.after(LEASE)));
}

async fn a_job_under_the_same_key_takes_the_place(engine: Engine) {
    let room = Room::open(engine).await;
    let now = room.clock.now();
    enqueue(&room, "publish", Some("story:1"), now).await;
    let running = claim(&room).await.unwrap();
    enqueue(&room, "publish", Some("story:1"), now).await;

    finish(&room, &running).await;
    fail(&room, &running).await;

    let anew = claim(&room).await.unwrap();
    assert_eq!(anew.attempts, 1);
    room.store.write(async |tx: &mut Tx| tx.cancel_job("story:1").await).await.unwrap();
    assert_eq!(set_aside(&room).await, []);
}

async fn a_job_that_fails_is_tried_later_and_then_set_aside(engine: Engine) {
    let room = Room::open(engine).await;
    enqueue(&room, "mail", None, room.clock.now()).await;
    let mut waits = Vec::new();
    for _ in 0..5 {
        let job = claim(&room).await.unwrap();
        fail(&room, &job).await;
        assert!(claim(&room).await.is_none());
        if let Some(at) = next(&room).await {
            waits.push(at.since(room.clock.now()));
            room.clock.move_to(at);
        }
    }

    assert!(waits.is_sorted() && waits[0] >= Duration::from_secs(1) && waits[0] < waits[3], "{waits:?}");
    assert_eq!(set_aside(&room).await, [(true, Some("no answer".to_owned()))]);
    room.wait(100_000);
    assert!(claim(&room).await.is_none());
}

async fn a_job_whose_worker_never_comes_back_is_set_aside_too(engine: Engine) {
    let room = Room::open(engine).await;
    enqueue(&room, "crash", None, room.clock.now()).await;

    let mut claims = 0;
    while claim(&room).await.is_some() {
        claims += 1;
        assert!(claims <= 5, "a job that kills its worker is tried for ever");
        room.wait(61);
    }

    assert_eq!(claims, 5);
    assert!(set_aside(&room).await[0].0);
}

async fn two_workers_never_have_the_same_job(engine: Engine) {
    let room = Room::open(engine).await;
    for n in 0..12 {
        enqueue(&room, &format!("job {n}"), None, room.clock.now()).await;
    }
    let workers = (0..3).map(|_| {
        let store = room.store.clone();
        tokio::spawn(async move {
            let mut jobs = Vec::new();
            loop {
                match store.write(async |tx: &mut Tx| tx.claim_job(LEASE).await).await {
                    Ok(Some(job)) => jobs.push(job.id),
                    Ok(None) => return jobs,
                    Err(failure) => assert!(failure.to_string().contains("serialize"), "{failure}"),
                }
            }
        })
    });

    let mut claimed = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        claimed.extend(worker.await.unwrap());
    }

    assert_eq!(claimed.len(), 12);
    assert_eq!(claimed.into_iter().collect::<HashSet<_>>().len(), 12);
}
