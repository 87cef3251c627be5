//! What happened at the Gazette, moment by moment.

mod posts;

use base::{Broken, Id, Result, Time};
use gazette::Story;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::Duration;
use store::Tx;
use stories::Asked;

/// Something that happened to one story.
#[derive(Clone)]
pub(super) struct Moment {
    pub(super) at: Time,
    story: String,
    what: What,
}

#[derive(Clone)]
enum What {
    Written {
        fields: Value,
        in_text: Vec<(usize, Value)>,
        related: Vec<String>,
        translation_of: Option<String>,
    },
    Submitted,
    Published,
    Scheduled {
        at: Time,
    },
    Updated {
        headline: String,
        body: String,
    },
    Corrected {
        note: String,
        find: String,
        replace: String,
    },
    Withdrawn {
        reason: String,
        notice: String,
    },
    /// A post, and the picture behind its text.
    Posted {
        fields: Value,
        text: String,
        picture: Option<Value>,
    },
    /// A post of a live coverage by its number there, the first written being 0.
    PostEdited {
        number: usize,
        text: String,
        picture: Option<Value>,
    },
    PostRetracted {
        number: usize,
        reason: String,
        notice: String,
    },
}

/// Returns all moments of these stories in the order in which they happened.
pub(super) fn of(stories: &[Story], start: Time, pictures: &HashMap<String, Id>) -> Vec<Moment> {
    let mut moments: Vec<Moment> = stories.iter().flat_map(|story| life(story, start, pictures)).collect();
    moments.sort_by_key(|moment| moment.at);
    moments
}

fn hours(hours: f64) -> Duration {
    Duration::try_from_secs_f64(hours * 3600.0).unwrap_or_default()
}

fn life(story: &Story, start: Time, pictures: &HashMap<String, Id>) -> Vec<Moment> {
    let born = story.hours_ago.map_or(start, |ago| start.before(hours(ago)));
    let moment = |at: Time, what: What| Moment { at, story: story.key.clone(), what };
    let mut fields = fields(story, start);
    let lead = story.picture.as_ref().and_then(|placed| {
        let id = pictures.get(&placed.name)?;
        Some(json!({ "id": id, "caption": placed.caption, "alt": placed.alt }))
    });
    set(&mut fields, "lead_picture", lead.unwrap_or_default());
    let in_text = story.pictures.iter().filter_map(|placed| {
        let words = (placed.caption.as_deref(), placed.alt.as_deref());
        Some((placed.after, block(&placed.name, words, pictures)?))
    });
    let in_text = in_text.collect();
    let (related, translation_of) = (story.related.clone(), story.translation_of.clone());
    let mut life = vec![moment(born, What::Written { fields, in_text, related, translation_of })];
    if let Some(scheduled) = &story.scheduled {
        life.push(moment(born, What::Scheduled { at: start.after(hours(scheduled.hours_ahead)) }));
        return life;
    }
    if story.submitted {
        life.push(moment(born, What::Submitted));
    }
    if story.draft || story.submitted || story.embargo.is_some() {
        return life;
    }
    life.push(moment(born, What::Published));
    for (number, post) in story.posts.iter().enumerate() {
        let picture = post.picture.as_ref().and_then(|placed| {
            block(&placed.name, (placed.caption.as_deref(), placed.alt.as_deref()), pictures)
        });
        let happened = posts::life(number, post, picture);
        life.extend(happened.into_iter().map(|(ago, what)| moment(start.before(hours(ago)), what)));
    }
    if let Some(update) = &story.update {
        let headline = update.headline.clone().unwrap_or_else(|| story.headline.clone());
        let what = What::Updated { headline, body: update.apply(&story.body) };
        life.push(moment(start.before(hours(update.hours_ago)), what));
    }
    if let Some(correction) = &story.correction {
        let what = What::Corrected {
            note: correction.note.clone(),
            find: correction.find.clone(),
            replace: correction.replace.clone(),
        };
        life.push(moment(start.before(hours(correction.hours_ago)), what));
    }
    if let Some(withdrawn) = &story.withdrawn {
        let what = What::Withdrawn { reason: withdrawn.reason.clone(), notice: withdrawn.notice.clone() };
        life.push(moment(start.before(hours(withdrawn.hours_ago)), what));
    }
    life
}

/// The story as the API would be sent it.
fn fields(story: &Story, start: Time) -> Value {
    let mut fields = json!({
        "edition": story.edition,
        "kind": story.kind,
        "section": story.section,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "slugline": story.slugline,
        "bylines": story.bylines,
        "topics": story.topics,
        "body_markdown": story.body,
    });
    if let Some(dateline) = &story.dateline {
        set(&mut fields, "dateline", json!({ "place": dateline.place, "source": dateline.source }));
    }
    if let Some(embargo) = &story.embargo {
        set(&mut fields, "embargo_until", json!(start.after(hours(embargo.hours_ahead))));
    }
    fields
}

impl Moment {
    /// Lets it happen.
    pub(super) async fn happen(
        &self,
        tx: &mut Tx,
        asked: &Asked,
        ids: &mut HashMap<String, Id>,
    ) -> Result<()> {
        if let What::Written { fields, in_text, related, translation_of } = &self.what {
            let mut fields = fields.clone();
            // Stories that are written later cannot be named yet; readers would not have seen them either.
            let known = related.iter().filter_map(|key| ids.get(key)).map(|id| json!(id)).collect();
            set(&mut fields, "related", known);
            if let Some(original) = translation_of.as_ref().and_then(|key| ids.get(key)) {
                set(&mut fields, "translation_of", json!(original));
            }
            let done = stories::create(tx, asked, input(fields)?).await?;
            if !in_text.is_empty() {
                illustrate(tx, asked, done.story.id, in_text).await?;
            }
            ids.insert(self.story.clone(), done.story.id);
            return Ok(());
        }
        let id = *ids.get(&self.story).ok_or_else(|| Broken::new(format!("no story {}", self.story)))?;
        self.go_on(tx, asked, id).await?;
        posts::go_on(tx, asked, id, &self.what).await
    }

    async fn go_on(&self, tx: &mut Tx, asked: &Asked, id: Id) -> Result<()> {
        match &self.what {
            What::Written { .. } => {}
            What::Submitted => drop(stories::submit(tx, asked, id).await?),
            What::Published => drop(stories::publish(tx, asked, id).await?),
            What::Scheduled { at } => drop(stories::schedule(tx, asked, id, *at).await?),
            What::Updated { headline, body } => {
                let change = input(json!({ "headline": headline, "body_markdown": body }))?;
                drop(stories::update(tx, asked, id, change).await?);
            }
            What::Corrected { note, find, replace } => {
                let change = input(replaced(&stories::newest(tx, id).await?, find, replace))?;
                drop(stories::correct(tx, asked, id, note, change).await?);
            }
            What::Withdrawn { reason, notice } => {
                drop(stories::withdraw(tx, asked, id, reason, notice).await?);
            }
            What::Posted { .. } | What::PostEdited { .. } | What::PostRetracted { .. } => {}
        }
        Ok(())
    }
}

/// Returns the block that places a picture in a text; none where the bank has no such picture.
fn block(
    name: &str,
    (caption, alt): (Option<&str>, Option<&str>),
    pictures: &HashMap<String, Id>,
) -> Option<Value> {
    let id = pictures.get(name)?;
    Some(json!({ "type": "picture", "attrs": { "picture": id, "alt": alt.unwrap_or_default(),
        "caption": caption.unwrap_or_default() } }))
}

/// Puts pictures into a text, each behind as many blocks as it says.
async fn illustrate(tx: &mut Tx, asked: &Asked, id: Id, in_text: &[(usize, Value)]) -> Result<()> {
    let mut body = stories::newest(tx, id).await?.body.to_json();
    if let Some(blocks) = body.get_mut("content").and_then(Value::as_array_mut) {
        for (after, block) in in_text.iter().rev() {
            blocks.insert((*after).min(blocks.len()), block.clone());
        }
    }
    let asked = Asked { seen: stories::Seen::Any, ..asked.clone() };
    stories::save(tx, &asked, id, input(json!({ "body": body }))?).await.map(drop)
}

fn set(fields: &mut Value, name: &str, value: Value) {
    if let Some(fields) = fields.as_object_mut() {
        fields.insert(name.into(), value);
    }
}

fn input(fields: Value) -> Result<stories::Input> {
    serde_json::from_value(fields)
        .map_err(|error| Broken::new(error).while_doing("reading the Gazette").into())
}

/// Returns the fields of a correction that puts one text in the place of another, wherever it stands.
fn replaced(fields: &stories::Fields, find: &str, replace: &str) -> Value {
    let mut change = json!({
        "headline": fields.headline,
        "standfirst": fields.standfirst,
        "body": fields.body.to_json(),
    });
    replace_in(&mut change, find, replace);
    change
}

fn replace_in(value: &mut Value, find: &str, replace: &str) {
    match value {
        Value::String(text) => *text = text.replace(find, replace),
        Value::Array(items) => items.iter_mut().for_each(|item| replace_in(item, find, replace)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace_in(field, find, replace)),
        _ => {}
    }
}
