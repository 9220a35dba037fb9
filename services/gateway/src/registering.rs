//! Registering a case: the short form, with whatever else is known.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{
    Basics, Contact, Implementation, Links, Operation, Section, Spread, Story, Visibility, Workload,
};

use crate::calls::encoded;
use crate::fault::Fault;
use crate::outcome::{Asked, CaseOutcome};

/// A new case of the viewer's organisation.
#[derive(InputObject)]
pub struct RegisterCaseInput {
    /// UUID of the case, made by the caller so that a retry cannot register twice; the gateway
    /// makes one when it is left out.
    id: Option<ID>,
    /// Title, summary and where it belongs.
    basics: Basics,
    /// From challenge to solution.
    story: Option<Story>,
    /// How much work the process takes.
    workload: Option<Workload>,
    /// Whom to ask.
    contact: Option<Contact>,
    /// What a reuser must know.
    spread: Option<Spread>,
    /// What the solution is built with.
    implementation: Option<Implementation>,
    /// The solution in daily use.
    operation: Option<Operation>,
    /// Where more is told of it.
    links: Option<Links>,
    /// How widely it is shared; `ORGANISATION` when it is left out.
    visibility: Option<Visibility>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What makes a case.
#[derive(Default)]
pub struct RegisterMutation;

#[Object]
impl RegisterMutation {
    /// Registers a case in the viewer's organisation, with the viewer as its reporter.
    async fn register_case(
        &self,
        context: &Context<'_>,
        input: RegisterCaseInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_new_case(context, input.id.as_ref(), input.idempotency_key).await?;
        let sections = [
            Some(Section::Basics(input.basics)),
            input.story.map(Section::Story),
            input.workload.map(Section::Workload),
            input.contact.map(Section::Contact),
            input.spread.map(Section::Spread),
            input.implementation.map(Section::Implementation),
            input.operation.map(Section::Operation),
            input.links.map(Section::Links),
        ];
        let sections_json: Result<Vec<_>, Fault> = sections.iter().flatten().map(encoded).collect();
        let registered = rpc::RegisterCase {
            sections_json: sections_json?,
            visibility: input.visibility.map_or_else(String::new, |to| to.name().to_owned()),
        };
        asked.carry_out(Command::Register(registered)).await
    }
}
