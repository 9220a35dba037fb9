//! Handing over what somebody is on many cases, and whom to ask about an organisation's cases.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{CaseId, Contact, PersonRole};

use crate::calls::{decoded, encoded, names_of};
use crate::case::Case;
use crate::fault::Fault;
use crate::ids;
use crate::outcome::{Asked, CaseOutcome, Refusal};
use crate::visit::Visit;

/// Who hands over to whom.
#[derive(InputObject)]
pub struct HandOverInput {
    /// Who leaves.
    from: ID,
    /// A colleague who is on the cases afterwards; nobody when it is left out.
    to: Option<ID>,
    /// Only what the person is on a case in one of these roles; in all when it is left out.
    roles: Option<Vec<PersonRole>>,
    /// The same key is about the same cases: what was cut off goes on with it.
    idempotency_key: Option<String>,
}

/// A contact for all cases of an organisation that have none.
#[derive(InputObject)]
pub struct SetOrganisationContactInput {
    /// Whom to ask; nobody when it is empty.
    contact: Contact,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What became of a handover.
#[derive(SimpleObject)]
pub struct HandoverOutcome {
    /// Cases that are handed over.
    handed_over: u32,
    /// Cases that are not.
    left: Vec<NotHandedOver>,
    /// Cases that nobody is on now.
    without_people: Vec<CaseLeft>,
    /// It was begun before with this key.
    repeated: bool,
    /// Why nothing was done; null when it was begun.
    refusal: Option<Refusal>,
}

/// A case that is not handed over.
#[derive(SimpleObject)]
pub struct NotHandedOver {
    /// The case.
    #[graphql(flatten)]
    case: CaseLeft,
    /// Why.
    refusal: Refusal,
}

/// A case of a handover.
pub struct CaseLeft(CaseId);

/// A case of a handover.
#[Object]
impl CaseLeft {
    /// Global id of the case.
    async fn case_id(&self) -> ID {
        ids::case(self.0)
    }

    /// The case as it is now; null when the viewer may not see it any more.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.0).await
    }
}

/// Questions about whom to ask.
#[derive(Default)]
pub struct OrganisationContactQuery;

#[Object]
impl OrganisationContactQuery {
    /// Whom to ask about an organisation's cases that have no contact of their own; null without
    /// sign-in, and when the organisation says nobody.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn organisation_contact(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The organisation, by id or CVR number.")] organisation: ID,
    ) -> Result<Option<Contact>, Fault> {
        let visit = Visit::of(context);
        let Some(organisation) = ids::cvr(&organisation) else { return Ok(None) };
        let at_least = visit.at_least();
        let message = rpc::ReadOrganisationContactRequest { organisation, at_least };
        let reply = visit
            .ask(message, |mut r, m| async move { r.read_organisation_contact(m).await })
            .await?;
        match reply.contact_json.as_slice() {
            [] => Ok(None),
            json => decoded(json).map(Some),
        }
    }
}

/// What is done when people leave, and about whom to ask.
#[derive(Default)]
pub struct HandoverMutation;

#[Object]
impl HandoverMutation {
    /// Hands over what a person is on the cases of the viewer's organisation to a colleague: by its
    /// superusers, and by the person. Each case at once or not at all.
    async fn hand_over(
        &self,
        context: &Context<'_>,
        input: HandOverInput,
    ) -> Result<HandoverOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let from_person_id = asked.id("from", "Person", &input.from);
        let to_person_id = input.to.map(|to| asked.id("to", "Person", &to)).unwrap_or_default();
        let roles = names_of(input.roles);
        let (visit, key) = match asked.read() {
            Ok(read) => read,
            Err(refusal) => return Ok(HandoverOutcome::refused(refusal)),
        };
        let message = rpc::HandOverRequest {
            from_person_id,
            to_person_id,
            roles,
            idempotency_key: key,
            correlation_id: visit.correlation.to_string(),
        };
        let reply = visit.hand_over(message).await?;
        if !reply.refusal_json.is_empty() {
            let refusal = decoded(&reply.refusal_json)?;
            return Ok(HandoverOutcome::refused(Refusal::plain(refusal, visit.language)));
        }
        let mut left = Vec::new();
        for one in &reply.left {
            let refusal = Refusal::plain(decoded(&one.refusal_json)?, visit.language);
            left.push(NotHandedOver { case: CaseLeft(case_of(&one.case_id)?), refusal });
        }
        let without_people = reply.without_people.iter().map(|id| case_of(id).map(CaseLeft));
        Ok(HandoverOutcome {
            handed_over: reply.handed_over,
            left,
            without_people: without_people.collect::<Result<_, _>>()?,
            repeated: reply.repeated,
            refusal: None,
        })
    }

    /// Says whom others may ask about all cases of the viewer's organisation that have no contact of
    /// their own. No case is changed.
    async fn set_organisation_contact(
        &self,
        context: &Context<'_>,
        input: SetOrganisationContactInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let contact_json = encoded(&input.contact)?;
        let set = rpc::SetOrganisationContact { contact_json };
        asked.carry_out(Command::SetOrganisationContact(set)).await
    }
}

impl HandoverOutcome {
    fn refused(refusal: Refusal) -> Self {
        let (left, without_people) = (Vec::new(), Vec::new());
        Self { handed_over: 0, left, without_people, repeated: false, refusal: Some(refusal) }
    }
}

fn case_of(text: &str) -> Result<CaseId, Fault> {
    text.parse().map_err(|_| Fault::Internal)
}
