//! What robots report of their runs: each is taken once, and months of them are added up exactly.
//!
//! A run has a stream of its own, named by organisation, robot and the robot's own name for it. So
//! the same report again, in whatever month and through whichever process, meets the first one, and
//! neither a case's stream nor any other grows with the runs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use vocabulary::{CaseRuns, FieldRule, Qualifier, Refusal, RefusalCode, Run, RunMonth};

use crate::access::{Action, Facts, Principal, permit};
use crate::event::Event;
use crate::fields::Problems;

/// Characters of a robot's name.
const ROBOT_LIMIT: usize = 120;
/// Characters of the robot's own name for a run.
const EXTERNAL_ID_LIMIT: usize = 200;
/// Items of one run.
const ITEMS_LIMIT: i64 = 1_000_000;
/// Minutes of one run spent on exceptions.
const MINUTES_LIMIT: i64 = 100_000;
/// A robot's clock may be a little ahead.
const LEEWAY: TimeDelta = TimeDelta::minutes(5);
/// Older runs are refused.
const OLDEST: Months = Months::new(60);
/// The longest run.
const LONGEST: TimeDelta = TimeDelta::days(31);
/// Months that are shown.
const SHOWN: usize = 60;
/// Different seconds of manual work that are kept for a month.
const RATES: usize = 12;
/// Parts of an hour that statistics count in, to a second.
const PARTS_OF_A_SECOND: i64 = 100;

/// The stream of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// What was reported; none before it was.
    pub run: Option<Run>,
}

impl Reported {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::RunsReported { run, .. } = event {
            self.run = Some((**run).clone());
        }
    }

    /// Takes a report of a run of a case whose manual work is known to take so many seconds. The
    /// same again is no event; another with the same name is refused.
    pub fn report(
        &self,
        principal: &Principal,
        facts: &Facts,
        run: &Run,
        (seconds_per_occurrence, now): (Option<i32>, DateTime<Utc>),
    ) -> Result<Vec<Event>, Refusal> {
        permit(principal, Action::ReportRuns, facts)?;
        if let Some(known) = &self.run {
            let same = known == run;
            return if same { Ok(Vec::new()) } else { Err(Refusal::of(RefusalCode::RunConflict)) };
        }
        check(run, now)?;
        Ok(vec![Event::RunsReported { run: Box::new(run.clone()), seconds_per_occurrence }])
    }
}

fn check(run: &Run, now: DateTime<Utc>) -> Result<(), Refusal> {
    let mut problems = Problems::of("");
    problems.required_line("robot", &run.robot, ROBOT_LIMIT);
    problems.required_line("externalId", &run.external_id, EXTERNAL_ID_LIMIT);
    for (field, count) in [("itemsDone", run.items_done), ("itemsFailed", run.items_failed)] {
        if !(0..=ITEMS_LIMIT).contains(&count) {
            problems.add(field, FieldRule::OutOfRange, Some(count.clamp(0, ITEMS_LIMIT)));
        }
    }
    if let Some(minutes) = run.exception_minutes {
        let (least, greatest) = (Decimal::ZERO, Decimal::from(MINUTES_LIMIT));
        if minutes < least || minutes > greatest {
            let limit = if minutes < least { 0 } else { MINUTES_LIMIT };
            problems.add("exceptionMinutes", FieldRule::OutOfRange, Some(limit));
        }
        if minutes.normalize().scale() > 2 {
            problems.add("exceptionMinutes", FieldRule::Malformed, Some(2));
        }
    }
    let latest = now + LEEWAY;
    let oldest = now.checked_sub_months(OLDEST).unwrap_or(DateTime::<Utc>::MIN_UTC);
    for (field, at) in [("startedAt", run.started_at), ("endedAt", run.ended_at)] {
        if at > latest || at < oldest {
            problems.add(field, FieldRule::OutOfRange, None);
        }
    }
    if run.ended_at < run.started_at {
        problems.add("endedAt", FieldRule::WrongOrder, None);
    } else if run.ended_at.signed_duration_since(run.started_at) > LONGEST {
        problems.add("endedAt", FieldRule::OutOfRange, None);
    }
    problems.refuse()
}

/// What the runs of one month come to. Seconds are exact: of minutes with two decimals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthOfRuns {
    runs: i64,
    items_done: i64,
    items_failed: i64,
    exception_minutes: Decimal,
    unsaid_exceptions: i64,
    unrated: i64,
    rates: BTreeSet<i32>,
    /// Of the runs that have a rate.
    saved_seconds: Decimal,
}

impl MonthOfRuns {
    fn add(&mut self, run: &Run, rate: Option<i32>) {
        self.runs += 1;
        self.items_done += run.items_done;
        self.items_failed += run.items_failed;
        let minutes = run.exception_minutes.unwrap_or_default();
        self.exception_minutes += minutes;
        if run.exception_minutes.is_none() && run.items_failed > 0 {
            self.unsaid_exceptions += 1;
        }
        let Some(rate) = rate else {
            self.unrated += 1;
            return;
        };
        // The lowest ones, so that months are the same in whatever order reports come in.
        self.rates.insert(rate);
        if self.rates.len() > RATES {
            self.rates.pop_last();
        }
        let manual = Decimal::from(run.items_done) * Decimal::from(rate);
        self.saved_seconds += manual - minutes * Decimal::from(60);
    }

    /// None when no run has a rate: what is not stated is not zero.
    fn saved(&self) -> Option<Decimal> {
        (self.runs > self.unrated).then_some(self.saved_seconds)
    }
}

/// The months in which robots ran for a case, by their first day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunMonths(BTreeMap<NaiveDate, MonthOfRuns>);

/// The twelve months that end with the latest one in which robots ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearOfRuns {
    /// Exact; none when no run has a rate.
    pub saved_seconds: Option<Decimal>,
    /// Last day of the latest month.
    pub to: NaiveDate,
    /// Whether robots ran as early as the first of the twelve months.
    pub is_whole: bool,
}

impl RunMonths {
    /// Whether no run was reported.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a run, with the seconds of manual work as they were stated when it was reported.
    pub fn add(&mut self, run: &Run, seconds_per_occurrence: Option<i32>) {
        let month = first_day(run.ended_at.date_naive());
        self.0.entry(month).or_default().add(run, seconds_per_occurrence);
    }

    /// The year up to the latest month; it asks no clock, so figures stay what they were.
    pub fn year(&self) -> Option<YearOfRuns> {
        let (latest, _) = self.0.last_key_value()?;
        let (earliest, _) = self.0.first_key_value()?;
        let begins = latest.checked_sub_months(Months::new(11)).unwrap_or(NaiveDate::MIN);
        let saved = self.0.range(begins..).filter_map(|(_, month)| month.saved());
        Some(YearOfRuns {
            saved_seconds: saved.reduce(|sum, month| sum + month),
            to: last_day(*latest),
            is_whole: *earliest <= begins,
        })
    }

    /// Measured hours a year in parts of an hour, out of what people have stated, up to a last day,
    /// and of these runs. The two are never added together, for they may say the same hours: runs
    /// count where nothing is stated, and where a whole year of them reaches at least as far.
    pub fn counted(
        &self,
        stated: Option<Decimal>,
        stated_to: Option<NaiveDate>,
    ) -> Option<Decimal> {
        let Some(year) = self.year() else { return stated };
        let Some(saved) = year.saved_seconds else { return stated };
        let runs = saved * Decimal::from(PARTS_OF_A_SECOND);
        let is_later = year.is_whole && stated_to.is_none_or(|to| to <= year.to);
        if stated.is_none() || is_later { Some(runs) } else { stated }
    }

    /// What is shown, next to the hours a year that the case expects; none without runs.
    pub fn shown(&self, expected_hours_per_year: Option<Decimal>) -> Option<CaseRuns> {
        let year = self.year()?;
        let expected = expected_hours_per_year.map(|hours| rounded(hours / Decimal::from(12)));
        Some(CaseRuns {
            months: self
                .0
                .iter()
                .rev()
                .take(SHOWN)
                .map(|(from, month)| shown(*from, month))
                .collect(),
            measured_hours_per_year: year.saved_seconds.map(hours),
            expected_hours_per_month: expected,
        })
    }
}

fn shown(from: NaiveDate, month: &MonthOfRuns) -> RunMonth {
    RunMonth {
        from,
        to: last_day(from),
        runs: month.runs,
        items_done: month.items_done,
        items_failed: month.items_failed,
        exception_minutes: month.exception_minutes.normalize(),
        runs_without_exception_minutes: month.unsaid_exceptions,
        runs_without_seconds_per_occurrence: month.unrated,
        seconds_per_occurrence: month.rates.iter().copied().collect(),
        measured_hours: month.saved().map(hours),
        qualifier: if month.unsaid_exceptions > 0 { Qualifier::AtMost } else { Qualifier::Exact },
    }
}

fn hours(seconds: Decimal) -> Decimal {
    rounded(seconds / Decimal::from(3600))
}

fn rounded(hours: Decimal) -> Decimal {
    hours.round_dp(2).normalize()
}

fn first_day(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_day(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(Months::new(1)).map_or(first, |next| next - Days::new(1))
}

#[cfg(test)]
mod tests;
