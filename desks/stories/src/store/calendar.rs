//! What goes out by the clock.

use crate::story::{Public, State, Work};
use ::store::{Tx, row, sql};
use base::{Broken, Id, Result, Time};

row! {
    struct DueRow {
        pub(crate) id: Id, pub(crate) edition: String, pub(crate) headline: String, pub(crate) kind: String, pub(crate) work: String, pub(crate) public: String, pub(crate) due: Time,
    }
}

/// A story to which something happens by the clock.
#[derive(Clone, Debug)]
pub(crate) struct Due {
    pub(crate) id: Id,
    pub(crate) edition: String,
    pub(crate) headline: String,
    pub(crate) kind: String,
    pub(crate) state: State,
    pub(crate) at: Time,
}

impl DueRow {
    fn read(self) -> Result<Due> {
        let work = Work::from_word(&self.work);
        let public = Public::from_word(&self.public);
        let (Some(work), Some(public)) = (work, public) else {
            return Err(Broken::new(format!("work “{}”, public “{}”", self.work, self.public)).into());
        };
        let state = State::of(public, work);
        let DueRow { id, edition, headline, kind, due: at, .. } = self;
        Ok(Due { id, edition, headline, kind, state, at })
    }
}

/// What is asked for: from a moment until before another, of one edition or of all, among those that the asker reads
/// behind, such as `,en,ar,`; all if it is none.
pub(crate) struct Span<'a> {
    pub(crate) from: Time,
    pub(crate) until: Time,
    pub(crate) edition: Option<&'a str>,
    pub(crate) readable: Option<&'a str>,
    pub(crate) limit: i64,
}

/// Returns the stories that are scheduled, in the order of their hours.
pub(crate) async fn scheduled(tx: &mut Tx, span: &Span<'_>) -> Result<Vec<Due>> {
    let rows: Vec<DueRow> = tx
        .query(
            sql!(
                "select id, edition, headline, kind, work, public, scheduled_at as due from stories
                 where scheduled_at >= $1 and scheduled_at < $2 and public = 'scheduled'
                   and (edition = $3 or $3 is null) and ($4 like '%,' || edition || ',%' or $4 is null)
                 order by scheduled_at, id limit $5"
            ),
            &[&span.from, &span.until, &span.edition, &span.readable, &span.limit],
        )
        .await?;
    rows.into_iter().map(DueRow::read).collect()
}

/// Returns the stories whose embargo ends, in the order of its end; what was withdrawn goes out no more.
pub(crate) async fn embargoed(tx: &mut Tx, span: &Span<'_>) -> Result<Vec<Due>> {
    let rows: Vec<DueRow> = tx
        .query(
            sql!(
                "select id, edition, headline, kind, work, public, embargo_until as due from stories
                 where embargo_until >= $1 and embargo_until < $2 and public <> 'withdrawn'
                   and (edition = $3 or $3 is null) and ($4 like '%,' || edition || ',%' or $4 is null)
                 order by embargo_until, id limit $5"
            ),
            &[&span.from, &span.until, &span.edition, &span.readable, &span.limit],
        )
        .await?;
    rows.into_iter().map(DueRow::read).collect()
}
