//! Where a command's words go: to the terminal, or over the socket to the terminal of the one who called.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::Write;
use tokio::sync::mpsc::UnboundedSender;

/// A line for the one who called.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Line {
    /// A result, in words and as JSON: on standard output.
    Result(String, Value),
    /// A failure or a warning: on standard error, always.
    Complaint(String),
    /// Progress: on standard error, unless quiet was asked for.
    Note(String),
    /// The end, with the exit code.
    Exit(u8),
}

/// The way to the one who called.
#[derive(Clone)]
pub enum Output {
    Terminal { quiet: bool, json: bool },
    Socket(UnboundedSender<Line>),
}

impl Output {
    /// Returns the way to this process's own terminal.
    pub fn terminal(quiet: bool, json: bool) -> Self {
        Self::Terminal { quiet, json }
    }

    /// Says the result.
    pub fn result(&self, words: impl Into<String>, value: Value) {
        self.say(Line::Result(words.into(), value));
    }

    /// Says what is wrong with what was looked at, a line each; returns the exit code: 0 if all is whole, else 4.
    pub fn faults(&self, faults: &[String]) -> u8 {
        for fault in faults {
            self.result(fault.clone(), json!({ "fault": fault }));
        }
        if faults.is_empty() { 0 } else { 4 }
    }

    /// Says what went wrong with a part of the work.
    pub fn complain(&self, words: impl Into<String>) {
        self.say(Line::Complaint(words.into()));
    }

    /// Says how far the work is.
    pub fn note(&self, words: impl Into<String>) {
        self.say(Line::Note(words.into()));
    }

    /// Passes a line on. A caller who went away does not stop the work.
    pub fn say(&self, line: Line) {
        match self {
            Self::Socket(lines) => drop(lines.send(line)),
            Self::Terminal { quiet, json } => print(&line, *quiet, *json),
        }
    }
}

fn print(line: &Line, quiet: bool, json: bool) {
    match line {
        Line::Result(_, value) if json => drop(writeln!(std::io::stdout(), "{value}")),
        Line::Result(words, _) => drop(writeln!(std::io::stdout(), "{words}")),
        Line::Complaint(words) => complain(words),
        Line::Note(words) if !quiet => complain(words),
        Line::Note(_) | Line::Exit(_) => {}
    }
}

/// Writes a line on standard error; where nobody listens it is lost.
pub fn complain(words: &str) {
    drop(writeln!(std::io::stderr(), "{words}"));
}
