//! What an order comes to, given what is known: events, or a reason to write none.

use std::sync::Arc;

use case::access::{self, Action, Facts, permit};
use case::discussion::{Discussion, Mention, Words};
use case::enquiry::Enquiry;
use case::following::Following;
use case::{Case, Command, Event, ReuseOf, decide, register_reuse};
use vocabulary::{CaseId, EnquiryId, Refusal, RefusalCode, ReuseSource};

use super::folds::Folded;
use super::importing::RowEffect;
use super::{
    Order, Request, Stop, Writer, case_stream, discussion_stream, enquiry_stream, person_stream,
};
use crate::past::{Until, case_at};
use crate::size;

/// What a decision came to, before it is written.
pub(super) struct Decided {
    pub stream: String,
    /// Version of the stream that was decided on.
    pub version: u64,
    /// None when all is as asked already.
    pub events: Vec<Event>,
    /// What a row of an import comes to.
    pub row: Option<Box<RowEffect>>,
}

impl Decided {
    pub(super) fn of(stream: String, version: u64, events: Vec<Event>) -> Self {
        Self { stream, version, events, row: None }
    }
}

impl Writer {
    /// Decides on what the log says now.
    pub(super) async fn decide(&self, request: &Request) -> Result<Decided, Stop> {
        match &request.order {
            Order::Case(command) => self.decide_case(request, (**command).clone()).await,
            Order::Reuse { .. } => self.decide_reuse(request).await,
            Order::DeclareReuse { source, reuse, degree } => {
                let source = self.permitted(request, Action::Read, *source).await?;
                let source = ReuseSource::Case {
                    case: source.id.ok_or(Refusal::of(RefusalCode::CaseUnknown))?,
                    edition: source.edition,
                };
                let command = Command::DeclareReuse { reuse: *reuse, source, degree: *degree };
                self.decide_case(request, command).await
            }
            Order::Comment { comment, in_reply_to, text, mentions } => {
                let (words, case) = (self.words(request, text, mentions).await?, request.case);
                let post = |said: &Discussion| said.post(case, *comment, *in_reply_to, words);
                self.decide_discussion(case, post).await
            }
            Order::EditComment { comment, text, mentions } => {
                let words = self.words(request, text, mentions).await?;
                let (by, case) = (&request.principal, request.case);
                self.decide_discussion(case, |said| said.edit(by, case, *comment, words)).await
            }
            Order::RemoveComment { comment } => {
                let facts = self.permitted(request, Action::Read, request.case).await?.facts();
                let (by, case) = (&request.principal, request.case);
                self.decide_discussion(case, |said| said.remove(by, &facts, case, *comment)).await
            }
            Order::SendEnquiry { enquiry, question } => {
                let (by, case) = (&request.principal, request.case);
                let facts = self.case(case).await?.facts();
                let send = |open: &Enquiry| open.send(by, &facts, (*enquiry, case), question);
                self.decide_enquiry(*enquiry, send).await
            }
            Order::AnswerEnquiry { enquiry, message, text } => {
                let (by, id) = (&request.principal, *enquiry);
                let facts = self.asked_about(id).await?;
                let said = (*message, text.as_str());
                self.decide_enquiry(id, |open| open.answer(by, &facts, id, said)).await
            }
            Order::CloseEnquiry { enquiry } => {
                let (by, id) = (&request.principal, *enquiry);
                let facts = self.asked_about(id).await?;
                self.decide_enquiry(id, |open| open.close(by, &facts, id)).await
            }
            Order::RestoreVersion { revision } => {
                // Who may not edit is not told which revisions there are.
                self.permitted(request, Action::Edit, request.case).await?;
                let until = Until::Revision(*revision);
                let earlier = case_at(self.log.as_ref(), request.case, until).await?;
                let earlier = earlier.ok_or(Refusal::of(RefusalCode::RevisionUnknown))?;
                let command = Command::RestoreVersion { earlier: Box::new(earlier) };
                self.decide_case(request, command).await
            }
            Order::Import(order) => self.decide_import(request, order).await,
            _ => self.decide_own(request).await,
        }
    }

    /// Decides about what is the person's own, or the organisation's.
    async fn decide_own(&self, request: &Request) -> Result<Decided, Stop> {
        match &request.order {
            Order::Follow => {
                self.permitted(request, Action::Follow, request.case).await?;
                self.decide_personal(request, |own| Ok(own.follow(request.case))).await
            }
            Order::Unfollow => {
                self.decide_personal(request, |own| Ok(own.unfollow(request.case))).await
            }
            Order::Bookmark { keep } => {
                if *keep {
                    self.permitted(request, Action::Follow, request.case).await?;
                }
                self.decide_personal(request, |own| Ok(own.bookmark(request.case, *keep))).await
            }
            Order::FollowTopic { topic, follow } => {
                self.decide_personal(request, |own| Ok(own.follow_topic(*topic, *follow))).await
            }
            Order::SaveSearch { search, name, asked } => {
                let save = |own: &Following| own.searches.save(*search, name, (**asked).clone());
                self.decide_personal(request, save).await
            }
            Order::RenameSearch { search, name } => {
                self.decide_personal(request, |own| own.searches.rename(*search, name)).await
            }
            Order::DeleteSearch { search } => {
                self.decide_personal(request, |own| own.searches.delete(*search)).await
            }
            Order::FollowSearch { search, filter, among } => {
                let follow = |own: &Following| {
                    own.searches.follow(*search, (**filter).clone(), among.clone())
                };
                self.decide_personal(request, follow).await
            }
            Order::UnfollowSearch { search } => {
                self.decide_personal(request, |own| Ok(own.searches.unfollow(*search))).await
            }
            Order::ReadInbox { through } => {
                self.decide_personal(request, |own| Ok(own.read(*through))).await
            }
            Order::ChooseNotifications { choices } => {
                self.decide_personal(request, |own| own.notifications.choose(choices)).await
            }
            Order::Collection { collection, command } => {
                self.decide_collection(request, *collection, command).await
            }
            Order::BeginHandover { handover, cases } => {
                Ok(Self::begin_handover(request, handover, cases)?)
            }
            Order::SetOrganisationContact { contact } => {
                self.decide_organisation_contact(request, contact).await
            }
            _ => self.decide_beside(request).await,
        }
    }

    /// Decides about figures, and what else is beside people and cases.
    async fn decide_beside(&self, request: &Request) -> Result<Decided, Stop> {
        match &request.order {
            Order::ChangeStatisticsConsent { counted } => {
                self.decide_consent(request, *counted).await
            }
            Order::PublishQuarter { publish } => self.decide_quarter(request, publish).await,
            Order::ReviseFrontPage { text } => self.decide_front_page(request, text).await,
            _ => self.decide_error_report(request).await,
        }
    }

    async fn decide_case(&self, request: &Request, command: Command) -> Result<Decided, Stop> {
        let stream = case_stream(request.case);
        let loaded = self.case(request.case).await?;
        if let Command::Register(_) = &command {
            // Somebody else's case may have the id: nobody is told what became of that one.
            permit(&request.principal, command.action(), &Facts::default())?;
        } else {
            permit(&request.principal, command.action(), &loaded.facts())?;
            // Only who may edit knows revisions, and may hear what changed since one.
            if let Some(expected) = request.expected_revision
                && expected != loaded.version()
                && access::decide(&request.principal, Action::Edit, &loaded.facts())
            {
                let since = self.since(&stream, expected, loaded.version()).await?;
                return Err(Stop::Conflict(loaded.version(), since));
            }
        }
        let events = decide(request.case, &loaded, command)?;
        size::check(&loaded, &events, request.origin.at)?;
        Ok(Decided::of(stream, loaded.version(), events))
    }

    async fn decide_reuse(&self, request: &Request) -> Result<Decided, Stop> {
        let Order::Reuse { source, reuse, degree, title, visibility } = &request.order else {
            return Err(Refusal::of(RefusalCode::CaseUnknown).into());
        };
        let principal = &request.principal;
        let Some(lead) = principal.organisation() else {
            return Err(Refusal::of(RefusalCode::NotSignedIn).into());
        };
        let source = self.permitted(request, Action::Reuse, *source).await?;
        permit(principal, Action::Register, &Facts::default())?;
        let loaded = self.case(request.case).await?;
        let of = ReuseOf {
            source: &source,
            reuse: *reuse,
            degree: *degree,
            lead,
            reporter: principal.person(),
            title: title.clone(),
            visibility: *visibility,
        };
        let events = register_reuse(request.case, &loaded, of)?;
        Ok(Decided::of(case_stream(request.case), loaded.version(), events))
    }

    /// What access to an enquiry is decided on: the case that it is about.
    async fn asked_about(&self, enquiry: EnquiryId) -> Result<Facts, Stop> {
        let enquiry = self.load(&self.folds.enquiries, &enquiry_stream(enquiry)).await?;
        match enquiry.about {
            Some((case, _)) => Ok(self.case(case).await?.facts()),
            None => Ok(Facts::default()),
        }
    }

    async fn decide_enquiry(
        &self,
        enquiry: EnquiryId,
        decide: impl FnOnce(&Enquiry) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Decided, Stop> {
        let stream = enquiry_stream(enquiry);
        let enquiry = self.load(&self.folds.enquiries, &stream).await?;
        let events = decide(&enquiry)?;
        Ok(Decided::of(stream, enquiry.version(), events))
    }

    /// What somebody may say about a case.
    async fn words(
        &self,
        request: &Request,
        text: &str,
        mentions: &[Mention],
    ) -> Result<Words, Stop> {
        let case = self.permitted(request, Action::Comment, request.case).await?;
        Ok(Words::of(&case.facts(), text, mentions)?)
    }

    async fn decide_discussion(
        &self,
        case: CaseId,
        decide: impl FnOnce(&Discussion) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Decided, Stop> {
        let stream = discussion_stream(case);
        let discussion = self.load(&self.folds.discussions, &stream).await?;
        let events = decide(&discussion)?;
        Ok(Decided::of(stream, discussion.version(), events))
    }

    async fn decide_personal(
        &self,
        request: &Request,
        decide: impl FnOnce(&Following) -> Result<Vec<Event>, Refusal>,
    ) -> Result<Decided, Stop> {
        let Some(person) = request.principal.person() else {
            return Err(Refusal::of(RefusalCode::NotSignedIn).into());
        };
        let stream = person_stream(person);
        let following = self.load(&self.folds.followings, &stream).await?;
        let events = decide(&following)?;
        Ok(Decided::of(stream, following.version(), events))
    }

    /// A case on which the one who asks may do something that takes another stream.
    async fn permitted(
        &self,
        request: &Request,
        action: Action,
        case: CaseId,
    ) -> Result<Arc<Folded<Case>>, Stop> {
        let case = self.case(case).await?;
        permit(&request.principal, action, &case.facts())?;
        Ok(case)
    }
}
