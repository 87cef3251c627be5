//! Foreign HTML, Markdown and WordPress's text, one habit a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use base::Chance;
use copy::{Doc, Node, Parsed, RenderOptions};

fn parsed(html: &str) -> Parsed {
    Doc::from_html(html, &Chance::seeded(1))
}

fn html(doc: &Doc) -> String {
    let html = doc.to_html(&RenderOptions::default());
    // The ids are another test's matter.
    let mut parts = html.split(" data-block=\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |out, part| out + &part[9..])
}

fn again(from: &str) -> String {
    html(&parsed(from).doc)
}

fn wordpress(from: &str) -> String {
    html(&Doc::from_wordpress(from, &Chance::seeded(1)).doc)
}

fn what(parsed: &Parsed) -> Vec<&str> {
    parsed.dropped.iter().map(|dropped| dropped.what.as_str()).collect()
}

#[test]
fn white_space_is_collapsed_as_browsers_do_it() {
    assert_eq!(
        again("  <p>  a \n b<b> c </b> d<br> e  </p>\n f"),
        "<p>a b<strong> c </strong>d<br>e</p><p>f</p>"
    );
    assert_eq!(again("<p>a&nbsp; b</p>"), "<p>a&nbsp; b</p>");
    assert_eq!(again("<p> </p><p><br></p>"), "");
}

#[test]
fn text_stays_as_it_was_given() {
    assert_eq!(
        parsed("<p>\"Don't\" -- ... &amp;amp; &lt;b></p>").doc.plain_text(),
        "\"Don't\" -- ... &amp; <b>"
    );
}

#[test]
fn headings_begin_at_the_second_level() {
    assert_eq!(again("<h1>a</h1><h3>b</h3><h6>c</h6>"), "<h2>a</h2><h3>b</h3><h4>c</h4>");
}

#[test]
fn containers_are_unwrapped() {
    assert_eq!(again("<div>a<section>b</section>c</div>"), "<p>a</p><p>b</p><p>c</p>");
    assert_eq!(
        again("<a href='/x'><div>a</div>b</a>"),
        "<p><a href=\"/x\">a</a></p><p><a href=\"/x\">b</a></p>"
    );
    assert_eq!(again("<dl><dt>a</dt><dd>b</dd></dl>"), "<p>a</p><p>b</p>");
}

#[test]
fn a_quote_says_whose_it_is() {
    let expected = "<blockquote><p>a</p><footer><cite>B</cite></footer></blockquote>";

    assert_eq!(again("<blockquote><p>a</p><cite>B</cite></blockquote>"), expected);
    assert_eq!(again("<blockquote>a<footer>B</footer></blockquote>"), expected);
    assert_eq!(again("<blockquote><p>a</p><p><cite>B</cite></p></blockquote>"), expected);
    assert_eq!(again("<figure><blockquote>a</blockquote><figcaption>B</figcaption></figure>"), expected);
}

#[test]
fn lists_nest_and_what_they_cannot_hold_is_lifted_out() {
    assert_eq!(
        again("<ul><li>a<ol start=3><li>b</ol></ul>"),
        "<ul><li>a<ol start=\"3\"><li>b</li></ol></li></ul>"
    );
    assert_eq!(again("<ul><li>a</li><ul><li>b</li></ul></ul>"), "<ul><li>a<ul><li>b</li></ul></li></ul>");
    assert_eq!(again("<ul><li>a<hr>b</li></ul>"), "<ul><li><p>a</p><p>b</p></li></ul><hr>");
}

#[test]
fn lists_nest_at_most_eight_deep() {
    let deep = "<ul><li>x".repeat(40);
    let parsed = parsed(&deep);

    assert!(Doc::from_json(&parsed.doc.to_json(), "", &Chance::seeded(2)).is_ok());
    assert_eq!(parsed.doc.plain_text().matches('x').count(), 40);
}

#[test]
fn a_header_that_says_nothing_is_no_header_to_those_who_hear_the_table() {
    let written = again("<table><tr><th><th>a<tr><th>b<td>c</table>");

    assert_eq!(
        written,
        "<table><tbody><tr><td class=\"header\"></td><th>a</th></tr><tr><th>b</th><td>c</td></tr></tbody></table>"
    );
    assert_eq!(parsed(&written).doc, parsed("<table><tr><th><th>a<tr><th>b<td>c</table>").doc);
}

#[test]
fn a_fact_box_is_part_of_the_text() {
    let from = "<aside class=factbox><h3 class=factbox-title>A</h3><p>b</p></aside>";

    assert_eq!(again(from), "<section class=\"factbox\"><p class=\"factbox-title\">A</p><p>b</p></section>");
    assert_eq!(again(&again(from)), again(from));
}

#[test]
fn tables_keep_their_columns() {
    let table = "<table><thead><tr><th>a<th>b</thead><tr><td colspan=2>c<p>d</table>";

    assert_eq!(
        again(table),
        "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>c<br>d</td><td></td></tr></tbody></table>"
    );
}

#[test]
fn preformatted_text_is_code() {
    let code = "<pre><code class=\"language-rust\">\n a &lt; b\n</code></pre>";

    assert_eq!(again(code), "<pre><code class=\"language-rust\">\n a &lt; b\n</code></pre>");
}

#[test]
fn pictures_wait_with_their_caption_and_are_not_shown() {
    let parsed = parsed(
        "<p>a <img src='//h.example/x y.jpg' alt='An  alt'> b</p>
        <figure><a href='/f'><img src='https://h.example/1'></a><figcaption>Cap <b>tion</b></figcaption></figure>",
    );

    assert_eq!(html(&parsed.doc), "<p>a</p><p>b</p>");
    let Node::Picture(first) = &parsed.doc.blocks[1].node else { panic!("{:?}", parsed.doc) };
    assert_eq!(first.waiting.as_deref(), Some("https://h.example/x%20y.jpg"));
    assert_eq!(first.alt, "An alt");
    let Node::Picture(second) = &parsed.doc.blocks[3].node else { panic!("{:?}", parsed.doc) };
    assert_eq!(second.caption, "Cap tion");
    assert_eq!(parsed.doc.plain_text(), "a\n\nb");
}

#[test]
fn several_pictures_in_one_figure_are_a_gallery() {
    let figure =
        "<figure class='wp-block-gallery'><figure><img src='https://h.example/1'><figcaption>1</figcaption>
        </figure><figure><img src='https://h.example/2'></figure><figcaption>All</figcaption></figure>";
    let doc = parsed(figure).doc;

    let Node::Gallery(pictures) = &doc.blocks[0].node else { panic!("{doc:?}") };
    assert_eq!(pictures.len(), 2);
    assert_eq!(pictures[0].caption, "1");
    assert_eq!(html(&doc), "<p>All</p>");
}

#[test]
fn what_runs_is_dropped_and_reported_and_its_text_does_not_leak() {
    let parsed = parsed(
        "<p onclick='x()'>a<script>one</script><script>two</script><style>p{}</style></p>
        <form>f<input></form><svg><text>s</text></svg><img src='data:x'><a href='javascript:x'>b</a>",
    );

    assert_eq!(parsed.doc.plain_text(), "a\n\nb");
    assert_eq!(what(&parsed), ["event handler", "script", "style", "form", "svg", "img", "link"]);
    assert_eq!(parsed.dropped[1].count, 2);
    assert_eq!(
        serde_json::to_string(&parsed.dropped[1]).unwrap(),
        r#"{"what":"script","count":2,"text":"one"}"#
    );
}

#[test]
fn films_are_embeds_if_they_have_an_address() {
    let film = "<iframe src='https://v.example/1?a=1&amp;b'>x</iframe><video><source src='https://v.example/2'></video>";
    let link = |url: &str| format!("<p class=\"embed\"><a href=\"{url}\">{url}</a></p>");

    assert_eq!(again(film), link("https://v.example/1?a=1&amp;b") + &link("https://v.example/2"));
    assert_eq!(what(&parsed("<iframe srcdoc='<p>x'></iframe>")), ["iframe"]);
}

#[test]
fn a_mark_is_not_written_twice_and_links_stay_whole() {
    assert_eq!(again("<b><strong>a</strong></b>"), "<p><strong>a</strong></p>");
    assert_eq!(
        again("<em><a href='/x'>a <b>b</b> c</a></em>"),
        "<p><a href=\"/x\"><em>a </em><strong><em>b</em></strong><em> c</em></a></p>"
    );
}

#[test]
fn markdown_goes_in() {
    let text =
        "# A\n\nb *c* ~~d~~\n\n- e\n- f\n\n| g |\n|---|\n| h |\n\n<script>x</script>\n\n```rs\ni\n```\n";
    let parsed = Doc::from_markdown(text, &Chance::seeded(1));

    assert_eq!(
        html(&parsed.doc),
        "<h2>A</h2><p>b <em>c</em> <s>d</s></p><ul><li>e</li><li>f</li></ul>\
        <table><tbody><tr><th>g</th></tr><tr><td>h</td></tr></tbody></table>\
        <pre><code class=\"language-rs\">i\n</code></pre>"
    );
    assert_eq!(what(&parsed), ["script"]);
}

#[test]
fn old_wordpress_text_has_its_paragraphs_by_blank_lines() {
    assert_eq!(
        wordpress("a\nb <em>c\n\nd</em>\r\n\r\n\n<ul>\n<li>e</li>\n</ul>\nf<br />\ng<br><br>h"),
        "<p>a<br>b <em>c</em></p><p><em>d</em></p><ul><li>e</li></ul><p>f<br>g</p><p>h</p>"
    );
    assert_eq!(wordpress("<pre>a\n\nb</pre>"), "<pre><code>a\n\nb</code></pre>");
}

#[test]
fn block_markup_is_read_and_not_shown() {
    let text = "<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->\n<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\
        <!-- wp:separator /-->\n<!-- wp:embed {\"url\":\"https://v.example/1\",\"providerNameSlug\":\"v\"} -->\n\
        <figure class=\"wp-block-embed\"><div>\nhttps://v.example/1\n</div></figure>\n<!-- /wp:embed -->\
        <!-- wp:latest-posts {\"n\":1} /-->";
    let parsed = Doc::from_wordpress(text, &Chance::seeded(1));

    let url = "https://v.example/1";
    assert_eq!(
        html(&parsed.doc),
        format!("<p>a b</p><hr><p class=\"embed\" data-provider=\"v\"><a href=\"{url}\">{url}</a></p>")
    );
    assert_eq!(what(&parsed), ["wp:latest-posts"]);
}

#[test]
fn shortcodes_are_read_or_dropped_and_brackets_stay() {
    let text = "[caption id=\"a\" width=\"3\"]<a href=\"/f\"><img src=\"https://h.example/1\" alt=\"x\"/></a> The <i>caption</i>[/caption]\n\
        He said [sic] [1] [dropcap]T[/dropcap]wo [[gallery]] <a title=\"[x y=1]\" href=\"/\">z</a> [ad zone=3]\n\n[embed]https://v.example/?a=1&b=2[/embed]";
    let parsed = Doc::from_wordpress(text, &Chance::seeded(1));

    let Node::Picture(picture) = &parsed.doc.blocks[0].node else { panic!("{:?}", parsed.doc) };
    assert_eq!(picture.caption, "The caption");
    assert_eq!(
        html(&parsed.doc),
        "<p>He said [sic] [1] Two [gallery] <a href=\"/\">z</a></p>\
        <p class=\"embed\"><a href=\"https://v.example/?a=1&amp;b=2\">https://v.example/?a=1&amp;b=2</a></p>"
    );
    assert_eq!(what(&parsed), ["[dropcap]", "[ad]"]);
}

#[test]
fn a_wordpress_gallery_takes_the_attachments_it_names_and_sound_its_address() {
    let attachments = |ids: &[u64]| ids.iter().map(|id| format!("https://h.example/{id}?a&b")).collect();
    let doc = Doc::from_wordpress_with("[gallery ids=\"3,5\"]", &attachments, &Chance::seeded(1)).doc;

    let Node::Gallery(pictures) = &doc.blocks[0].node else { panic!("{doc:?}") };
    assert_eq!(pictures[1].waiting.as_deref(), Some("https://h.example/5?a&b"));
    let sound = Doc::from_wordpress("[audio https://h.example/a.mp3]", &Chance::seeded(1)).doc;
    assert_eq!(sound.blocks[0].node.to_json()["attrs"]["url"], "https://h.example/a.mp3");
    assert_eq!(what(&Doc::from_wordpress("[gallery]", &Chance::seeded(1))), ["[gallery]"]);
}

#[test]
fn a_long_text_deep_in_containers_is_not_cut() {
    let html = format!("{}{}", "<div>".repeat(20), "<p>a</p>".repeat(15_000));

    assert_eq!(parsed(&html).doc.blocks.len(), 15_000);
    let too_long = parsed(&"<p>a</p>".repeat(25_000));
    assert_eq!(what(&too_long), ["what is too long"]);
    assert!(Doc::from_json(&too_long.doc.to_json(), "", &Chance::seeded(2)).is_ok());
}
