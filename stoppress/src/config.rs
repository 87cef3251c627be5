//! The only reader of settings: `stoppress.toml` in the newsroom's folder, then the environment (`STOPPRESS_…`),
//! then flags; the later wins.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use site::Settings;
use std::fmt;
use std::net::IpAddr;
use std::path::Path;

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File,
    Environment,
    Flag,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::File => "stoppress.toml",
            Self::Environment => "environment",
            Self::Flag => "flag",
        })
    }
}

/// A setting and where it comes from.
#[derive(Clone, Debug)]
pub struct Setting<T> {
    pub value: T,
    pub source: Source,
}

/// All settings.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: Setting<String>,
    pub public_url: Setting<Option<String>>,
    /// `sqlite:PATH` or `postgres://…`; the folder's own SQLite file unless set.
    pub database: Setting<Option<String>>,
    pub page_cache: Setting<bool>,
    pub trusted_proxies: Setting<Vec<IpAddr>>,
    pub streams_per_address: Setting<usize>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSettings {
    listen: Option<String>,
    public_url: Option<String>,
    database: Option<String>,
    page_cache: Option<bool>,
    trusted_proxies: Option<Vec<IpAddr>>,
    streams_per_address: Option<usize>,
}

impl Config {
    /// Reads the settings of the newsroom in this folder; `listen` is the flag.
    pub fn read(dir: &Path, listen: Option<&str>) -> Result<Self> {
        let file = read_file(&dir.join("stoppress.toml"))?;
        let mut listen_setting = layered("LISTEN", file.listen, "127.0.0.1:8080".into(), text)?;
        if let Some(flag) = listen {
            listen_setting = Setting { value: flag.to_owned(), source: Source::Flag };
        }
        let config = Self {
            listen: listen_setting,
            public_url: layered("PUBLIC_URL", file.public_url.map(Some), None, |value| {
                text(value).map(Some)
            })?,
            database: layered("DATABASE", file.database.map(Some), None, |value| text(value).map(Some))?,
            page_cache: layered("PAGE_CACHE", file.page_cache, true, switch)?,
            trusted_proxies: layered("TRUSTED_PROXIES", file.trusted_proxies, Vec::new(), addresses)?,
            streams_per_address: layered("STREAMS_PER_ADDRESS", file.streams_per_address, 1000, number)?,
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<()> {
        if let Some(url) = &self.public_url.value
            && !(url.starts_with("http://") || url.starts_with("https://"))
        {
            bail!("public_url ({}): “{url}” must begin with http:// or https://", self.public_url.source);
        }
        Ok(())
    }

    /// Returns what the web side must know.
    pub fn site_settings(&self) -> Settings {
        Settings {
            public_url: self.public_url(),
            page_cache: self.page_cache.value,
            trusted_proxies: self.trusted_proxies.value.clone(),
            streams_per_address: self.streams_per_address.value,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// Returns the beginning of every absolute address.
    pub fn public_url(&self) -> String {
        let url = self.public_url.value.clone().unwrap_or_else(|| format!("http://{}", self.listen.value));
        url.trim_end_matches('/').to_owned()
    }

    /// Returns each setting as a row: name, value, source. A password in the database's address is not shown.
    pub fn rows(&self) -> Vec<(&'static str, String, Source)> {
        let database =
            self.database.value.as_deref().map_or("newsroom.db in the folder".into(), hide_password);
        let proxies: Vec<String> = self.trusted_proxies.value.iter().map(IpAddr::to_string).collect();
        vec![
            ("listen", self.listen.value.clone(), self.listen.source),
            ("public_url", self.public_url(), self.public_url.source),
            ("database", database, self.database.source),
            ("page_cache", self.page_cache.value.to_string(), self.page_cache.source),
            ("trusted_proxies", proxies.join(","), self.trusted_proxies.source),
            (
                "streams_per_address",
                self.streams_per_address.value.to_string(),
                self.streams_per_address.source,
            ),
        ]
    }
}

fn read_file(path: &Path) -> Result<FileSettings> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).with_context(|| format!("{}", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(FileSettings::default()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn layered<T>(
    name: &str,
    file: Option<T>,
    default: T,
    read: impl FnOnce(&str) -> Result<T>,
) -> Result<Setting<T>> {
    let name = format!("STOPPRESS_{name}");
    if let Some(value) = environment(&name) {
        let value = read(&value).with_context(|| name)?;
        return Ok(Setting { value, source: Source::Environment });
    }
    Ok(match file {
        Some(value) => Setting { value, source: Source::File },
        None => Setting { value: default, source: Source::Default },
    })
}

#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn text(value: &str) -> Result<String> {
    Ok(value.to_owned())
}

fn switch(value: &str) -> Result<bool> {
    match value {
        "on" | "true" | "1" | "yes" => Ok(true),
        "off" | "false" | "0" | "no" => Ok(false),
        _ => bail!("“{value}” is neither on nor off"),
    }
}

fn number(value: &str) -> Result<usize> {
    value.parse().with_context(|| format!("“{value}” is no number"))
}

fn addresses(value: &str) -> Result<Vec<IpAddr>> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().with_context(|| format!("“{part}” is no IP address"))).collect()
}

fn hide_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let name = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{name}:…@{host}")
        }
        None => url.to_owned(),
    }
}

/// Sends the log to standard error: what `STOPPRESS_LOG` names, else warnings and the program's own notes.
pub fn start_logging(quiet: bool) {
    use tracing_subscriber::EnvFilter;
    let wanted = environment("STOPPRESS_LOG");
    let filter = wanted.unwrap_or_else(|| if quiet { "error".into() } else { "warn".into() });
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("warn"));
    let is_json = environment("STOPPRESS_LOG_FORMAT").is_some_and(|format| format == "json");
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if is_json { builder.json().try_init() } else { builder.try_init() };
    drop(started);
}
