//! Which address is answered where.

use crate::{api, desk, site};
use ::site::Plant;
use axum::Router;
use axum::response::Redirect;
use axum::routing::{delete, get, post, put};

pub use site::{former_address, story_or_redirect};

/// Returns the desk's routes. Addresses of stories are caught by `story_or_redirect`, which the house calls for
/// every path that no other route has, since former addresses can be anywhere.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/desk", get(async || Redirect::permanent("/desk/")))
        .route("/desk/", get(desk::stories::index))
        .route("/desk/calendar", get(desk::calendar::index))
        .route("/desk/stop-list", get(desk::stop_list::index).post(desk::stop_list::create))
        .route("/desk/stop-list/{id}/removal", post(desk::stop_list::destroy))
        .route("/desk/office/embeds", get(desk::embed_hosts::index).post(desk::embed_hosts::create))
        .route("/desk/office/embeds/removal", post(desk::embed_hosts::destroy))
        .route("/desk/stories/new", get(desk::editor::new))
        .route("/desk/stories/{id}", get(desk::editor::show))
        .route("/api/v1/stories", get(api::stories::index).post(api::stories::create))
        .route(
            "/api/v1/stories/{id}",
            get(api::stories::show).patch(api::stories::update).delete(api::stories::destroy),
        )
        .route("/desk/stories/{id}/revisions", get(desk::revisions::index).post(desk::revisions::create))
        .route("/desk/stories/{id}/preview", get(desk::preview::show))
        .route("/desk/stories/{id}/preview/page", get(desk::preview::page))
        .route("/desk/stories/{id}/previews", post(desk::preview::create))
        .route("/desk/stories/{id}/previews/{preview}/end", post(desk::preview::destroy))
        .route("/desk/preview/{secret}", get(site::preview::show))
        .route("/desk/preview/{secret}/media/{picture}/{form}", get(site::preview::picture))
        .route("/.well-known/stoppress-record", get(api::history::head))
        .route("/api/v1/stories/{id}/history", get(api::history::show))
        .route("/api/v1/stories/{id}/previews", get(api::previews::index).post(api::previews::create))
        .route("/api/v1/stories/{id}/previews/{preview}", delete(api::previews::destroy))
        .route("/api/v1/stories/{id}/revisions", get(api::revisions::index))
        .route("/api/v1/stories/{id}/revisions/{number}", get(api::revisions::show))
        .route("/api/v1/stories/{id}/checklist", get(api::checklist::show))
        .route("/api/v1/stories/{id}/notes", get(api::notes::index).post(api::notes::create))
        .route("/api/v1/stories/{id}/copies/{tab}", put(api::copies::update))
        .route("/api/v1/embeds", get(api::embeds::show))
        .route("/api/v1/embed-hosts", get(api::embeds::index).put(api::embeds::update))
        .route("/api/v1/embed-hosts/{host}", get(api::embeds::host))
        .route("/api/v1/find", get(api::find::index))
        .route("/api/v1/text", post(api::text::create))
        .route("/api/v1/stories/{id}/{action}", post(api::actions::create))
}
