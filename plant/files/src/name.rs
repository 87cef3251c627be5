//! What a file can be called: parts of small letters, digits, `-`, `_` and `.`, joined by slashes.

/// Returns whether this can be a file's name. No name leads out of the place where files lie.
pub(crate) fn is_name(name: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
    let is_part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_letter);
    name.len() <= 400 && name.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_place() {
        assert!(is_name("originals/ab/abcd") && is_name("renditions/ab-1/640.webp"));
        for wrong in ["", "/", "../x", "a/../b", "a//b", ".hidden", "A", "a\0", "a b", "a/", "/etc"] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }
}
