//! Foreign HTML into the tree. What has no place in it is dropped and reported.

mod builder;
mod dom;
mod elements;
mod figures;
mod finish;
mod flow;
mod guard;
mod lists;
mod media;
mod paragraph_lists;
mod processors;
mod report;
mod shortcodes;
mod styles;
mod tables;
mod walk;

use crate::doc::Doc;
use base::Chance;
pub use report::Dropped;
pub(crate) use report::Report;

/// A tree made of foreign text, and what that held that the tree does not.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub doc: Doc,
    pub dropped: Vec<Dropped>,
}

/// From where HTML comes, as far as it is read in different ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A page, a feed, another program's copy: what is marked as deleted is not to be read.
    Page,
    /// Markdown, whose struck words are written as deleted ones.
    Markdown,
    /// WordPress with block markup: what its editor strikes is for readers to see.
    Blocks,
    /// WordPress's old text, in which a line's end counts.
    Classic,
}

/// Returns the addresses of a WordPress post's attachments: those with these numbers, or, if none are named,
/// all that belong to the post.
pub type Attachments<'a> = &'a dyn Fn(&[u64]) -> Vec<String>;

impl Doc {
    /// Reads HTML as a browser would. Ids of blocks that this crate once wrote are kept.
    pub fn from_html(html: &str, chance: &Chance) -> Parsed {
        read(html, Origin::Page, Report::default(), chance)
    }

    /// Reads the content of a WordPress post: with block markup or without (then a blank line begins a
    /// paragraph and a line's end is kept), and with shortcodes.
    pub fn from_wordpress(html: &str, chance: &Chance) -> Parsed {
        Self::from_wordpress_with(html, &|_| Vec::new(), chance)
    }

    /// Reads the content of a WordPress post whose galleries name attachments by their numbers.
    pub fn from_wordpress_with(html: &str, attachments: Attachments, chance: &Chance) -> Parsed {
        let mut report = Report::default();
        let html = shortcodes::replace(html, attachments, &mut report);
        let origin = if html.contains("<!-- wp:") { Origin::Blocks } else { Origin::Classic };
        read(&html, origin, report, chance)
    }
}

pub(crate) fn read(html: &str, origin: Origin, mut report: Report, chance: &Chance) -> Parsed {
    let (dom, cut) = guard::parse(html);
    if cut {
        report.dropped("what is too long", "");
    }
    let mut walk = walk::Walk::new(&dom, origin, report);
    let blocks = walk.document();
    finish::finish(blocks, walk.into_report(), chance)
}
