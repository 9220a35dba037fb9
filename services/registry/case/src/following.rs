//! What one person follows: a stream of the person's own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use vocabulary::CaseId;

use crate::event::Event;

/// The cases that one person follows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// The cases.
    pub cases: BTreeSet<CaseId>,
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
    }

    /// Follows a case; again changes nothing.
    pub fn follow(&self, case: CaseId) -> Vec<Event> {
        if self.cases.contains(&case) { Vec::new() } else { vec![Event::CaseFollowed { case }] }
    }

    /// Stops following; also a case that can no longer be read.
    pub fn unfollow(&self, case: CaseId) -> Vec<Event> {
        if self.cases.contains(&case) { vec![Event::CaseUnfollowed { case }] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::Following;
    use crate::testing::case_id;

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
}
