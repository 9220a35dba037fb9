//! Cases that are like one another.

use async_graphql::{Context, Object, SimpleObject};
use proto::registry::v1 as rpc;
use vocabulary::CaseId;

use crate::calls::{Registry, decoded};
use crate::case::Case;
use crate::fault::Fault;
use crate::visit::Visit;

/// Cases that are answered when nothing is said, and at most.
pub const ALIKE: i32 = 5;
const MOST_ALIKE: i32 = 20;
/// Characters of a title and of a summary, as a case has them.
const LONGEST_TITLE: usize = 120;
const LONGEST_SUMMARY: usize = 300;

/// A case that is like another.
#[derive(SimpleObject)]
pub struct SimilarCase {
    /// The case.
    case: Case,
    /// Its words that both have, as it writes them.
    shared_words: Vec<String>,
    /// Hundredths of what counts that both have.
    percent: u32,
}

/// Cases that are like one that the viewer may see.
pub async fn similar(visit: &Visit, case: CaseId, first: i32) -> Result<Vec<SimilarCase>, Fault> {
    let (first, at_least) = (number(first)?, visit.at_least());
    let message = rpc::ListSimilarCasesRequest { case_id: case.to_string(), first, at_least };
    let call = |mut r: Registry, m| async move { r.list_similar_cases(m).await };
    told(visit.ask(message, call).await?)
}

/// What a page of similar cases costs.
pub fn cost(first: i32, child_complexity: usize) -> usize {
    50 + crate::connection::page_cost(first.clamp(1, MOST_ALIKE), child_complexity)
}

fn number(first: i32) -> Result<u32, Fault> {
    let number = u32::try_from(first).ok().filter(|_| (1..=MOST_ALIKE).contains(&first));
    number.ok_or(Fault::InvalidArgument)
}

fn told(reply: rpc::ListSimilarCasesReply) -> Result<Vec<SimilarCase>, Fault> {
    let told = reply.cases.into_iter().map(|alike| {
        let case = Case::of(decoded(&alike.case_json)?);
        Ok(SimilarCase { case, shared_words: alike.shared, percent: alike.percent })
    });
    told.collect()
}

/// A case, and why it is recommended.
#[derive(SimpleObject)]
pub struct RecommendedCase {
    /// The case.
    case: Case,
    /// Its technologies that the viewer's organisation uses, as the case writes them.
    technologies: Vec<String>,
    /// Its systems that the viewer's organisation uses, likewise.
    systems: Vec<String>,
    /// An organisation of the same size owns it.
    similar_size: bool,
}

/// Questions about cases that are like a text.
#[derive(Default)]
pub struct AlikeQuery;

#[Object]
impl AlikeQuery {
    /// Cases that the viewer may see and that may already be what is about to be registered, best
    /// first.
    #[graphql(complexity = "cost(first, child_complexity)")]
    async fn possible_duplicates(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its title, at most 120 characters.")] title: String,
        #[graphql(desc = "Its summary, at most 300 characters.")] summary: Option<String>,
        #[graphql(default_with = "ALIKE", desc = "Cases, 1-20.")] first: i32,
    ) -> Result<Vec<SimilarCase>, Fault> {
        let summary = summary.unwrap_or_default();
        let is_short =
            title.chars().count() <= LONGEST_TITLE && summary.chars().count() <= LONGEST_SUMMARY;
        if !is_short {
            return Err(Fault::InvalidArgument);
        }
        let (visit, first) = (Visit::of(context), number(first)?);
        let at_least = visit.at_least();
        let message = rpc::ListPossibleDuplicatesRequest { title, summary, first, at_least };
        let call = |mut r: Registry, m| async move { r.list_possible_duplicates(m).await };
        told(visit.ask(message, call).await?)
    }

    /// Cases of others that suit the viewer's organisation by the technologies, systems and size that
    /// it says of itself, best first. What it reuses already is left out.
    #[graphql(complexity = "cost(first, child_complexity)")]
    async fn recommended(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "ALIKE", desc = "Cases, 1-20.")] first: i32,
    ) -> Result<Vec<RecommendedCase>, Fault> {
        let (visit, first) = (Visit::of(context), number(first)?);
        let message = rpc::ListRecommendedRequest { first, at_least: visit.at_least() };
        let call = |mut r: Registry, m| async move { r.list_recommended(m).await };
        let reply = visit.ask(message, call).await?;
        let told = reply.cases.into_iter().map(|recommended| {
            Ok(RecommendedCase {
                case: Case::of(decoded(&recommended.case_json)?),
                technologies: recommended.technologies,
                systems: recommended.systems,
                similar_size: recommended.similar_size,
            })
        });
        told.collect()
    }
}
