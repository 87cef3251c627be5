//! What is derived is compared with what it is derived from, and made anew where it is damaged; what is original is
//! told and never touched.

use crate::backups::take_in_a_picture;
use crate::in_and_out::{Place, edda, quiet, write};
use base::{Clock, Id};
use serde_json::json;
use stoppress::newsroom::Newsroom;
use stoppress::orders;
use stoppress::orders::Order;
use store::{Sql, Tx, sql};

/// Each derived table, what damages it, and what the check then says.
const DAMAGE: [(&str, Sql); 9] = [
    ("published: ", sql!("update published set bylines = '{bad'")),
    ("published: ", sql!("update published set headline = 'Other'")),
    ("published: ", sql!("delete from published")),
    ("published_topics: ", sql!("delete from published_topics")),
    ("published_topics: ", sql!("update published_topics set first_published_at = 0")),
    ("published_authors: ", sql!("update published_authors set author = 'nobody'")),
    ("story_topics: ", sql!("delete from story_topics")),
    ("addresses: ", sql!("delete from addresses")),
    ("stories: ", sql!("update stories set headline = 'Other', section = 'sport'")),
];

#[tokio::test]
async fn what_is_derived_is_named_when_it_is_damaged_and_mended() {
    let place = Place::new().await;
    let newsroom = place.open().await;
    write(&newsroom, 1).await;
    for (what, damage) in DAMAGE {
        is_named_and_mended(&newsroom, what, damage).await;
    }
}

/// Does the damage, and sees it named and mended.
async fn is_named_and_mended(newsroom: &Newsroom, what: &str, damage: Sql) {
    damaged(newsroom, damage).await;

    let faults = orders::faults(newsroom).await.unwrap();
    assert!(faults.iter().any(|fault| fault.starts_with(what)), "{damage:?}: {faults:?}");
    assert_eq!(check(newsroom, false).await, 4, "{damage:?}");
    assert_eq!(check(newsroom, true).await, 0, "{damage:?}");
    assert_eq!(orders::faults(newsroom).await.unwrap(), Vec::<String>::new(), "{damage:?}");
}

pub async fn check(newsroom: &Newsroom, repair: bool) -> u8 {
    Order::Check { repair }.carry_out(newsroom, &quiet()).await.unwrap()
}

#[tokio::test]
async fn what_is_original_is_told_and_never_touched() {
    let place = Place::new().await;
    let newsroom = place.open().await;
    write(&newsroom, 1).await;
    let damage = sql!("update record set note = 'Other'");
    newsroom.plant.store.write(async move |tx: &mut Tx| tx.execute(damage, &[]).await).await.unwrap();

    assert_eq!(check(&newsroom, true).await, 4);
    let faults = orders::faults(&newsroom).await.unwrap();
    assert!(faults.iter().all(|fault| fault.starts_with("record ")) && !faults.is_empty(), "{faults:?}");
}

/// What makes pictures stand elsewhere than stories place them.
const DISPLACED: [Sql; 6] = [
    sql!("delete from placements where is_public"),
    sql!("delete from placements where not is_public"),
    sql!("update placements set slot = 'elsewhere' where is_public"),
    sql!("update placements set revision = 7 where is_public"),
    sql!("update placements set subject = picture where kind = 'story' and is_public"),
    sql!("update stories set public = 'withdrawn'"),
];

#[tokio::test(flavor = "multi_thread")]
async fn pictures_stand_where_stories_place_them_or_it_is_named_and_mended() {
    let place = Place::new().await;
    let newsroom = place.open().await;
    take_in_a_picture(&newsroom).await;
    let (asked, store) = (edda(&newsroom), &newsroom.plant.store);
    let picture =
        async |tx: &mut Tx| -> base::Result<Id> { tx.one(sql!("select id from pictures"), &[]).await };
    let picture = store.read(picture).await.unwrap();
    let work = async move |tx: &mut Tx| {
        let fields = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "The harbour",
            "body_markdown": "Text.", "lead_picture": { "id": picture, "alt": "The harbour at dusk" } });
        let story = stories::create(tx, &asked, serde_json::from_value(fields.clone()).unwrap()).await?.story;
        stories::publish(tx, &asked, story.id).await?;
        let draft = stories::create(tx, &asked, serde_json::from_value(fields).unwrap()).await?.story;
        stories::delete(tx, &asked, draft.id).await
    };
    store.write(work).await.unwrap();
    assert_eq!(orders::faults(&newsroom).await.unwrap(), Vec::<String>::new());

    for damage in DISPLACED {
        is_named_and_mended(&newsroom, "placements: ", damage).await;
    }
}

/// What makes posts others than their events come to.
const TURNED: [Sql; 6] = [
    sql!("update posts set state = 'live', retracted_at = null where state = 'retracted'"),
    sql!("update posts set state = 'retracted' where state = 'live'"),
    sql!("update posts set is_pinned = not is_pinned, is_key = not is_key where state = 'live'"),
    sql!("update posts set rank = 'zz' where state = 'live'"),
    sql!("update posts set revision = 1 where revision = 2"),
    sql!("update posts set state = 'draft', at = null where state = 'live'"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_what_its_events_come_to_or_it_is_named_and_mended() {
    let mut place = Place::new().await;
    place.clock = Clock::Machine;
    let newsroom = place.open().await;
    let (asked, store) = (edda(&newsroom), &newsroom.plant.store);
    let work = async move |tx: &mut Tx| {
        let fields = json!({ "edition": "en", "kind": "live", "section": "world", "headline": "The coast" });
        let story = stories::create(tx, &asked, serde_json::from_value(fields).unwrap()).await?.story.id;
        stories::publish(tx, &asked, story).await?;
        let words = |headline: &str| serde_json::from_value(json!({ "headline": headline })).unwrap();
        let pinned = live::post(tx, &asked, story, words("Pinned")).await?.post.id;
        live::pin(tx, &asked, pinned).await?;
        live::edit(tx, &asked, pinned, words("Pinned and edited")).await?;
        let gone = live::post(tx, &asked, story, words("Gone")).await?.post.id;
        live::retract(tx, &asked, gone, "error", Some("It was wrong.")).await.map(drop)
    };
    store.write(work).await.unwrap();
    assert_eq!(orders::faults(&newsroom).await.unwrap(), Vec::<String>::new());

    for damage in TURNED {
        is_named_and_mended(&newsroom, "posts: ", damage).await;
    }
    damaged(&newsroom, sql!("update log set data = '{' where event = 'post_published'")).await;
    assert_eq!(check(&newsroom, true).await, 4);
    let count = async |tx: &mut Tx| -> base::Result<i64> {
        tx.one(sql!("select count(*) from posts where state = 'live'"), &[]).await
    };
    assert_eq!(newsroom.plant.store.read(count).await.unwrap(), 1, "nobody guesses how a post stands");
}

async fn damaged(newsroom: &Newsroom, damage: Sql) {
    let done = newsroom.plant.store.write(async move |tx: &mut Tx| tx.execute(damage, &[]).await).await;
    assert!(done.unwrap() > 0, "{damage:?} does no damage");
}

/// What makes one story unreadable.
const UNREADABLE: [Sql; 3] = [
    sql!("update stories set public = 'public' where headline = 'Story 1'"),
    sql!(
        "update revisions set content = '{' where number = 1 and story in
           (select id from stories where headline = 'Story 1')"
    ),
    sql!(
        "delete from revisions where number = 1 and story in (select id from stories where headline = 'Story 1')"
    ),
];

#[tokio::test]
async fn a_story_that_cannot_be_read_is_named_and_hides_no_other() {
    for damage in UNREADABLE {
        let place = Place::new().await;
        let newsroom = place.open().await;
        let (broken, other) = (write(&newsroom, 1).await, write(&newsroom, 2).await);
        damaged(&newsroom, damage).await;
        damaged(&newsroom, sql!("update published set standfirst = 'Other' where headline = 'Story 2'"))
            .await;

        let faults = orders::faults(&newsroom).await.unwrap();

        let names = |what: &str, id: Id| {
            faults.iter().any(|fault| fault.starts_with(what) && fault.contains(&id.to_string()))
        };
        assert!(names("stories: it cannot be read", broken), "{damage:?}: {faults:?}");
        assert!(names("published: ", other), "{damage:?}: {faults:?}");
        assert_eq!(check(&newsroom, true).await, 4, "{damage:?}");
        let faults = orders::faults(&newsroom).await.unwrap();
        assert!(!faults.iter().any(|fault| fault.contains(&other.to_string())), "{damage:?}: {faults:?}");
    }
}

#[tokio::test]
async fn a_row_of_the_log_that_cannot_be_read_is_named_by_its_number() {
    let place = Place::new().await;
    let newsroom = place.open().await;
    write(&newsroom, 1).await;
    write(&newsroom, 2).await;
    damaged(&newsroom, sql!("update log set data = '{' where seq in (2, 4)")).await;

    assert_eq!(check(&newsroom, true).await, 4);
    let faults = orders::faults(&newsroom).await.unwrap();
    let named =
        |seq: i64| faults.iter().any(|fault| fault.starts_with(&format!("log: row {seq} cannot be read")));
    assert!(named(2) && named(4) && faults.len() == 2, "{faults:?}");
}

#[tokio::test]
async fn a_scheduled_story_that_nothing_will_publish_is_named_and_on_the_clock_again() {
    let place = Place::new().await;
    let newsroom = place.open().await;
    let (asked, store, at) =
        (edda(&newsroom), &newsroom.plant.store, "2026-11-25T09:00:00Z".parse().unwrap());
    let work = async move |tx: &mut Tx| {
        let fields = json!({ "edition": "en", "kind": "news", "section": "world", "headline": "The harbour",
            "bylines": ["Edda Lind"], "body_markdown": "Text." });
        let story = stories::create(tx, &asked, serde_json::from_value(fields).unwrap()).await?.story.id;
        stories::schedule(tx, &asked, story, at).await.map(drop)
    };
    store.write(work).await.unwrap();
    assert_eq!(orders::faults(&newsroom).await.unwrap(), Vec::<String>::new());

    is_named_and_mended(&newsroom, "jobs: ", sql!("delete from jobs where kind = 'release'")).await;

    let next = store.read(async |tx: &mut Tx| tx.next_job_at().await).await.unwrap();
    assert_eq!(next, Some(at));
}

/// What makes the portraits of authors stand elsewhere than they must, and pictures stand with posts that are gone.
const MISPLACED: [Sql; 5] = [
    sql!("update placements set is_held = not is_held where kind = 'author'"),
    sql!("delete from placements where kind = 'author'"),
    sql!("update placements set subject = picture, part_of = picture where kind = 'author'"),
    sql!(
        "insert into placements (kind, subject, is_public, is_held, slot, picture, revision, framing)
         select 'author', id, true, false, 'portrait', id, 1, '{}' from pictures"
    ),
    sql!(
        "insert into placements (kind, subject, is_public, is_held, slot, picture, revision, framing)
         select 'post', id, true, false, 'body', id, 1, '{}' from pictures"
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn portraits_and_the_pictures_of_posts_stand_where_they_must_or_it_is_named_and_mended() {
    let place = Place::new().await;
    let newsroom = place.open().await;
    take_in_a_picture(&newsroom).await;
    write(&newsroom, 1).await;
    let work = async move |tx: &mut Tx| {
        let picture: Id = tx.one(sql!("select id from pictures"), &[]).await?;
        newsfeed::describe(tx, "edda", "en", "edda-lind", "Writes of tides.", Some(picture)).await
    };
    newsroom.plant.store.write(work).await.unwrap();
    assert_eq!(orders::faults(&newsroom).await.unwrap(), Vec::<String>::new());

    for damage in MISPLACED {
        is_named_and_mended(&newsroom, "placements: ", damage).await;
    }
}
