//! A kept page: one rendering, its forms in every coding, and the answers made from them.

use crate::encodings::{Encoding, small_brotli};
use crate::etags::names;
use crate::limits::{ON_EVERY_ANSWER, policy};
use axum::body::Body;
use axum::extract::MatchedPath;
use axum::response::Response;
use base::{Broken, Result, Time};
use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap, HeaderName,
    HeaderValue, IF_NONE_MATCH, LOCATION, VARY,
};
use http::{Method, StatusCode};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::{OnceCell, Semaphore};

/// What a rendering made, what it used, and until when it holds.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub status: StatusCode,
    pub content_type: &'static str,
    pub body: String,
    /// What the page shows, such as `story:ID`: it is dropped as soon as one of them changes.
    pub tags: Vec<String>,
    /// The earliest moment at which anything that the page shows changes by itself.
    pub until: Option<Time>,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// Whose frames the page may show beside this house's own.
    pub frames: Vec<String>,
}

impl Rendered {
    /// Returns a page of HTML.
    pub fn html(body: String) -> Self {
        Self::of("text/html; charset=utf-8", body)
    }

    /// Returns a document of this media type.
    pub fn of(content_type: &'static str, body: String) -> Self {
        let (tags, until, location, frames) = (Vec::new(), None, None, Vec::new());
        Self { status: StatusCode::OK, content_type, body, tags, until, location, frames }
    }

    /// Returns a redirect; a code that is none becomes 302.
    pub fn redirect(status: u16, location: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status).ok().filter(StatusCode::is_redirection);
        let mut rendered = Self::of("text/plain; charset=utf-8", String::new());
        rendered.status = status.unwrap_or(StatusCode::FOUND);
        rendered.location = Some(location.into());
        rendered
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
    }

    /// Adds tags.
    #[must_use]
    pub fn tags<T: Into<String>>(mut self, tags: impl IntoIterator<Item = T>) -> Self {
        self.tags.extend(tags.into_iter().map(Into::into));
        self
    }

    /// Says that the page holds until `time` at most; of several moments the earliest counts.
    #[must_use]
    pub fn until(mut self, time: impl Into<Option<Time>>) -> Self {
        self.until = match (self.until, time.into()) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        self
    }

    /// Lets the page show frames of these sources.
    #[must_use]
    pub fn frames(mut self, sources: impl IntoIterator<Item = String>) -> Self {
        self.frames.extend(sources);
        self
    }

    /// Sets the status; a number that is none leaves it.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = StatusCode::from_u16(status).unwrap_or(self.status);
        self
    }
}

/// Bodies below this are not worth a coding.
const WORTH_ENCODING: usize = 400;
/// Bodies up to this are encoded on the spot, larger ones on a thread that may block.
const ENCODED_AT_ONCE: usize = 16 * 1024;
/// A page that was asked for this often in brotli gets its smaller form.
const WORTH_SHRINKING: u32 = 3;
const SURROGATE_KEY: HeaderName = HeaderName::from_static("surrogate-key");

/// A rendering with its forms.
pub(crate) struct Entry {
    pub(crate) tags: Vec<String>,
    pub(crate) until: Option<Time>,
    /// The route by which the page was first asked for; none inside for an address that no route has a pattern for.
    pub(crate) route: OnceLock<Option<MatchedPath>>,
    status: StatusCode,
    /// The headers that all forms share, but for `ETag` and `Content-Encoding`.
    headers: HeaderMap,
    hash: String,
    identity: Form,
    encoded: Encoded,
}

/// The forms that are made when they are first asked for.
#[derive(Default)]
struct Encoded {
    gzip: OnceCell<Form>,
    brotli: OnceCell<Form>,
    small_brotli: OnceLock<Form>,
    asked_for_brotli: AtomicU32,
    zstd: OnceCell<Form>,
}

/// The page in one coding, with everything that an answer needs ready to be copied.
struct Form {
    body: Bytes,
    etag: HeaderValue,
    headers: HeaderMap,
    /// The headers of a 304.
    unchanged: HeaderMap,
}

impl Entry {
    pub(crate) fn new(rendered: Rendered) -> Result<Self> {
        let hash =
            blake3::hash(rendered.body.as_bytes()).to_hex().as_str().chars().take(20).collect::<String>();
        let mut headers = HeaderMap::with_capacity(12);
        headers.extend(ON_EVERY_ANSWER.iter().cloned());
        if !rendered.frames.is_empty() {
            headers.insert(CONTENT_SECURITY_POLICY, policy(&rendered.frames, None));
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(rendered.content_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if !rendered.tags.is_empty() {
            headers.insert(SURROGATE_KEY, value(&rendered.tags.join(" "))?);
        }
        if let Some(location) = &rendered.location {
            headers.insert(LOCATION, value(location)?);
        }
        let identity = Form::new(&headers, &hash, Encoding::Identity, Bytes::from(rendered.body))?;
        Ok(Self {
            tags: rendered.tags,
            until: rendered.until,
            route: OnceLock::new(),
            status: rendered.status,
            headers,
            hash,
            identity,
            encoded: Encoded::default(),
        })
    }

    /// Returns a page with nothing but its status.
    pub(crate) fn bare(status: StatusCode) -> Self {
        let (etag, headers) = (HeaderValue::from_static("\"\""), HeaderMap::new());
        let unchanged = HeaderMap::new();
        let identity = Form { body: Bytes::new(), etag, headers, unchanged };
        let (tags, hash, headers) = (Vec::new(), String::new(), HeaderMap::new());
        let (route, encoded) = (OnceLock::new(), Encoded::default());
        Self { tags, until: None, route, status, headers, hash, identity, encoded }
    }

    /// Returns the answer to somebody whose wishes are not known.
    pub(crate) fn as_it_is(&self) -> Response {
        self.identity.whole(self.status).map(Body::from)
    }

    /// Adds a header to all forms; for pages that are not kept.
    pub(crate) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.identity.headers.insert(name.clone(), value.clone());
        self.headers.insert(name, value);
    }

    pub(crate) fn is_fresh(&self, now: impl FnOnce() -> Time) -> bool {
        self.until.is_none_or(|until| now() < until)
    }

    /// Returns what the entry will weigh once all its forms are made.
    pub(crate) fn weight(&self) -> u32 {
        let tags: usize = self.tags.iter().map(|tag| tag.len() * 3 + 120).sum();
        u32::try_from(self.identity.body.len() * 2 + tags + 2048).unwrap_or(u32::MAX)
    }

    /// Returns the answer to a GET with these headers.
    pub(crate) async fn answer(
        self: &Arc<Self>,
        headers: &HeaderMap,
        shrinkers: &Arc<Semaphore>,
    ) -> Response {
        let Some(encoding) = Encoding::accepted(headers) else {
            return plain(StatusCode::NOT_ACCEPTABLE, "No acceptable content coding.\n");
        };
        let form = self.form(encoding, shrinkers).await;
        self.answer_in(form, encoding, headers).map(Body::from)
    }

    /// Returns the same answer if nothing has to be made for it any more.
    pub(crate) fn at_hand(&self, headers: &HeaderMap) -> Option<Response<Bytes>> {
        let encoding = Encoding::accepted(headers)?;
        let form = match encoding {
            _ if self.needs_no_coding(encoding) => &self.identity,
            Encoding::Gzip => self.encoded.gzip.get()?,
            // Until the smaller form is made it counts how often the page is asked for.
            Encoding::Brotli => self.encoded.small_brotli.get()?,
            Encoding::Zstd | Encoding::Identity => self.encoded.zstd.get()?,
        };
        Some(self.answer_in(form, encoding, headers))
    }

    fn answer_in(&self, form: &Form, encoding: Encoding, headers: &HeaderMap) -> Response<Bytes> {
        if self.status == StatusCode::OK && headers.contains_key(IF_NONE_MATCH) {
            let is_known =
                |form: &Form| headers.get_all(IF_NONE_MATCH).iter().any(|list| names(list, &form.etag));
            if is_known(form) {
                return form.not_modified();
            }
            // A brotli form that has meanwhile been made smaller is the same page in the same coding.
            let first = self.encoded.brotli.get().filter(|_| encoding == Encoding::Brotli);
            if let Some(first) = first.filter(|first| is_known(first)) {
                return first.not_modified();
            }
        }
        form.whole(self.status)
    }

    fn needs_no_coding(&self, encoding: Encoding) -> bool {
        encoding == Encoding::Identity || self.identity.body.len() < WORTH_ENCODING
    }

    async fn form(self: &Arc<Self>, encoding: Encoding, shrinkers: &Arc<Semaphore>) -> &Form {
        let body = &self.identity.body;
        if self.needs_no_coding(encoding) {
            return &self.identity;
        }
        if encoding == Encoding::Brotli {
            if let Some(small) = self.encoded.small_brotli.get() {
                return small;
            }
            self.shrink(shrinkers);
        }
        let place = match encoding {
            Encoding::Gzip => &self.encoded.gzip,
            Encoding::Brotli => &self.encoded.brotli,
            Encoding::Zstd | Encoding::Identity => &self.encoded.zstd,
        };
        let made = place.get_or_try_init(async || {
            let encoded = if body.len() <= ENCODED_AT_ONCE {
                encoding.encode(body)
            } else {
                let body = body.clone();
                let task = tokio::task::spawn_blocking(move || encoding.encode(&body)).await;
                task.unwrap_or_else(|error| Err(std::io::Error::other(error)))
            };
            Form::new(&self.headers, &self.hash, encoding, Bytes::from(encoded.map_err(Broken::new)?))
        });
        match made.await {
            Ok(form) => form,
            Err(error) => {
                tracing::warn!(%error, ?encoding, "a page could not be encoded and went out as it is");
                &self.identity
            }
        }
    }

    /// Makes the smaller brotli form in the background, one page at a time, if the page is asked for often.
    fn shrink(self: &Arc<Self>, shrinkers: &Arc<Semaphore>) {
        if self.encoded.asked_for_brotli.fetch_add(1, Ordering::Relaxed) < WORTH_SHRINKING
            || !self.encoded.brotli.initialized()
        {
            return;
        }
        let Ok(permit) = Arc::clone(shrinkers).try_acquire_owned() else { return };
        if self.encoded.small_brotli.get().is_some() {
            return;
        }
        let entry = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let hash = format!("{}9", entry.hash);
            let form = small_brotli(&entry.identity.body)
                .map_err(|error| Broken::new(error).into())
                .and_then(|body| Form::new(&entry.headers, &hash, Encoding::Brotli, body));
            if let Ok(form) = form {
                let _ = entry.encoded.small_brotli.set(form);
            }
        });
    }
}

impl Form {
    fn new(shared: &HeaderMap, hash: &str, encoding: Encoding, body: Bytes) -> Result<Self> {
        let etag = value(&format!("\"{hash}{}\"", encoding.mark()))?;
        let mut headers = shared.clone();
        headers.insert(ETAG, etag.clone());
        let mut unchanged = headers.clone();
        unchanged.remove(CONTENT_TYPE);
        if let Some(name) = encoding.name() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        Ok(Self { body, etag, headers, unchanged })
    }

    fn whole(&self, status: StatusCode) -> Response<Bytes> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = status;
        *response.headers_mut() = self.headers.clone();
        response
    }

    fn not_modified(&self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.headers_mut() = self.unchanged.clone();
        response
    }
}

/// Returns whether the method only reads.
pub(crate) fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn value(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(|error| Broken::new(error).while_doing("writing a header").into())
}
