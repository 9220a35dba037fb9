//! Declares what a case builds on, how far that is, and when it stops.

use vocabulary::{
    Basics, CaseId, Cvr, FieldRule, PersonId, Refusal, RefusalCode, ReuseDegree, ReuseId,
    ReuseSource, Section, Visibility,
};

use crate::event::Event;
use crate::fields::{LINE_LIMIT, Problems};
use crate::register::{self, Registration};
use crate::state::Case;

/// A case that begins as the reuse of another.
#[derive(Debug, Clone)]
pub struct ReuseOf<'a> {
    /// The source as it stands, which the reuser may read.
    pub source: &'a Case,
    /// Id of the relation.
    pub reuse: ReuseId,
    /// How far it is.
    pub degree: ReuseDegree,
    /// The organisation that reuses.
    pub lead: Cvr,
    /// Who registers it.
    pub reporter: Option<PersonId>,
    /// Title of the new case; the source's when there is none.
    pub title: Option<String>,
    /// Who may read the new case from the start.
    pub visibility: Visibility,
}

/// Registers a case that builds on another. Story, workload and implementation are carried over
/// with the title, summary and kind that no case can be without; gains, dates, rating and status
/// never are (domain, section 6).
pub fn register_reuse(id: CaseId, case: &Case, of: ReuseOf<'_>) -> Result<Vec<Event>, Refusal> {
    let Some(source) = of.source.id else {
        return Err(Refusal::of(RefusalCode::CaseUnknown));
    };
    let basics = Basics {
        title: of.title.unwrap_or_else(|| of.source.basics.title.clone()),
        summary: of.source.basics.summary.clone(),
        kind: of.source.basics.kind,
        ..Basics::default()
    };
    let registration = Registration {
        lead: of.lead,
        reporter: of.reporter,
        basics,
        sections: vec![
            Section::Story(of.source.story.clone()),
            Section::Workload(of.source.workload.clone()),
            Section::Implementation(of.source.implementation.clone()),
        ],
        visibility: of.visibility,
    };
    let mut events = register::decide(id, case, registration)?;
    let mut begun = case.clone();
    for event in &events {
        begun.evolve(event, case.changed_at);
    }
    let taken = ReuseSource::Case { case: source, edition: of.source.edition };
    events.extend(declare(id, &begun, of.reuse, taken, of.degree)?);
    Ok(events)
}

/// Says that a case builds on something, on the platform or outside.
pub(crate) fn declare(
    id: CaseId,
    case: &Case,
    reuse: ReuseId,
    source: ReuseSource,
    degree: ReuseDegree,
) -> Result<Vec<Event>, Refusal> {
    let mut problems = Problems::of("reuse");
    match &source {
        ReuseSource::Case { case: source, .. } if *source == id => {
            return Err(Refusal::of(RefusalCode::ReuseOfItself));
        }
        ReuseSource::Case { .. } => {}
        ReuseSource::External { name, url } => {
            problems.required_line("externalName", name, LINE_LIMIT);
            problems.line("externalUrl", url.as_deref(), 1_000);
            if url.as_deref().is_some_and(|url| !is_web_address(url)) {
                problems.add("externalUrl", FieldRule::Malformed, None);
            }
        }
        ReuseSource::Hidden => problems.add("source", FieldRule::NotAllowed, None),
    }
    if degree == ReuseDegree::Stopped {
        problems.add("degree", FieldRule::NotAllowed, None);
    }
    problems.refuse()?;
    if let Some(known) = case.reuses.iter().find(|known| known.id == reuse) {
        let same = known.source == source && known.degree == degree;
        return if same { Ok(Vec::new()) } else { Err(Refusal::of(RefusalCode::ReuseExists)) };
    }
    if case.reuses.iter().any(|known| is_same_source(&known.source, &source)) {
        return Err(Refusal::of(RefusalCode::ReuseExists));
    }
    // Each may be asked for with its source, so a list of cases multiplies them.
    let mut problems = Problems::of("reuse");
    problems.entries("", case.reuses.len() + 1);
    problems.refuse()?;
    Ok(vec![Event::ReuseDeclared { reuse, source, degree }])
}

/// Says how far a reuse is. To stop it takes a reason; what has stopped stays stopped.
pub(crate) fn progress(
    case: &Case,
    reuse: ReuseId,
    degree: ReuseDegree,
    reason: Option<String>,
) -> Result<Vec<Event>, Refusal> {
    let Some(known) = case.reuses.iter().find(|known| known.id == reuse) else {
        return Err(Refusal::of(RefusalCode::ReuseUnknown));
    };
    let reason = reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if known.degree == degree && known.reason == reason {
        return Ok(Vec::new());
    }
    if known.degree == ReuseDegree::Stopped {
        return Err(Refusal::of(RefusalCode::ReuseEnded));
    }
    let mut problems = Problems::of("reuse");
    problems.text("reason", reason.as_deref());
    if degree == ReuseDegree::Stopped && reason.is_none() {
        problems.add("reason", FieldRule::Required, None);
    }
    problems.refuse()?;
    Ok(vec![match (degree, reason) {
        (ReuseDegree::Stopped, Some(reason)) => Event::ReuseEnded { reuse, reason },
        (degree, reason) => Event::ReuseProgressed { reuse, degree, reason },
    }])
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !url.contains(char::is_whitespace))
}

/// Another edition of the same case is still the same source.
fn is_same_source(known: &ReuseSource, asked: &ReuseSource) -> bool {
    match (known, asked) {
        (ReuseSource::Case { case: known, .. }, ReuseSource::Case { case: asked, .. }) => {
            known == asked
        }
        (known, asked) => known == asked,
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use vocabulary::{
        FieldRule, RefusalCode, ReuseDegree, ReuseSource, Section, Status, Visibility, Workload,
    };

    use super::{ReuseOf, register_reuse};
    use crate::command::Command;
    use crate::event::Event;
    use crate::state::Case;
    use crate::testing::{Given, at, case_id, cvr, other_case_id, person, reuse};

    fn source() -> Case {
        let workload = Workload { occurrences_per_year: Some(4000), ..Workload::default() };
        Given::registered(case_id())
            .and(Command::DescribeSection { section: Box::new(Section::Workload(workload)) })
            .and(Command::ChangeStatus { status: Status::InProgress, reason: None })
            .and(Command::ChangeVisibility { visibility: Visibility::Members, selected: vec![] })
            .case()
    }

    fn reused(source: &Case) -> Case {
        let of = ReuseOf {
            source,
            reuse: reuse(1),
            degree: ReuseDegree::Adapting,
            lead: cvr("29189978"),
            reporter: Some(person(2)),
            title: None,
            visibility: Visibility::Organisation,
        };
        let events = register_reuse(other_case_id(), &Case::default(), of).unwrap();
        Case::fold(events.iter().map(|event| (event, at(1))))
    }

    #[test]
    fn workload_is_carried_over_and_status_and_people_are_not() {
        let case = reused(&source());
        assert_eq!(case.workload.occurrences_per_year, Some(4000));
        assert_eq!(case.status, Status::NotAssessed);
        assert_eq!(case.people.keys().copied().collect::<Vec<_>>(), [person(2)]);
        assert!(case.gains.is_empty() && case.workload.development_hours != Some(Decimal::ONE));
    }

    #[test]
    fn the_edition_that_was_taken_is_recorded() {
        let case = reused(&source());
        let taken = ReuseSource::Case { case: case_id(), edition: 1 };
        assert_eq!(case.reuses[0].source, taken);
    }

    #[test]
    fn a_case_builds_on_fifty_others_at_most() {
        let declare = |number: u128| Command::DeclareReuse {
            reuse: reuse(number),
            source: ReuseSource::External { name: format!("Nr. {number}"), url: None },
            degree: ReuseDegree::Inspired,
        };
        let given = (0..50).map(declare).fold(Given::registered(case_id()), Given::and);
        given.clone().when(declare(0)).then(|events| assert!(events.is_empty()));
        given.when(declare(50)).refused(|refusal| {
            assert_eq!(refusal.fields[0].field, "reuse");
            assert_eq!(refusal.fields[0].rule, FieldRule::TooMany);
        });
    }

    #[test]
    fn a_case_does_not_build_on_itself_nor_twice_on_another() {
        let declare = |id, source| Command::DeclareReuse {
            reuse: reuse(id),
            source: ReuseSource::Case { case: source, edition: 3 },
            degree: ReuseDegree::Inspired,
        };
        Given::registered(case_id())
            .when(declare(1, case_id()))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::ReuseOfItself));
        Given::registered(case_id())
            .and(declare(1, other_case_id()))
            .when(declare(2, other_case_id()))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::ReuseExists));
    }

    #[test]
    fn what_has_stopped_with_a_reason_stays_stopped() {
        let source = ReuseSource::External { name: "Larvik".into(), url: None };
        let progress = |degree, reason: Option<&str>| Command::ProgressReuse {
            reuse: reuse(1),
            degree,
            reason: reason.map(str::to_owned),
        };
        let given = Given::registered(case_id()).and(Command::DeclareReuse {
            reuse: reuse(1),
            source,
            degree: ReuseDegree::Testing,
        });
        given
            .clone()
            .when(progress(ReuseDegree::Stopped, None))
            .refused(|refusal| assert_eq!(refusal.fields[0].field, "reuse.reason"));
        given
            .clone()
            .when(progress(ReuseDegree::InUse, None))
            .then(|events| assert!(matches!(events, [Event::ReuseProgressed { .. }])));
        given
            .and(progress(ReuseDegree::Stopped, Some("For dyrt")))
            .when(progress(ReuseDegree::InUse, None))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::ReuseEnded));
    }
}
