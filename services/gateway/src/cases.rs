//! Finding cases.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, Enum, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use vocabulary::{CaseId, CaseView};

use crate::calls::{decoded, encoded};
use crate::case::Case;
use crate::case_filter::CaseFilter;
use crate::case_parts::without;
use crate::connection::{PAGE, is_asked, page_size};
use crate::facets::Found;
use crate::fault::Fault;
use crate::ids;
use crate::visit::Visit;

/// What a list of cases is ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
pub enum CaseSort {
    /// Best match first; newest change first without a search.
    #[default]
    Relevance,
    /// When the case last changed.
    ChangedAt,
    /// In Danish alphabetical order.
    Title,
    /// In the order of a life.
    Phase,
    /// Expected hours a year.
    ExpectedHours,
    /// In the order of the statuses.
    Status,
    /// By name of the lead organisation, in Danish alphabetical order.
    Organisation,
    /// When the case was first shared; of one that never was, when it was registered.
    CreatedAt,
    /// From the most to the least often.
    Schedule,
    /// By id.
    Id,
}

/// Which way a list runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum SortDirection {
    /// Least first.
    Ascending,
    /// Greatest first.
    Descending,
}

/// A page of cases.
pub type CaseConnection = Connection<String, Case, Found>;

/// As the registry takes it.
pub fn sort_of(sort: CaseSort) -> rpc::Sort {
    match sort {
        CaseSort::Relevance => rpc::Sort::Relevance,
        CaseSort::ChangedAt => rpc::Sort::ChangedAt,
        CaseSort::Title => rpc::Sort::Title,
        CaseSort::Phase => rpc::Sort::Phase,
        CaseSort::ExpectedHours => rpc::Sort::ExpectedHours,
        CaseSort::Status => rpc::Sort::Status,
        CaseSort::Organisation => rpc::Sort::Organisation,
        CaseSort::CreatedAt => rpc::Sort::CreatedAt,
        CaseSort::Schedule => rpc::Sort::Schedule,
        CaseSort::Id => rpc::Sort::Id,
    }
}

/// Newest and greatest first, where that is what one looks for.
pub fn descends(sort: CaseSort, direction: Option<SortDirection>) -> bool {
    use CaseSort::{ChangedAt, CreatedAt, ExpectedHours};
    match direction {
        Some(direction) => direction == SortDirection::Descending,
        None => matches!(sort, ChangedAt | CreatedAt | ExpectedHours),
    }
}

/// Order of a list of cases.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct CaseOrder {
    /// What to order by.
    by: CaseSort,
    /// Which way; newest, greatest and otherwise least first when it is left out.
    direction: Option<SortDirection>,
}

/// Questions about cases.
#[derive(Default)]
pub struct CaseQuery;

#[Object]
impl CaseQuery {
    /// One case by its global id or bare UUID; null when there is none that the reader may see.
    async fn case(&self, context: &Context<'_>, id: ID) -> Result<Option<Case>, Fault> {
        match ids::uuid("Case", &id) {
            Some(id) => Case::read(Visit::of(context), CaseId(id)).await,
            None => Ok(None),
        }
    }

    /// Cases that the reader may see, page by page.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    #[allow(clippy::too_many_arguments, reason = "arguments of a field are its API")]
    async fn cases(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which cases.")] filter: Option<CaseFilter>,
        #[graphql(
            desc = "Danish full text, at most 200 characters; parts of words are found too."
        )]
        search: Option<String>,
        #[graphql(desc = "The order; best match first when it is left out.")] sort: Option<
            CaseOrder,
        >,
        #[graphql(default_with = "PAGE", desc = "Cases on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last case of the page before.")] after: Option<String>,
    ) -> Result<CaseConnection, Fault> {
        let first = page_size(first)?;
        if search.as_ref().is_some_and(|text| text.chars().count() > 200) {
            return Err(Fault::InvalidArgument);
        }
        let continued = after.is_some();
        let Some(filter) = filter.unwrap_or_default().into_message(search)? else {
            let none = Found { total_count: Some(0), asked: None };
            return Ok(Connection::with_additional_fields(continued, false, none));
        };
        let order = sort.unwrap_or(CaseOrder { by: CaseSort::Relevance, direction: None });
        let message = rpc::ListCasesRequest {
            filter: Some(filter),
            sort: sort_of(order.by).into(),
            descending: descends(order.by, order.direction),
            first,
            after: after.unwrap_or_default(),
            at_least: 0,
            count: is_asked(context, "totalCount"),
            without: without(context),
        };
        listed(context, message, continued).await
    }
}

/// The page that a message asks for.
async fn listed(
    context: &Context<'_>,
    message: rpc::ListCasesRequest,
    continued: bool,
) -> Result<CaseConnection, Fault> {
    let asked = message.filter.clone();
    let reply = Visit::of(context).list_cases(message).await?;
    let found = Found { total_count: reply.total, asked };
    let mut page = Connection::with_additional_fields(continued, reply.has_next_page, found);
    for listed in reply.cases {
        let view: CaseView = decoded(&listed.case_json)?;
        page.edges.push(Edge::new(listed.cursor, Case::of(view)));
    }
    Ok(page)
}

/// A page of the cases that meet a filter, in order of their titles.
pub async fn by_title(
    context: &Context<'_>,
    filter: &vocabulary::CaseFilter,
    first: i32,
    after: Option<String>,
) -> Result<CaseConnection, Fault> {
    let continued = after.is_some();
    let message = rpc::ListCasesRequest {
        filter: Some(rpc::CaseFilter { filter_json: encoded(filter)?, overdue: false }),
        sort: rpc::Sort::Title.into(),
        descending: false,
        first: page_size(first)?,
        after: after.unwrap_or_default(),
        at_least: 0,
        count: is_asked(context, "totalCount"),
        without: without(context),
    };
    listed(context, message, continued).await
}
