//! The two ways to fail: something is *refused* (seven ways, each with words for the person who asked),
//! or something is *broken* (with what was being done at the time; the details are for the log alone).

use crate::Time;
use std::fmt;

/// What a verb, a read or a handler answers with.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// A refusal or a fault.
#[derive(Debug)]
pub enum Failure {
    /// The rules say no; the asker can do something about it.
    Refused(Refused),
    /// Something of ours does not work; the asker cannot do anything about it.
    Broken(Broken),
}

/// The ways to say no, and no others.
#[derive(Debug, Clone, PartialEq)]
pub enum Refused {
    /// There is nothing there, or nothing that the asker may know of.
    NotFound,
    /// The asker is known and may not do this. Says what right it takes.
    NotAllowed(String),
    /// The asker must sign in, or the token is not known.
    NotSignedIn,
    /// The input is wrong at these places.
    NotValid(Vec<FieldError>),
    /// The thing is in a state that does not allow this; `allowed` are the verbs that it does allow.
    Conflict { why: String, allowed: Vec<String> },
    /// What this place of the thing says does not allow it now; `allowed` are the verbs that its state allows.
    Held { by: FieldError, allowed: Vec<String> },
    /// The thing was changed meanwhile; `conflicts` says where, as the API shows it.
    Stale { why: String, conflicts: Vec<serde_json::Value> },
    /// The thing was asked to be changed without saying which revision is meant.
    NoPrecondition,
    /// The input is larger than what is taken.
    TooLarge(String),
    /// Too many tries; to be asked again at that moment.
    TooMuch(Time),
    /// Not at this moment, for this reason; asking again later can help.
    NotNow(String),
    /// It was there and has been withdrawn. The notice is all that is left.
    Gone(String),
}

/// Returns nothing where what was asked for is not there; every other failure stays one.
pub fn unless_not_found<T>(done: Result<T>) -> Result<Option<T>> {
    match done {
        Err(Failure::Refused(Refused::NotFound)) => Ok(None),
        done => done.map(Some),
    }
}

/// A place in the input (a JSON pointer, RFC 6901) and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub pointer: String,
    pub detail: String,
    /// What is wrong, as a word that stays, for who says it in another language: `no-headline`.
    pub what: Option<&'static str>,
    /// What that is about, such as a time in RFC 3339; mostly empty.
    pub about: String,
}

impl FieldError {
    /// Returns the error at this pointer.
    pub fn at(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into(), what: None, about: String::new() }
    }

    /// Returns the error with the word that says what it is, and what it is about.
    #[must_use]
    pub fn called(self, what: &'static str, about: impl Into<String>) -> Self {
        Self { what: Some(what), about: about.into(), ..self }
    }
}

impl Refused {
    /// Returns the refusal of one wrong field.
    pub fn field(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        FieldError::at(pointer, detail).into()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("There is nothing here."),
            Self::NotAllowed(why) => f.write_str(why),
            Self::NotSignedIn => f.write_str("Sign in, or send a valid token."),
            Self::NotValid(errors) => {
                for (n, error) in errors.iter().enumerate() {
                    let separator = if n == 0 { "" } else { "; " };
                    write!(f, "{separator}{}: {}", error.pointer, error.detail)?;
                }
                Ok(())
            }
            Self::Held { by, .. } => f.write_str(&by.detail),
            Self::Conflict { why, .. } | Self::Stale { why, .. } => f.write_str(why),
            Self::NoPrecondition => {
                f.write_str("Say which revision you changed: send If-Match with its ETag.")
            }
            Self::TooLarge(why) | Self::NotNow(why) => f.write_str(why),
            Self::TooMuch(until) => write!(f, "Too many tries. Try again after {until}."),
            Self::Gone(notice) => f.write_str(notice),
        }
    }
}

/// A fault, with what was being done from the inside out.
#[derive(Debug, Clone)]
pub struct Broken {
    cause: String,
    doing: Vec<String>,
}

impl Broken {
    /// Returns a fault with this cause.
    pub fn new(cause: impl fmt::Display) -> Self {
        Self { cause: cause.to_string(), doing: Vec::new() }
    }

    /// Adds what was being done when it broke.
    #[must_use]
    pub fn while_doing(mut self, what: impl Into<String>) -> Self {
        self.doing.push(what.into());
        self
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for what in self.doing.iter().rev() {
            write!(f, "{what}: ")?;
        }
        f.write_str(&self.cause)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::Broken(broken) => broken.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<FieldError> for Refused {
    fn from(error: FieldError) -> Self {
        Self::NotValid(vec![error])
    }
}

impl From<FieldError> for Failure {
    fn from(error: FieldError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<Broken> for Failure {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// Turns a foreign error into a fault, where it is understood: `read(path).doing("reading the settings")?`.
pub trait Context<T> {
    /// Says what was being done.
    fn doing(self, what: &str) -> Result<T>;
}

impl<T, E: fmt::Display> Context<T> for std::result::Result<T, E> {
    fn doing(self, what: &str) -> Result<T> {
        self.map_err(|error| Broken::new(error).while_doing(what).into())
    }
}
