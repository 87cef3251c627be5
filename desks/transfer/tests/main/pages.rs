//! Saved pages: the article and nothing else, what the page says of itself, and the pages of the test data.

use crate::data::{files, shared};
use crate::room::Room;
use copy::Node;
use transfer::{Counts, Format};

fn page(head: &str) -> String {
    let paragraph =
        "<p>The ferry sailed at six in the morning, with forty people on board, and came back at noon.</p>";
    format!(
        "<!DOCTYPE html><html lang='fr'><head><title>Ferry sails – Coast</title>{head}</head><body>
         <nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>
         <article><h1>Ferry sails</h1>{}<figure><img src='/f.jpg' alt='A ship'><figcaption>Out.</figcaption></figure></article>
         <aside class='related'><h2>Most read</h2><ul><li><a href='/a'>A</a></li></ul></aside>
         <footer>Copyright Coast. All rights reserved.</footer></body></html>",
        paragraph.repeat(8)
    )
}

const HEAD: &str = r#"<meta charset="utf-8"><link rel="canonical" href="https://coast.example/2019/05/ferry">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry sails",
"author":{"@type":"Person","name":"Mara Voss"},"datePublished":"2019-05-04T07:00:00Z","dateModified":"2019-05-05T07:00:00Z"}</script>
<meta name="description" content="It is back."><meta property="article:section" content="Business">
<meta property="article:tag" content="Ferries"><meta property="og:image" content="https://coast.example/og.jpg">"#;

#[tokio::test]
async fn the_article_comes_in_and_what_stands_around_it_does_not() {
    let room = Room::open().await;
    let (came, heard) = room.import_as(Format::Html, "page.html", page(HEAD).into(), true).await;
    let public = room.published().await;
    let fields = room.newest(public[0].story).await;
    let text = fields.body.plain_text();

    assert_eq!(came, Counts { imported: 1, ..Counts::default() }, "{heard:?}");
    assert_eq!((fields.headline.as_str(), fields.standfirst.as_str()), ("Ferry sails", "It is back."));
    assert_eq!(
        (fields.bylines.as_slice(), fields.topics.as_slice()),
        (&["Mara Voss".to_owned()][..], &["Ferries".to_owned()][..])
    );
    assert_eq!((fields.section.as_str(), fields.language.as_deref()), ("business", Some("fr")));
    assert!(text.starts_with("The ferry sailed") && text.matches("at noon").count() == 8, "{text}");
    for foreign in ["Home", "Most read", "Copyright", "Ferry sails"] {
        assert!(!text.contains(foreign), "{foreign}: {text}");
    }
    let picture = fields.body.pictures()[0];
    assert_eq!(picture.waiting.as_deref(), Some("https://coast.example/f.jpg"));
    assert_eq!((picture.alt.as_str(), picture.caption.as_str()), ("A ship", "Out."));
    assert_eq!(public[0].first_published_at.to_string(), "2019-05-04T07:00:00Z");
    let (again, _) = room.import_as(Format::Html, "other.html", page(HEAD).into(), true).await;
    assert_eq!(again.skipped, 1, "it is known by its own address");
}

#[tokio::test]
async fn a_page_that_says_nothing_of_itself_is_a_draft() {
    let room = Room::open().await;
    let (came, heard) = room.import_as(Format::Html, "page.html", page("").into(), true).await;
    let (short, told) = room.import_as(Format::Html, "short.html", "<p>One line.</p>".into(), true).await;
    let (none, why) = room.import_as(Format::Html, "none.html", "<html></html>".into(), true).await;

    assert_eq!((came.imported, short.imported, none.failed), (1, 1, 1), "{heard:?} {told:?}");
    assert!(heard.warnings[0].contains("does not say when"), "{heard:?}");
    assert_eq!(why.failures, ["none.html: holds neither a title nor a text"]);
    assert!(room.published().await.is_empty());
}

#[tokio::test]
async fn what_a_page_shares_with_others_waits_where_it_has_no_picture() {
    let room = Room::open().await;
    let html = page(HEAD).replace("<figure>", "<!--").replace("</figure>", "-->");
    room.import_as(Format::Html, "page.html", html.into(), true).await;
    let fields = room.newest(room.published().await[0].story).await;

    let Node::Picture(picture) = &fields.body.blocks[0].node else { panic!("{fields:?}") };
    assert_eq!(picture.waiting.as_deref(), Some("https://coast.example/og.jpg"));
}

/// Folder, what comes of its pages: imported, updated, skipped, failed.
const FOLDERS: [(&str, [u64; 4]); 2] = [("C-import/migrate", [16, 0, 1, 0]), ("B-wire", [1, 0, 0, 0])];

#[tokio::test]
async fn every_page_goes_in_or_says_why_not() {
    for (folder, wanted) in FOLDERS {
        let Some(root) = shared(folder) else { return };
        let room = Room::open().await;
        let mut total = Counts::default();
        for file in files(&root, &["html"]) {
            let name = file.strip_prefix(&root).unwrap().display().to_string();
            let (came, heard) =
                room.import_as(Format::Html, &name, std::fs::read(&file).unwrap(), true).await;
            total.add(came);

            assert_eq!(came.failed as usize, heard.failures.len(), "{name}");
        }
        assert_eq!([total.imported, total.updated, total.skipped, total.failed], wanted, "{folder}");
    }
}
