//! Whether what a case says still holds: the day it is to be looked through, and the day its legal
//! basis is (domain, section 8). Days are in UTC.

use chrono::{DateTime, Months, NaiveDate, Utc};
use vocabulary::Phase;

use crate::event::Event;
use crate::state::Case;

/// Between two confirmations that a case is current.
const REVIEW: Months = Months::new(12);
/// Between two looks at the legal basis, as the predecessor reminded of it.
const LEGAL_BASIS: Months = Months::new(6);

impl Case {
    /// The day on which a case in development or operation is to be looked through: a year after
    /// somebody last confirmed it, or after it came there. None in other phases.
    pub fn review_on(&self) -> Option<NaiveDate> {
        if !matches!(self.phase, Phase::Development | Phase::Operation) {
            return None;
        }
        let since = self.confirmed_at.map_or(self.phase_since, |at| at.max(self.phase_since));
        day(since).checked_add_months(REVIEW)
    }

    /// The day on which the legal basis of a case in operation is to be verified: half a year after
    /// it last was, and at once where it never was. None where no legal basis is stated.
    pub fn legal_basis_check_on(&self) -> Option<NaiveDate> {
        let stated = self.basics.legal_basis.as_ref().is_some_and(|text| !text.trim().is_empty());
        if self.phase != Phase::Operation || !stated {
            return None;
        }
        match self.operation.legal_basis_verified_on {
            Some(verified) => verified.checked_add_months(LEGAL_BASIS),
            None => Some(day(self.phase_since)),
        }
    }
}

/// Whether a day has passed that something was to be done on.
pub fn is_overdue(due: Option<NaiveDate>, now: DateTime<Utc>) -> bool {
    due.is_some_and(|due| due < day(now))
}

/// Each confirmation is one more, also on the same day.
pub(crate) fn confirm() -> Vec<Event> {
    vec![Event::CaseConfirmedCurrent {}]
}

/// Likewise.
pub(crate) fn verify_legal_basis() -> Vec<Event> {
    vec![Event::LegalBasisVerified {}]
}

/// The day of a moment.
pub(crate) fn day(at: DateTime<Utc>) -> NaiveDate {
    at.date_naive()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use vocabulary::Phase;

    use super::is_overdue;
    use crate::event::Event;
    use crate::state::Case;
    use crate::testing::{Given, case_id};

    fn at(text: &str) -> DateTime<Utc> {
        format!("{text}T12:00:00Z").parse().unwrap()
    }

    fn on(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn to(phase: Phase) -> Event {
        Event::PhaseChanged { from: Phase::Idea, to: phase }
    }

    fn with(events: &[(Event, &str)]) -> Case {
        let mut case = Given::registered(case_id()).case();
        for (event, day) in events {
            case.evolve(event, at(day));
        }
        case
    }

    #[test]
    fn a_case_is_to_be_looked_through_a_year_after_it_came_there_or_was_confirmed() {
        let confirmed = || (Event::CaseConfirmedCurrent {}, "2028-01-31");
        assert_eq!(with(&[confirmed()]).review_on(), None, "an idea need not be current");
        let developed = (to(Phase::Development), "2027-06-01");
        assert_eq!(with(std::slice::from_ref(&developed)).review_on(), on("2028-06-01"));
        assert_eq!(with(&[developed.clone(), confirmed()]).review_on(), on("2029-01-31"));
        let operated = (to(Phase::Operation), "2028-02-29");
        assert_eq!(with(&[developed, confirmed(), operated.clone()]).review_on(), on("2029-02-28"));
        assert_eq!(with(&[operated, (to(Phase::Decommissioned), "2028-03-01")]).review_on(), None);
    }

    #[test]
    fn a_stated_legal_basis_is_to_be_verified_every_half_year_in_operation() {
        let operated = || (to(Phase::Operation), "2028-02-01");
        let verified = || (Event::LegalBasisVerified {}, "2028-08-31");
        assert_eq!(with(&[operated(), verified()]).legal_basis_check_on(), None, "none is stated");
        let mut case = with(&[]);
        case.basics.legal_basis = Some("Sundhedsloven § 140".to_owned());
        assert_eq!(case.legal_basis_check_on(), None, "nothing is in use yet");
        case.evolve(&operated().0, at(operated().1));
        assert_eq!(case.legal_basis_check_on(), on("2028-02-01"), "never verified");
        case.evolve(&verified().0, at(verified().1));
        assert_eq!(case.legal_basis_check_on(), on("2029-02-28"));
        assert_eq!(case.operation.legal_basis_verified_on, on("2028-08-31"));
    }

    #[test]
    fn the_day_itself_is_not_too_late() {
        assert!(!is_overdue(None, at("2028-01-01")));
        assert!(!is_overdue(on("2028-01-01"), at("2028-01-01")));
        assert!(is_overdue(on("2028-01-01"), at("2028-01-02")));
    }
}
