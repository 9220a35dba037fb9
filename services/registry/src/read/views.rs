//! Cases as one reader is answered them.

use std::collections::{HashMap, HashSet};

use case::Case;
use case::access::Principal;
use case::runs::RunMonths;
use uuid::Uuid;
use vocabulary::{
    CaseId, CasePart, CaseView, Contact, Cvr, InternalRecord, Match, MembersRecord,
    OpenErrorReports, Overdue, PublicRecord,
};

use super::codes::Published;
use super::error_reports::open_error_reports;
use super::owning::contacts;
use super::runs;
use super::sources::visible;
use super::sql::Sql;
use super::store::Store;
use super::{ReadError, Reader};
use crate::search::matches;

/// What views need besides the cases themselves, for one reader.
#[derive(Default)]
struct Around {
    /// Sources of reuse that the reader may read.
    visible: HashSet<CaseId>,
    reusers: HashMap<CaseId, u32>,
    comments: HashMap<CaseId, u32>,
    followed: HashSet<CaseId>,
    bookmarked: HashSet<CaseId>,
    error_reports: HashMap<CaseId, OpenErrorReports>,
    runs: HashMap<CaseId, RunMonths>,
    published: Published,
    /// Of leads whose cases say nobody.
    contacts: HashMap<Cvr, Contact>,
}

/// What views are told with.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told<'a> {
    /// What the cases were found by; empty outside a search.
    pub search: &'a str,
    /// What is left out: not read, not computed, and told as if it was nothing.
    pub without: &'a [CasePart],
}

impl Told<'_> {
    fn has(&self, part: CasePart) -> bool {
        !self.without.contains(&part)
    }
}

impl Reader {
    /// Views of cases that the principal may read, in the same order. Filtering is not done here:
    /// the statement that found the cases did.
    pub(super) async fn views(
        &self,
        principal: &Principal,
        cases: &[Case],
        told: Told<'_>,
    ) -> Result<Vec<CaseView>, ReadError> {
        let around = Around::of(&self.now().store, principal, cases, told).await?;
        let views = cases.iter().filter_map(|case| {
            let (public, matches) = self.shared(case, told, &around)?;
            Some(CaseView {
                public,
                members: around.members(case, principal),
                internal: told
                    .has(CasePart::Internal)
                    .then(|| around.internal(case, principal))
                    .flatten(),
                reusers: around.reusers.get(&case.id?).copied().unwrap_or(0),
                runs: around.runs.get(&case.id?).and_then(|months| runs::shown(case, months)),
                codes: around.published.on(case),
                overdue: Overdue::default(),
                matches,
            })
        });
        Ok(views.collect())
    }

    /// What is shared of a case, and why it was found.
    fn shared(
        &self,
        case: &Case,
        told: Told<'_>,
        around: &Around,
    ) -> Option<(PublicRecord, Vec<Match>)> {
        let whole = || case.public_record(|source| around.visible.contains(&source));
        let finds = told.has(CasePart::Matches) && !told.search.trim().is_empty();
        let matching = |record: &PublicRecord| {
            matches(told.search, record, self.directory.name(record.lead).as_deref())
        };
        if told.has(CasePart::Sections) {
            let record = whole()?;
            let matches = if finds { matching(&record) } else { Vec::new() };
            return Some((record, matches));
        }
        let matches = if finds { matching(&whole()?) } else { Vec::new() };
        Some((case.brief_record()?, matches))
    }
}

impl Around {
    async fn of(
        store: &Store,
        principal: &Principal,
        cases: &[Case],
        told: Told<'_>,
    ) -> Result<Self, ReadError> {
        let ids: Vec<Uuid> = cases.iter().filter_map(|case| case.id).map(|id| id.0).collect();
        let mut around = Self::default();
        if told.has(CasePart::Sources) {
            let sources = cases.iter().flat_map(|case| &case.reuses);
            around.visible = visible(store, principal, sources).await?;
        }
        if told.has(CasePart::Reusers) {
            around.reusers = reusers(store, principal, &ids).await?;
        }
        if told.has(CasePart::Comments) {
            around.comments = comments(store, principal, &ids).await?;
        }
        if told.has(CasePart::Kept) {
            around.followed = kept(store, principal, &ids, "read_follows").await?;
            around.bookmarked = kept(store, principal, &ids, "read_bookmarks").await?;
        }
        if told.has(CasePart::Internal) {
            around.error_reports = open_error_reports(store, principal, &ids).await?;
        }
        if told.has(CasePart::Runs) {
            around.runs = runs::runs(store, &ids).await?;
        }
        if told.has(CasePart::Codes) {
            around.published = Published::of(store, cases).await?;
        }
        if told.has(CasePart::Contact) {
            around.contacts = contacts(store, principal, silent(cases).collect()).await?;
        }
        Ok(around)
    }

    fn members(&self, case: &Case, principal: &Principal) -> Option<MembersRecord> {
        let id = case.id.filter(|_| *principal != Principal::Anonymous)?;
        let comments = self.comments.get(&id).copied().unwrap_or(0);
        let own = (self.followed.contains(&id), self.bookmarked.contains(&id));
        Some(MembersRecord {
            organisation_contact: self.contact(case),
            ..case.members_record(principal, comments, own)
        })
    }

    fn internal(&self, case: &Case, principal: &Principal) -> Option<InternalRecord> {
        let error_reports = self.error_reports.get(&case.id?).copied().unwrap_or_default();
        Some(InternalRecord { error_reports, ..case.internal_record(principal)? })
    }

    /// Whom to ask about a case that says nobody.
    fn contact(&self, case: &Case) -> Option<Contact> {
        let silent = case.lead.filter(|_| case.contact.is_empty());
        silent.and_then(|lead| self.contacts.get(&lead)).cloned()
    }
}

/// The leads of the cases that say nobody to ask.
fn silent(cases: &[Case]) -> impl Iterator<Item = Cvr> + '_ {
    cases.iter().filter(|case| case.contact.is_empty()).filter_map(|case| case.lead)
}

async fn reusers(
    store: &Store,
    principal: &Principal,
    ids: &[Uuid],
) -> Result<HashMap<CaseId, u32>, ReadError> {
    let sql = Sql::of("SELECT r.source_id, count(DISTINCT r.case_id) FROM read_reuses r WHERE ")
        .among("r.source_id", ids.iter().copied())
        .push(" AND ")
        .readable(principal, "r.case_id")
        .push(" GROUP BY r.source_id");
    counts(sql, store).await
}

async fn comments(
    store: &Store,
    principal: &Principal,
    ids: &[Uuid],
) -> Result<HashMap<CaseId, u32>, ReadError> {
    if *principal == Principal::Anonymous {
        return Ok(HashMap::new());
    }
    let sql = Sql::of("SELECT case_id, count(*) FROM read_comments WHERE ")
        .among("case_id", ids.iter().copied())
        .push(" GROUP BY case_id");
    counts(sql, store).await
}

/// Of the cases, those that are in a table of the principal's own.
async fn kept(
    store: &Store,
    principal: &Principal,
    ids: &[Uuid],
    table: &str,
) -> Result<HashSet<CaseId>, ReadError> {
    let Some(person) = principal.person() else { return Ok(HashSet::new()) };
    let sql = Sql::of("SELECT case_id FROM ")
        .push(table)
        .push(" WHERE person = ")
        .bind(person.0)
        .push(" AND ")
        .among("case_id", ids.iter().copied());
    let rows = sql.all(&store.readers).await?;
    rows.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
}

async fn counts(sql: Sql, store: &Store) -> Result<HashMap<CaseId, u32>, ReadError> {
    let rows = sql.all(&store.readers).await?;
    let counted = rows.iter().map(|row| {
        let count: i64 = row.try_get_by_index(1)?;
        Ok((CaseId(row.try_get_by_index(0)?), u32::try_from(count).unwrap_or(u32::MAX)))
    });
    counted.collect()
}
