//! For how long the figures of a case were what they were.
//!
//! Spans follow the time of the events, so that figures can be asked for as of any moment. A case
//! has one span at any moment since it was registered: the next begins where the one before ends.

use crate::log::Position;

use super::figures::CaseFigures;

/// A span that begins in the page being folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    /// Of the event that it begins with.
    pub position: Position,
    /// Microseconds since 1970.
    pub from: i64,
    /// Microseconds since 1970; none while it lasts.
    pub until: Option<i64>,
    pub figures: CaseFigures,
}

/// What becomes of the span that lasted before the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It ended at this time.
    Until(i64),
    /// It was replaced in the microsecond it began, and was never to be seen.
    Never,
}

/// The spans of one case while a page is folded.
#[derive(Debug, Default)]
pub(super) struct Spans {
    /// Position and beginning of the span that lasted before the page.
    pub stored: Option<(Position, i64)>,
    /// What became of it; none while it lasts.
    pub end: Option<End>,
    pub new: Vec<Span>,
}

impl Spans {
    /// The figures change with an event at a time. A clock that went back does not: the event
    /// then counts from the beginning of the span before it.
    pub fn change(&mut self, position: Position, at: i64, figures: CaseFigures) {
        let from = self.lasting().map_or(at, |(_, from)| at.max(from));
        if let Some(last) = self.new.last_mut() {
            if last.from == from {
                self.new.pop();
            } else {
                last.until = Some(from);
            }
        } else if let Some((_, began)) = self.stored {
            self.end = Some(if began == from { End::Never } else { End::Until(from) });
        }
        self.new.push(Span { position, from, until: None, figures });
    }

    /// Position and beginning of the span that lasts.
    pub fn lasting(&self) -> Option<(Position, i64)> {
        self.new.last().map(|span| (span.position, span.from)).or(self.stored)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CaseFigures, End, Spans};

    fn figures(reuses: i64) -> CaseFigures {
        CaseFigures {
            lead: "29189668".to_owned(),
            kind: "rpa",
            phase: "idea",
            status: "not_assessed",
            expected_hours: None,
            measured_hours: None,
            expected_kroner: None,
            measured_kroner: None,
            reuses,
            reuses_in_use: 0,
            keys: BTreeSet::new(),
        }
    }

    #[test]
    fn each_span_ends_where_the_next_begins() {
        let mut spans = Spans { stored: Some((1, 10)), ..Spans::default() };
        spans.change(2, 20, figures(1));
        spans.change(3, 30, figures(2));
        assert_eq!(spans.end, Some(End::Until(20)));
        let told: Vec<_> = spans.new.iter().map(|span| (span.from, span.until)).collect();
        assert_eq!(told, [(20, Some(30)), (30, None)]);
    }

    #[test]
    fn within_one_microsecond_only_the_last_is_kept_and_time_never_goes_back() {
        let mut spans = Spans { stored: Some((1, 10)), ..Spans::default() };
        spans.change(2, 10, figures(1));
        assert_eq!(spans.end, Some(End::Never));
        spans.change(3, 5, figures(2));
        let told: Vec<_> = spans.new.iter().map(|span| (span.position, span.from)).collect();
        assert_eq!(told, [(3, 10)]);
    }
}
