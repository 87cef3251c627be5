//! The web toolkit: the plant's handle, cached pages, open streams, failures as pages and problems, limits, words
//! and templates. It knows HTTP and HTML, and no desk.

pub mod answer;
pub mod assets;
pub mod cache;
pub mod dates;
pub mod encodings;
mod entry;
mod etags;
mod events;
pub mod frame;
mod json;
pub mod lends;
pub mod limits;
pub mod masthead;
pub mod pages;
mod patience;
mod plant;
mod problem;
mod pulse;
mod reader;
pub mod samples;
pub mod serve;
mod settings;
pub mod streams;
pub mod words;
mod words_check;

pub use answer::{Api, JsonBody, Problem, page_failure};
pub use cache::PageCache;
pub use entry::Rendered;
pub use limits::Limits;
pub use masthead::{EditionName, Masthead};
pub use plant::{Parts, Plant};
pub use pulse::Pulse;
pub use settings::Settings;
pub use streams::{Gate, Message, Streams, Teller};
