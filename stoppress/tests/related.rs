//! Stories that others lead on to, in the text and after it: who is withdrawn leaves their pages, the open ones too.

use crate::paper::{Paper, id, path};
use crate::pictures::sent;
use serde_json::{Value, json};

/// A text that points to a story.
fn pointing_to(story: &Value) -> Value {
    json!({ "type": "doc", "content": [
        { "type": "paragraph", "content": [{ "type": "text", "text": "The harbour was closed." }] },
        { "type": "related", "attrs": { "story": id(story) } }] })
}

/// Returns the topics to which an open page listens.
fn topics(page: &str) -> &str {
    let attribute = page.split("data-topics=\"").nth(1).unwrap();
    attribute.split('"').next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_in_the_text_is_shown_while_readers_may_see_it() {
    let paper = Paper::open().await;
    let picture = sent(&paper, 1).await;
    let other = paper.begin(json!({ "headline": "Pilots strike", "lead_picture": id(&picture) })).await;
    let story = paper.publish(json!({ "body": pointing_to(&other) })).await;
    let (_, before) = paper.read(&path(&story)).await;
    assert!(!before.contains("Pilots strike") && !before.contains(id(&picture)), "{before}");
    let told = format!("/api/v1/stories/{}", id(&story));
    let (_, json) = paper.read(&told).await;
    assert!(!json.contains(id(&other)), "not even its id: {json}");

    let other = paper.act(&other, "publish", json!({})).await;
    let (_, page) = paper.read(&path(&story)).await;

    let aside = page.split("<aside class=\"related\" data-block").nth(1).unwrap();
    let aside = aside.split("</aside>").next().unwrap();
    assert!(aside.contains("Pilots strike") && aside.contains(&path(&other)), "{aside}");
    assert!(aside.contains(id(&picture)) && aside.contains("Coast News Agency"), "{aside}");
    assert!(aside.contains("remark"), "{aside}");
    assert_eq!(topics(&page), format!("story:{},story:{}", id(&story), id(&other)));
    let mut open = paper.listen(topics(&page), None).await;
    paper.act(&other, "withdraw", json!({ "reason": "legal", "notice": "Taken off." })).await;
    assert_eq!(open.until("withdrawn").await["subject"], id(&other));
    let (_, json) = paper.read(&told).await;
    assert!(!json.contains(id(&other)), "{json}");
    let (_, after) = paper.read(&path(&story)).await;
    assert!(!after.contains("Pilots strike") && !after.contains(id(&picture)), "{after}");
    assert_eq!(topics(&after), format!("story:{}", id(&story)));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_of_the_choice_is_left_the_topics_choose() {
    let paper = Paper::open().await;
    paper.publish(json!({ "headline": "Ferries wait", "topics": ["Shipping"] })).await;
    let chosen = paper.publish(json!({ "headline": "Pilots strike" })).await;
    let story = paper.publish(json!({ "topics": ["Shipping"], "related": [id(&chosen)] })).await;
    let (_, page) = paper.read(&path(&story)).await;
    assert!(page.contains("Pilots strike") && !page.contains("Ferries wait"), "{page}");
    assert!(topics(&page).contains(id(&chosen)), "{page}");

    paper.act(&chosen, "withdraw", json!({ "reason": "legal", "notice": "Taken off." })).await;
    let (_, page) = paper.read(&path(&story)).await;

    assert!(page.contains("Ferries wait") && !page.contains("Pilots strike"), "{page}");
    let later = paper.publish(json!({ "headline": "Tugs return", "topics": ["Shipping"] })).await;
    let (_, page) = paper.read(&path(&story)).await;
    assert!(page.contains("Tugs return") && topics(&page).contains(id(&later)), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrowed_newsfeed_hears_of_what_is_taken_off_and_takes_nothing_in() {
    let paper = Paper::open().await;
    paper.publish(json!({})).await;

    let (_, narrowed) = paper.read("/en/newsfeed?section=world").await;
    let (_, whole) = paper.read("/en/newsfeed").await;

    assert_eq!((topics(&narrowed), topics(&whole)), ("newsfeed:en", "newsfeed:en"));
    assert!(!narrowed.contains(" data-newsfeed") && whole.contains(" data-newsfeed"));
}
