//! Starts the web server and tells every path what may be done with it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpResponse, HttpServer, Resource, ResponseError, Route, web};
use platform::Shutdown;
use platform::clock::Clock;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::attachments::{download, upload};
use crate::directory::Directory;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::limit::Limiter;
use crate::origin::Site;
use crate::publiccode::Fetcher;
use crate::robots::Robots;
use crate::session::Sessions;
use crate::settings::{Settings, StartError};
use crate::sign_in::{choosing, logout};
use crate::upstream::Upstream;
use crate::visit::Services;
use crate::{
    api_clients, archive, details, edge, exports, graphql_http, health, imports, pages, runs, scim,
    screens, sign_in, socket, statistics_file, xapi,
};

/// Seconds that answers under way get when the gateway stops.
const GRACE_SECONDS: u64 = 5;

/// A gateway that listens.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// The address for browsers, with a slash at the end.
    pub public_url: url::Url,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Running {
    /// Waits until it has stopped, after shutdown was triggered or by a fault of its own.
    pub async fn stopped(self) -> std::io::Result<()> {
        self.serving.await.map_err(std::io::Error::other)?
    }
}

/// Starts the gateway. It listens when this returns, and until shutdown; the services behind need
/// not be there yet. Needs a running tokio runtime.
pub async fn start(settings: Settings, shutdown: Shutdown) -> Result<Running, StartError> {
    settings.check()?;
    let failed = |source| StartError::Listen { address: settings.listen, source };
    let listener = std::net::TcpListener::bind(settings.listen).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let gateway = web::Data::new(gateway(&settings, address, shutdown.clone())?);
    let (public_url, limiter) = (gateway.site.url.clone(), gateway.limiter.clone());
    let server = HttpServer::new(move || {
        App::new().app_data(gateway.clone()).configure(routes).wrap(from_fn(edge::pass))
    })
    .workers(settings.workers)
    .client_request_timeout(Duration::from_secs(10))
    .shutdown_timeout(GRACE_SECONDS)
    .disable_signals()
    .listen(listener)
    .map_err(failed)?
    .run();
    let handle = server.handle();
    let serving = tokio::spawn(server);
    tokio::spawn(async move {
        let mut every_minute = tokio::time::interval(Duration::from_mins(1));
        loop {
            tokio::select! {
                _ = every_minute.tick() => limiter.forget_idle(),
                () = shutdown.triggered() => return handle.stop(true).await,
            }
        }
    });
    tracing::info!(gateway.address = %address, gateway.public_url = %public_url, "listening");
    Ok(Running { address, public_url, serving })
}

fn gateway(
    settings: &Settings,
    address: SocketAddr,
    shutdown: Shutdown,
) -> Result<Gateway, StartError> {
    let public_url = match &settings.public_url {
        Some(url) => url.clone(),
        None => format!("http://{address}/").parse().map_err(|error: url::ParseError| {
            StartError::Setting { setting: "listen", reason: error.to_string() }
        })?,
    };
    let upstream = Upstream::of(settings)?;
    let clock = Clock::system();
    Ok(Gateway {
        site: Site::new(public_url),
        engine: Engine::new(),
        services: Services {
            sessions: Sessions::new(upstream.clone(), clock.clone()),
            robots: Robots::new(upstream.clone(), clock.clone()),
            directory: Directory::new(upstream.clone()),
            fetcher: Fetcher(settings.fetch_from),
            upstream: upstream.clone(),
        },
        limiter: Limiter::new(settings),
        workbooks: Arc::new(Semaphore::new(exports::WORKBOOKS_AT_ONCE)),
        uploads: Semaphore::new(imports::UPLOADS_AT_ONCE),
        health: health::checks(&upstream),
        metrics: platform::telemetry::metrics()
            .map_err(|error| StartError::Metrics(Box::new(error)))?,
        clock,
        shutdown,
        settings: settings.clone(),
    })
}

/// Every path, with the methods that it takes.
fn routes(config: &mut web::ServiceConfig) {
    let get = || web::get();
    config
        .service(only("/", "GET").route(get().to(screens::page)))
        .service(
            only("/graphql", "GET, POST")
                .route(web::post().to(graphql_http::post))
                .route(get().to(graphql_http::get)),
        )
        .service(only("/xapi/organisation", "POST").route(web::post().to(xapi::import)))
        .service(web::resource("/scim/v2/{path:.*}").to(scim::answer))
        .service(only("/oauth/token", "POST").route(web::post().to(api_clients::token::post)))
        .service(only("/graphql/ws", "GET").route(get().to(socket::connect)))
        .service(only("/api/v1/cases.{form}", "GET").route(get().to(exports::cases)))
        .service(only("/api/v1/archive", "GET").route(get().to(archive::give)))
        .service(only("/api/v1/imports", "POST").route(web::post().to(imports::upload)))
        .service(only("/api/v1/imports/{id}/undo", "POST").route(web::post().to(imports::undo)))
        .service(only("/details/{id}", "GET").route(get().to(details::find)))
        .service(only("/graphiql", "GET").route(get().to(pages::graphiql)))
        .service(
            only("/sign-in", "GET, POST")
                .route(get().to(choosing::choose))
                .route(web::post().to(choosing::by_email)),
        )
        .service(only("/sign-in/start", "GET").route(get().to(sign_in::start)))
        .service(only("/sign-in/confirmed", "GET").route(get().to(sign_in::confirmed)))
        .service(only("/sign-in/callback", "GET").route(get().to(sign_in::callback)))
        .service(only("/sign-out", "POST").route(web::post().to(sign_in::sign_out)))
        .service(only("/sign-out/back-channel", "POST").route(web::post().to(logout::back_channel)))
        .service(only("/sign-out/front-channel", "GET").route(get().to(logout::front_channel)))
        .service(only("/api/v1/runs", "POST").route(web::post().to(runs::post)))
        .service(
            only("/api/v1/statistics.{form}", "GET").route(get().to(statistics_file::statistics)),
        )
        .service(
            only("/api/v1/cases/{case}/attachments", "POST").route(web::post().to(upload::add)),
        )
        .service(
            only("/api/v1/cases/{case}/attachments/{attachment}", "GET")
                .route(get().to(download::give)),
        )
        .service(only("/livez", "GET").route(get().to(health::alive)))
        .service(only("/readyz", "GET").route(get().to(health::ready)))
        .service(only("/metrics", "GET").route(get().to(health::metrics)))
        .service(
            web::scope("/assets")
                .wrap(Compress::default())
                .service(only("/{name}", "GET").route(get().to(pages::asset))),
        )
        .service(
            web::scope(screens::LOADED)
                .wrap(Compress::default())
                .service(only("/{name}", "GET").route(get().to(screens::loaded))),
        )
        .default_service(web::to(screens::page));
}

/// A path that says which methods it takes when it is asked with another one.
fn only(path: &str, methods: &'static str) -> Resource {
    web::resource(path).default_service(refuse_method(methods))
}

fn refuse_method(methods: &'static str) -> Route {
    web::to(move || async move {
        let mut refused: HttpResponse = Fault::MethodNotAllowed.error_response();
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
        refused
    })
}
