//! Saved pages: the article is taken out of what stands around it, with what the page says of itself.

mod charset;
mod meta;
mod story;

use crate::import::batch::{Out, Read};
use crate::words::label;
use crate::{Order, Source};
use std::io::{BufRead, Read as _};
use story::Plan;

/// The longest page.
const LONGEST: u64 = 16 * 1024 * 1024;
const LONGEST_HREF: usize = 4096;

/// Reads the page; it is one story.
pub(crate) fn read<R: BufRead>(source: Source<R>, order: &Order, out: &mut Out<'_>) {
    let mut bytes = Vec::new();
    let read = source.bytes.take(LONGEST + 1).read_to_end(&mut bytes);
    let size = bytes.len() as u64;
    let plan = Plan { edition: &order.edition, publish: order.publish, file: &source.name };
    let made = match read {
        Err(error) => Err(error.to_string()),
        Ok(_) if size > LONGEST => Err(format!("longer than {} MiB", LONGEST >> 20)),
        Ok(_) => charset::decode(&bytes).and_then(|(html, is_damaged)| {
            if is_damaged {
                let what = "holds bytes that are no text in its encoding; each is replaced by �";
                out.say(Read::Warning(what.into()));
            }
            plan.story(&html)
        }),
    };
    match made {
        Ok(told) => {
            let label = label("page", &told.incoming.source_id, &told.incoming.fields.headline);
            out.story(label, told, bytes.len());
        }
        Err(why) => out.say(Read::Failed(why)),
    }
    out.send(size);
}

/// Returns whether this is an address that a picture can wait at.
pub(crate) fn is_web(address: &str) -> bool {
    let is_clean = address.len() <= LONGEST_HREF && !address.contains(|c: char| c.is_control() || c == ' ');
    is_clean
        && url::Url::parse(address)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
}
