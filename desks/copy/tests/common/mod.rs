//! What several tests need: the test data's place, and a look at rendered HTML through a parser's eyes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]
// Each of the tests uses a part of it.
#![allow(dead_code, unreachable_pub)]

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::path::PathBuf;

/// Returns a folder or file of the test data, nothing if it is not on this machine.
pub fn data(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {name} is not there");
    None
}

/// Elements that a rendered text may have, and their attributes.
const ALLOWED: [(&str, &[&str]); 29] = [
    ("p", &["data-block", "class", "data-provider"]),
    ("h2", &["data-block"]),
    ("h3", &["data-block", "class"]),
    ("h4", &["data-block"]),
    ("blockquote", &["data-block"]),
    ("footer", &[]),
    ("cite", &[]),
    ("ul", &["data-block"]),
    ("ol", &["data-block", "start"]),
    ("li", &[]),
    ("figure", &["data-block", "class"]),
    ("div", &["data-block", "class"]),
    ("aside", &["data-block", "class"]),
    ("section", &["data-block", "class"]),
    ("table", &["data-block"]),
    ("tbody", &[]),
    ("tr", &[]),
    ("td", &["class"]),
    ("th", &[]),
    ("pre", &["data-block"]),
    ("code", &["class"]),
    ("hr", &["data-block"]),
    ("br", &[]),
    ("a", &["href"]),
    ("strong", &[]),
    ("em", &[]),
    ("s", &[]),
    ("sub", &[]),
    ("sup", &[]),
];

/// Panics if the HTML, parsed again, has anything that a rendered text may not have.
pub fn assert_harmless(html: &str, from: &str) {
    let context = QualName::new(None, ns!(html), local_name!("body"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html);
    let mut waiting: Vec<Handle> = dom.document.children.borrow()[0].children.borrow().clone();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.children.borrow().iter().cloned());
        match &node.data {
            NodeData::Text { .. } => {}
            NodeData::Element { name, attrs, .. } => {
                let allowed =
                    ALLOWED.iter().find(|(allowed, _)| name.ns == ns!(html) && **allowed == *name.local);
                let Some((_, allowed)) = allowed else { panic!("<{}> in {html}\nfrom {from}", name.local) };
                for attr in attrs.borrow().iter() {
                    assert!(
                        allowed.contains(&&*attr.name.local),
                        "{} in {html}\nfrom {from}",
                        attr.name.local
                    );
                    let good = &*attr.name.local != "href" || leads_somewhere_good(&attr.value);
                    assert!(good, "{} in {html}\nfrom {from}", attr.value);
                }
            }
            _ => panic!("a comment or the like in {html}\nfrom {from}"),
        }
    }
}

fn leads_somewhere_good(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    let local =
        href.starts_with('#') || href.starts_with('/') && !href.starts_with("//") && !href.contains('\\');
    local || ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}
