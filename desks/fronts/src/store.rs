//! All SQL of the desk.

use crate::arrangement::Arrangement;
use crate::front::{Front, Place, Version};
use crate::past::Draft;
use ::store::{Tx, row, sql};
use base::{Context, Id, Refused, Result, Time};
use serde_json::Value;

row! {
    struct FrontRow {
        id: Id, draft: Value, revision: i64, version: i64, changed_by: String, changed_at: Time,
    }
}

/// Returns a front as the desk has it; one that nobody has begun is empty.
pub(crate) async fn front(tx: &mut Tx, place: &Place) -> Result<Front> {
    let row: Option<FrontRow> = tx
        .maybe(
            sql!(
                "select id, draft, revision, version, changed_by, changed_at from fronts
                 where edition = $1 and section = $2"
            ),
            &[&place.edition, &place.section()],
        )
        .await?;
    let Some(row) = row else {
        let (draft, place) = (Arrangement::default(), place.clone());
        return Ok(Front { id: None, place, draft, revision: 0, version: 0, changed: None });
    };
    Ok(Front {
        id: Some(row.id),
        place: place.clone(),
        draft: read(row.draft)?,
        revision: row.revision,
        version: row.version,
        changed: Some((row.changed_by, row.changed_at)),
    })
}

fn read(arrangement: Value) -> Result<Arrangement> {
    serde_json::from_value(arrangement).doing("reading a front")
}

fn written(arrangement: &Arrangement) -> Result<Value> {
    serde_json::to_value(arrangement).doing("writing a front")
}

/// Returns what readers see of a front; nothing where it shows the newest stories.
pub(crate) async fn shown(tx: &mut Tx, place: &Place) -> Result<Option<Arrangement>> {
    let found: Option<(Value,)> = tx
        .maybe(
            sql!(
                "select front_versions.arrangement from fronts join front_versions
                 on front_versions.front = fronts.id and front_versions.number = fronts.version
                 where fronts.edition = $1 and fronts.section = $2"
            ),
            &[&place.edition, &place.section()],
        )
        .await?;
    found.map(|(arrangement,)| read(arrangement)).transpose()
}

/// Writes down a front as it stands; returns its id.
pub(crate) async fn save(tx: &mut Tx, front: &Front, actor: &str) -> Result<Id> {
    let (now, draft) = (tx.now(), written(&front.draft)?);
    let id = front.id.unwrap_or_else(|| tx.new_id());
    tx.execute(
        sql!(
            "insert into fronts (id, edition, section, draft, revision, version, changed_by, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (id) do update set draft = excluded.draft, revision = excluded.revision,
               version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at"
        ),
        &[
            &id,
            &front.place.edition,
            &front.place.section(),
            &draft,
            &front.revision,
            &front.version,
            &actor,
            &now,
        ],
    )
    .await?;
    Ok(id)
}

row! {
    struct DraftRow { revision: i64, changed_by: String, changed_at: Time, draft: Value }
}

/// Keeps the draft of a front that is about to be replaced; one that was never saved is nothing to keep.
pub(crate) async fn keep_draft(tx: &mut Tx, front: &Front) -> Result<()> {
    let (Some(id), Some((by, at))) = (front.id, &front.changed) else { return Ok(()) };
    let (now, draft) = (tx.now(), written(&front.draft)?);
    tx.execute(
        sql!(
            "insert into front_drafts (front, revision, changed_by, changed_at, replaced_at, draft)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        &[&id, &front.revision, by, at, &now, &draft],
    )
    .await?;
    Ok(())
}

/// Forgets the drafts of a front that were replaced before this moment.
pub(crate) async fn forget_drafts(tx: &mut Tx, front: Id, before: Time) -> Result<()> {
    let forget = sql!("delete from front_drafts where front = $1 and replaced_at < $2");
    tx.execute(forget, &[&front, &before]).await?;
    Ok(())
}

/// Returns the drafts of a front that were replaced since this revision stood, the oldest first.
pub(crate) async fn drafts_since(tx: &mut Tx, front: Id, revision: i64) -> Result<Vec<Draft>> {
    let rows: Vec<DraftRow> = tx
        .query(
            sql!(
                "select revision, changed_by, changed_at, draft from front_drafts
                 where front = $1 and revision >= $2 order by revision"
            ),
            &[&front, &revision],
        )
        .await?;
    let draft = |row: DraftRow| {
        let saved = Some((row.changed_by, row.changed_at));
        Ok(Draft { revision: row.revision, saved, arrangement: read(row.draft)? })
    };
    rows.into_iter().map(draft).collect()
}

/// Lets readers see a version; the draft stays as it is.
pub(crate) async fn set_version(tx: &mut Tx, front: Id, version: i64) -> Result<()> {
    tx.execute(sql!("update fronts set version = $2 where id = $1"), &[&front, &version]).await?;
    Ok(())
}

/// Keeps an arrangement as a version.
pub(crate) async fn add_version(
    tx: &mut Tx,
    front: Id,
    number: i64,
    actor: &str,
    arrangement: &Arrangement,
) -> Result<()> {
    let (now, arrangement) = (tx.now(), written(arrangement)?);
    tx.execute(
        sql!(
            "insert into front_versions (front, number, at, actor, arrangement)
             values ($1, $2, $3, $4, $5)"
        ),
        &[&front, &number, &now, &actor, &arrangement],
    )
    .await?;
    Ok(())
}

/// Returns the versions of a front, the newest first.
pub(crate) async fn versions(tx: &mut Tx, front: Id, limit: i64) -> Result<Vec<Version>> {
    let rows: Vec<(i64, Time, String)> = tx
        .query(
            sql!(
                "select number, at, actor from front_versions where front = $1
                 order by number desc limit $2"
            ),
            &[&front, &limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(number, at, actor)| Version { number, at, actor }).collect())
}

/// Returns by whom and when a version was published.
pub(crate) async fn published(tx: &mut Tx, front: Id, number: i64) -> Result<Option<Version>> {
    let found: Option<(Time, String)> = tx
        .maybe(
            sql!("select at, actor from front_versions where front = $1 and number = $2"),
            &[&front, &number],
        )
        .await?;
    Ok(found.map(|(at, actor)| Version { number, at, actor }))
}

/// Returns what a version of a front was, or refuses where there is none.
pub(crate) async fn version(tx: &mut Tx, front: Id, number: i64) -> Result<Arrangement> {
    let found: Option<(Value,)> = tx
        .maybe(
            sql!("select arrangement from front_versions where front = $1 and number = $2"),
            &[&front, &number],
        )
        .await?;
    let (arrangement,) = found.ok_or(Refused::NotFound)?;
    read(arrangement)
}

row! {
    /// Where a front stands, for the list of all of them.
    #[derive(Clone, Debug)]
    pub(crate) struct Standing {
        pub(crate) id: Id, pub(crate) edition: String, pub(crate) section: String, pub(crate) version: i64,
        pub(crate) changed_at: Time,
    }
}

/// Returns where every front stands that somebody has begun to arrange.
pub(crate) async fn standings(tx: &mut Tx) -> Result<Vec<Standing>> {
    tx.query(
        sql!("select id, edition, section, version, changed_at from fronts order by edition, section"),
        &[],
    )
    .await
}

row! {
    struct OfEditionRow { section: String, draft: Value, arrangement: Option<Value> }
}

/// A front that somebody has begun: its section (empty for the edition's own), its draft and what readers see.
pub(crate) struct Begun {
    pub(crate) section: String,
    pub(crate) draft: Arrangement,
    pub(crate) shown: Option<Arrangement>,
}

/// Returns every front of an edition that somebody has begun.
pub(crate) async fn of_edition(tx: &mut Tx, edition: &str) -> Result<Vec<Begun>> {
    let rows: Vec<OfEditionRow> = tx
        .query(
            sql!(
                "select fronts.section, fronts.draft, front_versions.arrangement from fronts
                 left join front_versions
                 on front_versions.front = fronts.id and front_versions.number = fronts.version
                 where fronts.edition = $1 order by fronts.section"
            ),
            &[&edition],
        )
        .await?;
    let begun = |row: OfEditionRow| {
        let shown = row.arrangement.map(read).transpose()?;
        Ok(Begun { section: row.section, draft: read(row.draft)?, shown })
    };
    rows.into_iter().map(begun).collect()
}

/// Returns which front this is.
pub(crate) async fn place(tx: &mut Tx, front: Id) -> Result<Option<Place>> {
    let found: Option<(String, String)> =
        tx.maybe(sql!("select edition, section from fronts where id = $1"), &[&front]).await?;
    Ok(found.map(|(edition, section)| Place {
        edition,
        section: Some(section).filter(|section| !section.is_empty()),
    }))
}
