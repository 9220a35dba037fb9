//! Handing over what somebody is on many cases. Each case is an order of its own, so that it is atomic
//! for the case and no case waits for another; which cases they are is written down first, so that the
//! same request sent again is about the same cases.

use case::Event;
use case::hand_over::{Handover, permitted};
use uuid::Uuid;
use vocabulary::{CaseId, Refusal};

use super::decide::Decided;
use super::{Request, Writer, handover_stream};
use crate::events;
use crate::log::LogError;

impl Writer {
    pub(super) fn begin_handover(
        request: &Request,
        handover: &Handover,
        cases: &[CaseId],
    ) -> Result<Decided, Refusal> {
        permitted(&request.principal, handover.from)?;
        let begun = Event::HandoverBegun {
            from: handover.from,
            to: handover.to,
            roles: handover.roles.clone(),
            organisation: handover.organisation,
            cases: cases.to_vec(),
        };
        let events = if cases.is_empty() { Vec::new() } else { vec![begun] };
        Ok(Decided::of(handover_stream(request.key.id), 0, events))
    }

    /// The cases that a handover was begun for; none of one that found none.
    pub async fn handed_over(&self, command: Uuid) -> Result<Vec<CaseId>, LogError> {
        let recorded = self.log.read(&handover_stream(command), 0).await?;
        let Some(recorded) = recorded.first() else { return Ok(Vec::new()) };
        match events::read(recorded)? {
            Event::HandoverBegun { cases, .. } => Ok(cases),
            _ => Err(LogError::Corrupt("a handover begins otherwise".to_owned())),
        }
    }

    /// Whether nobody is on a case.
    pub async fn is_without_people(&self, case: CaseId) -> Result<bool, LogError> {
        Ok(self.case(case).await?.people.is_empty())
    }
}
