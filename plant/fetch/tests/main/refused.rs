//! What is never asked, in whatever guise it comes.

use crate::server::{page, redirect, server};
use crate::{LIMIT, fetcher, open_for};
use fetch::{Answer, Failed, Guard, Names, Question, Refused};
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Names with the addresses that a test gives them, one answer after the other.
struct Told {
    answers: Vec<Vec<&'static str>>,
    asked: AtomicUsize,
}

impl Told {
    fn with(answers: &[&[&'static str]]) -> Arc<Self> {
        let answers = answers.iter().map(|answer| answer.to_vec()).collect();
        Arc::new(Self { answers, asked: AtomicUsize::new(0) })
    }
}

impl Names for Told {
    fn addresses<'a>(&'a self, _: &'a str) -> Answer<'a> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
        let found: Vec<IpAddr> = self.answers[turn].iter().map(|text| text.parse().unwrap()).collect();
        Box::pin(async move { Ok(found) })
    }
}

async fn ask(url: &str) -> Failed {
    fetcher(&[]).get(url, LIMIT).await.unwrap_err()
}

#[tokio::test]
async fn addresses_of_the_house_are_refused_however_they_are_written() {
    let hidden = [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://127。0。0。1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://10.0.0.1/",
        "http:127.0.0.1",
        "http:\\\\127.0.0.1\\",
        "https://192.168.0.1:8443/",
        "HTTP://LOCALHOST/",
        "http://localhost./",
        "http://127.0.0.1#@example.org/",
    ];

    for url in hidden {
        assert!(matches!(ask(url).await, Failed::Refused(Refused::NotPublic(_))), "{url}");
    }
}

#[tokio::test]
async fn only_the_web_is_asked_without_passwords_on_its_ports() {
    for url in ["file:///etc/hostname", "dict://127.0.0.1:11211/stats", "gopher://x/", "data:,x", "ftp://x/"]
    {
        assert_eq!(ask(url).await, Failed::Refused(Refused::NotOfTheWeb), "{url}");
    }
    for url in
        ["", "/path", "example.org/x", "http://", "http://[fe80::1%25lo]/", "http://a b/", "http://x:99999/"]
    {
        assert_eq!(ask(url).await, Failed::Refused(Refused::NotAnAddress), "{url}");
    }
    assert_eq!(ask("http://user:pw@1.1.1.1/").await, Failed::Refused(Refused::WithPassword));
    assert_eq!(ask("http://user@1.1.1.1/").await, Failed::Refused(Refused::WithPassword));
    assert_eq!(ask("http://1.1.1.1:22/").await, Failed::Refused(Refused::Port(22)));
}

#[tokio::test]
async fn the_shared_list_of_traps_is_refused() {
    let list =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/F-security/made/ssrf-urls.txt");
    let Ok(list) = std::fs::read_to_string(list) else {
        println!("skipped: no shared data here");
        return;
    };
    // A stranger's name server answers for a name with the address in it.
    let names = Told::with(&[&["127.0.0.1"]]);
    let fetcher = fetcher(&[]).asking(names);

    for url in list.lines().filter(|line| !line.trim().is_empty()) {
        let failed = fetcher.get(url, LIMIT).await;
        assert!(matches!(failed, Err(Failed::Refused(_))), "{url}: {failed:?}");
    }
}

#[tokio::test]
async fn a_redirect_into_the_house_is_refused() {
    let secret = server(|_| vec![("/secret", page(b"secret"))]).await;
    let target = secret.url("/secret");
    let server = server(|_| {
        vec![
            ("/port", redirect(&target)),
            ("/private", redirect("http://10.0.0.1/")),
            ("/file", redirect("file:///etc/hostname")),
            ("/password", redirect("http://me:pw@1.1.1.1/")),
        ]
    })
    .await;
    let fetcher = open_for(&server);

    for path in ["/port", "/private", "/file", "/password"] {
        let failed = fetcher.get(&server.url(path), LIMIT).await;
        assert!(matches!(failed, Err(Failed::Refused(_))), "{path}: {failed:?}");
    }
    assert_eq!(secret.count(), 0);
}

#[tokio::test]
async fn a_name_with_one_address_of_the_house_is_refused_whole() {
    let names = Told::with(&[&["1.1.1.1", "127.0.0.1"]]);

    let failed = fetcher(&[]).asking(names).get("http://both.example/", LIMIT).await;

    assert_eq!(failed, Err(Failed::Refused(Refused::NotPublic("both.example".into()))));
}

#[tokio::test]
async fn a_name_that_changes_its_answer_is_asked_once_and_the_checked_address_is_used() {
    let server = server(|_| vec![("/x", page(b"checked"))]).await;
    let elsewhere = server_on_the_same_port(server.port).await;
    // The first answer may be asked, the second is another address of the machine.
    let names = Told::with(&[&["127.0.0.1"], &["127.0.0.2"]]);
    let fetcher = fetcher(&[format!("127.0.0.1:{}", server.port)]).asking(names.clone());
    let url = format!("http://changing.example:{}/x", server.port);

    for _ in 0..3 {
        assert_eq!(fetcher.get(&url, LIMIT).await.unwrap(), b"checked");
    }

    assert_eq!(names.asked.load(Ordering::SeqCst), 1);
    assert_eq!((server.count(), elsewhere.load(Ordering::SeqCst)), (3, 0));
}

#[tokio::test]
async fn a_name_that_turns_to_the_house_is_refused_when_it_is_asked_again() {
    let names = Told::with(&[&["127.0.0.2"], &["127.0.0.1"]]);
    let server = server(|_| vec![("/x", page(b"secret"))]).await;
    let fetcher = fetcher(&[format!("127.0.0.1:{}", server.port)]).asking(names);
    let url = format!("http://changing.example:{}/x", server.port);

    let first = fetcher.get(&url, LIMIT).await;

    // What was refused is not remembered as checked.
    assert!(matches!(first, Err(Failed::Refused(Refused::NotPublic(_)))));
    assert_eq!(server.count(), 0);
    assert!(fetcher.get(&url, LIMIT).await.is_ok());
}

#[tokio::test]
async fn a_name_without_an_address_is_unreachable_and_said_in_words() {
    let failed =
        fetcher(&[]).asking(Told::with(&[&[]])).get("http://nobody.example/", LIMIT).await.unwrap_err();

    assert_eq!(failed.to_string(), "The server cannot be reached: the name nobody.example is not known.");
}

#[tokio::test]
async fn a_named_host_passes_and_its_neighbour_does_not() {
    let server = server(|_| vec![("/x", page(b"of the intranet"))]).await;
    let exceptions = [format!("pictures.intranet:{}", server.port)];
    let fetcher = fetcher(&exceptions).asking(Told::with(&[&["127.0.0.1"]]));
    let ask = |host: &str| format!("http://{host}:{}/x", server.port);

    assert_eq!(fetcher.get(&ask("pictures.intranet"), LIMIT).await.unwrap(), b"of the intranet");
    assert!(matches!(fetcher.get(&ask("other.intranet"), LIMIT).await, Err(Failed::Refused(_))));
}

/// Counts who comes to another address of the machine, at the same port.
async fn server_on_the_same_port(port: u16) -> Arc<AtomicUsize> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.2", port)).await.unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    count
}

#[tokio::test]
async fn nothing_is_posted_to_the_house_either() {
    let server = server(|_| vec![("/hook", page(b"taken"))]).await;

    let posted = fetcher(&[])
        .tell(&server.url("/hook"), Question { body: Some(b"{}".to_vec()), ..Question::default() })
        .await;

    assert!(matches!(posted, Err(Failed::Refused(_))) && server.count() == 0, "{posted:?}");
    let check = |address: &str| fetch::check(address, &Guard::allowing(["10.0.0.7:9000"]).unwrap());
    assert_eq!(check("https://example.org/hook"), Ok(()));
    assert_eq!(check("https://a:b@example.org/"), Err(Refused::WithPassword));
    assert_eq!(check("ftp://example.org/"), Err(Refused::NotOfTheWeb));
    assert_eq!(check("nowhere"), Err(Refused::NotAnAddress));
    assert_eq!(check("https://example.org:5080/hook"), Err(Refused::Port(5080)));
    assert_eq!(check("https://10.0.0.7:9000/hook"), Ok(()));
}
