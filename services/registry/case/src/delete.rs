//! Deletes a case and brings it back. Nothing is lost by it: the stream goes on.

use vocabulary::{FieldRule, Refusal};

use crate::event::Event;
use crate::fields::Problems;
use crate::state::Case;

/// A reason is required, for those who find the case among the deleted ones.
pub(crate) fn delete(case: &Case, reason: &str) -> Result<Vec<Event>, Refusal> {
    if case.deleted_at.is_some() {
        return Ok(Vec::new());
    }
    let reason = reason.trim();
    let mut problems = Problems::of("deletion");
    if reason.is_empty() {
        problems.add("reason", FieldRule::Required, None);
    }
    problems.text("reason", Some(reason));
    problems.refuse()?;
    Ok(vec![Event::CaseDeleted { reason: reason.to_owned() }])
}

/// As it was when it was deleted.
pub(crate) fn restore(case: &Case) -> Vec<Event> {
    if case.deleted_at.is_some() { vec![Event::CaseRestored {}] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use vocabulary::{Phase, RefusalCode};

    use crate::command::Command;
    use crate::testing::{Given, case_id};

    fn delete(reason: &str) -> Command {
        Command::Delete { reason: reason.to_owned() }
    }

    #[test]
    fn a_deletion_says_why_and_is_one() {
        let given = Given::registered(case_id());
        given
            .clone()
            .when(delete(" "))
            .refused(|refusal| assert_eq!(refusal.fields[0].field, "deletion.reason"));
        given
            .and(delete("Registreret to gange"))
            .when(delete("Igen"))
            .then(|events| assert!(events.is_empty()));
    }

    #[test]
    fn a_deleted_case_takes_nothing_but_its_restoring_and_comes_back_as_it_was() {
        let given = Given::registered(case_id());
        let before = given.case();
        let deleted = given.and(delete("Registreret to gange"));
        let phase = Command::ChangePhase { phase: Phase::Specification };
        deleted
            .clone()
            .when(phase)
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::CaseUnknown));
        let restored = deleted.and(Command::Restore).case();
        assert_eq!((restored.revision, restored.edition), (before.revision + 2, before.edition));
        assert_eq!(crate::Case { revision: before.revision, ..restored }, before);
    }

    #[test]
    fn restoring_what_is_not_deleted_makes_no_event() {
        Given::registered(case_id())
            .when(Command::Restore)
            .then(|events| assert!(events.is_empty()));
    }
}
