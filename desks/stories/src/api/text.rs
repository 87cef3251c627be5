//! `/api/v1/text`: foreign HTML becomes a text, for what is pasted into one.

use axum::extract::State;
use copy::Doc;
use house::Right;
use serde::Deserialize;
use serde_json::json;
use site::Plant;
use site::answer::{Answer, Api, JsonBody};
use staff::Staff;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pasted {
    html: String,
}

pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    JsonBody(pasted): JsonBody<Pasted>,
) -> Api<Answer> {
    person.must_anywhere(Right::Write)?;
    let parsed = Doc::from_html(&pasted.html, &plant.chance);
    Ok(Answer::ok(&json!({ "body": parsed.doc.to_json(), "dropped": parsed.dropped })))
}
