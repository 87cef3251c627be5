//! `stoppress verify`: checks a story's public record, from a file or from a running newsroom, and says what was
//! compared. It needs no newsroom of its own, and with a file no network.

use crate::output::Output;
use anyhow::{Context, Result, bail};
use fetch::{Failed, Fetcher, Guard, Question};
use serde_json::{Value, json};
use std::path::Path;
use stories::{Verified, verify, verify_head};

/// The longest record that is read.
const LONGEST: usize = 64 * 1024 * 1024;
/// Where every newsroom tells its chain's head.
const HEAD: &str = "/.well-known/stoppress-record";

/// Checks the record of a story, by its address or in a file, and returns the exit code.
pub async fn run(place: &str, key: Option<&str>, output: &Output) -> Result<u8> {
    let record = match place.split_once("://") {
        Some(_) => fetched(place).await?,
        None => Found { document: read(Path::new(place))?, head: None },
    };
    let mut checked = verify(&record.document, key);
    if let Some(head) = &record.head {
        checked.faults.extend(verify_head(head, &record.document, key));
    }
    output.note(format!("compared: {}", compared(&checked, record.head.is_some())));
    if checked.faults.is_empty() {
        let has_head = record.head.is_some();
        let told =
            if has_head { "The record holds.".to_owned() } else { as_far_as_it_goes(&record.document) };
        output.result(told, json!({ "holds": true, "head": has_head, "compared": counts(&checked) }));
    }
    Ok(output.faults(&checked.faults))
}

/// A record, and the chain's head where a newsroom could be asked for it.
struct Found {
    document: Value,
    head: Option<Value>,
}

fn read(file: &Path) -> Result<Value> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("{} is no JSON", file.display()))
}

/// Fetches a story's record: from its own address, or from that of the story or of its history.
async fn fetched(url: &str) -> Result<Found> {
    let (origin, path) = parted(url)?;
    // Whom the caller names may be asked, also on this machine.
    let named = origin.split_once("://").map_or(origin, |(_, authority)| authority);
    let guard = Guard::allowing([with_port(origin, named)]);
    let guard = guard.map_err(|what| anyhow::anyhow!("{what} is no server that can be asked"))?;
    let fetcher = Fetcher::new(guard, concat!("Stoppress/", env!("CARGO_PKG_VERSION")));
    let document = if path.starts_with("/api/") {
        get(&fetcher, url).await?
    } else {
        let history = get(&fetcher, &format!("{origin}{}", history_of(path))).await?;
        let history = String::from_utf8_lossy(&history).into_owned();
        let record =
            record_in(&history).with_context(|| format!("{url} is no story's page: it names no record"))?;
        get(&fetcher, &format!("{origin}{record}")).await?
    };
    let head = get(&fetcher, &format!("{origin}{HEAD}")).await?;
    Ok(Found {
        document: serde_json::from_slice(&document).with_context(|| format!("{url} gives no record"))?,
        head: Some(serde_json::from_slice(&head).with_context(|| format!("{origin}{HEAD} is no JSON"))?),
    })
}

async fn get(fetcher: &Fetcher, url: &str) -> Result<Vec<u8>> {
    match fetcher.get(url, LONGEST).await {
        Ok(bytes) => Ok(bytes),
        // What is withdrawn leaves its record, without its words.
        Err(Failed::Status(410)) => match fetcher.ask(url, Question::default(), LONGEST).await {
            Ok(reply) if reply.status == 410 => Ok(reply.body),
            _ => bail!("{url}: the story is withdrawn"),
        },
        Err(Failed::Status(status)) => bail!("{url} answers {status}"),
        Err(failed) => bail!("{url}: {failed}"),
    }
}

/// Parts an address into its origin and the path, without what follows `?` or `#`.
fn parted(url: &str) -> Result<(&str, &str)> {
    let scheme = url.find("://").map(|at| at + 3).context("an address begins with https://")?;
    let rest = url.get(scheme..).unwrap_or_default();
    let end = scheme + rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (origin, path) = url.split_at(end);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    Ok((origin, if path.is_empty() { "/" } else { path }))
}

/// Returns the host with its port, said or meant.
fn with_port(origin: &str, named: &str) -> String {
    let bare = named.rsplit_once(']').map_or(named, |(_, behind)| behind);
    match bare.contains(':') {
        true => named.to_owned(),
        false => format!("{named}:{}", if origin.starts_with("https") { 443 } else { 80 }),
    }
}

/// Returns the path of a story's history, of which the path of the story, or of one of its versions, is a part.
fn history_of(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let story = path.find("/history").map_or(path, |at| path.get(..at).unwrap_or(path));
    format!("{story}/history")
}

/// Returns the address of the record that a page names.
fn record_in(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("type=\"application/json\" href=\"")?;
    rest.split_once('"').map(|(address, _)| address).filter(|address| address.starts_with("/api/"))
}

fn compared(checked: &Verified, has_head: bool) -> String {
    let Verified { entries, contents, withheld, hashes, signatures, keys, .. } = checked;
    let withheld = if *withheld > 0 { format!(" ({withheld} more are withheld)") } else { String::new() };
    let head = if has_head { ", the head of the newsroom's chain" } else { "" };
    format!(
        "{entries} entries in their chain, {contents} texts{withheld}, {hashes} hashes, {signatures} signatures{head}; \
         signed by {}",
        if keys.is_empty() { "nobody".to_owned() } else { keys.join(", ") }
    )
}

/// Says of a record without the newsroom's head what nobody can see in it, and how to see it.
fn as_far_as_it_goes(document: &Value) -> String {
    let ask = match address_of(document) {
        Some(address) => format!("stoppress verify {address}"),
        None => "stoppress verify ADDRESS, with the address of the story".to_owned(),
    };
    format!(
        "What stands in the file holds. Its end was not compared with the newsroom's chain: whether newer entries were cut \
         off, a file alone cannot show. To compare it, ask the newsroom: {ask}"
    )
}

/// Returns where the newsroom has the record, as the file itself says; nothing that a terminal would not show as it is.
fn address_of(document: &Value) -> Option<String> {
    let text = |name: &str| document.get(name).and_then(Value::as_str);
    let record = || {
        let (origin, _) = parted(text("head")?).ok()?;
        Some(format!("{origin}/api/v1/stories/{}/history", text("story")?))
    };
    let address = text("url").map(str::to_owned).or_else(record)?;
    let is_plain = address.starts_with("http") && address.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain.then_some(address)
}

fn counts(checked: &Verified) -> Value {
    json!({ "entries": checked.entries, "contents": checked.contents, "withheld": checked.withheld,
        "hashes": checked.hashes, "signatures": checked.signatures, "keys": checked.keys })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_its_history_and_a_version_have_one_record() {
        for path in [
            "/en/2026/11/24/a",
            "/en/2026/11/24/a/",
            "/en/2026/11/24/a/history",
            "/en/2026/11/24/a/history/3",
        ] {
            assert_eq!(history_of(path), "/en/2026/11/24/a/history");
        }
    }

    #[test]
    fn a_file_leads_back_to_its_newsroom_and_writes_nothing_else_on_a_terminal() {
        let record =
            |url: Value| json!({ "url": url, "story": "7", "head": format!("https://paper.example{HEAD}") });
        let address = |url: Value| address_of(&record(url));

        assert_eq!(address(json!("https://paper.example/a")).unwrap(), "https://paper.example/a");
        assert_eq!(address(Value::Null).unwrap(), "https://paper.example/api/v1/stories/7/history");
        assert_eq!(address(json!("https://paper.example/\u{1b}[2J")), None);
        assert!(as_far_as_it_goes(&json!({})).contains("with the address of the story"));
    }

    #[test]
    fn an_address_is_parted_and_its_port_is_said_or_meant() {
        assert_eq!(parted("http://127.0.0.1:8080/a?b#c").unwrap(), ("http://127.0.0.1:8080", "/a"));
        assert_eq!(parted("https://paper.example").unwrap(), ("https://paper.example", "/"));
        assert_eq!(with_port("https://paper.example", "paper.example"), "paper.example:443");
        assert_eq!(with_port("http://[::1]", "[::1]"), "[::1]:80");
        assert_eq!(with_port("http://[::1]:81", "[::1]:81"), "[::1]:81");
    }
}
