//! The pages of a list, one after the other, up to a limit.

use std::sync::Arc;

use async_graphql::dataloader::Loader;
use exchange::exported::{Exported, Names};
use proto::registry::v1 as rpc;
use vocabulary::{CaseView, PersonId};

use crate::calls::decoded;
use crate::fault::Fault;
use crate::people::PeopleLoader;
use crate::visit::Visit;

/// The registry counts what a search finds up to here.
const COUNTED: usize = 10_000;

/// What is left of a list.
pub struct Pages {
    visit: Arc<Visit>,
    message: rpc::ListCasesRequest,
    fetched: Option<rpc::ListCasesReply>,
    names: Names,
    limit: usize,
    left: usize,
    is_cut: bool,
}

impl Pages {
    /// Fetches the first page, so that what is wrong is known before anything is answered.
    pub async fn begin(
        visit: Arc<Visit>,
        mut message: rpc::ListCasesRequest,
        limit: usize,
    ) -> Result<Self, Fault> {
        let first = visit.list_cases(message.clone()).await?;
        let total = first.total.and_then(|total| usize::try_from(total).ok()).unwrap_or(COUNTED);
        message.count = false;
        let directory = visit.services.directory.all(visit.correlation).await?;
        let all = directory.all.iter().map(|one| (one.cvr.clone(), one.name.clone()));
        let names = Names { organisations: all.collect(), ..Names::default() };
        let is_cut = total > limit || (total == COUNTED && limit == COUNTED);
        Ok(Self { visit, message, fetched: Some(first), names, limit, left: limit, is_cut })
    }

    /// Whether there may be more than the limit lets through.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// How many cases there are at most.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// The cases of the next page; none when all are told.
    pub async fn next(&mut self) -> Result<Option<Vec<Exported>>, Fault> {
        let page = match self.fetched.take() {
            Some(first) => first,
            None if self.left == 0 || self.message.after.is_empty() => return Ok(None),
            None => self.visit.list_cases(self.message.clone()).await?,
        };
        let last = page.cases.last().map(|listed| listed.cursor.clone());
        self.message.after = last.filter(|_| page.has_next_page).unwrap_or_default();
        let kept = page.cases.iter().take(self.left);
        let views = kept.map(|listed| decoded(&listed.case_json)).collect::<Result<Vec<_>, _>>()?;
        self.left -= views.len();
        self.name_people(&views).await?;
        if views.is_empty() {
            return Ok(None);
        }
        Ok(Some(views.iter().map(|view| Exported::of(view, &self.names)).collect()))
    }

    /// Asks identity for the names that are not known yet; it tells those of one's own organisation.
    async fn name_people(&mut self, views: &[CaseView]) -> Result<(), Fault> {
        let on_cases = views.iter().filter_map(|view| view.internal.as_ref());
        let mut unknown: Vec<PersonId> = on_cases
            .flat_map(|own| own.people.iter().map(|one| one.person))
            .filter(|person| !self.names.people.contains_key(person))
            .collect();
        unknown.sort_unstable();
        unknown.dedup();
        let loader = PeopleLoader(self.visit.clone());
        for asked in unknown.chunks(PeopleLoader::BATCH) {
            let found = loader.load(asked).await?;
            let named = found.into_iter().filter_map(|(id, person)| Some((id, person.name?)));
            self.names.people.extend(named);
        }
        Ok(())
    }
}
