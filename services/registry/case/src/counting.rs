//! What organisations let be counted, and quarters that are published.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use vocabulary::{FieldProblem, FieldRule, Quarter, QuarterFigures, Refusal, RefusalCode};

use crate::access::{Principal, Role};
use crate::event::Event;

/// Characters of the reason for a correction.
const LONGEST_REASON: usize = 500;

/// Whether an organisation lets its cases be counted that it does not share: a stream of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// It does; none does before it says so.
    pub counted: bool,
}

impl Consent {
    /// Folds one event. Events about something else leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::StatisticsConsentChanged { counted, .. } = event {
            self.counted = *counted;
        }
    }

    /// Says so, or takes it back, for the organisation acted for.
    ///
    /// # Errors
    /// [`RefusalCode::NotPermitted`] for all but its administrators and superusers.
    pub fn change(self, by: &Principal, counted: bool) -> Result<Vec<Event>, Refusal> {
        let organisation = by.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
        if !by.may_consent() {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        if self.counted == counted {
            return Ok(Vec::new());
        }
        Ok(vec![Event::StatisticsConsentChanged { organisation, counted }])
    }
}

/// What was published of one quarter: a stream of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Editions so far.
    pub editions: i32,
    /// What the last one says.
    pub last: Option<Box<QuarterFigures>>,
}

/// A quarter to publish, with its figures as they were at its last moment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ToPublish {
    pub quarter: Quarter,
    /// Why it is published again.
    pub reason: String,
    pub figures: Box<QuarterFigures>,
}

impl Published {
    /// Folds one event. Events about something else leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::QuarterPublished { edition, figures, .. } = event {
            self.editions = *edition;
            self.last = Some(figures.clone());
        }
    }

    /// Publishes a quarter that is over, or publishes it again with a reason. The same figures again
    /// are published already.
    ///
    /// # Errors
    /// [`RefusalCode::NotPermitted`] for all but coordinators, [`RefusalCode::QuarterNotOver`] before
    /// its end, and [`RefusalCode::InvalidFields`] for a correction without a reason.
    pub fn publish(
        &self,
        by: &Principal,
        asked: &ToPublish,
        now: DateTime<Utc>,
    ) -> Result<Vec<Event>, Refusal> {
        if !by.has(Role::Coordinator) {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        if now < asked.quarter.ends() {
            return Err(Refusal::of(RefusalCode::QuarterNotOver));
        }
        let reason = asked.reason.trim();
        if reason.chars().count() > LONGEST_REASON {
            return Err(problem(FieldRule::TooLong, i64::try_from(LONGEST_REASON).ok()));
        }
        if self.last.as_ref() == Some(&asked.figures) {
            return Ok(Vec::new());
        }
        if self.editions > 0 && reason.is_empty() {
            return Err(problem(FieldRule::Required, None));
        }
        Ok(vec![Event::QuarterPublished {
            quarter: asked.quarter,
            edition: self.editions + 1,
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            figures: asked.figures.clone(),
        }])
    }
}

fn problem(rule: FieldRule, limit: Option<i64>) -> Refusal {
    let fields = vec![FieldProblem { field: "reason".to_owned(), rule, limit }];
    Refusal { code: RefusalCode::InvalidFields, fields }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use vocabulary::{Figures, QuarterFigures, RefusalCode};

    use super::{Consent, Published, ToPublish};
    use crate::access::{Principal, Role};
    use crate::event::Event;
    use crate::testing::{cvr, somebody};

    fn holder(role: Role) -> Principal {
        somebody(1, cvr("29189668"), &[role])
    }

    fn third(cases: i32, reason: &str) -> ToPublish {
        let total = Figures { cases, ..Figures::default() };
        let figures = Box::new(QuarterFigures { total, ..QuarterFigures::default() });
        ToPublish { quarter: "2026-Q3".parse().unwrap(), reason: reason.to_owned(), figures }
    }

    #[test]
    fn consent_is_off_until_an_administrator_or_superuser_gives_it_and_can_be_taken_back() {
        let mut consent = Consent::default();
        for role in [Role::Contributor, Role::Coordinator, Role::LocalSuperuser, Role::Operator] {
            let refused = consent.change(&holder(role), true).unwrap_err();
            assert_eq!(refused.code, RefusalCode::NotPermitted);
        }
        for counted in [true, false] {
            for role in [Role::Administrator, Role::Superuser] {
                assert_eq!(consent.change(&holder(role), counted).unwrap().len(), 1);
            }
            let organisation = cvr("29189668");
            consent.evolve(&Event::StatisticsConsentChanged { organisation, counted });
            assert_eq!(consent.change(&holder(Role::Superuser), counted), Ok(Vec::new()));
        }
        let refused = consent.change(&Principal::Anonymous, true).unwrap_err();
        assert_eq!(refused.code, RefusalCode::NotSignedIn);
    }

    #[test]
    fn a_quarter_is_published_by_a_coordinator_when_it_is_over_and_again_with_a_reason() {
        let (by, mut published) = (holder(Role::Coordinator), Published::default());
        let over = third(1, "").quarter.ends();
        let no = |by: &Principal, at| published.publish(by, &third(1, ""), at).unwrap_err().code;
        assert_eq!(no(&holder(Role::Superuser), over), RefusalCode::NotPermitted);
        assert_eq!(no(&by, over - TimeDelta::microseconds(1)), RefusalCode::QuarterNotOver);

        for event in published.publish(&by, &third(1, ""), over).unwrap() {
            published.evolve(&event);
        }
        assert_eq!(published.editions, 1);
        assert_eq!(published.publish(&by, &third(1, "Igen"), over), Ok(Vec::new()), "all the same");
        let refused = published.publish(&by, &third(2, "  "), over).unwrap_err();
        assert_eq!(refused.fields[0].field, "reason");
        let long = "x".repeat(501);
        assert!(published.publish(&by, &third(2, &long), over).is_err());

        let again = published.publish(&by, &third(2, "Tal manglede"), over).unwrap();
        assert!(matches!(
            &again[..],
            [Event::QuarterPublished { edition: 2, reason: Some(_), .. }]
        ));
    }
}
