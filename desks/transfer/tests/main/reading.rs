//! What the reader makes of files: of every WordPress file in the test data, and of faults and encodings.

use crate::data::{open, sample, shared};
use std::io::Cursor;
use transfer::wxr::{Fault, Item, Reader};

/// File, all items, stories among them, faults.
const FILES: [(&str, usize, usize, usize); 27] = [
    ("theme-preview.xml", 7, 7, 0),
    ("themeunittestdata.wordpress.xml", 180, 72, 0),
    ("importer/phpunit/data/test-serialized-comment-meta.xml", 1, 1, 0),
    ("importer/phpunit/data/valid-wxr-1.0.xml", 6, 6, 0),
    ("importer/phpunit/data/wxr-utf-8-challenges.xml", 1, 1, 0),
    ("importer/phpunit/data/multiple-cdata.xml", 1, 1, 0),
    ("importer/phpunit/data/test-serialized-postmeta-no-cdata.xml", 1, 1, 0),
    // Ends in the middle of its only item.
    ("importer/phpunit/data/malformed-simple.xml", 0, 0, 1),
    ("importer/phpunit/data/wxr-flat-attachment-same-site.xml", 2, 1, 0),
    ("importer/phpunit/data/cdata-edge.xml", 1, 1, 0),
    ("importer/phpunit/data/test-serialized-postmeta-with-cdata.xml", 1, 1, 0),
    ("importer/phpunit/data/invalid-version-tag.xml", 0, 0, 0),
    ("importer/phpunit/data/slashes.xml", 1, 1, 0),
    ("importer/phpunit/data/test-utw-post-meta-import.xml", 1, 1, 0),
    ("importer/phpunit/data/crazy-cdata.xml", 1, 1, 0),
    // One item has neither type nor text.
    ("importer/phpunit/data/a11y-unit-test-data.xml", 154, 64, 0),
    ("importer/phpunit/data/term-meta.xml", 0, 0, 0),
    ("importer/phpunit/data/small-export.xml", 11, 11, 0),
    ("importer/phpunit/data/authors-multiline.xml", 1, 1, 0),
    ("importer/e2e/fixtures/wxr-base-url-rewriting.xml", 1, 1, 0),
    ("superdesk/wordpress_wxr.xml", 5, 5, 0),
    ("superdesk/wordpress_wxr_thumb.xml", 2, 1, 0),
    ("superdesk/wordpress_wxr_funke.xml", 1, 1, 0),
    ("blueprints/stylish-press/site-content.wxr", 3, 3, 0),
    ("blueprints/stylish-press/woo-products.wxr", 47, 0, 0),
    ("blueprints/install-activate-setup-theme-from-gh-repo/blueprint-content.xml", 15, 7, 0),
    ("blueprints/reset-data-and-import-content/starter-content.xml", 1, 1, 0),
];

pub fn names() -> impl Iterator<Item = (&'static str, usize, usize)> {
    FILES.into_iter().map(|(name, _, stories, faults)| (name, stories, faults))
}

fn read(bytes: impl Into<Vec<u8>>) -> (Vec<Item>, Vec<Fault>) {
    sort(Reader::new(Cursor::new(bytes.into())))
}

fn sort(read: impl Iterator<Item = Result<Item, Fault>>) -> (Vec<Item>, Vec<Fault>) {
    let (mut items, mut faults) = (Vec::new(), Vec::new());
    for next in read {
        match next {
            Ok(item) => items.push(item),
            Err(fault) => faults.push(fault),
        }
    }
    (items, faults)
}

fn wrapped(item: &str) -> String {
    format!(
        r#"<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://a.example</link>{item}</channel></rss>"#
    )
}

#[test]
fn every_wordpress_file_is_read_as_it_stands_in_the_table() {
    let Some(folder) = shared("C-import/wordpress") else { return };
    for (name, all, stories, wrong) in FILES {
        let (items, faults) = sort(Reader::new(open(&folder.join(name))));
        let found = items.iter().filter(|item| item.is_story()).count();

        assert_eq!((items.len(), found, faults.len()), (all, stories, wrong), "{name}: {faults:?}");
    }
}

#[test]
fn cdata_that_was_split_or_nested_is_one_text() {
    let Some(folder) = shared("C-import/wordpress/importer/phpunit/data") else { return };
    for (name, text) in [
        ("crazy-cdata.xml", "Content with nested <![CDATA[ tags ]]> :)"),
        ("cdata-edge.xml", "ends with sequence ]] >"),
        ("multiple-cdata.xml", "line oneline twoline three"),
    ] {
        assert_eq!(sort(Reader::new(open(&folder.join(name)))).0[0].content, text, "{name}");
    }
}

#[test]
fn a_fault_costs_its_item_and_says_the_line() {
    let (items, faults) = sort(Reader::new(open(&sample("broken.wxr"))));
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();

    assert_eq!(items.iter().map(|item| item.post_id.as_str()).collect::<Vec<_>>(), ["1", "4"]);
    assert!(said[0].contains("titel") && said[0].ends_with("(line 11)"), "{said:?}");
    assert_eq!(said[1], "an item is not closed before the next begins (line 17)");
    assert_eq!(said.len(), 2);
}

#[test]
fn markup_and_references_that_should_have_been_escaped_stay_readable() {
    let (items, _) = sort(Reader::new(open(&sample("broken.wxr"))));

    assert_eq!(items[1].title, "AT&T and bold &nbsp; markup");
    assert_eq!(items[1].content, r#"<p>Not <em class="x">escaped</em>,<br/> but there.</p>"#);
}

#[test]
fn other_encodings_are_read_and_unknown_ones_refused() {
    let file = wrapped("<item><title>café</title><wp:post_id>1</wp:post_id></item>");
    let mut latin = br#"<?xml version="1.0" encoding="ISO-8859-1"?>"#.to_vec();
    latin.extend(file.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()));
    let utf16: Vec<u8> = format!("\u{feff}{file}").encode_utf16().flat_map(u16::to_le_bytes).collect();

    assert_eq!(read(latin).0[0].title, "café");
    assert_eq!(read(utf16).0[0].title, "café");
    let unknown = read(format!("<?xml version='1.0' encoding='klingon'?>{file}")).1;
    assert_eq!(unknown[0].why, "its encoding “klingon” is not known");
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_told_of() {
    let file = wrapped("<wp:x/><item><title>caf@ \u{b}x</title></item>").replace('@', "\u{1}");
    let bytes: Vec<u8> = file.bytes().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect();
    let mut reader = Reader::new(Cursor::new(bytes));

    assert_eq!(reader.next().unwrap().unwrap().title, "caf� x");
    assert!(reader.is_damaged());
}

#[test]
fn an_end_that_comes_too_early_is_a_fault() {
    let file = wrapped("<item><wp:post_id>1</wp:post_id></item>");

    assert_eq!(read(&file[..file.len() - 3]).1.len(), 1);
    assert_eq!(read(&file[..file.len() - 16]).1[0].why, "the file ends before </rss>");
    assert!(read("").1[0].why.starts_with("no export of WordPress"));
    assert_eq!(read("{}").1.len(), 1);
}

#[test]
fn rss_of_another_house_is_no_export() {
    let (items, faults) = read("<rss><channel><item><title>x</title></item></channel></rss>");

    assert!(items.is_empty() && faults[0].why.starts_with("no export of WordPress"), "{faults:?}");
}
