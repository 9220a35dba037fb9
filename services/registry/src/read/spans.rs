//! For how long the figures of a case were what they were.
//!
//! Spans follow the time of the events, so that figures can be asked for as of any moment. A case
//! has one span at any moment since it was registered: the next begins where the one before ends.
//! Only while it is deleted it has none.

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
    /// Where the last span ended, of a case that none lasts of.
    pub ended: i64,
    /// What became of it; none while it lasts.
    pub end: Option<End>,
    pub new: Vec<Span>,
}

impl Spans {
    /// The figures change with an event at a time. A clock that went back does not: the event
    /// then counts from the beginning of the span before it.
    pub fn change(&mut self, position: Position, at: i64, figures: CaseFigures) {
        self.stop(at);
        let from = at.max(self.ended);
        self.new.push(Span { position, from, until: None, figures });
    }

    /// There are no figures any more from an event at a time.
    pub fn stop(&mut self, at: i64) {
        let Some((_, began)) = self.lasting() else { return };
        self.ended = at.max(began);
        match self.new.last_mut() {
            Some(last) if last.from == self.ended => {
                self.new.pop();
            }
            Some(last) => last.until = Some(self.ended),
            None if began == self.ended => self.end = Some(End::Never),
            None => self.end = Some(End::Until(self.ended)),
        }
    }

    /// Position and beginning of the span that lasts.
    fn lasting(&self) -> Option<(Position, i64)> {
        match (self.new.last(), self.end) {
            (Some(last), _) => last.until.is_none().then_some((last.position, last.from)),
            (None, Some(_)) => None,
            (None, None) => self.stored,
        }
    }

    /// What the next page begins with: position and beginning of the span that lasts, or 0 and
    /// where the last one ended.
    pub fn kept(&self) -> (Position, i64) {
        self.lasting().unwrap_or((0, self.ended))
    }

    /// What a page before left.
    pub fn of(position: Position, at: i64) -> Self {
        if position == 0 {
            return Self { ended: at, ..Self::default() };
        }
        Self { stored: Some((position, at)), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::beside::Beside;
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
            beside: Beside::default(),
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
    fn a_case_without_figures_has_no_span_until_it_has_some_again() {
        let mut spans = Spans { stored: Some((1, 10)), ..Spans::default() };
        spans.stop(20);
        assert_eq!((spans.end, spans.kept()), (Some(End::Until(20)), (0, 20)));
        let mut later = Spans::of(0, 20);
        later.stop(25);
        later.change(3, 15, figures(1));
        assert_eq!(later.kept(), (3, 20), "no moment has two");
        later.stop(20);
        assert_eq!((later.new.len(), later.kept()), (0, (0, 20)));
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
