//! The log: to standard error, as text or as a line of JSON each; how much of it can be changed while it runs.

use super::{Config, LogFormat, Source};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::OnceLock;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Registry, fmt, reload};

/// The way to the filter of the log that is running.
static FILTER: OnceLock<reload::Handle<EnvFilter, Registry>> = OnceLock::new();

/// Sends the log to standard error. Settings that cannot be read are left to the command to complain of.
pub fn start_logging(quiet: bool, dir: Option<&Path>) {
    let config = dir.and_then(|dir| Config::read(dir, None).ok());
    let wanted = config.as_ref().map(|config| &config.log);
    let said = wanted.filter(|log| !quiet || log.source != Source::Default).map(|log| log.value.as_str());
    let wanted = said.unwrap_or(if quiet { "error" } else { "warn" });
    let filter = EnvFilter::try_new(wanted).unwrap_or_else(|_| EnvFilter::new("warn"));
    let (filter, handle) = reload::Layer::new(filter);
    let is_json = config.is_some_and(|config| config.log_format.value == LogFormat::Json);
    let out = fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    let registry = tracing_subscriber::registry().with(filter);
    let started = match is_json {
        true => registry.with(out.json().flatten_event(true)).try_init(),
        false => registry.with(out).try_init(),
    };
    // Another log runs already where several newsrooms share a process, as in tests.
    if started.is_ok() {
        drop(FILTER.set(handle));
    }
}

/// Returns what is wrong with a filter of the log, if anything is.
pub(super) fn fault(filter: &str) -> Option<String> {
    EnvFilter::try_new(filter).err().map(|error| error.to_string())
}

/// Has the running log follow this filter from now on.
pub fn change_log(filter: &str) {
    if let (Some(handle), Ok(filter)) = (FILTER.get(), EnvFilter::try_new(filter)) {
        drop(handle.reload(filter));
    }
}
