//! Questions and answers of the contract in the words of the read models.

use case::access::Principal;
use case::freshness::is_overdue;
use chrono::{DateTime, Utc};
use proto::registry::v1 as pb;
use serde::de::DeserializeOwned;
use tonic::Status;
use vocabulary::{CaseId, CaseView, Overdue};

use super::json;
use crate::log::{EventLog, LogError, Position};
use crate::past::Until;
use crate::read::{CaseList, Page, ReadError, Reader, Slice};
use crate::wire::named;

mod catalogue;
mod collecting;
mod counting;
mod error_reports;
mod exchange;
mod front_page;
mod owning;
mod reuse_graph;
mod searching;
mod talking;

pub use self::catalogue::{codes, entries, profiles};
pub use self::collecting::{collection, collections};
pub use self::counting::{figures, statistics};
pub use self::error_reports::{error_report, error_reports};
pub use self::exchange::{imported_cases, imports};
pub use self::front_page::front_page;
pub use self::owning::{cases_of, organisation_contact};
pub use self::reuse_graph::reuse_graph;
pub use self::searching::{facets, possible_duplicates, recommended, similar, suggestion};
use self::searching::{filter, sort};
pub use self::talking::{enquiries, enquiry, personal, unread};

/// Bytes of what a page lists, beyond which it ends early: less than the gateway takes in one
/// message, so that a few long cases never keep a list from being read.
const PAGE_BYTES: usize = 8 * 1024 * 1024;

/// One case.
pub async fn case(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadCaseRequest,
    now: DateTime<Utc>,
) -> Result<pb::ReadCaseReply, Status> {
    at_least(reader, request.at_least).await?;
    let Ok(id) = request.case_id.parse() else { return Ok(pb::ReadCaseReply::default()) };
    let case = reader.case(principal, id).await.map_err(|error| fault(&error))?;
    Ok(pb::ReadCaseReply {
        case_json: case.map(|case| json(&as_of(case, now))).transpose()?.unwrap_or_default(),
    })
}

/// A page of cases.
pub async fn cases(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListCasesRequest,
    now: DateTime<Utc>,
) -> Result<pb::ListCasesReply, Status> {
    at_least(reader, request.at_least).await?;
    let list = CaseList {
        sort: sort(request.sort()),
        descending: request.descending,
        slice: slice(request.first, request.after),
        count: request.count,
        without: request.without.iter().filter_map(|part| named("without", part).ok()).collect(),
        filter: filter(request.filter, now)?,
    };
    let page = reader.cases(principal, &list).await.map_err(|error| fault(&error))?;
    let listed = |case: crate::read::Listed<CaseView>| {
        Ok(pb::ListedCase { case_json: json(&as_of(case.item, now))?, cursor: case.cursor })
    };
    let cases = page.items.into_iter().map(listed).collect::<Result<_, Status>>()?;
    let (cases, cut) = fitting(cases, |listed: &pb::ListedCase| listed.case_json.len());
    Ok(pb::ListCasesReply { cases, has_next_page: page.has_next || cut, total: page.total })
}

/// A page of history, newest first.
pub async fn history(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListHistoryRequest,
) -> Result<pb::ListHistoryReply, Status> {
    at_least(reader, request.at_least).await?;
    let before = match request.before_revision {
        0 => String::new(),
        revision => revision.to_string(),
    };
    let slice = slice(request.first, before);
    let page = match id(&request.case_id) {
        Some(case) => reader.history(principal, case, &slice).await,
        None => {
            return Ok(pb::ListHistoryReply {
                entries_json: json(&[(); 0])?,
                has_next_page: false,
            });
        }
    };
    let page = page.map_err(|error| fault(&error))?;
    let told = |entry: &vocabulary::HistoryEntry| {
        let sides = |change: &vocabulary::Change| {
            let length = |side: &Option<String>| side.as_ref().map_or(0, String::len);
            length(&change.before) + length(&change.after)
        };
        entry.changes.iter().map(sides).sum()
    };
    let (entries, cut) = fitting(items(&page), told);
    let has_next_page = page.has_next || cut;
    Ok(pb::ListHistoryReply { entries_json: json(&entries)?, has_next_page })
}

/// A case as it was.
pub async fn case_version(
    reader: &Reader,
    log: &dyn EventLog,
    principal: &Principal,
    request: pb::ReadCaseVersionRequest,
) -> Result<pb::ReadCaseVersionReply, Status> {
    at_least(reader, request.at_least).await?;
    let until = match (request.revision, moment(&request.as_of)?) {
        (revision, None) => Until::Revision(revision),
        (0, Some(at)) => Until::Moment(at),
        (_, Some(_)) => return Err(Status::invalid_argument("a revision or a moment, not both")),
    };
    let Some(case) = id(&request.case_id) else { return Ok(pb::ReadCaseVersionReply::default()) };
    let version = reader.case_version(log, principal, case, until).await;
    let version = version.map_err(|error| fault(&error))?;
    let version_json = version.map(|version| json(&version)).transpose()?.unwrap_or_default();
    Ok(pb::ReadCaseVersionReply { version_json })
}

/// What differs between two revisions of a case.
pub async fn case_changes(
    reader: &Reader,
    log: &dyn EventLog,
    principal: &Principal,
    request: pb::ListCaseChangesRequest,
) -> Result<pb::ListCaseChangesReply, Status> {
    at_least(reader, request.at_least).await?;
    let Some(case) = id(&request.case_id) else { return Ok(pb::ListCaseChangesReply::default()) };
    let changes = reader.case_changes(log, principal, case, [request.from, request.to]).await;
    let changes = changes.map_err(|error| fault(&error))?;
    let changes_json = changes.map(|changes| json(&changes)).transpose()?.unwrap_or_default();
    Ok(pb::ListCaseChangesReply { changes_json })
}

/// A page of comments, oldest first.
pub async fn comments(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListCommentsRequest,
) -> Result<pb::ListCommentsReply, Status> {
    at_least(reader, request.at_least).await?;
    let slice = slice(request.first, request.after);
    let case = id(&request.case_id).unwrap_or(CaseId(uuid::Uuid::nil()));
    let page = reader.comments(principal, case, &slice).await.map_err(|error| fault(&error))?;
    Ok(pb::ListCommentsReply {
        comments_json: json(&items(&page))?,
        has_next_page: page.has_next,
        total: page.total.unwrap_or(0),
    })
}

/// A page of cases that reuse a case.
pub async fn reusers(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListReusersRequest,
    now: DateTime<Utc>,
) -> Result<pb::ListReusersReply, Status> {
    at_least(reader, request.at_least).await?;
    let slice = slice(request.first, request.after);
    let case = id(&request.case_id).unwrap_or(CaseId(uuid::Uuid::nil()));
    let page = reader.reusers(principal, case, &slice).await.map_err(|error| fault(&error))?;
    let reuser = |reuser: crate::read::Listed<crate::read::Reuser>| {
        Ok(pb::Reuser {
            case_json: json(&as_of(reuser.item.case, now))?,
            reuse_json: json(&reuser.item.reuse)?,
            cursor: reuser.cursor,
        })
    };
    let reusers = page.items.into_iter().map(reuser).collect::<Result<_, Status>>()?;
    let (reusers, cut) = fitting(reusers, |reuser: &pb::Reuser| reuser.case_json.len());
    Ok(pb::ListReusersReply {
        has_next_page: page.has_next || cut,
        total: page.total.unwrap_or(0),
        reusers,
    })
}

/// A page of what somebody is told of, newest first.
pub async fn inbox(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListInboxRequest,
) -> Result<pb::ListInboxReply, Status> {
    at_least(reader, request.at_least).await?;
    let slice = slice(request.first, request.after);
    let page = reader.inbox(principal, &slice).await.map_err(|error| fault(&error))?;
    let item = |entry: crate::read::Listed<vocabulary::InboxEntry>| {
        Ok(pb::InboxItem { entry_json: json(&entry.item)?, cursor: entry.cursor })
    };
    Ok(pb::ListInboxReply {
        has_next_page: page.has_next,
        items: page.items.into_iter().map(item).collect::<Result<_, Status>>()?,
    })
}

/// A page of deleted cases that may be restored, last deleted first.
pub async fn deleted(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListDeletedCasesRequest,
) -> Result<pb::ListDeletedCasesReply, Status> {
    at_least(reader, request.at_least).await?;
    let slice = slice(request.first, request.after);
    let page = reader.deleted_cases(principal, &slice).await.map_err(|error| fault(&error))?;
    Ok(pb::ListDeletedCasesReply { cases_json: json(&items(&page))?, has_next_page: page.has_next })
}

/// Whether questions can be answered, of a log whose last event is at a position.
pub fn status(
    reader: &Reader,
    head: Result<Position, LogError>,
    identity_is_known: bool,
) -> pb::StatusReply {
    let mut ready = reader.ready();
    if let Err(error) = &head {
        ready = Err(error.to_string());
    }
    if !identity_is_known {
        ready = Err("identity has not answered yet".to_owned());
    }
    pb::StatusReply {
        ready: ready.is_ok(),
        reason: ready.err().unwrap_or_default(),
        log_position: head.unwrap_or(0),
        read_position: reader.position(),
        search_position: reader.search_position(),
    }
}

/// A case with what is overdue at a moment. The rows know days, and no clock.
fn as_of(mut case: CaseView, now: DateTime<Utc>) -> CaseView {
    let check_on = case.internal.as_ref().and_then(|internal| internal.legal_basis_check_on);
    let answer_on = case.internal.as_ref().and_then(|internal| internal.error_reports.due_on);
    case.overdue = Overdue {
        review: is_overdue(case.public.review_on, now),
        legal_basis: is_overdue(check_on, now),
        error_report: is_overdue(answer_on, now),
    };
    case
}

pub(super) async fn at_least(reader: &Reader, position: u64) -> Result<(), Status> {
    if position == 0 {
        return Ok(());
    }
    reader.wait_for(position, Reader::PATIENCE).await.map_err(|error| fault(&error))
}

/// A moment as RFC 3339 writes it; none when nothing is written.
fn moment(text: &str) -> Result<Option<DateTime<Utc>>, Status> {
    if text.is_empty() {
        return Ok(None);
    }
    let at = DateTime::parse_from_rfc3339(text);
    at.map(|at| Some(at.to_utc())).map_err(|_| Status::invalid_argument("as_of is no time"))
}

fn slice(first: u32, after: String) -> Slice {
    Slice { first, after: (!after.is_empty()).then_some(after) }
}

/// What of a list fits [`PAGE_BYTES`], at least one thing, and whether something was left out.
fn fitting<T>(mut items: Vec<T>, bytes: impl Fn(&T) -> usize) -> (Vec<T>, bool) {
    let ends = items.iter().scan(0, |sum: &mut usize, item| {
        *sum = sum.saturating_add(bytes(item));
        Some(*sum)
    });
    let fit = ends.take_while(|end| *end <= PAGE_BYTES).count().max(1);
    let cut = fit < items.len();
    items.truncate(fit);
    (items, cut)
}

fn items<T: Clone>(page: &Page<T>) -> Vec<T> {
    page.items.iter().map(|listed| listed.item.clone()).collect()
}

fn id(text: &str) -> Option<CaseId> {
    text.parse().ok()
}

fn all<T: DeserializeOwned>(field: &'static str, names: &[String]) -> Result<Vec<T>, Status> {
    names
        .iter()
        .map(|name| named(field, name))
        .collect::<Result<_, _>>()
        .map_err(|_| Status::invalid_argument(format!("an unknown value of {field}")))
}

/// A fault as its caller can act on it; the whole chain is logged here and once.
pub fn fault(error: &ReadError) -> Status {
    match error {
        ReadError::InvalidCursor => Status::invalid_argument("the cursor is not of this list"),
        ReadError::Invalid(why) => Status::invalid_argument(*why),
        ReadError::Behind => Status::unavailable("the read models are behind"),
        ReadError::Unavailable(_) | ReadError::Corrupt(_) => {
            tracing::error!(error = error as &dyn std::error::Error, "the read models failed");
            Status::unavailable("the read models are unavailable")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE_BYTES, fitting};

    #[test]
    fn a_page_ends_early_where_it_becomes_too_long_but_never_before_the_first() {
        let third = PAGE_BYTES / 3;
        let sized = |sizes: &[usize]| fitting(sizes.to_vec(), |size| *size);
        assert_eq!(sized(&[third; 5]), (vec![third; 3], true));
        assert_eq!(sized(&[third; 3]), (vec![third; 3], false));
        assert_eq!(sized(&[PAGE_BYTES + 1, 1]), (vec![PAGE_BYTES + 1], true));
        assert_eq!(sized(&[]), (vec![], false));
    }
}
