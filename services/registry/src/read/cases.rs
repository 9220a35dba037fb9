//! Lists of cases: filtered, searched, sorted, page by page.

use case::Case;
use case::access::Principal;
use vocabulary::{CaseFilter, CaseId, CasePart, CaseView};

use super::cursor::{Cursor, Sort};
use super::filter::Asked;
use super::organisation_order::OrganisationOrder;
use super::page::{Listed, Page, Slice};
use super::scope::state;
use super::sql::Sql;
use super::views::Told;
use super::{ReadError, Reader};
use crate::search::MOST_HITS;

/// Which cases are asked for, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseList {
    /// What it is narrowed by.
    pub filter: CaseFilter,
    /// What it is sorted by.
    pub sort: Sort,
    /// Greatest first; does not matter to [`Sort::Relevance`].
    pub descending: bool,
    /// Which part of it.
    pub slice: Slice,
    /// Whether to count all cases, up to [`MOST_HITS`].
    pub count: bool,
    /// What of the cases is not told.
    pub without: Vec<CasePart>,
}

impl CaseList {
    /// What its cases are told with.
    pub(super) fn told(&self) -> Told<'_> {
        Told { search: &self.filter.search, without: &self.without }
    }

    pub(super) fn searches(&self) -> bool {
        !self.filter.search.trim().is_empty()
    }
}

impl Reader {
    /// A page of the cases that the principal may read and that meet the filter.
    ///
    /// # Errors
    /// [`ReadError::InvalidCursor`] for a cursor of a list that is sorted otherwise.
    pub async fn cases(
        &self,
        principal: &Principal,
        list: &CaseList,
    ) -> Result<Page<CaseView>, ReadError> {
        let names = self.names_for(&list.filter).await?;
        let filter = self.expanded(&list.filter, &names).await?;
        if list.searches() && list.sort == Sort::Relevance {
            return self.found(principal, list).await;
        }
        let hits = if list.searches() {
            Some(self.hits(principal, list, 0, MOST_HITS).await?.0)
        } else {
            None
        };
        let by = match list.sort {
            Sort::Organisation => OrganisationOrder::of(&self.directory),
            _ => OrganisationOrder::default(),
        };
        let matching = |sql| matching(sql, self.asked(principal, &filter, &names), hits.as_deref());
        let mut sql = matching(match list.sort {
            Sort::Organisation => by.select("c.state"),
            _ => Sql::of("SELECT c.state FROM read_cases c WHERE "),
        });
        if let Some(cursor) = &list.slice.after {
            sql = sql.after((list.sort, list.descending), Cursor::decode(cursor)?, &by)?;
        }
        let sql = sql.sorted(list.sort, list.descending);
        let rows =
            sql.push(" LIMIT ").bind(list.slice.rows()).all(&self.now().store.readers).await?;
        let cases = rows.iter().take(list.slice.count()).map(|row| state(row, 0));
        let cases = cases.collect::<Result<Vec<Case>, _>>()?;
        let views = self.views(principal, &cases, list.told()).await?;
        let items = cases.iter().zip(views).filter_map(|(case, item)| {
            Some(Listed { item, cursor: Cursor::after(list.sort, case)?.encode() })
        });
        let items = items.collect();
        let has_next = rows.len() > list.slice.count();
        let counted = || matching(Sql::of("SELECT 1 FROM read_cases c WHERE "));
        let total = if list.count { Some(self.count(counted()).await?) } else { None };
        Ok(Page { items, has_next, total })
    }

    /// Counts what a statement finds, up to [`MOST_HITS`].
    async fn count(&self, matching: Sql) -> Result<u32, ReadError> {
        let most = i64::try_from(MOST_HITS).unwrap_or(i64::MAX);
        let counted = matching.push(" LIMIT ").bind(most);
        let counted = counted.within("SELECT count(*) FROM (", ") counted");
        let row = counted.one(&self.now().store.readers).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// The cases that the principal may read and that meet the filter; of a search only the hits.
fn matching(sql: Sql, asked: Asked<'_>, hits: Option<&[CaseId]>) -> Sql {
    let sql = asked.narrow(sql.readable(asked.principal, "c.id"));
    let sql = asked.narrow_personal(sql);
    match hits {
        Some(hits) => sql.push(" AND ").among("c.id", hits.iter().map(|case| case.0)),
        None => sql,
    }
}
