//! Moves a case to another phase, forwards or back.

use vocabulary::{FieldProblem, FieldRule, Phase, Refusal, RefusalCode};

use crate::event::Event;
use crate::requirements;
use crate::state::Case;

/// Refused with the missing fields when the phase asks for more than the case has.
pub(crate) fn decide(case: &Case, phase: Phase) -> Result<Vec<Event>, Refusal> {
    if phase == case.phase {
        return Ok(Vec::new());
    }
    let fields: Vec<_> = requirements::missing_for(case, phase)
        .into_iter()
        .map(|field| FieldProblem {
            field: field.to_owned(),
            rule: FieldRule::Required,
            limit: None,
        })
        .collect();
    if !fields.is_empty() {
        return Err(Refusal { code: RefusalCode::MissingForPhase, fields });
    }
    Ok(vec![Event::PhaseChanged { from: case.phase, to: phase }])
}

#[cfg(test)]
mod tests {
    use vocabulary::{CaseKind, Contact, Implementation, Phase, RefusalCode, Schedule, Section};

    use crate::command::Command;
    use crate::event::Event;
    use crate::testing::{Given, basics, case_id, registration};

    fn to(phase: Phase) -> Command {
        Command::ChangePhase { phase }
    }

    #[test]
    fn operation_asks_for_technology_schedule_and_contact() {
        Given::registered(case_id()).when(to(Phase::Operation)).refused(|refusal| {
            assert_eq!(refusal.code, RefusalCode::MissingForPhase);
            let fields: Vec<_> = refusal.fields.iter().map(|f| f.field.as_str()).collect();
            assert_eq!(
                fields,
                ["implementation.technologies", "implementation.schedule", "contact"]
            );
        });
    }

    #[test]
    fn with_all_three_it_is_in_operation() {
        let implementation = Section::Implementation(Implementation {
            technologies: vec!["UiPath".into()],
            schedule: Some(Schedule::Daily),
            ..Implementation::default()
        });
        let contact = Section::Contact(Contact {
            role: Some("Digitaliseringskonsulent".into()),
            ..Contact::default()
        });
        Given::registered(case_id())
            .and(Command::DescribeSection { section: Box::new(implementation) })
            .and(Command::DescribeSection { section: Box::new(contact) })
            .when(to(Phase::Operation))
            .then(|events| {
                let expected = Event::PhaseChanged { from: Phase::Idea, to: Phase::Operation };
                assert_eq!(events, [expected]);
            });
    }

    #[test]
    fn an_everyday_innovation_needs_no_technology() {
        let mut command = registration(basics());
        command.basics.kind = CaseKind::EverydayInnovation;
        Given::nothing()
            .and_registered(command)
            .when(to(Phase::Implementation))
            .then(|events| assert_eq!(events.len(), 1));
    }

    #[test]
    fn an_early_phase_asks_for_nothing_and_the_same_phase_is_no_event() {
        Given::registered(case_id())
            .when(to(Phase::Specification))
            .then(|events| assert_eq!(events.len(), 1));
        Given::registered(case_id())
            .when(to(Phase::Idea))
            .then(|events| assert!(events.is_empty()));
    }
}
