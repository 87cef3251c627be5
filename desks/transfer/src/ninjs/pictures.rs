//! What is associated with a story: its pictures come in as waiting ones, with caption, credit and alternative text,
//! and go out as the forms that readers get.

use super::item::Item;
use crate::pictures::{MOST_PICTURES, is_web, place};
use crate::words::{LONGEST_CAPTION, LONGEST_STANDFIRST, cut, line_of, plain_line};
use base::Chance;
use copy::{Doc, Dropped, Node, Picture};
use serde_json::{Value, json};
use std::collections::HashSet;
use stories::OutgoingPicture;

/// How deep pictures are looked for in packages.
const DEEPEST: usize = 4;
const LONGEST_CREDIT: usize = 500;

/// Adds the associated pictures to the text: those that stand in it already learn what is said of them, the first
/// of the others goes before the text, the rest behind it.
pub(super) fn add(
    doc: &mut Doc,
    item: &Item,
    chance: &Chance,
    dropped: &mut Vec<Dropped>,
) -> Result<(), String> {
    let mut found = Found { chance, pictures: Vec::new(), dropped };
    found.look(item, 0)?;
    let mut fresh = found.pictures;
    fresh.retain(|placed| !teach(doc, &placed.picture, &placed.hrefs));
    place(doc, fresh.into_iter().map(|placed| placed.picture), chance);
    Ok(())
}

/// A picture, and the addresses of all its sizes.
struct Placed {
    picture: Picture,
    hrefs: HashSet<String>,
}

struct Found<'a> {
    chance: &'a Chance,
    pictures: Vec<Placed>,
    dropped: &'a mut Vec<Dropped>,
}

impl Found<'_> {
    fn look(&mut self, item: &Item, depth: usize) -> Result<(), String> {
        for (_, other) in item.objects(&["associations"])? {
            let kind = other.any_text(&["type"]).unwrap_or("picture");
            match kind {
                "picture" | "graphic" if self.pictures.len() < MOST_PICTURES => self.picture(&other)?,
                "composite" if depth < DEEPEST => self.look(&other, depth + 1)?,
                other => self.drop(&format!("association of type {}", cut(other, 20))),
            }
        }
        Ok(())
    }

    fn picture(&mut self, item: &Item) -> Result<(), String> {
        let mut sizes = Vec::new();
        for (_, size) in item.objects(&["renditions"])? {
            let href = size.any_text(&["href"]).map(str::trim).unwrap_or_default().to_owned();
            let kind = size.any_text(&["mimetype", "contentType", "contenttype"]).unwrap_or("image/");
            if is_web(&href) && kind.starts_with("image/") {
                sizes.push((size.number("width").unwrap_or(0), href));
            }
        }
        let Some((_, waiting)) = sizes.iter().max_by_key(|(width, _)| *width).cloned() else {
            self.drop("picture without an address");
            return Ok(());
        };
        let picture = Picture {
            picture: None,
            waiting: Some(waiting),
            alt: cut(
                &self.described(item, &["alt", "alttext", "alt_text"], &["altText", "body_text"])?,
                LONGEST_STANDFIRST,
            ),
            caption: cut(
                &self.described(item, &["caption", "text", "main", ""], &["headline"])?,
                LONGEST_CAPTION,
            ),
            credit: self.credit(item)?,
        };
        self.pictures.push(Placed { picture, hrefs: sizes.into_iter().map(|(_, href)| href).collect() });
        Ok(())
    }

    /// Returns the description in one of these roles, else the text by one of these names.
    fn described(&self, item: &Item, roles: &[&str], names: &[&str]) -> Result<String, String> {
        let parts = item.parts("descriptions", "description")?;
        let part = roles.iter().find_map(|role| parts.iter().find(|part| part.role == *role));
        let text = match part {
            Some(part) => part.value,
            None => item.any_text(names).unwrap_or_default(),
        };
        Ok(line_of(text, self.chance))
    }

    /// Returns the line of credit, or who holds the picture and who made it.
    fn credit(&self, item: &Item) -> Result<String, String> {
        let line = self.described(item, &["creditline", "credit"], &["creditline", "credit"])?;
        if !line.is_empty() {
            return Ok(cut(&line, LONGEST_CREDIT));
        }
        let holder =
            plain_line(item.text(&["copyrightholder", "copyrightHolder", "source"])?.unwrap_or_default());
        let maker = plain_line(item.text(&["byline", "by"])?.unwrap_or_default());
        let has_both = !holder.is_empty() && !maker.is_empty() && !maker.contains(&holder);
        let credit = match has_both {
            true => format!("{holder} / {maker}"),
            false if maker.is_empty() => holder,
            false => maker,
        };
        Ok(cut(&credit, LONGEST_CREDIT))
    }

    fn drop(&mut self, what: &str) {
        match self.dropped.iter_mut().find(|dropped| dropped.what == what) {
            Some(known) => known.count += 1,
            None => self.dropped.push(Dropped { what: what.into(), count: 1, text: String::new() }),
        }
    }
}

/// Returns whether the picture stands in the text already; then it is told there what is known of it.
fn teach(doc: &mut Doc, picture: &Picture, hrefs: &HashSet<String>) -> bool {
    let mut has_it = false;
    for block in &mut doc.blocks {
        let placed: &mut [Picture] = match &mut block.node {
            Node::Picture(one) => std::slice::from_mut(one),
            Node::Gallery(several) => several,
            _ => continue,
        };
        for one in
            placed.iter_mut().filter(|one| one.waiting.as_ref().is_some_and(|href| hrefs.contains(href)))
        {
            has_it = true;
            for (here, there) in [
                (&mut one.alt, &picture.alt),
                (&mut one.caption, &picture.caption),
                (&mut one.credit, &picture.credit),
            ] {
                if here.is_empty() {
                    here.clone_from(there);
                }
            }
        }
    }
    has_it
}

/// Returns a picture as an association of its story, in the roles that `add` looks for.
pub(super) fn association(url: &str, edition: &str, picture: &OutgoingPicture) -> Value {
    let OutgoingPicture { seen, facts, forms } = picture;
    let said = [("caption", &seen.caption), ("alt", &seen.alt), ("creditline", &seen.credit)];
    let descriptions = said.iter().filter(|(_, text)| !text.is_empty());
    let descriptions =
        descriptions.map(|(role, text)| json!({ "role": role, "contentType": "text/plain", "value": text }));
    let renditions = forms.iter().map(|form| {
        json!({ "name": form.width.to_string(), "href": format!("{url}{}", form.path),
            "contentType": "image/jpeg", "width": form.width, "height": form.height })
    });
    let mut item = json!({
        "name": seen.id,
        "uri": format!("{url}/{edition}/mediabank/{}", seen.id),
        "type": "picture",
        "descriptions": descriptions.collect::<Vec<_>>(),
        "renditions": renditions.collect::<Vec<_>>(),
    });
    let known =
        [("by", &facts.creator), ("copyrightNotice", &facts.copyright), ("usageTerms", &facts.usage_terms)];
    if let Some(map) = item.as_object_mut() {
        let known = known.into_iter().filter(|(_, text)| !text.is_empty());
        map.extend(known.map(|(name, text)| (name.to_owned(), json!(text))));
        if is_web(&facts.digital_source_type) {
            map.insert("digitalSourceType".into(), json!({ "uri": facts.digital_source_type }));
        }
    }
    item
}
