//! Rules of the desk: what an address, a name and a role must look like. No I/O.

use base::{FieldError, Refused};
use house::{Grant, Role};

/// The longest address that mail can be sent to (RFC 5321).
const EMAIL_MAX: usize = 254;
const NAME_MAX: usize = 200;
const EDITION_MAX: usize = 64;

/// Returns the address as it is kept: trimmed and in lower case, since nobody tells `Edda@` from `edda@`.
pub(crate) fn email(text: &str) -> Result<String, FieldError> {
    let kept = text.trim().to_lowercase();
    let wrong = |detail: &str| Err(FieldError::at("/email", detail).called("email", ""));
    if kept.len() > EMAIL_MAX {
        return wrong("The address is longer than 254 bytes.");
    }
    if kept.chars().any(|c| c.is_whitespace() || c.is_control() || "<>(),;:\\\"[]".contains(c)) {
        return wrong("An address has no spaces, quotes or brackets.");
    }
    match kept.split_once('@') {
        Some((local, host)) if !local.is_empty() && is_host(host) => Ok(kept),
        _ => wrong("This is not an e-mail address, such as edda@gazette.example."),
    }
}

fn is_host(host: &str) -> bool {
    host.split('.').all(|part| {
        let is_word = part.chars().all(|c| c.is_alphanumeric() || c == '-');
        !part.is_empty() && is_word && !part.starts_with('-') && !part.ends_with('-')
    })
}

/// Returns the name as it is kept.
pub(crate) fn name(text: &str) -> Result<String, FieldError> {
    let kept = text.trim();
    if kept.is_empty() {
        return Err(FieldError::at("/name", "The name is empty.").called("no-name", ""));
    }
    if kept.len() > NAME_MAX || kept.chars().any(char::is_control) {
        let why = "A name has at most 200 bytes and no control characters.";
        return Err(FieldError::at("/name", why).called("name", ""));
    }
    Ok(kept.to_owned())
}

/// Returns what the role may do where; without an edition, in all of them.
pub(crate) fn grant(role: &str, edition: Option<&str>) -> Result<Grant, FieldError> {
    let unknown = |why: String| FieldError::at("/role", format!("{why}.")).called("role", "");
    let role: Role = role.parse().map_err(unknown)?;
    match edition {
        None => Ok(Grant { role, edition: None }),
        Some(slug) if is_slug(slug) => Ok(Grant { role, edition: Some(slug.to_owned()) }),
        Some(_) => {
            let why = "An edition is named by its slug, such as en.";
            Err(FieldError::at("/edition", why).called("edition", ""))
        }
    }
}

fn is_slug(text: &str) -> bool {
    let is_word = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    !text.is_empty() && text.len() <= EDITION_MAX && is_word
}

/// Returns both, or the refusal of all that is wrong with either.
pub(crate) fn both<A, B>(a: Result<A, FieldError>, b: Result<B, FieldError>) -> Result<(A, B), Refused> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(Refused::NotValid([a.err(), b.err()].into_iter().flatten().collect())),
    }
}

/// Returns where to go after the sign-in: `next` if it is a path of this very house, else the desk.
pub(crate) fn way_on(next: Option<&str>) -> &str {
    const DESK: &str = "/desk/";
    let Some(next) = next else { return DESK };
    // A second slash, or the backslash that browsers read as one, would lead to another host.
    let is_local = next.starts_with('/') && !next.starts_with("//");
    let is_plain = next.len() <= 2000 && !next.chars().any(|c| c.is_control() || c == '\\');
    if is_local && is_plain { next } else { DESK }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case() {
        assert_eq!(email(" Edda@Gazette.Example ").unwrap(), "edda@gazette.example");
        assert!(email("admin@localhost").is_ok());
        assert!(email("ñandú@correo.example").is_ok());
    }

    #[test]
    fn what_is_no_address_is_refused_with_its_place() {
        let long = format!("{}@gazette.example", "a".repeat(260));
        for text in
            ["", "edda", "@x.example", "edda@", "a b@x.example", "a@@x.example", "a@x..example", &long]
        {
            assert_eq!(email(text).unwrap_err().pointer, "/email", "{text}");
        }
        assert!(email("Edda <edda@gazette.example>").is_err());
        assert!(email("edda@gazette.example\nbcc: all@gazette.example").is_err());
    }

    #[test]
    fn an_unknown_role_is_told_the_known_ones() {
        let error = grant("boss", None).unwrap_err();

        assert_eq!(error.pointer, "/role");
        assert!(error.detail.contains("picture-editor"), "{}", error.detail);
    }

    #[test]
    fn the_way_on_never_leaves_the_house() {
        assert_eq!(way_on(Some("/desk/stories?state=draft")), "/desk/stories?state=draft");
        let away = [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/\t/evil.example",
        ];
        for next in away.into_iter().chain(["javascript:alert(1)", "", "desk", "/desk\r\nSet-Cookie: a=b"]) {
            assert_eq!(way_on(Some(next)), "/desk/", "{next}");
        }
        assert_eq!(way_on(None), "/desk/");
    }
}
