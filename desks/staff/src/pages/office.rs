//! The office's pages of people and tokens.

use super::account::Problem;
use super::spoken;
use serde::Serialize;
use site::frame::{DeskFrame, Moment};
use site::pages::Page;
use site::samples::moment;
use site::words::Language;

/// Everybody of the newsroom, and a form to add somebody.
#[derive(Clone, Debug, Serialize)]
pub struct PeoplePage {
    pub desk: DeskFrame,
    pub people: Vec<PersonLine>,
    pub problem: Option<Problem>,
    /// What was typed before.
    pub email: String,
    pub name: String,
    pub roles: Vec<Choice>,
    pub editions: Vec<Choice>,
}

/// A person in the list.
#[derive(Clone, Debug, Serialize)]
pub struct PersonLine {
    pub url: String,
    pub name: String,
    pub email: String,
    pub grants: Vec<GrantLine>,
    /// When a session of theirs was used last.
    pub used: Option<Moment>,
    pub is_barred: bool,
    /// Whether they can sign in by anything yet.
    pub has_come_in: bool,
    pub has_link: bool,
}

/// What can be chosen in a list: what the form posts, and what one reads; of roles that is the desk's word.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub is_chosen: bool,
}

/// One person: roles, ways in, and what the office can do.
#[derive(Clone, Debug, Serialize)]
pub struct PersonPage {
    pub desk: DeskFrame,
    pub person: PersonLine,
    /// What stands in the form that changes their address.
    pub new_email: String,
    pub has_password: bool,
    pub has_second_factor: bool,
    /// How many passkeys there are; none where it is none.
    pub passkeys: Option<String>,
    /// What has just been done, as the end of the word's key: `role-given`.
    pub done: Option<String>,
    pub problem: Option<Problem>,
    /// The one-time link that has just been made, whole.
    pub link: Option<String>,
    pub roles: Vec<Choice>,
    pub editions: Vec<Choice>,
}

/// A role where it holds.
#[derive(Clone, Debug, Serialize)]
pub struct GrantLine {
    /// Such as `picture-editor`.
    pub role: String,
    /// The edition's slug; empty for all.
    pub edition: String,
}

/// All tokens, and a form to make one.
#[derive(Clone, Debug, Serialize)]
pub struct TokensPage {
    pub desk: DeskFrame,
    pub tokens: Vec<TokenLine>,
    pub done: Option<String>,
    pub problem: Option<Problem>,
    /// The token that has just been made.
    pub token: Option<String>,
    /// What was typed before.
    pub name: String,
    pub roles: Vec<Choice>,
    pub editions: Vec<Choice>,
}

/// A token in the list.
#[derive(Clone, Debug, Serialize)]
pub struct TokenLine {
    pub id: String,
    pub name: String,
    pub grant: GrantLine,
    pub made: Moment,
    /// Who made it on this page; empty where the command line did.
    pub made_by: String,
    pub used: Option<Moment>,
}

const URL: &str = "/desk/office/people/0199b1c2-0000-7000-8000-000000000001";

fn frame(language: &Language, title: &str) -> DeskFrame {
    DeskFrame::new(language, title, Some("Edda".into())).office(true)
}

fn grant(edition: &str) -> GrantLine {
    GrantLine { role: "editor".into(), edition: edition.into() }
}

fn roles() -> Vec<Choice> {
    let choice = |value: &str, is_chosen| Choice { value: value.into(), name: String::new(), is_chosen };
    vec![choice("reporter", true), choice("editor", false)]
}

fn editions() -> Vec<Choice> {
    vec![Choice { value: "en".into(), name: "The Gazette (en)".into(), is_chosen: true }]
}

fn person(language: &Language) -> PersonLine {
    PersonLine {
        url: URL.into(),
        name: "Edda Lind".into(),
        email: "edda@gazette.example".into(),
        grants: vec![grant(""), grant("en")],
        used: Some(moment(language, "14:02")),
        is_barred: false,
        has_come_in: true,
        has_link: false,
    }
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "staff/people.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let barred = PersonLine { is_barred: true, used: None, grants: Vec::new(), ..person(language) };
        let new = PersonLine { has_come_in: false, has_link: true, used: None, ..person(language) };
        let wrong = spoken(language, "This is not an e-mail address.", "No es una dirección de correo.");
        let page = |problem: Option<Problem>| Self {
            desk: frame(language, spoken(language, "People", "Personas")),
            people: vec![person(language), new.clone(), barred.clone()],
            problem,
            email: String::new(),
            name: String::new(),
            roles: roles(),
            editions: editions(),
        };
        vec![page(None), page(Some(Problem { place: "add".into(), text: wrong.into() }))]
    }
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "staff/person.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let whole = Self {
            desk: frame(language, "Edda Lind"),
            person: person(language),
            new_email: "edda@gazette.example".into(),
            has_password: true,
            has_second_factor: true,
            passkeys: Some("2".into()),
            done: Some("role-given".into()),
            problem: None,
            link: None,
            roles: roles(),
            editions: editions(),
        };
        let bare = Self {
            has_password: false,
            has_second_factor: false,
            passkeys: None,
            done: None,
            ..whole.clone()
        };
        let new = Self {
            person: PersonLine { has_come_in: false, has_link: true, used: None, ..person(language) },
            link: Some("https://gazette.example/desk/link/0123456789abcdef".into()),
            ..bare.clone()
        };
        let barred = Self { person: PersonLine { is_barred: true, ..person(language) }, ..bare };
        let wrong = spoken(language, "This is the last admin.", "Es el último administrador.");
        let wrong = |place: &str| Self {
            problem: Some(Problem { place: place.into(), text: wrong.into() }),
            ..whole.clone()
        };
        vec![
            whole.clone(),
            new,
            barred,
            wrong("roles"),
            wrong("ways"),
            wrong("bar"),
            wrong("name"),
            wrong("email"),
        ]
    }
}

impl Page for TokensPage {
    const TEMPLATE: &'static str = "staff/tokens.html";
    const IS_DESK: bool = true;

    fn samples(language: &Language) -> Vec<Self> {
        let token = |used, made_by: &str| TokenLine {
            id: "0199b1c2-0000-7000-8000-000000000001".into(),
            name: "wire".into(),
            grant: grant(""),
            made: moment(language, "09:00"),
            made_by: made_by.into(),
            used,
        };
        let none = Self {
            desk: frame(language, spoken(language, "Tokens", "Claves")),
            tokens: Vec::new(),
            done: None,
            problem: None,
            token: None,
            name: String::new(),
            roles: roles(),
            editions: editions(),
        };
        let some = Self {
            tokens: vec![token(None, ""), token(Some(moment(language, "14:02")), "Edda Lind")],
            token: Some("sp_0123456789abcdef".into()),
            done: Some("token-ended".into()),
            ..none.clone()
        };
        let wrong = spoken(language, "The name is empty.", "El nombre falta o es demasiado largo.");
        let wrong =
            Self { problem: Some(Problem { place: "add".into(), text: wrong.into() }), ..none.clone() };
        vec![none, some, wrong]
    }
}
