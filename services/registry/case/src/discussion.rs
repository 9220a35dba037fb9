//! What is said about a case: a stream beside the case's own, so that a reader of another
//! organisation never writes into it and no editor's revision goes stale by a comment.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use vocabulary::{CaseId, CommentId, Refusal, RefusalCode};

use crate::event::Event;
use crate::fields::Problems;

/// Characters of a comment.
const COMMENT_LIMIT: usize = 4_000;

/// The discussion of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussion {
    /// Comments posted.
    pub comments: BTreeSet<CommentId>,
}

impl Discussion {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::CommentPosted { comment, .. } = event {
            self.comments.insert(*comment);
        }
    }

    /// Posts a comment, or an answer to one of this case.
    pub fn post(
        &self,
        case: CaseId,
        comment: CommentId,
        in_reply_to: Option<CommentId>,
        text: &str,
    ) -> Result<Vec<Event>, Refusal> {
        let mut problems = Problems::of("");
        let text = text.trim();
        if text.is_empty() {
            problems.add("text", vocabulary::FieldRule::Required, None);
        } else if text.chars().count() > COMMENT_LIMIT {
            let limit = i64::try_from(COMMENT_LIMIT).ok();
            problems.add("text", vocabulary::FieldRule::TooLong, limit);
        }
        problems.text("text", Some(text));
        problems.refuse()?;
        if self.comments.contains(&comment) {
            return Err(Refusal::of(RefusalCode::CommentExists));
        }
        if in_reply_to.is_some_and(|answered| !self.comments.contains(&answered)) {
            return Err(Refusal::of(RefusalCode::CommentUnknown));
        }
        let text = text.to_owned();
        Ok(vec![Event::CommentPosted { case, comment, in_reply_to, text }])
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::{FieldRule, RefusalCode};

    use super::Discussion;
    use crate::testing::{case_id, comment};

    #[test]
    fn a_comment_is_posted_once_and_can_be_answered() {
        let mut discussion = Discussion::default();
        let posted = discussion.post(case_id(), comment(1), None, "Hvad koster det?").unwrap();
        discussion.evolve(&posted[0]);
        let again = discussion.post(case_id(), comment(1), None, "Hvad koster det?").unwrap_err();
        assert_eq!(again.code, RefusalCode::CommentExists);
        assert!(discussion.post(case_id(), comment(2), Some(comment(1)), "Intet").is_ok());
    }

    #[test]
    fn an_answer_to_nothing_and_an_empty_comment_are_refused() {
        let discussion = Discussion::default();
        let refusal = discussion.post(case_id(), comment(2), Some(comment(1)), "x").unwrap_err();
        assert_eq!(refusal.code, RefusalCode::CommentUnknown);
        let refusal = discussion.post(case_id(), comment(2), None, " \n").unwrap_err();
        assert_eq!(refusal.fields[0].rule, FieldRule::Required);
    }
}
