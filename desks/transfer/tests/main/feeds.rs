//! Feeds: what goes where, and every feed of the test data, the hostile ones too.

use crate::data::{files, shared};
use crate::room::Room;
use base::Time;
use copy::Node;
use std::time::{Duration, Instant};
use store::{Tx, sql};
use transfer::{Counts, Format};

const RSS: &str = r#"<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Coast</title><link>https://coast.example/</link><language>fr</language>
<item><title>Caf&#233; &amp; port</title><link>https://coast.example/2019/05/port/</link><guid isPermaLink="false">7</guid>
<author>mara@coast.example (Mara Voss)</author><category>Business</category><category>Harbour</category>
<pubDate>Sat, 04 May 2019 07:00:00 +0000</pubDate><description>A summary.</description>
<content:encoded><![CDATA[<p>Text.</p><iframe src="x"></iframe>]]></content:encoded>
<media:content url="https://coast.example/l.jpg" type="image/jpeg" width="900"><media:description>A ship.</media:description><media:credit>J. Roe</media:credit></media:content>
</item><item><title>Without a date</title><description>Only this.</description></item></channel></rss>"#;

#[tokio::test]
async fn an_entry_is_a_story_with_its_picture_waiting() {
    let room = Room::open().await;
    let (came, heard) = room.import_as(Format::Rss, "feed.xml", RSS.into(), true).await;
    let public = room.published().await;
    let fields = room.newest(public[0].story).await;

    assert_eq!(came, Counts { imported: 2, ..Counts::default() }, "{heard:?}");
    assert_eq!((fields.headline.as_str(), fields.standfirst.as_str()), ("Café & port", "A summary."));
    assert_eq!(
        (fields.section.as_str(), fields.topics.as_slice()),
        ("business", &["Harbour".to_owned()][..])
    );
    assert_eq!(
        (fields.bylines.as_slice(), fields.language.as_deref()),
        (&["Mara Voss".to_owned()][..], Some("fr"))
    );
    assert_eq!(fields.body.plain_text(), "Text.");
    let Node::Picture(picture) = &fields.body.blocks[0].node else { panic!("{fields:?}") };
    assert_eq!(picture.waiting.as_deref(), Some("https://coast.example/l.jpg"));
    assert_eq!((picture.caption.as_str(), picture.credit.as_str()), ("A ship.", "J. Roe"));
    assert_eq!(public[0].first_published_at.to_string(), "2019-05-04T07:00:00Z");
    assert!(heard.warnings[0].ends_with("stays a draft: it has no date"), "{heard:?}");
    let (again, _) = room.import_as(Format::Rss, "feed.xml", RSS.into(), true).await;
    let (changed, _) =
        room.import_as(Format::Rss, "feed.xml", RSS.replace("Text.", "New.").into(), true).await;
    assert_eq!((again.skipped, changed.updated, changed.skipped), (2, 1, 1));
}

#[tokio::test]
async fn what_its_source_dates_ahead_of_now_waits_for_its_hour() {
    let room = Room::open().await;
    let ahead = RSS.replace("Sat, 04 May 2019 07:00:00 +0000", "Sat, 01 May 2027 07:00:00 +0000");

    let (came, heard) = room.import_as(Format::Rss, "feed.xml", ahead.into(), true).await;

    assert_eq!(came.imported, 2, "{heard:?}");
    assert!(room.published().await.is_empty());
    let hours = async |tx: &mut Tx| -> base::Result<Vec<Time>> {
        tx.query(sql!("select scheduled_at from stories where scheduled_at is not null"), &[]).await
    };
    let hours = room.store.read(hours).await.unwrap();
    assert_eq!(hours, ["2027-05-01T07:00:00Z".parse::<Time>().unwrap()]);
}

#[tokio::test]
async fn a_feed_with_bytes_that_are_no_text_comes_in_and_says_so() {
    let room = Room::open().await;
    let mut bytes = RSS.replace("iso-8859-1", "utf-8").into_bytes();
    let at = bytes.windows(5).position(|word| word == b"Text.").unwrap();
    bytes[at] = 0xff;

    let (came, heard) = room.import_as(Format::Rss, "feed.xml", bytes, false).await;

    assert_eq!(came.imported, 2);
    assert!(heard.warnings.iter().any(|line| line.contains("bytes that are no text")), "{heard:?}");
}

#[tokio::test]
async fn atom_and_json_feed_are_read_and_other_files_say_why_not() {
    let room = Room::open().await;
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>urn:f</id><updated>2020-01-01T00:00:00Z</updated>
        <entry><id>urn:1</id><title>Atom</title><updated>2020-01-01T00:00:00Z</updated><content type="html">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>"#;
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","title":"JSON","content_text":"x"}]}"#;
    let wide: Vec<u8> = format!("\u{feff}{atom}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, wanted) in [(atom.into(), "imported 1"), (json.into(), "imported 1"), (wide, "skipped 1")] {
        let (came, heard) = room.import_as(Format::Rss, "f", bytes, true).await;
        assert!(came.to_string().contains(wanted), "{wanted}: {came}, {heard:?}");
    }
    for bytes in ["", "hello", "<html></html>", "{}", "<rss version='2.0'>"] {
        let (came, heard) = room.import_as(Format::Rss, "f", bytes.into(), true).await;
        assert_eq!((came.failed, heard.failures.len()), (1, 1), "{bytes}: {heard:?}");
    }
}

/// Folder, what comes of its feeds: imported, updated, skipped, failed.
const FOLDERS: [(&str, [u64; 4]); 8] = [
    ("C-import/migrate/mg-libsyn", [2, 0, 0, 0]),
    ("D-feeds/feed-rs", [75, 0, 0, 4]),
    ("D-feeds/feedparser", [246, 0, 5, 57]),
    ("D-feeds/feedvalidator", [463, 196, 526, 170]),
    ("D-feeds/jsonfeed", [12, 0, 0, 4]),
    ("D-feeds/rome", [218, 43, 383, 3]),
    ("D-feeds/simplepie", [101, 0, 2, 0]),
    ("F-security/feedparser-sanitize", [327, 0, 0, 0]),
];

#[tokio::test]
async fn every_feed_goes_in_or_says_why_not() {
    for (folder, wanted) in FOLDERS {
        let Some(root) = shared(folder) else { return };
        let room = Room::open().await;
        let mut total = Counts::default();
        for file in files(&root, &["xml", "rss", "atom", "json"]) {
            let bytes = std::fs::read(&file).unwrap();
            // Most of these feeds do not say what they are called, so that their files' names count.
            let (came, heard) = room.import_as(Format::Rss, &file.display().to_string(), bytes, true).await;
            total.add(came);

            assert_eq!(came.failed as usize, heard.failures.len(), "{}", file.display());
            assert!(came.all() > 0 || !heard.notes.is_empty(), "{}: {heard:?}", file.display());
        }
        assert_eq!([total.imported, total.updated, total.skipped, total.failed], wanted, "{folder}");
    }
}

#[tokio::test]
async fn hostile_files_cost_no_time_at_any_entrance() {
    let Some(root) = shared("F-security") else { return };
    let room = Room::open().await;
    for file in files(&root, &[]) {
        let bytes = std::fs::read(&file).unwrap();
        for format in [Format::Rss, Format::Ninjs, Format::Html] {
            let begun = Instant::now();
            let (_, heard) = room.import_as(format, "f", bytes.clone(), true).await;

            assert!(begun.elapsed() < Duration::from_secs(10), "{format:?} {}", file.display());
            assert!(
                !heard.failures.iter().any(|line| line.contains("broke off")),
                "{format:?} {}",
                file.display()
            );
        }
    }
    for story in room.all().await {
        let html = story.body.to_html(&copy::RenderOptions::default()).to_lowercase();
        assert!(!html.contains("<script") && !html.contains("\"javascript:"), "{}", story.headline);
    }
}
