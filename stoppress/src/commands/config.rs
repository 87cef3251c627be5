//! `stoppress config`: the settings in force and where each comes from.

use super::Place;
use crate::config::{Config, strange_variables};
use crate::output::Output;
use anyhow::Result;

pub fn run(place: &Place, output: &Output) -> Result<u8> {
    let config = Config::read(&place.data.data, place.listen.as_deref())?;
    for (name, value, source) in config.rows() {
        let words = format!("{name} = {value}  # {source}");
        output.result(words, serde_json::json!({ "name": name, "value": value, "from": source.to_string() }));
    }
    for line in strange_variables() {
        output.complain(line);
    }
    Ok(0)
}
