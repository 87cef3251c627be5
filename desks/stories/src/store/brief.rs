//! Stories in a line each, for desks that arrange them: where each stands, whatever readers see of it.

use super::published::Listed;
use crate::fields::Fields;
use crate::story::{Public, State, Work};
use ::store::{Tx, row, sql};
use base::{Context, Id, Result, Time};
use house::{Kind, slug};

row! {
    struct BriefRow {
        id: Id, edition: String, section: String, kind: String, headline: String, work: String, public: String,
        embargo_until: Option<Time>, scheduled_at: Option<Time>, first_published_at: Option<Time>,
    }
}

/// A story in a line, as the newsroom's newest revision has it.
#[derive(Clone, Debug)]
pub struct Brief {
    pub id: Id,
    pub edition: String,
    pub section: String,
    pub kind: String,
    pub headline: String,
    pub state: State,
    pub embargo_until: Option<Time>,
    pub scheduled_at: Option<Time>,
    pub first_published_at: Option<Time>,
}

impl BriefRow {
    fn brief(self) -> Brief {
        let public = Public::from_word(&self.public).unwrap_or(Public::Unpublished);
        let work = Work::from_word(&self.work).unwrap_or(Work::Draft);
        Brief {
            id: self.id,
            edition: self.edition,
            section: self.section,
            kind: self.kind,
            headline: self.headline,
            state: State::of(public, work),
            embargo_until: self.embargo_until,
            scheduled_at: self.scheduled_at.filter(|_| public == Public::Scheduled),
            first_published_at: self.first_published_at,
        }
    }
}

/// Returns these stories in a line each, in no order; those that are not there are left out.
pub async fn briefly(tx: &mut Tx, stories: &[Id]) -> Result<Vec<Brief>> {
    let rows: Vec<BriefRow> = tx
        .among(
            sql!(
                "select id, edition, section, kind, headline, work, public, embargo_until, scheduled_at,
                   first_published_at
                 from stories where id in ($1)"
            ),
            stories,
        )
        .await?;
    Ok(rows.into_iter().map(BriefRow::brief).collect())
}

/// A story that the clock will publish, as lists will show it then.
#[derive(Clone, Debug)]
pub struct Upcoming {
    pub listed: Listed,
    /// The slugs of its topics.
    pub topics: Vec<String>,
}

row! {
    struct ScheduledRow { id: Id, scheduled_at: Time, revision: i64, content: String }
}

/// How many scheduled stories are looked at.
const MOST: i64 = 200;

/// Returns what the clock will have published in an edition by then, if nobody changes it: for the newsroom alone.
pub async fn upcoming(tx: &mut Tx, edition: &str, until: Time) -> Result<Vec<Upcoming>> {
    let rows: Vec<ScheduledRow> = tx
        .query(
            sql!(
                "select stories.id, stories.scheduled_at, stories.revision, revisions.content
                 from stories join revisions
                 on revisions.story = stories.id and revisions.number = stories.revision
                 where stories.edition = $1 and stories.public = 'scheduled' and stories.scheduled_at <= $2
                 order by stories.scheduled_at desc, stories.id desc limit $3"
            ),
            &[&edition, &until, &MOST],
        )
        .await?;
    let mut upcoming = Vec::with_capacity(rows.len());
    for row in rows {
        let fields: Fields = serde_json::from_str(&row.content).doing("reading a revision")?;
        let topics = super::topics_of(tx, row.id).await?;
        upcoming.push(Upcoming { listed: listed(&row, fields), topics });
    }
    Ok(upcoming)
}

/// Returns the row that the story will have in the lists; its address comes with its publication.
fn listed(row: &ScheduledRow, fields: Fields) -> Listed {
    let names: Vec<(String, &String)> = fields.bylines.iter().map(|name| (slug::of(name), name)).collect();
    let kind: Kind = fields.kind;
    Listed {
        story: row.id,
        section: fields.section,
        kind: kind.to_string(),
        path: String::new(),
        revision: row.revision,
        headline: fields.headline,
        standfirst: fields.standfirst,
        bylines: serde_json::to_value(names).unwrap_or_default(),
        first_published_at: row.scheduled_at,
        updated_at: None,
        corrected_at: None,
        picture: fields.lead_picture.and_then(|lead| serde_json::to_value(lead.wanted()).ok()),
        edition: fields.edition,
    }
}
