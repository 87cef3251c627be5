//! The editions beside each other: what leads from one to the other, and what of one must not stand in the other.

use crate::paper::{Paper, foreign_phrase, id, path};
use reqwest::StatusCode;
use serde_json::{Value, json};
use site::words::{Language, Words};
use std::collections::BTreeMap;

const KINDS: [&str; 8] =
    ["news", "live", "feature", "analysis", "interview", "opinion", "offbeat", "factcheck"];

/// Returns the versions that a page names by `hreflang`, with their paths.
fn versions(paper: &Paper, html: &str) -> BTreeMap<String, String> {
    let links = html.split("<link rel=\"alternate\" hreflang=\"").skip(1);
    let version = |link: &str| {
        let (tag, rest) = link.split_once("\" href=\"").unwrap();
        let url = rest.split('"').next().unwrap();
        (tag.to_owned(), url.strip_prefix(&paper.url).expect("an absolute address").to_owned())
    };
    links.map(version).collect()
}

/// Returns where the edition's name in the switcher leads.
fn switcher(html: &str, language: &str) -> String {
    let foot = html.split("<footer").nth(1).unwrap();
    let before = foot.split(&format!("lang=\"{language}\" hreflang=")).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned()
}

async fn in_arabic(paper: &Paper, of: &Value) -> Value {
    paper
        .publish(json!({
            "edition": "ar",
            "headline": "إغلاق الميناء",
            "slug": "harbour",
            "body_markdown": "أُغلق الميناء يوم الثلاثاء.",
            "translation_of": id(of),
        }))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_versions_of_a_page_name_each_other_and_themselves() {
    let paper = Paper::open().await;
    let english = paper.publish(json!({})).await;
    let arabic = in_arabic(&paper, &english).await;
    let groups = [
        [path(&english), path(&arabic)],
        ["/en/".into(), "/ar/".into()],
        ["/en/newsfeed".into(), "/ar/newsfeed".into()],
        ["/en/section/world".into(), "/ar/section/world".into()],
        ["/en/kind/news".into(), "/ar/kind/news".into()],
    ];

    for [english, arabic] in groups {
        let (_, html) = paper.read(&english).await;
        let named = versions(&paper, &html);
        assert_eq!(named["en"], english, "itself");
        assert_eq!(named["ar"], arabic);
        assert_eq!(named["x-default"], english, "the default edition's");
        for version in named.values() {
            assert_eq!(versions(&paper, &paper.read(version).await.1), named, "{version}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_switcher_leads_to_the_same_story_or_else_to_the_front() {
    let paper = Paper::open().await;
    let english = paper.publish(json!({})).await;
    let (_, alone) = paper.read(&path(&english)).await;
    assert_eq!(switcher(&alone, "ar"), "/ar/");
    assert!(versions(&paper, &alone).is_empty(), "a story without translations stands alone");

    let arabic = in_arabic(&paper, &english).await;
    let (_, together) = paper.read(&path(&english)).await;
    assert_eq!(switcher(&together, "ar"), path(&arabic));
    assert_eq!(switcher(&together, "en"), path(&english));

    paper.act(&arabic, "withdraw", json!({ "reason": "error", "notice": "خطأ." })).await;
    let (_, again) = paper.read(&path(&english)).await;
    assert_eq!(switcher(&again, "ar"), "/ar/", "what was withdrawn is led to no more");
    assert!(versions(&paper, &again).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_one_language_stands_in_the_page_of_another_edition() {
    let paper = Paper::open().await;
    let phrases = Words::embedded().unwrap().phrases();
    for edition in stoppress::demo::plan().unwrap() {
        let own = Language::parse(&edition.language).unwrap();
        let mut paths = vec![format!("/{}/nothing-here", edition.slug)];
        let lists = ["", "newsfeed", "section/world", "topic/tide", "author/ana"];
        paths.extend(lists.map(|list| format!("/{}/{list}", edition.slug)));
        for kind in KINDS {
            let story = paper.publish(json!({
                "edition": edition.slug, "kind": kind, "headline": "1 2 3", "slug": kind,
                "topics": ["Tide"], "bylines": ["Ana"], "body_markdown": "4 5 6",
            }));
            paths.extend([path(&story.await), format!("/{}/kind/{kind}", edition.slug)]);
        }
        let gone = paper.publish(json!({ "edition": edition.slug, "headline": "7", "slug": "gone" })).await;
        paper.act(&gone, "withdraw", json!({ "reason": "legal", "notice": "8" })).await;
        paths.push(path(&gone));

        for path in &paths {
            let (status, html) = paper.read(path).await;
            assert!(status != StatusCode::NOT_FOUND || path.ends_with("nothing-here"), "{path} is not there");
            assert_eq!(foreign_phrase(&phrases, &own, &html), None, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_speaks_one_language_of_those_that_the_browser_asks_for() {
    let paper = Paper::open().await;
    let sign_in = async |wanted: &str| {
        let request = paper.reader("/desk/login").header("accept-language", wanted);
        request.send().await.unwrap().text().await.unwrap()
    };

    let spanish = sign_in("es-MX, en;q=0.8").await;
    assert!(spanish.contains("<html lang=\"es\"") && spanish.contains("Iniciar sesión"), "{spanish}");
    assert!(!spanish.contains("Sign in") && !spanish.contains("Password"), "{spanish}");
    for other in ["fr, de;q=0.5", "", "en-GB, es;q=0.9"] {
        let english = sign_in(other).await;
        assert!(english.contains("<html lang=\"en\"") && english.contains(">Sign in</button>"), "{other}");
        assert!(!english.contains("Contraseña"), "{english}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_and_kinds_stand_in_the_order_of_the_editions_language() {
    let paper = Paper::open().await;
    let topics = ["Zarzuela", "Ñandú", "Ártico", "Nube", "arroz"];
    let story = paper.publish(json!({ "edition": "es", "topics": topics })).await;
    let texts = |html: &str, before: &str, until: &str| -> Vec<String> {
        let part = html.split(before).nth(1).unwrap().split(until).next().unwrap();
        let texts = part.split(['<', '>']).skip(1).step_by(2).map(str::trim);
        texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    };

    let (_, page) = paper.read(&path(&story)).await;
    let (_, newsfeed) = paper.read("/es/newsfeed").await;

    assert_eq!(texts(&page, "class=\"topics\"", "</nav>"), ["arroz", "Ártico", "Nube", "Ñandú", "Zarzuela"]);
    assert_eq!(
        texts(&newsfeed, "name=\"kind\"", "</select>"),
        [
            "Todo",
            "Análisis",
            "Curiosidades",
            "En directo",
            "Entrevista",
            "Noticia",
            "Opinión",
            "Reportaje",
            "Verificación"
        ]
    );
}
