//! The tree as JSON: what goes in, what does not, and where the fault is said to be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use base::Chance;
use copy::{Doc, RenderOptions, canonical};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn faults(content: Value) -> Vec<String> {
    let value = json!({"type": "doc", "content": content});
    match Doc::from_json(&value, "/body", &Chance::seeded(1)) {
        Ok(doc) => panic!("{doc:?} was taken"),
        Err(faults) => faults.into_iter().map(|fault| fault.pointer).collect(),
    }
}

fn para(text: &str) -> Value {
    json!({"type": "paragraph", "content": [{"type": "text", "text": text}]})
}

/// One of everything.
fn everything() -> Value {
    let id = "01912345-0000-7000-8000-000000000000";
    json!({"type": "doc", "content": [
        {"type": "paragraph", "attrs": {"id": "aaaaaaa1"}, "content": [
            {"type": "text", "marks": [{"type": "link", "attrs": {"href": "https://a.example/?b=1"}}, {"type": "strong"}, {"type": "em"},
                {"type": "strike"}, {"type": "sub"}, {"type": "sup"}, {"type": "code"}], "text": "a"},
            {"type": "hard_break"}, {"type": "text", "text": "b"}]},
        {"type": "heading", "attrs": {"id": "aaaaaaa2", "level": 4}, "content": [{"type": "text", "text": "c"}]},
        {"type": "quote", "attrs": {"id": "aaaaaaa3", "cite": "D"}, "content": [para("d")]},
        {"type": "list", "attrs": {"id": "aaaaaaa4", "ordered": true, "start": 2}, "content": [
            {"type": "list_item", "content": [para("e"), {"type": "list", "attrs": {"ordered": false},
                "content": [{"type": "list_item", "content": [para("f")]}]}]}]},
        {"type": "picture", "attrs": {"id": "aaaaaaa5", "picture": id, "alt": "x", "caption": "y"}},
        {"type": "gallery", "attrs": {"id": "aaaaaaa6"}, "content": [
            {"type": "picture", "attrs": {"waiting": "https://a.example/1", "alt": "", "caption": ""}}]},
        {"type": "related", "attrs": {"id": "aaaaaaa7", "story": id}},
        {"type": "embed", "attrs": {"id": "aaaaaaa8", "url": "https://a.example/v", "provider": "v"}},
        {"type": "factbox", "attrs": {"id": "aaaaaaa9", "title": "G"}, "content": [para("g")]},
        {"type": "table", "attrs": {"id": "aaaaaaaa"}, "content": [{"type": "table_row", "content": [
            {"type": "table_cell", "attrs": {"header": true}, "content": [{"type": "text", "text": "h"}]},
            {"type": "table_cell"}]}]},
        {"type": "code", "attrs": {"id": "aaaaaaab", "language": "c++"}, "content": [{"type": "text", "text": "i\n\tj"}]},
        {"type": "rule", "attrs": {"id": "aaaaaaac"}}]})
}

#[test]
fn one_of_everything_comes_out_as_it_went_in() {
    let doc = Doc::from_json(&everything(), "", &Chance::seeded(1)).unwrap();

    assert_eq!(doc.to_json(), everything());
    assert_eq!(serde_json::from_value::<Doc>(everything()).unwrap(), doc);
    assert_eq!(doc.plain_text(), "a\nb\n\nc\n\nd\n\nD\n\ne\n\nf\n\nG\n\ng\n\nh\t\n\ni\n\tj");
    assert_eq!(doc.word_count(), 12);
}

#[test]
fn one_of_everything_is_rendered() {
    let doc = Doc::from_json(&everything(), "", &Chance::seeded(1)).unwrap();
    let options = RenderOptions {
        picture: &|picture| Some(format!("<img alt=\"{}\">", picture.alt)),
        related: &|story| Some(story.len().to_string()),
        ..RenderOptions::default()
    };

    let html = doc.to_html(&options);
    let marks = "<strong><em><s><sub><sup><code>a<br></code></sup></sub></s></em></strong>";
    let link = format!("<a href=\"https://a.example/?b=1\">{marks}</a>");
    assert!(html.starts_with(&format!("<p data-block=\"aaaaaaa1\">{link}b</p>")), "{html}");
    assert!(
        html.contains("<ol start=\"2\" data-block=\"aaaaaaa4\"><li>e<ul><li>f</li></ul></li></ol>"),
        "{html}"
    );
    assert!(
        html.contains("<figure class=\"picture\" data-block=\"aaaaaaa5\"><img alt=\"x\"></figure>"),
        "{html}"
    );
    assert!(html.contains("<aside class=\"related\" data-block=\"aaaaaaa7\">36</aside>"), "{html}");
    assert!(!html.contains("gallery"), "a gallery of waiting pictures shows nothing: {html}");
}

#[test]
fn blocks_without_an_id_get_one_and_keep_it() {
    let value = json!({"type": "doc", "content": [para("a"), para("b")]});
    let doc = Doc::from_json(&value, "", &Chance::seeded(1)).unwrap();

    assert_eq!(doc.blocks[0].id.len(), 8);
    assert_ne!(doc.blocks[0].id, doc.blocks[1].id);
    assert_eq!(Doc::from_json(&doc.to_json(), "", &Chance::seeded(2)).unwrap(), doc);
    assert!(serde_json::from_value::<Doc>(value).is_err(), "what is kept has its ids");
}

#[test]
fn unknown_things_are_refused_where_they_stand() {
    assert_eq!(faults(json!([{"type": "blink"}])), ["/body/content/0/type"]);
    assert_eq!(faults(json!([3])), ["/body/content/0"]);
    assert_eq!(faults(json!([{"type": "rule", "attrs": {"a/b~": 1}}])), ["/body/content/0/attrs/a~1b~0"]);
    assert_eq!(faults(json!([{"type": "rule", "x": 1}])), ["/body/content/0/x"]);
    assert_eq!(faults(json!([{"type": "list_item"}])), ["/body/content/0/type"]);
    assert_eq!(faults(json!({})), ["/body/content"]);
    let marks = json!([{"type": "paragraph", "content": [{"type": "text", "text": "a", "marks": [{"type": "underline"}]}]}]);
    assert_eq!(faults(marks), ["/body/content/0/content/0/marks/0/type"]);
}

#[test]
fn wrong_values_are_refused_where_they_stand() {
    assert_eq!(faults(json!([{"type": "heading", "attrs": {"level": 1}}])), ["/body/content/0/attrs/level"]);
    assert_eq!(faults(json!([{"type": "heading"}])), ["/body/content/0/attrs/level"]);
    assert_eq!(faults(json!([{"type": "picture", "attrs": {"alt": "x"}}])), ["/body/content/0/attrs"]);
    assert_eq!(
        faults(json!([{"type": "related", "attrs": {"story": "1"}}])),
        ["/body/content/0/attrs/story"]
    );
    assert_eq!(
        faults(json!([{"type": "embed", "attrs": {"url": "javascript:x"}}])),
        ["/body/content/0/attrs/url"]
    );
    assert_eq!(faults(json!([para("a\u{0}")])), ["/body/content/0/content/0/text"]);
    assert_eq!(faults(json!([para("")])), ["/body/content/0/content/0/text"]);
    assert_eq!(faults(json!([{"type": "list", "attrs": {"ordered": true}}])), ["/body/content/0/content"]);
    let twice =
        json!([{"type": "rule", "attrs": {"id": "aaaaaaaa"}}, {"type": "rule", "attrs": {"id": "aaaaaaaa"}}]);
    assert_eq!(faults(twice), ["/body/content/1/attrs/id"]);
    let link = json!([{"type": "paragraph", "content": [{"type": "text", "text": "a",
        "marks": [{"type": "link", "attrs": {"href": "//evil.example"}}]}]}]);
    assert_eq!(faults(link), ["/body/content/0/content/0/marks/0/attrs/href"]);
}

#[test]
fn lists_nested_too_deeply_and_too_many_blocks_are_refused() {
    let nested = |depth: usize| {
        (0..depth).fold(para("a"), |inner, _| {
            json!({"type": "list", "attrs": {"ordered": false}, "content": [{"type": "list_item", "content": [inner]}]})
        })
    };
    let of = |content: Value| json!({"type": "doc", "content": content});
    let chance = Chance::seeded(1);
    assert!(Doc::from_json(&of(json!([nested(8)])), "", &chance).is_ok());
    assert!(faults(json!([nested(9)]))[0].starts_with("/body/content/0/content/0/content/0"));
    assert!(Doc::from_json(&of(vec![json!({"type": "rule"}); 20_000].into()), "", &chance).is_ok());
    assert_eq!(faults(vec![json!({"type": "rule"}); 20_001].into()), ["/body/content/20000"]);
    assert_eq!(faults(json!([para(&"a".repeat(2 * 1024 * 1024))])), ["/body"]);
}

#[test]
fn the_canonical_form_does_not_depend_on_the_order_of_members() {
    let one: Value = serde_json::from_str(r#"{"type":"doc","content":[]}"#).unwrap();
    let two: Value = serde_json::from_str(r#" {"content" : [ ], "type": "doc" } "#).unwrap();

    assert_eq!(canonical(&one), canonical(&two));
    assert_eq!(canonical(&one), br#"{"content":[],"type":"doc"}"#);
}

#[test]
fn the_types_and_the_schema_name_the_same_things() {
    fn collect(value: &Value, nodes: &mut BTreeSet<String>, marks: &mut BTreeSet<String>) {
        nodes.insert(value["type"].as_str().unwrap().to_owned());
        for mark in value["marks"].as_array().into_iter().flatten() {
            marks.insert(mark["type"].as_str().unwrap().to_owned());
        }
        value["content"].as_array().into_iter().flatten().for_each(|child| collect(child, nodes, marks));
    }
    let (mut nodes, mut marks) = (BTreeSet::new(), BTreeSet::new());
    // What the types hold and write again, so that a name in one place alone shows.
    let doc = Doc::from_json(&everything(), "", &Chance::seeded(1)).unwrap();
    collect(&doc.to_json(), &mut nodes, &mut marks);
    let schema: Value = serde_json::from_str(copy::SCHEMA).unwrap();
    let names = |group: &str| schema[group].as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();

    assert_eq!(nodes, names("nodes"));
    assert_eq!(marks, names("marks"));
    assert_eq!(doc.pictures().len(), 2);
    assert_eq!(doc.related().len(), 1);
}
