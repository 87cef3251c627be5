//! Walls between crates: the plant names no desk, a desk uses only rows below its own.

use super::{Fault, House};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use toml::Table;

/// Where each crate of the house stands. The plant is below the first row of desks, the binary above the last.
const ROWS: [(&str, i8); 29] = [
    ("plant/base", -3),
    ("plant/store", -2),
    ("plant/files", -2),
    ("plant/bus", -2),
    ("plant/delivery", -2),
    ("plant/index", -1),
    ("plant/pixels", -2),
    ("plant/fetch", -2),
    ("plant/site", -1),
    ("desks/house", 0),
    ("desks/staff", 1),
    ("desks/readers", 1),
    ("desks/sections", 2),
    ("desks/media", 3),
    ("desks/copy", 2),
    ("desks/stories", 4),
    ("desks/fronts", 5),
    ("desks/newsfeed", 5),
    ("desks/live", 5),
    ("desks/discussion", 5),
    ("desks/mailings", 5),
    ("desks/search", 5),
    ("desks/wire", 5),
    ("desks/transfer", 5),
    ("desks/office", 5),
    ("gazette", 6),
    ("stoppress", 7),
    ("bench", 7),
    ("xtask", 8),
];

/// Returns every dependency that goes up or sideways, and every crate without a row.
pub(crate) fn check(house: &House) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for manifest in house.sources.iter().filter(|source| source.is("/Cargo.toml")) {
        let home = manifest.home();
        let table: Table = manifest.text.parse().with_context(|| manifest.path.clone())?;
        let Some(own) = row(home) else {
            faults.push(Fault::of(
                home,
                "has no row: give it one in xtask/src/tidy/rows.rs, and say why in docs/decisions",
            ));
            continue;
        };
        let folder = home.rsplit('/').next().unwrap_or(home);
        if table.get("package").and_then(|package| package.get("name")?.as_str()) != Some(folder) {
            faults
                .push(Fault::of(&manifest.path, format!("the crate is to be named as its folder: {folder}")));
        }
        for (name, is_for_tests) in dependencies(&table) {
            faults.extend(judge(home, own, &name, is_for_tests).map(|why| Fault::of(&manifest.path, why)));
        }
    }
    Ok(faults)
}

fn judge(home: &str, own: i8, name: &str, is_for_tests: bool) -> Option<String> {
    let (other, row) = ROWS.iter().find(|(path, _)| path.rsplit('/').next() == Some(name))?;
    // The tests of a desk live in the Gazette's world, which knows all desks.
    if is_for_tests && *other == "gazette" && home.starts_with("desks/") {
        return None;
    }
    // A crate that names itself turns a feature of its own on for its tests.
    if *row < own || (is_for_tests && *other == home) {
        return None;
    }
    if home.starts_with("plant/") && row >= &0 {
        return Some(format!("the plant names no desk: {other}"));
    }
    Some(format!("{home} is in row {own} and may not use {other} of row {row}"))
}

fn row(home: &str) -> Option<i8> {
    ROWS.iter().find(|(path, _)| *path == home).map(|(_, row)| *row)
}

/// Returns the names of all dependencies, and whether only tests use them.
fn dependencies(table: &Table) -> BTreeSet<(String, bool)> {
    let mut names = BTreeSet::new();
    let targets =
        table.get("target").and_then(toml::Value::as_table).into_iter().flat_map(|targets| targets.values());
    for part in std::iter::once(table).chain(targets.filter_map(toml::Value::as_table)) {
        for (kind, is_for_tests) in
            [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)]
        {
            let listed = part.get(kind).and_then(toml::Value::as_table);
            for (name, entry) in listed.into_iter().flatten() {
                let real = entry.get("package").and_then(toml::Value::as_str).unwrap_or(name);
                names.insert((real.to_owned(), is_for_tests));
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(name: &str, rest: &str) -> String {
        format!("[package]\nname = \"{name}\"\n{rest}")
    }

    fn why(path: &str, text: &str) -> Vec<String> {
        let house = House::of(&[(path, text)]);
        check(&house).expect("the manifest is read").into_iter().map(|fault| fault.why).collect()
    }

    #[test]
    fn the_plant_names_no_desk() {
        let text = manifest("site", "[dev-dependencies]\nhouse.workspace = true");
        assert_eq!(why("plant/site/Cargo.toml", &text), ["the plant names no desk: desks/house"]);
    }

    #[test]
    fn a_desk_uses_only_rows_below_its_own() {
        let text = manifest("fronts", "[dependencies]\nstories.workspace = true\nnewsfeed.workspace = true");
        let wrong = ["desks/fronts is in row 5 and may not use desks/newsfeed of row 5"];
        assert_eq!(why("desks/fronts/Cargo.toml", &text), wrong);
    }

    #[test]
    fn a_renamed_dependency_is_seen_through() {
        let text = manifest("house", "[dependencies]\nx = { package = \"staff\", path = \"../staff\" }");
        assert_eq!(why("desks/house/Cargo.toml", &text).len(), 1);
    }

    #[test]
    fn the_tests_of_a_desk_may_live_in_the_gazette() {
        let tests = manifest("stories", "[dev-dependencies]\ngazette.workspace = true");
        assert!(why("desks/stories/Cargo.toml", &tests).is_empty());
        let code = manifest("stories", "[dependencies]\ngazette.workspace = true");
        assert_eq!(why("desks/stories/Cargo.toml", &code).len(), 1);
    }

    #[test]
    fn a_desk_without_a_row_is_refused() {
        assert_eq!(why("desks/weather/Cargo.toml", &manifest("weather", "")).len(), 1);
    }
}
