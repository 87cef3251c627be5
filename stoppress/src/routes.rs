//! Which desk answers where: the table of contents of the program.

use crate::lends;
use axum::Router;
use axum::extract::{OriginalUri, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use site::Plant;
use std::sync::Arc;

/// Returns every route of the house; for the office `look` looks at the machine, and `themes` is what the paper can wear.
/// What no desk has may be a story's address, of today or of a former home.
pub fn routes(plant: Plant, look: office::LookAtMachine, themes: office::Themes) -> Router {
    let of_an_edition = middleware::from_fn_with_state(plant.clone(), of_an_edition);
    let editions = fronts::edition_routes()
        .merge(newsfeed::edition_routes())
        .merge(media::edition_routes())
        .merge(live::page_routes())
        .route_layer(of_an_edition);
    let in_the_desks_language =
        middleware::from_fn_with_state(plant.clone(), site::answer::in_the_desks_language);
    let desks = staff::routes(Arc::new(|tx, by, name| Box::pin(sections::name_newsroom(tx, by, name))))
        .merge(media::routes())
        .merge(fronts::routes())
        .merge(stories::routes())
        .merge(office::routes(lends::posts(), look, themes))
        .route_layer(in_the_desks_language);
    let router = Router::new()
        .merge(site::assets::routes())
        .merge(site::streams::events_routes())
        .merge(desks)
        .merge(newsfeed::routes())
        .merge(live::routes())
        .merge(editions)
        .fallback(stories::story_or_redirect)
        .method_not_allowed_fallback(site::answer::method_not_allowed);
    site::limits::layers(router, &plant).with_state(plant)
}

/// Lets paths through that lie in an edition; any other that looks like one may be an address of a former home.
async fn of_an_edition(State(plant): State<Plant>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // No name of ours holds the character NUL, and not every database can be asked for one that does.
    let is_in_one = plant.masthead.load().of_path(path).is_some() && !path.contains("%00");
    if path == "/" || is_in_one {
        return next.run(request).await;
    }
    let (uri, headers) = (request.uri().clone(), request.headers().clone());
    stories::story_or_redirect(State(plant), OriginalUri(uri), headers).await
}
