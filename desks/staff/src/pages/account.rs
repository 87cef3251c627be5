//! The pages of one's own account.

use super::office::Choice;
use super::spoken;
use serde::Serialize;
use site::frame::{DeskFrame, Moment};
use site::pages::Page;
use site::samples::moment;
use site::words::Language;

/// «My account»: the ways in, and where one is signed in.
#[derive(Clone, Debug, Serialize)]
pub struct AccountPage {
    pub desk: DeskFrame,
    pub email: String,
    /// What stands in the form that changes it.
    pub new_email: String,
    /// Who has one must show it before anything is changed that others could come in by.
    pub has_password: bool,
    /// What has just been done, as the end of the word's key: `password-changed`.
    pub done: Option<String>,
    pub problem: Option<Problem>,
    pub second_factor: Option<SecondFactorLine>,
    /// Whether the newsroom's address is one that passkeys are made for.
    pub offers_passkeys: bool,
    pub passkeys: Vec<PasskeyLine>,
    pub sessions: Vec<SessionLine>,
    /// What the desk can speak, and which is chosen in this browser.
    pub languages: Vec<Choice>,
}

/// What is wrong, and with which form: `password`, `email`, `second-factor`, `passkeys`; on the office's pages `roles` and others.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    pub place: String,
    pub text: String,
}

/// The second factor of the account.
#[derive(Clone, Debug, Serialize)]
pub struct SecondFactorLine {
    pub since: Moment,
    /// How many recovery codes are left.
    pub codes: String,
}

/// A passkey of the account.
#[derive(Clone, Debug, Serialize)]
pub struct PasskeyLine {
    pub id: String,
    pub name: String,
    pub added: Moment,
    pub used: Option<Moment>,
}

/// A browser in which one is signed in.
#[derive(Clone, Debug, Serialize)]
pub struct SessionLine {
    /// Names the session in the form that ends it.
    pub handle: String,
    /// Empty if it did not say what it is.
    pub browser: String,
    /// Empty if it is not known.
    pub address: String,
    pub begun: Moment,
    pub used: Moment,
    /// Whether it is the one that looks at the page.
    pub is_present: bool,
}

/// A fresh secret for an app that makes codes; the form posts `secret`, `code` and `present`.
#[derive(Clone, Debug, Serialize)]
pub struct SecondFactorPage {
    pub desk: DeskFrame,
    /// The picture's side in squares, its margin included, and the squares that are dark, as a path of SVG.
    pub size: usize,
    pub path: String,
    pub secret: String,
    /// The secret in groups of four letters, to be read off.
    pub spaced: String,
    pub has_password: bool,
    pub error: Option<String>,
}

/// The recovery codes, shown this once.
#[derive(Clone, Debug, Serialize)]
pub struct CodesPage {
    pub desk: DeskFrame,
    pub codes: Vec<String>,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "staff/account.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let at = |time: &str| moment(language, time);
        let session = |is_present, browser: &str, address: &str| SessionLine {
            handle: "00ff".into(),
            browser: browser.into(),
            address: address.into(),
            begun: at("09:00"),
            used: at("14:02"),
            is_present,
        };
        let passkey = |used| PasskeyLine {
            id: "0199b1c2-0000-7000-8000-000000000001".into(),
            name: "Laptop".into(),
            added: at("09:00"),
            used,
        };
        let bare = Self {
            desk: DeskFrame::new(language, spoken(language, "My account", "Mi cuenta"), Some("Edda".into())),
            email: "edda@gazette.example".into(),
            new_email: "edda@gazette.example".into(),
            has_password: false,
            done: None,
            problem: None,
            second_factor: None,
            offers_passkeys: false,
            passkeys: Vec::new(),
            sessions: vec![session(true, "Firefox, Linux", "203.0.113.7")],
            languages: Vec::new(),
        };
        let full = Self {
            has_password: true,
            done: Some("password-changed".into()),
            second_factor: Some(SecondFactorLine { since: at("09:00"), codes: "10".into() }),
            offers_passkeys: true,
            passkeys: vec![passkey(None), passkey(Some(at("14:02")))],
            sessions: vec![session(true, "Firefox, Linux", "203.0.113.7"), session(false, "", "")],
            languages: vec![Choice { value: "es".into(), name: "Español".into(), is_chosen: true }],
            ..bare.clone()
        };
        let wrong = |place: &str| Self {
            problem: Some(Problem {
                place: place.into(),
                text: spoken(language, "This is not your present password.", "No es su contraseña actual.")
                    .into(),
            }),
            ..full.clone()
        };
        let without = Self { has_password: true, offers_passkeys: true, ..bare.clone() };
        vec![
            bare,
            full.clone(),
            without,
            wrong("password"),
            wrong("email"),
            wrong("second-factor"),
            wrong("passkeys"),
        ]
    }
}

impl Page for SecondFactorPage {
    const TEMPLATE: &'static str = "staff/second_factor.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let page = |has_password, error: Option<&str>| Self {
            desk: DeskFrame::new(
                language,
                spoken(language, "Add a second factor", "Añadir un segundo factor"),
                Some("Edda".into()),
            ),
            size: 10,
            path: "M4 4h1v1h-1z".into(),
            secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP".into(),
            spaced: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
            has_password,
            error: error.map(str::to_owned),
        };
        let wrong = spoken(language, "This code does not fit.", "El código no es válido o ya se ha usado.");
        vec![page(true, None), page(false, Some(wrong))]
    }
}

impl Page for CodesPage {
    const TEMPLATE: &'static str = "staff/codes.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let title = spoken(language, "Recovery codes", "Códigos de recuperación");
        vec![Self {
            desk: DeskFrame::new(language, title, Some("Edda".into())),
            codes: vec!["abcdefgh-ijklmnop".into(), "qrstuvwx-yz234567".into()],
        }]
    }
}
