//! What changed from one revision to another, in words: of the fields, and of the text block by block.

use crate::fields::{Fields, LeadPicture};
use copy::{BlockDiff, Piece, What, diff_words};
use serde::Serialize;

/// What differs between two revisions.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Changes {
    pub fields: Vec<FieldChange>,
    pub blocks: Vec<BlockDiff>,
}

/// A field that reads otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The field's word, such as `headline`.
    pub name: &'static str,
    pub pieces: Vec<Piece>,
}

/// Whose eyes the comparison is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Eyes {
    Readers,
    Newsroom,
}

/// What a field's value is called to those who look: a section and a kind have names in each language.
pub(crate) type Called<'a> = &'a dyn Fn(&'static str, &str) -> String;

impl Changes {
    /// Returns what changed from one revision to another.
    pub(crate) fn between(before: &Fields, after: &Fields, eyes: Eyes, called: Called<'_>) -> Self {
        let (old, new) = (named(before, eyes, called), named(after, eyes, called));
        let fields = old.into_iter().zip(new).filter(|((_, before), (_, after))| before != after);
        let lead = |fields: &Fields| picture(fields.lead_picture.as_ref(), Eyes::Readers);
        let fields = fields.map(|((name, old), (_, new))| {
            // Which picture it is, is seen.
            let pieces = if name == "picture" {
                diff_words(&lead(before), &lead(after))
            } else {
                diff_words(&old, &new)
            };
            FieldChange { name, pieces }
        });
        Self { fields: fields.collect(), blocks: copy::diff(&before.body, &after.body) }
    }

    /// Returns whether nothing differs.
    pub(crate) fn is_none(&self) -> bool {
        self.fields.is_empty() && self.blocks.iter().all(|block| block.what == What::Same)
    }

    /// Leaves only the blocks that changed: with no more than a sign where others stood between them.
    pub(crate) fn only_changed(mut self) -> Self {
        self.blocks.retain(|block| block.what != What::Same);
        self
    }
}

/// Returns the fields by their words, each as text.
fn named(fields: &Fields, eyes: Eyes, called: Called<'_>) -> Vec<(&'static str, String)> {
    let dateline = fields.dateline.as_ref();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let list = |names: &[String]| names.join(" · ");
    let mut named = vec![
        ("headline", fields.headline.clone()),
        ("standfirst", fields.standfirst.clone()),
        ("bylines", list(&fields.bylines)),
        ("place", text(dateline.map(|dateline| dateline.place.as_str()))),
        ("source", text(dateline.and_then(|dateline| dateline.source.as_deref()))),
        ("section", called("section", &fields.section)),
        ("topics", list(&fields.topics)),
        ("kind", called("kind", fields.kind.as_str())),
        ("language", text(fields.language.as_deref())),
        ("picture", picture(fields.lead_picture.as_ref(), eyes)),
    ];
    if eyes == Eyes::Newsroom {
        let ids = |ids: &[base::Id]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ");
        let time = |time: Option<base::Time>| time.map(|time| time.to_string()).unwrap_or_default();
        named.extend([
            ("slugline", fields.slugline.clone()),
            ("slug", text(fields.slug.as_deref())),
            ("sources", list(&fields.sources)),
            ("related", ids(&fields.related)),
            ("embargo", time(fields.embargo_until)),
            ("dated", time(dateline.and_then(|dateline| dateline.at))),
            ("edition", fields.edition.clone()),
            ("translation", ids(&fields.translation_of.into_iter().collect::<Vec<_>>())),
        ]);
    }
    named
}

/// A lead picture in words; to those who see which one it is, it is another with another id.
fn picture(lead: Option<&LeadPicture>, eyes: Eyes) -> String {
    let Some(lead) = lead else { return String::new() };
    let words = [lead.caption.as_deref(), lead.alt.as_deref()].into_iter().flatten();
    let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
    let id = lead.id.to_string();
    match eyes {
        Eyes::Newsroom => [vec![id.as_str()], words].concat().join("\n"),
        Eyes::Readers => words.join("\n"),
    }
}
