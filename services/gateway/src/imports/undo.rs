//! Undoing an import, case by case, each by its own command.

use actix_web::{HttpRequest, HttpResponse, web};
use exchange::rows::Said;
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use serde::Serialize;
use uuid::Uuid;
use vocabulary::ImportedCase;

use super::said_of;
use crate::calls::decoded;
use crate::fault::Fault;
use crate::gateway::Gateway;
use crate::graphql_http::visit;
use crate::visit::Visit;

/// Cases of an import that are asked for at once.
const PAGE: u32 = 100;

/// What became of a case.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    case: String,
    #[serde(rename = "undone")]
    done: bool,
    problems: Vec<Said>,
}

/// `POST /api/v1/imports/{id}/undo`: told case by case.
pub async fn undo(
    http: HttpRequest,
    id: web::Path<Uuid>,
    gateway: web::Data<Gateway>,
) -> Result<HttpResponse, Fault> {
    let visit = visit(&http, &gateway).await?;
    let (cases, concluded) = whole(&visit, *id).await?;
    let problems: Vec<Said> = match concluded.refusal_json.as_slice() {
        [] => Vec::new(),
        json => said_of(&decoded(json)?),
    };
    Ok(HttpResponse::Ok().json(serde_json::json!({
        "import": id.to_string(), "cases": cases, "problems": problems
    })))
}

/// Undoes an import. The second part is what concluding it came to: where the import is none of the
/// viewer's organisation, nothing else was tried. What was undone before stays so.
pub async fn whole(visit: &Visit, import: Uuid) -> Result<(Vec<Undone>, rpc::Outcome), Fault> {
    let mut told = Vec::new();
    let mut after = String::new();
    loop {
        let (cases, has_next) =
            imported_cases(visit, import.to_string(), PAGE, after.clone()).await?;
        for case in &cases {
            told.push(one(visit, import, case).await?);
        }
        match cases.last() {
            Some(last) if has_next => after = last.case.to_string(),
            _ => break,
        }
    }
    let kept = told.iter().filter(|case| !case.done).count();
    let conclude = rpc::ConcludeUndo {
        import_id: import.to_string(),
        kept: u32::try_from(kept).unwrap_or(u32::MAX),
    };
    let command = about(Uuid::nil(), format!("undo:{import}"), Command::ConcludeUndo(conclude));
    Ok((told, visit.execute(command).await?))
}

async fn one(visit: &Visit, import: Uuid, imported: &ImportedCase) -> Result<Undone, Fault> {
    let case = imported.case;
    let undo = rpc::UndoImportedCase { import_id: import.to_string() };
    let key = format!("undo:{import}:{case}");
    let outcome = visit.execute(about(case.0, key, Command::UndoImportedCase(undo))).await?;
    let problems = match outcome.refusal_json.as_slice() {
        [] => Vec::new(),
        json => said_of(&decoded(json)?),
    };
    Ok(Undone { case: case.to_string(), done: problems.is_empty(), problems })
}

/// A command about a case or, with no id, about an import.
pub fn about(case: Uuid, key: String, command: Command) -> rpc::Command {
    rpc::Command {
        case_id: case.to_string(),
        idempotency_key: key,
        command: Some(command),
        ..rpc::Command::default()
    }
}

/// Cases that an import made or changed, and whether there are more.
pub async fn imported_cases(
    visit: &Visit,
    import_id: String,
    first: u32,
    after: String,
) -> Result<(Vec<ImportedCase>, bool), Fault> {
    let at_least = visit.at_least();
    let message = rpc::ListImportedCasesRequest { import_id, first, after, at_least };
    let reply =
        visit.ask(message, |mut r, m| async move { r.list_imported_cases(m).await }).await?;
    Ok((decoded(&reply.cases_json)?, reply.has_next_page))
}
