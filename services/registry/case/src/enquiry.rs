//! Questions to the owners of a case, each in a stream of its own, so that nobody writes into a
//! foreign case.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use vocabulary::{CaseId, Cvr, EnquiryId, FieldRule, MessageId, Refusal, RefusalCode};

use crate::access::{Action, Facts, Principal, permit, side};
use crate::event::Event;
use crate::fields::Problems;

/// Characters of a subject.
const SUBJECT_LIMIT: usize = 120;
/// Characters of a message.
const MESSAGE_LIMIT: usize = 4_000;
/// Messages of an enquiry, which is answered whole.
const MESSAGES_LIMIT: usize = 100;

/// One enquiry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enquiry {
    /// What it is about, and who asks; none before it was sent.
    pub about: Option<(CaseId, Cvr)>,
    /// Messages of both sides.
    pub messages: BTreeSet<MessageId>,
    /// Nothing more is said.
    pub closed: bool,
}

/// A question on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Question {
    pub subject: String,
    pub message: MessageId,
    pub text: String,
}

impl Enquiry {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::EnquirySent { case, asking, message, .. } = event {
            self.about = Some((*case, *asking));
            self.messages.insert(*message);
        }
        if let Event::EnquiryAnswered { message, .. } = event {
            self.messages.insert(*message);
        }
        if let Event::EnquiryClosed { .. } = event {
            self.closed = true;
        }
    }

    /// Asks the owners of a case, which another organisation than these does.
    pub fn send(
        &self,
        principal: &Principal,
        facts: &Facts,
        (enquiry, case): (EnquiryId, CaseId),
        question: &Question,
    ) -> Result<Vec<Event>, Refusal> {
        permit(principal, Action::Enquire, facts)?;
        let asking = principal.organisation().ok_or(Refusal::of(RefusalCode::NotSignedIn))?;
        if facts.is_owned_by(asking) {
            return Err(Refusal::of(RefusalCode::EnquiryToOneself));
        }
        let mut problems = Problems::of("");
        problems.required_line("subject", &question.subject, SUBJECT_LIMIT);
        check_text(problems, &question.text)?;
        if self.about.is_some() {
            return Err(Refusal::of(RefusalCode::EnquiryExists));
        }
        Ok(vec![Event::EnquirySent {
            enquiry,
            case,
            asking,
            subject: question.subject.trim().to_owned(),
            message: question.message,
            text: question.text.trim().to_owned(),
        }])
    }

    /// Says more, on either side.
    pub fn answer(
        &self,
        principal: &Principal,
        facts: &Facts,
        enquiry: EnquiryId,
        (message, text): (MessageId, &str),
    ) -> Result<Vec<Event>, Refusal> {
        self.permitted(principal, facts)?;
        let mut problems = Problems::of("");
        if self.messages.len() >= MESSAGES_LIMIT {
            problems.add("messages", FieldRule::TooMany, i64::try_from(MESSAGES_LIMIT).ok());
        }
        check_text(problems, text)?;
        if self.messages.contains(&message) {
            return Err(Refusal::of(RefusalCode::EnquiryExists));
        }
        if self.closed {
            return Err(Refusal::of(RefusalCode::EnquiryClosed));
        }
        let text = text.trim().to_owned();
        Ok(vec![Event::EnquiryAnswered { enquiry, message, text }])
    }

    /// Closes it, on either side; again changes nothing.
    pub fn close(
        &self,
        principal: &Principal,
        facts: &Facts,
        enquiry: EnquiryId,
    ) -> Result<Vec<Event>, Refusal> {
        self.permitted(principal, facts)?;
        if self.closed { Ok(Vec::new()) } else { Ok(vec![Event::EnquiryClosed { enquiry }]) }
    }

    /// Whether somebody is on one of its sides and may speak there.
    fn permitted(&self, principal: &Principal, facts: &Facts) -> Result<(), Refusal> {
        let asking = self.about.map(|(_, asking)| asking);
        if asking.and_then(|asking| side(principal, asking, facts)).is_none() {
            return Err(Refusal::of(RefusalCode::EnquiryUnknown));
        }
        if principal.may_write_for_others() {
            Ok(())
        } else {
            Err(Refusal::of(RefusalCode::NotPermitted))
        }
    }
}

fn check_text(mut problems: Problems, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        problems.add("text", FieldRule::Required, None);
    } else if text.trim().chars().count() > MESSAGE_LIMIT {
        problems.add("text", FieldRule::TooLong, i64::try_from(MESSAGE_LIMIT).ok());
    }
    problems.text("text", Some(text));
    problems.refuse()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use vocabulary::{EnquiryId, FieldRule, MessageId, RefusalCode, Visibility};

    use super::{Enquiry, Question};
    use crate::access::{Facts, Principal, Role};
    use crate::testing::{case_id, cvr, lead, somebody};

    const ENQUIRY: EnquiryId = EnquiryId(Uuid::from_u128(40));

    fn message(number: u128) -> MessageId {
        MessageId(Uuid::from_u128(number))
    }

    fn facts() -> Facts {
        Facts { lead: Some(lead()), visibility: Visibility::Members, ..Facts::default() }
    }

    fn of(organisation: &str, roles: &[Role]) -> Principal {
        somebody(2, cvr(organisation), roles)
    }

    fn syddjurs() -> Principal {
        of("29189978", &[Role::Contributor])
    }

    fn owner() -> Principal {
        of("29189668", &[Role::Contributor])
    }

    fn question(text: &str) -> Question {
        Question { subject: "Licenser".to_owned(), message: message(1), text: text.to_owned() }
    }

    fn sent() -> Enquiry {
        let mut enquiry = Enquiry::default();
        let ids = (ENQUIRY, case_id());
        let events = enquiry.send(&syddjurs(), &facts(), ids, &question("Hvad koster de?"));
        enquiry.evolve(&events.unwrap()[0]);
        enquiry
    }

    #[test]
    fn both_sides_say_more_until_one_closes_it() {
        let mut enquiry = sent();
        for (by, number) in [(owner(), 2), (syddjurs(), 3)] {
            let events = enquiry.answer(&by, &facts(), ENQUIRY, (message(number), "Svar")).unwrap();
            enquiry.evolve(&events[0]);
        }
        let closed = enquiry.close(&syddjurs(), &facts(), ENQUIRY).unwrap();
        enquiry.evolve(&closed[0]);
        assert_eq!(enquiry.close(&owner(), &facts(), ENQUIRY).unwrap(), []);
        let late = enquiry.answer(&owner(), &facts(), ENQUIRY, (message(4), "Mere")).unwrap_err();
        assert_eq!(late.code, RefusalCode::EnquiryClosed);
    }

    #[test]
    fn to_anybody_else_it_is_like_one_that_there_is_not() {
        let stranger = of("64942212", &[Role::Superuser, Role::Operator]);
        let say = |enquiry: &Enquiry| {
            enquiry.answer(&stranger, &facts(), ENQUIRY, (message(4), "x")).unwrap_err()
        };
        assert_eq!(say(&sent()), say(&Enquiry::default()));
        assert_eq!(say(&sent()).code, RefusalCode::EnquiryUnknown);
        let closed = sent().close(&stranger, &facts(), ENQUIRY).unwrap_err();
        assert_eq!(closed.code, RefusalCode::EnquiryUnknown);
    }

    #[test]
    fn it_takes_a_contributor_who_may_read_and_no_owner() {
        let ids = (ENQUIRY, case_id());
        let send = |by: &Principal, facts: &Facts| {
            Enquiry::default().send(by, facts, ids, &question("x")).unwrap_err().code
        };
        assert_eq!(send(&of("29189978", &[Role::Reader]), &facts()), RefusalCode::NotPermitted);
        assert_eq!(send(&owner(), &facts()), RefusalCode::EnquiryToOneself);
        let closed = Facts { visibility: Visibility::Organisation, ..facts() };
        assert_eq!(send(&syddjurs(), &closed), RefusalCode::CaseUnknown);
        let reader = of("29189668", &[Role::Reader]);
        let refused = sent().answer(&reader, &facts(), ENQUIRY, (message(2), "x")).unwrap_err();
        assert_eq!(refused.code, RefusalCode::NotPermitted);
    }

    #[test]
    fn who_asked_goes_on_also_when_the_case_is_taken_in() {
        let closed = Facts { visibility: Visibility::Organisation, ..facts() };
        let more = sent().answer(&syddjurs(), &closed, ENQUIRY, (message(2), "Tak"));
        assert_eq!(more.unwrap().len(), 1);
    }

    #[test]
    fn an_empty_question_and_a_message_sent_again_are_refused() {
        let ids = (ENQUIRY, case_id());
        let empty = Enquiry::default().send(&syddjurs(), &facts(), ids, &question(" "));
        assert_eq!(empty.unwrap_err().fields[0].rule, FieldRule::Required);
        let again = sent().answer(&owner(), &facts(), ENQUIRY, (message(1), "x")).unwrap_err();
        assert_eq!(again.code, RefusalCode::EnquiryExists);
        let again = sent().send(&syddjurs(), &facts(), ids, &question("x")).unwrap_err();
        assert_eq!(again.code, RefusalCode::EnquiryExists);
    }
}
