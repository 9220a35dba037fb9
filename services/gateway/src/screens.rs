//! The screens: the folder that `web` is built into, served as it lies there.
//!
//! Page addresses are the script's own affair, so each of them gets the one `index.html`; what it
//! loads has a name made from its content and is kept by browsers for ever.

use std::io::ErrorKind;
use std::path::Path;

use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use actix_web::{HttpRequest, HttpResponse, web};

use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::pages;

/// The folder of what `index.html` loads, in the built folder and in addresses.
pub const LOADED: &str = "static";

/// Screens run our own script, ask our own origin, and load nothing from elsewhere. No script and
/// no style stands in a page, so none that somebody wrote into a text can run.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// First parts of addresses that are never a page, so that a program that misspells one of them is
/// told so and not given a page.
const NO_PAGE: &[&str] = &[
    "api", "assets", "graphiql", "graphql", "livez", "metrics", "readyz", "sign-in", "sign-out",
    LOADED,
];

/// `GET` of `/` and of every address that nothing else takes.
pub async fn page(
    request: HttpRequest,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    let path = request.path();
    if path != "/" && !(request.method() == "GET" && is_page(&request)) {
        return Err(Fault::NotFound);
    }
    match read(&gateway.settings.web_folder.join("index.html")).await? {
        None if path == "/" => pages::start(request, gateway).await,
        None => Err(Fault::NotFound),
        Some(index) => Ok(pages::elsewhere(&request, &gateway).unwrap_or_else(|| {
            HttpResponse::Ok()
                .content_type("text/html; charset=utf-8")
                .insert_header((CONTENT_SECURITY_POLICY, POLICY))
                .body(index)
        })),
    }
}

/// Whether a browser on its way asks for what may be a page.
fn is_page(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok());
    let mut parts = request.path().trim_start_matches('/').split('/');
    let first = parts.next().unwrap_or_default();
    let last = parts.next_back().unwrap_or(first);
    accepted.is_some_and(|accept| accept.contains("text/html"))
        && !NO_PAGE.contains(&first)
        && !last.contains('.')
}

/// `GET /static/{name}`
pub async fn loaded(
    name: web::Path<String>,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    // A plain name cannot lead out of the folder.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if name.starts_with('.') || !name.bytes().all(plain) {
        return Err(Fault::NotFound);
    }
    let kind = kind_of(&name).ok_or(Fault::NotFound)?;
    let file = gateway.settings.web_folder.join(LOADED).join(name.as_str());
    let body = read(&file).await?.ok_or(Fault::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(body))
}

/// The media type by the end of a name; none for what a build does not make.
fn kind_of(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "webp" => Some("image/webp"),
        "woff2" => Some("font/woff2"),
        "json" => Some("application/json"),
        _ => None,
    }
}

/// A file; none where there is none.
async fn read(file: &Path) -> Result<Option<Vec<u8>>, Fault> {
    match tokio::fs::read(file).await {
        Ok(body) => Ok(Some(body)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => {
            tracing::error!(file = %file.display(), %error, "a file of the screens cannot be read");
            Err(Fault::Internal)
        }
    }
}
