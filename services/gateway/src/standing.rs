//! Where a case stands: its phase, its status, who may read it and who is on it.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{PersonRole, Phase, Status, Visibility};

use crate::calls::name_of;
use crate::fault::Fault;
use crate::ids;
use crate::outcome::{Asked, CaseOutcome};

/// A phase for a case.
#[derive(InputObject)]
pub struct ChangePhaseInput {
    /// The case.
    case_id: ID,
    /// Any phase may follow any other; later phases ask for more to be filled in.
    phase: Phase,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A status for a case.
#[derive(InputObject)]
pub struct ChangeStatusInput {
    /// The case.
    case_id: ID,
    /// How it is going.
    status: Status,
    /// Required for all but `NOT_ASSESSED` and `IN_PROGRESS`.
    reason: Option<String>,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A visibility for a case.
#[derive(InputObject)]
pub struct ChangeVisibilityInput {
    /// The case.
    case_id: ID,
    /// How widely it is shared.
    visibility: Visibility,
    /// With `SELECTED`: the organisations, by id or CVR number.
    selected: Option<Vec<ID>>,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// Somebody to put on a case, or to take off it.
#[derive(InputObject)]
pub struct PersonOnCaseInput {
    /// The case.
    case_id: ID,
    /// The person.
    person_id: ID,
    /// As what.
    role: PersonRole,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

impl PersonOnCaseInput {
    async fn asked(self, context: &Context<'_>) -> Result<(Asked, String, String), Fault> {
        let mut asked = Asked::of_case(context, &self.case_id, self.idempotency_key).await?;
        asked.based_on(self.expected_revision);
        let person = asked.id("personId", "Person", &self.person_id);
        Ok((asked, person, name_of(self.role)))
    }
}

/// What changes where a case stands.
#[derive(Default)]
pub struct StandingMutation;

#[Object]
impl StandingMutation {
    /// Moves a case to a phase. Refused with the missing fields named when the phase asks for more.
    async fn change_phase(
        &self,
        context: &Context<'_>,
        input: ChangePhaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let phase = input.phase.name().to_owned();
        asked.carry_out(Command::ChangePhase(rpc::ChangePhase { phase })).await
    }

    /// Says how a case is going.
    async fn change_status(
        &self,
        context: &Context<'_>,
        input: ChangeStatusInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let changed = rpc::ChangeStatus {
            status: input.status.name().to_owned(),
            reason: input.reason.unwrap_or_default(),
        };
        asked.carry_out(Command::ChangeStatus(changed)).await
    }

    /// Shares a case more or less widely. Nothing else ever does.
    async fn change_visibility(
        &self,
        context: &Context<'_>,
        input: ChangeVisibilityInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let mut selected = Vec::new();
        for (index, id) in input.selected.unwrap_or_default().iter().enumerate() {
            match ids::cvr(id) {
                Some(cvr) => selected.push(cvr),
                None => asked.malformed(&format!("visibility.selected[{index}]")),
            }
        }
        let changed =
            rpc::ChangeVisibility { visibility: input.visibility.name().to_owned(), selected };
        asked.carry_out(Command::ChangeVisibility(changed)).await
    }

    /// Puts a person of an owner organisation on a case, which gives the right to edit it.
    async fn assign_person(
        &self,
        context: &Context<'_>,
        input: PersonOnCaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, person_id, role) = input.asked(context).await?;
        asked.carry_out(Command::AssignPerson(rpc::AssignPerson { person_id, role })).await
    }

    /// Takes a person off a case.
    async fn unassign_person(
        &self,
        context: &Context<'_>,
        input: PersonOnCaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let (asked, person_id, role) = input.asked(context).await?;
        asked.carry_out(Command::UnassignPerson(rpc::UnassignPerson { person_id, role })).await
    }
}
