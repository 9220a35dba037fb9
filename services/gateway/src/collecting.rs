//! What is done with collections.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::collection_command::Asked as Order;
use proto::registry::v1::command::Command;
use vocabulary::{CollectionAbout, CollectionKind, Contact, Visibility};

use crate::calls::{encoded, name_of};
use crate::fault::Fault;
use crate::ids;
use crate::outcome::{Asked, CaseOutcome};

/// A new collection.
#[derive(InputObject)]
pub struct StartCollectionInput {
    /// UUID of the collection, made by the caller; the gateway makes one when it is left out.
    collection_id: Option<ID>,
    /// Whose cases it takes; that of an own one never changes.
    kind: CollectionKind,
    /// What it is about.
    about: CollectionAbout,
    /// Whom to ask.
    contact: Option<Contact>,
    /// `ORGANISATION` (its owners, when it is left out), `MEMBERS` or `PUBLIC`.
    visibility: Option<Visibility>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What a collection is about.
#[derive(InputObject)]
pub struct DescribeCollectionInput {
    /// The collection.
    collection_id: ID,
    /// What it is about.
    about: CollectionAbout,
    /// Whom to ask; nobody when it is left out.
    contact: Option<Contact>,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A visibility for a collection.
#[derive(InputObject)]
pub struct ShareCollectionInput {
    /// The collection.
    collection_id: ID,
    /// `ORGANISATION` (its owners), `MEMBERS` or `PUBLIC`.
    visibility: Visibility,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// An organisation to own a collection together with its lead, or not to.
#[derive(InputObject)]
pub struct CollectionOwnerInput {
    /// The collection.
    collection_id: ID,
    /// The organisation, by id or CVR number.
    organisation_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A collection that the viewer acts on.
#[derive(InputObject)]
pub struct CollectionInput {
    /// The collection.
    collection_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A case for a collection.
#[derive(InputObject)]
pub struct CollectedCaseInput {
    /// The collection.
    collection_id: ID,
    /// The case.
    case_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// An answer to a collection that asks for a case.
#[derive(InputObject)]
pub struct AnswerConsentInput {
    /// The collection.
    collection_id: ID,
    /// The case.
    case_id: ID,
    /// Yes, or no.
    consent: bool,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

impl CollectionInput {
    async fn asked(self, context: &Context<'_>) -> Result<(Asked, String), Fault> {
        let mut asked = Asked::of_viewer(context, self.idempotency_key).await?;
        let id = asked.collection(&self.collection_id);
        Ok((asked, id))
    }
}

impl CollectionOwnerInput {
    async fn asked(self, context: &Context<'_>) -> Result<(Asked, String, String), Fault> {
        let mut asked = Asked::of_viewer(context, self.idempotency_key).await?;
        let id = asked.collection(&self.collection_id);
        let organisation = ids::cvr(&self.organisation_id).unwrap_or_else(|| {
            asked.malformed("organisationId");
            String::new()
        });
        Ok((asked, id, organisation))
    }
}

impl CollectedCaseInput {
    async fn asked(self, context: &Context<'_>) -> Result<(Asked, String), Fault> {
        let mut asked = Asked::of_case(context, &self.case_id, self.idempotency_key).await?;
        let id = asked.collection(&self.collection_id);
        Ok((asked, id))
    }
}

fn about(collection_id: String, asked: Order) -> Command {
    Command::Collection(rpc::CollectionCommand { collection_id, asked: Some(asked) })
}

/// What is done with collections.
#[derive(Default)]
pub struct CollectionMutation;

#[Object]
impl CollectionMutation {
    /// Starts a collection of the viewer's organisation.
    async fn start_collection(
        &self,
        context: &Context<'_>,
        input: StartCollectionInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let made = asked.made_id("collectionId", "Collection", input.collection_id.as_ref());
        let id = asked.collection(&ID(made));
        let started = rpc::StartCollection {
            kind: name_of(input.kind),
            about_json: encoded(&input.about)?,
            contact_json: encoded(&input.contact.unwrap_or_default())?,
            visibility: input.visibility.map(name_of).unwrap_or_default(),
        };
        asked.carry_out(about(id, Order::Start(started))).await
    }

    /// Says what a collection is about.
    async fn describe_collection(
        &self,
        context: &Context<'_>,
        input: DescribeCollectionInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let id = asked.collection(&input.collection_id);
        let described = rpc::DescribeCollection {
            about_json: encoded(&input.about)?,
            contact_json: encoded(&input.contact.unwrap_or_default())?,
        };
        asked.carry_out(about(id, Order::Describe(described))).await
    }

    /// Shows a collection to more or fewer. Who may see its cases stays as it is.
    async fn share_collection(
        &self,
        context: &Context<'_>,
        input: ShareCollectionInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let id = asked.collection(&input.collection_id);
        let shared = rpc::ShareCollection { visibility: name_of(input.visibility) };
        asked.carry_out(about(id, Order::Share(shared))).await
    }

    /// Asks an organisation to own a shared collection together with its lead.
    async fn invite_collection_owner(
        &self,
        context: &Context<'_>,
        input: CollectionOwnerInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, id, organisation) = input.asked(context).await?;
        let invited = rpc::InviteCollectionOwner { organisation };
        asked.carry_out(about(id, Order::InviteOwner(invited))).await
    }

    /// Takes an invitation back before it is answered.
    async fn withdraw_collection_invitation(
        &self,
        context: &Context<'_>,
        input: CollectionOwnerInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, id, organisation) = input.asked(context).await?;
        let withdrawn = rpc::WithdrawCollectionInvitation { organisation };
        asked.carry_out(about(id, Order::WithdrawInvitation(withdrawn))).await
    }

    /// Has the viewer's organisation own a collection together with its lead.
    async fn accept_collection_invitation(
        &self,
        context: &Context<'_>,
        input: CollectionInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, id) = input.asked(context).await?;
        let accepted = rpc::AcceptCollectionInvitation {};
        asked.carry_out(about(id, Order::AcceptInvitation(accepted))).await
    }

    /// Says no for the viewer's organisation.
    async fn decline_collection_invitation(
        &self,
        context: &Context<'_>,
        input: CollectionInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, id) = input.asked(context).await?;
        let declined = rpc::DeclineCollectionInvitation {};
        asked.carry_out(about(id, Order::DeclineInvitation(declined))).await
    }

    /// Has the viewer's organisation own a collection no more. The lead cannot leave.
    async fn leave_collection(
        &self,
        context: &Context<'_>,
        input: CollectionInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, id) = input.asked(context).await?;
        asked.carry_out(about(id, Order::Leave(rpc::LeaveCollection {}))).await
    }

    /// Puts a case into a collection where the viewer may share the case, and else asks those who may.
    /// Who may see the case stays as it is.
    async fn add_to_collection(
        &self,
        context: &Context<'_>,
        input: CollectedCaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, id) = input.asked(context).await?;
        asked.carry_out(about(id, Order::AddCase(rpc::AddCase {}))).await
    }

    /// Answers a collection that asks for a case that the viewer may share.
    async fn answer_consent(
        &self,
        context: &Context<'_>,
        input: AnswerConsentInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        let id = asked.collection(&input.collection_id);
        let answered = rpc::AnswerConsent { consent: input.consent };
        asked.carry_out(about(id, Order::AnswerConsent(answered))).await
    }

    /// Takes a case out of a collection, or takes back that it was asked for: by those who may edit
    /// the collection, and by those who may share the case.
    async fn take_out_of_collection(
        &self,
        context: &Context<'_>,
        input: CollectedCaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, id) = input.asked(context).await?;
        asked.carry_out(about(id, Order::TakeOutCase(rpc::TakeOutCase {}))).await
    }

    /// Ends a collection for good. Its cases stay as they are.
    async fn dissolve_collection(
        &self,
        context: &Context<'_>,
        input: CollectionInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, id) = input.asked(context).await?;
        let dissolved = rpc::DissolveCollection {};
        asked.carry_out(about(id, Order::Dissolve(dissolved))).await
    }
}
