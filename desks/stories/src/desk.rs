//! What the newsroom reaches.

pub(crate) mod calendar;
pub(crate) mod editor;
pub(crate) mod embed_hosts;
pub(crate) mod listening;
pub(crate) mod preview;
pub(crate) mod revisions;
pub(crate) mod stop_list;
pub(crate) mod stories;

use crate::Fields;
use crate::pages::StoryHead;
use crate::story::Story;
use sections::{Edition, Plan};
use site::words::Language;

/// Returns what the pages about one story say of it.
fn head(plan: &Plan, story: &Story, fields: &Fields) -> StoryHead {
    let language = plan.edition(&story.edition).map_or_else(Language::english, Edition::tongue);
    StoryHead {
        id: story.id.to_string(),
        headline: fields.headline.clone(),
        direction: language.direction(),
        language,
        state: story.state().as_str().into(),
        revision: story.revision,
    }
}
