//! What desks lend to one another's pages: the whole picture on one page.
//!
//! | piece | lent by | to |
//! | --- | --- | --- |

use site::Plant;

/// Installs what is lent.
pub fn install(plant: &Plant) {
    plant.lends.install([]);
}
