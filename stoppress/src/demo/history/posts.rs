//! What happened in the Gazette's live coverages, post by post.

use super::What;
use base::{Broken, Id, Result};
use gazette::Post;
use serde_json::{Value, json};
use store::Tx;
use stories::Asked;

/// Returns what happened to a post, each with how many hours before the start.
pub(super) fn life(number: usize, post: &Post, picture: Option<Value>) -> Vec<(f64, What)> {
    let fields = json!({
        "headline": post.headline,
        "byline": post.byline,
        "key": post.key,
        "pinned": post.pinned,
    });
    let mut life =
        vec![(post.hours_ago, What::Posted { fields, text: post.text.clone(), picture: picture.clone() })];
    if let Some(edit) = &post.edit {
        life.push((edit.hours_ago, What::PostEdited { number, text: edit.text.clone(), picture }));
    }
    if let Some(gone) = &post.retracted {
        let (reason, notice) = (gone.reason.clone(), gone.notice.clone());
        life.push((gone.hours_ago, What::PostRetracted { number, reason, notice }));
    }
    life
}

/// Lets it happen in the coverage of this story, by the verbs that the newsroom uses.
pub(super) async fn go_on(tx: &mut Tx, asked: &Asked, story: Id, what: &What) -> Result<()> {
    match what {
        What::Posted { fields, text, picture } => {
            let mut fields = fields.clone();
            super::set(&mut fields, "body", body(asked, text, picture.as_ref()));
            drop(live::post(tx, asked, story, input(fields)?).await?);
        }
        What::PostEdited { number, text, picture } => {
            let post = nth(tx, story, *number).await?;
            let change = json!({ "body": body(asked, text, picture.as_ref()) });
            drop(live::edit(tx, asked, post, input(change)?).await?);
        }
        What::PostRetracted { number, reason, notice } => {
            let post = nth(tx, story, *number).await?;
            drop(live::retract(tx, asked, post, reason, Some(notice)).await?);
        }
        _ => {}
    }
    Ok(())
}

/// Returns the post that was written as the coverage's `number`th, the first being 0.
async fn nth(tx: &mut Tx, story: Id, number: usize) -> Result<Id> {
    let post = live::in_order_written(tx, story).await?.get(number).copied();
    Ok(post.ok_or_else(|| Broken::new(format!("no post {number} in story {story}")))?)
}

/// Returns a post's text with its picture behind it.
fn body(asked: &Asked, markdown: &str, picture: Option<&Value>) -> Value {
    let mut body = copy::Doc::from_markdown(markdown, &asked.chance).doc.to_json();
    if let (Some(blocks), Some(picture)) = (body.get_mut("content").and_then(Value::as_array_mut), picture) {
        blocks.push(picture.clone());
    }
    body
}

fn input(fields: Value) -> Result<live::Input> {
    serde_json::from_value(fields)
        .map_err(|error| Broken::new(error).while_doing("reading the Gazette's posts").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: &str = r#"
        hours_ago = 3.2
        headline = "Buoy silent"
        key = true
        text = "The outer buoy has stopped sending."
        edit = { hours_ago = 3.0, text = "The outer buoy sends again." }
        retracted = { hours_ago = 2.9, reason = "error", notice = "Another buoy." }
    "#;

    #[test]
    fn a_post_of_the_gazette_is_written_edited_and_retracted_at_its_hours() {
        let post: Post = toml::from_str(POST).unwrap();

        let life = life(4, &post, None);

        let hours: Vec<f64> = life.iter().map(|(ago, _)| *ago).collect();
        assert_eq!(hours, [3.2, 3.0, 2.9]);
        let kinds: Vec<bool> = life
            .iter()
            .map(|(_, what)| {
                matches!(
                    what,
                    What::Posted { .. }
                        | What::PostEdited { number: 4, .. }
                        | What::PostRetracted { number: 4, .. }
                )
            })
            .collect();
        assert_eq!(kinds, [true; 3]);
    }
}
