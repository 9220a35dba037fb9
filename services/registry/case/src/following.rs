//! What one person follows, keeps and has read: a stream of the person's own, which nobody else
//! sees.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use vocabulary::{CaseId, InboxEntryId, Topic};

use crate::event::Event;
use crate::notifications::Notifications;
use crate::saved_search::SavedSearches;

/// What one person follows, keeps and has read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// The cases.
    pub cases: BTreeSet<CaseId>,
    /// What is followed beside cases.
    pub topics: BTreeSet<Topic>,
    /// Cases with a bookmark on.
    pub bookmarks: BTreeSet<CaseId>,
    /// Searches.
    pub searches: SavedSearches,
    /// What comes into the inbox.
    pub notifications: Notifications,
    /// The entry of the inbox that was last read up to.
    pub read_through: Option<InboxEntryId>,
}

impl Following {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::CaseFollowed { case } = event {
            self.cases.insert(*case);
        }
        if let Event::CaseUnfollowed { case } = event {
            self.cases.remove(case);
        }
        if let Event::TopicFollowed { topic } = event {
            self.topics.insert(*topic);
        }
        if let Event::TopicUnfollowed { topic } = event {
            self.topics.remove(topic);
        }
        if let Event::CaseBookmarked { case } = event {
            self.bookmarks.insert(*case);
        }
        if let Event::BookmarkRemoved { case } = event {
            self.bookmarks.remove(case);
        }
        self.searches.evolve(event);
        self.notifications.evolve(event);
        if let Event::InboxRead { through } = event {
            self.read_through = *through;
        }
    }

    /// Follows a case; again changes nothing.
    pub fn follow(&self, case: CaseId) -> Vec<Event> {
        if self.cases.contains(&case) { Vec::new() } else { vec![Event::CaseFollowed { case }] }
    }

    /// Stops following; also a case that can no longer be read.
    pub fn unfollow(&self, case: CaseId) -> Vec<Event> {
        if self.cases.contains(&case) { vec![Event::CaseUnfollowed { case }] } else { Vec::new() }
    }

    /// Follows an organisation or a subject area, or does so no more.
    pub fn follow_topic(&self, topic: Topic, follow: bool) -> Vec<Event> {
        match (self.topics.contains(&topic), follow) {
            (false, true) => vec![Event::TopicFollowed { topic }],
            (true, false) => vec![Event::TopicUnfollowed { topic }],
            _ => Vec::new(),
        }
    }

    /// Puts a bookmark on a case, or takes it off, also off one that can no longer be read.
    pub fn bookmark(&self, case: CaseId, keep: bool) -> Vec<Event> {
        match (self.bookmarks.contains(&case), keep) {
            (false, true) => vec![Event::CaseBookmarked { case }],
            (true, false) => vec![Event::BookmarkRemoved { case }],
            _ => Vec::new(),
        }
    }

    /// Marks the inbox as read up to an entry, or all that is in it by now. An entry that the inbox
    /// does not hold marks nothing, and nobody is told whether it is one.
    pub fn read(&self, through: Option<InboxEntryId>) -> Vec<Event> {
        if through.is_some() && through == self.read_through {
            return Vec::new();
        }
        vec![Event::InboxRead { through }]
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use vocabulary::{InboxEntryId, Topic};

    use super::Following;
    use crate::testing::{case_id, cvr};

    #[test]
    fn following_twice_is_once_and_can_be_undone() {
        let mut following = Following::default();
        for event in following.follow(case_id()) {
            following.evolve(&event);
        }
        assert!(following.follow(case_id()).is_empty());
        for event in following.unfollow(case_id()) {
            following.evolve(&event);
        }
        assert!(following.unfollow(case_id()).is_empty());
    }

    #[test]
    fn bookmarks_and_topics_are_kept_once_and_can_be_taken_away() {
        let mut own = Following::default();
        let topic = Topic::Organisation(cvr("29189668"));
        let kept = |own: &Following, keep| {
            let mut events = own.bookmark(case_id(), keep);
            events.extend(own.follow_topic(topic, keep));
            events
        };
        for keep in [true, false] {
            let events = kept(&own, keep);
            assert_eq!(events.len(), 2);
            for event in &events {
                own.evolve(event);
            }
            assert_eq!(kept(&own, keep), []);
        }
        assert_eq!(own, Following::default());
    }

    #[test]
    fn reading_up_to_the_same_entry_twice_is_once_and_all_of_it_is_always_said() {
        let mut following = Following::default();
        let entry = Some(InboxEntryId(Uuid::from_u128(1)));
        for event in following.read(entry) {
            following.evolve(&event);
        }
        assert!(following.read(entry).is_empty());
        assert_eq!(following.read(None).len(), 1);
        following.evolve(&following.read(None)[0].clone());
        assert_eq!(following.read(None).len(), 1, "more may have come meanwhile");
    }
}
