//! `/livez`, `/readyz` and `/metrics`.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use platform::health::Health;
use platform::problem::Problem;
use proto::identity::v1::KeySetRequest;
use proto::registry::v1::StatusRequest;
use serde_json::json;

use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::upstream::Upstream;

/// The checks that readiness rests on.
pub fn checks(upstream: &Upstream) -> Health {
    let health = Health::new();
    let asked = upstream.clone();
    health.add("identity", move || {
        let mut identity = asked.identity();
        async move {
            let answer = identity.key_set(KeySetRequest {}).await;
            answer.map(|_| ()).map_err(|status| format!("{:?}", status.code()))
        }
    });
    let asked = upstream.clone();
    health.add("registry", move || {
        let mut registry = asked.registry();
        async move {
            let answer = registry.status(StatusRequest {}).await;
            match answer.map(tonic::Response::into_inner) {
                Ok(status) if status.ready => Ok(()),
                // How far the log goes counts what everybody does: that is for the registry's own
                // address, and not for whoever reaches this one.
                Ok(_) => Err("it does not serve yet".to_owned()),
                Err(status) => Err(format!("{:?}", status.code())),
            }
        }
    });
    health
}

/// The process answers. Asks nobody.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(r#"{"alive":true}"#)
}

/// The services behind answer too.
pub async fn ready(request: HttpRequest, gateway: web::Data<Gateway>) -> HttpResponse {
    let readiness = gateway.health.readiness().await;
    if readiness.ready {
        return HttpResponse::Ok().json(json!({ "ready": true, "reasons": [] }));
    }
    let arrival = Arrival::of(&request);
    let fault = Fault::Unavailable;
    let title = arrival.language.fault(fault);
    let problem = Problem::new(fault.status().as_u16(), fault.code(), title)
        .correlation(arrival.correlation.to_string());
    let mut body = serde_json::to_value(problem).unwrap_or_default();
    body["ready"] = json!(false);
    body["reasons"] = json!(readiness.reasons);
    HttpResponse::build(StatusCode::SERVICE_UNAVAILABLE)
        .content_type(Problem::MEDIA_TYPE)
        .insert_header(("retry-after", "5"))
        .body(body.to_string())
}

/// Prometheus text, for this machine only unless the settings say otherwise. Behind a proxy every
/// request may come from this machine, so there it is for nobody.
pub async fn metrics(request: HttpRequest, gateway: web::Data<Gateway>) -> HttpResponse {
    let local = request.peer_addr().is_some_and(|peer| peer.ip().is_loopback())
        && !request.headers().contains_key("x-forwarded-for")
        && !gateway.settings.behind_proxy;
    if !local && !gateway.settings.metrics_for_all {
        return Fault::NotFound.error_response();
    }
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(gateway.metrics.render())
}
