//! Revising the sections of a case: each as a whole, by one mutation.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1::command::Command;
use vocabulary::{
    Basics, Contact, Implementation, Internal, Links, Operation, Resources, Section, Spread, Story,
    Suitability, Value, Workload,
};

use crate::calls::encoded;
use crate::fault::Fault;
use crate::outcome::{Asked, CaseOutcome};

/// The mutations differ in the section and its name alone, so the inputs are made from a table.
macro_rules! inputs {
    ($($input:ident { $field:ident: $section:ident })+) => { $(
        /// A section as it is to be. What is left out is empty afterwards.
        #[derive(InputObject)]
        pub struct $input {
            /// The case.
            case_id: ID,
            /// The section as it is to be.
            $field: $section,
            /// The revision that the caller saw.
            expected_revision: Option<u64>,
            /// The same key twice has one effect.
            idempotency_key: Option<String>,
        }

        impl $input {
            async fn carry_out(self, context: &Context<'_>) -> Result<CaseOutcome, Fault> {
                let mut asked =
                    Asked::of_case(context, &self.case_id, self.idempotency_key).await?;
                asked.based_on(self.expected_revision);
                let section = encoded(&Section::$section(self.$field))?;
                asked.carry_out(Command::DescribeSectionJson(section)).await
            }
        }
    )+ };
}

inputs! {
    ReviseBasicsInput { basics: Basics }
    DescribeStoryInput { story: Story }
    EstimateWorkloadInput { workload: Workload }
    AssessSuitabilityInput { suitability: Suitability }
    DescribeImplementationInput { implementation: Implementation }
    DescribeOperationInput { operation: Operation }
    DescribeValueInput { value: Value }
    DescribeSpreadInput { spread: Spread }
    RecordResourcesInput { resources: Resources }
    ReviseContactInput { contact: Contact }
    ReviseLinksInput { links: Links }
    ReviseInternalNotesInput { internal: Internal }
}

/// What revises a section.
#[derive(Default)]
pub struct SectionMutation;

#[Object]
impl SectionMutation {
    /// Title, summary and where the case belongs.
    async fn revise_basics(
        &self,
        context: &Context<'_>,
        input: ReviseBasicsInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// From challenge to solution.
    async fn describe_story(
        &self,
        context: &Context<'_>,
        input: DescribeStoryInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// How much work the process takes, and what automation is expected to take over.
    async fn estimate_workload(
        &self,
        context: &Context<'_>,
        input: EstimateWorkloadInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// Whether the process suits automation.
    async fn assess_suitability(
        &self,
        context: &Context<'_>,
        input: AssessSuitabilityInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// What the solution is built with.
    async fn describe_implementation(
        &self,
        context: &Context<'_>,
        input: DescribeImplementationInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// The solution in daily use.
    async fn describe_operation(
        &self,
        context: &Context<'_>,
        input: DescribeOperationInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// The value that the case has created, in words.
    async fn describe_value(
        &self,
        context: &Context<'_>,
        input: DescribeValueInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// What spreading took, and what a reuser must know.
    async fn describe_spread(
        &self,
        context: &Context<'_>,
        input: DescribeSpreadInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// What the case cost.
    async fn record_resources(
        &self,
        context: &Context<'_>,
        input: RecordResourcesInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// Whom to ask about reuse.
    async fn revise_contact(
        &self,
        context: &Context<'_>,
        input: ReviseContactInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// Where more is told of the case.
    async fn revise_links(
        &self,
        context: &Context<'_>,
        input: ReviseLinksInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }

    /// Notes that never leave the organisation.
    async fn revise_internal_notes(
        &self,
        context: &Context<'_>,
        input: ReviseInternalNotesInput,
    ) -> Result<CaseOutcome, Fault> {
        input.carry_out(context).await
    }
}
