//! The page of the hosts from which pages may show something: what its template is rendered with.

use serde::Serialize;
use site::frame::DeskFrame;
use site::pages::Page;
use site::words::Language;

/// The hosts whose frames readers may ask for.
#[derive(Clone, Debug, Serialize)]
pub struct EmbedHostsPage {
    pub desk: DeskFrame,
    pub hosts: Vec<String>,
    /// Why the form is shown again.
    pub error: Option<String>,
    /// What was written in the form.
    pub host: String,
}

impl Page for EmbedHostsPage {
    const TEMPLATE: &'static str = "stories/embed_hosts.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let title = if language.root() == "es" { "Incrustados" } else { "Embeds" };
        let empty = Self {
            desk: DeskFrame::new(language, title, Some("Ruth Amsel".into())),
            hosts: Vec::new(),
            error: Some("Gazette".into()),
            host: "video".into(),
        };
        let full = Self {
            hosts: vec!["player.vimeo.com".into()],
            error: None,
            host: String::new(),
            ..empty.clone()
        };
        vec![full, empty]
    }
}
