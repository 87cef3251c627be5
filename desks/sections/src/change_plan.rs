//! The plan of the paper changes: an edition's name and clock, and its sections.

use crate::look::{Accents, Logo};
use crate::plan::{Edition, Plan, Section, no_zone, plan};
use crate::store;
use ::store::Tx;
use base::{FieldError, Id, Refused, Result};
use house::{Event, Person, Right, slug};
use jiff::tz::TimeZone;

/// The longest name, in characters.
const LONGEST: usize = 80;
/// The longest name of the newsroom, in bytes.
const NAME_MAX: usize = 200;

/// A change of an edition's sections.
#[derive(Clone, Debug)]
pub enum Change {
    Add {
        name: String,
    },
    Rename {
        section: String,
        name: String,
    },
    /// One place up.
    Raise {
        section: String,
    },
    /// Its stories stay where they are; its pages are gone.
    Remove {
        section: String,
    },
}

/// Renames an edition and sets its clock. Addresses of stories stay as they are.
pub async fn describe_edition(tx: &mut Tx, actor: &str, edition: &str, name: &str, zone: &str) -> Result<()> {
    find(tx, edition).await?;
    let mut errors = Vec::new();
    check_name(name, &mut errors);
    if TimeZone::get(zone).is_err() {
        errors.push(no_zone(zone));
    }
    if !errors.is_empty() {
        return Err(Refused::NotValid(errors).into());
    }
    store::describe_edition(tx, edition, name.trim(), zone).await?;
    announce(tx, actor, edition, Event::plan_changed("edition-described", None)).await
}

/// Gives the newsroom a name: its default edition bears it. A name that it has already changes nothing.
pub async fn name_newsroom(tx: &mut Tx, by: &Person, name: &str) -> Result<()> {
    by.must_everywhere(Right::Office)?;
    if name.is_empty() || name.len() > NAME_MAX || name.chars().any(char::is_control) {
        let why = "A name has 1 to 200 bytes and no control characters.";
        return Err(FieldError::at("/newsroom", why).called("name", "").into());
    }
    let Some(edition) = plan(tx).await?.default_edition().cloned() else { return Ok(()) };
    if edition.name == name {
        return Ok(());
    }
    store::describe_edition(tx, &edition.slug, name, &edition.zone).await?;
    announce(tx, &by.actor(), &edition.slug, Event::plan_changed("edition-described", None)).await
}

/// Puts a logo in the place of an edition's name, or of every edition's where none is named; none takes it away.
pub async fn set_logo(tx: &mut Tx, actor: &str, edition: Option<&str>, logo: Option<&Logo>) -> Result<()> {
    for slug in meant(tx, edition).await? {
        store::set_logo(tx, &slug, logo).await?;
        announce(tx, actor, &slug, Event::plan_changed("logo-set", None)).await?;
    }
    Ok(())
}

/// Gives an edition other accents than its theme's, or every edition where none is named; none takes them away.
/// Whoever calls has seen that they can be read.
pub async fn set_accents(
    tx: &mut Tx,
    actor: &str,
    edition: Option<&str>,
    accents: Option<&Accents>,
) -> Result<()> {
    for slug in meant(tx, edition).await? {
        store::set_accents(tx, &slug, accents).await?;
        announce(tx, actor, &slug, Event::plan_changed("colours-set", None)).await?;
    }
    Ok(())
}

/// Returns the editions that are meant.
async fn meant(tx: &mut Tx, edition: Option<&str>) -> Result<Vec<String>> {
    match edition {
        Some(slug) => Ok(vec![find(tx, slug).await?.slug]),
        None => Ok(plan(tx).await?.editions.into_iter().map(|edition| edition.slug).collect()),
    }
}

/// Changes an edition's sections.
pub async fn change_sections(tx: &mut Tx, actor: &str, edition: &str, change: Change) -> Result<()> {
    let mut sections = find(tx, edition).await?.sections;
    let mut errors = Vec::new();
    let changed = match change {
        Change::Add { name } => {
            check_name(&name, &mut errors);
            let slug = slug::of(&name);
            if slug.is_empty() && errors.is_empty() {
                let why = "needs a letter or a digit, for its address";
                errors.push(FieldError::at("/name", why).called("section-address", ""));
            } else if sections.iter().any(|section| section.slug == slug) {
                let why = format!("there is a section at “{slug}” already");
                errors.push(FieldError::at("/name", why).called("section-taken", &slug));
            }
            let added = Event::plan_changed("section-added", Some(&slug));
            sections.push(Section { slug, name: name.trim().to_owned() });
            added
        }
        Change::Rename { section, name } => {
            check_name(&name, &mut errors);
            name_of(&mut sections, &section)?.name = name.trim().to_owned();
            Event::plan_changed("section-renamed", Some(&section))
        }
        Change::Raise { section } => {
            let at = sections.iter().position(|own| own.slug == section).ok_or(Refused::NotFound)?;
            sections.swap(at, at.saturating_sub(1));
            Event::plan_changed("section-raised", Some(&section))
        }
        Change::Remove { section } => {
            name_of(&mut sections, &section)?;
            if sections.len() == 1 {
                let why = "an edition keeps at least one section";
                errors.push(FieldError::at("/section", why).called("last-section", ""));
            }
            sections.retain(|own| own.slug != section);
            Event::plan_changed("section-removed", Some(&section))
        }
    };
    if !errors.is_empty() {
        return Err(Refused::NotValid(errors).into());
    }
    store::delete_sections(tx, edition).await?;
    for (n, section) in (0..).zip(&sections) {
        store::insert_section(tx, edition, &section.slug, &section.name, n).await?;
    }
    announce(tx, actor, edition, changed).await
}

async fn find(tx: &mut Tx, edition: &str) -> Result<Edition> {
    plan(tx).await?.edition(edition).cloned().ok_or_else(|| Refused::NotFound.into())
}

fn name_of<'s>(sections: &'s mut [Section], slug: &str) -> Result<&'s mut Section> {
    sections.iter_mut().find(|section| section.slug == slug).ok_or_else(|| Refused::NotFound.into())
}

fn check_name(name: &str, errors: &mut Vec<FieldError>) {
    let is_name =
        !name.trim().is_empty() && name.chars().count() <= LONGEST && !name.contains(char::is_control);
    if !is_name {
        let why = format!("a name of at most {LONGEST} characters");
        errors.push(FieldError::at("/name", why).called("name", ""));
    }
}

async fn announce(tx: &mut Tx, actor: &str, edition: &str, changed: Event) -> Result<()> {
    tx.forget::<Plan>();
    changed.announce(tx, actor, edition, Id::from_bytes([0; 16]), None).await.map(drop)
}
