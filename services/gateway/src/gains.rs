//! Gains of a case, expected and measured, and what is done with them.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{GainDefinition, Measurement};

use crate::calls::encoded;
use crate::fault::Fault;
use crate::ids;
use crate::outcome::{Asked, CaseOutcome};

/// One effect of a case, with all that was measured of it.
#[derive(SimpleObject)]
pub struct Gain {
    /// Global id.
    pub id: ID,
    #[graphql(flatten)]
    definition: GainDefinition,
    /// In the order recorded. Measured figures are never added to expected ones.
    measurements: Vec<RecordedMeasurement>,
}

/// One measurement of a gain.
#[derive(SimpleObject)]
pub struct RecordedMeasurement {
    /// Global id.
    id: ID,
    #[graphql(flatten)]
    measurement: Measurement,
}

impl From<vocabulary::Gain> for Gain {
    fn from(gain: vocabulary::Gain) -> Self {
        let recorded = |one: vocabulary::RecordedMeasurement| RecordedMeasurement {
            id: ids::measurement(one.id),
            measurement: one.measurement,
        };
        Self {
            id: ids::gain(gain.id),
            definition: gain.definition,
            measurements: gain.measurements.into_iter().map(recorded).collect(),
        }
    }
}

/// A new gain.
#[derive(InputObject)]
pub struct DefineGainInput {
    /// The case.
    case_id: ID,
    /// UUID of the gain, made by the caller; the gateway makes one when it is left out.
    gain_id: Option<ID>,
    /// What is counted.
    gain: GainDefinition,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A new measurement.
#[derive(InputObject)]
pub struct MeasureGainInput {
    /// The case.
    case_id: ID,
    /// The gain.
    gain_id: ID,
    /// UUID of the measurement, made by the caller; the gateway makes one when it is left out.
    measurement_id: Option<ID>,
    /// What was measured.
    measurement: Measurement,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A gain taken back.
#[derive(InputObject)]
pub struct WithdrawGainInput {
    /// The case.
    case_id: ID,
    /// The gain.
    gain_id: ID,
    /// Why.
    reason: String,
    /// The revision that the caller saw.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with gains.
#[derive(Default)]
pub struct GainMutation;

#[Object]
impl GainMutation {
    /// Says what a case is expected to bring, and how it is counted.
    async fn define_gain(
        &self,
        context: &Context<'_>,
        input: DefineGainInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let gain_id = asked.made_id("gainId", "Gain", input.gain_id.as_ref());
        let definition_json = encoded(&input.gain)?;
        asked.carry_out(Command::DefineGain(rpc::DefineGain { gain_id, definition_json })).await
    }

    /// Records what was measured of a gain.
    async fn measure_gain(
        &self,
        context: &Context<'_>,
        input: MeasureGainInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let gain_id = asked.id("gainId", "Gain", &input.gain_id);
        let measurement_id =
            asked.made_id("measurementId", "Measurement", input.measurement_id.as_ref());
        let measurement_json = encoded(&input.measurement)?;
        let measured = rpc::MeasureGain { gain_id, measurement_id, measurement_json };
        asked.carry_out(Command::MeasureGain(measured)).await
    }

    /// Takes a gain back, with a reason.
    async fn withdraw_gain(
        &self,
        context: &Context<'_>,
        input: WithdrawGainInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let gain_id = asked.id("gainId", "Gain", &input.gain_id);
        let withdrawn = rpc::WithdrawGain { gain_id, reason: input.reason };
        asked.carry_out(Command::WithdrawGain(withdrawn)).await
    }
}
