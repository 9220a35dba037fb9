//! Taking what robots report: many at once, each in a stream of its own.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use case::access::Principal;
use case::runs::Reported;
use case::{Case, Event};
use futures::{StreamExt, TryStreamExt, stream};
use uuid::Uuid;
use vocabulary::{CaseId, Cvr, Refusal, Run};

use super::Writer;
use super::folds::Folded;
use crate::events;
use crate::log::{Append, Expected, LogError, NewEvent, Origin};

/// Namespace of the names of runs, so that they meet no other UUID v5.
const RUNS: Uuid = Uuid::from_u128(0x2f0c_81d7_5f4e_5a19_9b62_7d0e_43c5_a80b);
/// Reports that are on their way to the log at the same time; the log's writer takes them together.
const AT_ONCE: usize = 32;

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunOutcome {
    /// It is in the log now.
    Accepted,
    /// The very same was there already.
    Repeated,
    /// Nothing was written.
    Refused(Refusal),
}

/// The stream of a run of an organisation's robot, by what the robot calls it. The organisation and
/// the names are all there is to it, so that it is the same whatever else a report says.
pub fn run_stream(organisation: Cvr, robot: &str, external_id: &str) -> String {
    let name = format!("{organisation}\n{robot}\n{external_id}");
    format!("run-{}", Uuid::new_v5(&RUNS, name.as_bytes()))
}

/// Reports with what it takes to decide them.
struct Batch<'a> {
    principal: &'a Principal,
    organisation: Cvr,
    origin: &'a Origin,
    cases: HashMap<CaseId, Arc<Folded<Case>>>,
}

impl Writer {
    /// Takes reports of a robot of an organisation, and tells what became of each, in order. Of those
    /// with the same name the first is taken.
    ///
    /// # Errors
    /// What could not be taken may be sent again; nothing is taken twice.
    pub async fn report_runs(
        &self,
        (principal, organisation): (&Principal, Cvr),
        origin: &Origin,
        runs: &[Run],
    ) -> Result<Vec<RunOutcome>, LogError> {
        let mut batch = Batch { principal, organisation, origin, cases: HashMap::new() };
        for run in runs {
            if let Entry::Vacant(case) = batch.cases.entry(run.case) {
                case.insert(self.case(run.case).await?);
            }
        }
        let mut names = HashSet::new();
        let (mut first, mut again) = (Vec::new(), Vec::new());
        for (at, run) in runs.iter().enumerate() {
            let is_first = names.insert((&run.robot, &run.external_id));
            if is_first { &mut first } else { &mut again }.push((at, run.clone()));
        }
        let (batch, mut outcomes) = (&batch, vec![RunOutcome::Repeated; runs.len()]);
        let taking = stream::iter(first).map(|(at, run): (usize, Run)| async move {
            Ok::<_, LogError>((at, self.report_run(batch, &run).await?))
        });
        let taken: Vec<(usize, RunOutcome)> = taking.buffered(AT_ONCE).try_collect().await?;
        for (at, outcome) in taken {
            outcomes[at] = outcome;
        }
        for (at, run) in again {
            outcomes[at] = self.report_run(batch, &run).await?;
        }
        Ok(outcomes)
    }

    async fn report_run(&self, batch: &Batch<'_>, run: &Run) -> Result<RunOutcome, LogError> {
        let stream = run_stream(batch.organisation, &run.robot, &run.external_id);
        match self.try_run(batch, run, &stream).await {
            // Another process took a report of that name at the same time, which is there now.
            Err(LogError::Conflict { .. }) => self.try_run(batch, run, &stream).await,
            taken => taken,
        }
    }

    async fn try_run(
        &self,
        batch: &Batch<'_>,
        run: &Run,
        stream: &str,
    ) -> Result<RunOutcome, LogError> {
        let Some(case) = batch.cases.get(&run.case) else { return Ok(RunOutcome::Repeated) };
        let mut reported = Reported::default();
        for recorded in self.log.read(stream, 0).await? {
            reported.evolve(&events::read(&recorded)?);
        }
        let known = (case.workload.seconds_per_occurrence, batch.origin.at);
        let decided = reported.report(batch.principal, &case.facts(), run, known);
        let events = match decided {
            Ok(events) => events,
            Err(refusal) => return Ok(RunOutcome::Refused(refusal)),
        };
        if events.is_empty() {
            return Ok(RunOutcome::Repeated);
        }
        let append = Append {
            stream: stream.to_owned(),
            expected: Expected::NoStream,
            events: events.iter().map(|event| self.new_event(event)).collect(),
            origin: batch.origin.clone(),
            command: None,
        };
        self.log.append(append).await?;
        Ok(RunOutcome::Accepted)
    }

    fn new_event(&self, event: &Event) -> NewEvent {
        let (kind, schema, data) = events::encode(event);
        NewEvent { id: (self.new_id)(), kind: kind.to_owned(), schema, data }
    }
}
