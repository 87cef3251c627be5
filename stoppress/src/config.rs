//! The only reader of settings: `stoppress.toml` in the newsroom's folder, then the environment (`STOPPRESS_…`),
//! then flags; the later wins. The list of settings is one table; `docs/running/settings.md` explains each.

mod file;
mod logging;
mod value;

pub use logging::{change_log, start_logging};
pub use value::LogFormat;

use anyhow::{Result, anyhow, bail};
use file::File;
pub(crate) use file::nearest;
use site::{Provider, Settings};
use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use value::{Raw, Value};

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File,
    Environment,
    Flag,
    /// A socket that systemd opened and handed over.
    Systemd,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::File => "stoppress.toml",
            Self::Environment => "environment",
            Self::Flag => "flag",
            Self::Systemd => "systemd",
        })
    }
}

/// A setting and where it comes from.
#[derive(Clone, Debug)]
pub struct Setting<T> {
    pub value: T,
    pub source: Source,
}

/// Makes the list of settings: each has its name, its type and its default.
macro_rules! settings {
    ($($(#[$words:meta])+ $name:ident: $type:ty = $default:expr;)+) => {
        /// All settings.
        #[derive(Clone, Debug)]
        pub struct Config { $($(#[$words])+ pub $name: Setting<$type>,)+ }

        impl Config {
            /// The names of all settings, in the order in which they are shown.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            fn layered(file: &File) -> Result<Self> {
                Ok(Self { $($name: layered(stringify!($name), file, $default)?,)+ })
            }

            fn shown(&self) -> Vec<(&'static str, String, Source)> {
                vec![$((stringify!($name), self.$name.value.show(), self.$name.source),)+]
            }

            /// Returns each setting's name and what it is unless it is set.
            pub fn defaults() -> Vec<(&'static str, String)> {
                vec![$((stringify!($name), <$type as Value>::show(&$default)),)+]
            }
        }
    };
}

settings! {
    /// Where the newsroom listens.
    listen: String = "127.0.0.1:8080".into();
    /// Where the figures for operators are shown without a token.
    metrics_listen: Option<String> = None;
    /// The beginning of every absolute address.
    public_url: Option<String> = None;
    /// `sqlite:PATH` or `postgres://…`; the folder's own SQLite file unless set.
    database: Option<String> = None;
    /// The folder of the pictures; `media` in the newsroom's folder unless set.
    media: Option<PathBuf> = None;
    /// The folder of the newsroom's own look.
    theme: Option<PathBuf> = None;
    /// Whether pages are kept.
    page_cache: bool = true;
    /// How much memory kept pages may take.
    page_cache_mib: u32 = 64;
    /// Whose `X-Forwarded-For` counts.
    trusted_proxies: Vec<IpAddr> = Vec::new();
    /// Hosts and ranges that may be asked for pictures although they are not of the open internet.
    fetch_allow: Vec<String> = Vec::new();
    /// How many streams one address may hold open.
    streams_per_address: u32 = 1000;
    /// How often one account may be tried in a quarter of an hour, wherever from.
    sign_ins_per_account: u32 = 100;
    /// How often one account may be tried in a quarter of an hour from one address.
    sign_ins_per_account_and_address: u32 = 10;
    /// How often one address may try in a quarter of an hour, whatever the account.
    sign_ins_per_address: u32 = 50;
    /// The identity provider by which people may sign in.
    oidc_issuer: Option<String> = None;
    /// The name by which the provider knows the newsroom.
    oidc_client_id: Option<String> = None;
    /// The secret by which it knows that it is the newsroom.
    oidc_client_secret: Option<String> = None;
    /// What the provider is called on the button; its host unless set.
    oidc_name: Option<String> = None;
    /// The largest form or other small body.
    body_limit_kib: u32 = 2048;
    /// Where to tell of a weakness: `mailto:`, `https://` or `tel:`.
    security_contact: Vec<String> = Vec::new();
    /// How long answers, orders and jobs under way are waited for when the server is told to stop.
    stop_seconds: u32 = 10;
    /// How long the server says that it stops before it does.
    stop_notice_seconds: u32 = 0;
    /// What the log holds.
    log: String = "warn,stoppress=info".into();
    /// How the log is written.
    log_format: LogFormat = LogFormat::Text;
}

impl Config {
    /// Reads the settings of the newsroom in this folder; `listen` is the flag.
    pub fn read(dir: &Path, listen: Option<&str>) -> Result<Self> {
        let file = File::read(&dir.join("stoppress.toml"), Self::NAMES)?;
        let mut config = Self::layered(&file)?;
        config.check()?;
        if let Some(flag) = listen {
            config.listen = Setting { value: flag.to_owned(), source: Source::Flag };
        }
        // What stands in the newsroom's folder is meant from there, wherever the program was called.
        for setting in [&mut config.theme, &mut config.media] {
            if let (Source::File, Some(path)) = (setting.source, &setting.value) {
                setting.value = Some(dir.join(path));
            }
        }
        Ok(config)
    }

    fn check(&self) -> Result<()> {
        if let Some(url) = &self.public_url.value
            && !(url.starts_with("http://") || url.starts_with("https://"))
        {
            bail!("public_url ({}): “{url}” must begin with http:// or https://", self.public_url.source);
        }
        if let Some(place) = self.media.value.as_ref().filter(|place| place.to_string_lossy().contains("://"))
        {
            let (source, place) = (self.media.source, place.display());
            bail!("media ({source}): “{place}” is an address, and pictures lie in a folder");
        }
        self.check_provider()?;
        if let Err(wrong) = fetch::Guard::allowing(&self.fetch_allow.value) {
            bail!("fetch_allow ({}): “{wrong}” is no host, address or range", self.fetch_allow.source);
        }
        if let Some(wrong) = self.security_contact.value.iter().find(|contact| !is_contact(contact)) {
            let source = self.security_contact.source;
            bail!("security_contact ({source}): “{wrong}” must begin with mailto:, https:// or tel:");
        }
        if let Some(why) = logging::fault(&self.log.value) {
            bail!("log ({}): “{}” is no filter of the log: {why}", self.log.source, self.log.value);
        }
        Ok(())
    }

    /// The provider's three settings belong together.
    fn check_provider(&self) -> Result<()> {
        let parts = [
            ("oidc_issuer", &self.oidc_issuer.value),
            ("oidc_client_id", &self.oidc_client_id.value),
            ("oidc_client_secret", &self.oidc_client_secret.value),
        ];
        let missing = parts.iter().find(|(_, value)| value.is_none());
        let given = parts.iter().find(|(_, value)| value.is_some());
        if let (Some((missing, _)), Some((given, _))) = (missing, given) {
            bail!("{missing} is missing: it belongs to {given}");
        }
        let Some(issuer) = &self.oidc_issuer.value else { return Ok(()) };
        let is_address = issuer.strip_prefix("https://").or(issuer.strip_prefix("http://"));
        if is_address.is_none_or(|rest| rest.is_empty() || rest.contains(['?', '#', ' ', '@'])) {
            bail!(
                "oidc_issuer ({}): “{issuer}” must begin with https:// or http://, and have no query",
                self.oidc_issuer.source
            );
        }
        Ok(())
    }

    fn provider(&self) -> Option<Provider> {
        let issuer = self.oidc_issuer.value.clone()?;
        let host = issuer.split_once("://").map_or(issuer.as_str(), |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or_default().to_owned();
        Some(Provider {
            issuer,
            client_id: self.oidc_client_id.value.clone()?,
            client_secret: self.oidc_client_secret.value.clone()?,
            name: self.oidc_name.value.clone().unwrap_or(host),
        })
    }

    /// Returns what the web side must know.
    pub fn site_settings(&self) -> Settings {
        Settings {
            public_url: self.public_url(),
            page_cache: self.page_cache.value,
            page_cache_bytes: u64::from(self.page_cache_mib.value) << 20,
            trusted_proxies: self.trusted_proxies.value.clone(),
            streams_per_address: self.streams_per_address.value as usize,
            sign_ins_per_account: self.sign_ins_per_account.value,
            sign_ins_per_account_and_address: self.sign_ins_per_account_and_address.value,
            sign_ins_per_address: self.sign_ins_per_address.value,
            provider: self.provider(),
            fetch_allow: self.fetch_allow.value.clone(),
            body_limit: (self.body_limit_kib.value as usize) << 10,
            security_contact: self.security_contact.value.clone(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// Returns how long what is under way may take when the server stops, and how long before it says so.
    pub fn stop(&self) -> site::serve::Stop {
        site::serve::Stop {
            notice: Duration::from_secs(self.stop_notice_seconds.value.into()),
            patience: Duration::from_secs(self.stop_seconds.value.into()),
        }
    }

    /// Returns the beginning of every absolute address.
    pub fn public_url(&self) -> String {
        let url = self.public_url.value.clone().unwrap_or_else(|| format!("http://{}", self.listen.value));
        url.trim_end_matches('/').to_owned()
    }

    /// Returns each setting as a row: name, value, source. A password in the database's address is not shown, nor is
    /// another secret.
    pub fn rows(&self) -> Vec<(&'static str, String, Source)> {
        let mut rows = self.shown();
        for (name, value, _) in &mut rows {
            match *name {
                "public_url" => *value = self.public_url(),
                "database" => {
                    let url = self.database.value.as_deref();
                    *value = url.map_or("newsroom.db in the folder".into(), hide_password);
                }
                "oidc_client_secret" if self.oidc_client_secret.value.is_some() => *value = "…".into(),
                "media" if self.media.value.is_none() => *value = "media in the folder".into(),
                _ => {}
            }
        }
        rows
    }
}

/// Returns whether a text is an address by which people can be reached (RFC 9116, 2.5.3).
fn is_contact(text: &str) -> bool {
    let of = |scheme: &str| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty());
    ["mailto:", "https://", "tel:"].into_iter().any(of)
        && text.chars().all(|letter| letter.is_ascii_graphic())
}

fn layered<T: Value>(name: &str, file: &File, default: T) -> Result<Setting<T>> {
    let variable = format!("STOPPRESS_{}", name.to_uppercase());
    let of_file = file.value(name)?;
    if let Some(word) = environment(&variable) {
        let value = T::read(&Raw::Text(word)).map_err(|why| anyhow!("{variable}: {why}"))?;
        return Ok(Setting { value, source: Source::Environment });
    }
    Ok(match of_file {
        Some(value) => Setting { value, source: Source::File },
        None => Setting { value: default, source: Source::Default },
    })
}

#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Returns a line for each variable of the environment that is written like a setting and is none.
pub fn strange_variables() -> Vec<String> {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let strange = names.filter_map(|name| {
        let setting = name.strip_prefix("STOPPRESS_")?.to_lowercase();
        let is_known = Config::NAMES.contains(&setting.as_str())
            || setting == "statements"
            || setting.starts_with("test_");
        (!is_known)
            .then(|| format!("{name}: there is no setting “{setting}”{}", nearest(&setting, Config::NAMES)))
    });
    strange.collect()
}

/// Leaves out what may hold a password: the login's second part, and the parameters, which may name one too.
fn hide_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let rest = rest.split('?').next().unwrap_or_default();
    match rest.rsplit_once('@') {
        Some((login, host)) => {
            let name = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{name}:…@{host}")
        }
        None => format!("{scheme}://{rest}"),
    }
}
