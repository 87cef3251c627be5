//! The history of the database.

use crate::on_both_engines;
use crate::room::{HISTORY, Room, note};
use base::{Chance, Clock};
use store::testing::{Engine, TestDatabase};
use store::{Migration, Store, Tx};

on_both_engines! {
    opening_again_changes_nothing
    a_newer_database_is_refused
    a_migration_that_was_changed_is_refused
    a_migration_that_fails_leaves_nothing
    two_that_open_at_once_migrate_once
}

async fn open(url: &str, history: &[Migration]) -> base::Result<Store> {
    Store::open(url, history, Clock::default(), Chance::seeded(3)).await
}

async fn refusal(url: &str, history: &[Migration]) -> String {
    match open(url, history).await {
        Ok(_) => panic!("it was opened"),
        Err(failure) => failure.to_string(),
    }
}

async fn opening_again_changes_nothing(engine: Engine) {
    let room = Room::open(engine).await;
    room.store.write(async |tx: &mut Tx| note(tx, "Flood").await).await.unwrap();
    room.store.clone().close().await;
    drop(room.store);

    let again = open(room.database.url(), &HISTORY).await.unwrap();

    let room = Room { store: again, ..room };
    assert_eq!(room.notes().await, 1);
    assert_eq!(room.store.check().await.unwrap(), Vec::<String>::new());
}

async fn a_newer_database_is_refused(engine: Engine) {
    let room = Room::open(engine).await;

    let why = refusal(room.database.url(), &HISTORY[..1]).await;

    assert!(why.contains("newer") && why.contains("0002_desk"), "{why}");
}

async fn a_migration_that_was_changed_is_refused(engine: Engine) {
    let room = Room::open(engine).await;
    let changed =
        [HISTORY[0], Migration { name: "0002_desk", sql: "create table notes (id {id} primary key);" }];

    let why = refusal(room.database.url(), &changed).await;

    assert!(why.contains("0002_desk"), "{why}");
}

async fn a_migration_that_fails_leaves_nothing(engine: Engine) {
    let database = TestDatabase::new(engine).await;
    let wrong =
        [HISTORY[0], Migration { name: "0002_desk", sql: "create table notes (id {id}); create nonsense;" }];
    refusal(database.url(), &wrong).await;

    open(database.url(), &HISTORY).await.unwrap();
}

async fn two_that_open_at_once_migrate_once(engine: Engine) {
    let database = TestDatabase::new(engine).await;

    let (one, other) = tokio::join!(open(database.url(), &HISTORY), open(database.url(), &HISTORY));

    one.unwrap();
    other.unwrap();
}
