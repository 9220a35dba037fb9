//! Imports of files: `POST /api/v1/imports`, the list of them, and undoing one.

mod undo;
mod upload;

use async_graphql::connection::{Connection, Edge};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use exchange::rows::Said;
use proto::registry::v1 as rpc;
use vocabulary::{CaseId, Refusal};

use crate::calls::decoded;
use crate::case::Case;
use crate::connection::{PAGE, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::outcome::CaseOutcome;
use crate::people::Person;
use crate::texts::Language;
use crate::visit::Visit;

pub use undo::undo;
pub use upload::{UPLOADS_AT_ONCE, upload};

/// An import of a file, for those of the organisation who may register cases.
pub struct Import(vocabulary::Import);

/// A page of imports.
pub type ImportConnection = Connection<String, Import>;

/// A case that an import made or changed.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct ImportedCase {
    #[graphql(skip)]
    case: CaseId,
    /// The case's revision before; 0 when the import made it.
    revision_before: u64,
    /// The case's revision after.
    revision_after: u64,
    /// It is again as it was before.
    undone: bool,
}

/// A page of them.
pub type ImportedCaseConnection = Connection<String, ImportedCase>;

#[ComplexObject]
impl ImportedCase {
    /// The case.
    #[graphql(complexity = "5 + child_complexity")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.case).await
    }
}

/// An import of a file.
#[Object]
impl Import {
    /// Global id.
    async fn id(&self) -> ID {
        ids::import(self.0.id)
    }

    /// The name of the file.
    async fn file(&self) -> &str {
        &self.0.file
    }

    /// SHA-256 of the file in hexadecimal.
    async fn digest(&self) -> &str {
        &self.0.digest
    }

    /// Who imported; null of an operator's.
    #[graphql(complexity = "5 + child_complexity")]
    async fn person(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        let Some(id) = self.0.person else { return Ok(None) };
        let known = Visit::people(context).load_one(id).await?;
        Ok(Some(known.unwrap_or_else(|| Person::unnamed(id))))
    }

    /// When it began.
    async fn begun_at(&self) -> DateTime<Utc> {
        self.0.begun_at
    }

    /// Rows of the file.
    async fn rows(&self) -> u32 {
        self.0.rows
    }

    /// Cases that it made.
    async fn registered(&self) -> u32 {
        self.0.registered
    }

    /// Cases that it changed.
    async fn updated(&self) -> u32 {
        self.0.updated
    }

    /// Rows that said what was so already; null where it did not come to its end.
    async fn unchanged(&self) -> Option<u32> {
        self.0.finished.map(|finished| finished.unchanged)
    }

    /// Rows that were not taken; null where it did not come to its end.
    async fn refused(&self) -> Option<u32> {
        self.0.finished.map(|finished| finished.refused)
    }

    /// When it was undone.
    async fn undone_at(&self) -> Option<DateTime<Utc>> {
        self.0.undone_at
    }

    /// Cases that were left as they are then, because they had been changed since.
    async fn kept(&self) -> Option<u32> {
        self.0.kept
    }

    /// Cases that it made or changed, as far as the viewer may read them.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn cases(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Cases on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last case of the page before.")] after: Option<String>,
    ) -> Result<ImportedCaseConnection, Fault> {
        let (visit, continued) = (Visit::of(context), after.is_some());
        let (import, first) = (self.0.id.to_string(), page_size(first)?);
        let (cases, has_next) =
            undo::imported_cases(visit, import, first, after.unwrap_or_default()).await?;
        let mut page = Connection::new(continued, has_next);
        let edge = |one: vocabulary::ImportedCase| {
            let case = ImportedCase {
                case: one.case,
                revision_before: one.before,
                revision_after: one.after,
                undone: one.undone,
            };
            Edge::new(one.case.to_string(), case)
        };
        page.edges = cases.into_iter().map(edge).collect();
        Ok(page)
    }
}

/// Questions about imports.
#[derive(Default)]
pub struct ImportQuery;

#[Object]
impl ImportQuery {
    /// Imports of the viewer's organisation, the newest first; none for those who register no cases.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn imports(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Imports on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last import of the page before.")] after: Option<String>,
    ) -> Result<ImportConnection, Fault> {
        let (visit, continued) = (Visit::of(context), after.is_some());
        let message = rpc::ListImportsRequest {
            first: page_size(first)?,
            after: after.unwrap_or_default(),
            at_least: visit.at_least(),
        };
        let reply = visit.ask(message, |mut r, m| async move { r.list_imports(m).await }).await?;
        let imports: Vec<vocabulary::Import> = decoded(&reply.imports_json)?;
        let mut page = Connection::new(continued, reply.has_next_page);
        let edge = |import: vocabulary::Import| Edge::new(import.id.to_string(), Import(import));
        page.edges = imports.into_iter().map(edge).collect();
        Ok(page)
    }
}

/// An import to undo.
#[derive(InputObject)]
pub struct UndoImportInput {
    /// The import.
    import_id: ID,
    /// The same key twice has one effect. What was undone is, whatever the key.
    idempotency_key: Option<String>,
}

/// What undoes imports.
#[derive(Default)]
pub struct ImportMutation;

#[Object]
impl ImportMutation {
    /// Undoes an import: cases that it made are deleted, and can be restored; cases that it changed
    /// are as they were before. A case that somebody has changed since is left as it is, which
    /// `Import.cases` tells one by one.
    async fn undo_import(
        &self,
        context: &Context<'_>,
        input: UndoImportInput,
    ) -> Result<CaseOutcome, Fault> {
        let UndoImportInput { import_id, idempotency_key: _ } = input;
        let visit = Visit::of(context);
        let Some(import) = ids::uuid("Import", &import_id) else {
            return Ok(CaseOutcome::refused("importId", visit.language));
        };
        let outcome = undo::whole(visit, import).await?.1;
        CaseOutcome::of_no_case(&outcome, visit.language)
    }
}

/// What a refusal says of a row, in Danish: field by field where it is about fields.
pub fn said_of(refusal: &Refusal) -> Vec<Said> {
    let language = Language::Danish;
    if refusal.fields.is_empty() {
        let text = language.refusal(refusal.code).to_owned();
        return vec![Said { code: refusal.code.code().to_owned(), column: String::new(), text }];
    }
    let of_field = |problem: &vocabulary::FieldProblem| {
        let column = exchange::report::heading(&problem.field).to_owned();
        let what = language.field_problem(problem);
        let code = match refusal.code {
            vocabulary::RefusalCode::InvalidFields => problem.rule.code(),
            code => code.code(),
        };
        let text = match refusal.code {
            vocabulary::RefusalCode::MissingForPhase => format!("Fasen er ikke sat: {what}"),
            _ => what,
        };
        Said { code: code.to_owned(), column, text }
    };
    refusal.fields.iter().map(of_field).collect()
}
