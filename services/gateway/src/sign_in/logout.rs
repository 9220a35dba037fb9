//! Sessions that end because their provider says so.

use actix_web::{HttpRequest, HttpResponse, web};
use proto::identity::v1 as identity;
use serde::Deserialize;
use serde_json::json;

use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::upstream::request;

/// What a provider posts (OpenID Connect Back-Channel Logout 1.0, section 2.5).
#[derive(Debug, Deserialize)]
pub struct Posted {
    #[serde(default)]
    logout_token: String,
}

/// `POST /sign-out/back-channel`: from a provider's own machine. It carries no cookie, and what it
/// asks for is signed.
pub async fn back_channel(
    http: HttpRequest,
    gateway: web::Data<Gateway>,
    posted: web::Form<Posted>,
) -> Result<HttpResponse, Fault> {
    let asked =
        identity::BackChannelLogoutRequest { logout_token: posted.into_inner().logout_token };
    let upstream = &gateway.services.upstream;
    let mut client = upstream.sessions();
    let call = client.back_channel_logout(request(asked, None, Arrival::of(&http).correlation)?);
    let accepted = upstream.within_limit(call).await?.accepted;
    Ok(if accepted {
        HttpResponse::Ok().finish()
    } else {
        HttpResponse::BadRequest().json(json!({ "error": "invalid_request" }))
    })
}

/// What a provider's page has a browser load (OpenID Connect Front-Channel Logout 1.0, section 2).
#[derive(Debug, Deserialize)]
pub struct Loaded {
    #[serde(default)]
    iss: String,
    #[serde(default)]
    sid: String,
}

/// `GET /sign-out/front-channel`: within a frame of a provider's page, where our cookie does not come
/// along. Which session it is about is said by issuer and session; it is answered alike in any case.
pub async fn front_channel(
    http: HttpRequest,
    gateway: web::Data<Gateway>,
    loaded: web::Query<Loaded>,
) -> Result<HttpResponse, Fault> {
    let Loaded { iss, sid } = loaded.into_inner();
    let asked = identity::FrontChannelLogoutRequest { iss, sid };
    let upstream = &gateway.services.upstream;
    let mut client = upstream.sessions();
    let call = client.front_channel_logout(request(asked, None, Arrival::of(&http).correlation)?);
    upstream.within_limit(call).await?;
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body("<!doctype html>\n"))
}
