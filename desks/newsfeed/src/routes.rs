//! Which address is answered where.

use crate::api::authors;
use crate::site::{feeds, files, lists, newsfeed, sitemap};
use ::site::Plant;
use axum::Router;
use axum::routing::get;

/// Returns the desk's routes outside of any edition.
pub fn routes() -> Router<Plant> {
    Router::new()
        .route("/robots.txt", get(files::robots))
        .route("/.well-known/security.txt", get(files::security))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemap/{part}", get(sitemap::show))
        .route("/news-sitemap.xml", get(sitemap::news))
        .route("/api/v1/authors/{edition}/{slug}", get(authors::show).patch(authors::update))
}

/// Returns the desk's routes in an edition.
pub fn edition_routes() -> Router<Plant> {
    let router = Router::new()
        .route("/{edition}/newsfeed", get(newsfeed::index))
        .route("/{edition}/topic/{topic}", get(lists::topic))
        .route("/{edition}/author/{author}", get(lists::author))
        .route("/{edition}/kind/{kind}", get(lists::kind))
        .route("/{edition}/manifest.webmanifest", get(files::manifest));
    let everything = ["feed.rss", "feed.atom", "feed.json"]
        .into_iter()
        .fold(router, |router, file| router.route(&format!("/{{edition}}/{file}"), get(feeds::everything)));
    ["section", "topic", "author", "kind"].into_iter().fold(everything, |router, by| {
        router.route(&format!("/{{edition}}/{by}/{{name}}/{{file}}"), get(feeds::named))
    })
}
