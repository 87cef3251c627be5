//! What programs reach: `/api/v1/pictures` and below.

pub(crate) mod answer;
pub(crate) mod leases;
pub(crate) mod pictures;
pub(crate) mod upload;
pub(crate) mod uses;

use crate::picture::Picture;
use base::Result;
use house::{Person, Right};
use site::answer::id;

/// Refuses unless the person may change what is said of the picture: who sent it, editors, picture editors.
fn must_describe(person: &Person, picture: &Picture) -> Result<()> {
    if crate::bank::may_describe(person, &picture.created_by) {
        return Ok(());
    }
    person.must_anywhere(Right::Pictures)
}
