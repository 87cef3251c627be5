//! The batches of SQLite's one writer.

use crate::room::{Room, note, tell};
use base::{Refused, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use store::testing::Engine;
use store::{Store, Tx, sql};

/// Keeps the writer busy until the writes behind it wait together.
async fn hold(store: &Store) -> tokio::task::JoinHandle<Result<()>> {
    let store = store.clone();
    let held = tokio::spawn(async move {
        store
            .write(async |_: &mut Tx| {
                std::thread::sleep(Duration::from_millis(60));
                Ok(())
            })
            .await
    });
    tokio::time::sleep(Duration::from_millis(10)).await;
    held
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_write_leaves_its_batch_alone() {
    let room = Room::open(Engine::Sqlite).await;
    let held = hold(&room.store).await;
    let writes = (0..50).map(|n| {
        let store = room.store.clone();
        tokio::spawn(async move {
            store
                .write(async move |tx: &mut Tx| {
                    note(tx, &format!("Line {n}")).await?;
                    tell(tx, "saved").await?;
                    if n % 2 == 0 { Err(Refused::NotFound.into()) } else { Ok(()) }
                })
                .await
        })
    });

    let mut stand = 0;
    for write in writes.collect::<Vec<_>>() {
        stand += i32::from(write.await.unwrap().is_ok());
    }

    held.await.unwrap().unwrap();
    assert_eq!(stand, 25);
    assert_eq!(room.notes().await, 25);
    assert_eq!(room.store.check().await.unwrap(), Vec::<String>::new(), "the log has no gap");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_writes_are_all_done() {
    let room = Room::open(Engine::Sqlite).await;
    let writes = (0..40).map(|n| {
        let store = room.store.clone();
        tokio::spawn(async move {
            store
                .write(async move |tx: &mut Tx| {
                    std::thread::sleep(Duration::from_millis(4));
                    note(tx, &format!("Line {n}")).await
                })
                .await
        })
    });

    for write in writes.collect::<Vec<_>>() {
        write.await.unwrap().unwrap();
    }

    assert_eq!(room.notes().await, 40);
}

/// Nothing is saved for what hardly ever fails: where a part does after it has written, the whole is done again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_fails_late_takes_nothing_else_of_its_batch_with_it() {
    let room = Room::open(Engine::Sqlite).await;
    let held = hold(&room.store).await;
    let begun = Arc::new(AtomicUsize::new(0));
    let writes = (0..20).map(|n| {
        let (store, begun) = (room.store.clone(), Arc::clone(&begun));
        tokio::spawn(async move {
            store
                .write(async move |tx: &mut Tx| {
                    begun.fetch_add(1, Ordering::Relaxed);
                    note(tx, &format!("Line {n}")).await?;
                    let part: Result<()> = tx
                        .attempt(async |tx| {
                            note(tx, &format!("Part {n}")).await?;
                            tell(tx, "part").await?;
                            if n % 10 == 5 { Err(Refused::NotFound.into()) } else { Ok(()) }
                        })
                        .await;
                    tell(tx, "saved").await?;
                    Ok(part.is_ok())
                })
                .await
        })
    });

    let mut whole = 0;
    for write in writes.collect::<Vec<_>>() {
        whole += i32::from(write.await.unwrap().unwrap());
    }

    held.await.unwrap().unwrap();
    assert!(begun.load(Ordering::Relaxed) > 20, "some were done again");
    assert_eq!((whole, room.notes().await), (18, 38));
    let told = room.store.read(async |tx: &mut Tx| tx.log_after(0, 100).await).await.unwrap();
    assert_eq!(told.iter().filter(|row| row.event == "part").count(), 18);
    assert_eq!(told.iter().filter(|row| row.event == "saved").count(), 20);
    assert_eq!(room.store.check().await.unwrap(), Vec::<String>::new(), "the log has no gap");
}

/// A refusal before anything was written, which is what nearly all are, costs the others nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_fails_before_it_writes_makes_nothing_be_done_again() {
    let room = Room::open(Engine::Sqlite).await;
    let begun = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&begun);

    let written = room.store.write(async move |tx: &mut Tx| {
        counted.fetch_add(1, Ordering::Relaxed);
        note(tx, "Flood").await?;
        let part: Result<()> = tx
            .attempt(async |tx| {
                tx.one::<i64>(sql!("select count(*) from notes"), &[]).await?;
                Err(Refused::NotFound.into())
            })
            .await;
        assert!(part.is_err());
        note(tx, "Ebb").await
    });

    written.await.unwrap();
    assert_eq!((begun.load(Ordering::Relaxed), room.notes().await), (1, 2));
}

/// `insert or rollback` does what a full disk does: the engine gives up the whole transaction.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_loses_the_batch_is_told_and_the_others_are_done_again() {
    let room = Room::open(Engine::Sqlite).await;
    room.store.write(async |tx: &mut Tx| note(tx, "Flood").await).await.unwrap();
    let held = hold(&room.store).await;
    let writes = (0..20).map(|n| {
        let store = room.store.clone();
        tokio::spawn(async move {
            store
                .write(async move |tx: &mut Tx| {
                    note(tx, &format!("Line {n}")).await?;
                    if n % 10 == 5 {
                        let insert =
                            sql!("insert or rollback into notes (id, line, kept) values ($1, 'Flood', true)");
                        let lost = tx.execute(insert, &[&tx.new_id()]).await;
                        // Outside of the transaction this would stand by itself.
                        drop(note(tx, &format!("Stray {n}")).await);
                        lost?;
                    }
                    Ok(())
                })
                .await
        })
    });

    let mut lost = 0;
    for write in writes.collect::<Vec<_>>() {
        lost += i32::from(write.await.unwrap().is_err());
    }

    held.await.unwrap().unwrap();
    let strays = async |tx: &mut Tx| {
        tx.one::<i64>(sql!("select count(*) from notes where line like 'Stray%'"), &[]).await
    };
    assert_eq!(room.store.read(strays).await.unwrap(), 0);
    assert_eq!((lost, room.notes().await), (2, 19));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_ends_leaves_its_file_to_the_next() {
    let room = Room::open(Engine::Sqlite).await;
    room.store.write(async |tx: &mut Tx| note(tx, "Flood").await).await.unwrap();
    let last = room.store.clone();
    // The last handle may go with a write, on the writer's own thread.
    let written = room.store.write(async move |tx: &mut Tx| {
        drop(last.last_seq());
        note(tx, "Ebb").await
    });
    written.await.unwrap();
    let Room { store, database, clock } = room;
    store.close().await;

    let history = crate::room::HISTORY;
    let again = Store::open(database.url(), &history, clock, base::Chance::seeded(2)).await.unwrap();

    let count = async |tx: &mut Tx| tx.one::<i64>(sql!("select count(*) from notes"), &[]).await;
    assert_eq!(again.read(count).await.unwrap(), 2);
}
