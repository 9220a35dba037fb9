//! What a phase asks for: the one place (domain, section 2).

use vocabulary::{CaseKind, PersonRole, Phase};

use crate::state::Case;

/// Paths of the fields that the phase asks for and the case lacks.
///
/// From implementation a technology, from development a schedule, in operation a contact. A
/// technology is not asked of everyday innovation and other efforts that are not technology, nor a
/// schedule of what does not run by itself.
pub fn missing_for(case: &Case, phase: Phase) -> Vec<&'static str> {
    let kind = case.basics.kind;
    let runs_by_itself = matches!(kind, CaseKind::Rpa | CaseKind::Integration | CaseKind::Ai);
    let is_technology = runs_by_itself || kind == CaseKind::WelfareTechnology;
    let mut missing = Vec::new();
    if phase >= Phase::Implementation
        && is_technology
        && case.implementation.technologies.is_empty()
    {
        missing.push("implementation.technologies");
    }
    if phase >= Phase::Development && runs_by_itself && case.implementation.schedule.is_none() {
        missing.push("implementation.schedule");
    }
    if phase == Phase::Operation && !has_contact(case) {
        missing.push("contact");
    }
    missing
}

/// Somebody can be asked: by role, or a person named as a contact.
pub(crate) fn has_contact(case: &Case) -> bool {
    let named = |role| case.people.values().any(|roles| roles.contains(&role));
    !case.contact.is_empty()
        || named(PersonRole::SubjectContact)
        || named(PersonRole::TechnicalContact)
}
