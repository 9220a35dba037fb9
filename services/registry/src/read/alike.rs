//! Cases that are like one another, and what somebody may have meant.

use std::sync::Arc;

use case::access::Principal;
use vocabulary::{CaseFilter, CaseId, CaseView};

use super::scope::readable_case;
use super::views::Told;
use super::{ReadError, Reader};
use crate::search::{Hit, Page, Sketch};

/// Cases that are answered, at most.
const MOST: usize = 20;
/// Hundredths of what counts that a case has in common with another to be like it, and with a title
/// and a summary to be the same thing, perhaps.
const SIMILAR: f32 = 12.0;
const DUPLICATE: f32 = 35.0;
/// Cases whose way to write a word is looked at.
const WRITERS: usize = 3;

/// A case that is like another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// As the reader may see it.
    pub case: CaseView,
    /// Its words that both have, as it writes them.
    pub shared: Vec<String>,
    /// Hundredths of what counts that both have.
    pub percent: u8,
}

impl Reader {
    /// The cases that the principal may read and that are most like one that they may read; none of
    /// any other.
    pub async fn similar(
        &self,
        principal: &Principal,
        id: CaseId,
        first: usize,
    ) -> Result<Vec<Alike>, ReadError> {
        let Some(case) = readable_case(&self.now().store, principal, id).await? else {
            return Ok(Vec::new());
        };
        let views = self.views(principal, &[case], Told::default()).await?;
        let sketch = views.first().map(|view| Sketch::of(&view.public)).unwrap_or_default();
        self.alike(principal, sketch, first, SIMILAR).await
    }

    /// The cases that the principal may read and that may already be what is about to be registered.
    pub async fn possible_duplicates(
        &self,
        principal: &Principal,
        title: &str,
        summary: &str,
        first: usize,
    ) -> Result<Vec<Alike>, ReadError> {
        self.alike(principal, Sketch::of_draft(title, summary), first, DUPLICATE).await
    }

    /// What a search may have meant that has a word which none of the principal's cases has.
    pub async fn did_you_mean(
        &self,
        principal: &Principal,
        filter: &CaseFilter,
    ) -> Result<Option<String>, ReadError> {
        let narrowed = self.indexed(principal, filter).await?;
        let keys: Vec<String> = principal.keys().into_iter().collect();
        let (search, text) = (Arc::clone(&self.now().search), filter.search.clone());
        let suggesting = move || {
            let Some(suggestion) = search.suggest(&text, &keys, &narrowed)? else {
                return Ok(None);
            };
            let page = Page { offset: 0, limit: WRITERS };
            let hits = search.search(&suggestion.query(), &keys, &narrowed, page)?;
            Ok::<_, crate::search::SearchError>(Some((suggestion, hits.hits)))
        };
        let Some((suggestion, hits)) = tokio::task::spawn_blocking(suggesting).await?? else {
            return Ok(None);
        };
        let ids: Vec<CaseId> = hits.iter().map(|hit| hit.case).collect();
        let mut cases = self.readable_cases(principal, &ids).await?;
        let records = ids.iter().filter_map(|id| cases.remove(id)?.public_record(|_| false));
        let records: Vec<_> = records.collect();
        // Whoever may read none of them any more is not told what is in them.
        Ok((!records.is_empty()).then(|| suggestion.written(&records)))
    }

    async fn alike(
        &self,
        principal: &Principal,
        sketch: Sketch,
        first: usize,
        least: f32,
    ) -> Result<Vec<Alike>, ReadError> {
        let folded = self.now().store.checkpoint().await?;
        self.wait_to_find(folded, Self::PATIENCE).await?;
        let keys: Vec<String> = principal.keys().into_iter().collect();
        let (search, first) = (Arc::clone(&self.now().search), first.clamp(1, MOST));
        let comparing = move || {
            let hits = search.alike(&sketch, &keys, first)?;
            Ok::<_, crate::search::SearchError>((sketch, hits))
        };
        let (sketch, hits) = tokio::task::spawn_blocking(comparing).await??;
        let hits: Vec<Hit> = hits.into_iter().filter(|hit| hit.score * 100.0 >= least).collect();
        let ids: Vec<CaseId> = hits.iter().map(|hit| hit.case).collect();
        let mut known = self.readable_cases(principal, &ids).await?;
        let (mut cases, mut scores) = (Vec::new(), Vec::new());
        for hit in hits {
            if let Some(case) = known.remove(&hit.case) {
                cases.push(case);
                scores.push(hit.score);
            }
        }
        let views = self.views(principal, &cases, Told::default()).await?;
        let alike = views.into_iter().zip(scores).map(|(case, score)| Alike {
            shared: sketch.shared(&case.public),
            percent: percent(score),
            case,
        });
        Ok(alike.collect())
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(share: f32) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}
