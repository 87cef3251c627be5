//! The picture desk.
