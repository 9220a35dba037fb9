//! Carries out the rows of an import through the registry's ordinary commands.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;

use case::access::Principal;
use case::{Case, decide};
use chrono::DateTime;
use indicatif::ProgressBar;
use proto::registry::v1 as pb;
use proto::registry::v1::registry_client::RegistryClient;
use registry::execute::Order;
use registry::wire;
use sha2::{Digest, Sha256};
use tonic::Request;
use tonic::transport::Channel;
use uuid::Uuid;
use vocabulary::{CaseId, Cvr, Refusal, RefusalCode};

use super::report::RowReport;
use super::{Report, Row, Step};
use crate::error::Failure;

/// A token for the registry, acting as the import job of one organisation.
pub type Tokens =
    Box<dyn Fn(Cvr) -> Pin<Box<dyn Future<Output = Result<String, Failure>> + Send>> + Send + Sync>;

/// The job's name in the log and in tokens.
pub const JOB: &str = "import";

/// Imports into a running registry.
pub struct Importer {
    registry: RegistryClient<Channel>,
    tokens: Tokens,
}

/// What the registry answers, in short.
enum Answer {
    Written,
    Repeated,
    Refused(Refusal),
}

impl Importer {
    /// An importer that talks to the registry with tokens from `tokens`.
    pub fn new(registry: RegistryClient<Channel>, tokens: Tokens) -> Self {
        Self { registry, tokens }
    }

    /// Carries out all rows, one after the other. A refusal is reported and the next row is tried;
    /// a fault stops the import, which can be run again and goes on where it stopped.
    pub async fn run(&self, rows: &[Row], progress: &ProgressBar) -> Result<Report, Failure> {
        let mut report = Report::default();
        for row in rows {
            progress.set_message(row.name.clone());
            report.rows.push(self.row(row).await?);
            progress.inc(1);
        }
        Ok(report)
    }

    async fn row(&self, row: &Row) -> Result<RowReport, Failure> {
        let mut report = RowReport::of(row);
        let Ok(owner) = row.owner.parse::<Cvr>() else {
            report.refuse_owner(row);
            return Ok(report);
        };
        let token = (self.tokens)(owner).await?;
        for (number, step) in row.steps.iter().enumerate() {
            match self.step(row, number, step, &token).await? {
                Answer::Written => report.written += 1,
                Answer::Repeated => report.repeated += 1,
                Answer::Refused(refusal) => {
                    report.refused.push((step.what.to_owned(), refusal));
                    if number == 0 {
                        break;
                    }
                }
            }
        }
        Ok(report)
    }

    async fn step(
        &self,
        row: &Row,
        number: usize,
        step: &Step,
        token: &str,
    ) -> Result<Answer, Failure> {
        let mut command = pb::Command {
            case_id: row.case.to_string(),
            correlation_id: platform::ids::v7().to_string(),
            command: Some(step.command.clone()),
            ..pb::Command::default()
        };
        command.idempotency_key = key(row, number, &command);
        let mut request = Request::new(command);
        let bearer = format!("Bearer {token}").parse().map_err(|_| Failure::of("tokenet"))?;
        request.metadata_mut().insert("authorization", bearer);
        let outcome = self.registry.clone().execute(request).await?.into_inner();
        if outcome.refusal_json.is_empty() {
            return Ok(if outcome.repeated { Answer::Repeated } else { Answer::Written });
        }
        Ok(Answer::Refused(serde_json::from_slice(&outcome.refusal_json)?))
    }
}

/// The same content of the same step has the same key, so that a second run finds the first.
fn key(row: &Row, number: usize, command: &pb::Command) -> String {
    let content = prost::Message::encode_to_vec(&pb::Command {
        correlation_id: String::new(),
        ..command.clone()
    });
    let digest = Sha256::digest(content);
    let digest: u64 = digest.iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
    format!("import:{}:{number}:{digest:016x}", row.name)
}

/// What an import into an empty registry would come to, decided and not written.
pub fn dry_run(rows: &[Row]) -> Report {
    Report { rows: rows.iter().map(dry_row).collect() }
}

fn dry_row(row: &Row) -> RowReport {
    let mut report = RowReport::of(row);
    let Ok(organisation) = row.owner.parse::<Cvr>() else {
        report.refuse_owner(row);
        return report;
    };
    let principal = Principal::Job { name: JOB.to_owned(), organisation, roles: BTreeSet::new() };
    let mut case = Case::default();
    for step in &row.steps {
        match dry_step(&principal, row.case, &mut case, step) {
            Ok(()) => report.written += 1,
            Err(refusal) => report.refused.push((step.what.to_owned(), refusal)),
        }
    }
    report
}

fn dry_step(principal: &Principal, id: Uuid, case: &mut Case, step: &Step) -> Result<(), Refusal> {
    let command = pb::Command { command: Some(step.command.clone()), ..pb::Command::default() };
    let Order::Case(command) = wire::order(principal, command, &BTreeMap::new())? else {
        return Err(Refusal::of(RefusalCode::InvalidFields));
    };
    for event in decide(CaseId(id), case, *command)? {
        case.evolve(&event, DateTime::UNIX_EPOCH);
    }
    Ok(())
}

impl RowReport {
    fn of(row: &Row) -> Self {
        Self {
            number: row.index + 1,
            name: row.name.clone(),
            written: 0,
            repeated: 0,
            refused: Vec::new(),
            unreadable: row.unreadable.clone(),
            notes: row.notes.clone(),
        }
    }

    fn refuse_owner(&mut self, row: &Row) {
        if row.unreadable.is_none() {
            let refusal = Refusal::of(RefusalCode::OrganisationUnknown);
            self.refused.push(("ejer".to_owned(), refusal));
        }
    }
}
