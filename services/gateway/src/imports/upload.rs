//! A file that is sent: read, and carried out row by row in the name of who sent it.
//!
//! It goes on when the sender leaves, and where it is cut off it can be sent again with the same id:
//! what was done is done once.

use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};
use exchange::report::{Report, RowReport};
use exchange::rows::{Options, Rows};
use exchange::table::{self, LARGEST_FILE, Unreadable};
use futures::{StreamExt, TryStreamExt, stream};
use platform::problem::Problem;
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vocabulary::{Cvr, Refusal};

use super::said_of;
use super::undo::about;
use crate::calls::decoded;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::visit;
use crate::visit::Visit;

/// How long a client may take to send the file.
const SLOWEST_FILE: Duration = Duration::from_mins(2);
/// Rows under way at the same time: the log writes those that wait together.
const ROWS_AT_ONCE: usize = 8;
/// Files that are received at the same time: each is held in memory.
pub const UPLOADS_AT_ONCE: usize = 8;
/// Where keys come from when nothing is said.
const SOURCE: &str = "fil";

/// What is said beside the file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Asked {
    /// The name of the file.
    #[serde(default)]
    name: Option<String>,
    /// Decide, and write nothing.
    #[serde(default)]
    dry_run: bool,
    /// The import, made by the sender, so that it can be sent again.
    #[serde(default)]
    id: Option<Uuid>,
    /// Where keys come from, in files of one's own.
    #[serde(default)]
    source: Option<String>,
    /// The predecessor wrote columns 45 and 46 under their own headings.
    #[serde(default)]
    columns_in_order: bool,
}

/// A file on its way in.
struct Incoming {
    visit: Arc<Visit>,
    organisation: Cvr,
    name: String,
    digest: String,
    /// None of a dry run.
    import: Option<Uuid>,
    rows: Rows,
}

/// What an import came to.
enum Came {
    Report(Report),
    Refused(Refusal),
}

/// `POST /api/v1/imports`, the file as the body.
pub async fn upload(
    http: HttpRequest,
    payload: web::Payload,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    let asked = web::Query::<Asked>::from_query(http.query_string());
    let asked = asked.map_err(|_| Fault::InvalidArgument)?.into_inner();
    let visit = visit(&http, &gateway).await?;
    let session = visit.session().await?.ok_or(Fault::NotPermitted)?;
    let receiving = gateway.uploads.try_acquire().map_err(|_| Fault::RateLimited)?;
    let file =
        match tokio::time::timeout(SLOWEST_FILE, payload.to_bytes_limited(LARGEST_FILE)).await {
            Ok(Ok(Ok(file))) => file,
            Ok(Ok(Err(_))) => return Err(Fault::BadRequest),
            Ok(Err(_)) => return Ok(unreadable(Unreadable::TooLarge)),
            Err(_) => return Err(Fault::BodyTooSlow),
        };
    drop(receiving);
    let organisation = session.person.organisation.parse().map_err(|_| Fault::NotPermitted)?;
    let options = Options {
        organisation: session.person.organisation.clone(),
        organisation_name: session.person.organisation_name.clone(),
        source: asked.source.unwrap_or_else(|| SOURCE.to_owned()),
        columns_in_order: asked.columns_in_order,
    };
    let digest = format!("{:x}", Sha256::digest(&file));
    let room = Arc::clone(&gateway.workbooks).acquire_owned().await;
    let room = room.map_err(|_| Fault::Unavailable)?;
    let read = tokio::task::spawn_blocking(move || Rows::of(&table::read(&file)?, &options));
    let rows = match read.await.map_err(|_| Fault::Internal)? {
        Ok(rows) => rows,
        Err(why) => return Ok(unreadable(why)),
    };
    drop(room);
    let import = asked.id.unwrap_or_else(platform::ids::v7);
    let import = (!asked.dry_run).then_some(import);
    let name = asked.name.unwrap_or_else(|| "fil".to_owned());
    let incoming = Incoming { visit, organisation, name, digest, import, rows };
    // A task of its own does not end with the line to the sender.
    let came = tokio::spawn(carry_out(incoming)).await.map_err(|_| Fault::Internal)??;
    Ok(match came {
        Came::Report(report) => HttpResponse::Ok().json(report),
        Came::Refused(refusal) => refused(&refusal),
    })
}

/// A file that cannot be read, as a problem document.
fn unreadable(why: Unreadable) -> HttpResponse {
    HttpResponse::UnprocessableEntity().content_type(Problem::MEDIA_TYPE).json(Problem::new(
        422,
        why.code(),
        why.text(),
    ))
}

/// An import that may not be begun.
fn refused(refusal: &Refusal) -> HttpResponse {
    let said = said_of(refusal);
    let text = said.first().map(|said| said.text.clone()).unwrap_or_default();
    HttpResponse::UnprocessableEntity().content_type(Problem::MEDIA_TYPE).json(Problem::new(
        422,
        refusal.code.code(),
        &text,
    ))
}

async fn carry_out(incoming: Incoming) -> Result<Came, Fault> {
    let Incoming { visit, organisation, name, digest, import, rows } = incoming;
    if let Some(import) = import {
        let begin = rpc::BeginImport {
            import_id: import.to_string(),
            file: name.clone(),
            digest,
            rows: u32::try_from(rows.rows.len()).unwrap_or(u32::MAX),
        };
        let key = format!("import:{import}");
        let command = about(Uuid::nil(), key, Command::BeginImport(begin));
        let outcome = visit.execute(command).await?;
        if !outcome.refusal_json.is_empty() {
            return Ok(Came::Refused(decoded(&outcome.refusal_json)?));
        }
    }
    let rows = Arc::new(rows);
    let told: Vec<RowReport> = stream::iter(0..rows.rows.len())
        .map(|at| one(Arc::clone(&visit), import, organisation, (Arc::clone(&rows), at)))
        .buffered(ROWS_AT_ONCE)
        .try_collect()
        .await?;
    let report = Report::of(&rows, import.map(|import| import.to_string()), &name, told);
    if let Some(import) = import {
        let finish = rpc::FinishImport {
            import_id: import.to_string(),
            unchanged: report.counts.unchanged,
            refused: report.counts.refused,
        };
        let key = format!("import:{import}:end");
        visit.execute(about(Uuid::nil(), key, Command::FinishImport(finish))).await?;
    }
    Ok(Came::Report(report))
}

async fn one(
    visit: Arc<Visit>,
    import: Option<Uuid>,
    organisation: Cvr,
    (rows, at): (Arc<Rows>, usize),
) -> Result<RowReport, Fault> {
    let row = &rows.rows[at];
    let command = row.command(import, organisation).filter(|_| row.problems.is_empty());
    let Some(command) = command else { return Ok(RowReport::refused(row, organisation)) };
    let outcome = visit.execute(command).await?;
    RowReport::of(row, organisation, &outcome, &said_of).ok_or(Fault::Internal)
}
