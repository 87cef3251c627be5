//! The look of an edition as the office sets it: a logo in the place of the name, and the colour of the accents. The
//! stylesheet's address is made of the colours themselves, and what is served there of nothing else, so that it never
//! changes.

use crate::plan::Edition;
use site::theme::tokens::{Scheme, contrast_of};
use std::fmt::Write;

/// The contrast that an accent needs on every ground on which text stands (WCAG AA).
pub const LEAST: f64 = 4.5;
/// The grounds on which words in the accent's colour stand.
const GROUNDS: [&str; 5] = ["page", "tint", "raised", "opinion-tint", "correction-tint"];
/// How much of the way to black or white an accent goes under the pointer.
const STRONGER: f64 = 0.3;
/// Where the stylesheets of colours are.
const STYLES: &str = "/assets/look/";

/// A logo: the name of its file among the newsroom's, and its size as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Its hash in hexadecimal digits.
    pub hash: String,
    pub width: u32,
    pub height: u32,
}

impl Logo {
    /// Returns the address.
    pub fn url(&self) -> String {
        format!("/assets/logo/{}.webp", self.hash)
    }

    /// Returns the name of the file.
    pub fn file(&self) -> String {
        file_of_logo(&self.hash)
    }
}

/// Returns the name of the file of the logo with this hash.
pub(crate) fn file_of_logo(hash: &str) -> String {
    format!("logos/{hash}.webp")
}

/// The accents of an edition, in the light scheme and in the dark one: `#2a3c9b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accents {
    pub light: String,
    pub dark: String,
}

/// A colour that cannot be read on a ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    pub is_dark: bool,
    /// The ground, as the tokens call it, and its colour.
    pub ground: &'static str,
    pub colour: String,
    pub contrast: f64,
}

impl Accents {
    /// Returns the colours as they are kept, if both are written with six digits.
    pub fn of(light: &str, dark: &str) -> Option<Self> {
        let kept = |colour: &str| {
            let colour = colour.trim().to_ascii_lowercase();
            let digits = colour.strip_prefix('#')?;
            let is_colour = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            is_colour.then_some(colour)
        };
        Some(Self { light: kept(light)?, dark: kept(dark)? })
    }

    /// Returns the grounds of a theme's schemes on which the accents cannot be read, the worst of each scheme.
    pub fn unreadable(&self, light: &Scheme, dark: &Scheme) -> Vec<Unreadable> {
        let worst = |accent: &str, scheme: &Scheme, is_dark: bool| {
            let on = GROUNDS.iter().filter_map(|ground| {
                let colour = scheme.colour(ground)?;
                let contrast = contrast_of(accent, &colour)?;
                Some(Unreadable { is_dark, ground, colour, contrast })
            });
            let worst = on.min_by(|a, b| a.contrast.total_cmp(&b.contrast));
            worst.filter(|worst| worst.contrast + 0.005 < LEAST)
        };
        [worst(&self.light, light, false), worst(&self.dark, dark, true)].into_iter().flatten().collect()
    }

    /// Returns the address of the stylesheet.
    pub fn url(&self) -> String {
        let (light, dark) = (self.light.trim_start_matches('#'), self.dark.trim_start_matches('#'));
        format!("{STYLES}{light}-{dark}-{}.css", hash(&self.style()))
    }

    /// Returns the accents whose stylesheet has this name, which says everything.
    pub fn of_file(name: &str) -> Option<Self> {
        let mut parts = name.strip_suffix(".css")?.split('-');
        let accents = Self::of(&format!("#{}", parts.next()?), &format!("#{}", parts.next()?))?;
        (accents.url().strip_prefix(STYLES) == Some(name)).then_some(accents)
    }

    /// Returns the stylesheet: the tokens of the accents, for screens.
    pub fn style(&self) -> String {
        let mut css = String::new();
        let mut rule = |media: &str, accent: &str, is_dark: bool| {
            // Writing into a text does not fail.
            let _ = writeln!(
                css,
                "@media {media} {{ :root {{ --accent: {accent}; --accent-strong: {}; --on-accent: {}; }} }}",
                stronger(accent, is_dark),
                on(accent),
            );
        };
        rule("screen", &self.light, false);
        rule("screen and (prefers-color-scheme: dark)", &self.dark, true);
        css
    }
}

/// Returns the beginning of a stylesheet's hash.
fn hash(style: &str) -> String {
    blake3::hash(style.as_bytes()).to_hex().chars().take(8).collect()
}

/// Returns black or white, whichever is read better on the colour.
fn on(colour: &str) -> &'static str {
    let black = contrast_of("#000000", colour).unwrap_or(0.0);
    let white = contrast_of("#ffffff", colour).unwrap_or(0.0);
    if white >= black { "#fff" } else { "#000" }
}

/// Returns the colour nearer to what is read: darker on a light page, lighter on a dark one.
fn stronger(colour: &str, is_dark: bool) -> String {
    let mut out = String::from("#");
    for part in colour.trim_start_matches('#').as_bytes().chunks(2) {
        let part = std::str::from_utf8(part).ok().and_then(|part| u8::from_str_radix(part, 16).ok());
        let part = f64::from(part.unwrap_or(0));
        let end = if is_dark { 255.0 } else { 0.0 };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
        let part = (part + (end - part) * STRONGER).round() as u8;
        let _ = write!(out, "{part:02x}");
    }
    out
}

impl Edition {
    /// Returns the address of the edition's stylesheet, if the office has set one.
    pub(crate) fn style(&self) -> Option<String> {
        self.accents.as_ref().map(Accents::url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accents(light: &str, dark: &str) -> Accents {
        Accents::of(light, dark).unwrap()
    }

    #[test]
    fn what_cannot_be_read_on_its_ground_is_told_with_its_scheme() {
        let (light, dark) = (Scheme::of("", false), Scheme::of("", true));

        assert_eq!(accents("#7a0c2e", "#ffb3c4").unreadable(&light, &dark), []);
        let told = accents("#ffcc00", "#202020").unreadable(&light, &dark);
        let schemes: Vec<bool> = told.iter().map(|told| told.is_dark).collect();
        assert_eq!(schemes, [false, true]);
        assert!(told.iter().all(|told| told.contrast < LEAST), "{told:?}");
    }

    #[test]
    fn a_stylesheet_has_one_address_and_says_nothing_but_its_colours() {
        let accents = accents("#7A0C2E", "#ffb3c4");
        let name = accents.url().replace("/assets/look/", "");

        assert_eq!(Accents::of_file(&name), Some(accents.clone()));
        assert!(accents.style().contains("--accent: #7a0c2e; --accent-strong: #550820; --on-accent: #fff;"));
        for wrong in ["7a0c2e-ffb3c4-00000000.css", "7a0c2e-ffb3c4.css", "x-y-z.css", "7a0c2e.css", ""] {
            assert_eq!(Accents::of_file(wrong), None, "{wrong}");
        }
        assert_eq!(Accents::of("red", "#ffffff"), None);
        assert_eq!(Accents::of("#fff", "#ffffff"), None);
    }
}
