//! What is larger than it should be: listed, not refused. Look whether two ideas share the place.

use super::House;
use super::tree::Source;
use std::collections::BTreeMap;

/// Prints what is beyond the second figure of docs/STYLE.md.
pub(crate) fn list(house: &House) {
    let mut large: Vec<String> = Vec::new();
    for source in &house.sources {
        let lines = source.text.lines().count();
        if lines > limit(source) {
            large.push(format!("{}: {lines} lines", source.path));
        }
        if source.is(".rs") {
            large.extend(
                functions(source)
                    .into_iter()
                    .map(|(line, long)| format!("{}:{line}: a function of {long} lines", source.path)),
            );
        }
    }
    large.extend(
        desks(house)
            .into_iter()
            .filter(|(_, lines)| *lines > 7000)
            .map(|(desk, lines)| format!("{desk}: {lines} lines")),
    );
    for line in &large {
        println!("   look again: {line}");
    }
}

fn limit(source: &Source) -> usize {
    match source.path.rsplit('.').next() {
        Some("rs") => 400,
        Some("html") => 120,
        Some("css") if !source.stands_in(&["assets"]) => 250,
        Some("ts") => 150,
        _ => usize::MAX,
    }
}

/// Returns the functions beyond 60 lines: the line they begin on, and how long they are.
fn functions(source: &Source) -> Vec<(usize, usize)> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut long = Vec::new();
    for (number, line) in source.code() {
        let indent = line.len() - line.trim_start().len();
        if is_function(line.trim_start()) {
            open.push((indent, number));
        } else if line.trim_end() == format!("{}}}", " ".repeat(indent)) {
            let Some((_, begun)) = open.pop_if(|(depth, _)| *depth == indent) else { continue };
            if number - begun + 1 > 60 {
                long.push((begun, number - begun + 1));
            }
        }
    }
    long
}

fn is_function(line: &str) -> bool {
    let before = line.split("fn ").next().unwrap_or_default();
    line.contains("fn ")
        && !line.ends_with(['}', ';'])
        && before
            .split_whitespace()
            .all(|word| matches!(word, "async" | "const" | "unsafe") || word.starts_with("pub"))
}

/// Returns the lines of Rust in each desk, tests left out.
fn desks(house: &House) -> BTreeMap<&str, usize> {
    let mut desks = BTreeMap::new();
    for source in house.sources.iter().filter(|source| source.is_src_of("desks")) {
        *desks.entry(source.home()).or_default() += source.text.lines().count();
    }
    desks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_function_is_measured_from_its_first_line_to_its_brace() {
        let text = format!(
            "impl A {{\n    pub async fn long(\n        a: u8,\n    ) {{\n{}    }}\n    fn short() {{\n    }}\n}}\n",
            "        go();\n".repeat(60)
        );
        let source = Source { path: "desks/copy/src/lib.rs".into(), text };
        assert_eq!(functions(&source), [(2, 64)]);
    }
}
