//! The log, the cursors of those who follow it, and leases.

use crate::on_both_engines;
use crate::room::{Room, note, tell};
use std::time::Duration;
use store::testing::Engine;
use store::{LogRow, Tx};
use tokio::sync::watch;

on_both_engines! {
    the_log_is_read_in_order_and_in_pieces
    a_follower_goes_on_where_it_stood
    a_lease_has_one_holder_until_it_runs_out
}

async fn the_log_is_read_in_order_and_in_pieces(engine: Engine) {
    let room = Room::open(engine).await;
    for event in ["saved", "published", "withdrawn"] {
        room.store.write(async move |tx: &mut Tx| tell(tx, event).await).await.unwrap();
    }

    let first = room.store.read(async |tx: &mut Tx| tx.log_after(0, 2).await).await.unwrap();
    let seq = first[1].seq;
    let rest = room.store.read(async move |tx: &mut Tx| tx.log_after(seq, 2).await).await.unwrap();
    let last = room.store.read(async |tx: &mut Tx| tx.last_logged().await).await.unwrap();

    let events: Vec<&str> = first.iter().chain(&rest).map(|row| row.event.as_str()).collect();
    assert_eq!(events, ["saved", "published", "withdrawn"]);
    assert_eq!((first[0].at, first[0].edition.as_deref()), (room.clock.now(), Some("en")));
    assert_eq!(rest[0].seq, last);
    assert_eq!(room.store.check().await.unwrap(), Vec::<String>::new());
}

async fn a_follower_goes_on_where_it_stood(engine: Engine) {
    let room = Room::open(engine).await;
    let stand = async |tx: &mut Tx| tx.cursor("fronts").await;
    assert_eq!(room.store.read(stand).await.unwrap(), 0);

    for seq in [3, 7] {
        room.store.write(async move |tx: &mut Tx| tx.move_cursor("fronts", seq).await).await.unwrap();
    }

    assert_eq!(room.store.read(stand).await.unwrap(), 7);
}

async fn a_lease_has_one_holder_until_it_runs_out(engine: Engine) {
    let room = Room::open(engine).await;
    let take = async |holder: &'static str| {
        let span = Duration::from_secs(10);
        room.store.write(async move |tx: &mut Tx| tx.lease("fronts", holder, span).await).await.unwrap()
    };

    assert!(take("ana").await);
    assert!(!take("max").await);
    room.wait(5);
    assert!(take("ana").await, "the holder renews it");
    room.wait(6);
    assert!(!take("max").await);
    room.wait(5);
    assert!(take("max").await);
    assert!(!take("ana").await);
}

/// Two writes at once, the first to announce is the last to commit, and the other's transaction is the older one:
/// whoever goes on from the last row that it has seen must not pass by a row that comes later with a lower number.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_no_row_comes_in_behind_a_follower() {
    let room = Room::open(Engine::Postgres).await;
    let (older, is_older) = watch::channel(false);
    let (announced, is_announced) = watch::channel(false);
    let (end, may_end) = watch::channel(false);
    let (older, announced) = (std::sync::Arc::new(older), std::sync::Arc::new(announced));
    let store = room.store.clone();
    let slow = tokio::spawn(async move {
        store
            .write(async move |tx: &mut Tx| {
                drop(is_older.clone().wait_for(|is| *is).await);
                tell(tx, "first").await?;
                announced.send_replace(true);
                drop(may_end.clone().wait_for(|may| *may).await);
                Ok(())
            })
            .await
    });
    let store = room.store.clone();
    let quick = tokio::spawn(async move {
        store
            .write(async move |tx: &mut Tx| {
                note(tx, "Flood").await?;
                older.send_replace(true);
                drop(is_announced.clone().wait_for(|is| *is).await);
                tell(tx, "second").await
            })
            .await
    });

    let mut seen: Vec<LogRow> = Vec::new();
    for turn in 0..100 {
        let from = seen.last().map_or(0, |row| row.seq);
        seen.extend(room.store.read(async move |tx: &mut Tx| tx.log_after(from, 10).await).await.unwrap());
        if turn == 20 {
            end.send_replace(true);
        }
        if seen.len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    slow.await.unwrap().unwrap();
    quick.await.unwrap().unwrap();
    let events: Vec<&str> = seen.iter().map(|row| row.event.as_str()).collect();
    assert_eq!(events, ["first", "second"]);
}
