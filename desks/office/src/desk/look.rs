//! `/desk/office/look`: the logo and the colours of each edition, the theme that is worn, the kinds of stories.

use crate::look_pages::{LookEdition, LookPage, ThemeChoice};
use crate::wardrobe::{self, Themes};
use ::store::Tx;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use base::{Context, Failure, FieldError, Refused, Result};
use bytes::Bytes;
use house::{Kind, Person, Right};
use http::StatusCode;
use sections::{Accents, Edition, Logo, Unreadable};
use serde::Deserialize;
use site::answer::{desk_page, page_failure};
use site::words::Language;
use site::{DeskLanguage, Plant, in_words};
use staff::StaffPage;
use std::sync::Arc;
use tokio::task::spawn_blocking;

const HERE: &str = "/desk/office/look";
/// The most bytes of a logo's file.
const MOST_BYTES: usize = 5_000_000;
/// How wide and high a logo is made at most: thrice as high as it is shown.
const MOST_SIDES: (u32, u32) = (960, 144);
/// What has been done, as the page tells it: each is the end of a word's key.
const DONE: [&str; 5] = ["logo-set", "logo-removed", "colours-set", "colours-removed", "theme-chosen"];

/// What was done before the page is shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

/// The colours as the form sends them; what is missing is empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Colours {
    light: String,
    dark: String,
    /// Not empty where all editions are meant.
    everywhere: String,
}

/// The theme as the form sends it; empty is the house's own look.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    theme: String,
}

/// What was wrong, and in which edition.
struct Wrong {
    edition: String,
    /// The word, with what the form held.
    word: &'static str,
    colours: Option<Colours>,
    unreadable: Vec<Unreadable>,
}

/// What the page says beside how things stand.
#[derive(Default)]
struct Said {
    done: Option<&'static str>,
    wrong: Option<Wrong>,
    /// The theme that was asked for and cannot be worn, and why.
    faulty: Option<(String, Vec<String>)>,
}

/// Who looks at the page.
pub(crate) struct Desk {
    plant: Plant,
    person: Arc<Person>,
    language: Language,
    themes: Themes,
}

pub(crate) async fn index(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Extension(themes): Extension<Themes>,
    Query(Done { done }): Query<Done>,
) -> Response {
    let done = DONE.into_iter().find(|known| done == *known);
    let desk = Desk { plant, person, language, themes };
    let html = desk.render(Said { done, ..Said::default() }).await;
    desk_page(&desk.plant, StatusCode::OK, html)
}

/// Has the paper wear another theme, if nothing is wrong with it.
pub(crate) async fn theme(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Extension(themes): Extension<Themes>,
    Form(Chosen { theme }): Form<Chosen>,
) -> Response {
    let desk = Desk { plant, person, language, themes };
    let faulty = async {
        desk.person.must_everywhere(Right::Office)?;
        wardrobe::must_be_there(desk.themes.as_ref(), &theme)?;
        let (themes, tried) = (Arc::clone(&desk.themes), theme.clone());
        let faults = match theme.is_empty() {
            true => Vec::new(),
            false => spawn_blocking(move || themes.faults(&tried)).await.doing("trying a theme on")?,
        };
        if faults.is_empty() {
            let (by, theme) = (Arc::clone(&desk.person), theme.clone());
            let choose = async move |tx: &mut Tx| wardrobe::choose(tx, &by, theme.clone()).await;
            desk.plant.store.write(choose).await?;
        }
        Ok(faults)
    };
    match faulty.await {
        Ok(faults) if faults.is_empty() => done_is("theme-chosen"),
        Ok(faults) => desk.again(Said { faulty: Some((theme, faults)), ..Said::default() }).await,
        Err(Failure::Refused(refused @ Refused::NotValid(_))) => {
            let words = in_words(&desk.plant, &desk.language, &refused).unwrap_or_default();
            desk.again(Said { faulty: Some((theme, vec![words])), ..Said::default() }).await
        }
        Err(failure) => page_failure(&desk.plant, None, failure),
    }
}

/// Puts a picture in the place of the name.
pub(crate) async fn logo(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Extension(themes): Extension<Themes>,
    Path(edition): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let desk = Desk { plant, person, language, themes };
    let done = async {
        may(&desk.person, &edition, false)?;
        let (bytes, everywhere) = read(form).await?;
        may(&desk.person, &edition, everywhere)?;
        set_logo(&desk.plant, &desk.person, &edition, everywhere, bytes).await
    };
    match done.await {
        Ok(()) => done_is("logo-set"),
        Err(Failure::Refused(Refused::NotValid(_) | Refused::TooLarge(_))) => {
            let wrong = Wrong { edition, word: "logo", colours: None, unreadable: Vec::new() };
            desk.again(Said { wrong: Some(wrong), ..Said::default() }).await
        }
        Err(failure) => page_failure(&desk.plant, None, failure),
    }
}

async fn set_logo(
    plant: &Plant,
    person: &Arc<Person>,
    edition: &str,
    everywhere: bool,
    bytes: Bytes,
) -> Result<()> {
    let emblem = media::emblem(bytes, MOST_SIDES).await?;
    let hash = blake3::hash(&emblem.bytes).to_hex().to_string();
    let logo = Logo { hash, width: emblem.width, height: emblem.height };
    // It is durable before anything is said of it.
    plant.files.put(&logo.file(), emblem.bytes).await?;
    change_logo(plant, person, edition, everywhere, Some(logo)).await
}

/// Puts the name back in its place.
pub(crate) async fn remove_logo(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path(edition): Path<String>,
) -> Response {
    let done = async {
        may(&person, &edition, false)?;
        change_logo(&plant, &person, &edition, false, None).await
    };
    match done.await {
        Ok(()) => done_is("logo-removed"),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// Writes which logo stands where; the files that none bears any more go.
async fn change_logo(
    plant: &Plant,
    person: &Arc<Person>,
    edition: &str,
    everywhere: bool,
    logo: Option<Logo>,
) -> Result<()> {
    let (actor, edition) = (person.actor(), Some(edition.to_owned()).filter(|_| !everywhere));
    let write = async move |tx: &mut Tx| {
        let before = sections::plan(tx).await?;
        sections::set_logo(tx, &actor, edition.as_deref(), logo.as_ref()).await?;
        let after = sections::plan(tx).await?;
        let borne: Vec<Logo> = after.editions.into_iter().filter_map(|edition| edition.logo).collect();
        let left = before.editions.into_iter().filter_map(|edition| edition.logo);
        Ok(left.filter(|logo| !borne.contains(logo)).collect::<Vec<Logo>>())
    };
    for left in plant.store.write(write).await? {
        plant.files.remove(&left.file()).await?;
    }
    Ok(())
}

/// Gives the edition other accents, if they can be read on its paper.
pub(crate) async fn colours(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    DeskLanguage(language): DeskLanguage,
    Extension(themes): Extension<Themes>,
    Path(edition): Path<String>,
    Form(posted): Form<Colours>,
) -> Response {
    let everywhere = !posted.everywhere.is_empty();
    if let Err(failure) = may(&person, &edition, everywhere) {
        return page_failure(&plant, None, failure);
    }
    let accents = Accents::of(&posted.light, &posted.dark);
    let unreadable = accents.as_ref().map(|accents| unreadable(&plant, accents)).unwrap_or_default();
    let Some(accents) = accents.filter(|_| unreadable.is_empty()) else {
        let word = if unreadable.is_empty() { "colour" } else { "contrast" };
        let wrong = Wrong { edition, word, colours: Some(posted), unreadable };
        let desk = Desk { plant, person, language, themes };
        return desk.again(Said { wrong: Some(wrong), ..Said::default() }).await;
    };
    let (actor, named) = (person.actor(), Some(edition).filter(|_| !everywhere));
    let write =
        async move |tx: &mut Tx| sections::set_accents(tx, &actor, named.as_deref(), Some(&accents)).await;
    match plant.store.write(write).await {
        Ok(()) => done_is("colours-set"),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

/// Has the edition bear its theme's accents again.
pub(crate) async fn remove_colours(
    State(plant): State<Plant>,
    StaffPage(person): StaffPage,
    Path(edition): Path<String>,
) -> Response {
    let done = async {
        may(&person, &edition, false)?;
        let actor = person.actor();
        let write = async move |tx: &mut Tx| sections::set_accents(tx, &actor, Some(&edition), None).await;
        plant.store.write(write).await
    };
    match done.await {
        Ok(()) => done_is("colours-removed"),
        Err(failure) => page_failure(&plant, None, failure),
    }
}

fn may(person: &Person, edition: &str, everywhere: bool) -> Result<()> {
    if everywhere { person.must_everywhere(Right::Office) } else { person.must(Right::Office, edition) }
}

fn unreadable(plant: &Plant, accents: &Accents) -> Vec<Unreadable> {
    accents.unreadable(&plant.pages.scheme(false), &plant.pages.scheme(true))
}

/// Reads the file of a logo, and whether it is for all editions.
async fn read(form: Result<Multipart, MultipartRejection>) -> Result<(Bytes, bool)> {
    let no_file = || refused("choose a file");
    let mut form = form.map_err(|_| no_file())?;
    let (mut bytes, mut everywhere) = (Bytes::new(), false);
    while let Some(field) = form.next_field().await.map_err(|_| no_file())? {
        match field.name().unwrap_or_default() {
            "file" => bytes = field.bytes().await.map_err(|_| refused("too large"))?,
            "everywhere" => everywhere = true,
            _ => {}
        }
    }
    match bytes.len() {
        0 => Err(no_file().into()),
        length if length > MOST_BYTES => Err(refused("too large").into()),
        _ => Ok((bytes, everywhere)),
    }
}

fn refused(why: &str) -> FieldError {
    FieldError::at("/file", why).called("look-logo", "")
}

fn done_is(word: &str) -> Response {
    Redirect::to(&format!("{HERE}?done={word}")).into_response()
}

impl Desk {
    async fn again(&self, said: Said) -> Response {
        desk_page(&self.plant, StatusCode::UNPROCESSABLE_ENTITY, self.render(said).await)
    }

    async fn render(&self, said: Said) -> Result<String> {
        let (plant, person) = (&self.plant, &self.person);
        person.must_anywhere(Right::Office)?;
        let read = async |tx: &mut Tx| Ok((sections::plan(tx).await?, wardrobe::chosen_theme(tx).await?));
        let (plan, chosen) = plant.store.read(read).await?;
        let own = plan.editions.into_iter().filter(|edition| person.may(Right::Office, &edition.slug));
        let everywhere = person.must_everywhere(Right::Office).is_ok();
        let (tried, faults) = said.faulty.unwrap_or_default();
        let is_choice = everywhere && !self.themes.is_fixed();
        let page = LookPage {
            desk: staff::frame(person, &self.language, plant.words.desk_word(&self.language, "look")?),
            everywhere,
            editions: own.map(|edition| shown(plant, edition, said.wrong.as_ref())).collect(),
            theme: plant.pages.theme_name(),
            is_fixed: self.themes.is_fixed(),
            choice: is_choice.then(|| ThemeChoice {
                names: self.themes.names(),
                chosen: if tried.is_empty() { chosen.unwrap_or_default() } else { tried },
                faults,
            }),
            warnings: plant.pages.theme_warnings(),
            refused: plant.pages.refused(),
            kinds: Kind::ALL.iter().map(ToString::to_string).collect(),
            done: said.done.map(str::to_owned),
        };
        plant.pages.render(&page, &self.language)
    }
}

fn shown(plant: &Plant, edition: Edition, wrong: Option<&Wrong>) -> LookEdition {
    let wrong = wrong.filter(|wrong| wrong.edition == edition.slug);
    let of_the_theme = |is_dark| plant.pages.scheme(is_dark).colour("accent").unwrap_or_default();
    let (light, dark) = match (&edition.accents, wrong.and_then(|wrong| wrong.colours.as_ref())) {
        (_, Some(posted)) => (posted.light.clone(), posted.dark.clone()),
        (Some(accents), None) => (accents.light.clone(), accents.dark.clone()),
        (None, None) => (of_the_theme(false), of_the_theme(true)),
    };
    // The theme may have changed since the colours were chosen.
    let told = match wrong {
        Some(wrong) => wrong.unreadable.clone(),
        None => edition.accents.as_ref().map(|accents| unreadable(plant, accents)).unwrap_or_default(),
    };
    LookEdition {
        has_colours: edition.accents.is_some(),
        logo: edition.head().logo,
        unreadable: told.into_iter().map(Into::into).collect(),
        wrong: wrong.map(|wrong| wrong.word.to_owned()),
        slug: edition.slug,
        name: edition.name,
        light,
        dark,
    }
}
