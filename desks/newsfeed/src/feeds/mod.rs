//! Feeds for other programs: one list in three formats. Pure: what is in a feed is decided before.

mod atom;
mod json;
mod rss;
pub(crate) mod xml;

use base::Time;

/// The format of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Rss,
    Atom,
    Json,
}

/// A list as a feed tells it. Addresses are absolute.
pub(crate) struct Feed {
    pub(crate) title: String,
    /// The page that shows the same.
    pub(crate) page: String,
    /// The feed's own address.
    pub(crate) url: String,
    pub(crate) language: String,
    /// The newest first.
    pub(crate) items: Vec<Item>,
}

/// A story in a feed.
pub(crate) struct Item {
    /// Such as `urn:uuid:…`; it never changes.
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) headline: String,
    pub(crate) standfirst: String,
    /// The text as HTML, without pictures.
    pub(crate) html: String,
    /// Name and page of each.
    pub(crate) authors: Vec<(String, String)>,
    /// The section's name, then the topics'.
    pub(crate) categories: Vec<String>,
    pub(crate) published: Time,
    pub(crate) updated: Time,
    pub(crate) picture: Option<Picture>,
}

/// A story's picture in a feed: a JPEG.
pub(crate) struct Picture {
    pub(crate) url: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) alt: String,
    pub(crate) credit: String,
}

impl Format {
    /// Returns the media type of the feed.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }

    /// Returns the name of the feed's file.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Rss => "feed.rss",
            Self::Atom => "feed.atom",
            Self::Json => "feed.json",
        }
    }

    /// Writes the feed.
    pub(crate) fn write(self, feed: &Feed) -> std::io::Result<String> {
        match self {
            Self::Rss => rss::write(feed),
            Self::Atom => atom::write(feed),
            Self::Json => Ok(json::write(feed)),
        }
    }
}

impl Feed {
    /// Returns when anything of the feed changed last.
    fn changed(&self) -> Option<Time> {
        self.items.iter().map(|item| item.updated).max()
    }
}
