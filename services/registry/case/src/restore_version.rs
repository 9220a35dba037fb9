//! Brings back what the sections of a case said in an earlier version: by revising them once more, so
//! that nothing of what happened in between is lost.

use vocabulary::{Refusal, Section};

use crate::describe;
use crate::event::Event;
use crate::state::Case;

/// One event for each section that says something else now. Where the case stands, who may read it,
/// its people, gains and reuses stay, and so does what the internal section says of a former lead's
/// own house. What breaks a rule that came later is refused with its fields.
pub(crate) fn decide(case: &Case, earlier: &Case) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::new();
    for mut section in describe::sections(earlier) {
        if let Section::Internal(internal) = &mut section
            && earlier.lead != case.lead
        {
            internal.departments.clone_from(&case.internal.departments);
            internal.esdh_reference.clone_from(&case.internal.esdh_reference);
        }
        events.extend(describe::decide(case, section)?);
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use vocabulary::{Internal, Phase, Section, Story, Workload};

    use crate::command::Command;
    use crate::event::Event;
    use crate::testing::{Given, case_id};

    fn describe(section: Section) -> Command {
        Command::DescribeSection { section: Box::new(section) }
    }

    fn story(challenge: &str) -> Command {
        let story = Story { challenge: Some(challenge.to_owned()), ..Story::default() };
        describe(Section::Story(story))
    }

    #[test]
    fn only_sections_that_differ_are_revised_and_the_rest_stays() {
        let notes = Internal { notes: Some("Før".to_owned()), ..Internal::default() };
        let workload = Workload { employees: Some(3), ..Workload::default() };
        let given = Given::registered(case_id())
            .and(story("Før"))
            .and(describe(Section::Internal(notes.clone())))
            .and(describe(Section::Workload(workload)));
        let earlier = given.case();
        let given = given
            .and(story("Efter"))
            .and(describe(Section::Internal(Internal::default())))
            .and(Command::ChangePhase { phase: Phase::Specification });
        let restore = || Command::RestoreVersion { earlier: Box::new(earlier.clone()) };

        let restored = given.clone().and(restore()).case();
        assert_eq!((&restored.story, &restored.internal), (&earlier.story, &notes));
        assert_eq!(restored.phase, Phase::Specification);
        given.clone().when(restore()).then(|events| {
            let kinds: Vec<_> = events.iter().map(Event::kind).collect();
            assert_eq!(kinds, ["CaseDescribed", "CaseDescribed"]);
        });
        given.and(restore()).when(restore()).then(|events| assert!(events.is_empty()));
    }
}
