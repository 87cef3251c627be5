//! Saved pages: the article is taken out of what stands around it, with what the page says of itself.

mod charset;
mod meta;
mod story;

use crate::bytes::whole;
use crate::import::batch::{Out, Read};
use crate::words::label;
use crate::{Order, Source};
use std::io::BufRead;
use story::Plan;

/// The longest page.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Reads the page; it is one story.
pub(crate) fn read<R: BufRead>(source: Source<R>, order: &Order, out: &mut Out<'_>) {
    let plan = Plan { edition: &order.edition, publish: order.publish, file: &source.name };
    let bytes = whole(source.bytes, LONGEST);
    let size = bytes.as_ref().map_or(0, Vec::len);
    let made = bytes.and_then(|bytes| {
        let (html, is_damaged) = charset::decode(&bytes)?;
        out.damaged(is_damaged);
        plan.story(&html)
    });
    match made {
        Ok(told) => {
            let label = label("page", &told.incoming.source_id, &told.incoming.fields.headline);
            out.story(label, told, size);
        }
        Err(why) => out.say(Read::Failed(why)),
    }
    out.send(size as u64);
}
