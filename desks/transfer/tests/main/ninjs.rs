//! ninjs: what goes where, what stays out, and every file of the IPTC's own.

use crate::data::{files, shared};
use crate::room::{Heard, Room};
use copy::Node;
use serde_json::{Value, json};
use stories::Fields;
use transfer::{Counts, Format};

async fn import(room: &Room, item: &Value) -> (Counts, Heard) {
    room.import_as(Format::Ninjs, "item.json", item.to_string().into_bytes(), true).await
}

fn story() -> Value {
    json!({
        "uri": "urn:example:1", "type": "text", "version": "2", "pubstatus": "usable",
        "firstcreated": "2019-05-04T07:00:00Z", "versioncreated": "2019-05-04T09:00:00+0000",
        "headline": "Ferry &amp; crane", "description_text": "After a week.", "byline": "By Mara Voss",
        "located": "Port Ansel", "copyrightholder": "Coast News", "language": "fr", "slugline": "FERRY",
        "body_xhtml": "<h1>Ferry &amp; crane</h1><p>The <b>ferry</b> sailed.</p><script>x</script>",
        "subject": [{ "name": "Economy", "code": "04000000" }, { "name": "Ferries", "code": "20000777" }],
        "associations": {
            "main": { "type": "picture", "uri": "urn:p", "description_caption": "The ferry.", "byline": "J. Roe",
                "copyrightholder": "Coast News", "description_alt": "A ship", "renditions": {
                    "small": { "href": "https://a.example/s.jpg", "mimetype": "image/jpeg", "width": 100 },
                    "large": { "href": "https://a.example/l.jpg", "mimetype": "image/jpeg", "width": 900 } } },
            "film": { "type": "video", "uri": "urn:v" }
        }
    })
}

fn third(item: Value) -> Value {
    let mut item = item;
    let names = [
        ("pubstatus", "pubStatus"),
        ("firstcreated", "firstCreated"),
        ("versioncreated", "versionCreated"),
        ("copyrightholder", "copyrightHolder"),
        ("byline", "by"),
        ("subject", "subjects"),
    ];
    let map = item.as_object_mut().unwrap();
    for (old, new) in names {
        let value = map.remove(old).unwrap();
        map.insert(new.into(), value);
    }
    let headline = map.remove("headline").unwrap();
    map.insert(
        "headlines".into(),
        json!([{ "role": "seo", "value": "x" }, { "role": "main", "value": headline }]),
    );
    let text = map.remove("description_text").unwrap();
    map.insert("descriptions".into(), json!([{ "role": "lead", "value": text }]));
    let body = map.remove("body_xhtml").unwrap();
    let bodies =
        json!([{ "contentType": "text/plain", "value": "x" }, { "contentType": "text/html", "value": body }]);
    map.insert("bodies".into(), bodies);
    let picture = json!({ "name": "main", "type": "picture", "uri": "urn:p", "by": "J. Roe", "copyrightHolder": "Coast News",
        "descriptions": [{ "role": "caption", "value": "The ferry." }, { "role": "alt", "value": "A ship" }],
        "renditions": [{ "name": "a", "href": "https://a.example/s.jpg", "width": 100 },
            { "name": "b", "href": "https://a.example/l.jpg", "width": 900 }] });
    map.insert("associations".into(), json!([picture, { "name": "film", "type": "video", "uri": "urn:v" }]));
    item
}

fn says_it_all(fields: &Fields) {
    assert_eq!((fields.headline.as_str(), fields.standfirst.as_str()), ("Ferry & crane", "After a week."));
    assert_eq!(
        (fields.section.as_str(), fields.topics.as_slice()),
        ("business", &["Economy".into(), "Ferries".into()][..])
    );
    assert_eq!(
        (fields.bylines.as_slice(), fields.slugline.as_str()),
        (&["Mara Voss".to_owned()][..], "FERRY")
    );
    assert_eq!(fields.language.as_deref(), Some("fr"));
    let dateline = fields.dateline.as_ref().unwrap();
    assert_eq!((dateline.place.as_str(), dateline.source.as_deref()), ("Port Ansel", Some("Coast News")));
    assert_eq!(fields.body.plain_text(), "The ferry sailed.");
    let Node::Picture(picture) = &fields.body.blocks[0].node else { panic!("{fields:?}") };
    assert_eq!(picture.waiting.as_deref(), Some("https://a.example/l.jpg"));
    assert_eq!((picture.caption.as_str(), picture.alt.as_str()), ("The ferry.", "A ship"));
    assert_eq!(picture.credit, "Coast News / J. Roe");
}

#[tokio::test]
async fn an_item_of_1_x_and_of_3_x_say_the_same() {
    for item in [story(), third(story())] {
        let room = Room::open().await;
        let (came, heard) = import(&room, &item).await;
        let public = room.published().await;

        assert_eq!(came, Counts { imported: 1, ..Counts::default() }, "{heard:?}");
        says_it_all(&room.newest(public[0].story).await);
        assert_eq!(public[0].first_published_at.to_string(), "2019-05-04T07:00:00Z");
        assert_eq!(
            public[0].updated_at.map(|time| time.to_string()).as_deref(),
            Some("2019-05-04T09:00:00Z")
        );
        assert!(
            heard.notes[0].ends_with("left out of its text: script, association of type video"),
            "{heard:?}"
        );
    }
}

#[tokio::test]
async fn a_higher_version_is_an_update_and_a_lower_one_changes_nothing() {
    let room = Room::open().await;
    let with = |version: &str, headline: &str| {
        let mut item = story();
        item["version"] = json!(version);
        item["headline"] = json!(headline);
        item
    };
    import(&room, &with("2", "Two")).await;

    let (same, _) = import(&room, &with("2", "Two")).await;
    let (higher, _) = import(&room, &with("10", "Ten")).await;
    let (lower, heard) = import(&room, &with("9", "Nine")).await;

    assert_eq!((same.skipped, higher.updated, lower.skipped), (1, 1, 1));
    assert!(heard.warnings[0].ends_with("version 9 is older than version 10, which is here"), "{heard:?}");
    assert_eq!(room.published().await[0].headline, "Ten");
}

#[tokio::test]
async fn what_is_held_back_or_canceled_reaches_no_one() {
    let room = Room::open().await;
    let with = |name: &str, field: &str, value: &str| {
        let mut item = story();
        item["uri"] = json!(format!("urn:example:{name}"));
        item[field] = json!(value);
        item
    };
    let (held, heard) = import(&room, &with("held", "embargoed", "2099-01-01T00:00:00Z")).await;
    assert_eq!(held.imported, 1);
    assert!(heard.warnings[0].contains("stays a draft: The story is under embargo until 2099"), "{heard:?}");
    // The source takes it away again: only people lift it here.
    let (again, _) = import(&room, &with("held", "headline", "Without")).await;
    let (withheld, _) = import(&room, &with("withheld", "pubstatus", "withheld")).await;
    let (canceled, heard) = import(&room, &with("canceled", "pubstatus", "canceled")).await;
    let (unreadable, told) = import(&room, &with("unreadable", "embargoed", "Next Monday")).await;

    assert_eq!((again.updated, withheld.imported, canceled.skipped, unreadable.failed), (1, 1, 1, 1));
    assert!(heard.warnings[0].contains("canceled at the source"), "{heard:?}");
    assert!(told.failures[0].contains("nobody knows when it ends"), "{told:?}");
    assert!(room.published().await.is_empty());
}

#[tokio::test]
async fn a_source_can_put_an_embargo_on_but_not_on_what_is_public() {
    let room = Room::open().await;
    let mut item = story();
    room.import_as(Format::Ninjs, "a", item.to_string().into_bytes(), false).await;
    item["embargoed"] = json!("2099-01-01T00:00:00Z");
    let (put_on, _) = import(&room, &item).await;
    assert_eq!((put_on.updated, room.published().await.len()), (1, 0));

    let mut other = story();
    other["uri"] = json!("urn:example:2");
    import(&room, &other).await;
    other["embargoed"] = json!("2099-01-01T00:00:00Z");
    other["headline"] = json!("Later");
    import(&room, &other).await;
    assert_eq!(room.published().await.len(), 1, "what is public is taken off by people alone");
}

#[tokio::test]
async fn a_list_lines_and_faults_among_them_cost_no_other_item() {
    let item =
        |n: u32| json!({ "uri": format!("urn:{n}"), "headline": format!("{n}"), "body_text": "a\n\nb" });
    let lines = format!("{}\n{{\"uri\": }}\n\n{}\n[1]\n{{\"headline\": 1}}\n", item(1), item(2));
    let list =
        format!("[\n {},\n {{\"uri\": \"urn:x\", \"headline\": \"open,\n }},\n {}\n]", item(1), item(2));
    for (name, text, failed) in [("lines", lines, 3), ("list", list, 1)] {
        let room = Room::open().await;
        let (came, heard) = room.import_as(Format::Ninjs, name, text.into_bytes(), false).await;

        assert_eq!((came.imported, came.failed), (2, failed), "{name}: {heard:?}");
    }
    let room = Room::open().await;
    for (text, why) in
        [("", "holds no item"), ("hello", "no JSON"), ("{\"uri\": \"urn:1\"", "ends within an item")]
    {
        let (came, heard) = room.import_as(Format::Ninjs, "x", text.into(), false).await;
        assert!(came.failed == 1 && heard.failures[0].contains(why), "{text}: {heard:?}");
    }
}

/// Folder, what comes of its files when they are read one after the other.
const FOLDERS: [(&str, [u64; 4]); 4] = [
    ("A-iptc/ninjs/examples", [29, 0, 10, 1]),
    ("A-iptc/ninjs/validation/test_suite", [145, 7, 28, 16]),
    ("B-wire/superdesk-core", [3, 1, 0, 5]),
    ("B-wire/web-publisher", [1, 0, 0, 0]),
];

#[tokio::test]
async fn every_file_of_the_iptc_goes_in_or_says_why_not() {
    for (folder, wanted) in FOLDERS {
        let Some(root) = shared(folder) else { return };
        let room = Room::open().await;
        let mut total = Counts::default();
        for file in files(&root, &["json"]) {
            let bytes = std::fs::read(&file).unwrap();
            let (came, heard) = room.import_as(Format::Ninjs, "f", bytes, true).await;
            total.add(came);

            assert_eq!(came.failed as usize, heard.failures.len(), "{}", file.display());
            let is_told = came.all() > 0 || !heard.notes.is_empty();
            assert!(is_told, "{}: {heard:?}", file.display());
        }
        assert_eq!([total.imported, total.updated, total.skipped, total.failed], wanted, "{folder}");
    }
}
