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
        sample::<RemovalPage>(),
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
    /// Who can be asked for, by name.
    pub actors: Vec<Asking>,
    /// What can be asked for.
    pub events: Vec<Asking>,
    /// The one thing of which the log is asked, if it is one.
    pub subject: Option<Asking>,
    pub older: Option<String>,
}

/// Something that the log can be asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Asking {
    /// What stands in the request.
    pub value: String,
    pub name: String,
    pub is_asked: bool,
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
    /// The subject's own page, if it has one.
    pub page: Option<String>,
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
            page: edition.map(|_| "/desk/stories/0199b1c2-0000-7000-8000-000000000001".into()),
            edition: edition.map(str::to_owned),
            details: "revision 3, section world, kind news".into(),
        };
        let asking = |value: &str, is_asked| Asking { value: value.into(), name: "Edda".into(), is_asked };
        let page = |rows, is_filtered, older: Option<&str>| Self {
            desk: DeskFrame::new(language, "Audit log", Some("Edda".into())).office(true),
            rows,
            is_filtered,
            actors: vec![asking("clock", false), asking("edda", is_filtered)],
            events: vec![asking("story_published", false)],
            subject: is_filtered.then(|| asking("0199b1c2-0000-7000-8000-000000000001", true)),
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
    /// The names of the time zones.
    pub zones: Vec<String>,
    pub may_add: bool,
    /// What stands in the form of a new edition.
    pub new: NewEditionForm,
    /// Why the page is shown again.
    pub trouble: Option<PlanTrouble>,
}

/// The form of a new edition, as it is or was filled in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewEditionForm {
    pub slug: String,
    pub name: String,
    pub language: String,
    pub zone: String,
    /// The name of its first section.
    pub section: String,
}

/// What is wrong with a form of the plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanTrouble {
    /// The form's address below the page's own: empty for a new edition, `/en/sections/add`.
    pub form: String,
    /// The section that it is about, if it is about one.
    pub section: String,
    /// The field, such as `name`.
    pub field: String,
    pub words: String,
}

/// What it means to remove a section, and the question whether to.
#[derive(Clone, Debug, Serialize)]
pub struct RemovalPage {
    pub desk: DeskFrame,
    pub edition: String,
    pub edition_name: String,
    pub section: String,
    /// An edition keeps its last section.
    pub is_last: bool,
    /// How many stories stand in it, and how many of them readers see.
    pub stories: i64,
    pub published: i64,
    /// The desk's list of them.
    pub list: String,
}

impl Page for RemovalPage {
    const TEMPLATE: &'static str = "office/removal.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let page = |is_last: bool, stories: i64, published: i64| Self {
            desk: DeskFrame::new(language, "Gazette", Some("Edda".into())).office(true),
            edition: "en".into(),
            edition_name: "Gazette".into(),
            section: "world".into(),
            is_last,
            stories,
            published,
            list: "/desk/?edition=en&section=world".into(),
        };
        vec![page(false, 128, 120), page(false, 0, 0), page(true, 3, 0)]
    }
}

/// An edition of the plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanEdition {
    pub slug: String,
    pub name: String,
    /// What stands in the field of its name.
    pub name_written: String,
    pub language: String,
    pub zone: String,
    pub sections: Vec<PlanSection>,
    /// What stands in the field of a new section.
    pub new_section: String,
}

/// A section of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct PlanSection {
    pub slug: String,
    pub name: String,
    /// What stands in the field of its name.
    pub name_written: String,
}

impl PlanEdition {
    pub(crate) fn of(edition: sections::Edition) -> Self {
        let section = |section: sections::Section| PlanSection {
            slug: section.slug,
            name_written: section.name.clone(),
            name: section.name,
        };
        Self {
            slug: edition.slug,
            name_written: edition.name.clone(),
            name: edition.name,
            language: edition.language,
            zone: edition.zone,
            sections: edition.sections.into_iter().map(section).collect(),
            new_section: String::new(),
        }
    }
}

impl Page for PlanPage {
    const TEMPLATE: &'static str = "office/plan.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let section = |slug: &str| PlanSection {
            slug: slug.into(),
            name: "Gazette".into(),
            name_written: "Gazette".into(),
        };
        let edition = PlanEdition {
            slug: "en".into(),
            name: "Gazette".into(),
            name_written: "Gazette".into(),
            language: "en".into(),
            zone: "Europe/Lisbon".into(),
            sections: vec![section("world"), section("sport")],
            new_section: String::new(),
        };
        let page = |may_add: bool, trouble: Option<(&str, &str)>| Self {
            desk: DeskFrame::new(language, "Gazette", Some("Edda".into())).office(may_add),
            editions: vec![edition.clone()],
            languages: vec!["en".into(), "ar".into()],
            zones: vec!["Europe/Lisbon".into(), "UTC".into()],
            may_add,
            new: NewEditionForm { zone: "UTC".into(), ..NewEditionForm::default() },
            trouble: trouble.map(|(form, field)| PlanTrouble {
                form: form.into(),
                section: "world".into(),
                field: field.into(),
                words: "Gazette".into(),
            }),
        };
        let forms =
            [("", "slug"), ("/en", "zone"), ("/en/sections/add", "name"), ("/en/sections/rename", "name")];
        let troubled = forms.map(|form| page(true, Some(form)));
        troubled
            .into_iter()
            .chain([page(true, Some(("/en/sections/remove", "section"))), page(false, None)])
            .collect()
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
    /// The story or the picture that it is about, and its page if it has one.
    pub about: Option<Name>,
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
            about: is_set_aside.then(|| Name { text: "Gazette".into(), url: "/desk/stories/1".into() }),
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
