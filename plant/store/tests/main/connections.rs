//! Connections to PostgreSQL: how long one is waited for, and what happens to a write whose connection ends.

use crate::proxy::Proxy;
use crate::room::{HISTORY, Room, note, tell};
use base::{Chance, Clock, Failure, Refused};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use store::testing::{Engine, OwnServer};
use store::{Store, Tx, sql};
use tokio::sync::Barrier;

fn is_not_now<T>(answer: Result<T, Failure>) -> bool {
    matches!(answer, Err(Failure::Refused(Refused::NotNow(_))))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_finds_every_connection_in_use_is_told_so_in_time() {
    let room = Room::open(Engine::Postgres).await;
    let sleep = async |tx: &mut Tx| tx.one::<String>(sql!("select pg_sleep(9)::text"), &[]).await;
    let sleepers: Vec<_> = (0..16)
        .map(|_| {
            let store = room.store.clone();
            tokio::spawn(async move { store.read(sleep).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(1500)).await;

    let begun = Instant::now();
    let answer = room.store.read(async |tx: &mut Tx| tx.last_logged().await).await;

    assert!(is_not_now(answer), "there is no connection for it");
    assert!(begun.elapsed() < Duration::from_secs(8), "it took {:?}", begun.elapsed());
    for sleeper in sleepers {
        sleeper.await.unwrap().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_takes_too_long_is_ended() {
    let room = Room::open(Engine::Postgres).await;

    let answer = room.store.read(async |tx: &mut Tx| {
        tx.execute(sql!("select set_config('statement_timeout', '100ms', true)"), &[]).await?;
        tx.one::<String>(sql!("select pg_sleep(20)::text"), &[]).await
    });

    assert!(is_not_now(answer.await));
    let left =
        async |tx: &mut Tx| tx.one::<String>(sql!("select current_setting('statement_timeout')"), &[]).await;
    assert_eq!(room.store.read(left).await.unwrap(), "30s", "a connection comes back clean");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_whose_connection_ends_before_its_commit_is_done_again() {
    let room = Room::open(Engine::Postgres).await;
    let tries = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&tries);

    let written = room.store.write(async move |tx: &mut Tx| {
        note(tx, "Flood").await?;
        if count.fetch_add(1, Ordering::SeqCst) == 0 {
            tx.one::<bool>(sql!("select pg_terminate_backend(pg_backend_pid())"), &[]).await?;
        }
        tell(tx, "saved").await
    });

    written.await.unwrap();
    assert_eq!((tries.load(Ordering::SeqCst), room.notes().await), (2, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_writes_that_wait_for_each_other_both_come_to_their_end() {
    let room = Room::open(Engine::Postgres).await;
    let (meet, tries) = (Arc::new(Barrier::new(2)), Arc::new(AtomicU32::new(0)));
    let writes = [(1_i64, 2_i64), (2, 1)].map(|(first, second)| {
        let (store, meet, tries) = (room.store.clone(), Arc::clone(&meet), Arc::clone(&tries));
        tokio::spawn(async move {
            store
                .write(async move |tx: &mut Tx| {
                    let lock = async |tx: &mut Tx, number: i64| {
                        tx.one::<String>(sql!("select pg_advisory_xact_lock($1)::text"), &[&number]).await
                    };
                    lock(tx, first).await?;
                    if tries.fetch_add(1, Ordering::SeqCst) < 2 {
                        meet.wait().await;
                    }
                    lock(tx, second).await?;
                    tell(tx, "saved").await
                })
                .await
        })
    });

    for write in writes {
        write.await.unwrap().unwrap();
    }
    assert!(tries.load(Ordering::SeqCst) > 2, "one of them was done again");
}

/// Opens a store whose wire to the server can be cut.
async fn behind_a_bad_wire(server: &OwnServer, is_heard: bool) -> (Store, Proxy) {
    let proxy = Proxy::start(server.port(), is_heard).await;
    let url = format!("postgres://stoppress@127.0.0.1:{}/postgres?sslmode=disable", proxy.port);
    let store = Store::open(&url, &HISTORY, Clock::Machine, Chance::of_the_machine()).await.unwrap();
    (store, proxy)
}

async fn counts(store: &Store) -> (i64, i64) {
    let count = async |tx: &mut Tx| {
        tx.one(sql!("select (select count(*) from notes), (select count(*) from log)"), &[]).await
    };
    store.read(count).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_whose_commit_was_heard_is_not_done_twice() {
    let server = OwnServer::start(&[], &[]);
    let (store, wire) = behind_a_bad_wire(&server, true).await;
    let heard = Arc::new(AtomicU32::new(0));
    let ear = Arc::clone(&heard);
    store.on_commit(move |rows| {
        ear.fetch_add(rows.len() as u32, Ordering::SeqCst);
    });

    wire.cut_next(1);
    let written = store.write(async |tx: &mut Tx| {
        // Another line each time, so that nothing but the store itself keeps it from being written twice.
        let line = tx.new_id().to_string();
        note(tx, &line).await?;
        tell(tx, "saved").await
    });

    written.await.expect("the server says that it stands");
    assert_eq!(counts(&store).await, (1, 1));
    assert_eq!(heard.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_whose_commit_was_not_heard_is_done_again() {
    let server = OwnServer::start(&[], &[]);
    let (store, wire) = behind_a_bad_wire(&server, false).await;

    wire.cut_next(1);
    store
        .write(async |tx: &mut Tx| {
            note(tx, "Flood").await?;
            tell(tx, "saved").await
        })
        .await
        .unwrap();

    assert_eq!(counts(&store).await, (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_of_which_nobody_knows_whether_it_stands_is_a_fault_and_not_done_again() {
    let server = OwnServer::start(&[], &[]);
    let (store, wire) = behind_a_bad_wire(&server, true).await;

    wire.cut_next(1);
    // It announces nothing, so the server cannot be asked for it.
    let answer = store.write(async |tx: &mut Tx| note(tx, "Flood").await).await;

    let why = answer.unwrap_err();
    assert!(matches!(&why, Failure::Broken(_)) && why.to_string().contains("not known"), "{why}");
    assert_eq!(counts(&store).await, (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_away_is_found_again() {
    let mut server = OwnServer::start(&[], &[]);
    let store = Store::open(&server.url(), &HISTORY, Clock::Machine, Chance::of_the_machine()).await.unwrap();
    let write = async |tx: &mut Tx| tell(tx, "saved").await;
    store.write(write).await.unwrap();

    server.stop();
    assert!(is_not_now(store.write(write).await), "it can be asked again");
    let gone = Instant::now();
    while store.is_in_touch() {
        assert!(gone.elapsed() < Duration::from_secs(6), "what is kept is trusted without a lease");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    server.start_again();

    store.write(write).await.unwrap();
    let back = Instant::now();
    while !store.is_in_touch() {
        assert!(back.elapsed() < Duration::from_secs(10), "it does not come back into touch");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
