//! A picture as the bank knows it.

use crate::rights::{Purpose, Rights};
use base::{Id, Time};
use pixels::{Label, Limits};
use serde::{Deserialize, Serialize};

/// Where a picture is from, which brings what it may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    Owned,
    Commissioned,
    Agency,
    Handout,
    CreativeCommons,
    Screengrab,
}

/// Each category with its word and the purposes that it brings.
pub(crate) const CATEGORIES: [(Category, &str, &[Purpose]); 6] = {
    use Purpose::{Newsletter, Print, Social, Syndication, Web};
    const ALL: &[Purpose] = &[Web, Print, Social, Syndication, Newsletter];
    const OURS_ALONE: &[Purpose] = &[Web, Print, Social, Newsletter];
    [
        (Category::Owned, "owned", ALL),
        (Category::Commissioned, "commissioned", ALL),
        (Category::Agency, "agency", OURS_ALONE),
        (Category::Handout, "handout", OURS_ALONE),
        (Category::CreativeCommons, "creative-commons", ALL),
        (Category::Screengrab, "screengrab", &[Web]),
    ]
};

impl Category {
    /// Returns the category of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        CATEGORIES.iter().find(|(_, own, _)| *own == word).map(|(category, ..)| *category)
    }

    /// Returns the word.
    pub fn as_str(self) -> &'static str {
        CATEGORIES.iter().find(|(own, ..)| *own == self).map_or("owned", |(_, word, _)| word)
    }

    /// Returns the purposes that it brings.
    pub(crate) fn purposes(self) -> &'static [Purpose] {
        CATEGORIES.iter().find(|(own, ..)| *own == self).map_or(&[], |(_, _, purposes)| purposes)
    }
}

/// Caption and alternative text in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub language: String,
    pub caption: String,
    pub alt: String,
}

/// A picture. Texts are empty where nothing is known.
#[derive(Clone, Debug)]
pub struct Picture {
    pub id: Id,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub hash: String,
    pub format: String,
    pub width: u32,
    pub height: u32,
    /// What stands in its place until it has come: a tiny picture as a `data:` address.
    pub placeholder: String,
    /// The focal point in twentieths from the left and from the top.
    pub focus: (u8, u8),
    pub category: Category,
    pub creator: String,
    pub credit: String,
    pub copyright: String,
    pub source: String,
    pub place: String,
    /// When it was taken, as the file says it: with or without a zone.
    pub taken_at: String,
    pub headline: String,
    pub licence_url: String,
    pub usage_terms: String,
    pub digital_source_type: String,
    /// The label that the forms in AVIF bear, once they are made.
    pub avif: Option<String>,
    pub has_leases: bool,
    pub created_by: String,
    pub created_at: Time,
    /// When readers could first see it.
    pub first_shown_at: Option<Time>,
    pub withdrawn_at: Option<Time>,
}

/// The widths in which pictures are made.
const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// How large a picture may be.
pub(crate) fn limits() -> Limits {
    Limits::default()
}

/// Returns the most bytes that a picture's file may have.
pub fn most_bytes() -> usize {
    limits().bytes
}

impl Picture {
    /// Returns the widths in which this picture is made: none is wider than itself.
    pub(crate) fn widths(&self) -> Vec<u32> {
        let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|width| *width < self.width).collect();
        let largest = WIDTHS.into_iter().max().unwrap_or(self.width);
        if self.width <= largest {
            widths.push(self.width);
        }
        widths
    }

    /// Returns the credit as readers get it: agency and creator.
    pub fn credit_line(&self) -> String {
        match (self.credit.as_str(), self.creator.as_str()) {
            (credit, "") => credit.to_owned(),
            ("", creator) => creator.to_owned(),
            (credit, creator) if credit.contains(creator) => credit.to_owned(),
            (credit, creator) if creator.contains(credit) => creator.to_owned(),
            (credit, creator) => format!("{credit} / {creator}"),
        }
    }

    /// Returns whether it says whose it is, without which it is not published.
    pub fn is_credited(&self) -> bool {
        !self.credit.is_empty() || !self.creator.is_empty()
    }

    /// Returns what decides about its use.
    pub(crate) fn rights(&self, leases: Vec<crate::rights::Lease>) -> Rights {
        Rights { category: self.category.purposes(), leases, is_withdrawn: self.withdrawn_at.is_some() }
    }

    /// Returns what every form that leaves the house says of itself.
    pub(crate) fn label(&self) -> Label {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Label {
            headline: some(&self.headline),
            caption: None,
            alt: None,
            creator: some(&self.creator),
            credit: some(&self.credit),
            copyright: some(&self.copyright),
            source: some(&self.source),
            licence_url: some(&self.licence_url),
            usage_terms: some(&self.usage_terms),
            digital_source_type: some(&self.digital_source_type),
        }
    }

    /// Returns the short name of the label: forms under another name say something else of themselves.
    pub(crate) fn label_name(&self) -> String {
        let texts = [
            &self.headline,
            &self.creator,
            &self.credit,
            &self.copyright,
            &self.source,
            &self.licence_url,
            &self.usage_terms,
            &self.digital_source_type,
        ];
        let mut hash = blake3::Hasher::new();
        for text in texts {
            hash.update(&(text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        hash.update(&[self.focus.0, self.focus.1]);
        hash.finalize().to_hex().chars().take(12).collect()
    }
}
