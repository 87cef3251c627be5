//! What desks lend to one another's pages: the whole picture on one page.
//!
//! | piece | lent by | to |
//! | --- | --- | --- |
//! | `used-in`: which stories show a picture | stories | the picture's page in the media bank |
//! | `live`, the posts of a coverage | live | the page of a live story |

use site::Plant;
use site::lends::Lend;
use std::sync::Arc;

/// Installs what is lent.
pub fn install(plant: &Plant) {
    let used_in: Lend = Arc::new(|plant, tx, wanted| Box::pin(stories::used_in(plant, tx, wanted)));
    let posts: Lend = Arc::new(|plant, tx, wanted| Box::pin(live::piece(plant, tx, wanted)));
    plant.lends.install([("live", posts), ("used-in", used_in)]);
}
