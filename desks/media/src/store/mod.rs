//! All SQL of the desk: the pictures here, where they stand in `placements`, who may use them in `leases`, and what
//! waits to be fetched in `waiting`.

pub(crate) mod leases;
pub(crate) mod placements;
pub(crate) mod waiting;

use crate::picture::{Category, Picture, Words};
use ::store::{Tx, row, sql};
use base::{Id, Refused, Result, Time, hex};
use pixels::{Facts, Format};
use serde_json::Value;
use std::collections::HashMap;

row! {
    struct PictureRow {
        pub(crate) id: Id, pub(crate) hash: Vec<u8>, pub(crate) format: String, pub(crate) width: u32, pub(crate) height: u32,
        pub(crate) placeholder: String, pub(crate) focus_x: i64, pub(crate) focus_y: i64, pub(crate) category: String,
        pub(crate) creator: String, pub(crate) credit: String, pub(crate) copyright: String, pub(crate) source: String,
        pub(crate) place: String, pub(crate) taken_at: String, pub(crate) headline: String, pub(crate) licence_url: String,
        pub(crate) usage_terms: String, pub(crate) digital_source_type: String, pub(crate) avif: Option<String>,
        pub(crate) leases: i64, pub(crate) created_by: String, pub(crate) created_at: Time,
        pub(crate) first_shown_at: Option<Time>, pub(crate) withdrawn_at: Option<Time>,
    }
}

impl PictureRow {
    fn picture(self) -> Picture {
        let twentieths = |n: i64| u8::try_from(n.clamp(0, 20)).unwrap_or(10);
        Picture {
            id: self.id,
            hash: hex(&self.hash),
            format: self.format,
            width: self.width,
            height: self.height,
            placeholder: self.placeholder,
            focus: (twentieths(self.focus_x), twentieths(self.focus_y)),
            category: Category::from_word(&self.category).unwrap_or(Category::Screengrab),
            creator: self.creator,
            credit: self.credit,
            copyright: self.copyright,
            source: self.source,
            place: self.place,
            taken_at: self.taken_at,
            headline: self.headline,
            licence_url: self.licence_url,
            usage_terms: self.usage_terms,
            digital_source_type: self.digital_source_type,
            avif: self.avif,
            has_leases: self.leases > 0,
            created_by: self.created_by,
            created_at: self.created_at,
            first_shown_at: self.first_shown_at,
            withdrawn_at: self.withdrawn_at,
        }
    }
}

/// Returns these pictures, those that there are, in no order.
pub(crate) async fn among(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Picture>> {
    let rows: Vec<PictureRow> = tx
        .among(
            sql!(
                "select id, hash, format, width, height, placeholder, focus_x, focus_y, category, creator, credit,
                   copyright, source, place, taken_at, headline, licence_url, usage_terms, digital_source_type,
                   avif, leases, created_by, created_at, first_shown_at, withdrawn_at
                 from pictures where id in ($1)"
            ),
            ids,
        )
        .await?;
    Ok(rows.into_iter().map(PictureRow::picture).collect())
}

/// Returns the picture, or refuses where there is none.
pub(crate) async fn picture(tx: &mut Tx, id: Id) -> Result<Picture> {
    let found = among(tx, &[id]).await?;
    found.into_iter().next().ok_or_else(|| Refused::NotFound.into())
}

/// Returns the picture with these bytes.
pub(crate) async fn with_hash(tx: &mut Tx, hash: &[u8]) -> Result<Option<Id>> {
    tx.maybe(sql!("select id from pictures where hash = $1"), &[&hash]).await
}

/// Returns the likeness of every picture.
pub(crate) async fn likenesses(tx: &mut Tx) -> Result<Vec<(Id, i64)>> {
    tx.query(sql!("select id, likeness from pictures"), &[]).await
}

/// Returns whether the first picture that there is, if there is one, is among the things that are found.
pub(crate) async fn is_first_found(tx: &mut Tx) -> Result<bool> {
    tx.one(
        sql!(
            "select not exists (select 1 from pictures) or exists (select 1 from found
               where kind = 'picture' and id = (select id from pictures order by id limit 1))"
        ),
        &[],
    )
    .await
}

/// Returns pictures before this one that are not among the things that are found, the last first.
pub(crate) async fn not_found(tx: &mut Tx, before: Id, limit: i64) -> Result<Vec<Id>> {
    tx.query(
        sql!(
            "select id from pictures
             where id < $1
               and not exists (select 1 from found where found.kind = 'picture' and found.id = pictures.id)
             order by id desc limit $2"
        ),
        &[&before, &limit],
    )
    .await
}

/// A picture on its way into the bank.
pub(crate) struct NewRow<'a> {
    pub(crate) picture: &'a Picture,
    pub(crate) hash: &'a [u8],
    pub(crate) bytes: usize,
    pub(crate) facts: &'a Facts,
}

/// Puts a new picture into the bank.
pub(crate) async fn insert(tx: &mut Tx, new: NewRow<'_>) -> Result<()> {
    let NewRow { picture, hash, bytes, facts } = new;
    let format = word(facts.format);
    let likeness = i64::from_ne_bytes(facts.likeness.to_ne_bytes());
    let (focus_x, focus_y) = (i64::from(picture.focus.0), i64::from(picture.focus.1));
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    tx.execute(
        sql!(
            "insert into pictures (id, hash, format, bytes, width, height, placeholder, likeness, focus_x, focus_y,
               category, creator, credit, copyright, source, place, taken_at, headline, licence_url, usage_terms,
               digital_source_type, raw, created_by, created_at, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
               $21, $22, $23, $24, $24)"
        ),
        &[
            &picture.id,
            &hash,
            &format,
            &bytes,
            &picture.width,
            &picture.height,
            &picture.placeholder,
            &likeness,
            &focus_x,
            &focus_y,
            &picture.category.as_str(),
            &picture.creator,
            &picture.credit,
            &picture.copyright,
            &picture.source,
            &picture.place,
            &picture.taken_at,
            &picture.headline,
            &picture.licence_url,
            &picture.usage_terms,
            &picture.digital_source_type,
            &facts.metadata.raw,
            &picture.created_by,
            &picture.created_at,
        ],
    )
    .await?;
    Ok(())
}

fn word(format: Format) -> &'static str {
    format.media_type()
}

/// Writes what is said of a picture.
pub(crate) async fn save(tx: &mut Tx, picture: &Picture) -> Result<()> {
    let now = tx.now();
    let (focus_x, focus_y) = (i64::from(picture.focus.0), i64::from(picture.focus.1));
    tx.execute(
        sql!(
            "update pictures set focus_x = $2, focus_y = $3, category = $4, creator = $5, credit = $6,
               copyright = $7, source = $8, avif = null, changed_at = $9 where id = $1"
        ),
        &[
            &picture.id,
            &focus_x,
            &focus_y,
            &picture.category.as_str(),
            &picture.creator,
            &picture.credit,
            &picture.copyright,
            &picture.source,
            &now,
        ],
    )
    .await?;
    Ok(())
}

/// Keeps what somebody changed of a picture.
pub(crate) async fn keep_edit(tx: &mut Tx, picture: Id, actor: &str, changes: &Value) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!(
            "insert into picture_edits (picture, number, at, actor, changes)
             values ($1, (select coalesce(max(number), 0) + 1 from picture_edits where picture = $1), $2, $3, $4)"
        ),
        &[&picture, &now, &actor, changes],
    )
    .await?;
    Ok(())
}

/// Takes a picture off, for ever.
pub(crate) async fn withdraw(tx: &mut Tx, picture: Id, reason: &str) -> Result<()> {
    let now = tx.now();
    tx.execute(
        sql!("update pictures set withdrawn_at = $2, withdraw_reason = $3, changed_at = $2 where id = $1"),
        &[&picture, &now, &reason],
    )
    .await?;
    Ok(())
}

/// Notes under which label the forms in AVIF are there.
pub(crate) async fn set_avif(tx: &mut Tx, picture: Id, label: &str) -> Result<()> {
    tx.execute(sql!("update pictures set avif = $2 where id = $1"), &[&picture, &label]).await?;
    Ok(())
}

/// Returns a picture that readers see and that has no forms in AVIF yet, the newest first.
pub(crate) async fn without_avif(tx: &mut Tx, limit: i64) -> Result<Vec<Id>> {
    tx.query(
        sql!(
            "select id from pictures where withdrawn_at is null and avif is null and exists
               (select 1 from placements where placements.picture = pictures.id and placements.is_public
                 and not placements.is_held)
             order by created_at desc, id desc limit $1"
        ),
        &[&limit],
    )
    .await
}

/// Returns the words of a picture in every language, by the language's tag.
pub(crate) async fn words(tx: &mut Tx, picture: Id) -> Result<Vec<Words>> {
    Ok(words_among(tx, &[picture]).await?.remove(&picture).unwrap_or_default())
}

/// Returns the words of these pictures in every language, of each by the language's tag.
pub(crate) async fn words_among(tx: &mut Tx, ids: &[Id]) -> Result<HashMap<Id, Vec<Words>>> {
    let mut rows: Vec<(Id, String, String, String)> = tx
        .among(sql!("select picture, language, caption, alt from picture_words where picture in ($1)"), ids)
        .await?;
    rows.sort();
    let mut words: HashMap<Id, Vec<Words>> = HashMap::new();
    for (picture, language, caption, alt) in rows {
        words.entry(picture).or_default().push(Words { language, caption, alt });
    }
    Ok(words)
}

/// Writes the words of a picture in one language.
pub(crate) async fn set_words(tx: &mut Tx, picture: Id, words: &Words) -> Result<()> {
    tx.execute(
        sql!(
            "insert into picture_words (picture, language, caption, alt) values ($1, $2, $3, $4)
             on conflict (picture, language) do update set caption = excluded.caption, alt = excluded.alt"
        ),
        &[&picture, &words.language, &words.caption, &words.alt],
    )
    .await?;
    Ok(())
}

/// Returns every picture with the hash of its original, in hexadecimal.
pub(crate) async fn originals(tx: &mut Tx) -> Result<Vec<(Id, String)>> {
    let rows: Vec<(Id, Vec<u8>)> = tx.query(sql!("select id, hash from pictures order by id"), &[]).await?;
    Ok(rows.into_iter().map(|(id, hash)| (id, hex(&hash))).collect())
}

/// Returns pictures of the bank by when they came, the newest first; of those that lack a credit if only they are
/// asked for.
pub(crate) async fn newest(
    tx: &mut Tx,
    lacks_credit: bool,
    after: Option<(Time, Id)>,
    limit: i64,
) -> Result<Vec<(Id, Time)>> {
    let (before, id) = after.unwrap_or((Time::from_micros(i64::MAX), Id::from_bytes([0xff; 16])));
    tx.query(
        sql!(
            "select id, created_at from pictures where (created_at, id) < ($1, $2)
               and ((credit = '' and creator = '') or not $3)
             order by created_at desc, id desc limit $4"
        ),
        &[&before, &id, &lacks_credit, &limit],
    )
    .await
}
