//! Folding what robots report into the months of a case.

use case::Event;
use case::runs::RunMonths;
use sea_orm::Value;
use std::collections::HashMap;
use uuid::Uuid;
use vocabulary::{CaseId, CaseRuns};

use super::figures::CaseFigures;
use super::fold::{Fold, Touched};
use super::save::count;
use super::sql::Sql;
use super::store::Store;
use super::writes::Write;
use super::{ReadError, figures, json, parsed};
use crate::log::Recorded;

impl Fold {
    /// Folds what a robot reports. It changes figures of the case and nothing of its record, so
    /// neither the keys that open it nor its place in the index are written again.
    pub(super) fn run(&mut self, event: &Event, recorded: &Recorded) -> Result<(), String> {
        let Event::RunsReported { run, seconds_per_occurrence } = event else { return Ok(()) };
        let touched = self.cases.get_mut(&run.case).filter(|touched| touched.case.exists());
        let touched = touched.ok_or("a run of a case that is not known")?;
        let known = touched.figures.take();
        let known = known.or_else(|| CaseFigures::of(&touched.case, &touched.runs));
        touched.runs.add(run, *seconds_per_occurrence);
        touched.ran = true;
        let figures = CaseFigures::of(&touched.case, &touched.runs);
        if figures != known {
            let summed = self.cube.case(known.as_ref(), figures.as_ref());
            summed.map_err(|error| error.to_string())?;
            let at = recorded.origin.at.timestamp_micros();
            match figures.clone() {
                Some(figures) => touched.spans.change(recorded.position, at, figures),
                None => touched.spans.stop(at),
            }
        }
        touched.figures = figures;
        Ok(())
    }

    /// The cases whose figures events of the page may have changed.
    pub(super) fn counted(&self) -> impl Iterator<Item = (CaseId, &Touched)> {
        let counted = |touched: &Touched| touched.position.is_some() || touched.ran;
        self.cases
            .iter()
            .filter(move |(_, touched)| touched.case.exists() && counted(touched))
            .map(|(id, touched)| (*id, touched))
    }

    /// The runs of cases that events of the page did not change otherwise.
    pub(super) fn write_runs(&self, writes: &mut Vec<Write>) {
        let only_ran = |touched: &&Touched| touched.ran && touched.position.is_none();
        for touched in self.cases.values().filter(only_ran) {
            let Some(id) = touched.case.id else { continue };
            let (position, from) = touched.spans.kept();
            let sql = Sql::of("UPDATE read_cases SET runs = ")
                .bind(kept(&touched.runs))
                .push(", figures_position = ")
                .bind(count(position))
                .push(", figures_from = ")
                .bind(from)
                .push(" WHERE id = ")
                .bind(id.0);
            writes.push(Write::Run(sql));
        }
    }
}

/// Months as they are kept with a case.
pub(super) fn kept(runs: &RunMonths) -> Value {
    (!runs.is_empty()).then(|| json(runs)).into()
}

/// Months as they were kept.
pub(super) fn months(kept: Option<&str>) -> Result<RunMonths, ReadError> {
    kept.map_or_else(|| Ok(RunMonths::default()), parsed)
}

/// What robots reported of cases.
pub(super) async fn runs(
    store: &Store,
    ids: &[Uuid],
) -> Result<HashMap<CaseId, RunMonths>, ReadError> {
    let sql = Sql::of("SELECT id, runs FROM read_cases WHERE ").among("id", ids.iter().copied());
    let rows = sql.push(" AND runs IS NOT NULL").all(&store.readers).await?;
    let reported = rows.iter().map(|row| {
        let text: String = row.try_get_by_index(1)?;
        Ok((CaseId(row.try_get_by_index(0)?), parsed(&text)?))
    });
    reported.collect()
}

/// What is shown of them, next to what the case expects.
pub(super) fn shown(case: &case::Case, runs: &RunMonths) -> Option<CaseRuns> {
    let expected = CaseFigures::of(case, runs).and_then(|figures| figures.expected_hours);
    runs.shown(expected.map(figures::hours))
}
