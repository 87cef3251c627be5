//! The IPTC's subjects: which section of the plan a root of its Media Topics belongs to.

use sections::{Edition, Section};

/// The roots of the Media Topics (and of the older Subject Codes, which are the same), each with the sections that
/// papers have for it, the likeliest first.
const ROOTS: [(&str, &[&str]); 17] = [
    ("01", &["culture", "arts", "entertainment", "arts-culture"]),
    ("02", &["crime", "law", "justice", "world"]),
    ("03", &["disasters", "world"]),
    ("04", &["business", "economy", "finance", "markets"]),
    ("05", &["education", "society"]),
    ("06", &["environment", "climate", "science"]),
    ("07", &["health", "science"]),
    ("08", &["people", "life", "society"]),
    ("09", &["work", "labour", "business", "economy"]),
    ("10", &["life", "lifestyle", "leisure", "culture"]),
    ("11", &["politics", "world"]),
    ("12", &["religion", "society", "culture"]),
    ("13", &["science", "technology", "tech"]),
    ("14", &["society", "life", "world"]),
    ("15", &["sport", "sports"]),
    ("16", &["world", "conflict", "politics"]),
    ("17", &["weather", "world"]),
];

/// Returns the section that a code belongs to: `15000000`, `medtop:15000000`, or an address that ends in it.
pub(super) fn section<'e>(code: &str, edition: &'e Edition) -> Option<&'e Section> {
    let digits = code.rsplit([':', '/', '#']).next()?.trim();
    let is_code = digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit());
    // Newer topics are numbered from 20000000 on, in no order.
    let root = digits.get(..2).filter(|root| is_code && *root != "20")?;
    let (_, sections) = ROOTS.iter().find(|(number, _)| *number == root)?;
    sections.iter().find_map(|slug| edition.section(slug))
}

/// Returns the section of this name.
pub(super) fn section_named<'e>(name: &str, edition: &'e Edition) -> Option<&'e Section> {
    let slug = house::slug::of(name);
    edition.sections.iter().find(|section| section.slug == slug || section.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_leads_to_the_section_that_the_paper_has() {
        let slug_of = |section: Option<&Section>| section.map(|section| section.slug.clone());
        let section_of = |slug: &str| Section { slug: slug.into(), name: slug.to_uppercase() };
        let edition = Edition {
            slug: "en".into(),
            name: "Gazette".into(),
            language: "en".into(),
            zone: "UTC".into(),
            sections: ["world", "sport", "economy"].map(section_of).to_vec(),
            ..Edition::default()
        };

        for (code, wanted) in [
            ("15000000", Some("sport")),
            ("http://cv.iptc.org/newscodes/mediatopic/04000000", Some("economy")),
            ("subj:15054000", Some("sport")),
            ("medtop:20000822", None),
            ("16000000", Some("world")),
            ("99000000", None),
            ("sport", None),
        ] {
            assert_eq!(slug_of(section(code, &edition)).as_deref(), wanted, "{code}");
        }
        assert_eq!(slug_of(section_named("Economy", &edition)).as_deref(), Some("economy"));
    }
}
