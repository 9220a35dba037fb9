//! Registers a case: the short form, or any part of the full one.

use std::collections::BTreeSet;

use vocabulary::{
    Basics, CaseId, Cvr, FieldRule, PersonId, PersonRole, Refusal, RefusalCode, Section, Visibility,
};

use crate::event::Event;
use crate::fields::Problems;
use crate::state::Case;
use crate::{change_visibility, describe};

/// What a case begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The organisation that will lead it.
    pub lead: Cvr,
    /// Who registers it; none for a job.
    pub reporter: Option<PersonId>,
    /// The one section that it cannot be without.
    pub basics: Basics,
    /// Other sections, each at most once.
    pub sections: Vec<Section>,
    /// Who may read it from the start; `selected` has to wait for the organisations to be named.
    pub visibility: Visibility,
}

/// One event for the case and one for each section that says anything. Ids that keys make are left to
/// those who import under them.
pub(crate) fn decide(
    id: CaseId,
    case: &Case,
    registration: Registration,
) -> Result<Vec<Event>, Refusal> {
    if id.is_keyed() {
        let mut problems = Problems::of("");
        problems.add("caseId", FieldRule::NotAllowed, None);
        problems.refuse()?;
    }
    begin(id, case, registration)
}

/// The same under any id.
pub(crate) fn begin(
    id: CaseId,
    case: &Case,
    registration: Registration,
) -> Result<Vec<Event>, Refusal> {
    if case.exists() {
        return Err(Refusal::of(RefusalCode::AlreadyRegistered));
    }
    let Section::Basics(basics) = describe::checked(Section::Basics(registration.basics))? else {
        return Err(Refusal::of(RefusalCode::InvalidFields));
    };
    let reporter =
        registration.reporter.map(|person| (person, BTreeSet::from([PersonRole::Reporter])));
    let mut events = vec![Event::CaseRegistered {
        case: id,
        lead: registration.lead,
        people: reporter.into_iter().collect(),
        basics: Box::new(basics),
        visibility: Visibility::Organisation.min(registration.visibility),
    }];
    let mut begun = case.clone();
    begun.evolve(&events[0], case.changed_at);
    for section in registration.sections {
        for event in describe::decide(&begun, section)? {
            begun.evolve(&event, case.changed_at);
            events.push(event);
        }
    }
    if registration.visibility > Visibility::Organisation {
        events.extend(change_visibility::decide(&begun, registration.visibility, &[])?);
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use vocabulary::{FieldRule, RefusalCode, Section, Story, Visibility};

    use crate::event::Event;
    use crate::testing::{Given, basics, case_id, registration};

    #[test]
    fn a_title_and_a_summary_are_enough() {
        Given::nothing().when(registration(basics())).then(|events| {
            assert!(matches!(
                events,
                [Event::CaseRegistered { visibility: Visibility::Organisation, .. }]
            ));
        });
    }

    #[test]
    fn the_short_form_s_story_becomes_its_own_event() {
        let mut command = registration(basics());
        command.sections = vec![Section::Story(Story {
            challenge: Some("Fakturaer godkendes i hånden".into()),
            ..Story::default()
        })];
        Given::nothing().when(command).then(|events| {
            assert_eq!(
                events.iter().map(Event::kind).collect::<Vec<_>>(),
                ["CaseRegistered", "CaseDescribed"]
            );
        });
    }

    #[test]
    fn an_empty_title_and_a_long_summary_are_both_named() {
        let mut command = registration(basics());
        command.basics.title = "  ".into();
        command.basics.summary = "a".repeat(301);
        Given::nothing().when(command).refused(|refusal| {
            let fields: Vec<_> =
                refusal.fields.iter().map(|f| (f.field.as_str(), f.rule, f.limit)).collect();
            assert_eq!(
                fields,
                [
                    ("basics.title", FieldRule::Required, None),
                    ("basics.summary", FieldRule::TooLong, Some(300)),
                ]
            );
        });
    }

    #[test]
    fn a_title_that_nobody_can_see_is_no_title() {
        for title in ["\u{200b}", "\u{3164}\u{feff}", " \u{ad}\t"] {
            let mut command = registration(basics());
            command.basics.title = title.into();
            Given::nothing()
                .when(command)
                .refused(|refusal| assert_eq!(refusal.fields[0].rule, FieldRule::Required));
        }
    }

    #[test]
    fn an_id_is_registered_once() {
        Given::registered(case_id())
            .when(registration(basics()))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::AlreadyRegistered));
    }
}
