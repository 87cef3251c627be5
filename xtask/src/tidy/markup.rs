//! Templates hold no script, no style and no handler: the page's policy forbids them, a browser would drop them.

use super::tree::Source;
use super::{Fault, House};

/// Returns every inline style, script and handler of a template.
pub(crate) fn check(house: &House) -> Vec<Fault> {
    let is_template = |source: &&Source| source.is(".html") && !source.stands_in(&["samples", "tests"]);
    house.sources.iter().filter(is_template).flat_map(of).collect()
}

fn of(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (number, line) in source.code() {
        let low = line.to_ascii_lowercase();
        if low.contains("<style") || has_attribute(&low, |name| name == "style") {
            faults.push(Fault::at(source, number, "inline style: give it a class"));
        }
        if has_attribute(&low, |name| name.starts_with("on") && name.len() > 4) || low.contains("javascript:")
        {
            faults.push(Fault::at(source, number, "inline handler: make it an island"));
        }
        if low.match_indices("<script").any(|(at, _)| is_code(low.get(at..).unwrap_or_default())) {
            faults.push(Fault::at(source, number, "inline script: make it an island"));
        }
    }
    faults
}

/// Returns whether a script element holds code itself: it has no address and is no block of data.
fn is_code(element: &str) -> bool {
    let tag = element.split('>').next().unwrap_or(element);
    !tag.contains("src=") && !tag.contains("application/ld+json") && !tag.contains("application/json")
}

fn has_attribute(line: &str, matches: impl Fn(&str) -> bool) -> bool {
    line.match_indices("=\"").any(|(at, _)| {
        let name = line.get(..at).unwrap_or_default().rsplit([' ', '\t', '<']).next().unwrap_or_default();
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic()) && matches(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> usize {
        check(&House::of(&[("desks/fronts/pages/site/front.html", text)])).len()
    }

    #[test]
    fn what_the_policy_forbids_is_refused() {
        assert_eq!(faults("<p style=\"color: red\">"), 1);
        assert_eq!(faults("<button onclick=\"go()\">"), 1);
        assert_eq!(faults("<script>go()</script>"), 1);
    }

    #[test]
    fn addresses_data_and_other_attributes_are_let_through() {
        assert_eq!(faults("<script type=\"module\" src=\"{{ asset('front.js') }}\"></script>"), 0);
        assert_eq!(faults("<script type=\"application/ld+json\">{{ ld }}</script>"), 0);
        assert_eq!(faults("<time class=\"style\" datetime=\"{{ at }}\" data-style=\"x\">"), 0);
    }
}
