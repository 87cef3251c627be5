//! Several processes on one PostgreSQL database: each hears of every row once, and what is taken away is answered
//! only when all have heard.

use crate::room::{HISTORY, Room, tell};
use base::Chance;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::testing::Engine;
use store::{NewJob, Store, Tx, sql};

/// A process of the newsroom and what its listeners were told.
struct Node {
    store: Store,
    heard: Arc<Mutex<Vec<i64>>>,
}

impl Node {
    async fn join(room: &Room) -> Self {
        let (clock, chance) = (room.clock.clone(), Chance::seeded(1));
        Self::of(Store::open(room.database.url(), &HISTORY, clock, chance).await.unwrap())
    }

    fn of(store: Store) -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = Arc::clone(&heard);
        store.on_commit(move |rows| ear.lock().unwrap().extend(rows.iter().map(|row| row.seq)));
        Self { store, heard }
    }

    async fn tell(&self, event: &'static str) -> i64 {
        self.store.write(async move |tx: &mut Tx| tell(tx, event).await).await.unwrap()
    }

    fn has_heard(&self, seq: i64) -> bool {
        self.heard.lock().unwrap().contains(&seq)
    }

    async fn until_heard(&self, seq: i64) -> Duration {
        let begun = Instant::now();
        while self.store.heard() < seq || !self.has_heard(seq) {
            assert!(begun.elapsed() < Duration::from_secs(20), "{seq} was not heard of");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        begun.elapsed()
    }
}

/// Ends every line on which a node listens, and returns how many there were.
async fn cut_lines(store: &Store) -> i64 {
    let cut = async |tx: &mut Tx| {
        let cut = sql!(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity
             where application_name = 'stoppress node' and datname = current_database()"
        );
        tx.one::<i64>(cut, &[]).await
    };
    store.write(cut).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_node_is_told_of_every_row_once() {
    let room = Room::open(Engine::Postgres).await;
    let nodes = [Node::of(room.store.clone()), Node::join(&room).await, Node::join(&room).await];
    let nodes = Arc::new(nodes);

    let writers = (0..6).map(|writer: usize| {
        let nodes = Arc::clone(&nodes);
        tokio::spawn(async move {
            for _ in 0..20 {
                let own = &nodes[writer % 2];
                let seq = own.tell("saved").await;
                assert!(own.has_heard(seq), "own rows are told of before the write is answered");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }

    let rows = room.store.read(async |tx: &mut Tx| tx.log_after(0, 1000).await).await.unwrap();
    let expected: Vec<i64> = rows.iter().map(|row| row.seq).collect();
    assert_eq!(expected.len(), 120);
    for node in nodes.iter() {
        node.until_heard(*expected.last().unwrap()).await;
        let mut heard = node.heard.lock().unwrap().clone();
        heard.sort_unstable();
        assert_eq!(heard, expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_node_hears_within_a_second() {
    let room = Room::open(Engine::Postgres).await;
    let (one, other) = (Node::of(room.store.clone()), Node::join(&room).await);

    for _ in 0..10 {
        let seq = one.tell("saved").await;
        assert!(other.until_heard(seq).await < Duration::from_secs(1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_taken_away_is_answered_when_every_node_has_heard() {
    let room = Room::open(Engine::Postgres).await;
    let (one, other) = (Node::of(room.store.clone()), Node::join(&room).await);
    // A listener that takes its time: without the wait the answer would come first.
    other.store.on_commit(|_| std::thread::sleep(Duration::from_millis(30)));
    let heard = Node::of(other.store.clone());

    for _ in 0..10 {
        let seq = one.tell("withdrawn").await;
        assert!(heard.has_heard(seq), "{seq} was answered before the other node had heard");
    }
}

async fn silent_node(store: &Store, seconds: i64) {
    let join = async move |tx: &mut Tx| {
        tx.execute(
            sql!(
                "insert into nodes (id, name, started_at, until, seq) values ($1, 'silent', 0,
                   (extract(epoch from clock_timestamp()) * 1000000)::bigint + $2, 0)"
            ),
            &[&tx.new_id(), &(seconds * 1_000_000)],
        )
        .await
    };
    store.write(join).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_node_is_waited_for_until_its_lease_has_run_out_and_no_longer() {
    let room = Room::open(Engine::Postgres).await;
    let one = Node::of(room.store.clone());
    silent_node(&room.store, 2).await;
    let begun = Instant::now();

    one.tell("saved").await;
    assert!(begun.elapsed() < Duration::from_millis(1500), "only what is taken away waits");
    one.tell("withdrawn").await;

    let waited = begun.elapsed();
    assert!(waited > Duration::from_millis(1900) && waited < Duration::from_secs(5), "it waited {waited:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_a_node_that_has_left() {
    let room = Room::open(Engine::Postgres).await;
    let (one, other) = (Node::of(room.store.clone()), Node::join(&room).await);

    other.store.leave().await;

    assert!(!other.store.is_in_touch(), "it would not hear of what is taken away");
    let begun = Instant::now();
    one.tell("withdrawn").await;
    assert!(begun.elapsed() < Duration::from_secs(3), "it waited {:?}", begun.elapsed());
    other.store.read(async |tx: &mut Tx| tx.last_logged().await).await.expect("it can still read");
}

/// On one thread its task has not begun when it is told to leave.
#[tokio::test]
async fn nobody_waits_for_a_node_that_leaves_as_soon_as_it_has_come() {
    let room = Room::open(Engine::Postgres).await;
    let (one, other) = (Node::of(room.store.clone()), Node::join(&room).await);

    other.store.leave().await;

    let begun = Instant::now();
    one.tell("withdrawn").await;
    assert!(begun.elapsed() < Duration::from_secs(3), "it waited {:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_whose_line_was_cut_comes_back_and_has_missed_nothing() {
    let room = Room::open(Engine::Postgres).await;
    let (one, other) = (Node::of(room.store.clone()), Node::join(&room).await);

    for _ in 0..3 {
        assert_eq!(cut_lines(&room.store).await, 2);
        let seq = one.tell("withdrawn").await;
        assert!(other.has_heard(seq), "its lease runs on, so it is waited for");
        one.until_heard(seq).await;
        other.until_heard(one.tell("saved").await).await;
        assert!(one.store.is_in_touch() && other.store.is_in_touch());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_never_take_the_same_job() {
    let room = Room::open(Engine::Postgres).await;
    let nodes = [room.store.clone(), Node::join(&room).await.store];
    let queue = async |tx: &mut Tx| {
        for number in 0..40 {
            let (unique_key, payload) = (None, serde_json::json!(number));
            tx.enqueue(NewJob { kind: "note".into(), unique_key, payload, run_at: base::Time::EPOCH })
                .await?;
        }
        Ok(())
    };
    room.store.write(queue).await.unwrap();

    let workers: Vec<_> = (0..6)
        .map(|worker: usize| {
            let store = nodes[worker % 2].clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                let claim = async |tx: &mut Tx| tx.claim_job(Duration::from_secs(60)).await;
                while let Some(job) = store.write(claim).await.unwrap() {
                    taken.push(job.payload.as_i64().unwrap());
                }
                taken
            })
        })
        .collect();

    let mut taken = Vec::new();
    for worker in workers {
        taken.extend(worker.await.unwrap());
    }
    taken.sort_unstable();
    assert_eq!(taken, (0..40).collect::<Vec<_>>());
}
