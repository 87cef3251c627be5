//! What programs reach: what readers are told of authors.

pub(crate) mod authors;
