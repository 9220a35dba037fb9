//! Shares a case wider or narrower. Never a side effect of anything else.

use vocabulary::{Cvr, FieldRule, Refusal, Visibility};

use crate::event::Event;
use crate::fields::Problems;
use crate::state::Case;

/// Organisations are named for "selected" and for nothing else.
pub(crate) fn decide(
    case: &Case,
    visibility: Visibility,
    selected: &[Cvr],
) -> Result<Vec<Event>, Refusal> {
    let mut problems = Problems::of("visibility");
    let mut selected: Vec<Cvr> = selected.to_vec();
    selected.sort_unstable();
    selected.dedup();
    problems.entries("selected", selected.len());
    if visibility == Visibility::Selected {
        let facts = case.facts();
        selected.retain(|cvr| !facts.is_owned_by(*cvr));
        if selected.is_empty() {
            problems.add("selected", FieldRule::Required, None);
        }
    } else if !selected.is_empty() {
        problems.add("selected", FieldRule::NotAllowed, None);
    }
    problems.refuse()?;
    if visibility == case.visibility && selected.iter().eq(case.selected.iter()) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::VisibilityChanged { visibility, selected }])
}

#[cfg(test)]
mod tests {
    use vocabulary::{Cvr, FieldRule, Section, Visibility, Workload};

    use crate::command::Command;
    use crate::testing::{Given, case_id, cvr};

    fn to(visibility: Visibility, selected: &[Cvr]) -> Command {
        Command::ChangeVisibility { visibility, selected: selected.to_vec() }
    }

    #[test]
    fn selected_names_organisations_and_others_must_not() {
        Given::registered(case_id())
            .when(to(Visibility::Selected, &[]))
            .refused(|refusal| assert_eq!(refusal.fields[0].rule, FieldRule::Required));
        Given::registered(case_id())
            .when(to(Visibility::Members, &[cvr("29189978")]))
            .refused(|refusal| assert_eq!(refusal.fields[0].rule, FieldRule::NotAllowed));
    }

    #[test]
    fn the_edition_counts_shared_changes_only() {
        let workload = Workload { employees: Some(3), ..Workload::default() };
        let internal = vocabulary::Internal { notes: Some("x".into()), ..Default::default() };
        let describe = |section| Command::DescribeSection { section: Box::new(section) };
        let given = Given::registered(case_id()).and(describe(Section::Workload(workload.clone())));
        assert_eq!(given.case().edition, 0, "nothing was shared yet");
        let given = given.and(to(Visibility::Members, &[]));
        assert_eq!(given.case().edition, 1);
        let given = given.and(describe(Section::Internal(internal)));
        assert_eq!(given.case().edition, 1, "notes are not shared");
        let given = given.and(describe(Section::Workload(Workload::default())));
        assert_eq!(given.case().edition, 2);
        let shared_with_one = given.and(to(Visibility::Selected, &[cvr("29189978")]));
        assert_eq!(shared_with_one.case().edition, 3);
        let with_two =
            shared_with_one.and(to(Visibility::Selected, &[cvr("29189978"), cvr("64942212")]));
        assert_eq!(with_two.case().edition, 3, "who else is selected is nobody's business");
    }
}
