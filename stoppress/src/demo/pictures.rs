//! The Gazette's pictures on their way into the media bank.

use base::{Id, Result};
use media::{New, Words};
use site::Plant;
use std::collections::HashMap;
use store::Tx;

/// Whose pictures these are, as the log says it.
const GAZETTE: &str = "gazette";

/// Puts the pictures into the bank, and returns their ids by their names.
pub(super) async fn take_in(plant: &Plant, pictures: &[gazette::Picture]) -> Result<HashMap<String, Id>> {
    let mut ids = HashMap::new();
    for picture in pictures {
        ids.insert(picture.name.clone(), one(plant, picture).await?);
    }
    Ok(ids)
}

async fn one(plant: &Plant, picture: &gazette::Picture) -> Result<Id> {
    let new = New {
        bytes: picture.bytes()?.into_owned().into(),
        category: Some(picture.category.clone()),
        ..New::default()
    };
    let received = media::receive(plant, GAZETTE, new).await?;
    let languages =
        picture.caption.keys().chain(picture.alt.keys().filter(|own| !picture.caption.contains_key(*own)));
    let words: Vec<Words> = languages
        .map(|language| Words {
            language: language.clone(),
            caption: picture.caption.get(language).cloned().unwrap_or_default(),
            alt: picture.alt.get(language).cloned().unwrap_or_default(),
        })
        .collect();
    let (id, focus) = (received.id, picture.focus);
    plant
        .store
        .write(async move |tx: &mut Tx| {
            for words in &words {
                media::describe(tx, GAZETTE, id, words).await?;
            }
            match focus {
                Some([x, y]) => media::focus(tx, GAZETTE, id, x, y).await,
                None => Ok(()),
            }
        })
        .await?;
    Ok(id)
}
