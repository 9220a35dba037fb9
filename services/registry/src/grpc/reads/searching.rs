//! What is asked to find cases.

use case::access::Principal;
use chrono::{DateTime, Utc};
use proto::registry::v1 as pb;
use tonic::Status;
use vocabulary::CaseFilter;

use super::{all, as_of, at_least, fault, fitting, id, json};
use crate::read::{Alike, MOST_DIMENSIONS, Reader, Sort};

/// The values of a list of cases.
pub async fn facets(
    reader: &Reader,
    principal: &Principal,
    request: pb::ReadFacetsRequest,
    now: DateTime<Utc>,
) -> Result<pb::ReadFacetsReply, Status> {
    at_least(reader, request.at_least).await?;
    let filter = filter(request.filter, now)?;
    let wanted = all("facets", &request.facets)?;
    let most = usize::try_from(request.most.max(1)).unwrap_or(usize::MAX);
    let counted = reader.facets(principal, &filter, &wanted, most).await;
    Ok(pb::ReadFacetsReply { facets_json: json(&counted.map_err(|error| fault(&error))?)? })
}

/// What a search may have meant.
pub async fn suggestion(
    reader: &Reader,
    principal: &Principal,
    request: pb::SuggestSearchRequest,
    now: DateTime<Utc>,
) -> Result<pb::SuggestSearchReply, Status> {
    at_least(reader, request.at_least).await?;
    let filter = filter(request.filter, now)?;
    let text = reader.did_you_mean(principal, &filter).await.map_err(|error| fault(&error))?;
    Ok(pb::SuggestSearchReply { text: text.unwrap_or_default() })
}

/// Cases that are like another.
pub async fn similar(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListSimilarCasesRequest,
    now: DateTime<Utc>,
) -> Result<pb::ListSimilarCasesReply, Status> {
    at_least(reader, request.at_least).await?;
    let Some(case) = id(&request.case_id) else { return Ok(pb::ListSimilarCasesReply::default()) };
    let similar = reader.similar(principal, case, count(request.first)).await;
    told(similar.map_err(|error| fault(&error))?, now)
}

/// Cases that may be what is about to be registered.
pub async fn possible_duplicates(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListPossibleDuplicatesRequest,
    now: DateTime<Utc>,
) -> Result<pb::ListSimilarCasesReply, Status> {
    at_least(reader, request.at_least).await?;
    let (title, summary) = (&request.title, &request.summary);
    let first = count(request.first);
    let duplicates = reader.possible_duplicates(principal, title, summary, first).await;
    told(duplicates.map_err(|error| fault(&error))?, now)
}

/// Cases of others that suit an organisation.
pub async fn recommended(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListRecommendedRequest,
    now: DateTime<Utc>,
) -> Result<pb::ListRecommendedReply, Status> {
    at_least(reader, request.at_least).await?;
    let cases = reader.recommended(principal, count(request.first)).await;
    let told = cases.map_err(|error| fault(&error))?.into_iter().map(|recommended| {
        Ok(pb::RecommendedCase {
            case_json: json(&as_of(recommended.case, now))?,
            technologies: recommended.technologies,
            systems: recommended.systems,
            similar_size: recommended.similar_size,
        })
    });
    let told = told.collect::<Result<_, Status>>()?;
    let (cases, _) = fitting(told, |case: &pb::RecommendedCase| case.case_json.len());
    Ok(pb::ListRecommendedReply { cases })
}

fn told(cases: Vec<Alike>, now: DateTime<Utc>) -> Result<pb::ListSimilarCasesReply, Status> {
    let told = cases.into_iter().map(|alike| {
        Ok(pb::SimilarCase {
            case_json: json(&as_of(alike.case, now))?,
            shared: alike.shared,
            percent: alike.percent.into(),
        })
    });
    let told = told.collect::<Result<_, Status>>()?;
    let (cases, _) = fitting(told, |case: &pb::SimilarCase| case.case_json.len());
    Ok(pb::ListSimilarCasesReply { cases })
}

fn count(first: u32) -> usize {
    usize::try_from(first).unwrap_or(usize::MAX)
}

/// What a list is narrowed by, at a moment.
pub fn filter(asked: Option<pb::CaseFilter>, now: DateTime<Utc>) -> Result<CaseFilter, Status> {
    let asked = asked.unwrap_or_default();
    let mut filter = match asked.filter_json.as_slice() {
        [] => CaseFilter::default(),
        json => serde_json::from_slice(json)
            .map_err(|_| Status::invalid_argument("the filter is none of cases"))?,
    };
    let values = filter.counted.as_ref().map_or(0, |counted| counted.values.len());
    if values > MOST_DIMENSIONS {
        return Err(Status::invalid_argument("figures are split by three dimensions at most"));
    }
    if asked.overdue {
        filter.overdue_on = Some(now.date_naive());
    }
    Ok(filter)
}

/// What a list is sorted by.
pub fn sort(sort: pb::Sort) -> Sort {
    match sort {
        pb::Sort::Unspecified | pb::Sort::Relevance => Sort::Relevance,
        pb::Sort::ChangedAt => Sort::ChangedAt,
        pb::Sort::Title => Sort::Title,
        pb::Sort::Phase => Sort::Phase,
        pb::Sort::ExpectedHours => Sort::ExpectedHours,
        pb::Sort::Status => Sort::Status,
        pb::Sort::Organisation => Sort::Organisation,
        pb::Sort::CreatedAt => Sort::CreatedAt,
        pb::Sort::Schedule => Sort::Schedule,
        pb::Sort::Id => Sort::Id,
    }
}
