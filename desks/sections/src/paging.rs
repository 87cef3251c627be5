//! The numbered pages of a list: `?page=N`.

use crate::encoded;
use base::{Refused, Result};
use site::frame::Paging;

/// Returns the number of the page that a query asks for; what is no page is not there.
pub fn page_number(query: Option<&str>) -> Result<u32> {
    let pairs = query.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let asked = pairs.filter(|(name, _)| *name == "page").map(|(_, number)| number.parse()).next_back();
    match asked {
        None => Ok(1),
        Some(Ok(number)) if (1..=100_000).contains(&number) => Ok(number),
        Some(_) => Err(Refused::NotFound.into()),
    }
}

/// Keeps what one page shows of what was read, which is one more than it shows; returns whether there are more. Past
/// the end there is no page.
pub fn keep_page<T>(found: &mut Vec<T>, page: u32, per_page: u32) -> Result<bool> {
    if found.is_empty() && page > 1 {
        return Err(Refused::NotFound.into());
    }
    let more = found.len() > per_page as usize;
    found.truncate(per_page as usize);
    Ok(more)
}

/// Returns how many things stand on the pages before this one.
pub fn before(page: u32, per_page: u32) -> i64 {
    i64::from(page.saturating_sub(1)) * i64::from(per_page)
}

/// Returns where a page of a list stands between its neighbours.
pub fn paging(path: &str, page: u32, more: bool) -> Paging {
    let address = |number: u32| page_address(path, number);
    Paging { page, newer: (page > 1).then(|| address(page - 1)), older: more.then(|| address(page + 1)) }
}

/// Returns the address of a page of a list; the first page has no number in it.
pub(crate) fn page_address(path: &str, page: u32) -> String {
    match page {
        1 => encoded(path),
        number => format!("{}?page={number}", encoded(path)),
    }
}
