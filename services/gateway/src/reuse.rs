//! Reuse: what a case builds on, and which cases build on it.

use async_graphql::connection::Edge;
use async_graphql::{Context, ID, Object, SimpleObject, Union};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;
use vocabulary::{CaseId, CaseView, ReuseDegree};

use crate::calls::decoded;
use crate::case::Case;
use crate::connection::{Counted, Reusers, Total, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::visit::Visit;

/// A relation from a case to what it builds on.
pub struct Reuse(pub vocabulary::Reuse);

/// How a case reuses the case asked about.
#[derive(SimpleObject)]
pub struct ReuserEdgeFields {
    /// How it does.
    reuse: Reuse,
}

/// A page of cases that reuse a case.
pub type ReuserConnection = Counted<Case, ReuserEdgeFields, Reusers, Reusers>;

/// A relation from a case to what it builds on. Not a copy, not a counter.
#[Object]
impl Reuse {
    /// Global id.
    async fn id(&self) -> ID {
        ids::reuse(self.0.id)
    }

    /// How far it is.
    async fn degree(&self) -> ReuseDegree {
        self.0.degree
    }

    /// Why it stopped, or what is to be said of how far it is.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// When it was declared.
    async fn declared_at(&self) -> DateTime<Utc> {
        self.0.declared_at
    }

    /// What is built on.
    async fn source(&self) -> ReuseSource {
        match self.0.source.clone() {
            vocabulary::ReuseSource::Case { case, edition } => {
                ReuseSource::Case(CaseSource { case, edition })
            }
            vocabulary::ReuseSource::External { name, url } => {
                ReuseSource::External(ExternalSource { name, url })
            }
            vocabulary::ReuseSource::Hidden => ReuseSource::Hidden(HiddenSource { hidden: true }),
        }
    }
}

/// What a case builds on.
#[derive(Union)]
pub enum ReuseSource {
    /// A case on the platform.
    Case(CaseSource),
    /// Something outside the platform.
    External(ExternalSource),
    /// A case that the reader may not see.
    Hidden(HiddenSource),
}

/// A case on the platform that is built on.
pub struct CaseSource {
    case: CaseId,
    edition: u32,
}

/// A case on the platform that is built on.
#[Object]
impl CaseSource {
    /// Global id of the source.
    async fn case_id(&self) -> ID {
        ids::case(self.case)
    }

    /// The edition that was taken.
    async fn edition(&self) -> u32 {
        self.edition
    }

    /// The source as it is now; null when the reader may not see it any more.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.case).await
    }
}

/// Something outside the platform that is built on.
#[derive(SimpleObject)]
pub struct ExternalSource {
    /// Its name.
    name: String,
    /// Where it can be found.
    url: Option<String>,
}

/// A case that the reader may not see.
#[derive(SimpleObject)]
pub struct HiddenSource {
    /// Always true.
    hidden: bool,
}

/// A page of the cases that reuse a case.
pub async fn reusers(
    visit: &Visit,
    case: CaseId,
    first: i32,
    after: Option<String>,
) -> Result<ReuserConnection, Fault> {
    let continued = after.is_some();
    let message = rpc::ListReusersRequest {
        case_id: case.to_string(),
        first: page_size(first)?,
        after: after.unwrap_or_default(),
        at_least: visit.at_least(),
    };
    let reply = visit.ask(message, |mut r, m| async move { r.list_reusers(m).await }).await?;
    let total = Total { total_count: Some(reply.total) };
    let mut page = ReuserConnection::with_additional_fields(continued, reply.has_next_page, total);
    for reuser in reply.reusers {
        let view: CaseView = decoded(&reuser.case_json)?;
        let reuse = Reuse(decoded(&reuser.reuse_json)?);
        page.edges.push(Edge::with_additional_fields(
            reuser.cursor,
            Case::of(view),
            ReuserEdgeFields { reuse },
        ));
    }
    Ok(page)
}
