//! Writes and reads.

use crate::on_both_engines;
use crate::room::{Room, note, tell};
use base::{Broken, Failure, Refused, Result, Time};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use store::testing::Engine;
use store::{Tx, row, sql};

on_both_engines! {
    values_come_back_as_they_were_written
    a_refusal_undoes_the_write
    a_failed_attempt_undoes_itself_alone
    what_a_transaction_keeps_ends_with_it_and_with_what_is_undone
    a_statement_that_failed_unseen_undoes_the_write
    a_panic_leaves_the_others_alone
    a_write_lands_though_its_caller_is_gone
    a_commit_by_a_desk_is_refused
    a_read_cannot_write
    listeners_run_before_the_answer
    a_count_kept_by_many_at_once_is_right
    text_sorts_by_its_bytes
}

row! {
    #[derive(Debug, PartialEq)]
    struct Note {
        line: String,
        kept: bool,
        body: Option<Value>,
        digest: Option<[u8; 4]>,
        at: Option<Time>,
        size: Option<i64>,
    }
}

async fn values_come_back_as_they_were_written(engine: Engine) {
    let room = Room::open(engine).await;
    let body = json!({"z": 1, "a": "\u{0} and “quotes”", "deep": [null, true]});
    let (at, sent) = (room.clock.now(), body.clone());
    room.store
        .write(async move |tx: &mut Tx| {
            let id = tx.new_id();
            let insert = sql!("insert into notes (size, line, id, kept, body, digest, at) values ($7, $2, $1, $3, $4, $5, $6)");
            tx.execute(insert, &[&id, &"Flood", &true, &sent, &[1_u8, 2, 3, 4], &at, &i64::MAX]).await?;
            let none: Option<Value> = None;
            let insert = sql!("insert into notes (id, line, kept, body) values ($1, $2, $3, $4)");
            tx.execute(insert, &[&tx.new_id(), &"Ebb", &false, &none]).await
        })
        .await
        .unwrap();

    let all = async |tx: &mut Tx| {
        tx.query::<Note>(sql!("select line, kept, body, digest, at, size from notes order by line"), &[])
            .await
    };
    let notes = room.store.read(all).await.unwrap();

    let ebb = Note { line: "Ebb".into(), kept: false, body: None, digest: None, at: None, size: None };
    assert_eq!(notes[0], ebb);
    assert_eq!(
        notes[1].body.as_ref().map(Value::to_string),
        Some(body.to_string()),
        "the keys keep their order"
    );
    assert_eq!((notes[1].digest, notes[1].at, notes[1].size), (Some([1, 2, 3, 4]), Some(at), Some(i64::MAX)));
}

async fn a_refusal_undoes_the_write(engine: Engine) {
    let room = Room::open(engine).await;

    let refused: Result<()> = room
        .store
        .write(async |tx: &mut Tx| {
            note(tx, "Flood").await?;
            tell(tx, "saved").await?;
            Err(Refused::NotFound.into())
        })
        .await;

    assert!(matches!(refused, Err(Failure::Refused(Refused::NotFound))));
    assert_eq!(room.notes().await, 0);
    assert_eq!(*room.store.last_seq().borrow(), 0);
}

async fn a_failed_attempt_undoes_itself_alone(engine: Engine) {
    let room = Room::open(engine).await;

    let told = room
        .store
        .write(async |tx: &mut Tx| {
            note(tx, "Flood").await?;
            let twice = tx.attempt(async |tx| {
                tell(tx, "lost").await?;
                note(tx, "Flood").await
            });
            assert!(twice.await.is_err());
            note(tx, "Ebb").await?;
            tell(tx, "saved").await?;
            tx.log_after(0, 10).await
        })
        .await
        .unwrap();

    assert_eq!(room.notes().await, 2);
    assert_eq!(told.into_iter().map(|row| row.event).collect::<Vec<_>>(), ["saved"]);
}

async fn what_a_transaction_keeps_ends_with_it_and_with_what_is_undone(engine: Engine) {
    let room = Room::open(engine).await;
    let kept = |tx: &Tx| tx.kept::<i64>().map(|kept| *kept);

    let within = room.store.write(async move |tx: &mut Tx| {
        tx.keep(Arc::new(1_i64));
        let before = kept(tx);
        let undone: Result<()> = tx
            .attempt(async |tx| {
                tx.keep(Arc::new(2_i64));
                Err(Refused::NotFound.into())
            })
            .await;
        assert!(undone.is_err());
        let after = kept(tx);
        tx.keep(Arc::new(3_i64));
        Ok((before, after))
    });

    assert_eq!(within.await.unwrap(), (Some(1), None));
    assert_eq!(room.store.write(async move |tx: &mut Tx| Ok(kept(tx))).await.unwrap(), None);
    let read = async move |tx: &mut Tx| {
        let before = kept(tx);
        tx.keep(Arc::new(4_i64));
        Ok(before)
    };
    for _ in 0..8 {
        assert_eq!(room.store.read(read).await.unwrap(), None);
    }
}

async fn a_statement_that_failed_unseen_undoes_the_write(engine: Engine) {
    let room = Room::open(engine).await;

    let answer = room
        .store
        .write(async |tx: &mut Tx| {
            note(tx, "Flood").await?;
            drop(note(tx, "Flood").await);
            Ok(())
        })
        .await;

    assert!(answer.is_err(), "a write whose rows are not there must not be answered with Ok");
    assert_eq!(room.notes().await, 0);
}

async fn a_panic_leaves_the_others_alone(engine: Engine) {
    let room = Room::open(engine).await;
    let writes = (0..20).map(|n| {
        let store = room.store.clone();
        tokio::spawn(async move {
            store
                .write(async move |tx: &mut Tx| {
                    note(tx, &format!("Line {n}")).await?;
                    assert!(n % 5 != 0, "this write panics on purpose");
                    Ok(())
                })
                .await
        })
    });

    let mut broken = 0;
    for write in writes.collect::<Vec<_>>() {
        broken += i32::from(write.await.unwrap().is_err());
    }

    assert_eq!(broken, 4);
    assert_eq!(room.notes().await, 16);
}

async fn a_write_lands_though_its_caller_is_gone(engine: Engine) {
    let room = Room::open(engine).await;
    let store = room.store.clone();
    let started = Arc::new(tokio::sync::Notify::new());
    let begun = started.clone();
    let caller = tokio::spawn(async move {
        store
            .write(async move |tx: &mut Tx| {
                begun.notify_one();
                std::thread::sleep(Duration::from_millis(100));
                note(tx, "Flood").await
            })
            .await
    });

    started.notified().await;
    caller.abort();

    assert!(caller.await.unwrap_err().is_cancelled());
    for _ in 0..100 {
        if room.notes().await == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the write did not land");
}

async fn a_commit_by_a_desk_is_refused(engine: Engine) {
    let room = Room::open(engine).await;

    let answer = room
        .store
        .write(async |tx: &mut Tx| {
            note(tx, "Flood").await?;
            tx.execute(sql!("commit"), &[]).await
        })
        .await;

    assert!(matches!(answer, Err(Failure::Broken(_))));
    assert_eq!(room.notes().await, 0);
}

async fn a_read_cannot_write(engine: Engine) {
    let room = Room::open(engine).await;

    let answer = room.store.read(async |tx: &mut Tx| note(tx, "Flood").await).await;

    assert!(answer.is_err());
    assert_eq!(room.notes().await, 0);
}

async fn listeners_run_before_the_answer(engine: Engine) {
    let room = Room::open(engine).await;
    let heard = Arc::new(AtomicI64::new(0));
    let ear = heard.clone();
    room.store.on_commit(|_| panic!("this listener panics on purpose"));
    room.store.on_commit(move |rows| ear.store(rows.last().unwrap().seq, Ordering::SeqCst));
    let nudge = room.store.last_seq();

    for _ in 0..20 {
        let seq = room.store.write(async |tx: &mut Tx| tell(tx, "saved").await).await.unwrap();
        assert_eq!(heard.load(Ordering::SeqCst), seq);
        assert_eq!(*nudge.borrow(), seq);
    }
}

async fn a_count_kept_by_many_at_once_is_right(engine: Engine) {
    let room = Room::open(engine).await;
    let writes = (0..8).map(|_| {
        let store = room.store.clone();
        tokio::spawn(async move {
            for _ in 0..5 {
                let add = async |tx: &mut Tx| {
                    let count: i64 = tx.fact("count").await?.unwrap_or(0);
                    tx.set_fact("count", &(count + 1)).await
                };
                while let Err(failure) = store.write(add).await {
                    assert!(failure.to_string().contains("serialize"), "{failure}");
                }
            }
        })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.unwrap();
    }

    let count = room.store.read(async |tx: &mut Tx| tx.fact::<i64>("count").await).await.unwrap();

    assert_eq!(count, Some(40));
}

async fn text_sorts_by_its_bytes(engine: Engine) {
    let room = Room::open(engine).await;
    let lines = room
        .store
        .write(async |tx: &mut Tx| {
            for line in ["a", "B", "é", "Z", "-c"] {
                note(tx, line).await?;
            }
            tx.query::<String>(sql!("select line from notes order by line"), &[]).await
        })
        .await
        .unwrap();

    assert_eq!(lines, ["-c", "B", "Z", "a", "é"]);
}

#[tokio::test]
async fn on_postgres_a_nul_in_text_is_named() {
    let room = Room::open(Engine::Postgres).await;

    let answer = room.store.write(async |tx: &mut Tx| note(tx, "a\0b").await).await;

    assert!(answer.unwrap_err().to_string().contains("NUL"));
}

#[tokio::test]
async fn on_sqlite_waiting_for_something_else_is_refused() {
    let room = Room::open(Engine::Sqlite).await;

    let answer: Result<()> = room
        .store
        .write(async |tx: &mut Tx| {
            note(tx, "Flood").await?;
            std::future::pending::<()>().await;
            Err(Broken::new("not reached").into())
        })
        .await;

    assert!(answer.unwrap_err().to_string().contains("waited"));
    assert_eq!(room.notes().await, 0);
}
