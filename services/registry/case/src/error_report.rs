//! Errors on a record that its readers report, each in a stream of its own, so that nobody writes
//! into a foreign case.

use chrono::{DateTime, Days, Utc};
use serde::{Deserialize, Serialize};
use vocabulary::{CaseId, Cvr, ErrorReportId, FieldRule, Refusal, RefusalCode, SectionKind};

use crate::access::{self, Action, Facts, Principal, error_side, permit};
use crate::event::Event;
use crate::fields::Problems;
use crate::freshness::day;

/// How long the owners of a case have to answer. The one place that says it.
pub const DEADLINE: Days = Days::new(30);

/// Characters of a report and of its answer.
const TEXT_LIMIT: usize = 4_000;
/// Characters of the path of a field.
const PATH_LIMIT: usize = 120;
/// What is shown of a case beside its sections.
const BESIDE_SECTIONS: [&str; 4] = ["phase", "status", "gains", "reuses"];

/// One report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorReport {
    /// What it is about, and who reports it; none before it was.
    pub about: Option<(CaseId, Cvr)>,
    /// The owners have answered.
    pub resolved: bool,
}

/// An error on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct FoundError {
    /// Path of a field or section; none of the record as a whole.
    pub field: Option<String>,
    pub text: String,
}

impl ErrorReport {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::ErrorReported { case, reporting, .. } = event {
            self.about = Some((*case, *reporting));
        }
        if let Event::ErrorResolved { .. } = event {
            self.resolved = true;
        }
    }

    /// Reports an error, which a contributor who may read the case does. It is due a while after
    /// the moment of the report.
    pub fn report(
        &self,
        principal: &Principal,
        facts: &Facts,
        (report, case): (ErrorReportId, CaseId),
        (found, at): (&FoundError, DateTime<Utc>),
    ) -> Result<Vec<Event>, Refusal> {
        permit(principal, Action::ReportError, facts)?;
        let reporting = principal.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
        let mut problems = Problems::of("");
        let field = found.field.as_deref().map(str::trim).filter(|path| !path.is_empty());
        check_path(&mut problems, field);
        check_text(&mut problems, "text", &found.text);
        problems.refuse()?;
        if self.about.is_some() {
            return Err(Refusal::of(RefusalCode::ErrorReportExists));
        }
        Ok(vec![Event::ErrorReported {
            report,
            case,
            reporting,
            field: field.map(str::to_owned),
            text: found.text.trim().to_owned(),
            due_on: day(at) + DEADLINE,
        }])
    }

    /// Answers it, which those who may edit the case do; the same report is answered once.
    pub fn resolve(
        &self,
        principal: &Principal,
        facts: &Facts,
        report: ErrorReportId,
        answer: &str,
    ) -> Result<Vec<Event>, Refusal> {
        let reporting = self.about.map(|(_, reporting)| reporting);
        // To whoever is on neither side it is like one that there is not.
        if reporting.and_then(|reporting| error_side(principal, reporting, facts)).is_none() {
            return Err(Refusal::of(RefusalCode::ErrorReportUnknown));
        }
        // What the owners say to others a person says.
        if !access::decide(principal, Action::Edit, facts) || principal.is_client() {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        let mut problems = Problems::of("");
        check_text(&mut problems, "answer", answer);
        problems.refuse()?;
        if self.resolved {
            return Err(Refusal::of(RefusalCode::ErrorReportResolved));
        }
        Ok(vec![Event::ErrorResolved { report, answer: answer.trim().to_owned() }])
    }
}

/// The first part names something that others see, so that nobody is told which notes there are.
fn check_path(problems: &mut Problems, path: Option<&str>) {
    let Some(path) = path else { return };
    problems.line("field", Some(path), PATH_LIMIT);
    let first = path.split(['.', '[']).next().unwrap_or_default();
    let is_shared = SectionKind::ALL
        .iter()
        .filter(|kind| **kind != SectionKind::Internal)
        .map(|kind| kind.name())
        .chain(BESIDE_SECTIONS)
        .any(|name| name == first);
    let is_path =
        path.chars().all(|letter| letter.is_ascii_alphanumeric() || ".[]".contains(letter));
    if !is_shared || !is_path {
        problems.add("field", FieldRule::Malformed, None);
    }
}

fn check_text(problems: &mut Problems, field: &str, text: &str) {
    if text.trim().is_empty() {
        problems.add(field, FieldRule::Required, None);
    } else if text.trim().chars().count() > TEXT_LIMIT {
        problems.add(field, FieldRule::TooLong, i64::try_from(TEXT_LIMIT).ok());
    }
    problems.text(field, Some(text));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{DateTime, Utc};
    use uuid::Uuid;
    use vocabulary::{ErrorReportId, FieldRule, Refusal, RefusalCode, Visibility};

    use super::{ErrorReport, FoundError};
    use crate::access::{Facts, Principal, Role};
    use crate::event::Event;
    use crate::testing::{case_id, cvr, lead, person, somebody};

    const REPORT: ErrorReportId = ErrorReportId(Uuid::from_u128(50));

    fn facts() -> Facts {
        let people = BTreeSet::from([person(1)]);
        Facts { lead: Some(lead()), visibility: Visibility::Members, people, ..Facts::default() }
    }

    fn of(number: u128, organisation: &str, roles: &[Role]) -> Principal {
        somebody(number, cvr(organisation), roles)
    }

    fn syddjurs() -> Principal {
        of(2, "29189978", &[Role::Contributor])
    }

    fn editor() -> Principal {
        of(1, "29189668", &[Role::Contributor])
    }

    fn found(field: Option<&str>, text: &str) -> FoundError {
        FoundError { field: field.map(str::to_owned), text: text.to_owned() }
    }

    fn reported(by: &Principal, facts: &Facts, found: &FoundError) -> Result<Vec<Event>, Refusal> {
        let at: DateTime<Utc> = "2027-01-31T23:30:00Z".parse().unwrap();
        ErrorReport::default().report(by, facts, (REPORT, case_id()), (found, at))
    }

    fn open() -> ErrorReport {
        let mut report = ErrorReport::default();
        let events = reported(&syddjurs(), &facts(), &found(None, "Det passer ikke")).unwrap();
        report.evolve(&events[0]);
        report
    }

    #[test]
    fn a_reader_s_report_is_due_in_thirty_days() {
        let events =
            reported(&syddjurs(), &facts(), &found(Some("story.solution"), " Forkert ")).unwrap();
        let Event::ErrorReported { due_on, text, field, .. } = &events[0] else { panic!() };
        assert_eq!(due_on.to_string(), "2027-03-02");
        assert_eq!((text.as_str(), field.as_deref()), ("Forkert", Some("story.solution")));
    }

    #[test]
    fn it_takes_a_contributor_who_may_read() {
        let code = |by: &Principal, facts: &Facts| {
            reported(by, facts, &found(None, "x")).unwrap_err().code
        };
        assert_eq!(code(&of(2, "29189978", &[Role::Reader]), &facts()), RefusalCode::NotPermitted);
        let closed = Facts { visibility: Visibility::Organisation, ..facts() };
        assert_eq!(code(&syddjurs(), &closed), RefusalCode::CaseUnknown);
        assert_eq!(code(&Principal::Anonymous, &facts()), RefusalCode::NotSignedIn);
    }

    #[test]
    fn a_field_is_one_that_others_see() {
        for field in ["internal.notes", "robot", "story <b>", "story.løsning"] {
            let refused = reported(&syddjurs(), &facts(), &found(Some(field), "x")).unwrap_err();
            assert_eq!(refused.fields[0].rule, FieldRule::Malformed, "{field}");
        }
        for field in ["story", "gains[0].expected", "basics.title", " "] {
            assert!(reported(&syddjurs(), &facts(), &found(Some(field), "x")).is_ok(), "{field}");
        }
    }

    #[test]
    fn those_who_may_edit_answer_it_once() {
        let mut report = open();
        let colleague = of(3, "29189668", &[Role::Contributor]);
        let resolve = |report: &ErrorReport, by: &Principal| {
            report.resolve(by, &facts(), REPORT, "Rettet, tak")
        };
        assert_eq!(resolve(&report, &colleague).unwrap_err().code, RefusalCode::NotPermitted);
        assert_eq!(resolve(&report, &syddjurs()).unwrap_err().code, RefusalCode::NotPermitted);
        let events = resolve(&report, &editor()).unwrap();
        report.evolve(&events[0]);
        assert_eq!(resolve(&report, &editor()).unwrap_err().code, RefusalCode::ErrorReportResolved);
        let empty = open().resolve(&editor(), &facts(), REPORT, " ").unwrap_err();
        assert_eq!(empty.fields[0].rule, FieldRule::Required);
    }

    #[test]
    fn to_anybody_else_it_is_like_one_that_there_is_not() {
        let stranger = of(4, "64942212", &[Role::Superuser, Role::Operator]);
        let say =
            |report: &ErrorReport| report.resolve(&stranger, &facts(), REPORT, "x").unwrap_err();
        assert_eq!(say(&open()), say(&ErrorReport::default()));
        assert_eq!(say(&open()).code, RefusalCode::ErrorReportUnknown);
    }
}
