//! Names of elements: by namespace where the file declares its prefixes, else by the prefixes that WordPress uses.

use quick_xml::events::BytesStart;

const MOST_ATTRIBUTES: usize = 64;

/// Whose an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Rss,
    WordPress,
    Content,
    Excerpt,
    DublinCore,
    Other,
}

/// The prefixes of a file.
#[derive(Debug, Default)]
pub(super) struct Prefixes(Vec<(String, Owner)>);

impl Prefixes {
    /// Takes the declarations that an element bears.
    pub(super) fn declare(&mut self, element: &BytesStart<'_>) {
        for (name, value) in attributes(element) {
            if let Some(prefix) = name.strip_prefix("xmlns:")
                && self.0.len() < MOST_ATTRIBUTES
            {
                self.0.insert(0, (prefix.to_owned(), owner(&value)));
            }
        }
    }

    /// Returns whose the element of this name is, and its name without the prefix.
    pub(super) fn resolve<'n>(&self, name: &'n str) -> (Owner, &'n str) {
        let Some((prefix, local)) = name.split_once(':') else { return (Owner::Rss, name) };
        let declared = self.0.iter().find(|(known, _)| known == prefix).map(|(_, owner)| *owner);
        let owner = declared.unwrap_or(match prefix {
            "wp" => Owner::WordPress,
            "content" => Owner::Content,
            "excerpt" => Owner::Excerpt,
            "dc" => Owner::DublinCore,
            _ => Owner::Other,
        });
        (owner, local)
    }
}

/// Returns the attributes of an element, as many as anything honest has; broken ones are left out.
pub(super) fn attributes(element: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    let whole = attributes.take(MOST_ATTRIBUTES).flatten();
    whole
        .map(|attribute| {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            let value = value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            (attribute.key.into_inner().to_owned(), value)
        })
        .collect()
}

/// The version stands in WordPress's addresses, and some files have https where most have http.
fn owner(address: &str) -> Owner {
    if address.contains("wordpress.org/export/") {
        if address.contains("/excerpt") { Owner::Excerpt } else { Owner::WordPress }
    } else if address.contains("purl.org/rss/1.0/modules/content") {
        Owner::Content
    } else if address.contains("purl.org/dc/elements") {
        Owner::DublinCore
    } else {
        Owner::Other
    }
}
