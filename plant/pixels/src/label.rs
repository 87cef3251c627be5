//! What is written into each picture that leaves the house.

/// What a rendition says of itself. Nothing else is in it: no position, no camera, no serial number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    pub headline: Option<String>,
    pub caption: Option<String>,
    pub alt: Option<String>,
    pub creator: Option<String>,
    pub credit: Option<String>,
    pub copyright: Option<String>,
    pub source: Option<String>,
    /// Where the licence or the statement of rights can be read.
    pub licence_url: Option<String>,
    pub usage_terms: Option<String>,
    /// The IPTC term as an address.
    pub digital_source_type: Option<String>,
}
