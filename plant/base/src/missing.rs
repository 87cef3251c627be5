//! What is not there on the disk.

use std::io::{ErrorKind, Result};

/// Returns nothing where what was asked for is not there; every other failure stays one.
pub fn unless_missing<T>(done: Result<T>) -> Result<Option<T>> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        done => done.map(Some),
    }
}
