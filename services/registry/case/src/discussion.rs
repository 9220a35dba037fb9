//! What is said about a case: a stream beside the case's own, so that a reader of another
//! organisation never writes into it and no editor's revision goes stale by a comment.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vocabulary::{CaseId, CommentId, Cvr, PersonId, Refusal, RefusalCode};

use crate::access::{Action, Facts, Principal, decide};
use crate::event::Event;
use crate::fields::Problems;

/// Characters of a comment.
const COMMENT_LIMIT: usize = 4_000;
/// People whom one comment mentions.
const MENTION_LIMIT: usize = 20;

/// The discussion of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussion {
    /// Comments posted, also those that were removed.
    pub comments: BTreeMap<CommentId, Said>,
}

/// A comment as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who wrote it; none when a job did.
    pub author: Option<PersonId>,
    /// None once it was removed.
    pub words: Option<Words>,
}

/// What a comment says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Markdown.
    pub text: String,
    /// Who is told of it.
    pub mentions: BTreeSet<PersonId>,
}

/// Somebody to be mentioned, with where they belong; none when nobody knows them.
pub type Mention = (PersonId, Option<Cvr>);

impl Words {
    /// What somebody asks to have said about a case. People who may not read it are refused as
    /// those are who do not exist.
    pub fn of(facts: &Facts, text: &str, mentions: &[Mention]) -> Result<Self, Refusal> {
        let mut problems = Problems::of("");
        let text = text.trim();
        if text.is_empty() {
            problems.add("text", vocabulary::FieldRule::Required, None);
        } else if text.chars().count() > COMMENT_LIMIT {
            let limit = i64::try_from(COMMENT_LIMIT).ok();
            problems.add("text", vocabulary::FieldRule::TooLong, limit);
        }
        problems.text("text", Some(text));
        if mentions.len() > MENTION_LIMIT {
            let limit = i64::try_from(MENTION_LIMIT).ok();
            problems.add("mentions", vocabulary::FieldRule::TooMany, limit);
        }
        problems.refuse()?;
        let may_read = |(person, organisation): &Mention| {
            organisation.is_some_and(|organisation| {
                decide(&Principal::reader(*person, organisation), Action::Read, facts)
            })
        };
        if !mentions.iter().all(may_read) {
            return Err(Refusal::of(RefusalCode::MentionUnknown));
        }
        let mentions = mentions.iter().map(|(person, _)| *person).collect();
        Ok(Self { text: text.to_owned(), mentions })
    }
}

impl Discussion {
    /// Folds one event, which somebody caused. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event, by: Option<PersonId>) {
        match event {
            Event::CommentPosted { comment, text, mentions, .. } => {
                let words = Words { text: text.clone(), mentions: mentions.clone() };
                self.comments.insert(*comment, Said { author: by, words: Some(words) });
            }
            Event::CommentEdited { comment, text, mentions, .. } => {
                if let Some(said) = self.comments.get_mut(comment) {
                    said.words = Some(Words { text: text.clone(), mentions: mentions.clone() });
                }
            }
            Event::CommentRemoved { comment, .. } => {
                if let Some(said) = self.comments.get_mut(comment) {
                    said.words = None;
                }
            }
            _ => {}
        }
    }

    /// Posts a comment, or an answer to one of this case.
    pub fn post(
        &self,
        case: CaseId,
        comment: CommentId,
        in_reply_to: Option<CommentId>,
        words: Words,
    ) -> Result<Vec<Event>, Refusal> {
        if self.comments.contains_key(&comment) {
            return Err(Refusal::of(RefusalCode::CommentExists));
        }
        if let Some(answered) = in_reply_to {
            self.standing(answered)?;
        }
        let Words { text, mentions } = words;
        Ok(vec![Event::CommentPosted { case, comment, in_reply_to, text, mentions }])
    }

    /// Edits a comment of one's own.
    pub fn edit(
        &self,
        principal: &Principal,
        case: CaseId,
        comment: CommentId,
        words: Words,
    ) -> Result<Vec<Event>, Refusal> {
        let (said, standing) = self.standing(comment)?;
        if !said.is_by(principal) {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        if *standing == words {
            return Ok(Vec::new());
        }
        let Words { text, mentions } = words;
        Ok(vec![Event::CommentEdited { case, comment, text, mentions }])
    }

    /// Removes a comment of one's own, or any of a case that one may edit. Its place stays.
    pub fn remove(
        &self,
        principal: &Principal,
        facts: &Facts,
        case: CaseId,
        comment: CommentId,
    ) -> Result<Vec<Event>, Refusal> {
        let said = self.comments.get(&comment);
        let said = said.ok_or_else(|| Refusal::of(RefusalCode::CommentUnknown))?;
        if !said.is_by(principal) && !decide(principal, Action::Edit, facts) {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        if said.words.is_none() {
            return Ok(Vec::new());
        }
        Ok(vec![Event::CommentRemoved { case, comment }])
    }

    /// A comment that was not removed, with what it says.
    fn standing(&self, comment: CommentId) -> Result<(&Said, &Words), Refusal> {
        let said = self.comments.get(&comment);
        let said = said.ok_or_else(|| Refusal::of(RefusalCode::CommentUnknown))?;
        let words = said.words.as_ref();
        Ok((said, words.ok_or_else(|| Refusal::of(RefusalCode::CommentRemoved))?))
    }
}

impl Said {
    fn is_by(&self, principal: &Principal) -> bool {
        self.author.is_some() && self.author == principal.person()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use vocabulary::{FieldRule, RefusalCode, Visibility};

    use super::{Discussion, Words};
    use crate::access::{Facts, Principal, Role};
    use crate::testing::{case_id, comment, cvr, lead, person, somebody};

    fn facts(visibility: Visibility) -> Facts {
        let people = BTreeSet::from([person(1)]);
        Facts { lead: Some(lead()), people, visibility, ..Facts::default() }
    }

    fn words(text: &str) -> Words {
        Words::of(&facts(Visibility::Members), text, &[]).unwrap()
    }

    /// Person 2 of Syddjurs has posted comment 1.
    fn discussed() -> Discussion {
        let mut discussion = Discussion::default();
        let posted = discussion.post(case_id(), comment(1), None, words("Hvad koster det?"));
        discussion.evolve(&posted.unwrap()[0], Some(person(2)));
        discussion
    }

    fn syddjurs(number: u128) -> Principal {
        Principal::reader(person(number), cvr("29189978"))
    }

    #[test]
    fn a_comment_is_posted_once_and_can_be_answered() {
        let discussion = discussed();
        let again = discussion.post(case_id(), comment(1), None, words("Igen")).unwrap_err();
        assert_eq!(again.code, RefusalCode::CommentExists);
        assert!(discussion.post(case_id(), comment(2), Some(comment(1)), words("Intet")).is_ok());
    }

    #[test]
    fn an_answer_to_nothing_and_an_empty_comment_are_refused() {
        let discussion = Discussion::default();
        let answer = discussion.post(case_id(), comment(2), Some(comment(1)), words("x"));
        assert_eq!(answer.unwrap_err().code, RefusalCode::CommentUnknown);
        let refusal = Words::of(&facts(Visibility::Members), " \n", &[]).unwrap_err();
        assert_eq!(refusal.fields[0].rule, FieldRule::Required);
    }

    #[test]
    fn only_the_writer_edits_and_the_same_words_again_change_nothing() {
        let discussion = discussed();
        let edit = |by: &Principal, text| discussion.edit(by, case_id(), comment(1), words(text));
        assert_eq!(edit(&syddjurs(3), "Nej").unwrap_err().code, RefusalCode::NotPermitted);
        let owner = Principal::reader(person(1), lead());
        assert_eq!(edit(&owner, "Nej").unwrap_err().code, RefusalCode::NotPermitted);
        assert_eq!(edit(&syddjurs(2), "Hvad koster det?").unwrap(), []);
        assert_eq!(edit(&syddjurs(2), "Hvad koster det årligt?").unwrap().len(), 1);
        let unknown = discussion.edit(&syddjurs(2), case_id(), comment(9), words("x"));
        assert_eq!(unknown.unwrap_err().code, RefusalCode::CommentUnknown);
    }

    #[test]
    fn what_a_job_wrote_is_nobody_s_own() {
        let mut discussion = Discussion::default();
        let posted = discussion.post(case_id(), comment(1), None, words("x")).unwrap();
        discussion.evolve(&posted[0], None);
        let job = Principal::Job {
            name: "import".to_owned(),
            organisation: cvr("29189978"),
            roles: BTreeSet::new(),
        };
        let edited = discussion.edit(&job, case_id(), comment(1), words("y"));
        assert_eq!(edited.unwrap_err().code, RefusalCode::NotPermitted);
    }

    #[test]
    fn the_writer_and_editors_of_the_owners_remove_it_and_its_place_stays() {
        let mut discussion = discussed();
        let facts = facts(Visibility::Members);
        let superuser = somebody(8, lead(), &[Role::Superuser]);
        let remove = |by: &Principal| discussion.remove(by, &facts, case_id(), comment(1));
        for by in [syddjurs(3), Principal::reader(person(7), lead())] {
            assert_eq!(remove(&by).unwrap_err().code, RefusalCode::NotPermitted);
        }
        for by in [syddjurs(2), Principal::reader(person(1), lead()), superuser] {
            assert_eq!(remove(&by).unwrap().len(), 1, "{by:?}");
        }
        let removed = remove(&syddjurs(2)).unwrap();
        discussion.evolve(&removed[0], Some(person(2)));
        assert_eq!(discussion.remove(&syddjurs(2), &facts, case_id(), comment(1)).unwrap(), []);
        let edited = discussion.edit(&syddjurs(2), case_id(), comment(1), words("Alligevel"));
        assert_eq!(edited.unwrap_err().code, RefusalCode::CommentRemoved);
        let answer = discussion.post(case_id(), comment(2), Some(comment(1)), words("Svar"));
        assert_eq!(answer.unwrap_err().code, RefusalCode::CommentRemoved);
        let again = discussion.post(case_id(), comment(1), None, words("Igen")).unwrap_err();
        assert_eq!(again.code, RefusalCode::CommentExists);
    }

    #[test]
    fn who_may_not_read_is_mentioned_no_more_than_who_does_not_exist() {
        let mention = |visibility, organisation| {
            Words::of(&facts(visibility), "Se her", &[(person(5), organisation)])
        };
        let missing = mention(Visibility::Members, None).unwrap_err();
        assert_eq!(missing.code, RefusalCode::MentionUnknown);
        for (visibility, organisation) in
            [(Visibility::Organisation, cvr("29189978")), (Visibility::Draft, lead())]
        {
            assert_eq!(mention(visibility, Some(organisation)).unwrap_err(), missing);
        }
        let words = mention(Visibility::Organisation, Some(lead())).unwrap();
        assert_eq!(words.mentions, BTreeSet::from([person(5)]));
        let on_it = Words::of(&facts(Visibility::Draft), "x", &[(person(1), Some(lead()))]);
        assert!(on_it.is_ok());
    }

    #[test]
    fn a_comment_mentions_twenty_at_most() {
        let many: Vec<_> = (0..21).map(|number| (person(number), Some(lead()))).collect();
        let words = |count: usize| Words::of(&facts(Visibility::Members), "Alle", &many[..count]);
        assert!(words(20).is_ok());
        assert_eq!(words(21).unwrap_err().fields[0].rule, FieldRule::TooMany);
    }
}
