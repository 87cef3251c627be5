//! Assets: styles, scripts, fonts and images under addresses that bear their hash, and so never change.

use crate::Plant;
use crate::encodings::Encoding;
use crate::etags::names;
use crate::pages::{Source, theme};
use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use base::Broken;
use bytes::Bytes;
use http::StatusCode;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH, VARY,
};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::OnceCell;

/// The assets of all sources.
#[derive(Clone)]
pub struct Assets(Arc<Inner>);

struct Inner {
    sources: Vec<Source>,
    /// A theme's own files, which count before those of the sources.
    own: BTreeMap<String, Vec<u8>>,
    shelf: ArcSwap<Shelf>,
}

#[derive(Default)]
struct Shelf {
    /// From the name to the address.
    addresses: BTreeMap<String, String>,
    /// From the address, without `/assets/`, to the file.
    files: HashMap<String, Arc<File>>,
}

struct File {
    body: Bytes,
    media_type: &'static str,
    hash: String,
    gzip: OnceCell<Bytes>,
    brotli: OnceCell<Bytes>,
}

impl Assets {
    /// Returns the assets among the files of these sources: what lies in a folder `assets/`, or bears the ending of
    /// a style, script, font or image. Of two files with one name the later source's counts.
    pub fn new(sources: Vec<Source>) -> Self {
        Self::with(sources, BTreeMap::new())
    }

    /// Returns the assets among the files of these sources, and a theme's own over them.
    pub(crate) fn with(sources: Vec<Source>, own: BTreeMap<String, Vec<u8>>) -> Self {
        let shelf = ArcSwap::from_pointee(shelf(&sources, &own));
        Self(Arc::new(Inner { sources, own, shelf }))
    }

    /// Reads the files again; for development, where the sources are on disk.
    pub fn reload(&self) {
        let mut fresh = shelf(&self.0.sources, &self.0.own);
        // What is the same keeps the forms that were made of it.
        for (address, file) in &self.0.shelf.load().files {
            if let Some(same) = fresh.files.get_mut(address) {
                *same = Arc::clone(file);
            }
        }
        self.0.shelf.store(Arc::new(fresh));
    }

    /// Returns the address of an asset: `/assets/site-1a2b3c4d.css` for `site.css`.
    pub fn address(&self, name: &str) -> Option<String> {
        self.0.shelf.load().addresses.get(name).map(|address| format!("/assets/{address}"))
    }

    /// Returns the names of all assets.
    pub fn names(&self) -> Vec<String> {
        self.0.shelf.load().addresses.keys().cloned().collect()
    }

    fn file(&self, address: &str) -> Option<Arc<File>> {
        self.0.shelf.load().files.get(address).cloned()
    }
}

/// Returns the theme's assets.
pub fn of_the_theme() -> &'static Assets {
    static THEME: LazyLock<Assets> = LazyLock::new(|| Assets::new(vec![theme()]));
    &THEME
}

/// Returns the address of one of the theme's assets; in development the files are read again now and then.
pub fn url(name: &str) -> Option<String> {
    static READ: Mutex<Option<Instant>> = Mutex::new(None);
    let theme = of_the_theme();
    if cfg!(debug_assertions) {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if read.is_none_or(|read| read.elapsed() > Duration::from_secs(1)) {
            theme.reload();
            *read = Some(Instant::now());
        }
    }
    theme.address(name)
}

/// Returns the route of the theme's assets.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/assets/{*address}", get(show))
        .route("/favicon.ico", get(async || named("favicon.ico")))
        .route("/apple-touch-icon.png", get(async || named("apple-touch-icon.png")))
}

/// Leads from a name that programs know to the file's own address.
fn named(name: &str) -> Response {
    match url(name) {
        Some(address) => Redirect::temporary(&address).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn show(State(plant): State<Plant>, Path(address): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = find(&plant, &address) else {
        let mut response = Response::new(Body::from("Not found\n"));
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    file.answer(&headers).await
}

fn find(plant: &Plant, address: &str) -> Option<Arc<File>> {
    let own = || plant.pages.own_themes().into_iter().find_map(|own| own.assets()?.file(address));
    of_the_theme().file(address).or_else(own)
}

/// Returns the stylesheet at this address, without `/assets/`, as text.
pub fn style(plant: &Plant, address: &str) -> Option<String> {
    let file = find(plant, address).filter(|file| file.media_type.starts_with("text/css"))?;
    String::from_utf8(file.body.to_vec()).ok()
}

impl File {
    async fn answer(&self, headers: &HeaderMap) -> Response {
        let (body, encoding) = self.form(headers).await;
        let mut response = Response::new(Body::empty());
        let out = response.headers_mut();
        let etag = format!("\"{}{}\"", self.hash, encoding.mark());
        let etag = HeaderValue::try_from(etag).unwrap_or(HeaderValue::from_static("\"\""));
        let is_known = headers.get_all(IF_NONE_MATCH).iter().any(|list| names(list, &etag));
        out.insert(ETAG, etag);
        out.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        if is_text(self.media_type) {
            out.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        out.insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        if let Some(name) = encoding.name() {
            out.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        *response.body_mut() = Body::from(body);
        response
    }

    async fn form(&self, headers: &HeaderMap) -> (Bytes, Encoding) {
        let whole = (self.body.clone(), Encoding::Identity);
        let place = match Encoding::accepted(headers).filter(|_| is_text(self.media_type)) {
            Some(Encoding::Brotli) => &self.brotli,
            Some(Encoding::Gzip | Encoding::Zstd) => &self.gzip,
            _ => return whole,
        };
        let is_brotli = std::ptr::eq(place, &raw const self.brotli);
        let encoding = if is_brotli { Encoding::Brotli } else { Encoding::Gzip };
        let body = self.body.clone();
        let made = place.get_or_try_init(async || {
            // Once in the life of the program, so smaller is better than sooner.
            let task = tokio::task::spawn_blocking(move || match encoding {
                Encoding::Brotli => crate::encodings::small_brotli(&body),
                other => other.encode(&body).map(Bytes::from),
            });
            task.await.map_err(Broken::new)?.map_err(Broken::new)
        });
        made.await.map_or(whole, |body: &Bytes| (body.clone(), encoding))
    }
}

fn shelf(sources: &[Source], own: &BTreeMap<String, Vec<u8>>) -> Shelf {
    let mut raw: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for source in sources {
        for path in (source.list)() {
            let Some(name) = asset_name(&path) else { continue };
            if let Some(bytes) = (source.get)(&path) {
                raw.insert(name.to_owned(), bytes.into_owned());
            }
        }
    }
    let own = own.iter().filter(|(name, _)| media_type(name).is_some());
    raw.extend(own.map(|(name, bytes)| (name.clone(), bytes.clone())));
    let mut shelf = Shelf::default();
    let names: Vec<String> = raw.keys().cloned().collect();
    for name in names {
        shelve(&mut shelf, &raw, &name, &mut Vec::new());
    }
    shelf
}

/// Returns the name under which a file is asked for, none if it is no asset.
fn asset_name(path: &str) -> Option<&str> {
    let name = path.rsplit_once("assets/").map_or(path, |(_, name)| name);
    media_type(name).map(|_| name)
}

/// Puts a file on the shelf, those that it mentions first: in styles and scripts `/assets/NAME` stands for the
/// address of NAME.
fn shelve(shelf: &mut Shelf, raw: &BTreeMap<String, Vec<u8>>, name: &str, on_the_way: &mut Vec<String>) {
    let is_done = shelf.addresses.contains_key(name) || on_the_way.iter().any(|open| open == name);
    let (Some(bytes), Some(media_type), false) = (raw.get(name), media_type(name), is_done) else { return };
    let mut body = bytes.clone();
    if name.ends_with(".css") || name.ends_with(".js") {
        let mut text = String::from_utf8_lossy(&body).into_owned();
        let mut mentioned: Vec<&String> = raw.keys().filter(|other| text.contains(&mention(other))).collect();
        // The longest first, so that no name is taken for the beginning of another.
        mentioned.sort_by_key(|other| std::cmp::Reverse(other.len()));
        for other in mentioned {
            on_the_way.push(name.to_owned());
            shelve(shelf, raw, other, on_the_way);
            on_the_way.pop();
            if let Some(address) = shelf.addresses.get(other) {
                text = text.replace(&mention(other), &mention(address));
            }
        }
        body = text.into_bytes();
    }
    let hash: String = blake3::hash(&body).to_hex().as_str().chars().take(12).collect();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let address = format!("{stem}-{hash}.{ending}");
    let (gzip, brotli) = (OnceCell::new(), OnceCell::new());
    let file = File { body: body.into(), media_type, hash, gzip, brotli };
    shelf.files.insert(address.clone(), Arc::new(file));
    shelf.addresses.insert(name.to_owned(), address);
}

fn mention(name: &str) -> String {
    format!("/assets/{name}")
}

fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        _ => return None,
    })
}

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || media_type.contains("svg") || media_type.contains("json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn source() -> Source {
        Source {
            prefix: "theme",
            list: || {
                ["assets/site.css", "assets/fonts/serif.woff2", "layout.html", "assets/a.js", "assets/b.js"]
                    .map(Cow::Borrowed)
                    .to_vec()
            },
            get: |path| {
                let text = match path {
                    "assets/site.css" => "@font-face{src:url(\"/assets/fonts/serif.woff2\")} p{margin:0}",
                    "assets/a.js" => "import '/assets/b.js'",
                    "assets/b.js" => "import '/assets/a.js'",
                    _ => "bytes",
                };
                Some(Cow::Borrowed(text.as_bytes()))
            },
        }
    }

    #[test]
    fn an_asset_has_its_hash_in_its_address_and_what_it_mentions_too() {
        let assets = Assets::new(vec![source()]);

        let font = assets.address("fonts/serif.woff2").unwrap();
        let style = assets.address("site.css").unwrap();
        let file = assets.file(style.strip_prefix("/assets/").unwrap()).unwrap();
        assert!(style.starts_with("/assets/site-") && style.ends_with(".css"), "{style}");
        assert!(String::from_utf8_lossy(&file.body).contains(&font));
        assert_eq!(assets.address("layout.html"), None);
        assert_eq!(assets.names().len(), 4);
    }
}
