//! The web toolkit: the plant's handle, cached pages, open streams, failures as pages and problems, limits, words
//! and templates. It knows HTTP and HTML, and no desk.

pub mod answer;
pub mod assets;
mod book;
pub mod cache;
pub mod collate;
pub mod dates;
pub mod encodings;
mod entry;
mod etags;
mod events;
pub mod figures;
pub mod frame;
mod json;
mod language;
pub mod lends;
pub mod limits;
pub mod masthead;
mod numbers;
pub mod pages;
mod patience;
mod plant;
mod plurals;
mod problem;
mod pulse;
mod reader;
pub mod samples;
pub mod serve;
mod settings;
pub mod streams;
pub mod theme;
mod visit;
mod wanted;
pub mod words;
mod words_check;
mod words_read;

pub use answer::{Api, JsonBody, Problem, page_failure};
pub use cache::PageCache;
pub use entry::Rendered;
pub use limits::Limits;
pub use masthead::{EditionName, Masthead};
pub use plant::{Parts, Plant};
pub use pulse::Pulse;
pub use settings::Settings;
pub use streams::{Gate, Message, Streams, Teller};
pub use wanted::{DeskLanguage, wanted};
