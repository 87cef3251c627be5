//! `GET /api/v1/log`: what happened that readers may know of, for programs that follow the paper.

use crate::told::{Posts, Told, told};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base::{FieldError, Refused, Result};
use http::header::{CACHE_CONTROL, HeaderValue};
use serde::Deserialize;
use serde_json::json;
use site::Plant;
use site::answer::Api;
use site::limits::client_address;
use std::sync::Arc;
use std::time::Duration;
use store::{Logged, Only, Tx};

/// How many rows of the log are looked at for one answer, and how many are told at most.
const ROWS: i64 = 500;
const MOST: usize = 100;
/// The longest that is waited for something to tell, in seconds.
const LONGEST: u64 = 30;

/// How often in a minute one address may ask and wait.
const WAITS: u32 = 120;

/// What is asked for, as the words came in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Asked {
    after: Option<String>,
    wait: Option<String>,
}

impl Asked {
    fn read(&self) -> Result<(i64, Duration), Refused> {
        let mut errors = Vec::new();
        let mut number = |name: &str, text: &Option<String>, most: u64| {
            let text = text.as_deref().filter(|text| !text.is_empty()).unwrap_or("0");
            let read = text.parse::<u64>().ok().filter(|number| *number <= most);
            if read.is_none() {
                errors.push(FieldError::at(format!("/{name}"), format!("must be a number from 0 to {most}")));
            }
            read.unwrap_or(0)
        };
        let after = i64::try_from(number("after", &self.after, i64::MAX.unsigned_abs())).unwrap_or(0);
        let wait = Duration::from_secs(number("wait", &self.wait, LONGEST));
        if errors.is_empty() { Ok((after, wait)) } else { Err(Refused::NotValid(errors)) }
    }
}

/// Answers with what happened behind a number, or waits until something does. `next` is where to go on.
pub(crate) async fn index(
    State(plant): State<Plant>,
    Extension(posts): Extension<Posts>,
    query: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Api<Response> {
    let Query(asked) = query.map_err(|error| Refused::field("", error.body_text()))?;
    let (mut after, wait) = asked.read()?;
    if !wait.is_zero() {
        // Each of those who wait looks again whenever something happens.
        let address = client_address(&plant.settings, request.headers(), request.extensions());
        plant.limits.allow_from(address, "log", Duration::from_secs(60), WAITS)?;
    }
    let deadline = tokio::time::Instant::now() + wait;
    let mut nudge = plant.store.last_seq();
    loop {
        nudge.borrow_and_update();
        let page = page(&plant, &posts, after).await?;
        after = page.next;
        let is_over = tokio::time::Instant::now() >= deadline;
        if !page.items.is_empty() || (is_over && !page.has_more) {
            let body = Json(json!({ "items": page.items, "next": page.next.to_string() }));
            let mut response = body.into_response();
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            return Ok(response);
        }
        if !page.has_more {
            // Time is over, or something happened: looked at above.
            drop(tokio::time::timeout_at(deadline, nudge.changed()).await);
        }
    }
}

struct Page {
    items: Vec<Told>,
    next: i64,
    /// Whether the log goes on at once.
    has_more: bool,
}

async fn page(plant: &Plant, posts: &Posts, after: i64) -> Result<Page> {
    let (url, posts) = (plant.settings.public_url.clone(), Arc::clone(posts));
    let read = async move |tx: &mut Tx| {
        let rows = tx.log_from(after, &Only::default(), ROWS).await?;
        let mut page = Page { items: Vec::new(), next: after, has_more: rows.len() as i64 == ROWS };
        for row in rows {
            page.next = row.seq;
            if let Some(row) = Logged::row(row) {
                page.items.extend(told(tx, &url, &posts, &row, None).await?);
            }
            if page.items.len() == MOST {
                page.has_more = true;
                break;
            }
        }
        Ok(page)
    };
    plant.store.read(read).await
}
