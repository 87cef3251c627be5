//! Values as WordPress writes them: addresses and slugs.

use crate::words::LONGEST_ADDRESS;
use house::slug;
use percent_encoding::percent_decode_str;
use url::Url;

/// Returns the slug in a `post_name`, where names in other scripts stand percent-encoded.
pub(super) fn slug_of(name: &str) -> Option<String> {
    let name = percent_decode_str(name).decode_utf8_lossy();
    Some(slug::of(&name)).filter(|slug| !slug.is_empty())
}

/// Returns the path under which a story was found, decoded, without the slash at its end; `/?p=19` where it was
/// found by its number.
pub(crate) fn address(link: &str) -> Option<String> {
    let path = match Url::parse(link) {
        Ok(url) => match (url.path(), number_in(link)) {
            ("" | "/", Some(_)) => format!("/?{}", url.query().unwrap_or_default().split('&').next()?),
            (path, _) => path.to_owned(),
        },
        Err(_) => link.split(['?', '#']).next()?.to_owned(),
    };
    let decoded = percent_decode_str(&path).decode_utf8().map_or(path.clone(), |path| path.into_owned());
    let path = decoded.trim_end_matches('/');
    let is_address = path.starts_with('/') && !path.starts_with("//") && path.len() <= LONGEST_ADDRESS;
    (is_address && !path.contains(char::is_control)).then(|| path.to_owned())
}

/// Returns the number in an address such as `https://site/?p=19`.
pub(super) fn number_in(link: &str) -> Option<String> {
    let query = link.split_once('?')?.1;
    let mut pairs = query.split(['&', '#']).filter_map(|pair| pair.split_once('='));
    let (_, number) = pairs.find(|(name, _)| matches!(*name, "p" | "page_id"))?;
    let is_number = (1..=20).contains(&number.len()) && number.chars().all(|digit| digit.is_ascii_digit());
    is_number.then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_are_paths_without_their_last_slash() {
        for (link, path) in [
            ("https://a.example/2019/05/my-post/", Some("/2019/05/my-post")),
            ("https://a.example/blog/%d0%bf%d0%be%d1%80%d1%82/?utm=x#y", Some("/blog/порт")),
            ("https://a.example/?p=19&preview=true", Some("/?p=19")),
            ("/about/", Some("/about")),
            ("https://a.example/", None),
            ("https://a.example", None),
            ("http://", None),
            ("//b.example/x", None),
            ("", None),
            ("no address", None),
        ] {
            assert_eq!(address(link).as_deref(), path, "{link}");
        }
    }
}
