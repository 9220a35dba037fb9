//! What an order comes to, given what is known: events, or a reason to write none.

use std::sync::Arc;

use case::access::{self, Action, Facts, permit};
use case::{Case, Command, Event, ReuseOf, decide, register_reuse};
use vocabulary::{CaseId, CommentId, Refusal, RefusalCode, ReuseSource};

use super::folds::Folded;
use super::{Order, Request, Stop, Writer, case_stream, discussion_stream, person_stream};
use crate::past::{Until, case_at};
use crate::size;

/// What a decision came to, before it is written.
pub(super) struct Decided {
    pub stream: String,
    /// Version of the stream that was decided on.
    pub version: u64,
    /// None when all is as asked already.
    pub events: Vec<Event>,
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
            Order::Comment { comment, in_reply_to, text } => {
                self.permitted(request, Action::Comment, request.case).await?;
                self.decide_comment(request.case, *comment, *in_reply_to, text).await
            }
            Order::Follow => {
                self.permitted(request, Action::Follow, request.case).await?;
                self.decide_following(request, true).await
            }
            Order::Unfollow => self.decide_following(request, false).await,
            Order::RestoreVersion { revision } => {
                // Who may not edit is not told which revisions there are.
                self.permitted(request, Action::Edit, request.case).await?;
                let until = Until::Revision(*revision);
                let earlier = case_at(self.log.as_ref(), request.case, until).await?;
                let earlier = earlier.ok_or(Refusal::of(RefusalCode::RevisionUnknown))?;
                let command = Command::RestoreVersion { earlier: Box::new(earlier) };
                self.decide_case(request, command).await
            }
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
        Ok(Decided { stream, version: loaded.version(), events })
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
        Ok(Decided { stream: case_stream(request.case), version: loaded.version(), events })
    }

    async fn decide_comment(
        &self,
        case: CaseId,
        comment: CommentId,
        in_reply_to: Option<CommentId>,
        text: &str,
    ) -> Result<Decided, Stop> {
        let stream = discussion_stream(case);
        let discussion = self.load(&self.folds.discussions, &stream).await?;
        let events = discussion.post(case, comment, in_reply_to, text)?;
        Ok(Decided { stream, version: discussion.version(), events })
    }

    async fn decide_following(&self, request: &Request, follow: bool) -> Result<Decided, Stop> {
        let Some(person) = request.principal.person() else {
            return Err(Refusal::of(RefusalCode::NotSignedIn).into());
        };
        let stream = person_stream(person);
        let following = self.load(&self.folds.followings, &stream).await?;
        let case = request.case;
        let events = if follow { following.follow(case) } else { following.unfollow(case) };
        Ok(Decided { stream, version: following.version(), events })
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
