//! `GET /api/v1/cases/{case}/attachments/{attachment}`: the bytes of a file, to be kept and never
//! shown as a page of ours.

use actix_web::body::SizedStream;
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, Charset, ContentDisposition, DispositionParam, DispositionType,
    ExtendedValue, HeaderValue,
};
use actix_web::{HttpRequest, HttpResponse, web};
use futures::stream;
use proto::registry::v1 as rpc;
use tonic::Streaming;

use crate::edge::Arrival;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::{refused, visit_to_read};
use crate::ids;
use crate::upstream::request;
use crate::visit::Visit;

/// Nothing in the file may do anything, were it shown after all.
const POLICY: &str = "default-src 'none'; sandbox";

/// Gives a file to somebody who may have it. To all others there is nothing here, whatever there is.
pub async fn give(
    http: HttpRequest,
    path: web::Path<(String, String)>,
    gateway: web::Data<Gateway>,
) -> HttpResponse {
    match fetched(&http, &path, &gateway).await {
        Ok(response) => response,
        Err(fault) => refused(fault, &gateway),
    }
}

async fn fetched(
    http: &HttpRequest,
    (case, attachment): &(String, String),
    gateway: &Gateway,
) -> Result<HttpResponse, Fault> {
    let visit = visit_to_read(http, gateway).await?;
    let id = |kind, text: &str| ids::uuid(kind, text).map(|id| id.to_string()).unwrap_or_default();
    let asked = rpc::ReadAttachmentRequest {
        case_id: id("Case", case),
        attachment_id: id("Attachment", attachment),
        at_least: visit.at_least(),
    };
    let caller = visit.caller().unwrap_or(Arrival::of(http).caller);
    let held = gateway.limiter.hold(caller).ok_or(Fault::RateLimited)?;
    let mut parts = parts(&visit, asked).await?;
    let Some(file) = parts.message().await? else { return Err(Fault::NotFound) };
    // It counts for as long as there is somebody to answer.
    let bytes = stream::try_unfold((parts, held), |(mut parts, held)| async move {
        let part = parts.message().await.map_err(Fault::from)?;
        Ok::<_, Fault>(part.map(|part| (web::Bytes::from(part.bytes), (parts, held))))
    });
    Ok(HttpResponse::Ok()
        .content_type(file.media_type)
        .insert_header(disposition(&file.file_name))
        .insert_header((CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)))
        .body(SizedStream::new(file.size, Box::pin(bytes))))
}

/// A file as the registry sends it: nothing at all where there is none that its reader may have.
pub async fn parts(
    visit: &Visit,
    asked: rpc::ReadAttachmentRequest,
) -> Result<Streaming<rpc::ReadAttachmentPart>, Fault> {
    let session = visit.session().await?;
    let token = session.as_ref().map(|session| session.token("registry")).transpose()?;
    let (upstream, asked) = (&visit.services.upstream, request(asked, token, visit.correlation)?);
    let mut registry = upstream.registry();
    upstream.within_limit(registry.read_attachment(asked)).await
}

/// With a name that every program reads, and with all its letters for those that can.
fn disposition(file_name: &str) -> ContentDisposition {
    let plain =
        |c: char| if c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ' { c } else { '_' };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![
            DispositionParam::Filename(file_name.chars().map(plain).collect()),
            DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: file_name.as_bytes().to_vec(),
            }),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_travels_whole_and_breaks_no_header() {
        assert_eq!(
            disposition("Æblegrød \"1\".pdf").to_string(),
            "attachment; filename=\"_blegr_d _1_.pdf\"; \
             filename*=UTF-8''%C3%86blegr%C3%B8d%20%221%22.pdf"
        );
    }
}
