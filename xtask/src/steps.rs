//! The steps of a run: each announced, timed, and the first that fails ends it.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// A run of steps.
pub(crate) struct Steps {
    begun: Instant,
    done: Vec<(&'static str, Duration)>,
}

impl Steps {
    /// Begins a run.
    pub(crate) fn begin() -> Steps {
        Steps { begun: Instant::now(), done: Vec::new() }
    }

    /// Does one step; an error says in which step the run stopped and after how long.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("\n── {name}");
        let begun = Instant::now();
        let outcome = work();
        let took = begun.elapsed();
        outcome.with_context(|| format!("cargo ci stopped at «{name}» after {}", seconds(took)))?;
        println!("── {name}: good, {}", seconds(took));
        self.done.push((name, took));
        Ok(())
    }

    /// Prints each step with its time, and the sum.
    pub(crate) fn end(self) {
        println!();
        for (name, took) in &self.done {
            println!("{:>9}  {name}", seconds(*took));
        }
        println!("{:>9}  in all: everything holds", seconds(self.begun.elapsed()));
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
