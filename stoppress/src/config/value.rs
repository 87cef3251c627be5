//! What a setting can be: how each type is read from the file or from a word of the environment, and shown.

use std::net::IpAddr;
use std::path::PathBuf;

/// A value as it was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Raw {
    Text(String),
    Number(i64),
    Switch(bool),
    List(Vec<Raw>),
}

/// A type that a setting can have.
pub(super) trait Value: Sized {
    /// Reads what was written, or says what is wrong with it.
    fn read(raw: &Raw) -> Result<Self, String>;

    /// Returns the value as `stoppress config` shows it.
    fn show(&self) -> String;
}

impl Value for String {
    fn read(raw: &Raw) -> Result<Self, String> {
        match raw {
            Raw::Text(text) if text.trim().is_empty() => Err("it is empty".into()),
            Raw::Text(text) => Ok(text.clone()),
            _ => Err("it must be a text in quotes".into()),
        }
    }

    fn show(&self) -> String {
        self.clone()
    }
}

impl Value for PathBuf {
    fn read(raw: &Raw) -> Result<Self, String> {
        String::read(raw).map(PathBuf::from)
    }

    fn show(&self) -> String {
        self.display().to_string()
    }
}

impl<T: Value> Value for Option<T> {
    fn read(raw: &Raw) -> Result<Self, String> {
        // An empty variable of the environment takes back what the file says.
        if *raw == Raw::Text(String::new()) { Ok(None) } else { T::read(raw).map(Some) }
    }

    fn show(&self) -> String {
        self.as_ref().map_or_else(|| "none".into(), T::show)
    }
}

impl Value for bool {
    fn read(raw: &Raw) -> Result<Self, String> {
        match raw {
            Raw::Switch(is_on) => Ok(*is_on),
            Raw::Text(word) => match word.as_str() {
                "on" | "true" | "1" | "yes" => Ok(true),
                "off" | "false" | "0" | "no" => Ok(false),
                _ => Err(format!("“{word}” is neither on nor off")),
            },
            _ => Err("it is neither true nor false".into()),
        }
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for u32 {
    fn read(raw: &Raw) -> Result<Self, String> {
        let wrong =
            |shown: &dyn std::fmt::Display| format!("“{shown}” is no whole number from 0 to {}", u32::MAX);
        match raw {
            Raw::Number(number) => u32::try_from(*number).map_err(|_| wrong(number)),
            Raw::Text(text) => text.trim().parse().map_err(|_| wrong(text)),
            _ => Err("it must be a whole number".into()),
        }
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for Vec<String> {
    fn read(raw: &Raw) -> Result<Self, String> {
        match raw {
            Raw::Text(text) => {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                Ok(parts.map(str::to_owned).collect())
            }
            Raw::List(parts) => parts.iter().map(String::read).collect(),
            _ => Err("it must be a list of texts".into()),
        }
    }

    fn show(&self) -> String {
        self.join(",")
    }
}

impl Value for Vec<IpAddr> {
    fn read(raw: &Raw) -> Result<Self, String> {
        let one = |text: &str| text.trim().parse().map_err(|_| format!("“{}” is no IP address", text.trim()));
        match raw {
            Raw::Text(text) => text.split(',').filter(|part| !part.trim().is_empty()).map(one).collect(),
            Raw::List(parts) => parts.iter().map(|part| one(&String::read(part)?)).collect(),
            _ => Err("it must be a list of IP addresses".into()),
        }
    }

    fn show(&self) -> String {
        self.iter().map(IpAddr::to_string).collect::<Vec<_>>().join(",")
    }
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl Value for LogFormat {
    fn read(raw: &Raw) -> Result<Self, String> {
        match String::read(raw)?.as_str() {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => Err(format!("“{other}” is neither text nor json")),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Json => "json".into(),
        }
    }
}
