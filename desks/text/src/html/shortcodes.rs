//! WordPress's shortcodes: `[caption]` and `[embed]` become elements, others are dropped and told. What merely looks
//! like one, such as “[sic]”, stays.

use super::Builder;

/// Names that are shortcodes even without attributes.
const KNOWN: [&str; 12] = [
    "caption",
    "wp_caption",
    "gallery",
    "embed",
    "audio",
    "video",
    "playlist",
    "contact-form",
    "contact-form-7",
    "googlemaps",
    "latest_posts",
    "archives",
];

/// Returns the HTML with its shortcodes resolved.
pub(super) fn resolve(html: &str, builder: &mut Builder) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('[') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        match code(from) {
            Some((length, name, is_end)) => {
                out.push_str(&element(name, is_end, builder));
                rest = from.get(length..).unwrap_or_default();
                if name == "embed" && !is_end {
                    let (address, after) = rest.split_once("[/embed]").unwrap_or((rest, ""));
                    out.push_str(&format!(
                        "<iframe src=\"{}\"></iframe>",
                        address.trim().replace('"', "%22")
                    ));
                    rest = after;
                }
            }
            None => {
                out.push('[');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn element(name: &str, is_end: bool, builder: &mut Builder) -> String {
    match (name, is_end) {
        ("caption" | "wp_caption", false) => "<figure>".into(),
        ("caption" | "wp_caption", true) => "</figure>".into(),
        ("embed", _) => String::new(),
        (_, true) => String::new(),
        (name, false) => {
            builder.drop_part(&format!("[{name}]"), "");
            String::new()
        }
    }
}

/// Reads a shortcode at the beginning of the text: its length, its name, and whether it is an end.
fn code(text: &str) -> Option<(usize, &str, bool)> {
    let close = text.char_indices().take(2000).find(|(_, letter)| *letter == ']').map(|(at, _)| at)?;
    let inside = text.get(1..close)?;
    let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let end = inside.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'));
    let (name, attributes) = inside.split_at(end.unwrap_or(inside.len()));
    let has_attributes = attributes.starts_with(char::is_whitespace) && attributes.contains("=\"");
    let is_code = KNOWN.contains(&name) || (has_attributes && !name.is_empty());
    is_code.then_some((close + 1, name, is_end))
}
