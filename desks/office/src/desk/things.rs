//! What the things are called today that the log and the jobs know by their ids.

use crate::store;
use ::store::Tx;
use base::{Id, Result};
use site::words::Language;
use std::collections::HashMap;

/// A thing of the newsroom, as its pages name it.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) name: String,
    /// Its page of the desk, if it has one.
    pub(crate) url: Option<String>,
}

/// Returns what those of these ids are called that are stories, pictures or webhooks; a story without a headline and a
/// picture of which nothing is said have no name.
pub(crate) async fn called(tx: &mut Tx, language: &Language, ids: &[Id]) -> Result<HashMap<Id, Called>> {
    let stories = stories::briefly(tx, ids).await?.into_iter().map(|story| {
        let url = Some(format!("/desk/stories/{}", story.id));
        (story.id, Called { name: story.headline, url })
    });
    let pictures = media::glances(tx, ids, language.root()).await?;
    let pictures =
        pictures.into_iter().map(|picture| (picture.id, Called { name: picture.title, url: None }));
    let webhooks =
        store::all(tx).await?.into_iter().filter(|webhook| ids.contains(&webhook.id)).map(|webhook| {
            let url = Some(format!("/desk/office/webhooks/{}", webhook.id));
            (webhook.id, Called { name: webhook.address, url })
        });
    Ok(stories.chain(pictures).chain(webhooks).filter(|(_, called)| !called.name.is_empty()).collect())
}
