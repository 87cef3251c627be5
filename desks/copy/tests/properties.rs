//! The laws of rendering: what is rendered is read again as the same tree, and never runs anything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use base::Chance;
use common::assert_harmless;
use copy::{Doc, RenderOptions, canonical};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};

fn node(kind: &str, attrs: Value, content: Vec<Value>) -> Value {
    json!({"type": kind, "attrs": attrs, "content": content})
}

fn word() -> impl Strategy<Value = String> {
    "[a-zé<>&\"'\u{a0}{}\\[\\]`;=/文😀]{0,6}[a-z文]".prop_map(|word| word)
}

fn words() -> impl Strategy<Value = String> {
    vec(word(), 1..4).prop_map(|words| words.join(" "))
}

fn marks() -> impl Strategy<Value = Vec<Value>> {
    let link = |href: &str| json!({"type": "link", "attrs": {"href": href}});
    let mut all: Vec<Value> =
        ["strong", "em", "strike", "sub", "sup", "code"].iter().map(|name| json!({"type": name})).collect();
    all.push(link("https://a.example/b?c=1&d=%C3%A9#e"));
    prop_oneof![
        3 => Just(Vec::new()),
        2 => proptest::sample::subsequence(all, 0..=7),
        1 => prop_oneof![Just("/x"), Just("#n"), Just("mailto:a@b.example")].prop_map(move |href| vec![link(href)]),
    ]
}

/// Running text as HTML can say it: no white space at its ends or twice.
fn inline() -> impl Strategy<Value = Vec<Value>> {
    vec((words(), marks(), 0..3_u8), 1..4).prop_map(|pieces| {
        let last = pieces.len() - 1;
        let mut content = Vec::new();
        for (n, (text, marks, end)) in pieces.into_iter().enumerate() {
            let text = if end == 1 && n < last { text + " " } else { text };
            content.push(json!({"type": "text", "text": text, "marks": marks}));
            if end == 2 && n < last {
                content.push(json!({"type": "hard_break"}));
            }
        }
        content
    })
}

fn paragraph() -> impl Strategy<Value = Value> {
    inline().prop_map(|content| node("paragraph", json!({}), content))
}

fn list() -> impl Strategy<Value = Value> {
    let leaf = paragraph().boxed();
    leaf.prop_recursive(3, 12, 3, |inner| {
        let item = vec(inner, 1..3).prop_map(|content| json!({"type": "list_item", "content": content}));
        (vec(item, 1..3), any::<bool>(), of(0..100_u32)).prop_map(|(items, ordered, start)| {
            node("list", json!({"ordered": ordered, "start": start.filter(|_| ordered)}), items)
        })
    })
}

fn simple() -> impl Strategy<Value = Value> {
    let cell = (vec(inline(), 0..2), any::<bool>())
        .prop_map(|(content, header)| node("table_cell", json!({"header": header}), content.concat()));
    let first = inline().prop_map(|content| node("table_cell", json!({}), content));
    let row = (first, vec(cell, 0..3)).prop_map(|(first, others)| {
        json!({"type": "table_row", "content": std::iter::once(first).chain(others).collect::<Vec<_>>()})
    });
    prop_oneof![
        4 => paragraph(),
        1 => (inline(), 2..5_u8).prop_map(|(content, level)| node("heading", json!({"level": level}), content)),
        1 => (vec(paragraph(), 1..3), of(words())).prop_map(|(content, cite)| node("quote", json!({"cite": cite}), content)),
        2 => list(),
        1 => of("[a-z]{1,5}").prop_map(|name| json!({"type": "embed", "attrs": {"url": "https://v.example/?a=1&b=é", "provider": name}})),
        1 => vec(row, 1..3).prop_map(|rows| node("table", json!({}), rows)),
        1 => ("[a-z<&\" \n\t]{1,20}", of("[a-z+#]{1,5}")).prop_map(|(text, name)|
            node("code", json!({"language": name}), vec![json!({"type": "text", "text": text})])),
        1 => Just(json!({"type": "rule"})),
    ]
}

fn doc() -> impl Strategy<Value = Doc> {
    let boxed = (vec(simple(), 1..3), words())
        .prop_map(|(content, title)| node("factbox", json!({"title": title}), content));
    let block = prop_oneof![6 => simple(), 1 => boxed];
    vec(block, 0..6).prop_map(|blocks| {
        let value = json!({"type": "doc", "content": blocks});
        Doc::from_json(&value, "", &Chance::seeded(1))
            .unwrap_or_else(|faults| panic!("{faults:?} in {value}"))
    })
}

proptest! {
    #[test]
    fn what_is_rendered_is_read_again_as_the_same_tree(doc in doc()) {
        let html = doc.to_html(&RenderOptions::default());
        let parsed = Doc::from_html(&html, &Chance::seeded(2));

        prop_assert_eq!(&parsed.doc, &doc, "{}", html);
        prop_assert!(parsed.dropped.is_empty(), "{:?}", parsed.dropped);
        prop_assert_eq!(&Doc::from_wordpress(&format!("<!-- wp:x -->{html}"), &Chance::seeded(2)).doc.blocks.len(), &doc.blocks.len());
    }

    #[test]
    fn the_json_of_a_tree_is_read_as_the_same_tree(doc in doc()) {
        let json = doc.to_json();

        prop_assert_eq!(&Doc::from_json(&json, "", &Chance::seeded(2)).unwrap(), &doc);
        let text = canonical(&json);
        prop_assert_eq!(&serde_json::from_slice::<Doc>(&text).unwrap(), &doc);
    }

    #[test]
    fn what_is_rendered_runs_nothing(text in "\\PC{0,60}", markup in "[<>/a-z \"'=:!\\-&;#\\[\\]]{0,80}") {
        for input in [&text, &markup] {
            let chance = Chance::seeded(1);
            for parsed in [Doc::from_html(input, &chance), Doc::from_wordpress(input, &chance), Doc::from_markdown(input, &chance)] {
                assert_harmless(&parsed.doc.to_html(&RenderOptions::default()), input);
                let again = Doc::from_json(&parsed.doc.to_json(), "", &chance);
                prop_assert_eq!(again, Ok(parsed.doc));
            }
        }
    }

    #[test]
    fn markup_made_of_known_pieces_gives_a_valid_tree(pieces in vec(proptest::sample::select(PIECES), 0..40)) {
        let chance = Chance::seeded(1);
        let input = pieces.concat();
        for parsed in [Doc::from_html(&input, &chance), Doc::from_wordpress(&input, &chance)] {
            let doc = parsed.doc;
            assert_harmless(&doc.to_html(&RenderOptions::default()), &input);
            prop_assert_eq!(Doc::from_json(&doc.to_json(), "", &chance), Ok(doc));
        }
    }

    #[test]
    fn a_number_is_written_so_that_it_is_read_as_the_same(bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite());
        let text = String::from_utf8(canonical(&json!(number))).unwrap();
        prop_assert_eq!(text.parse::<f64>().unwrap(), number);
    }
}

const PIECES: &[&str] = &[
    "a",
    " ",
    "\n",
    "\n\n",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<a href='/x'>",
    "<a href='javascript:y'>",
    "</a>",
    "<ul>",
    "</ul>",
    "<ol start=3>",
    "</ol>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<cite>",
    "</cite>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th colspan=3>",
    "<img src='https://h.example/1'>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<pre>",
    "</pre>",
    "<script>",
    "</script>",
    "<aside class=factbox>",
    "<section class=factbox>",
    "</aside>",
    "<h3 class=factbox-title>",
    "</h3>",
    "<hr>",
    "<br>",
    "<svg>",
    "</svg>",
    "<iframe src='https://v.example'>",
    "</iframe>",
    "[caption a=1]",
    "[/caption]",
    "[gallery]",
    "<!-- wp:embed {\"url\":\"https://v.example\"} -->",
    "<!-- /wp:embed -->",
    "<p class=embed>",
    "https://v.example",
    "<figure class=wp-block-embed>",
    "<ul class=gallery>",
    "<p data-block=aaaaaaaa>",
    "<math>",
    "<template>",
    "<select>",
    "<font>",
];
