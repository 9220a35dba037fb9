//! Says how a case is going.

use vocabulary::{FieldRule, Refusal, Status};

use crate::event::Event;
use crate::fields::Problems;
use crate::state::Case;

/// A reason is required for all but "not assessed" and "in progress" (domain, section 1).
pub(crate) fn decide(
    case: &Case,
    status: Status,
    reason: Option<String>,
) -> Result<Vec<Event>, Refusal> {
    let reason = reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut problems = Problems::of("status");
    let explains_itself = matches!(status, Status::NotAssessed | Status::InProgress);
    if reason.is_none() && !explains_itself {
        problems.add("reason", FieldRule::Required, None);
    }
    problems.text("reason", reason.as_deref());
    problems.refuse()?;
    if (status, &reason) == (case.status, &case.status_reason) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::StatusChanged { status, reason }])
}

#[cfg(test)]
mod tests {
    use vocabulary::Status;

    use crate::command::Command;
    use crate::testing::{Given, case_id};

    fn to(status: Status, reason: Option<&str>) -> Command {
        Command::ChangeStatus { status, reason: reason.map(str::to_owned) }
    }

    #[test]
    fn a_rejection_needs_a_reason() {
        Given::registered(case_id())
            .when(to(Status::Rejected, Some("  ")))
            .refused(|refusal| assert_eq!(refusal.fields[0].field, "status.reason"));
        Given::registered(case_id())
            .when(to(Status::Rejected, Some("Leverandøren lukkede")))
            .then(|events| assert_eq!(events.len(), 1));
    }

    #[test]
    fn in_progress_needs_none() {
        Given::registered(case_id())
            .when(to(Status::InProgress, None))
            .then(|events| assert_eq!(events.len(), 1));
    }
}
