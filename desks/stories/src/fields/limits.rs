//! What no draft may hold: unknown places in the plan, over-long texts, characters that are no text.

use super::Fields;
use base::{FieldError, Refused, Result};
use house::slug;
use oxilangtag::LanguageTag;
use sections::Plan;

const LONGEST_HEADLINE: usize = 500;
const LONGEST_TEXT: usize = 2000;
const LONGEST_NAME: usize = 200;
const MOST_NAMES: usize = 50;

pub(super) fn check(fields: &Fields, plan: &Plan) -> Result<()> {
    let mut errors = Vec::new();
    check_place(fields, plan, &mut errors);
    check_texts(fields, &mut errors);
    check_names(fields, &mut errors);
    check_lead(fields, &mut errors);
    if errors.is_empty() { Ok(()) } else { Err(Refused::NotValid(errors).into()) }
}

fn check_place(fields: &Fields, plan: &Plan, errors: &mut Vec<FieldError>) {
    let Some(edition) = plan.edition(&fields.edition) else {
        errors.push(FieldError::at("/edition", format!("there is no edition “{}”", fields.edition)));
        return;
    };
    if edition.section(&fields.section).is_none() {
        let known: Vec<&str> = edition.sections.iter().map(|section| section.slug.as_str()).collect();
        let detail = format!("there is no section “{}”; there are {}", fields.section, known.join(", "));
        errors.push(FieldError::at("/section", detail).called("no-section", &fields.section));
    }
}

fn check_texts(fields: &Fields, errors: &mut Vec<FieldError>) {
    check_text("/headline", &fields.headline, LONGEST_HEADLINE, errors);
    check_text("/standfirst", &fields.standfirst, LONGEST_TEXT, errors);
    check_text("/slugline", &fields.slugline, LONGEST_NAME, errors);
    if let Some(text) = &fields.slug
        && !slug::is_slug(text)
    {
        let detail = format!("“{text}” is no slug: letters and digits joined by hyphens, at most 80");
        errors.push(FieldError::at("/slug", detail));
    }
    if let Some(language) = &fields.language
        && LanguageTag::parse(language.as_str()).is_err()
    {
        errors.push(FieldError::at("/language", format!("“{language}” is no BCP 47 language tag")));
    }
    if let Some(dateline) = &fields.dateline {
        check_text("/dateline/place", &dateline.place, LONGEST_NAME, errors);
        check_text("/dateline/source", dateline.source.as_deref().unwrap_or(""), LONGEST_NAME, errors);
    }
}

fn check_lead(fields: &Fields, errors: &mut Vec<FieldError>) {
    let Some(lead) = &fields.lead_picture else { return };
    check_text("/lead_picture/caption", lead.caption.as_deref().unwrap_or(""), LONGEST_TEXT, errors);
    check_text("/lead_picture/alt", lead.alt.as_deref().unwrap_or(""), LONGEST_TEXT, errors);
    let is_inside = |fraction: f64| (0.0..=1.0).contains(&fraction);
    if let Some(framing) = lead.framing
        && !(is_inside(framing.focus.x) && is_inside(framing.focus.y))
    {
        errors.push(FieldError::at("/lead_picture/framing/focus", "x and y are fractions from 0 to 1"));
    }
}

fn check_names(fields: &Fields, errors: &mut Vec<FieldError>) {
    let lists = [
        ("/bylines", &fields.bylines, true),
        ("/topics", &fields.topics, true),
        ("/sources", &fields.sources, false),
    ];
    for (pointer, names, is_name) in lists {
        if names.len() > MOST_NAMES {
            errors.push(FieldError::at(pointer, format!("at most {MOST_NAMES}, here are {}", names.len())));
            continue;
        }
        for (n, name) in names.iter().enumerate() {
            let pointer = format!("{pointer}/{n}");
            check_text(&pointer, name, if is_name { LONGEST_NAME } else { LONGEST_TEXT }, errors);
            if name.trim().is_empty() {
                errors.push(FieldError::at(pointer, "must not be empty"));
            }
        }
    }
    if fields.related.len() > MOST_NAMES {
        errors.push(FieldError::at(
            "/related",
            format!("at most {MOST_NAMES}, here are {}", fields.related.len()),
        ));
    }
}

fn check_text(pointer: &str, text: &str, longest: usize, errors: &mut Vec<FieldError>) {
    let length = text.chars().count();
    if length > longest {
        errors.push(FieldError::at(pointer, format!("at most {longest} characters, here are {length}")));
    }
    if text.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\t') {
        errors.push(FieldError::at(pointer, "holds a control character"));
    }
}
