//! How complete a record is for its phase, computed in one place for server and screens.

use vocabulary::{CaseKind, Completeness, Phase, SectionKind};

use crate::requirements::has_contact;
use crate::state::Case;

/// One thing that a complete record says from a phase on.
struct Asked {
    field: &'static str,
    section: SectionKind,
    from: Phase,
    said: bool,
}

/// The share of what a record in this phase should say, and what is missing. Every field counts
/// the same. Title and summary are always there and count, so that a new case is not at zero.
pub fn completeness(case: &Case) -> Completeness {
    let asked: Vec<Asked> =
        asked_of(case).into_iter().filter(|asked| asked.from <= case.phase).collect();
    let missing: Vec<&Asked> = asked.iter().filter(|asked| !asked.said).collect();
    let mut sections: Vec<SectionKind> = missing.iter().map(|asked| asked.section).collect();
    sections.dedup();
    let said = asked.len() - missing.len();
    Completeness {
        percent: i32::try_from(said * 100 / asked.len().max(1)).unwrap_or(0),
        missing: missing.iter().map(|asked| asked.field.to_owned()).collect(),
        sections,
    }
}

fn asked_of(case: &Case) -> Vec<Asked> {
    let mut asked = told_of_any(case);
    let runs_by_itself =
        matches!(case.basics.kind, CaseKind::Rpa | CaseKind::Integration | CaseKind::Ai);
    if runs_by_itself {
        asked.extend(told_of_automation(case));
    }
    asked.sort_by_key(|asked| asked.section);
    asked
}

fn told_of_any(case: &Case) -> Vec<Asked> {
    use Phase::{Idea, Operation, PreAnalysis, RapidShare};
    use SectionKind as Of;
    let of = |field, section, from, said| Asked { field, section, from, said };
    let operation = &case.operation;
    vec![
        of("basics.title", Of::Basics, RapidShare, !case.basics.title.is_empty()),
        of("basics.summary", Of::Basics, RapidShare, !case.basics.summary.is_empty()),
        of("basics.subjectAreas", Of::Basics, Idea, !case.basics.subject_areas.is_empty()),
        of("basics.targetGroup", Of::Basics, PreAnalysis, says(case.basics.target_group.as_ref())),
        of("story.challenge", Of::Story, RapidShare, says(case.story.challenge.as_ref())),
        of("story.solution", Of::Story, PreAnalysis, says(case.story.solution.as_ref())),
        of("story.preconditions", Of::Story, Operation, !case.story.preconditions.is_empty()),
        of("operation.description", Of::Operation, Operation, says(operation.description.as_ref())),
        of(
            "operation.inOperationSince",
            Of::Operation,
            Operation,
            operation.in_operation_since.is_some(),
        ),
        of("spread.reuseTips", Of::Spread, Operation, !case.spread.reuse_tips.is_empty()),
        of("contact", Of::Contact, RapidShare, has_contact(case)),
    ]
}

fn told_of_automation(case: &Case) -> Vec<Asked> {
    use Phase::{Development, Idea, Implementation};
    use SectionKind as Of;
    let of = |field, section, from, said| Asked { field, section, from, said };
    let workload = &case.workload;
    let built = &case.implementation;
    vec![
        of(
            "workload.occurrencesPerYear",
            Of::Workload,
            Idea,
            workload.occurrences_per_year.is_some(),
        ),
        of(
            "workload.secondsPerOccurrence",
            Of::Workload,
            Idea,
            workload.seconds_per_occurrence.is_some(),
        ),
        of(
            "workload.automationDegreePercent",
            Of::Workload,
            Idea,
            workload.automation_degree_percent.is_some(),
        ),
        of("implementation.schedule", Of::Implementation, Development, built.schedule.is_some()),
        of(
            "implementation.technologies",
            Of::Implementation,
            Implementation,
            !built.technologies.is_empty(),
        ),
    ]
}

fn says(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use vocabulary::Phase;

    use super::completeness;
    use crate::command::Command;
    use crate::testing::{Given, case_id};

    #[test]
    fn a_later_phase_asks_for_more() {
        let early = completeness(&Given::registered(case_id()).case());
        let later = Given::registered(case_id())
            .and(Command::ChangePhase { phase: Phase::PreAnalysis })
            .case();
        let later = completeness(&later);
        assert!(later.percent < early.percent);
        assert!(later.missing.contains(&"story.solution".to_owned()));
        assert!(!early.missing.contains(&"basics.title".to_owned()));
    }
}
