//! `stoppress demo`: the demonstration newspaper, filled and served.

use crate::config::Config;
use crate::demo;
use crate::newsroom::Newsroom;
use crate::output::Output;
use crate::server;
use anyhow::{Context, Result};
use std::path::PathBuf;

pub async fn run(
    data: Option<PathBuf>,
    listen: Option<String>,
    stories: Option<usize>,
    output: &Output,
) -> Result<u8> {
    // A temporary folder goes with the program; a named one stays and is only served the next time.
    let temporary = tempfile::Builder::new().prefix("stoppress-demo-").tempdir();
    let temporary = temporary.context("cannot make a temporary folder")?;
    let dir = data.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
    let mut config = Config::read(&dir, listen.as_deref())?;
    let listener = server::listen(&mut config).await?;
    demo::fill(&dir, &config, stories, output).await?;
    let newsroom = Newsroom::open(&dir, &config).await?;
    // Who has read the addresses may tell the server to stop.
    let stop = server::told_to_stop()?;
    say_what_to_look_at(&newsroom, output)?;
    server::run(newsroom, listener, stop).await?;
    Ok(0)
}

fn say_what_to_look_at(newsroom: &Newsroom, output: &Output) -> Result<()> {
    let url = |path: &str| newsroom.plant.url(path);
    let paper = gazette::paper()?;
    output.result(format!("The Fixture Gazette is at {}", url("/")), serde_json::json!({ "url": url("/") }));
    output.note(format!("  the front            {}", url("/en/")));
    output.note(format!("  right to left        {}", url("/ar/")));
    output.note(format!("  the newsfeed         {}", url("/en/newsfeed")));
    output.note(format!("  the feed for readers {}", url("/en/feed.rss")));
    output.note(format!("  the newsroom         {}", url("/desk/")));
    for person in &paper.people {
        output.note(format!("    {:<16} {:<32} {}", person.role, person.email, paper.password));
    }
    output.note("Leave a front open, publish in the newsroom, and watch. Ctrl-C ends it.");
    Ok(())
}
