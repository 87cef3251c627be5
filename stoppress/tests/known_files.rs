//! What programs ask for by name: `security.txt`.

use crate::paper::Paper;
use reqwest::StatusCode;
use std::time::Duration;

const SECURITY: &str = "/.well-known/security.txt";

#[tokio::test(flavor = "multi_thread")]
async fn a_weakness_is_told_where_the_settings_say_and_the_file_is_the_same_all_day() {
    let paper = Paper::open_with(|config| {
        config.public_url.value = Some("https://gazette.example".into());
        config.security_contact.value =
            vec!["mailto:security@gazette.example".into(), "tel:+49-30-555".into()];
    })
    .await;

    let answer = paper.reader(SECURITY).send().await.unwrap();

    assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
    let text = answer.text().await.unwrap();
    assert_eq!(
        text,
        "Contact: mailto:security@gazette.example\nContact: tel:+49-30-555\nExpires: 2027-11-23T00:00:00Z\n\
         Preferred-Languages: en, es, ru, ar\nCanonical: https://gazette.example/.well-known/security.txt\n"
    );
    paper.wait(Duration::from_secs(14 * 60 * 60));
    assert_eq!(paper.read(SECURITY).await.1, text, "at eleven in the evening");
    paper.wait(Duration::from_secs(2 * 60 * 60));
    assert!(paper.read(SECURITY).await.1.contains("Expires: 2027-11-24T00:00:00Z"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_names_nobody_has_no_such_file_and_who_is_not_reached_by_https_claims_no_address_of_it() {
    let paper = Paper::open().await;
    assert_eq!(paper.read(SECURITY).await.0, StatusCode::NOT_FOUND);

    let contact = vec!["https://gazette.example/report".into()];
    let paper = Paper::open_with(|config| config.security_contact.value = contact).await;
    let (status, text) = paper.read(SECURITY).await;
    assert_eq!(status, StatusCode::OK);
    assert!(!text.contains("Canonical"), "RFC 9116 wants https there: {text}");
}
