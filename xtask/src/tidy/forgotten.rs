//! Files that the compiler never sees: a module that no one declares, a test that no list names.

use super::{Fault, House};
use anyhow::{Context, Result};
use std::path::Path;
use toml::{Table, Value};

/// Returns every Rust file that no other file declares.
pub(crate) fn check(house: &House) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for manifest in house.sources.iter().filter(|source| source.is("/Cargo.toml")) {
        let home = manifest.home();
        let table: Table = manifest.text.parse().with_context(|| manifest.path.clone())?;
        faults.extend(unseen(house, &format!("{home}/src"), &["lib", "main"]));
        let finds_tests =
            table.get("package").and_then(|package| package.get("autotests")?.as_bool()).unwrap_or(true);
        if finds_tests {
            faults.extend(built_twice(house, home));
        } else {
            let named = named_tests(&table);
            faults.extend(unseen(
                house,
                &format!("{home}/tests"),
                &named.iter().map(String::as_str).collect::<Vec<_>>(),
            ));
        }
    }
    faults.extend(unseen(house, "tests", &["main"]));
    let has_journeys = house.files.contains("tests/main.rs");
    let binary = house.source("stoppress/Cargo.toml").map_or("", |manifest| manifest.text.as_str());
    if has_journeys && !binary.contains("../tests/main.rs") {
        faults.push(Fault::of(
            "stoppress/Cargo.toml",
            "the journeys of tests/main.rs are named by no [[test]]",
        ));
    }
    Ok(faults)
}

/// Returns the Rust files below a folder that are neither a root nor declared by the module above them.
fn unseen(house: &House, folder: &str, roots: &[&str]) -> Vec<Fault> {
    let below = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let mut faults = Vec::new();
    for source in house.sources.iter().filter(|source| source.is(".rs") && below(&source.path)) {
        let path = Path::new(&source.path);
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let parent = path.parent().and_then(Path::to_str).unwrap_or_default();
        if (parent == folder && roots.contains(&stem)) || parent.ends_with("/bin") {
            continue;
        }
        let (name, above) = if stem == "mod" { split(parent) } else { (stem, parent) };
        if !declarers(above, folder, roots).iter().any(|file| declares(house, file, name)) {
            faults.push(Fault::of(
                &source.path,
                format!("no file declares `mod {name};`, so it is never compiled"),
            ));
        }
    }
    faults
}

/// Returns the files that may declare the modules of a folder.
fn declarers(folder: &str, top: &str, roots: &[&str]) -> Vec<String> {
    if folder == top {
        return roots.iter().map(|root| format!("{top}/{root}.rs")).collect();
    }
    vec![format!("{folder}/mod.rs"), format!("{folder}.rs")]
}

fn declares(house: &House, file: &str, name: &str) -> bool {
    let wanted = [format!("mod {name};"), format!("mod r#{name};")];
    house.source(file).is_some_and(|source| {
        source.code().any(|(_, line)| {
            let line = line.trim();
            wanted.iter().any(|end| {
                line == end || line.ends_with(&format!(" {end}")) || line.ends_with(&format!(") {end}"))
            })
        })
    })
}

/// Returns the tests that stand in `tests/main.rs` and that Cargo would also build alone.
fn built_twice(house: &House, home: &str) -> Vec<Fault> {
    let main = format!("{home}/tests/main.rs");
    let alone = house.sources.iter().filter(|source| source.is(".rs") && source.path != main);
    alone
        .filter(|source| {
            source.path.strip_prefix(&format!("{home}/tests/")).is_some_and(|rest| !rest.contains('/'))
        })
        .filter(|_| house.files.contains(&main))
        .map(|source| {
            Fault::of(
                &source.path,
                "is a test binary of its own: set `autotests = false` and name tests/main.rs in [[test]]",
            )
        })
        .collect()
}

/// Returns the stems of the test files that the manifest names.
fn named_tests(table: &Table) -> Vec<String> {
    let tests = table.get("test").and_then(Value::as_array).into_iter().flatten();
    tests
        .filter_map(|test| Path::new(test.get("path")?.as_str()?).file_stem()?.to_str().map(str::to_owned))
        .collect()
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').map_or((path, ""), |(above, name)| (name, above))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: (&str, &str) = (
        "desks/copy/Cargo.toml",
        "[package]\nname = \"copy\"\nautotests = false\n[[test]]\nname = \"copy\"\npath = \"tests/main.rs\"",
    );

    fn forgotten(files: &[(&str, &str)]) -> Vec<String> {
        let house = House::of(&[&[MANIFEST], files].concat());
        check(&house).expect("the manifest is read").into_iter().map(|fault| fault.path).collect()
    }

    #[test]
    fn a_module_that_nobody_declares_is_found() {
        let lib = ("desks/copy/src/lib.rs", "mod doc;\npub(crate) mod marks;");
        let files = [
            lib,
            ("desks/copy/src/doc.rs", "mod ids;"),
            ("desks/copy/src/marks/mod.rs", ""),
            ("desks/copy/src/doc/ids.rs", ""),
        ];
        assert!(forgotten(&files).is_empty());
        assert_eq!(
            forgotten(&[lib, ("desks/copy/src/doc.rs", ""), ("desks/copy/src/merge.rs", "")]),
            ["desks/copy/src/merge.rs"]
        );
    }

    #[test]
    fn a_test_file_that_main_does_not_name_is_found() {
        let main = ("desks/copy/tests/main.rs", "mod merge;");
        let files = [main, ("desks/copy/tests/merge.rs", ""), ("desks/copy/tests/html.rs", "")];
        assert_eq!(forgotten(&files), ["desks/copy/tests/html.rs"]);
    }

    #[test]
    fn a_journey_needs_a_test_that_names_it() {
        assert_eq!(forgotten(&[("tests/main.rs", "")]), ["stoppress/Cargo.toml"]);
    }
}
