//! The command line, as `docs/INTERFACE.md` lists it.

mod config;
mod demo;
mod restore;
mod serve;
mod theme;
mod verify;

use crate::orders::{ExportFormat, ImportFormat, Order};
use crate::output::Output;
use crate::socket;
use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use std::path::{Path, PathBuf};

/// A whole newsroom in one program: what is published reaches everyone, what is withdrawn reaches no one.
#[derive(Parser)]
#[command(name = "stoppress", version, about)]
pub struct Call {
    #[command(subcommand)]
    command: Command,
    /// Print results alone: no progress, no notes.
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Print results as JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Run the newsroom.
    Serve(Place),
    /// Run the demonstration newsroom.
    Demo {
        #[command(flatten)]
        place: DemoPlace,
        /// Fill up to this many stories with generated ones.
        #[arg(long, value_name = "N")]
        stories: Option<usize>,
    },
    /// Bring stories in from another system's files.
    Import {
        /// What the files are.
        format: ImportFormat,
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The edition that they go into; the default one unless named.
        #[arg(long)]
        edition: Option<String>,
        /// Publish, with its old date, what was public at the source.
        #[arg(long)]
        publish: bool,
        #[command(flatten)]
        data: Data,
    },
    /// Write out what the newsroom holds.
    Export {
        /// What is written.
        format: ExportFormat,
        /// The file (archive) or folder (ninjs) to be made.
        #[arg(long, value_name = "PATH")]
        out: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// Copy the database and the media, as of one moment, while the newsroom runs.
    Backup {
        /// The file to be made.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// Put a backup back as a newsroom of its own.
    Restore {
        file: PathBuf,
        /// The newsroom's folder, new or empty.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// The media bank.
    #[command(subcommand)]
    Media(Media),
    /// Those who make the paper.
    #[command(subcommand)]
    User(User),
    /// Keys for programs.
    #[command(subcommand)]
    Token(Token),
    /// Verify the database, the log and the record.
    Check {
        /// Make anew what is derived from stories and their revisions.
        #[arg(long)]
        repair: bool,
        #[command(flatten)]
        data: Data,
    },
    /// Check the public record of a story: its texts, chain and signatures.
    Verify {
        /// The story's address, or a file with its record.
        #[arg(value_name = "URL-OR-FILE")]
        place: String,
        /// The newsroom's key, if it is known beforehand.
        #[arg(long, value_name = "HEX")]
        key: Option<String>,
    },
    /// Looks of the newsroom's own.
    #[command(subcommand)]
    Theme(theme::Theme),
    /// Show the settings in force and where each comes from.
    Config(Place),
}

#[derive(Subcommand)]
enum Media {
    /// Put pictures into the media bank; a line each: id, then the file's name.
    Add {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Subcommand)]
enum User {
    /// Add a person and print the one-time link with which they set their password.
    Add {
        email: String,
        #[arg(long)]
        role: String,
        #[arg(long)]
        edition: Option<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Print a new one-time link for somebody who is there already; older ones end.
    Link {
        email: String,
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Subcommand)]
enum Token {
    /// Add a token and print it; it is shown this once.
    Add {
        name: String,
        #[arg(long)]
        role: String,
        #[arg(long)]
        edition: Option<String>,
        #[command(flatten)]
        data: Data,
    },
}

/// Where the newsroom's files are.
#[derive(Args, Clone)]
pub struct Data {
    /// The newsroom's folder; a new newsroom is made in an empty or missing one.
    #[arg(long, value_name = "DIR", default_value = "newsroom")]
    pub data: PathBuf,
}

/// Where the newsroom's files are and where it listens.
#[derive(Args, Clone)]
pub struct Place {
    #[command(flatten)]
    pub data: Data,
    /// Where to listen, such as 127.0.0.1:8080.
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

#[derive(Args, Clone)]
struct DemoPlace {
    /// The newsroom's folder; a temporary one unless named.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
}

impl Call {
    /// Says whether it is to serve readers.
    pub fn serves(&self) -> bool {
        matches!(self.command, Command::Serve(_) | Command::Demo { .. })
    }

    /// Returns the newsroom's folder, where the call names one or means the usual one.
    pub fn folder(&self) -> Option<&Path> {
        match &self.command {
            Command::Serve(place) | Command::Config(place) => Some(&place.data.data),
            Command::Demo { place, .. } => place.data.as_deref(),
            Command::Theme(_) | Command::Verify { .. } => None,
            Command::Restore { data, .. } => Some(data),
            Command::Import { data, .. }
            | Command::User(User::Add { data, .. })
            | Command::Token(Token::Add { data, .. })
            | Command::User(User::Link { data, .. })
            | Command::Media(Media::Add { data, .. })
            | Command::Export { data, .. }
            | Command::Backup { data, .. }
            | Command::Check { data, .. } => Some(&data.data),
        }
    }
}

/// Does what was called and returns the exit code.
pub async fn run(call: Call) -> Result<u8> {
    let output = Output::terminal(call.quiet, call.json);
    match call.command {
        Command::Serve(place) => serve::run(place, &output).await,
        Command::Demo { place, stories } => demo::run(place.data, place.listen, stories, &output).await,
        Command::Config(place) => config::run(&place, &output),
        Command::Import { format, files, edition, publish, data } => {
            if let Some(url) =
                files.iter().find(|file| file.to_str().is_some_and(|name| name.contains("://")))
            {
                let url = url.display();
                output.complain(format!(
                    "{url} is an address, and an import reads files; save it first: curl -O {url}"
                ));
                return Ok(2);
            }
            let files = files.iter().map(|file| absolute(file)).collect::<Result<_>>()?;
            socket::order(&data.data, Order::Import { format, files, edition, publish }, &output).await
        }
        Command::Media(Media::Add { files, data }) => {
            let files = files.iter().map(|file| absolute(file)).collect::<Result<_>>()?;
            socket::order(&data.data, Order::AddPictures { files }, &output).await
        }
        Command::User(User::Add { email, role, edition, data }) => {
            socket::order(&data.data, Order::AddUser { email, role, edition }, &output).await
        }
        Command::Token(Token::Add { name, role, edition, data }) => {
            socket::order(&data.data, Order::AddToken { name, role, edition }, &output).await
        }
        Command::User(User::Link { email, data }) => {
            socket::order(&data.data, Order::LinkUser { email }, &output).await
        }
        Command::Check { repair, data } => socket::order(&data.data, Order::Check { repair }, &output).await,
        Command::Export { format, out, data } => {
            let out = absolute(&out)?;
            socket::order(&data.data, Order::Export { format, out }, &output).await
        }
        Command::Backup { out, data } => {
            let out = absolute(&out)?;
            socket::order(&data.data, Order::Backup { out }, &output).await
        }
        Command::Restore { file, data } => restore::run(&file, &data, &output).await,
        Command::Verify { place, key } => verify::run(&place, key.as_deref(), &output).await,
        Command::Theme(theme) => theme::run(theme, &output),
    }
}

/// A running server has another working folder than the caller, so it gets whole paths.
fn absolute(file: &std::path::Path) -> Result<PathBuf> {
    std::path::absolute(file).with_context(|| format!("{}", file.display()))
}
