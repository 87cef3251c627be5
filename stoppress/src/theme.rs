//! Themes: read, laid over the house's own pages and tried on every sample before anybody sees them.

use crate::followers;
use crate::samples::samples;
use anyhow::{Result, anyhow};
use base::Failure;
use site::pages::Pages;
use site::theme::{Fault, OwnTheme};
use site::words::Words;
use std::path::Path;
use std::sync::Arc;

/// Returns the pages and words of the house without a theme.
pub fn default() -> base::Result<(Pages, Words)> {
    let words = Words::embedded()?;
    let pages = Pages::new(followers::sources(), words.clone(), Arc::new(site::assets::url))?;
    Ok((pages, words))
}

/// Returns the pages and words of the theme in this folder, or everything that is wrong with it.
pub fn read(dir: &Path) -> Result<(Pages, Words)> {
    let read = try_on(dir).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
        anyhow!("the theme in {} cannot be used:\n{}", dir.display(), lines.join("\n"))
    });
    let (own, pages, words) = read?;
    for warning in own.warnings() {
        tracing::warn!(%warning, "the theme is worn all the same");
    }
    Ok((pages, words))
}

/// Returns everything that is wrong with the theme in this folder, what would not keep it from being worn included:
/// colours that cannot be read, words and templates that nobody asks for.
pub fn check(dir: &Path) -> Vec<String> {
    match try_on(dir) {
        Ok((own, pages, words)) => {
            let strays = own.strays(&followers::sources());
            let looks = own.warnings().into_iter().chain(strays).map(|warning| warning.to_string());
            looks.chain(words.check()).chain(pages.check_words()).collect()
        }
        Err(faults) => faults.iter().map(Fault::to_string).collect(),
    }
}

/// Reads a theme and renders every sample of every page in it, in every language.
pub fn try_on(dir: &Path) -> Result<(Arc<OwnTheme>, Pages, Words), Vec<Fault>> {
    let own = Arc::new(OwnTheme::read(dir)?);
    let texts = own.words_over(Words::of_the_paper())?;
    let words = Words::with_paper(texts).map_err(|failure| of(dir, &own, &failure))?;
    let pages = Pages::with_theme(
        followers::sources(),
        words.clone(),
        Arc::new(site::assets::url),
        Some(Arc::clone(&own)),
    );
    let pages = pages.map_err(|failure| of(dir, &own, &failure))?;
    pages.check(&samples()).map_err(|failure| of(dir, &own, &failure))?;
    Ok((own, pages, words))
}

/// Returns the fault of a rendering, with the file and the line that it tells of: `… (in stories/story.html:12)`.
fn of(dir: &Path, own: &OwnTheme, failure: &Failure) -> Vec<Fault> {
    let text = failure.to_string();
    let lines: Vec<&str> = text.lines().filter(|line| line.contains(" (in ")).collect();
    // The last one is the cause, where one template includes another.
    let told = lines.last().copied().unwrap_or_else(|| text.lines().next().unwrap_or_default());
    let place = told.rsplit_once(" (in ").and_then(|(_, place)| place.trim_end().strip_suffix(')'));
    let file = place.and_then(|place| place.rsplit_once(':'));
    let place = match file {
        Some((name, line)) => match own.path_of(name) {
            Some(path) => format!("{}:{line}", path.display()),
            None => format!("{}: the default {name}:{line}", dir.display()),
        },
        None => dir.display().to_string(),
    };
    let why = told.split(" (in ").next().unwrap_or_default();
    vec![Fault { place, why: why.to_owned() }]
}
