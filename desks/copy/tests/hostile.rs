//! Hostile text through every entrance: what comes out runs nothing, and nothing takes long or crashes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use base::Chance;
use common::{assert_harmless, data};
use copy::{Doc, RenderOptions, canonical};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Puts a text through all entrances.
fn survives(text: &str) {
    let chance = Chance::seeded(1);
    for parsed in
        [Doc::from_html(text, &chance), Doc::from_wordpress(text, &chance), Doc::from_markdown(text, &chance)]
    {
        good(&parsed.doc, text);
    }
    let paragraph = |marks: Value| json!({"type": "paragraph", "content": [{"type": "text", "text": text, "marks": marks}]});
    let node = |kind: &str, attrs: Value| json!({"type": kind, "attrs": attrs});
    let link = json!([{"type": "link", "attrs": {"href": text}}]);
    let quote = json!({"type": "quote", "attrs": {"cite": text}, "content": [paragraph(json!([]))]});
    let boxed = json!({"type": "factbox", "attrs": {"title": text}, "content": [paragraph(json!([]))]});
    let code =
        json!({"type": "code", "attrs": {"language": text}, "content": [{"type": "text", "text": text}]});
    let nodes = [
        paragraph(json!([])),
        paragraph(link),
        node("embed", json!({"url": text})),
        quote,
        boxed,
        code,
        node("embed", json!({"url": "https://a.example/", "provider": text})),
        node("related", json!({"story": text})),
    ];
    for node in nodes {
        if let Ok(doc) = Doc::from_json(&json!({"type": "doc", "content": [node]}), "", &chance) {
            good(&doc, text);
        }
    }
}

fn good(doc: &Doc, from: &str) {
    assert_harmless(&doc.to_html(&RenderOptions::default()), from);
    let again = Doc::from_json(&doc.to_json(), "", &Chance::seeded(2));
    assert_eq!(again.as_ref(), Ok(doc), "what an entrance makes is valid: {from}");
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    files
}

#[test]
fn known_attacks_come_out_harmless() {
    let Some(folder) = data("F-security/xss") else { return };
    for (name, bytes) in files(&folder) {
        let text = String::from_utf8_lossy(&bytes);
        if name.ends_with("payloadbox-xss.txt") {
            // One by one they take long and show the same: every twentieth, and all of them at once.
            text.lines().step_by(20).for_each(survives);
        }
        if let Ok(Value::Array(cases)) = serde_json::from_str(&text) {
            cases.iter().filter_map(|case| case["payload"].as_str()).for_each(survives);
        }
        survives(&text);
    }
}

#[test]
fn attacks_on_feed_readers_come_out_harmless() {
    let Some(folder) = data("F-security/feedparser-sanitize") else { return };
    for (_, bytes) in files(&folder) {
        let text = String::from_utf8_lossy(&bytes);
        survives(&text);
        survives(
            &text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"),
        );
    }
}

#[test]
fn naughty_strings_and_fuzz_come_out_harmless() {
    if let Some(file) = data("F-security/blns.json") {
        let strings: Vec<String> = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        strings.iter().for_each(|text| survives(text));
    }
    if let Some(folder) = data("F-security/fuzzdb") {
        files(&folder).iter().for_each(|(_, bytes)| survives(&String::from_utf8_lossy(bytes)));
    }
}

#[test]
fn made_attacks_come_out_harmless() {
    let Some(folder) = data("F-security/made/html") else { return };
    files(&folder).iter().for_each(|(_, bytes)| survives(&String::from_utf8_lossy(bytes)));
}

#[test]
fn whatever_json_there_is_it_is_refused_or_read() {
    for folder in ["F-security/json-parsing", "F-security/made/json"] {
        let Some(folder) = data(folder) else { return };
        for (name, bytes) in files(&folder) {
            let Ok(value) = serde_json::from_slice::<Value>(&bytes) else { continue };
            assert!(Doc::from_json(&value, "/body", &Chance::seeded(1)).is_err(), "{name}");
            let once = canonical(&value);
            assert_eq!(canonical(&serde_json::from_slice(&once).unwrap()), once, "{name}");
        }
    }
}

/// Runs on the smallest stack that a server's thread may have. What takes the square of its length does not end.
fn comes_through(text: &'static str, times: usize) {
    let run = move || {
        let text = text.repeat(times);
        let chance = Chance::seeded(1);
        for parsed in [
            Doc::from_html(&text, &chance),
            Doc::from_wordpress(&text, &chance),
            Doc::from_markdown(&text, &chance),
        ] {
            let html = parsed.doc.to_html(&RenderOptions::default());
            assert!(Doc::from_json(&parsed.doc.to_json(), "", &chance).is_ok());
            drop(html);
        }
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn deep_nesting_neither_overflows_nor_takes_long() {
    for text in [
        "<div>",
        "<b>",
        "<blockquote>",
        "<ul><li>",
        "<table><tr><td>",
        "<svg>",
        "<a href=/x><p>",
        "<font size=1>",
    ] {
        comes_through(text, 50_000);
    }
    for text in ["> ", "- ", "* a\n", "[", "**a", "<i><p>", "</p>", "<!--", "[a b=1]", "<table>x"] {
        comes_through(text, 50_000);
    }
}

#[test]
fn many_attributes_do_not_take_the_square_of_their_number() {
    let attrs: String = (0..150_000).map(|n| format!(" a{n}=x")).collect();
    let html = format!("<p>before</p><p{attrs}>behind");
    let parsed = Doc::from_html(&html, &Chance::seeded(1));

    assert_eq!(parsed.doc.blocks[0].node.to_json()["content"][0]["text"], "before");
    assert_eq!(parsed.dropped[0].what, "what is too long");
}

#[test]
fn a_large_picture_within_the_text_does_not_cut_it() {
    let html = format!("<img src=\"data:image/png;base64,{}\"><p>behind", "iVBORw0/GgoA+AAN".repeat(100_000));
    let parsed = Doc::from_html(&html, &Chance::seeded(1));

    assert_eq!(parsed.doc.plain_text(), "behind");
}

#[test]
fn wordpress_exports_go_in() {
    let Some(folder) = data("C-import/wordpress") else { return };
    for (_, bytes) in files(&folder) {
        let text = String::from_utf8_lossy(&bytes);
        for part in text.split("<content:encoded><![CDATA[").skip(1) {
            let post = part.split("]]></content:encoded>").next().unwrap();
            good(&Doc::from_wordpress(post, &Chance::seeded(1)).doc, post);
        }
    }
}
