//! `POST /api/v1/pictures`: a file with what is said of it, as `multipart/form-data`.

use super::pictures::shown;
use crate::verbs::receive::{New, receive};
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use base::{Failure, FieldError, Refused, Result};
use house::{Right, Viewer};
use http::StatusCode;
use serde_json::json;
use site::Plant;
use site::answer::{Answer, Api};
use staff::Staff;

/// Takes a picture in: 201, or 200 where the same bytes are in the bank already.
pub(crate) async fn create(
    State(plant): State<Plant>,
    Staff(person): Staff,
    form: Result<Multipart, MultipartRejection>,
) -> Api<Answer> {
    person.must_anywhere(Right::Upload)?;
    let form =
        form.map_err(|why| Refused::field("", format!("send multipart/form-data: {}", why.body_text())))?;
    let received = receive(&plant, &person.actor(), read(form).await?).await?;
    let mut body = shown(&plant, Viewer::Staff(person), received.id).await?;
    if let Some(fields) = body.as_object_mut() {
        fields.insert("seen_before".into(), json!(received.seen_before));
    }
    if received.is_known {
        return Ok(Answer::ok(&body));
    }
    Ok(Answer::created(&body, format!("/api/v1/pictures/{}", received.id)))
}

async fn read(mut form: Multipart) -> Result<New> {
    let mut new = New::default();
    let (mut has_file, mut errors) = (false, Vec::new());
    while let Some(field) = form.next_field().await.map_err(failure)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" if has_file => errors.push(FieldError::at("/file", "send one file at a time")),
            "file" => {
                new.bytes = field.bytes().await.map_err(failure)?;
                has_file = true;
            }
            "language" => new.language = text(field).await?,
            "caption" => new.caption = Some(text(field).await?),
            "alt" => new.alt = Some(text(field).await?),
            "creator" => new.creator = Some(text(field).await?),
            "credit" => new.credit = Some(text(field).await?),
            "copyright" => new.copyright = Some(text(field).await?),
            "source" => new.source = Some(text(field).await?),
            "category" => new.category = Some(text(field).await?),
            other => errors.push(FieldError::at(format!("/{other}"), "is no field of a picture")),
        }
    }
    if !has_file {
        errors.push(FieldError::at("/file", "is missing"));
    } else if new.bytes.is_empty() {
        errors.push(FieldError::at("/file", "is empty"));
    }
    if errors.is_empty() { Ok(new) } else { Err(Refused::NotValid(errors).into()) }
}

async fn text(field: Field<'_>) -> Result<String> {
    let name = field.name().unwrap_or_default().to_owned();
    let bytes = field.bytes().await.map_err(failure)?;
    match String::from_utf8(bytes.to_vec()) {
        Ok(text) => Ok(text.trim().to_owned()),
        Err(_) => Err(Refused::field(format!("/{name}"), "is not UTF-8").into()),
    }
}

fn failure(error: MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Refused::TooLarge("The file is larger than 60 MB.".into()).into();
    }
    Refused::field("", error.body_text()).into()
}
