//! Open pages that come back after their server was away, and one who asks for a page meanwhile.
//!
//! `herd ADDRESS PAGES BEHIND WHEN STORY PATH…`: opens so many streams on the paths in turn, and says «open». When the
//! server goes away, each page comes back (`at-once`: all in the moment in which the server answers again; `as-told`:
//! after the time that the server told it, and again after that where nobody listens) with a `Last-Event-ID` that lies
//! `BEHIND` numbers before its last. Says how long it took until the last had caught up, how long a story took meanwhile, and
//! how many could not be had.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream as Blocking};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;

struct Herd {
    address: SocketAddr,
    behind: i64,
    is_told: bool,
    open: AtomicU64,
    away: AtomicU64,
    caught_up: AtomicU64,
    messages: AtomicU64,
    tries: AtomicU64,
    /// How long each page took from its first try that found a listener, in microseconds.
    took: Mutex<Vec<u128>>,
    back: watch::Sender<Option<Instant>>,
}

/// How long a herd may take to come back.
const ALLOWED: Duration = Duration::from_secs(15);

/// How often a visitor asks.
const EVERY: Duration = Duration::from_millis(5);

/// What a page has read so far.
#[derive(Default)]
struct Known {
    last: i64,
    retry: u64,
    messages: u64,
}

async fn connect(herd: &Herd, index: usize) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    // One address has 28,000 ports.
    socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, 2 + (index % 40) as u8), 0)))?;
    let stream = socket.connect(herd.address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Asks for the stream and reads it until a comment that begins so, or its end; returns whether the comment came.
async fn read(stream: &mut TcpStream, known: &mut Known, until: &str) -> std::io::Result<bool> {
    let mut rest = Vec::new();
    let mut room = [0; 4096];
    loop {
        let count = stream.read(&mut room).await?;
        if count == 0 {
            return Ok(false);
        }
        rest.extend_from_slice(&room[..count]);
        let mut start = 0;
        let mut is_there = false;
        while let Some(end) = rest[start..].iter().position(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(&rest[start..start + end]);
            if let Some(number) = line.strip_prefix("id: ") {
                known.last = number.trim().parse().unwrap_or(known.last);
            } else if let Some(number) = line.strip_prefix("retry: ") {
                known.retry = number.trim().parse().unwrap_or(known.retry);
            } else if line.starts_with("data:") {
                known.messages += 1;
            } else if line.starts_with("HTTP/1.1 ") && !line.contains(" 200") {
                return Err(std::io::Error::other(line.into_owned()));
            }
            is_there |= !until.is_empty() && line.starts_with(until);
            start += end + 1;
        }
        rest.drain(..start);
        // The number stands in the line after the comment.
        if is_there && rest.is_empty() {
            return Ok(true);
        }
    }
}

async fn ask(herd: &Herd, index: usize, path: &str, last: Option<i64>) -> std::io::Result<TcpStream> {
    let mut stream = connect(herd, index).await?;
    let last = last.map_or(String::new(), |last| format!("Last-Event-ID: {last}\r\n"));
    let head =
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/event-stream\r\n{last}\r\n", herd.address);
    stream.write_all(head.as_bytes()).await?;
    Ok(stream)
}

async fn page(herd: Arc<Herd>, index: usize, path: String, permit: tokio::sync::OwnedSemaphorePermit) {
    let mut known = Known::default();
    let Ok(mut stream) = ask(&herd, index, &path, None).await else {
        return give_up("a page could not be opened");
    };
    if !matches!(read(&mut stream, &mut known, ": open").await, Ok(true)) {
        return give_up("a page was not opened");
    }
    herd.open.fetch_add(1, Relaxed);
    drop(permit);
    let _ = read(&mut stream, &mut known, "").await;
    drop(stream);
    herd.away.fetch_add(1, Relaxed);
    let last = (known.last - herd.behind).max(0);
    known.messages = 0;
    let mut back = herd.back.subscribe();
    if !herd.is_told {
        let _ = back.wait_for(Option::is_some).await;
    }
    let mut began = None;
    loop {
        if herd.is_told || began.is_some() {
            tokio::time::sleep(Duration::from_millis(if herd.is_told { known.retry } else { 1000 })).await;
        }
        herd.tries.fetch_add(1, Relaxed);
        let now = Instant::now();
        let Ok(mut stream) = ask(&herd, index, &path, Some(last)).await else {
            began = began.or((!herd.is_told).then_some(now));
            continue;
        };
        let began = *began.get_or_insert(now);
        if matches!(read(&mut stream, &mut known, ": present").await, Ok(true)) {
            herd.took.lock().unwrap().push(began.elapsed().as_micros());
            herd.messages.fetch_add(known.messages, Relaxed);
            herd.caught_up.fetch_add(1, Relaxed);
            let _ = read(&mut stream, &mut known, "").await;
            return;
        }
    }
}

/// Without every page there is nothing to measure.
fn give_up(why: &str) {
    eprintln!("{why}");
    std::process::exit(1);
}

/// Whether the server answers. How long it takes to start is another figure.
async fn is_there(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect(address).await else { return false };
    let head = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.is_ok() && matches!(stream.read(&mut [0; 64]).await, Ok(1..))
}

/// Asks for a story on a connection, or on a new one that it closes.
fn visit(address: SocketAddr, path: &str, kept: Option<Blocking>, is_new: bool) -> std::io::Result<Blocking> {
    let mut stream = kept.map_or_else(|| Blocking::connect(address), Ok)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let connection = if is_new { "close" } else { "keep-alive" };
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: gzip\r\nConnection: {connection}\r\n\r\n"
    )?;
    let mut reader = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line)? > 2 {
        if line.starts_with("HTTP/1.1 ") && !line.contains(" 200 ") {
            return Err(std::io::Error::other(line));
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    if length == 0 {
        return Err(std::io::Error::other("no answer"));
    }
    reader.read_exact(&mut vec![0; length])?;
    Ok(reader.into_inner())
}

/// Visits that were answered, each with when it was due and what it took from then on, and how many were not.
type Visits = (Vec<(Instant, u128)>, usize);

/// Asks for the story every five milliseconds until it is over, whether the visits before were answered or not, each on a
/// new connection; or one after the other on one connection, where a visit that waits for the one before waits as well.
fn visitor(address: SocketAddr, path: String, is_new: bool, over: Arc<AtomicBool>) -> Visits {
    let visits = Mutex::new((Vec::new(), 0));
    let note = |due: Instant, answer: std::io::Result<Blocking>| {
        let took = due.elapsed().as_micros();
        let mut visits = visits.lock().unwrap();
        match answer {
            Ok(stream) => {
                visits.0.push((due, took));
                Some(stream)
            }
            Err(error) => {
                visits.1 += 1;
                eprintln!("a story could not be had: {error}");
                None
            }
        }
    };
    let (note, path) = (&note, &path);
    std::thread::scope(|scope| {
        let mut due = Instant::now();
        let mut kept = None;
        while !over.load(Relaxed) {
            if is_new {
                scope.spawn(move || note(due, visit(address, path, None, true)));
            } else {
                kept = note(due, visit(address, path, kept.take(), false));
            }
            due += EVERY;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
        }
    });
    visits.into_inner().unwrap()
}

/// Makes this thread, which is all the pages, the last to get the processor that it shares with the visitors: they
/// stand for people at other machines, and are to wait for the server alone.
fn give_way() {
    let thread = std::fs::read_link("/proc/thread-self").unwrap();
    let renice = std::process::Command::new("renice")
        .args(["-n", "19", "-p"])
        .arg(thread.file_name().unwrap())
        .output();
    assert!(renice.is_ok_and(|done| done.status.success()), "renice is needed");
}

fn share(sorted: &[u128], percent: usize) -> f64 {
    let at = (sorted.len() * percent).div_ceil(100).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(at).map_or(0.0, |micros| *micros as f64 / 1000.0)
}

async fn run(herd: Arc<Herd>, count: usize, story: String, paths: Vec<String>) {
    let opening = Arc::new(tokio::sync::Semaphore::new(64));
    for index in 0..count {
        let permit = Arc::clone(&opening).acquire_owned().await.unwrap();
        tokio::spawn(page(Arc::clone(&herd), index, paths[index % paths.len()].clone(), permit));
    }
    let all = count as u64;
    let tick = || tokio::time::sleep(Duration::from_millis(2));
    while herd.open.load(Relaxed) < all {
        tick().await;
    }
    println!("open");
    while herd.away.load(Relaxed) < all {
        tick().await;
    }
    println!("away");
    while !is_there(herd.address).await {
        tick().await;
    }
    let began = Instant::now();
    let over = Arc::new(AtomicBool::new(false));
    let visitors = [false, true].map(|is_new| {
        let (address, story, over) = (herd.address, story.clone(), Arc::clone(&over));
        std::thread::spawn(move || visitor(address, story, is_new, over))
    });
    give_way();
    herd.back.send_replace(Some(began));
    while herd.caught_up.load(Relaxed) < all {
        tick().await;
    }
    let whole = began.elapsed();
    // They have so long to come back; who asks meanwhile may ask after the last has.
    tokio::time::sleep(ALLOWED.saturating_sub(whole)).await;
    over.store(true, Relaxed);
    let mut took = herd.took.lock().unwrap().clone();
    took.sort_unstable();
    let [messages, tries] = [&herd.messages, &herd.tries].map(|number| number.load(Relaxed));
    println!(
        "{:.2} s until the last of {all} pages had caught up; {messages} messages, {tries} tries",
        whole.as_secs_f64()
    );
    println!(
        "a page: p50 {:.0}, p99 {:.0}, last {:.0} ms",
        share(&took, 50),
        share(&took, 99),
        share(&took, 100)
    );
    for (visitor, name) in visitors.into_iter().zip(["on one connection", "each on a new connection"]) {
        let (asked, failed) = visitor.join().unwrap();
        for (span, until) in [("until then", whole), ("in 15 s", ALLOWED)] {
            let within = asked.iter().filter(|(at, _)| at.duration_since(began) <= until);
            let mut took: Vec<u128> = within.map(|(_, took)| *took).collect();
            took.sort_unstable();
            let [p50, p99, most] = [50, 99, 100].map(|percent| share(&took, percent));
            println!(
                "a story {span}, {name}: {} times, {failed} failed, p50 {p50:.1}, p99 {p99:.1}, slowest {most:.1} ms",
                took.len()
            );
        }
    }
}

fn main() {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next().expect("herd ADDRESS PAGES BEHIND WHEN STORY PATH…");
    let address = word().parse().expect("an address");
    let [count, behind] = [word(), word()].map(|number| number.parse::<i64>().expect("a number"));
    let (is_told, story) = (word() == "as-told", word());
    let herd = Herd {
        address,
        behind,
        is_told,
        open: AtomicU64::new(0),
        away: AtomicU64::new(0),
        caught_up: AtomicU64::new(0),
        messages: AtomicU64::new(0),
        tries: AtomicU64::new(0),
        took: Mutex::default(),
        back: watch::channel(None).0,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(Arc::new(herd), count as usize, story, words.collect()));
    std::process::exit(0);
}
