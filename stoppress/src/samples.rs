//! All pages of the house with their samples: for the checks of the house and of themes.

use site::pages::Sample;

/// Returns every page of the house, registered for the checks.
pub fn samples() -> Vec<Sample> {
    [
        site::frame::samples(),
        staff::pages::samples(),
        media::pages::samples(),
        stories::pages::samples(),
        fronts::pages::samples(),
        newsfeed::pages::samples(),
        live::pages::samples(),
        office::pages::samples(),
    ]
    .concat()
}
