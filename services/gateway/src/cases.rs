//! Finding cases.

use async_graphql::connection::Edge;
use async_graphql::{Context, Enum, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use vocabulary::{
    CaseId, CaseKind, CaseView, CountedCases, Phase, Status, SubjectArea, Visibility,
};

use crate::calls::{decoded, encoded, names_of};
use crate::case::Case;
use crate::connection::{Counted, PAGE, Total, is_asked, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::visit::Visit;

/// Which cases. Every part narrows; within a part any of its values will do.
#[derive(Debug, Default, InputObject)]
pub struct CaseFilter {
    /// In one of these phases.
    phases: Option<Vec<Phase>>,
    /// With one of these statuses.
    statuses: Option<Vec<Status>>,
    /// Of one of these kinds.
    kinds: Option<Vec<CaseKind>>,
    /// In one of these subject areas.
    subject_areas: Option<Vec<SubjectArea>>,
    /// Owned by one of these organisations: ids or CVR numbers.
    organisations: Option<Vec<ID>>,
    /// Built with one of these technologies, by name.
    technologies: Option<Vec<String>>,
    /// Shared as widely as one of these.
    visibilities: Option<Vec<Visibility>>,
    /// Followed by the viewer.
    followed: Option<bool>,
    /// With a bookmark of the viewer's on.
    bookmarked: Option<bool>,
    /// Owned by the viewer's organisation.
    own_organisation: Option<bool>,
    /// The viewer may answer whether their organisation will own it as well.
    invited: Option<bool>,
    /// Should have been looked through by now.
    overdue: Option<bool>,
    /// Builds on this case.
    reuses_case: Option<ID>,
    /// Counted in a figure of the viewer's statistics, which says this part of the filter itself.
    counted: Option<CountedCases>,
}

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
pub type CaseConnection = Counted<Case>;

impl CaseFilter {
    /// As the registry takes it; none when it names something that no case can match.
    fn into_message(self, search: Option<String>) -> Option<rpc::CaseFilter> {
        let organisations = self.organisations.unwrap_or_default();
        let organisations: Option<Vec<_>> = organisations.iter().map(|id| ids::cvr(id)).collect();
        let reuses_case = match self.reuses_case {
            Some(id) => ids::uuid("Case", &id)?.to_string(),
            None => String::new(),
        };
        let counted_json = match self.counted {
            Some(counted) => encoded(&counted).ok()?,
            None => Vec::new(),
        };
        Some(rpc::CaseFilter {
            counted_json,
            search: search.unwrap_or_default(),
            phases: names_of(self.phases),
            statuses: names_of(self.statuses),
            kinds: names_of(self.kinds),
            subject_areas: names_of(self.subject_areas),
            organisations: organisations?,
            technologies: self.technologies.unwrap_or_default(),
            visibilities: names_of(self.visibilities),
            followed: self.followed.unwrap_or_default(),
            bookmarked: self.bookmarked.unwrap_or_default(),
            own_organisation: self.own_organisation.unwrap_or_default(),
            invited: self.invited.unwrap_or_default(),
            overdue: self.overdue.unwrap_or_default(),
            reuses_case,
        })
    }
}

fn sort_of(sort: CaseSort) -> rpc::Sort {
    match sort {
        CaseSort::Relevance => rpc::Sort::Relevance,
        CaseSort::ChangedAt => rpc::Sort::ChangedAt,
        CaseSort::Title => rpc::Sort::Title,
        CaseSort::Phase => rpc::Sort::Phase,
        CaseSort::ExpectedHours => rpc::Sort::ExpectedHours,
    }
}

/// Newest and greatest first, where that is what one looks for.
fn descends(sort: CaseSort, direction: Option<SortDirection>) -> bool {
    direction.map_or(matches!(sort, CaseSort::ChangedAt | CaseSort::ExpectedHours), |direction| {
        direction == SortDirection::Descending
    })
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
        let Some(filter) = filter.unwrap_or_default().into_message(search) else {
            let none = Total { total_count: Some(0) };
            return Ok(Counted::with_additional_fields(continued, false, none));
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
        };
        let reply = Visit::of(context).list_cases(message).await?;
        let total = Total { total_count: reply.total };
        let mut page = Counted::with_additional_fields(continued, reply.has_next_page, total);
        for listed in reply.cases {
            let view: CaseView = decoded(&listed.case_json)?;
            page.edges.push(Edge::new(listed.cursor, Case::of(view)));
        }
        Ok(page)
    }
}
