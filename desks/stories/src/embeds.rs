//! What a text embeds of other sites: how each provider is shown in a frame, and from which hosts that may be. Readers
//! get a link until they ask for more; no host is asked before that, and none that is not on the newsroom's list.

use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use house::{Event, Person, Right};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use site::Plant;
use url::{Host, Url};

/// The tag of every page that embeds something.
pub const TAG: &str = "embeds";

/// The fact by which the newsroom keeps its list; until it is changed the usual hosts hold.
const FACT: &str = "embed_hosts";
const USUAL: [&str; 12] = [
    "datawrapper.dwcdn.net",
    "flo.uri.sh",
    "geo.dailymotion.com",
    "open.spotify.com",
    "platform.twitter.com",
    "player.vimeo.com",
    "w.soundcloud.com",
    "www.facebook.com",
    "www.instagram.com",
    "www.openstreetmap.org",
    "www.tiktok.com",
    "www.youtube-nocookie.com",
];
/// The most hosts that a list has: all of them stand in a header of pages that embed something.
const MOST: usize = 60;

/// Something of another site, as it can be shown in a frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Embed {
    /// Whose it is: a name such as `YouTube`, else the host.
    pub provider: String,
    /// The address of the frame.
    pub frame: String,
    /// The host that a browser asks when the frame is shown.
    pub host: String,
}

/// The hosts that may be asked, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// Returns whether a host, or one that it lies below, is on the list.
    pub fn allow(&self, host: &str) -> bool {
        let is_below = |own: &String| host.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.'));
        self.0.iter().any(|own| own == host || is_below(own))
    }

    /// Returns the hosts.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

/// Returns how what stands at an address is shown in a frame; none if it cannot be.
pub fn of(address: &str) -> Option<Embed> {
    let url = Url::parse(address).ok()?;
    let Some(Host::Domain(host)) = url.host() else { return None };
    if !url.username().is_empty() || url.port().is_some() || !host.contains('.') {
        return None;
    }
    let (provider, frame) = match known(&url, host) {
        Some((provider, frame)) => (provider.to_owned(), Url::parse(&frame).ok()?),
        None if url.scheme() == "https" => (host.to_owned(), url.clone()),
        None => return None,
    };
    let host = frame.host_str()?.to_owned();
    Some(Embed { provider, frame: frame.into(), host })
}

/// The providers whose pages are no frames: where the frame of each is.
fn known(url: &Url, host: &str) -> Option<(&'static str, String)> {
    let host = ["www.", "m.", "mobile."].iter().find_map(|front| host.strip_prefix(front)).unwrap_or(host);
    let path: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    let said =
        |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let whole = utf8_percent_encode(url.as_str(), NON_ALPHANUMERIC);
    Some(match (host, path.as_slice()) {
        ("youtube.com" | "youtube-nocookie.com", ["watch"]) => youtube(&said("v")?)?,
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "shorts" | "live", id, ..]) => youtube(id)?,
        ("youtu.be", [id, ..]) => youtube(id)?,
        ("vimeo.com", [id]) | ("player.vimeo.com", ["video", id]) => {
            ("Vimeo", format!("https://player.vimeo.com/video/{}?dnt=1", name(id)?))
        }
        ("dailymotion.com", ["video", id]) | ("dai.ly", [id]) => {
            ("Dailymotion", format!("https://geo.dailymotion.com/player.html?video={}", name(id)?))
        }
        ("open.spotify.com", [kind, id] | ["embed", kind, id]) => {
            ("Spotify", format!("https://open.spotify.com/embed/{}/{}", name(kind)?, name(id)?))
        }
        ("soundcloud.com", [_, ..]) => {
            ("SoundCloud", format!("https://w.soundcloud.com/player/?url={whole}"))
        }
        ("twitter.com" | "x.com", [_, "status", id, ..]) => {
            ("X", format!("https://platform.twitter.com/embed/Tweet.html?dnt=true&id={}", name(id)?))
        }
        ("instagram.com", ["p" | "reel" | "tv", id, ..]) => {
            ("Instagram", format!("https://www.instagram.com/p/{}/embed/", name(id)?))
        }
        ("facebook.com", [_, ..]) => {
            ("Facebook", format!("https://www.facebook.com/plugins/post.php?href={whole}"))
        }
        ("tiktok.com", [_, "video", id]) => {
            ("TikTok", format!("https://www.tiktok.com/embed/v2/{}", name(id)?))
        }
        ("datawrapper.dwcdn.net", [id, ..]) => {
            ("Datawrapper", format!("https://datawrapper.dwcdn.net/{}/", name(id)?))
        }
        ("public.flourish.studio", [kind, id, ..]) | ("flo.uri.sh", [kind, id, ..]) => {
            ("Flourish", format!("https://flo.uri.sh/{}/{}/embed", name(kind)?, name(id)?))
        }
        _ => return None,
    })
}

fn youtube(id: &str) -> Option<(&'static str, String)> {
    Some(("YouTube", format!("https://www.youtube-nocookie.com/embed/{}", name(id)?)))
}

/// Returns a part of an address that can stand in another as it is.
fn name(part: &str) -> Option<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    ((1..=64).contains(&part.len()) && part.chars().all(is_name)).then_some(part)
}

/// Returns the newsroom's list.
pub async fn hosts(tx: &mut Tx) -> Result<Hosts> {
    let kept: Option<Vec<String>> = tx.fact(FACT).await?;
    Ok(Hosts(kept.unwrap_or_else(|| USUAL.map(str::to_owned).to_vec())))
}

/// Returns the policy by which a browser lets a page show frames of these hosts, and of no other.
pub fn frames(hosts: &Hosts) -> Vec<String> {
    hosts.0.iter().flat_map(|host| [format!("https://{host}"), format!("https://*.{host}")]).collect()
}

/// Puts a host on the list; it may be given by an address of something that is to be shown.
pub(crate) async fn add(tx: &mut Tx, person: &Person, text: &str) -> Result<()> {
    person.must_everywhere(Right::Office)?;
    let host = host_in(text).ok_or_else(|| no_host("/host"))?;
    let Hosts(mut hosts) = hosts(tx).await?;
    if hosts.contains(&host) {
        return Ok(());
    }
    if hosts.len() >= MOST {
        let why = format!("a list has at most {MOST} hosts");
        return Err(FieldError::at("/host", why).called("hosts-many", MOST.to_string()).into());
    }
    hosts.push(host);
    put(tx, person, hosts).await
}

/// Takes a host off the list.
pub(crate) async fn remove(tx: &mut Tx, person: &Person, host: &str) -> Result<()> {
    person.must_everywhere(Right::Office)?;
    let Hosts(mut hosts) = hosts(tx).await?;
    let before = hosts.len();
    hosts.retain(|own| own != host);
    if hosts.len() == before {
        return Err(Refused::NotFound.into());
    }
    put(tx, person, hosts).await
}

/// Makes these hosts the list.
pub(crate) async fn replace(tx: &mut Tx, person: &Person, wanted: &[String]) -> Result<()> {
    person.must_everywhere(Right::Office)?;
    let mut errors = Vec::new();
    let mut list = Vec::new();
    for (n, text) in wanted.iter().enumerate() {
        match host_in(text) {
            Some(host) => list.push(host),
            None => errors.push(no_host(&format!("/hosts/{n}"))),
        }
    }
    if wanted.len() > MOST {
        let why = format!("a list has at most {MOST} hosts");
        errors.push(FieldError::at("/hosts", why).called("hosts-many", MOST.to_string()));
    }
    if !errors.is_empty() {
        return Err(Refused::NotValid(errors).into());
    }
    put(tx, person, list).await
}

async fn put(tx: &mut Tx, person: &Person, mut list: Vec<String>) -> Result<()> {
    list.sort();
    list.dedup();
    if list == hosts(tx).await?.0 {
        return Ok(());
    }
    tx.set_fact(FACT, &list).await?;
    let newsroom = Id::from_bytes([0; 16]);
    Event::EmbedHostsChanged.announce_in(tx, Some(person.actor()), None, newsroom, None).await.map(drop)
}

/// Returns the host that a text names, by itself or as that of an address: there that of its frame.
fn host_in(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains("://") {
        return of(text).map(|embed| embed.host);
    }
    let url = Url::parse(&format!("https://{text}/")).ok()?;
    let Some(Host::Domain(host)) = url.host() else { return None };
    let is_alone =
        url.path() == "/" && url.port().is_none() && url.username().is_empty() && url.query().is_none();
    (is_alone && host.contains('.') && !host.contains('*') && host.len() <= 253).then(|| host.to_owned())
}

fn no_host(pointer: &str) -> FieldError {
    FieldError::at(pointer, "a host such as video.example.org").called("host", "")
}

/// Returns what stands before the link to something that a text embeds: how it is shown, where that may be.
pub fn before_the_link(
    plant: &Plant,
    language: &site::words::Language,
    hosts: &Hosts,
    address: &str,
) -> Option<String> {
    let embed = of(address).filter(|embed| hosts.allow(&embed.host))?;
    crate::in_text::rendered(plant, language, &crate::pages::EmbedInText { embed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_provider_is_shown_in_its_frame() {
        let table = [
            (
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            ),
            ("http://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
            ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
            (
                "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC",
                "https://open.spotify.com/embed/track/4uLU6hMCjMI75M1A2tKUQC",
            ),
            ("https://x.com/a/status/20", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"),
            ("https://maps.example.org/frame?x=1", "https://maps.example.org/frame?x=1"),
        ];
        for (address, frame) in table {
            assert_eq!(of(address).map(|embed| embed.frame).as_deref(), Some(frame), "{address}");
        }
    }

    #[test]
    fn what_could_be_anything_is_no_frame() {
        let not = [
            "http://maps.example.org/x",
            "https://user@maps.example.org/",
            "https://maps.example.org:8443/",
            "https://127.0.0.1/",
            "https://localhost/",
            "javascript:alert(1)",
        ];
        for address in not {
            assert_eq!(of(address), None, "{address}");
        }
    }

    #[test]
    fn a_host_is_allowed_with_all_below_it_and_no_other() {
        let hosts = Hosts(vec!["example.org".into()]);

        assert!(hosts.allow("example.org") && hosts.allow("a.b.example.org"));
        assert!(!hosts.allow("badexample.org") && !hosts.allow("org") && !hosts.allow("example.org.evil"));
    }

    #[test]
    fn a_host_is_read_off_a_name_or_an_address() {
        let read = |text: &str| host_in(text).unwrap_or_default();
        assert_eq!(read(" Video.Example.org "), "video.example.org");
        assert_eq!(read("https://youtu.be/dQw4w9WgXcQ"), "www.youtube-nocookie.com");
        for wrong in
            ["", "*", "*.example.org", "a b", "localhost", "example.org/x", "https:", "'; script-src *"]
        {
            assert_eq!(read(wrong), "", "{wrong}");
        }
    }
}
