//! Where somebody signs in: by choosing their organisation, or by the domain of their e-mail address.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use proto::identity::v1 as identity;
use serde::Deserialize;

use super::local_path;
use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::pages::{elsewhere, escaped, page};
use crate::texts::Language;
use crate::upstream::request;

/// Where to go after sign-in.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(rename = "return")]
    path: Option<String>,
}

/// An address that somebody typed.
#[derive(Deserialize)]
pub struct Typed {
    #[serde(default)]
    email: String,
    #[serde(rename = "return")]
    path: Option<String>,
}

/// The words of the page in a language.
struct Words {
    title: &'static str,
    email: &'static str,
    onward: &'static str,
    or_choose: &'static str,
    found: &'static str,
    unknown: &'static str,
}

const DANISH: Words = Words {
    title: "Log ind",
    email: "Din arbejds-e-mail",
    onward: "Fortsæt",
    or_choose: "Eller vælg din organisation",
    found: "Du logger ind hos din organisation:",
    unknown: "Vi kan ikke finde din organisation ud fra adressen. Vælg den på listen.",
};

const ENGLISH: Words = Words {
    title: "Sign in",
    email: "Your work e-mail",
    onward: "Continue",
    or_choose: "Or choose your organisation",
    found: "You sign in at your organisation:",
    unknown: "We cannot tell your organisation from the address. Choose it from the list.",
};

fn words(language: Language) -> &'static Words {
    match language {
        Language::Danish => &DANISH,
        Language::English => &ENGLISH,
    }
}

/// `GET /sign-in`: choose an organisation, or type an address.
pub async fn choose(
    http: HttpRequest,
    gateway: web::Data<Gateway>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse, Fault> {
    if let Some(redirect) = elsewhere(&http, &gateway) {
        return Ok(redirect);
    }
    let arrival = Arrival::of(&http);
    let words = words(arrival.language);
    let after = local_path(wish.path.as_deref());
    let choices = all(&gateway, &arrival, &after).await?;
    let content = format!(
        "{}\n<h2>{}</h2>\n<ul class=\"choices\">\n{choices}</ul>",
        form(words, &after),
        words.or_choose
    );
    Ok(page(StatusCode::OK, words.title, &content, arrival.language))
}

/// `POST /sign-in`: by an address, of which identity is told what follows the @. Whether there is such
/// a person plays no part, and an address that leads nowhere gets the list that everybody gets.
pub async fn by_email(
    http: HttpRequest,
    gateway: web::Data<Gateway>,
    typed: web::Form<Typed>,
) -> Result<HttpResponse, Fault> {
    gateway.site.check(http.headers())?;
    let arrival = Arrival::of(&http);
    let words = words(arrival.language);
    let after = local_path(typed.path.as_deref());
    let domain = typed.email.rsplit_once('@').map_or("", |(_, domain)| domain.trim());
    let asked = identity::SignInOptionsRequest {
        email_domain: domain.chars().take(255).collect(),
        ..identity::SignInOptionsRequest::default()
    };
    let found =
        if domain.is_empty() { Vec::new() } else { options(&gateway, &arrival, asked).await? };
    let (said, choices) = if found.is_empty() {
        (words.unknown, all(&gateway, &arrival, &after).await?)
    } else {
        (words.found, of_options(&found, &after))
    };
    let content = format!("<p>{said}</p>\n<ul class=\"choices\">\n{choices}</ul>");
    Ok(page(StatusCode::OK, words.title, &content, arrival.language))
}

/// The page on which somebody chooses among the providers of their organisation; none where there are
/// not several.
pub async fn among(
    gateway: &Gateway,
    arrival: &Arrival,
    organisation: &str,
    after: &str,
) -> Result<Option<HttpResponse>, Fault> {
    let asked = identity::SignInOptionsRequest {
        organisation: organisation.to_owned(),
        ..identity::SignInOptionsRequest::default()
    };
    let several = options(gateway, arrival, asked).await?;
    if organisation.is_empty() || several.len() < 2 {
        return Ok(None);
    }
    let words = words(arrival.language);
    let choices = of_options(&several, after);
    let content = format!("<p>{}</p>\n<ul class=\"choices\">\n{choices}</ul>", words.found);
    Ok(Some(page(StatusCode::OK, words.title, &content, arrival.language)))
}

fn form(words: &Words, after: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/sign-in\">\n<p><label for=\"email\">{}</label>\n\
         <input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"email\" required \
         maxlength=\"255\"></p>\n<input type=\"hidden\" name=\"return\" value=\"{}\">\n\
         <button>{}</button>\n</form>",
        words.email,
        escaped(after),
        words.onward
    )
}

async fn options(
    gateway: &Gateway,
    arrival: &Arrival,
    asked: identity::SignInOptionsRequest,
) -> Result<Vec<identity::SignInOption>, Fault> {
    let upstream = &gateway.services.upstream;
    let mut client = upstream.identity();
    let call = client.sign_in_options(request(asked, None, arrival.correlation)?);
    Ok(upstream.within_limit(call).await?.options)
}

/// Only a demo tells which organisations can sign in; elsewhere all are offered alike.
async fn all(gateway: &Gateway, arrival: &Arrival, after: &str) -> Result<String, Fault> {
    let asked = identity::SignInOptionsRequest::default();
    let options = options(gateway, arrival, asked).await?;
    if !options.is_empty() {
        return Ok(of_options(&options, after));
    }
    let known = gateway.services.directory.all(arrival.correlation).await?;
    let links = known.all.iter().map(|one| link("organisation", &one.cvr, &one.name, after));
    Ok(links.collect())
}

fn of_options(options: &[identity::SignInOption], after: &str) -> String {
    let label = |one: &identity::SignInOption| {
        if one.label.starts_with(&one.organisation_name) {
            one.label.clone()
        } else {
            format!("{} ({})", one.organisation_name, one.label)
        }
    };
    options.iter().map(|one| link("provider", &one.provider, &label(one), after)).collect()
}

fn link(target: &str, value: &str, label: &str, after: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair(target, value)
        .append_pair("return", after)
        .finish();
    format!("<li><a href=\"/sign-in/start?{}\">{}</a></li>\n", escaped(&query), escaped(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_to_return_to_cannot_become_markup() {
        let form = form(&DANISH, "/a?b=\"><script>");
        assert!(form.contains("value=\"/a?b=&quot;&gt;&lt;script&gt;\""), "{form}");
        let link = link("provider", "a&b", "<b>", "/c d");
        assert!(link.contains("provider=a%26b&amp;return=%2Fc+d\">&lt;b&gt;"), "{link}");
    }
}
