//! All SQL of the desk.

use crate::look::{Accents, Logo};
use crate::plan::NewEdition;
use ::store::{Tx, row, sql};
use base::{Id, Result};

row! {
    pub(crate) struct EditionRow {
        pub(crate) slug: String, pub(crate) name: String, pub(crate) language: String, pub(crate) zone: String,
        logo: Option<String>, logo_width: Option<i64>, logo_height: Option<i64>,
        accent: Option<String>, accent_dark: Option<String>,
    }
}

impl EditionRow {
    pub(crate) fn logo(&self) -> Option<Logo> {
        let side = |side: Option<i64>| u32::try_from(side?).ok();
        let (width, height) = (side(self.logo_width)?, side(self.logo_height)?);
        Some(Logo { hash: self.logo.clone()?, width, height })
    }

    pub(crate) fn accents(&self) -> Option<Accents> {
        Accents::of(self.accent.as_deref()?, self.accent_dark.as_deref()?)
    }
}

row! { pub(crate) struct SectionRow { pub(crate) edition: String, pub(crate) slug: String, pub(crate) name: String } }

pub(crate) async fn editions(tx: &mut Tx) -> Result<Vec<EditionRow>> {
    tx.query(
        sql!(
            "select slug, name, language, zone, logo, logo_width, logo_height, accent, accent_dark
             from editions order by position, slug"
        ),
        &[],
    )
    .await
}

pub(crate) async fn sections(tx: &mut Tx) -> Result<Vec<SectionRow>> {
    tx.query(sql!("select edition, slug, name from sections order by edition, position, slug"), &[]).await
}

pub(crate) async fn insert_edition(tx: &mut Tx, edition: &NewEdition, position: i64) -> Result<()> {
    tx.execute(
        sql!("insert into editions (slug, name, language, zone, position) values ($1, $2, $3, $4, $5)"),
        &[&edition.slug, &edition.name, &edition.language, &edition.zone, &position],
    )
    .await?;
    Ok(())
}

pub(crate) async fn insert_section(
    tx: &mut Tx,
    edition: &str,
    slug: &str,
    name: &str,
    position: i64,
) -> Result<()> {
    tx.execute(
        sql!("insert into sections (edition, slug, name, position) values ($1, $2, $3, $4)"),
        &[&edition, &slug, &name, &position],
    )
    .await?;
    Ok(())
}

/// Returns the topic that is known by this name, by slug and name as they are now.
pub(crate) async fn topic_called(tx: &mut Tx, edition: &str, name: &str) -> Result<Option<(String, String)>> {
    tx.maybe(
        sql!(
            "select slug, name from topics where edition = $1 and name = $2
             union all select topics.slug, topics.name from topic_names join topics
               on topics.edition = topic_names.edition and topics.slug = topic_names.topic
               where topic_names.edition = $1 and topic_names.name = $2"
        ),
        &[&edition, &name],
    )
    .await
}

/// Returns the topic to which an address leads, by slug and name as they are now.
pub(crate) async fn topic_at(tx: &mut Tx, edition: &str, slug: &str) -> Result<Option<(String, String)>> {
    tx.maybe(
        sql!(
            "select slug, name from topics where edition = $1 and slug = $2
             union all select topics.slug, topics.name from topic_addresses join topics
               on topics.edition = topic_addresses.edition and topics.slug = topic_addresses.topic
               where topic_addresses.edition = $1 and topic_addresses.slug = $2"
        ),
        &[&edition, &slug],
    )
    .await
}

/// Returns the topics of an edition by slug and name.
pub(crate) async fn topics(tx: &mut Tx, edition: &str) -> Result<Vec<(String, String)>> {
    tx.query(sql!("select slug, name from topics where edition = $1 order by name"), &[&edition]).await
}

/// Returns what topics of an edition were called, each with what it is called now.
pub(crate) async fn former_names(tx: &mut Tx, edition: &str) -> Result<Vec<(String, String)>> {
    tx.query(
        sql!(
            "select topic_names.name, topics.name as now from topic_names join topics
               on topics.edition = topic_names.edition and topics.slug = topic_names.topic
             where topic_names.edition = $1 order by topic_names.name"
        ),
        &[&edition],
    )
    .await
}

/// Returns what one topic was called.
pub(crate) async fn names_of_topic(tx: &mut Tx, edition: &str, slug: &str) -> Result<Vec<String>> {
    tx.query(
        sql!("select name from topic_names where edition = $1 and topic = $2 order by name"),
        &[&edition, &slug],
    )
    .await
}

/// Returns where one topic stood.
pub(crate) async fn addresses_of_topic(tx: &mut Tx, edition: &str, slug: &str) -> Result<Vec<String>> {
    tx.query(
        sql!("select slug from topic_addresses where edition = $1 and topic = $2 order by slug"),
        &[&edition, &slug],
    )
    .await
}

/// Returns the present slugs of topics that stood at this address, whatever their edition.
pub(crate) async fn topics_once_at(tx: &mut Tx, slug: &str) -> Result<Vec<String>> {
    tx.query(
        sql!(
            "select topic from topic_addresses where slug = $1
               and not exists (select 1 from topics where topics.slug = $1) order by edition"
        ),
        &[&slug],
    )
    .await
}

/// Gives a topic another name and address.
pub(crate) async fn rename_topic(
    tx: &mut Tx,
    edition: &str,
    slug: &str,
    (to, name): (&str, &str),
) -> Result<()> {
    tx.execute(
        sql!("update topics set slug = $3, name = $4 where edition = $1 and slug = $2"),
        &[&edition, &slug, &to, &name],
    )
    .await?;
    Ok(())
}

/// Lets a name lead to a topic.
pub(crate) async fn set_former_name(tx: &mut Tx, edition: &str, name: &str, topic: &str) -> Result<()> {
    tx.execute(
        sql!("insert into topic_names (edition, name, topic) values ($1, $2, $3)"),
        &[&edition, &name, &topic],
    )
    .await?;
    Ok(())
}

/// Lets an address lead to a topic.
pub(crate) async fn set_former_address(tx: &mut Tx, edition: &str, slug: &str, topic: &str) -> Result<()> {
    tx.execute(
        sql!("insert into topic_addresses (edition, slug, topic) values ($1, $2, $3)"),
        &[&edition, &slug, &topic],
    )
    .await?;
    Ok(())
}

/// Takes a name and an address back from what once was: they are a topic's own again.
pub(crate) async fn forget_former(tx: &mut Tx, edition: &str, slug: &str, name: &str) -> Result<()> {
    tx.execute(sql!("delete from topic_names where edition = $1 and name = $2"), &[&edition, &name]).await?;
    tx.execute(sql!("delete from topic_addresses where edition = $1 and slug = $2"), &[&edition, &slug])
        .await?;
    Ok(())
}

/// Lets all that led to one topic lead to another.
pub(crate) async fn lead_on(tx: &mut Tx, edition: &str, from: &str, to: &str) -> Result<()> {
    tx.execute(
        sql!("update topic_names set topic = $3 where edition = $1 and topic = $2"),
        &[&edition, &from, &to],
    )
    .await?;
    tx.execute(
        sql!("update topic_addresses set topic = $3 where edition = $1 and topic = $2"),
        &[&edition, &from, &to],
    )
    .await?;
    Ok(())
}

/// Takes a topic out of the plan.
pub(crate) async fn delete_topic(tx: &mut Tx, edition: &str, slug: &str) -> Result<()> {
    tx.execute(sql!("delete from topics where edition = $1 and slug = $2"), &[&edition, &slug]).await?;
    Ok(())
}

pub(crate) async fn insert_topic(tx: &mut Tx, edition: &str, slug: &str, name: &str) -> Result<()> {
    tx.execute(
        sql!("insert into topics (edition, slug, name) values ($1, $2, $3)"),
        &[&edition, &slug, &name],
    )
    .await?;
    Ok(())
}

/// Returns the slug of an author who is known by this name.
pub async fn author_slug(tx: &mut Tx, edition: &str, name: &str) -> Result<Option<String>> {
    let found: Option<(String,)> = tx
        .maybe(sql!("select slug from authors where edition = $1 and name = $2"), &[&edition, &name])
        .await?;
    Ok(found.map(|(slug,)| slug))
}

pub(crate) async fn author_name(tx: &mut Tx, edition: &str, slug: &str) -> Result<Option<String>> {
    let found: Option<(String,)> = tx
        .maybe(sql!("select name from authors where edition = $1 and slug = $2"), &[&edition, &slug])
        .await?;
    Ok(found.map(|(name,)| name))
}

pub(crate) async fn insert_author(tx: &mut Tx, edition: &str, slug: &str, name: &str) -> Result<()> {
    tx.execute(
        sql!("insert into authors (edition, slug, name) values ($1, $2, $3)"),
        &[&edition, &slug, &name],
    )
    .await?;
    Ok(())
}

/// Returns name, biography and portrait of an author.
pub(crate) async fn about_author(
    tx: &mut Tx,
    edition: &str,
    slug: &str,
) -> Result<Option<(String, String, Option<Id>)>> {
    tx.maybe(
        sql!("select name, biography, portrait from authors where edition = $1 and slug = $2"),
        &[&edition, &slug],
    )
    .await
}

/// Returns all authors that have a portrait, each with it: edition, slug, picture.
pub async fn portraits(tx: &mut Tx) -> Result<Vec<(String, String, Id)>> {
    tx.query(
        sql!("select edition, slug, portrait from authors where portrait is not null order by edition, slug"),
        &[],
    )
    .await
}

/// Writes what readers are told of an author; returns whether there is one.
pub(crate) async fn describe_author(
    tx: &mut Tx,
    edition: &str,
    slug: &str,
    biography: &str,
    portrait: Option<Id>,
) -> Result<bool> {
    let changed = tx
        .execute(
            sql!("update authors set biography = $3, portrait = $4 where edition = $1 and slug = $2"),
            &[&edition, &slug, &biography, &portrait],
        )
        .await?;
    Ok(changed > 0)
}

/// Returns the names of an edition's authors.
pub(crate) async fn author_names(tx: &mut Tx, edition: &str) -> Result<Vec<String>> {
    tx.query(sql!("select name from authors where edition = $1 order by name"), &[&edition]).await
}

pub(crate) async fn describe_edition(tx: &mut Tx, slug: &str, name: &str, zone: &str) -> Result<()> {
    tx.execute(sql!("update editions set name = $2, zone = $3 where slug = $1"), &[&slug, &name, &zone])
        .await?;
    Ok(())
}

/// Puts a logo in the place of an edition's name, or takes it away.
pub(crate) async fn set_logo(tx: &mut Tx, edition: &str, logo: Option<&Logo>) -> Result<()> {
    let hash = logo.map(|logo| logo.hash.as_str());
    let (width, height) = (logo.map(|logo| i64::from(logo.width)), logo.map(|logo| i64::from(logo.height)));
    tx.execute(
        sql!("update editions set logo = $2, logo_width = $3, logo_height = $4 where slug = $1"),
        &[&edition, &hash, &width, &height],
    )
    .await?;
    Ok(())
}

/// Gives an edition other accents than its theme's, or takes them away.
pub(crate) async fn set_accents(tx: &mut Tx, edition: &str, accents: Option<&Accents>) -> Result<()> {
    let light = accents.map(|accents| accents.light.as_str());
    let dark = accents.map(|accents| accents.dark.as_str());
    tx.execute(
        sql!("update editions set accent = $2, accent_dark = $3 where slug = $1"),
        &[&edition, &light, &dark],
    )
    .await?;
    Ok(())
}

/// Takes all sections of an edition out of the plan, to be written anew.
pub(crate) async fn delete_sections(tx: &mut Tx, edition: &str) -> Result<()> {
    tx.execute(sql!("delete from sections where edition = $1"), &[&edition]).await?;
    Ok(())
}
