//! Editions and their sections: who reads what, in which language, by which clock.

use crate::look::{Accents, Logo};
use crate::store;
use ::store::Tx;
use base::{FieldError, Id, Result, Time};
use house::{Event, RESERVED_SLUGS, slug};
use jiff::tz::TimeZone;
use site::Plant;
use std::sync::Arc;

/// The whole plan: the editions in their order, the default one first.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub editions: Vec<Edition>,
}

/// An edition: a paper in one language, with its own front, sections and clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    pub slug: String,
    pub name: String,
    /// A BCP 47 tag, such as `en` or `ar`.
    pub language: String,
    /// An IANA time zone, such as `Europe/London`.
    pub zone: String,
    pub sections: Vec<Section>,
    /// What stands in the place of its name.
    pub logo: Option<Logo>,
    /// Other accents than the theme's.
    pub accents: Option<Accents>,
}

/// A section of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub slug: String,
    pub name: String,
}

/// What a new edition needs: its sections by slug and name, in their order.
#[derive(Clone, Debug)]
pub struct NewEdition {
    pub slug: String,
    pub name: String,
    pub language: String,
    pub zone: String,
    pub sections: Vec<(String, String)>,
}

impl Plan {
    /// Returns the edition with this slug.
    pub fn edition(&self, slug: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.slug == slug)
    }

    /// Returns the edition that readers get who ask for none.
    pub fn default_edition(&self) -> Option<&Edition> {
        self.editions.first()
    }
}

impl Edition {
    /// Returns the section with this slug.
    pub fn section(&self, slug: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.slug == slug)
    }

    /// Returns the day of `time` by the edition's clock, as it stands in a story's address: `2026/11/24`.
    pub fn day(&self, time: Time) -> String {
        let zone = self.time_zone();
        let day = time.timestamp().to_zoned(zone).date();
        format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day())
    }
}

/// Returns the plan as it stands; read once in a transaction.
pub async fn plan(tx: &mut Tx) -> Result<Plan> {
    if let Some(plan) = tx.kept::<Plan>() {
        return Ok(Plan::clone(&plan));
    }
    let plan = read(tx).await?;
    tx.keep(Arc::new(plan.clone()));
    Ok(plan)
}

async fn read(tx: &mut Tx) -> Result<Plan> {
    let sections = store::sections(tx).await?;
    let editions = store::editions(tx).await?.into_iter().map(|row| Edition {
        sections: sections
            .iter()
            .filter(|section| section.edition == row.slug)
            .map(|section| Section { slug: section.slug.clone(), name: section.name.clone() })
            .collect(),
        logo: row.logo(),
        accents: row.accents(),
        slug: row.slug,
        name: row.name,
        language: row.language,
        zone: row.zone,
    });
    Ok(Plan { editions: editions.collect() })
}

/// Reads the plan as it stands.
pub async fn read_plan(plant: &Plant) -> Result<Plan> {
    plant.store.read(async |tx: &mut Tx| plan(tx).await).await
}

/// Adds an edition with its sections, behind those that there are.
pub async fn add_edition(tx: &mut Tx, actor: &str, edition: &NewEdition) -> Result<()> {
    check(edition)?;
    tx.forget::<Plan>();
    let position = store::editions(tx).await?.len();
    store::insert_edition(tx, edition, position as i64).await?;
    for (n, (slug, name)) in edition.sections.iter().enumerate() {
        store::insert_section(tx, &edition.slug, slug, name, n as i64).await?;
    }
    let added = Event::plan_changed("edition-added", None);
    added.announce(tx, actor, &edition.slug, Id::from_bytes([0; 16]), None).await?;
    Ok(())
}

fn check(edition: &NewEdition) -> Result<()> {
    if RESERVED_SLUGS.contains(&edition.slug.as_str()) || !slug::is_slug(&edition.slug) {
        let why = format!("“{}” cannot be an edition's slug", edition.slug);
        return Err(FieldError::at("/slug", why).called("edition-address", &edition.slug).into());
    }
    if TimeZone::get(&edition.zone).is_err() {
        return Err(no_zone(&edition.zone).into());
    }
    if let Some((bad, _)) = edition.sections.iter().find(|(section, _)| !slug::is_slug(section)) {
        let why = format!("“{bad}” cannot be a section's slug");
        return Err(FieldError::at("/sections", why).called("section-address", "").into());
    }
    Ok(())
}

/// Returns the refusal of a zone that nobody knows.
pub(crate) fn no_zone(zone: &str) -> FieldError {
    FieldError::at("/zone", format!("“{zone}” is no IANA time zone, such as Europe/Lisbon"))
        .called("zone", zone)
}
