//! What desks lend to one another's pages: the whole picture on one page.
//!
//! | piece | lent by | to |
//! | --- | --- | --- |
//! | `used-in`: which stories show a picture | stories | the picture's page in the media bank |

use site::Plant;
use site::lends::Lend;
use std::sync::Arc;

/// Installs what is lent.
pub fn install(plant: &Plant) {
    let used_in: Lend = Arc::new(|plant, tx, wanted| Box::pin(stories::used_in(plant, tx, wanted)));
    plant.lends.install([("used-in", used_in)]);
}
