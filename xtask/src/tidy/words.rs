//! The words of the house: every desk stands in the glossary and has its README.

use super::{Fault, House};

const GLOSSARY: &str = "docs/WORDS.md";

/// Returns every desk that the papers do not know.
pub(crate) fn check(house: &House) -> Vec<Fault> {
    let glossary = house.source(GLOSSARY).map_or("", |source| source.text.as_str());
    let mut faults = Vec::new();
    for desk in house.folders("desks") {
        if !glossary.contains(&format!("`{desk}`")) {
            faults.push(Fault::of(GLOSSARY, format!("does not name the desk `{desk}`")));
        }
        let readme = format!("desks/{desk}/README.md");
        match house.source(&readme).map(|source| source.text.lines().count()) {
            None => faults.push(Fault::of(readme, "is missing: words, pages, rights, events out, events in")),
            Some(lines) if lines > 60 => {
                faults.push(Fault::of(readme, format!("has {lines} lines, 60 are enough")))
            }
            Some(_) => {}
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_needs_its_word_and_its_readme() {
        let lib = ("desks/weather/src/lib.rs", "");
        assert_eq!(check(&House::of(&[lib])).len(), 2);
        let papers =
            [lib, (GLOSSARY, "| `weather` | what falls |"), ("desks/weather/README.md", "# Weather")];
        assert!(check(&House::of(&papers)).is_empty());
    }
}
