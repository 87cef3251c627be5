//! Which theme the paper wears, where the settings leave that to the office.

use base::{FieldError, Id, Refused, Result};
use house::{Event, Person, Right};
use std::sync::Arc;
use store::Tx;

/// The fact under which the choice is known.
const THEME: &str = "theme";

/// What there is to wear; the binary lends it, which alone knows all pages.
pub trait Wardrobe: Send + Sync {
    /// Returns whether the settings name the theme, so that there is nothing to choose.
    fn is_fixed(&self) -> bool;

    /// Returns the names of the themes that lie in the newsroom's folder.
    fn names(&self) -> Vec<String>;

    /// Returns what keeps a theme from being worn. It renders every page once, and so takes its time.
    fn faults(&self, name: &str) -> Vec<String>;
}

/// The wardrobe as handlers share it.
pub type Themes = Arc<dyn Wardrobe>;

/// Returns the theme that the office has chosen; none is the house's own look.
pub async fn chosen_theme(tx: &mut Tx) -> Result<Option<String>> {
    let chosen: Option<String> = tx.fact(THEME).await?;
    Ok(chosen.filter(|name| !name.is_empty()))
}

/// Has the paper wear a theme, or with no name the house's own look. Whoever calls has seen that it can be worn.
pub(crate) async fn choose(tx: &mut Tx, person: &Person, theme: String) -> Result<()> {
    person.must_everywhere(Right::Office)?;
    if chosen_theme(tx).await?.unwrap_or_default() == theme {
        return Ok(());
    }
    tx.set_fact(THEME, &theme).await?;
    let newsroom = Id::from_bytes([0; 16]);
    Event::ThemeChosen { theme }.announce_in(tx, Some(person.actor()), None, newsroom, None).await.map(drop)
}

/// Refuses a theme that is not there, or where the settings name one.
pub(crate) fn must_be_there(themes: &dyn Wardrobe, theme: &str) -> Result<()> {
    if themes.is_fixed() {
        let why = "The settings file of the newsroom names the theme.".to_owned();
        return Err(Refused::Conflict { why, allowed: Vec::new() }.into());
    }
    if !theme.is_empty() && !themes.names().iter().any(|name| name == theme) {
        let why = "there is no such theme in the newsroom's folder";
        return Err(FieldError::at("/theme", why).called("look-theme", theme).into());
    }
    Ok(())
}
