//! What somebody has come into their inbox: all that is not turned off, and what binds.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vocabulary::{InboxKind, NotificationChoice, Refusal, RefusalCode};

use crate::event::Event;

/// Whether what is of a kind comes whatever is chosen: others wait for an answer that the people on a
/// case owe them. An error report has a last day, and a collection waits for a yes or a no.
pub fn is_binding(kind: InboxKind) -> bool {
    match kind {
        InboxKind::ErrorReported | InboxKind::ConsentAsked => true,
        InboxKind::NewCase
        | InboxKind::FoundBySearch
        | InboxKind::Followed
        | InboxKind::Commented
        | InboxKind::Answered
        | InboxKind::ReuseProgressed
        | InboxKind::ReuseBegun
        | InboxKind::EnquiryReceived
        | InboxKind::EnquiryAnswered
        | InboxKind::ErrorResolved
        | InboxKind::ConsentAnswered
        | InboxKind::Mentioned => false,
    }
}

/// What one person has chosen. Who has chosen nothing is told of everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notifications {
    off: BTreeSet<InboxKind>,
}

impl Notifications {
    /// Folds one event. Events about other things leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::NotificationChosen(NotificationChoice { kind, told }) = event {
            if *told {
                self.off.remove(kind);
            } else {
                self.off.insert(*kind);
            }
        }
    }

    /// Chooses for some kinds whether they come into the inbox, and leaves the others; what is so
    /// already is no news. Nothing is chosen where one of them binds and is turned off.
    pub fn choose(&self, choices: &BTreeMap<InboxKind, bool>) -> Result<Vec<Event>, Refusal> {
        if choices.iter().any(|(kind, told)| is_binding(*kind) && !told) {
            return Err(Refusal::of(RefusalCode::NotificationBinding));
        }
        let changed = choices.iter().filter(|(kind, told)| self.off.contains(kind) == **told);
        let chosen = changed.map(|(kind, told)| NotificationChoice { kind: *kind, told: *told });
        Ok(chosen.map(Event::NotificationChosen).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use vocabulary::{InboxKind, NotificationChoice, RefusalCode};

    use super::{Notifications, is_binding};
    use crate::event::Event;

    fn chosen(kind: InboxKind, told: bool) -> Event {
        Event::NotificationChosen(NotificationChoice { kind, told })
    }

    #[test]
    fn everything_is_told_until_it_is_turned_off_and_each_choice_is_made_once() {
        let mut own = Notifications::default();
        let all_on = InboxKind::ALL.map(|kind| (kind, true)).into();
        assert_eq!(own.choose(&all_on), Ok(vec![]));
        for told in [false, true] {
            let asked = [(InboxKind::Commented, told), (InboxKind::NewCase, true)].into();
            let events = own.choose(&asked).unwrap();
            assert_eq!(events, [chosen(InboxKind::Commented, told)]);
            own.evolve(&events[0]);
            assert_eq!(own.choose(&asked), Ok(vec![]));
        }
        assert_eq!(own, Notifications::default());
    }

    #[test]
    fn what_is_not_named_stays_as_it_was_chosen() {
        let mut own = Notifications::default();
        own.evolve(&chosen(InboxKind::Followed, false));
        let asked = BTreeMap::from([(InboxKind::Mentioned, false)]);
        assert_eq!(own.choose(&asked).unwrap(), [chosen(InboxKind::Mentioned, false)]);
        let again = BTreeMap::from([(InboxKind::Followed, true)]);
        assert_eq!(own.choose(&again).unwrap(), [chosen(InboxKind::Followed, true)]);
    }

    #[test]
    fn what_others_wait_for_cannot_be_turned_off_and_then_nothing_is() {
        let own = Notifications::default();
        for kind in InboxKind::ALL.into_iter().filter(|kind| is_binding(*kind)) {
            let asked = [(InboxKind::Commented, false), (kind, false)].into();
            let refused = own.choose(&asked).unwrap_err();
            assert_eq!(refused.code, RefusalCode::NotificationBinding, "{kind:?}");
            assert_eq!(own.choose(&[(kind, true)].into()), Ok(vec![]));
        }
    }
}
