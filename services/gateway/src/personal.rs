//! What is the viewer's own: what is followed beside cases, and saved searches.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{AskedFor, SubjectArea, Topic};

use crate::calls::{decoded, encoded};
use crate::case_filter::CaseFilter;
use crate::fault::Fault;
use crate::ids;
use crate::notifications::Notification;
use crate::organisations::Organisation;
use crate::outcome::{Asked, CaseOutcome};
use crate::visit::Visit;

/// What is the viewer's own. Nobody else is told of it.
pub struct Personal(vocabulary::Personal);

/// What is the viewer's own. Nobody else is told of it.
#[Object]
impl Personal {
    /// Organisations that the viewer follows.
    async fn organisations(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        let organisation = |topic: &Topic| match topic {
            Topic::Organisation(cvr) => Some(cvr.to_string()),
            Topic::SubjectArea(_) => None,
        };
        let followed = self.0.topics.iter().filter_map(organisation);
        Organisation::by_cvrs(Visit::of(context), followed).await
    }

    /// Subject areas that the viewer follows.
    async fn subject_areas(&self) -> Vec<SubjectArea> {
        let area = |topic: &Topic| match topic {
            Topic::SubjectArea(area) => Some(*area),
            Topic::Organisation(_) => None,
        };
        self.0.topics.iter().filter_map(area).collect()
    }

    /// Searches that the viewer has saved, in the order of that.
    async fn searches(&self) -> Vec<SavedSearch> {
        self.0.searches.iter().cloned().map(SavedSearch).collect()
    }

    /// What comes into the viewer's inbox, a line for each kind.
    async fn notifications(&self) -> Vec<Notification> {
        self.0.notifications.iter().copied().map(Notification::from).collect()
    }
}

/// A search with a name.
pub struct SavedSearch(vocabulary::SavedSearch);

/// A search with a name.
#[Object]
impl SavedSearch {
    /// Global id.
    async fn id(&self) -> ID {
        ids::saved_search(self.0.id)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its free text, as `cases` takes it.
    async fn text(&self) -> Option<&str> {
        self.0.asked.text.as_deref()
    }

    /// Whether new cases that it finds come into the viewer's inbox.
    async fn followed(&self) -> bool {
        self.0.followed
    }

    /// Its filter, as the JSON that was saved.
    async fn filter(&self) -> Option<&str> {
        self.0.asked.filter.as_deref()
    }
}

/// Questions about what is the viewer's own.
#[derive(Default)]
pub struct PersonalQuery;

#[Object]
impl PersonalQuery {
    /// What the viewer follows beside cases, has saved and is told of; null without sign-in.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn personal(&self, context: &Context<'_>) -> Result<Option<Personal>, Fault> {
        let visit = Visit::of(context);
        if !visit.is_signed_in() {
            return Ok(None);
        }
        let message = rpc::ReadPersonalRequest { at_least: visit.at_least() };
        let reply = visit.ask(message, |mut r, m| async move { r.read_personal(m).await }).await?;
        decoded(&reply.personal_json).map(|personal| Some(Personal(personal)))
    }
}

/// A search to keep.
#[derive(InputObject)]
pub struct SaveSearchInput {
    /// UUID of the search, made by the caller; the gateway makes one when it is left out.
    search_id: Option<ID>,
    /// 1-120 characters.
    name: String,
    /// Free text as `cases` takes it, at most 200 characters.
    text: Option<String>,
    /// The filter of `cases` as a JSON object, at most 8,000 characters. It is kept as it is.
    filter: Option<String>,
    /// The same as an input; not beside `filter`.
    criteria: Option<CaseFilter>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// Another name for a saved search.
#[derive(InputObject)]
pub struct RenameSearchInput {
    /// The search.
    search_id: ID,
    /// 1-120 characters.
    name: String,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A saved search to follow, or to follow no more.
#[derive(InputObject)]
pub struct FollowSearchInput {
    /// The search.
    search_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A saved search to delete.
#[derive(InputObject)]
pub struct DeleteSearchInput {
    /// The search.
    search_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with what is the viewer's own. It is about no case.
#[derive(Default)]
pub struct PersonalMutation;

#[Object]
impl PersonalMutation {
    /// Saves a search for the viewer.
    async fn save_search(
        &self,
        context: &Context<'_>,
        input: SaveSearchInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let search_id = asked.made_id("searchId", "SavedSearch", input.search_id.as_ref());
        let filter = match (input.filter, input.criteria) {
            (None, criteria) => criteria.map(|criteria| criteria.json()),
            (Some(filter), None) if CaseFilter::of_json(&filter).is_some() => Some(filter),
            (Some(_), _) => {
                asked.malformed("filter");
                None
            }
        };
        let asked_json = encoded(&AskedFor { text: input.text, filter })?;
        let saved = rpc::SaveSearch { search_id, name: input.name, asked_json };
        asked.carry_out(Command::SaveSearch(saved)).await
    }

    /// Gives a saved search another name.
    async fn rename_search(
        &self,
        context: &Context<'_>,
        input: RenameSearchInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let search_id = asked.id("searchId", "SavedSearch", &input.search_id);
        let renamed = rpc::RenameSearch { search_id, name: input.name };
        asked.carry_out(Command::RenameSearch(renamed)).await
    }

    /// Puts cases into the viewer's inbox that come to be found by a saved search and that the viewer
    /// may see. It stands as it is now: kinds and regions for the organisations of today.
    async fn follow_search(
        &self,
        context: &Context<'_>,
        input: FollowSearchInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let search_id = asked.id("searchId", "SavedSearch", &input.search_id);
        let kept = saved(Visit::of(context), &search_id).await?.unwrap_or_default();
        let filter = match kept.filter.as_deref().map(CaseFilter::of_json) {
            None => Some(CaseFilter::default()),
            Some(filter) => filter,
        };
        let filter = filter.map(|filter| filter.into_message(kept.text)).transpose()?.flatten();
        if filter.is_none() {
            asked.malformed("filter");
        }
        let followed = rpc::FollowSearch { search_id, follow: true, filter };
        asked.carry_out(Command::FollowSearch(followed)).await
    }

    /// Puts them there no more.
    async fn unfollow_search(
        &self,
        context: &Context<'_>,
        input: FollowSearchInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let search_id = asked.id("searchId", "SavedSearch", &input.search_id);
        let unfollowed = rpc::FollowSearch { search_id, follow: false, filter: None };
        asked.carry_out(Command::FollowSearch(unfollowed)).await
    }

    /// Deletes a saved search, and so follows it no more.
    async fn delete_search(
        &self,
        context: &Context<'_>,
        input: DeleteSearchInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let search_id = asked.id("searchId", "SavedSearch", &input.search_id);
        asked.carry_out(Command::DeleteSearch(rpc::DeleteSearch { search_id })).await
    }
}

/// What a saved search of the viewer's asks for; none when there is none.
async fn saved(visit: &Visit, id: &str) -> Result<Option<AskedFor>, Fault> {
    let message = rpc::ReadPersonalRequest { at_least: visit.at_least() };
    let reply = visit.ask(message, |mut r, m| async move { r.read_personal(m).await }).await?;
    let personal: vocabulary::Personal = decoded(&reply.personal_json)?;
    let mut searches = personal.searches.into_iter();
    Ok(searches.find(|search| search.id.to_string() == id).map(|search| search.asked))
}
