//! What is got, and what is cut, from servers that may be asked.

use crate::server::{Answer, page, redirect, server};
use crate::{LIMIT, open_for};
use fetch::{Failed, Question, Refused};
use std::time::{Duration, Instant};

const OPEN: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n";

#[tokio::test]
async fn bytes_come_from_the_last_address() {
    let server = server(|_| {
        vec![("/picture", page(b"pixels")), ("/first", redirect("picture?")), ("/picture?", page(b"others"))]
    })
    .await;
    let fetcher = open_for(&server);

    let direct = fetcher.get(&server.url("/picture"), LIMIT).await.unwrap();
    let led = fetcher.get(&server.url("/first#here"), LIMIT).await.unwrap();

    assert_eq!((direct.as_slice(), led.as_slice()), (b"pixels".as_slice(), b"others".as_slice()));
}

#[tokio::test]
async fn no_cookie_no_referrer_and_no_fragment_is_sent() {
    let server = server(|_| vec![("/first", redirect("/second")), ("/second", page(b"x"))]).await;
    let fetcher = open_for(&server);

    fetcher.get(&server.url("/second#secret"), LIMIT).await.unwrap();
    fetcher.get(&server.url("/first"), LIMIT).await.unwrap();

    let heads = server.heads.lock().unwrap().join("").to_ascii_lowercase();
    assert!(heads.contains("user-agent: stoppress/test"));
    for word in ["cookie", "referer", "secret", "authorization", "accept-encoding"] {
        assert!(!heads.contains(word), "{heads}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_not_there() {
    let server = server(|_| Vec::new()).await;

    let failed = open_for(&server).get(&server.url("/nowhere"), LIMIT).await.unwrap_err();

    assert_eq!(failed, Failed::Status(404));
    assert_eq!(failed.to_string(), "The server says that there is nothing at this address.");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_cut_whether_its_length_is_told_or_not() {
    let told = b"HTTP/1.1 200 OK\r\ncontent-length: 9000000\r\n\r\n".to_vec();
    let server = server(|_| {
        vec![
            ("/told", Answer::Silent(told)),
            ("/endless", Answer::Endless(OPEN.to_vec())),
            ("/exact", page(&[7; 1000])),
        ]
    })
    .await;
    let fetcher = open_for(&server);

    assert_eq!(fetcher.get(&server.url("/told"), LIMIT).await, Err(Failed::TooLarge(LIMIT)));
    assert_eq!(fetcher.get(&server.url("/endless"), LIMIT).await, Err(Failed::TooLarge(LIMIT)));
    assert_eq!(fetcher.get(&server.url("/exact"), 1000).await.unwrap().len(), 1000);
    assert_eq!(fetcher.get(&server.url("/exact"), 999).await, Err(Failed::TooLarge(999)));
}

#[tokio::test]
async fn slow_and_silent_servers_are_left() {
    let server = server(|_| {
        vec![
            ("/silent", Answer::Silent(OPEN.to_vec())),
            ("/mute", Answer::Silent(Vec::new())),
            ("/drops", Answer::Slow([OPEN, &[b'x'; 1000]].concat(), Duration::from_millis(100))),
            ("/late", Answer::Slow([OPEN, &[b'x'; 3]].concat(), Duration::from_millis(100))),
        ]
    })
    .await;
    let fetcher = open_for(&server);

    for path in ["/silent", "/mute", "/drops", "/late"] {
        let begun = Instant::now();
        assert_eq!(fetcher.get(&server.url(path), LIMIT).await, Err(Failed::TooSlow), "{path}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{path}");
    }
}

#[tokio::test]
async fn a_server_that_breaks_off_or_speaks_nonsense_is_unreachable() {
    let broken = b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nhalf".to_vec();
    let server = server(|_| {
        vec![("/broken", Answer::Whole(broken)), ("/nonsense", Answer::Whole(b"220 smtp\r\n".to_vec()))]
    })
    .await;
    let fetcher = open_for(&server);

    for path in ["/broken", "/nonsense"] {
        let failed = fetcher.get(&server.url(path), LIMIT).await;
        assert!(matches!(failed, Err(Failed::Unreachable(_))), "{path}: {failed:?}");
    }
}

#[tokio::test]
async fn redirects_end_after_five() {
    let server = server(|_| vec![("/round", redirect("/round"))]).await;

    let failed = open_for(&server).get(&server.url("/round"), LIMIT).await;

    assert_eq!(failed, Err(Failed::Refused(Refused::TooManyRedirects)));
    assert_eq!(server.count(), 6);
}

#[tokio::test]
async fn a_question_with_a_body_is_asked_once_and_answered_whatever_the_status() {
    let refusal = b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    let server = server(|_| vec![("/token", Answer::Whole(refusal.to_vec())), ("/who", page(b"edda"))]).await;
    let question =
        Question { body: Some(Vec::new()), headers: vec![("authorization".into(), "Basic eDp5".into())] };

    let refused = open_for(&server).ask(&server.url("/token"), question, LIMIT).await.unwrap();
    let told = open_for(&server).ask(&server.url("/who"), Question::default(), LIMIT).await.unwrap();

    assert_eq!((refused.status, refused.content_type.as_deref()), (400, Some("application/json")));
    assert_eq!((told.status, told.body.as_slice()), (200, b"edda".as_slice()));
    let heads = server.heads.lock().unwrap().clone();
    assert!(heads[0].starts_with("POST /token") && heads[0].contains("Basic eDp5"), "{heads:?}");
    assert!(heads[1].starts_with("GET /who"), "{heads:?}");
}

#[tokio::test]
async fn a_question_follows_no_redirect_and_passes_no_guard() {
    let server =
        server(|_| vec![("/token", redirect("/other")), ("/endless", Answer::Endless(OPEN.to_vec()))]).await;
    let ask = async |url: String| open_for(&server).ask(&url, Question::default(), 1000).await;

    assert_eq!(ask(server.url("/token")).await.unwrap().status, 302);
    assert_eq!(ask(server.url("/endless")).await.unwrap_err(), Failed::TooLarge(1000));
    let inner = ask("http://127.0.0.1/".into()).await.unwrap_err();
    assert_eq!(inner, Failed::Refused(Refused::NotPublic("127.0.0.1".into())));
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn what_is_posted_goes_with_its_headers_to_one_address_and_follows_no_redirect() {
    let server = server(|_| vec![("/hook", redirect("/other")), ("/other", page(b"taken"))]).await;
    let fetcher = open_for(&server);
    let headers = [("webhook-id", "7"), ("content-type", "application/json")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let posted = Question { body: Some(b"{}".to_vec()), headers: headers.to_vec() };

    let status = fetcher.tell(&server.url("/hook"), posted.clone()).await;

    assert_eq!((status, server.count()), (Ok(302), 1));
    let head = server.heads.lock().unwrap()[0].clone();
    assert!(head.starts_with("POST /hook ") && head.contains("webhook-id: 7\r\n"), "{head}");
    assert!(head.contains("content-type: application/json\r\n"), "{head}");
    assert_eq!(fetcher.tell(&server.url("/other"), posted).await, Ok(200));
}
