//! The check finds what is not whole, and only that.

use crate::room::{HISTORY, Room, note, tell};
use base::{Refused, Result};
use store::tables::tables;
use store::testing::Engine;
use store::{Tx, sql};

async fn faults(room: &Room) -> Vec<String> {
    room.store.check().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_database_has_no_fault() {
    let room = Room::open(Engine::Postgres).await;
    room.store.write(async |tx: &mut Tx| note(tx, "Flood").await).await.unwrap();
    room.store.write(async |tx: &mut Tx| tell(tx, "saved").await).await.unwrap();

    assert_eq!(faults(&room).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_goes_beyond_the_last_number_given_out_is_a_fault() {
    let room = Room::open(Engine::Postgres).await;
    for _ in 0..3 {
        room.store.write(async |tx: &mut Tx| tell(tx, "saved").await).await.unwrap();
    }

    let back = async |tx: &mut Tx| {
        tx.one::<i64>(sql!("select setval(pg_get_serial_sequence('log', 'seq'), 1)"), &[]).await
    };
    room.store.write(back).await.unwrap();

    let faults = faults(&room).await;
    assert!(faults.len() == 1 && faults[0].starts_with("log: its last row"), "{faults:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_names_what_is_not_there_is_a_fault() {
    let room = Room::open(Engine::Postgres).await;

    let stray = async |tx: &mut Tx| {
        tx.execute(sql!("create table remarks (note uuid not null references notes (id))"), &[]).await?;
        // As a restore does that was asked to look at nothing.
        tx.execute(sql!("set local session_replication_role = replica"), &[]).await?;
        tx.execute(sql!("insert into remarks (note) values ($1)"), &[&tx.new_id()]).await
    };
    room.store.write(stray).await.unwrap();

    assert_eq!(faults(&room).await, ["database: 1 rows of remarks (note) name what is not there"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_that_was_left_unfinished_is_a_fault() {
    let room = Room::open(Engine::Postgres).await;

    let spoil = async |tx: &mut Tx| {
        tx.execute(
            sql!("update pg_index set indisvalid = false where indexrelid = 'log_subject'::regclass"),
            &[],
        )
        .await
    };
    room.store.write(spoil).await.unwrap();

    assert_eq!(faults(&room).await, ["database: the index log_subject is not finished"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_whose_numbers_postgresql_left_out_is_whole_on_sqlite_and_a_row_that_is_gone_is_a_fault() {
    let (old, new) = (Room::open(Engine::Postgres).await, Room::open(Engine::Sqlite).await);
    for is_kept in [false, true, false, false, true, true] {
        let told = old.store.write(async move |tx: &mut Tx| {
            tell(tx, "saved").await?;
            if is_kept { Ok(()) } else { Err(Refused::NotFound.into()) }
        });
        assert_eq!(told.await.is_ok(), is_kept);
    }
    let folder = tempfile::tempdir().unwrap();
    let history = tables(&HISTORY);
    old.store.copy_to(folder.path(), &history).await.unwrap();

    let copy = folder.path().to_owned();
    let read = async move |tx: &mut Tx| store::backup::read_tables(tx, &copy, &history).await;
    new.store.write(read).await.unwrap();
    new.store.write(async |tx: &mut Tx| tell(tx, "saved").await).await.unwrap();

    let rows = async |tx: &mut Tx| -> Result<Vec<i64>> {
        tx.query(sql!("select seq from log order by seq"), &[]).await
    };
    assert_eq!(new.store.read(rows).await.unwrap(), [2, 5, 6, 7]);
    assert_eq!(faults(&new).await, Vec::<String>::new());
    new.store
        .write(async |tx: &mut Tx| tx.execute(sql!("delete from log where seq = 5"), &[]).await)
        .await
        .unwrap();
    assert_eq!(faults(&new).await, ["log: 3 rows are numbered 2 to 7; some are missing"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_says_nothing_of_the_processes_that_ran_and_one_that_does_is_readable() {
    let (old, new) = (Room::open(Engine::Postgres).await, Room::open(Engine::Postgres).await);
    old.store.write(async |tx: &mut Tx| note(tx, "Flood").await).await.unwrap();
    let leased = sql!("insert into leases (name, holder, until) values ('release', 'a process', 0)");
    old.store.write(async move |tx: &mut Tx| tx.execute(leased, &[]).await).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let history = tables(&HISTORY);

    old.store.copy_to(folder.path(), &history).await.unwrap();
    for name in ["nodes", "leases"] {
        let file = folder.path().join(format!("tables/{name}.jsonl"));
        assert!(!file.exists(), "{name}");
        // As older copies have it.
        std::fs::write(file, "{\"name\":\"release\",\"holder\":\"a process\"}\n").unwrap();
    }
    let copy = folder.path().to_owned();
    let read = async move |tx: &mut Tx| store::backup::read_tables(tx, &copy, &history).await;
    new.store.write(read).await.unwrap();

    assert_eq!(new.notes().await, 1);
    let leases = async |tx: &mut Tx| tx.one::<i64>(sql!("select count(*) from leases"), &[]).await;
    assert_eq!(new.store.read(leases).await.unwrap(), 0);
    assert_eq!(faults(&new).await, Vec::<String>::new());
}
