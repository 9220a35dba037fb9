//! Old links: `/details/1042` was a case's address at the predecessor, and stands in mails and
//! documents.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use proto::registry::v1 as rpc;
use vocabulary::{CaseId, CaseView};

use crate::calls::{decoded, encoded};
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::visit_to_read;
use crate::pages::{escaped, page, see};
use crate::texts::Language;

/// Digits of an id of the predecessor's.
const LONGEST_ID: usize = 18;
/// Cases that a page of choices lists.
const MOST_CHOICES: u32 = 20;

/// `GET /details/{id}`: to the case, for those who may read it. For all others there is none: the
/// answer is that of an id that nobody has.
///
/// An id belongs to one case, so several mean that an organisation has imported what is another's.
/// Then the reader chooses, and nobody's links are led astray.
pub async fn find(
    http: HttpRequest,
    id: web::Path<String>,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    let is_id = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit());
    if !is_id {
        return Err(Fault::NotFound);
    }
    let visit = visit_to_read(&http, &gateway).await?;
    let known = vocabulary::CaseFilter {
        predecessor_id: Some(id.into_inner()),
        ..vocabulary::CaseFilter::default()
    };
    let filter = rpc::CaseFilter { filter_json: encoded(&known)?, overdue: false };
    let message = rpc::ListCasesRequest {
        filter: Some(filter),
        sort: rpc::Sort::Title.into(),
        first: MOST_CHOICES,
        ..rpc::ListCasesRequest::default()
    };
    let found = visit.list_cases(message).await?;
    let views = found.cases.iter().map(|listed| decoded::<CaseView>(&listed.case_json));
    let views = views.collect::<Result<Vec<_>, _>>()?;
    match views.as_slice() {
        [] => Err(Fault::NotFound),
        [one] => Ok(see(&address(one.public.id))),
        several => Ok(choices(several)),
    }
}

/// Where the screens show a case.
fn address(case: CaseId) -> String {
    format!("/loesninger/{case}")
}

fn choices(several: &[CaseView]) -> HttpResponse {
    let item = |view: &CaseView| {
        let title = escaped(&view.public.basics.title);
        format!("<li><a href=\"{}\">{title}</a></li>", address(view.public.id))
    };
    let items: String = several.iter().map(item).collect();
    let content =
        format!("<p>Flere løsninger har dette id fra OS2autoproces.</p>\n<ul>{items}</ul>");
    page(StatusCode::OK, "Vælg en løsning", &content, Language::Danish)
}
