//! The pages of the office: what their templates are rendered with. What happened is told in the log's own words.

use crate::health_pages::HealthPage;
use crate::look_pages::LookPage;
use crate::topic_pages::{TopicPage, TopicsPage};
use crate::webhooks_pages::{WebhookPage, WebhooksPage};
use serde::Serialize;
use site::frame::{DeskFrame, Moment};
use site::pages::{Page, Sample, sample};
use site::samples::moment;
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![
        sample::<AuditPage>(),
        sample::<PlanPage>(),
        sample::<JobsPage>(),
        sample::<HealthPage>(),
        sample::<LookPage>(),
        sample::<TopicsPage>(),
        sample::<TopicPage>(),
        sample::<WebhooksPage>(),
        sample::<WebhookPage>(),
    ]
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

/// The editions and their sections.
#[derive(Clone, Debug, Serialize)]
pub struct PlanPage {
    pub desk: DeskFrame,
    pub editions: Vec<PlanEdition>,
    /// The languages that an edition can be in.
    pub languages: Vec<String>,
    pub may_add: bool,
    /// Why the page is shown again.
    pub error: Option<String>,
}

/// An edition of the plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanEdition {
    pub slug: String,
    pub name: String,
    pub language: String,
    pub zone: String,
    pub sections: Vec<PlanSection>,
}

/// A section of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct PlanSection {
    pub slug: String,
    pub name: String,
}

impl PlanEdition {
    pub(crate) fn of(edition: sections::Edition) -> Self {
        let section = |section: sections::Section| PlanSection { slug: section.slug, name: section.name };
        let sections = edition.sections.into_iter().map(section).collect();
        Self {
            slug: edition.slug,
            name: edition.name,
            language: edition.language,
            zone: edition.zone,
            sections,
        }
    }
}

impl Page for PlanPage {
    const TEMPLATE: &'static str = "office/plan.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let section = |slug: &str| PlanSection { slug: slug.into(), name: "Gazette".into() };
        let edition = PlanEdition {
            slug: "en".into(),
            name: "Gazette".into(),
            language: "en".into(),
            zone: "Europe/Lisbon".into(),
            sections: vec![section("world"), section("sport")],
        };
        let page = |may_add: bool, error: Option<&str>| Self {
            desk: DeskFrame::new(language, "Gazette", Some("Edda".into())).office(may_add),
            editions: vec![edition.clone()],
            languages: vec!["en".into(), "ar".into()],
            may_add,
            error: error.map(str::to_owned),
        };
        vec![page(true, Some("Gazette")), page(false, None)]
    }
}

/// What runs by the clock, and where followers stand.
#[derive(Clone, Debug, Serialize)]
pub struct JobsPage {
    pub desk: DeskFrame,
    pub jobs: Vec<JobRow>,
    pub followers: Vec<FollowerRow>,
    /// The number of the log's last row.
    pub last: i64,
    /// How large the database is.
    pub megabytes: i64,
    pub open_pages: u64,
}

/// A job.
#[derive(Clone, Debug, Serialize)]
pub struct JobRow {
    pub id: String,
    pub kind: String,
    pub run_at: Moment,
    pub attempts: i64,
    pub is_set_aside: bool,
    /// Why it failed last; empty if it did not.
    pub error: String,
}

/// A follower of the log.
#[derive(Clone, Debug, Serialize)]
pub struct FollowerRow {
    pub name: String,
    pub seq: i64,
    /// How many rows it has not read yet.
    pub behind: i64,
}

impl Page for JobsPage {
    const TEMPLATE: &'static str = "office/jobs.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let job = |is_set_aside: bool, error: &str| JobRow {
            id: "0199b1c2-0000-7000-8000-000000000001".into(),
            kind: "release".into(),
            run_at: moment(language, "14:02"),
            attempts: 2,
            is_set_aside,
            error: error.into(),
        };
        let full = Self {
            desk: DeskFrame::new(language, "Gazette", Some("Edda".into())).office(true),
            jobs: vec![job(true, "Gazette"), job(false, "")],
            followers: vec![FollowerRow { name: "webhooks".into(), seq: 40, behind: 1 }],
            last: 41,
            megabytes: 12,
            open_pages: 3,
        };
        let empty = Self { jobs: Vec::new(), followers: Vec::new(), ..full.clone() };
        vec![full, empty]
    }
}
