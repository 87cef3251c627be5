//! The pages of the office: what their templates are rendered with. What happened is told in the log's own words.

use serde::Serialize;
use site::frame::{DeskFrame, Moment};
use site::pages::{Page, Sample, sample};
use site::samples::moment;
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![sample::<AuditPage>()]
}

/// The audit log.
#[derive(Clone, Debug, Serialize)]
pub struct AuditPage {
    pub desk: DeskFrame,
    pub rows: Vec<AuditRow>,
    /// Whether only some of the log is asked for.
    pub is_filtered: bool,
    pub older: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
pub struct AuditRow {
    pub seq: i64,
    pub at: Moment,
    /// None where nobody known did it.
    pub actor: Option<Name>,
    pub event: Name,
    /// The kind of the subject, such as `story`.
    pub kind: String,
    pub subject: Name,
    pub edition: Option<String>,
    pub details: String,
}

/// A name, and the page with only what concerns it.
#[derive(Clone, Debug, Serialize)]
pub struct Name {
    pub text: String,
    pub url: String,
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "office/audit.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let name = |text: &str| Name { text: text.into(), url: "/desk/office/audit?actor=clock".into() };
        let row = |seq: i64, actor: Option<&str>, edition: Option<&str>| AuditRow {
            seq,
            at: moment(language, "14:02"),
            actor: actor.map(name),
            event: name("story published"),
            kind: "story".into(),
            subject: name("0199b1c2-0000-7000-8000-000000000001"),
            edition: edition.map(str::to_owned),
            details: "revision 3, section world, kind news".into(),
        };
        let page = |rows, is_filtered, older: Option<&str>| Self {
            desk: DeskFrame::new(language, "Audit log", Some("Edda".into())).office(true),
            rows,
            is_filtered,
            older: older.map(str::to_owned),
        };
        vec![
            page(
                vec![row(41, Some("Edda"), Some("en")), row(40, None, None)],
                false,
                Some("/desk/office/audit?before=40"),
            ),
            page(Vec::new(), true, None),
        ]
    }
}
