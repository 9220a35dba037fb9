//! Given, when, then for decisions.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, CommentId, Cvr, GainId, MeasurementId, PersonId, Refusal, ReuseId, Visibility,
};

use crate::access::{Principal, Role};
use crate::command::{Command, decide};
use crate::event::Event;
use crate::register::Registration;
use crate::state::Case;

pub fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
}

pub fn cvr(number: &str) -> Cvr {
    number.parse().unwrap()
}

/// Randers, who leads what is registered here.
pub fn lead() -> Cvr {
    cvr("29189668")
}

pub fn case_id() -> CaseId {
    CaseId(Uuid::from_u128(1))
}

pub fn other_case_id() -> CaseId {
    CaseId(Uuid::from_u128(2))
}

pub fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

/// Somebody of an organisation with these roles, which cover no department and no number.
pub fn somebody(number: u128, organisation: Cvr, roles: &[Role]) -> Principal {
    Principal::Person {
        id: person(number),
        organisation,
        roles: roles.iter().copied().collect(),
        units: BTreeSet::new(),
        subjects: BTreeSet::new(),
    }
}

pub fn gain(number: u128) -> GainId {
    GainId(Uuid::from_u128(number))
}

pub fn measurement(number: u128) -> MeasurementId {
    MeasurementId(Uuid::from_u128(number))
}

pub fn reuse(number: u128) -> ReuseId {
    ReuseId(Uuid::from_u128(number))
}

pub fn comment(number: u128) -> CommentId {
    CommentId(Uuid::from_u128(number))
}

pub fn basics() -> Basics {
    Basics {
        title: "Fakturagodkendelse".into(),
        summary: "Robotten godkender fakturaer".into(),
        ..Basics::default()
    }
}

pub fn registration(basics: Basics) -> Registration {
    Registration {
        lead: lead(),
        reporter: Some(person(1)),
        basics,
        sections: Vec::new(),
        visibility: Visibility::Organisation,
    }
}

impl From<Registration> for Command {
    fn from(registration: Registration) -> Self {
        Self::Register(Box::new(registration))
    }
}

/// A case that commands have led to.
#[derive(Clone)]
pub struct Given {
    id: CaseId,
    case: Case,
}

impl Given {
    pub fn nothing() -> Self {
        Self { id: case_id(), case: Case::default() }
    }

    pub fn registered(id: CaseId) -> Self {
        Self { id, case: Case::default() }.and_registered(registration(basics()))
    }

    pub fn and_registered(self, registration: Registration) -> Self {
        self.and(registration.into())
    }

    pub fn and(mut self, command: Command) -> Self {
        let events = decide(self.id, &self.case, command).expect("what is given was accepted");
        for event in &events {
            self.case.evolve(event, at(0));
        }
        self
    }

    pub fn case(&self) -> Case {
        self.case.clone()
    }

    pub fn when(self, command: impl Into<Command>) -> When {
        When(decide(self.id, &self.case, command.into()))
    }
}

pub struct When(Result<Vec<Event>, Refusal>);

impl When {
    pub fn then(self, check: impl FnOnce(&[Event])) {
        check(&self.0.expect("the command is accepted"));
    }

    pub fn refused(self, check: impl FnOnce(Refusal)) {
        check(self.0.expect_err("the command is refused"));
    }
}
