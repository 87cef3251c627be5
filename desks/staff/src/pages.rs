//! The pages of the staff desk: what their templates are rendered with. The doors are here, the account's and the
//! office's pages below.

pub mod account;
pub mod office;

use serde::Serialize;
use site::frame::{DeskFrame, Link};
use site::pages::{Page, Sample, sample};
use site::words::Language;

/// Returns the desk's pages, registered for the checks.
pub fn samples() -> Vec<Sample> {
    vec![
        sample::<SignInPage>(),
        sample::<EnterCodePage>(),
        sample::<SetPasswordPage>(),
        sample::<account::AccountPage>(),
        sample::<account::SecondFactorPage>(),
        sample::<account::CodesPage>(),
        sample::<office::PeoplePage>(),
        sample::<office::PersonPage>(),
        sample::<office::TokensPage>(),
    ]
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
    /// Whether one was signed in until a moment ago.
    pub has_ended: bool,
    /// Whether one can sign in with a passkey.
    pub offers_passkeys: bool,
    /// The newsroom's identity provider: how it is called, and where it begins.
    pub provider: Option<Link>,
}

/// The form that asks for a code after the password; it posts `proof`, `code` and `next` to `/desk/login/code`.
#[derive(Clone, Debug, Serialize)]
pub struct EnterCodePage {
    pub desk: DeskFrame,
    /// Says that the password fitted.
    pub proof: String,
    pub error: Option<String>,
    pub next: String,
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
    /// What the first person of a newsroom may name beside.
    pub names: Option<FirstNames>,
}

/// What the newsroom and its first person are called so far; the form posts `newsroom` and `name` too.
#[derive(Clone, Debug, Serialize)]
pub struct FirstNames {
    pub newsroom: String,
    pub person: String,
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
            has_ended: false,
            offers_passkeys: false,
            provider: None,
        };
        let no_fit = spoken(
            language,
            "The address and the password do not fit together.",
            "La dirección y la contraseña no coinciden.",
        );
        let all = Self {
            has_ended: true,
            offers_passkeys: true,
            provider: Some(Link::new("Gazette ID", "/desk/login/provider?next=%2Fdesk%2F")),
            ..page("", None, Some("/desk/"))
        };
        vec![page("", None, None), page("edda@gazette.example", Some(no_fit), Some("/desk/")), all]
    }
}

impl Page for EnterCodePage {
    const TEMPLATE: &'static str = "staff/enter_code.html";

    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let page = |error: Option<&str>| Self {
            desk: DeskFrame::new(language, spoken(language, "Enter the code", "Escriba el código"), None),
            proof: "0123456789abcdef".into(),
            error: error.map(str::to_owned),
            next: "/desk/".into(),
        };
        let wrong = spoken(language, "This code does not fit.", "El código no es válido o ya se ha usado.");
        vec![page(None), page(Some(wrong))]
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
            names: None,
        };
        let weak = spoken(
            language,
            "This password is too easy to guess. Add another word or two.",
            "Falta la contraseña o es demasiado fácil de adivinar.",
        );
        let names = FirstNames {
            newsroom: spoken(language, "The Gazette", "La Gaceta").into(),
            person: "Edda Lind".into(),
        };
        let first = Self { names: Some(names), ..page(None, false) };
        vec![page(None, false), page(Some(weak), false), page(None, true), first]
    }
}

/// Returns the sample's text in one of the languages that the desk speaks.
pub(crate) fn spoken(language: &Language, english: &'static str, spanish: &'static str) -> &'static str {
    if language.root() == "es" { spanish } else { english }
}
