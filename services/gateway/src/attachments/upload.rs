//! `POST /api/v1/cases/{case}/attachments?id=…&name=…&shared=…`: a file, whose bytes are the body.
//!
//! The body is `application/octet-stream`, which no page of another site can send without asking.
//! Nothing of it is kept here: each piece goes on to the registry as it comes.

use std::pin::pin;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use actix_web::{HttpRequest, HttpResponse, web};
use futures::StreamExt as _;
use futures::future::{Either, select};
use futures::stream::unfold;
use platform::problem::Problem;
use proto::registry::v1 as rpc;
use proto::registry::v1::add_attachment_part::Part;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc;
use vocabulary::{AttachmentId, CaseId, RefusalCode};

use super::address;
use crate::calls::decoded;
use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::{refused, visit};
use crate::ids;
use crate::upstream::request;
use crate::visit::Visit;

/// How long a client may be silent in the middle of a file.
const SILENCE: Duration = Duration::from_secs(20);
/// How long all of a file may take.
const LONGEST: Duration = Duration::from_mins(10);
/// How long the registry may take with a file that it has: it is looked through for viruses.
const LOOKED_THROUGH: Duration = Duration::from_mins(2);
/// Parts on their way between client and registry.
const PARTS: usize = 4;
/// Bytes that are read at all. How large a file may be the registry decides, and says; whoever sends
/// no more than this hears it.
const LARGEST_BYTES: usize = 64 * 1024 * 1024;

/// What the address says beside the case.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// UUID made by the client: the same file sent again is then added once.
    id: String,
    /// The file's name.
    name: String,
    /// Whether all who may read the case have it.
    #[serde(default)]
    shared: bool,
}

/// Takes a file in.
pub async fn add(
    http: HttpRequest,
    payload: web::Payload,
    case: web::Path<String>,
    asked: Result<web::Query<Asked>, actix_web::Error>,
    gateway: web::Data<Gateway>,
) -> HttpResponse {
    let Ok(asked) = asked else { return refused(Fault::BadRequest, &gateway) };
    match taken(&http, payload, &case, asked.into_inner(), &gateway).await {
        Ok(response) => response,
        Err(fault) => refused(fault, &gateway),
    }
}

async fn taken(
    http: &HttpRequest,
    payload: web::Payload,
    case: &str,
    asked: Asked,
    gateway: &Gateway,
) -> Result<HttpResponse, Fault> {
    if !is_bytes(http.headers()) {
        return Err(Fault::MediaTypeUnsupported);
    }
    let visit = visit(http, gateway).await?;
    let caller = visit.caller().unwrap_or(Arrival::of(http).caller);
    let _held = gateway.limiter.hold(caller).ok_or(Fault::RateLimited)?;
    let id = |kind, text: &str| ids::uuid(kind, text).map(|id| id.to_string()).unwrap_or_default();
    let head = rpc::AttachmentHead {
        case_id: id("Case", case),
        attachment_id: id("Attachment", &asked.id),
        file_name: asked.name,
        shared: asked.shared,
        size: http.headers().get(CONTENT_LENGTH).and_then(|size| size.to_str().ok()?.parse().ok()),
        correlation_id: visit.correlation.to_string(),
    };
    let (case, attachment) = (head.case_id.parse().ok(), head.attachment_id.parse().ok());
    let passed = tokio::time::timeout(LONGEST, passed_on(&visit, head, payload)).await;
    let outcome = passed.map_err(|_| Fault::BodyTooSlow)??;
    if !outcome.refusal_json.is_empty() {
        return told(&visit, &decoded(&outcome.refusal_json)?);
    }
    visit.wrote(outcome.position);
    let (Some(case), Some(attachment)) = (case, attachment) else { return Err(Fault::Internal) };
    Ok(added(case, attachment, &outcome))
}

/// Sends a file on, piece by piece, and gives the registry's answer, which may come before the end.
async fn passed_on(
    visit: &Visit,
    head: rpc::AttachmentHead,
    payload: web::Payload,
) -> Result<rpc::Outcome, Fault> {
    let session = visit.session().await?;
    let token = session.as_ref().map(|session| session.token("registry")).transpose()?;
    let (sender, receiver) = mpsc::channel(PARTS);
    let parts =
        unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) });
    let mut registry = visit.services.upstream.registry();
    let asked = request(parts, token, visit.correlation)?;
    let answered = pin!(registry.add_attachment(asked));
    let fed = pin!(feed(sender, head, payload));
    let outcome = match select(fed, answered).await {
        Either::Left((fed, answered)) => {
            fed?;
            let answered = tokio::time::timeout(LOOKED_THROUGH, answered).await;
            answered.map_err(|_| Fault::Unavailable)?
        }
        Either::Right((answered, fed)) => {
            // A client that is still sending does not hear an answer before it is done.
            fed.await?;
            answered
        }
    };
    Ok(outcome?.into_inner())
}

/// Whatever the client sends, and the end only where the client came to it.
async fn feed(
    sender: mpsc::Sender<rpc::AddAttachmentPart>,
    head: rpc::AttachmentHead,
    mut payload: web::Payload,
) -> Result<(), Fault> {
    let part = |part| rpc::AddAttachmentPart { part: Some(part) };
    let mut left = LARGEST_BYTES;
    // Where nobody takes the parts any more, the registry has answered.
    let mut is_taken = sender.send(part(Part::Head(head))).await.is_ok();
    loop {
        let next = tokio::time::timeout(SILENCE, payload.next()).await;
        match next.map_err(|_| Fault::BodyTooSlow)? {
            None => break,
            Some(Err(_)) => return Err(Fault::BadRequest),
            Some(Ok(piece)) => {
                left = left.checked_sub(piece.len()).ok_or(Fault::BodyTooLarge)?;
                is_taken = is_taken && sender.send(part(Part::Bytes(piece.to_vec()))).await.is_ok();
            }
        }
    }
    let _ = sender.send(part(Part::End(rpc::AttachmentEnd {}))).await;
    Ok(())
}

fn is_bytes(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/octet-stream"))
}

fn added(case: CaseId, attachment: AttachmentId, outcome: &rpc::Outcome) -> HttpResponse {
    let url = address(case, attachment);
    HttpResponse::Created().json(json!({
        "id": attachment,
        "url": url,
        "revision": outcome.revision,
        "repeated": outcome.repeated,
    }))
}

/// A business no as a problem document.
fn told(visit: &Visit, refusal: &vocabulary::Refusal) -> Result<HttpResponse, Fault> {
    let (language, status) = (visit.language, status(refusal.code));
    let problem =
        Problem::new(status.as_u16(), refusal.code.code(), language.refusal(refusal.code))
            .correlation(visit.correlation.to_string());
    let mut body = serde_json::to_value(problem).map_err(|_| Fault::Internal)?;
    let fields = refusal.fields.iter().map(|problem| {
        json!({
            "field": problem.field,
            "rule": problem.rule.code(),
            "limit": problem.limit,
            "message": language.field_problem(problem),
        })
    });
    body["fields"] = fields.collect();
    Ok(HttpResponse::build(status)
        .content_type(Problem::MEDIA_TYPE)
        .insert_header((CONTENT_LANGUAGE, language.tag()))
        .body(body.to_string()))
}

fn status(code: RefusalCode) -> StatusCode {
    match code {
        RefusalCode::CaseUnknown => StatusCode::NOT_FOUND,
        RefusalCode::NotSignedIn => StatusCode::UNAUTHORIZED,
        RefusalCode::NotPermitted => StatusCode::FORBIDDEN,
        RefusalCode::AttachmentExists | RefusalCode::KeyReused => StatusCode::CONFLICT,
        RefusalCode::AttachmentNotScanned | RefusalCode::AttachmentsOff => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
