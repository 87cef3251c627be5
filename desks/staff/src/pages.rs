//! The pages of the staff desk: what their templates are rendered with.

use serde::Serialize;
use site::frame::DeskFrame;
use site::pages::{Page, Sample, sample};
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![sample::<SignInPage>(), sample::<SetPasswordPage>()]
}

/// The form that one signs in by; it posts `email`, `password` and `next` to `/desk/login`.
#[derive(Clone, Debug, Serialize)]
pub struct SignInPage {
    pub desk: DeskFrame,
    /// What was typed before.
    pub email: String,
    /// Why it did not work.
    pub error: Option<String>,
    /// Where one wanted to go.
    pub next: Option<String>,
}

/// The form behind a one-time link; it posts `password` to `action`.
#[derive(Clone, Debug, Serialize)]
pub struct SetPasswordPage {
    pub desk: DeskFrame,
    /// Where the form goes: the link's own path.
    pub action: String,
    /// Whose password it is; empty if the link does not work any more.
    pub email: String,
    pub error: Option<String>,
    /// Whether the link was used or is too old: the page says so and shows no form.
    pub is_spent: bool,
}

impl Page for SignInPage {
    const TEMPLATE: &'static str = "staff/sign_in.html";

    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let page = |email: &str, error: Option<&str>, next: Option<&str>| Self {
            desk: DeskFrame::new(language, spoken(language, "Sign in", "Iniciar sesión"), None),
            email: email.into(),
            error: error.map(str::to_owned),
            next: next.map(str::to_owned),
        };
        let no_fit = spoken(
            language,
            "The address and the password do not fit together.",
            "La dirección y la contraseña no coinciden.",
        );
        vec![page("", None, None), page("edda@gazette.example", Some(no_fit), Some("/desk/"))]
    }
}

impl Page for SetPasswordPage {
    const TEMPLATE: &'static str = "staff/set_password.html";

    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let page = |error: Option<&str>, is_spent| Self {
            desk: DeskFrame::new(language, spoken(language, "Set password", "Guardar la contraseña"), None),
            action: "/desk/link/0123456789abcdef".into(),
            email: "edda@gazette.example".into(),
            error: error.map(str::to_owned),
            is_spent,
        };
        let weak = spoken(
            language,
            "This password is too easy to guess. Add another word or two.",
            "Falta la contraseña o es demasiado fácil de adivinar.",
        );
        vec![page(None, false), page(Some(weak), false), page(None, true)]
    }
}

/// Returns the sample's text in one of the languages that the desk speaks.
fn spoken(language: &Language, english: &'static str, spanish: &'static str) -> &'static str {
    if language.root() == "es" { spanish } else { english }
}
