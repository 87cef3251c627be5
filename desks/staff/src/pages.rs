//! The pages of the staff desk: what their templates are rendered with. The desk speaks English.

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

    fn samples(_: &Language) -> Vec<Self> {
        let page = |email: &str, error: Option<&str>, next: Option<&str>| Self {
            desk: DeskFrame { title: "Sign in".into(), person: None },
            email: email.into(),
            error: error.map(str::to_owned),
            next: next.map(str::to_owned),
        };
        vec![
            page("", None, None),
            page("edda@gazette.example", Some("The email or the password is not right."), Some("/desk/")),
        ]
    }
}

impl Page for SetPasswordPage {
    const TEMPLATE: &'static str = "staff/set_password.html";

    fn samples(_: &Language) -> Vec<Self> {
        let page = |error: Option<&str>, is_spent| Self {
            desk: DeskFrame { title: "Set password".into(), person: None },
            action: "/desk/link/0123456789abcdef".into(),
            email: "edda@gazette.example".into(),
            error: error.map(str::to_owned),
            is_spent,
        };
        vec![
            page(None, false),
            page(Some("This password is too easy to guess. Add another word or two."), false),
            page(None, true),
        ]
    }
}
