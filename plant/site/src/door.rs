//! The door: a page that is kept is handed out here, before any route is asked; everything else goes on to the routes.

use crate::Plant;
use crate::entry::Entry;
use crate::lent::Lent;
use crate::open_page::{Opened, Taken};
use crate::patience::Patient;
use crate::serve::Closing;
use crate::visit::Visit;
use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath};
use axum::response::Response;
use bytes::Bytes;
use futures_util::future::{Either as EitherFuture, ready};
use http::{Method, Request, Version};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tower::Service;

/// A page on its way out: it learns by which route it was asked for.
#[derive(Clone)]
pub(crate) struct Page(pub(crate) Arc<Entry>);

impl Page {
    /// Says that a GET of the page's address, without a query, came by this route. From then on the door knows it.
    pub(crate) fn came_by(&self, route: Option<MatchedPath>) {
        // Later ones came by the same.
        let _ = self.0.route.set(route);
    }
}

/// What answers the requests of a listener.
#[derive(Clone)]
pub struct Door {
    router: Router,
    plant: Option<Plant>,
}

impl From<Router> for Door {
    fn from(router: Router) -> Self {
        Self { router, plant: None }
    }
}

/// What goes out: the bytes of a kept page, or what a route made.
pub(crate) type Out = Either<Full<Bytes>, axum::body::Body>;

impl Door {
    /// Returns the door to these routes, at which the plant's kept pages are handed out.
    pub fn new(router: Router, plant: Plant) -> Self {
        Self { router, plant: Some(plant) }
    }

    /// Answers a request that came by this connection; the connection of an open page is taken.
    pub(crate) fn answer<S>(
        &self,
        request: Request<Incoming>,
        address: SocketAddr,
        closing: Closing,
        connection: &Lent<Patient<S>>,
    ) -> impl Future<Output = Result<Response<Out>, Taken>> + Send + use<S>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        if let Some(response) = self.at_hand(&request) {
            return EitherFuture::Left(ready(Ok(response.map(|body| Either::Left(Full::new(body))))));
        }
        // Others share their connection, need another coding, or want no body.
        let is_alone = request.version() == Version::HTTP_11 && request.method() == Method::GET;
        let connection = connection.clone();
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        request.extensions_mut().insert(closing);
        // A router is always ready.
        let answer = self.router.clone().call(request);
        EitherFuture::Right(async move {
            let mut response = match answer.await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            if let Some(opened) = response.extensions_mut().remove::<Opened>().filter(|_| is_alone) {
                opened.take_over(&connection, &response)?;
            }
            Ok(response.map(Either::Right))
        })
    }

    /// Returns the answer from the pages that are kept: the same that the route would give, which has no more to
    /// say than what the page's address and the request's wishes for its form say.
    fn at_hand<B>(&self, request: &Request<B>) -> Option<Response<Bytes>> {
        let plant = self.plant.as_ref()?;
        if request.method() != Method::GET || request.uri().query().is_some() {
            return None;
        }
        let entry = plant.at_hand(request.uri().path())?;
        let route = entry.route.get()?.clone();
        let visit = Visit::begin(plant, request, route);
        let mut response = entry.at_hand(request.headers())?;
        plant.cache.hit();
        visit.end(plant, &mut response);
        Some(response)
    }
}
