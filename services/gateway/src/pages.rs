//! The few pages of the gateway itself: without scripts, without anything from elsewhere.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, LOCATION};
use actix_web::{HttpRequest, HttpResponse, web};

use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::visit_to_read;
use crate::texts::Language;

const STYLE: &str = include_str!("../assets/pages.css");
const ICON: &str = include_str!("../assets/icon.svg");
const GRAPHIQL_SCRIPT: &str = include_str!("../assets/graphiql.js");
const GRAPHIQL_STYLE: &str = include_str!("../assets/graphiql.css");

/// GraphiQL runs a script, asks our own origin, and sets styles from script.
const GRAPHIQL_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A text that cannot become markup.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, character| {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
        out
    })
}

/// A page with a heading; the content is markup.
pub fn page(status: StatusCode, title: &str, content: &str, language: Language) -> HttpResponse {
    let (title, language) = (escaped(title), language.tag());
    HttpResponse::build(status).content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} – Genvej</title>\n<link rel=\"icon\" href=\"/assets/icon.svg\">\n\
         <link rel=\"stylesheet\" href=\"/assets/pages.css\">\n\
         </head>\n<body>\n<header><a href=\"/\">Genvej</a></header>\n<main>\n<h1>{title}</h1>\n\
         {content}\n</main>\n</body>\n</html>\n"
    ))
}

/// A page that says one thing.
pub fn message(status: StatusCode, text: &str, arrival: &Arrival) -> HttpResponse {
    let language = arrival.language;
    let (title, home, sign_in, correlation) = match language {
        Language::Danish => ("Det lykkedes ikke", "Til forsiden", "Log ind", "Korrelations-id"),
        Language::English => ("It did not work", "To the front page", "Sign in", "Correlation id"),
    };
    let content = format!(
        "<p>{}</p>\n<p><a href=\"/\">{home}</a> · <a href=\"/sign-in\">{sign_in}</a></p>\n\
         <p class=\"small\">{correlation}: {}</p>",
        escaped(text),
        arrival.correlation
    );
    page(status, title, &content, language)
}

/// Goes on to an address.
pub fn see(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}

/// Pages live at the public address alone, because cookies and sign-in do. Somebody who came by
/// another name of this machine is sent there.
pub fn elsewhere(request: &HttpRequest, gateway: &Gateway) -> Option<HttpResponse> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let here = host.is_none_or(|host| host.eq_ignore_ascii_case(&gateway.site.host()));
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    (!here).then(|| {
        let address = gateway.site.address(path);
        HttpResponse::TemporaryRedirect().insert_header((LOCATION, address)).finish()
    })
}

/// `GET /` where the screens are not built.
pub async fn start(
    request: HttpRequest,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    if let Some(redirect) = elsewhere(&request, &gateway) {
        return Ok(redirect);
    }
    let who = match visit_to_read(&request, &gateway).await {
        Ok(visit) => visit.session().await?,
        Err(Fault::SessionEnded) => None,
        Err(fault) => return Err(fault),
    };
    let signed = match who {
        Some(session) => format!(
            "<p>Du er logget ind som <strong>{}</strong>, {}.</p>\n\
             <p><a class=\"button\" href=\"/graphiql\">Åbn GraphiQL</a></p>\n\
             <form method=\"post\" action=\"/sign-out\"><button>Log ud</button></form>",
            escaped(&session.person.name),
            escaped(&session.person.organisation_name)
        ),
        None => "<p><a class=\"button\" href=\"/sign-in\">Log ind</a></p>\n\
             <p class=\"small\">Når du er logget ind, kan du bruge GraphiQL til at spørge.</p>"
            .to_owned(),
    };
    let content = format!(
        "<p>Genvej er kommunernes og regionernes fælles register over automatiseringer, \
         innovation og velfærdsteknologi. Det, én har løst, kan andre finde, følge, spørge til og \
         genbruge.</p>\n{signed}\n\
         <p class=\"small\">Skærmbillederne er ikke bygget på denne installation. <code>make run</code> \
         bygger dem; <code>web_folder</code> siger, hvor de ligger.</p>"
    );
    Ok(page(StatusCode::OK, "Genvej", &content, Language::Danish))
}

/// `GET /graphiql`, for those signed in.
pub async fn graphiql(
    request: HttpRequest,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    if let Some(redirect) = elsewhere(&request, &gateway) {
        return Ok(redirect);
    }
    match visit_to_read(&request, &gateway).await {
        Ok(visit) if visit.is_signed_in() => {}
        Ok(_) | Err(Fault::SessionEnded) => return Ok(see("/sign-in?return=/graphiql")),
        Err(fault) => return Err(fault),
    }
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, GRAPHIQL_POLICY))
        .body(
            "<!doctype html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>GraphiQL – Genvej</title>\n\
             <link rel=\"stylesheet\" href=\"/assets/graphiql.css\">\n\
             <link rel=\"icon\" href=\"/assets/icon.svg\">\n\
         <link rel=\"stylesheet\" href=\"/assets/pages.css\">\n</head>\n\
             <body class=\"graphiql-page\">\n<div id=\"graphiql\">Henter GraphiQL …</div>\n\
             <script src=\"/assets/graphiql.js\"></script>\n</body>\n</html>\n",
        ))
}

/// `GET /assets/{name}`
pub async fn asset(name: web::Path<String>) -> Result<HttpResponse, Fault> {
    let (kind, body) = match name.as_str() {
        "pages.css" => ("text/css; charset=utf-8", STYLE),
        "icon.svg" => ("image/svg+xml", ICON),
        "graphiql.css" => ("text/css; charset=utf-8", GRAPHIQL_STYLE),
        "graphiql.js" => ("text/javascript; charset=utf-8", GRAPHIQL_SCRIPT),
        _ => return Err(Fault::NotFound),
    };
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .body(body))
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_name_cannot_become_markup() {
        assert_eq!(
            escaped("<script>\"O'Hara\" & co</script>"),
            "&lt;script&gt;&quot;O&#39;Hara&quot; &amp; co&lt;/script&gt;"
        );
    }
}
