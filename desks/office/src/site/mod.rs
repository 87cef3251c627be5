//! What readers' browsers ask the office for: the logos and colours that it has set.

pub(crate) mod look;
