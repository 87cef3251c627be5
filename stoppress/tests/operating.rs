//! The newsroom as those who run it see it: figures, health, numbers of requests, the log, stopping, systemd.

use crate::commands::stoppress;
use crate::office::admin;
use crate::paper::Paper;
use crate::served::Served;
use reqwest::{StatusCode, blocking};
use serde_json::{Value, json};
use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_for_the_office_and_count_what_happens() {
    let paper = Paper::open().await;
    let token = admin(&paper).await;
    paper.publish(json!({})).await;
    let _open = paper.listen("front:en", None).await;
    for _ in 0..3 {
        paper.read("/en/").await;
    }
    paper.read("/en/2026/11/24/not-there").await;

    let text = paper.reader("/metrics").bearer_auth(&token).send().await.unwrap().text().await.unwrap();

    let figure = |line: &str| {
        let found = text.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(' '));
        found.unwrap_or_else(|| panic!("{line} is not in {text}")).parse::<f64>().unwrap()
    };
    assert_eq!(figure("stoppress_requests_total{route=\"/{edition}/\",kind=\"read\",status=\"2xx\"}"), 3.0);
    assert_eq!(figure("stoppress_requests_total{route=\"(address)\",kind=\"read\",status=\"4xx\"}"), 1.0);
    assert_eq!(figure("stoppress_request_seconds_count{route=\"/{edition}/\",kind=\"read\"}"), 3.0);
    assert!(figure("stoppress_cache_hits_total") >= 2.0);
    assert_eq!(figure("stoppress_streams_open"), 1.0);
    assert!(figure("stoppress_write_seconds_count") >= 2.0);
    assert!(figure("stoppress_log_head") >= 2.0);
    assert!(figure("stoppress_database_bytes") > 4096.0);
    assert!(figure("process_resident_memory_bytes") > 1e6);
    assert!(figure("process_open_fds") > 3.0);
    assert_eq!(figure("stoppress_jobs{state=\"set_aside\"}"), 0.0);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(name.starts_with("stoppress_") || name.starts_with("process_"), "{line}");
        assert!(value.parse::<f64>().is_ok(), "{line}");
    }
    assert_eq!(paper.read("/metrics").await.0, StatusCode::UNAUTHORIZED);
    let edda = paper.edda(reqwest::Method::GET, "/../../metrics").send().await.unwrap();
    assert_eq!(edda.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requests_number_is_taken_if_it_can_stand_in_a_log_and_made_otherwise() {
    let paper = Paper::open().await;
    let number = async |sent: &str| {
        let response = paper.reader("/en/").header("X-Request-Id", sent).send().await.unwrap();
        response.headers()["x-request-id"].to_str().unwrap().to_owned()
    };

    assert_eq!(number("proxy-7f.3a").await, "proxy-7f.3a");
    let (one, other) = (number("a b\tc").await, number(&"x".repeat(200)).await);
    assert!(one != other && one.len() < 30 && !one.contains(' '), "{one} {other}");
}

#[test]
fn the_figures_can_have_a_listener_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let process = Served::start_with(dir.path(), &[("STOPPRESS_METRICS_LISTEN", &address)]);
    process.hears("the newsroom runs");

    let text = blocking::get(format!("http://{address}/metrics")).unwrap().text().unwrap();

    assert!(text.contains("stoppress_build_info{version="), "{text}");
    assert_eq!(blocking::get(format!("http://{address}/en/")).unwrap().status(), StatusCode::NOT_FOUND);
}

#[test]
fn a_server_that_is_told_to_stop_says_so_first_sends_open_pages_away_and_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let mut process = Served::start_with(dir.path(), &[("STOPPRESS_STOP_NOTICE_SECONDS", "1")]);
    assert_eq!(process.get("/readyz").status(), StatusCode::OK);
    let mut stream = process.get("/events?topics=front:en");

    process.signal("TERM");
    process.hears("told to stop");
    let ready = process.get("/readyz");
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.text().unwrap(), "the server stops\n");
    assert_eq!(process.get("/en/").status(), StatusCode::OK, "who asks meanwhile is answered");

    let mut told = String::new();
    stream.read_to_string(&mut told).unwrap();
    let last = told.trim_end().rsplit("retry: ").next().unwrap();
    assert!((1000..10_000).contains(&last.parse::<u32>().unwrap()), "{told}");
    assert!(told.contains(": the server stops\n"), "{told}");
    assert_eq!(process.wait().code(), Some(0));
    assert!(!dir.path().join("stoppress.sock").exists());
}

#[test]
fn a_second_signal_ends_the_server_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let mut process = Served::start_with(dir.path(), &[("STOPPRESS_STOP_NOTICE_SECONDS", "60")]);
    process.signal("TERM");
    process.hears("told to stop");

    process.signal("TERM");

    assert_eq!(process.wait().code(), Some(130));
}

#[test]
fn a_newsroom_whose_folder_cannot_be_written_to_is_not_ready() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("newsroom");
    let process = Served::start(&data);

    process.hears("the newsroom runs");
    std::fs::remove_dir_all(&data).unwrap();

    let ready = process.get("/readyz");
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.text().unwrap(), "the newsroom's folder cannot be written to\n");
    assert_eq!(process.get("/healthz").status(), StatusCode::OK);
}

#[test]
fn the_log_says_what_runs_where_and_a_line_of_json_for_each_request() {
    let dir = tempfile::tempdir().unwrap();
    let variables = [("STOPPRESS_LOG", "stoppress=info,request=info"), ("STOPPRESS_LOG_FORMAT", "json")];
    let process = Served::start_with(dir.path(), &variables);

    let request = blocking::Client::new().get(format!("{}/en/?secret=1", process.url));
    request.header("X-Request-Id", "one-of-ours").send().unwrap();

    let begun: Value = serde_json::from_str(&process.hears("the newsroom runs")).unwrap();
    assert!(process.url.ends_with(begun["listen"].as_str().unwrap()), "{begun}");
    assert_eq!(begun["database"], "newsroom.db in the folder");
    let line = process.hears("one-of-ours");
    let told: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(told["route"], "/{edition}/");
    assert_eq!((&told["method"], &told["status"]), (&json!("GET"), &json!(200)));
    assert!(told["duration_ms"].as_f64().unwrap() > 0.0, "{told}");
    assert!(!line.contains("secret"), "what stands in an address may be a secret: {line}");
}

#[test]
fn the_log_can_be_made_to_hold_more_while_the_server_runs() {
    let dir = tempfile::tempdir().unwrap();
    let process = Served::start(dir.path());
    std::fs::write(dir.path().join("stoppress.toml"), "log = \"stoppress=info,request=info\"\n").unwrap();

    process.hears("the newsroom runs");
    process.signal("HUP");
    process.hears("read again");
    process.get("/en/newsfeed");

    assert!(process.hears("newsfeed").contains("status=200"));
}

#[test]
fn changed_settings_are_in_the_audit_log_by_name_alone() {
    let dir = tempfile::tempdir().unwrap();
    let mut process = Served::start(dir.path());
    process.signal("TERM");
    process.wait();

    let process = Served::start_with(dir.path(), &[("STOPPRESS_BODY_LIMIT_KIB", "777777")]);

    let token =
        stoppress().args(["token", "add", "olga", "--role", "admin", "--data"]).arg(dir.path()).output();
    let token = String::from_utf8(token.unwrap().stdout).unwrap();
    let log = blocking::Client::new().get(format!("{}/api/v1/audit?event=settings_changed", process.url));
    let log: Value =
        serde_json::from_str(&log.bearer_auth(token.trim()).send().unwrap().text().unwrap()).unwrap();
    let names = log["items"][0]["data"]["names"].as_array().unwrap();
    assert!(names.contains(&json!("body_limit_kib")), "{log}");
    assert!(!log.to_string().contains("777777"), "{log}");
}

/// `serve` with the socket that systemd would hand over as file 3.
fn activated(dir: &Path, listener: &TcpListener) -> Served {
    let mut command = Command::new("sh");
    let script = "exec 3<&0 0</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$1\" serve --data \"$2\"";
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_stoppress")]).arg(dir);
    Served::spawn(command.stdin(Stdio::from(OwnedFd::from(listener.try_clone().unwrap()))))
}

#[test]
fn a_socket_that_systemd_hands_over_is_served_and_no_connection_is_refused_across_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut first = activated(dir.path(), &listener);
    assert_eq!(first.url, format!("http://{address}"));
    let asking = std::thread::spawn(move || {
        let http = blocking::Client::builder().pool_max_idle_per_host(0).timeout(Duration::from_secs(20));
        let http = http.build().unwrap();
        let until = Instant::now() + Duration::from_secs(3);
        let mut statuses = Vec::new();
        while Instant::now() < until {
            let status = http.get(format!("http://{address}/en/")).send().map(|answer| answer.status());
            statuses.push(status.map_err(|error| format!("{error:?}")));
        }
        statuses
    });
    std::thread::sleep(Duration::from_millis(500));

    first.signal("TERM");
    assert_eq!(first.wait().code(), Some(0));
    TcpStream::connect(address).expect("the socket is open while nobody serves it");
    let second = activated(dir.path(), &listener);

    let statuses = asking.join().unwrap();
    assert!(
        statuses.len() > 3 && statuses.iter().all(|status| *status == Ok(StatusCode::OK)),
        "{statuses:?}"
    );
    assert_eq!(second.get("/readyz").status(), StatusCode::OK);
}

#[test]
fn systemd_is_told_of_readiness_of_life_and_of_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("notify");
    let notified = UnixDatagram::bind(&path).unwrap();
    notified.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let hear = || {
        let mut buffer = [0; 256];
        let length = notified.recv(&mut buffer).unwrap();
        String::from_utf8_lossy(&buffer[..length]).trim().to_owned()
    };
    let variables = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", "300000")];
    let mut process = Served::start_with(dir.path(), &variables);

    assert_eq!((hear(), hear()), ("READY=1".into(), "WATCHDOG=1".into()));
    process.signal("TERM");
    while hear() != "STOPPING=1" {}
    assert_eq!(process.wait().code(), Some(0));
}

#[test]
fn there_is_room_for_connections_from_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path());

    let limit: u64 =
        served.told("limits", "Max open files").split_whitespace().next().unwrap().parse().unwrap();
    let room: u64 = served.told("status", "FDSize:").parse().unwrap();

    assert!(room >= limit.min(65_536), "there is room for {room}, and {limit} are allowed");
}
