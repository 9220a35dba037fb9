//! Everything that an organisation owns as one file: `GET /api/v1/archive`.
//!
//! **Invariant:** it is put together from what its reader asks for case by case. It can hold nothing
//! of others but what they have shared with the reader, such as comments on the organisation's cases.

mod parcel;

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use exchange::exported::Exported;
use futures::stream;
use proto::registry::v1 as rpc;
use serde_json::{Value, json};
use std::sync::Arc;
use vocabulary::{Comment, HistoryEntry};

use self::parcel::{Parcel, Part};
use crate::attachments::download;
use crate::calls::{decoded, encoded};
use crate::connection::LARGEST_PAGE;
use crate::edge::Arrival;
use crate::exports::pages::Pages;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::visit_to_read;
use crate::visit::Visit;

/// Who may take all of it away.
const ROLES: [token::Role; 2] = [token::Role::Superuser, token::Role::Administrator];

/// `GET /api/v1/archive`, for superusers and administrators.
pub async fn give(http: HttpRequest, gateway: web::Data<Gateway>) -> Result<HttpResponse, Fault> {
    let visit = visit_to_read(&http, &gateway).await?;
    let session = visit.session().await?.ok_or(Fault::NotPermitted)?;
    let has_role = |role: &token::Role| session.person.roles.iter().any(|own| role.as_str() == own);
    if !ROLES.iter().any(has_role) {
        return Err(Fault::NotPermitted);
    }
    let caller = visit.caller().unwrap_or(Arrival::of(&http).caller);
    let held = gateway.limiter.hold(caller).ok_or(Fault::RateLimited)?;
    let organisation = session.person.organisation.clone();
    let own =
        vocabulary::CaseFilter { own_organisation: true, ..vocabulary::CaseFilter::default() };
    let filter = rpc::CaseFilter { filter_json: encoded(&own)?, overdue: false };
    let message = rpc::ListCasesRequest {
        filter: Some(filter),
        sort: rpc::Sort::Title.into(),
        first: LARGEST_PAGE.unsigned_abs(),
        ..rpc::ListCasesRequest::default()
    };
    let pages = Pages::begin(visit.clone(), message, usize::MAX).await?;
    let day = gateway.clock.now().date_naive();
    let name = format!("genvej-arkiv-{organisation}-{day}.zip");
    let (parcel, chunks) = Parcel::begin();
    let made = format!("Hentet {day} af en bruger med adgang til hele organisationen.");
    tokio::spawn(async move {
        if let Err(fault) = fill(&visit, pages, &parcel, made).await {
            // The answer breaks off, so that nobody takes a part for the whole.
            tracing::warn!(fault = fault.code(), "an archive was not finished");
            parcel.spoil().await;
        }
    });
    let body = stream::unfold((chunks, held), |(mut chunks, held)| async move {
        let chunk: Result<Bytes, std::io::Error> = chunks.recv().await?;
        Some((chunk, (chunks, held)))
    });
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .streaming(body))
}

/// Puts in each case with its history and comments, and at the end the table of all of them.
async fn fill(
    visit: &Arc<Visit>,
    mut pages: Pages,
    parcel: &Parcel,
    made: String,
) -> Result<(), Fault> {
    let mut count = 0_usize;
    while let Some(cases) = pages.next().await? {
        for case in cases {
            let id = case.record().get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let whole = whole(visit, &id, &case).await?;
            let text = serde_json::to_vec_pretty(&whole).map_err(|_| Fault::Internal)?;
            parcel.put(Part::File(format!("loesninger/{id}.json"), text)).await?;
            parcel.put(Part::Row(case.cells())).await?;
            for file in case.record()["own"]["attachments"].as_array().into_iter().flatten() {
                put_attachment(visit, parcel, &id, file).await?;
            }
            count += 1;
        }
    }
    let about = vec![
        format!("Genvejs arkiv af alt, hvad organisationen ejer: {count} løsninger."),
        made,
        "Hver løsning ligger i loesninger/ med sin historik og sine kommentarer, og dens filer i \
         mappen ved siden af. Samme løsninger står i loesninger.xlsx."
            .to_owned(),
        "Personer står med deres id. Slettede løsninger er ikke med.".to_owned(),
    ];
    parcel.put(Part::File("om-arkivet.txt".to_owned(), about.join("\n").into_bytes())).await?;
    parcel.put(Part::End(about)).await
}

/// Puts in the bytes of a file, in a folder of its case. One that was removed meanwhile is left out.
async fn put_attachment(
    visit: &Visit,
    parcel: &Parcel,
    case: &str,
    file: &Value,
) -> Result<(), Fault> {
    let text = |field: &str| file[field].as_str().unwrap_or_default().to_owned();
    let (id, name) = (text("id"), text("file_name").replace(['/', '\\', ':'], "_"));
    let asked = rpc::ReadAttachmentRequest {
        case_id: case.to_owned(),
        attachment_id: id.clone(),
        at_least: visit.at_least(),
    };
    let mut parts = download::parts(visit, asked).await?;
    let Some(first) = parts.message().await? else { return Ok(()) };
    let name = format!("loesninger/{case}/{id} {name}");
    parcel.put(Part::File(name, first.bytes)).await?;
    while let Some(more) = parts.message().await? {
        parcel.put(Part::More(more.bytes)).await?;
    }
    Ok(())
}

async fn whole(visit: &Visit, id: &str, case: &Exported) -> Result<Value, Fault> {
    let (history, comments) = (history(visit, id).await?, comments(visit, id).await?);
    Ok(json!({"case": case.record(), "history": history, "comments": comments}))
}

async fn history(visit: &Visit, id: &str) -> Result<Vec<HistoryEntry>, Fault> {
    let (mut all, mut before_revision) = (Vec::new(), 0);
    loop {
        let message = rpc::ListHistoryRequest {
            case_id: id.to_owned(),
            first: LARGEST_PAGE.unsigned_abs(),
            before_revision,
            at_least: visit.at_least(),
        };
        let reply = visit.ask(message, |mut r, m| async move { r.list_history(m).await }).await?;
        let page: Vec<HistoryEntry> = decoded(&reply.entries_json)?;
        let last = page.last().map(|entry| entry.revision);
        all.extend(page);
        match last {
            Some(last) if reply.has_next_page => before_revision = last,
            _ => return Ok(all),
        }
    }
}

async fn comments(visit: &Visit, id: &str) -> Result<Vec<Comment>, Fault> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let message = rpc::ListCommentsRequest {
            case_id: id.to_owned(),
            first: LARGEST_PAGE.unsigned_abs(),
            after,
            at_least: visit.at_least(),
        };
        let reply = visit.ask(message, |mut r, m| async move { r.list_comments(m).await }).await?;
        let page: Vec<Comment> = decoded(&reply.comments_json)?;
        after = page.last().map(|comment| comment.id.to_string()).unwrap_or_default();
        all.extend(page);
        if !reply.has_next_page || after.is_empty() {
            return Ok(all);
        }
    }
}
