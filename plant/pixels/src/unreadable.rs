//! The ways in which a file is not taken, and how large one may be.

use std::fmt;

/// How large a picture may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of the file.
    pub bytes: usize,
    /// The most pixels, width times height.
    pub pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 60_000_000, pixels: 100_000_000 }
    }
}

/// Why a file is not read. Each way has words for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// The bytes do not begin like any picture that is taken.
    NotAPicture,
    /// The file or the picture is larger than allowed. Says what was measured, and how much of it is allowed.
    TooLarge { what: &'static str, is: u64, most: u64 },
    /// The file says that it is a picture, but cannot be read as one.
    Damaged(String),
    /// The file is sound, but of a kind that is not read.
    Unsupported(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPicture => f.write_str(
                "This is not a picture that can be used. Send a JPEG, PNG, WebP, GIF or TIFF file.",
            ),
            Self::TooLarge { what, is, most } => {
                write!(f, "This picture is too large: {is} {what}, and at most {most} are taken.")
            }
            Self::Damaged(why) => write!(f, "This picture is damaged and cannot be read: {why}."),
            Self::Unsupported(why) => write!(f, "This kind of picture cannot be read: {why}."),
        }
    }
}

impl std::error::Error for Unreadable {}
