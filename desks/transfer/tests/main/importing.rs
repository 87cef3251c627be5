//! From file to story, with a store: who comes in, what becomes public, and that a second time changes nothing.

use crate::data::{files, sample, shared};
use crate::reading;
use crate::room::Room;
use transfer::Counts;

fn counts(imported: u64, updated: u64, skipped: u64, failed: u64) -> Counts {
    Counts { imported, updated, skipped, failed }
}

#[tokio::test]
async fn what_was_public_is_published_with_its_old_date_and_the_rest_is_not() {
    let room = Room::open().await;
    let (came, heard) = room.import(&sample("harbour.wxr"), true).await;
    let public = room.published().await;
    let found: Vec<(&str, String, &str, Option<String>)> = public
        .iter()
        .map(|story| {
            let at = story.first_published_at.to_string();
            (story.path.as_str(), at, story.section.as_str(), story.updated_at.map(|time| time.to_string()))
        })
        .collect();

    assert_eq!(came, counts(7, 0, 0, 0), "{heard:?}");
    assert_eq!(
        found,
        [
            // Without a date in UTC the edition's clock counts, which is Paris here.
            (
                "/en/2019/07/01/a-second-story-under-the-same-guid",
                "2019-07-01T10:00:00Z".into(),
                "world",
                None
            ),
            (
                "/en/2019/05/04/ferry-and-crane",
                "2019-05-04T07:00:00Z".into(),
                "business",
                Some("2019-05-05T09:30:00Z".into())
            ),
            ("/en/2018/01/01/about-us", "2018-01-01T12:00:00Z".into(), "world", None),
        ]
    );
    assert_eq!(heard.warnings.len(), 1, "{heard:?}");
    assert!(heard.warnings[0].starts_with("harbour.wxr: post 17: stays a draft: "), "{heard:?}");
    assert_eq!(heard.notes, ["harbour.wxr: left out, being no stories: 1 nav_menu_item"]);
    assert_eq!(heard.done, 7);
}

#[tokio::test]
async fn authors_topics_title_and_text_are_where_they_belong() {
    let room = Room::open().await;
    room.import(&sample("harbour.wxr"), false).await;
    let all = room.all().await;
    let ferry = all.iter().find(|fields| fields.headline.starts_with("Ferry")).unwrap();

    assert_eq!(ferry.headline, "Ferry & crane return to work");
    assert_eq!(ferry.standfirst, "After a week in dock.");
    assert_eq!(ferry.bylines, ["Mara Voss & Co"]);
    assert_eq!(ferry.topics, ["Harbour", "Ferries"]);
    assert_eq!(ferry.language, None);
    assert_eq!(ferry.body.plain_text().lines().next(), Some("The ferry sailed at six."));
    assert!(ferry.body.to_json().to_string().contains("https://notebook.example/ferry.jpg"));
    let second = all.iter().find(|fields| fields.headline.starts_with("A second")).unwrap();
    assert_eq!(
        (second.bylines.as_slice(), second.body.to_json()["content"].as_array().unwrap().len()),
        (&["guest".to_owned()][..], 2)
    );
    assert!(room.published().await.is_empty(), "without --publish all are drafts");
}

#[tokio::test]
async fn the_same_file_again_changes_nothing_and_a_changed_one_what_changed() {
    let room = Room::open().await;
    room.import(&sample("harbour.wxr"), true).await;
    let (again, _) = room.import(&sample("harbour.wxr"), true).await;
    let file =
        std::fs::read_to_string(sample("harbour.wxr")).unwrap().replace("at <strong>six", "at <strong>seven");
    let (changed, _) = room.import_bytes("harbour.wxr", file.into_bytes(), true).await;

    assert_eq!(again, counts(0, 0, 7, 0));
    assert_eq!(changed, counts(0, 1, 6, 0));
    assert_eq!(room.published().await.len(), 3);
}

#[tokio::test]
async fn a_fault_is_told_and_the_rest_goes_in() {
    let room = Room::open().await;
    let (came, heard) = room.import(&sample("broken.wxr"), false).await;

    assert_eq!(came, counts(2, 0, 0, 2));
    assert!(heard.failures.iter().all(|line| line.starts_with("broken.wxr: ")), "{heard:?}");
}

#[tokio::test]
async fn every_wordpress_file_goes_in_and_is_skipped_the_second_time() {
    let Some(folder) = shared("C-import/wordpress") else { return };
    for (name, stories, faults) in reading::names() {
        let room = Room::open().await;
        let (stories, faults) = (stories as u64, faults as u64);
        let (first, heard) = room.import(&folder.join(name), true).await;
        let (second, _) = room.import(&folder.join(name), true).await;

        assert_eq!(first, counts(stories, 0, 0, faults), "{name}: {heard:?}");
        assert_eq!(second, counts(0, 0, stories, faults), "{name}");
    }
}

/// Folder, what comes of its exports: imported, updated, skipped, failed.
const OTHERS: [(&str, [u64; 4]); 2] =
    [("C-import/pelican", [13, 0, 0, 0]), ("C-import/migrate/mg-wp-xml", [9, 4, 0, 0])];

#[tokio::test]
async fn every_export_that_others_test_with_goes_in_or_says_why_not() {
    for (folder, wanted) in OTHERS {
        let Some(root) = shared(folder) else { return };
        let room = Room::open().await;
        let mut total = Counts::default();
        for file in files(&root, &["xml"]) {
            let (came, heard) = room.import(&file, true).await;
            total.add(came);

            assert_eq!(came.failed as usize, heard.failures.len(), "{}: {heard:?}", file.display());
        }
        assert_eq!([total.imported, total.updated, total.skipped, total.failed], wanted, "{folder}");
    }
}

#[tokio::test]
async fn two_posts_under_one_guid_are_two_stories() {
    let Some(folder) = shared("C-import/wordpress") else { return };
    let room = Room::open().await;
    room.import(&folder.join("themeunittestdata.wordpress.xml"), true).await;
    let stories = room.all().await;

    assert_eq!(stories.len(), 72);
    assert!(room.published().await.len() >= 60);
}

#[tokio::test]
async fn stories_under_one_number_keep_their_places() {
    let room = Room::open().await;
    let item = |title: &str| {
        format!(
            "<item><title>{title}</title><wp:post_id>5</wp:post_id><wp:post_type>post</wp:post_type></item>"
        )
    };
    let file = format!(
        "<rss><channel><link>https://a.example</link>{}{}{}</channel></rss>",
        item("One"),
        item("Two"),
        item("One")
    );
    let (first, heard) = room.import_bytes("a.xml", file.clone().into_bytes(), false).await;
    let (second, _) = room.import_bytes("a.xml", file.into_bytes(), false).await;

    assert_eq!((first, second), (counts(2, 0, 1, 0), counts(0, 0, 3, 0)), "{heard:?}");
    assert_eq!(heard.warnings.len(), 1);
}
