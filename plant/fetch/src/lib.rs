//! Getting things from the outside world, safely.
//!
//! Addresses come from imports, feeds and people, and some of them are meant to make the newsroom's own machine talk
//! to its neighbours. So, for the first address as for each redirect:
//!
//! 1. only `http` and `https`, no name and password, only the ports of the web;
//! 2. the name is resolved here, and **every** address it has must be one of the open internet, see [`Guard`];
//! 3. the connection goes to exactly the addresses that were checked: nobody asks for the name again. A server that
//!    answers differently the second time is not asked a second time.
//!
//! No proxy and no cookie is used, nothing is unpacked, and what is too long, too slow or silent is left.

mod address;
mod fetcher;
mod guard;
mod names;
mod url;

pub use fetcher::{Failed, Fetcher, Patience, Question, Refused, Reply};
pub use guard::Guard;
pub use names::{Answer, Names, System};
pub use url::check;
