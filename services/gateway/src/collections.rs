//! Named groups of cases, as one reader is answered them.

use async_graphql::connection::Edge;
use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use vocabulary::{
    CaseFilter, CaseId, CollectionAbout, CollectionId, CollectionInternal, CollectionKind,
    CollectionView, Contact, Cvr, Visibility,
};

use crate::calls::{decoded, name_of};
use crate::cases::{self, CaseConnection};
use crate::connection::{Counted, PAGE, Total, is_asked, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::markdown;
use crate::organisations::Organisation;
use crate::visit::Visit;

/// A named group of cases.
pub struct Collection(CollectionView);

/// A page of collections.
pub type CollectionConnection = Counted<Collection>;

impl Collection {
    /// The collection with an id; none when there is none that the reader may see.
    pub async fn read(visit: &Visit, id: CollectionId) -> Result<Option<Self>, Fault> {
        let message = rpc::ReadCollectionRequest {
            collection_id: id.to_string(),
            at_least: visit.at_least(),
        };
        let reply =
            visit.ask(message, |mut r, m| async move { r.read_collection(m).await }).await?;
        if reply.collection_json.is_empty() {
            return Ok(None);
        }
        decoded(&reply.collection_json).map(|view| Some(Self(view)))
    }
}

/// A named group of cases (Danish: paraply), as the reader may see it. Being in one changes nothing of
/// who may see a case, so its cases are those that the reader may see anyway.
#[Object]
impl Collection {
    /// Global id.
    async fn id(&self) -> ID {
        ids::collection(self.0.id)
    }

    /// Whose cases it takes.
    async fn kind(&self) -> CollectionKind {
        self.0.kind
    }

    /// The organisation that leads it.
    async fn lead(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.lead.to_string()).await
    }

    /// The organisations that own it together with the lead.
    async fn joint_owners(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        let owners = self.0.joint_owners.iter().map(Cvr::to_string);
        Organisation::by_cvrs(Visit::of(context), owners).await
    }

    /// What it is about.
    async fn about(&self) -> &CollectionAbout {
        &self.0.about
    }

    /// Its description as HTML that is safe to show.
    #[graphql(complexity = 5)]
    async fn description_html(&self) -> Option<String> {
        self.0.about.description.as_deref().map(markdown::html)
    }

    /// Whom to ask; null without sign-in.
    async fn contact(&self) -> Option<&Contact> {
        self.0.members.as_ref().map(|members| &members.contact)
    }

    /// How widely it is shared; null without sign-in.
    async fn visibility(&self) -> Option<Visibility> {
        self.0.members.as_ref().map(|members| members.visibility)
    }

    /// Whether the reader may answer for their organisation, which was asked to own it as well; null
    /// without sign-in.
    async fn invited(&self) -> Option<bool> {
        self.0.members.as_ref().map(|members| members.invited)
    }

    /// What only readers of an owner organisation see; null for all others.
    async fn internal(&self) -> Option<CollectionOwners> {
        self.0.internal.clone().map(CollectionOwners)
    }

    /// Its cases that the reader may see; counted are these and no others.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn cases(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Cases on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last case of the page before.")] after: Option<String>,
    ) -> Result<CaseConnection, Fault> {
        let filter = CaseFilter { collection: Some(self.0.id), ..CaseFilter::default() };
        cases::by_title(context, &filter, first, after).await
    }

    /// Cases that it asks for, without an answer yet: told to its owners, and of each case to those
    /// who may answer.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn asks_for(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Cases on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last case of the page before.")] after: Option<String>,
    ) -> Result<CaseConnection, Fault> {
        let filter = CaseFilter {
            collection: Some(self.0.id),
            collection_asks: true,
            ..CaseFilter::default()
        };
        cases::by_title(context, &filter, first, after).await
    }
}

/// What only readers of an owner organisation see of a collection.
pub struct CollectionOwners(CollectionInternal);

/// What only readers of an owner organisation see of a collection.
#[Object]
impl CollectionOwners {
    /// What `expectedRevision` of a write is held against.
    async fn revision(&self) -> u64 {
        self.0.revision
    }

    /// Organisations that were asked to own it as well and have not answered.
    async fn invited(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        let invited = self.0.invited.iter().map(Cvr::to_string);
        Organisation::by_cvrs(Visit::of(context), invited).await
    }

    /// Whether the reader may describe it, put cases in and take them out.
    async fn can_edit(&self) -> bool {
        self.0.can_edit
    }

    /// Whether the reader may change owners and visibility, and dissolve it.
    async fn can_change_owners(&self) -> bool {
        self.0.can_change_owners
    }
}

/// A page of collections.
pub async fn page(
    context: &Context<'_>,
    mut message: rpc::ListCollectionsRequest,
    first: i32,
    after: Option<String>,
) -> Result<CollectionConnection, Fault> {
    let visit = Visit::of(context);
    let continued = after.is_some();
    message.first = page_size(first)?;
    message.after = after.unwrap_or_default();
    message.at_least = visit.at_least();
    message.count = is_asked(context, "totalCount");
    let reply = visit.ask(message, |mut r, m| async move { r.list_collections(m).await }).await?;
    let total = Total { total_count: reply.total };
    let mut page = Counted::with_additional_fields(continued, reply.has_next_page, total);
    for json in &reply.collections_json {
        let view: CollectionView = decoded(json)?;
        page.edges.push(Edge::new(view.id.to_string(), Collection(view)));
    }
    Ok(page)
}

/// The collections that a case is in, or that ask for it.
pub async fn of_case(
    context: &Context<'_>,
    case: CaseId,
    asked: bool,
    (first, after): (i32, Option<String>),
) -> Result<CollectionConnection, Fault> {
    let message = rpc::ListCollectionsRequest {
        case_id: case.to_string(),
        asked,
        ..rpc::ListCollectionsRequest::default()
    };
    page(context, message, first, after).await
}

/// Which collections. Every part narrows.
#[derive(Debug, Default, InputObject)]
pub struct CollectionFilter {
    /// Of this kind.
    kind: Option<CollectionKind>,
    /// Owned by the viewer's organisation.
    own_organisation: Option<bool>,
    /// The viewer may answer whether their organisation will own it as well.
    invited: Option<bool>,
}

/// Questions about collections.
#[derive(Default)]
pub struct CollectionQuery;

#[Object]
impl CollectionQuery {
    /// One collection; null when there is none that the reader may see.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn collection(&self, context: &Context<'_>, id: ID) -> Result<Option<Collection>, Fault> {
        match ids::uuid("Collection", &id) {
            Some(id) => Collection::read(Visit::of(context), CollectionId(id)).await,
            None => Ok(None),
        }
    }

    /// Collections that the reader may see, in order of their titles.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn collections(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which collections.")] filter: Option<CollectionFilter>,
        #[graphql(default_with = "PAGE", desc = "Collections on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last collection of the page before.")] after: Option<
            String,
        >,
    ) -> Result<CollectionConnection, Fault> {
        let filter = filter.unwrap_or_default();
        let message = rpc::ListCollectionsRequest {
            kind: filter.kind.map(name_of).unwrap_or_default(),
            own_organisation: filter.own_organisation.unwrap_or_default(),
            invited: filter.invited.unwrap_or_default(),
            ..rpc::ListCollectionsRequest::default()
        };
        page(context, message, first, after).await
    }
}
