//! What word processors put on the clipboard: Google Docs and Word, one habit a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use base::Chance;
use copy::{Doc, Parsed, RenderOptions};

fn parsed(html: &str) -> Parsed {
    Doc::from_html(html, &Chance::seeded(1))
}

fn html(doc: &Doc) -> String {
    let html = doc.to_html(&RenderOptions::default());
    let mut parts = html.split(" data-block=\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |out, part| out + &part[9..])
}

fn again(from: &str) -> String {
    html(&parsed(from).doc)
}

fn what(parsed: &Parsed) -> Vec<&str> {
    parsed.dropped.iter().map(|dropped| dropped.what.as_str()).collect()
}

const DOCS: &str = r##"<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-5c0e6b1f-7fff-1c2d-90aa-0d4cbb0f0a11"><h2 dir="ltr" style="line-height:1.38;margin-top:18pt;margin-bottom:6pt;"><span style="font-size:16pt;font-family:Arial,sans-serif;color:#000000;font-weight:400;font-style:normal;text-decoration:none;vertical-align:baseline;white-space:pre-wrap;">The harbour</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;font-style:normal;text-decoration:none;vertical-align:baseline;">The ferry was </span><span style="font-size:11pt;font-weight:700;font-style:normal;text-decoration:none;vertical-align:baseline;">late</span><span style="font-weight:400;font-style:italic;text-decoration:none;">, again</span><span style="font-weight:400;text-decoration:line-through;-webkit-text-decoration-skip:none;">, twice</span><span style="font-weight:400;">. CO</span><span style="font-size:0.6em;font-weight:400;vertical-align:sub;">2</span><span style="font-size:0.6em;font-weight:bold;vertical-align:super;">x</span><span style="font-weight:400;"> in </span><a href="https://www.google.com/url?q=https://example.org/a?b%3Dc%26d%3D%25C3%25A9&amp;sa=D&amp;source=editors&amp;ust=1700000000&amp;usg=AOv" style="text-decoration:none;"><span style="font-weight:400;text-decoration:underline;">the report</span></a><span style="font-weight:400;">.</span></p><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;font-weight:400;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">one</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span style="font-weight:400;">deeper</span></p></li></ul></ul></b><br class="Apple-interchange-newline">"##;

#[test]
fn google_docs_say_with_styles_what_is_bold_and_what_is_not() {
    let parsed = parsed(DOCS);

    assert_eq!(
        html(&parsed.doc),
        "<h2>The harbour</h2><p>The ferry was <strong>late</strong><em>, again</em><s>, twice</s>. CO<sub>2</sub>\
         <strong><sup>x</sup></strong> in <a href=\"https://example.org/a?b=c&amp;d=%C3%A9\">the report</a>.</p>\
         <ul><li>one<ul><li>deeper</li></ul></li></ul>"
    );
    assert_eq!(what(&parsed), Vec::<&str>::new());
}

#[test]
fn a_style_takes_a_mark_back_and_other_styles_mean_nothing() {
    assert_eq!(
        again("<p><b>a<span style='font-weight: 400 !important'>b</span>c</b></p>"),
        "<p><strong>a</strong>b<strong>c</strong></p>"
    );
    assert_eq!(again("<p><i style='font-style:normal'>a</i><em>b</em></p>"), "<p>a<em>b</em></p>");
    // As Word says it of every bold word.
    assert_eq!(again("<p><b style='mso-bidi-font-weight:normal'>a</b></p>"), "<p><strong>a</strong></p>");
    assert_eq!(again("<p><span style='color:red;background:url(x)'>a</span></p>"), "<p>a</p>");
}

#[test]
fn a_link_through_google_leads_where_it_leads() {
    let link = |href: &str| again(&format!("<p><a href=\"{href}\">a</a></p>"));

    assert_eq!(
        link("https://www.google.com/url?sa=t&amp;url=http%3A%2F%2Fexample.org%2F"),
        "<p><a href=\"http://example.org/\">a</a></p>"
    );
    for href in ["https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=%FF"] {
        assert_eq!(link(href), format!("<p><a href=\"{href}\">a</a></p>"));
    }
}

#[test]
fn comments_of_google_docs_are_dropped_and_said() {
    let parsed = parsed(
        r##"<p><span>The mayor resigned</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span> today</span><a href="#cmnt2" name="cmnt_ref2">[b]</a>.</p><div style="border:1px solid black;margin:5px"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Did she? Ask legal.</span></p><p><span>Not yet sure</span></p></div><div><p><a href="#cmnt_ref2" id="cmnt2">[b]</a><span>Yesterday?</span></p></div>"##,
    );

    assert_eq!(html(&parsed.doc), "<p>The mayor resigned today.</p>");
    assert_eq!(what(&parsed), ["comment"]);
}

const WORD: &str = r##"<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-GB style='mso-ansi-language:EN-GB'>What was found:<o:p></o:p></span></b></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-GB style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-GB>a boat<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>with <i>oars</i><o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>a net<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>3.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>third<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level2 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>a)<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>its part<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>The end.<o:p></o:p></p>
<!--EndFragment--></body></html>"##;

#[test]
fn paragraphs_of_word_that_are_items_become_lists_with_their_levels() {
    let parsed = parsed(WORD);

    assert_eq!(
        html(&parsed.doc).replace("<p>&nbsp;</p>", ""),
        "<p><strong>What was found:</strong></p><ul><li>a boat<ul><li>with <em>oars</em></li></ul></li><li>a net</li></ul>\
         <ol start=\"3\"><li>third<ol><li>its part</li></ol></li></ol><p>The end.</p>"
    );
    assert_eq!(what(&parsed), Vec::<&str>::new());
}

/// A paragraph as Word writes it on a «Web page, filtered».
fn filtered(margin: &str, font: &str, sign: &str, text: &str) -> String {
    format!(
        "<p class=MsoListParagraphCxSpMiddle style='{margin}text-indent:-.25in'><span lang=EN-US\n\
         style='font-family:{font}'>{sign}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; \
         </span></span><span lang=EN-US>{text}</span></p>\n\n"
    )
}

#[test]
fn paragraphs_of_a_filtered_page_that_look_like_items_become_lists_by_how_far_in_they_stand() {
    let deep = "margin-left:1.0in;";
    let page = [
        "<p class=MsoNormal>What was found:</p>".to_owned(),
        filtered("", "Symbol", "·", "a boat"),
        filtered(deep, "\"Courier New\"", "o", "with <i>oars</i>"),
        filtered("margin-left:1.5in;", "Wingdings", "§", "and rowlocks"),
        filtered("", "Symbol", "·", "a net"),
        filtered("", "Calibri", "3.", "third"),
        filtered(deep, "Calibri", "a)", "its part"),
        filtered("", "Calibri", "4.", "fourth"),
        filtered("", "Calibri", "1.", "of another list"),
    ];

    assert_eq!(
        again(&page.concat()),
        "<p>What was found:</p><ul><li>a boat<ul><li>with <em>oars</em><ul><li>and rowlocks</li></ul></li></ul></li>\
         <li>a net</li></ul><ol start=\"3\"><li>third<ol><li>its part</li></ol></li><li>fourth</li></ol>\
         <ol><li>of another list</li></ol>"
    );
}

#[test]
fn a_paragraph_that_hangs_out_without_a_sign_of_word_is_a_paragraph() {
    let gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span>";
    for (style, text) in [
        ("text-indent:-.25in", "1. Said the mayor".to_owned()),
        ("text-indent:-.25in", format!("Said the mayor{gap}of the town")),
        ("text-indent:-.25in", format!("Said{gap}the mayor")),
        ("text-indent:.25in", format!("1.{gap}Said the mayor")),
    ] {
        let read = again(&format!("<p style='{style}'>{text}</p>"));
        assert!(read.starts_with("<p>") && !read.contains("<li>"), "{read}");
    }
    // As a browser gives it on, with its own units.
    let copied = "<p style=\"margin: 0cm 0cm 0cm 36pt; text-indent: -18pt;\"><span>2)<span style=\"font-style: normal; \
                  font-size: 7pt; font-family: &quot;Times New Roman&quot;;\">&nbsp; </span></span>two</p>";
    assert_eq!(again(copied), "<ol start=\"2\"><li>two</li></ol>");
}

#[test]
fn levels_of_word_may_begin_deep_and_leap_and_go_deeper_than_a_text_may() {
    let item = |level: usize| format!("<p style='mso-list:l0 level{level} lfo1'>{level}</p>");
    let lists = |levels: &[usize]| again(&levels.iter().map(|level| item(*level)).collect::<String>());

    assert_eq!(lists(&[2, 1]), "<ul><li>2</li></ul><ul><li>1</li></ul>");
    assert_eq!(lists(&[1, 3, 1]), "<ul><li>1<ul><li>3</li></ul></li><li>1</li></ul>");
    let deep = lists(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]);
    assert_eq!(deep.matches("<ul>").count(), 8);
    assert!(deep.contains("<li>8</li><li>9</li>"), "{deep}");
    assert!(Doc::from_json(&parsed(&deep).doc.to_json(), "", &Chance::seeded(2)).is_ok());
    // Within a real list, and with a style that names none.
    assert_eq!(again(&format!("<ul><li>a{}</li></ul>", item(1))), "<ul><li>a<ul><li>1</li></ul></li></ul>");
    assert_eq!(again("<p style='mso-list:none'>a</p>"), "<p>a</p>");
}

#[test]
fn words_that_somebody_deleted_in_word_are_never_printed() {
    let parsed = parsed(
        "<p class=MsoNormal>He <s><span class=msoDel><del cite=\"mailto:Ana%20Buho\" datetime=\"2026-03-01T10:12\">stole</del></span></s>\
         <span class=msoIns><ins cite=\"mailto:Ana%20Buho\" datetime=\"2026-03-01T10:13\">took</ins></span> a boat\
         <span class=msoDel>, the thief</span>. <strike>Struck</strike></p><p class=MsoNormal><del>A whole one</del></p>",
    );

    assert_eq!(html(&parsed.doc), "<p>He took a boat. <s>Struck</s></p>");
    let told = &parsed.dropped[0];
    assert_eq!((told.what.as_str(), told.count, told.text.as_str()), ("deleted", 3, ""));
}

#[test]
fn what_wordpress_and_markdown_strike_is_for_readers_to_see() {
    let chance = Chance::seeded(1);
    let wordpress = Doc::from_wordpress("<p>a <del datetime=\"2020\">b</del></p>", &chance);

    assert_eq!(html(&wordpress.doc), "<p>a <s>b</s></p>");
    assert_eq!(html(&Doc::from_markdown("a ~~b~~", &chance).doc), "<p>a <s>b</s></p>");
}

#[test]
fn comments_of_word_are_dropped_and_the_words_that_they_are_about_stay() {
    let parsed = parsed(
        r##"<p class=MsoNormal>The <a style='mso-comment-reference:AB_1;mso-comment-date:20260301T1012'>mayor</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id="_anchor_1" onmouseover="msoCommentShow('_anchor_1','_com_1')" href="#_msocom_1" language=JavaScript name="_msoanchor_1">[AB1]</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span> resigned.</p>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 width="33%"><![endif]>
<div style='mso-element:comment'><![if !supportAnnotations]><div id="_com_1" class=msocomtxt language=JavaScript><![endif]><span style='mso-comment-author:"Ana Buho"'><![if !supportAnnotations]><a name="_msocom_1"></a><![endif]></span><p class=MsoCommentText>Is that so? We would be sued.</p></div></div></div>"##,
    );

    assert_eq!(html(&parsed.doc), "<p>The mayor resigned.</p>");
    assert_eq!(what(&parsed), ["comment"]);
}

#[test]
fn marks_of_footnotes_are_dropped_and_said_and_their_words_stay() {
    let parsed = parsed(
        r##"<p class=MsoNormal>It sank<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a>.</p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Says the owner.</p></div></div>"##,
    );

    assert_eq!(html(&parsed.doc), "<p>It sank.</p><p>Says the owner.</p>");
    assert_eq!(what(&parsed), ["footnote"]);
    // A link to a place in the page is no footnote.
    assert_eq!(again("<p><a href='#_ftnx'>a</a></p>"), "<p><a href=\"#_ftnx\">a</a></p>");
}
