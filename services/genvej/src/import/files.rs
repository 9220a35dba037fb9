//! A table into a running registry, row by row, for an operator.

use std::fmt::Write as _;

use exchange::report::{Effect, Report, RowReport};
use exchange::rows::{Options, Row, Rows};
use exchange::table;
use proto::registry::v1 as pb;
use proto::registry::v1::command::Command as Asked;
use proto::registry::v1::registry_client::RegistryClient;
use sha2::{Digest, Sha256};
use tonic::Request;
use tonic::transport::Channel;
use uuid::Uuid;
use vocabulary::{Cvr, Refusal};

use super::Tokens;
use crate::cli::ImportOptions;
use crate::error::Failure;

/// Rows that one token is used for; it is good for five minutes.
const ROWS_A_TOKEN: usize = 200;

/// An import of a file in the name of an organisation's job.
pub struct FileImport<'a> {
    /// The registry.
    pub registry: RegistryClient<Channel>,
    /// Tokens for it.
    pub tokens: Tokens,
    /// Whose file it is.
    pub organisation: Cvr,
    /// What was typed.
    pub options: &'a ImportOptions,
}

impl FileImport<'_> {
    /// Reads the file and carries out its rows, or decides them only.
    pub async fn run(&self, organisation_name: &str) -> Result<Report, Failure> {
        let path = &self.options.file;
        let name = path.display().to_string();
        let file = std::fs::read(path).map_err(Failure::at(&format!("{name} kan ikke læses")))?;
        let options = Options {
            organisation: self.organisation.to_string(),
            organisation_name: organisation_name.to_owned(),
            source: self.options.source.clone(),
            columns_in_order: self.options.columns_in_order,
        };
        let rows = table::read(&file).and_then(|table| Rows::of(&table, &options));
        let rows = rows.map_err(|why| Failure::of(format!("{name}: {}", why.text())))?;
        let import = self.options.import.unwrap_or_else(platform::ids::v7);
        let import = (!self.options.dry_run).then_some(import);
        let short = path.file_name().map_or(name.clone(), |it| it.to_string_lossy().into_owned());
        let mut token = (self.tokens)(self.organisation).await?;
        if let Some(import) = import {
            let begin = pb::BeginImport {
                import_id: import.to_string(),
                file: short.clone(),
                digest: Sha256::digest(&file).iter().fold(String::new(), |mut text, byte| {
                    // Writing to a text cannot fail.
                    let _ = write!(text, "{byte:02x}");
                    text
                }),
                rows: u32::try_from(rows.rows.len()).unwrap_or(u32::MAX),
            };
            let outcome = self.record(import, "", Asked::BeginImport(begin), &token).await?;
            if !outcome.refusal_json.is_empty() {
                let refusal: Refusal = serde_json::from_slice(&outcome.refusal_json)?;
                return Err(Failure::of(format!("importen er afvist: {}", refusal.code.code())));
            }
        }
        let mut told = Vec::with_capacity(rows.rows.len());
        for (number, row) in rows.rows.iter().enumerate() {
            if number > 0 && number.is_multiple_of(ROWS_A_TOKEN) {
                token = (self.tokens)(self.organisation).await?;
            }
            told.push(self.row(row, import, &token).await?);
        }
        let report = Report::of(&rows, import.map(|import| import.to_string()), &short, told);
        if let Some(import) = import {
            let (unchanged, refused) = (report.counts.unchanged, report.counts.refused);
            let import_id = import.to_string();
            let finish = Asked::FinishImport(pb::FinishImport { import_id, unchanged, refused });
            self.record(import, ":end", finish, &token).await?;
        }
        Ok(report)
    }

    async fn row(
        &self,
        row: &Row,
        import: Option<Uuid>,
        token: &str,
    ) -> Result<RowReport, Failure> {
        let command = row.command(import, self.organisation);
        let Some(command) = command.filter(|_| row.problems.is_empty()) else {
            return Ok(RowReport::refused(row, self.organisation));
        };
        let outcome = self.send(command, token).await?;
        RowReport::of(row, self.organisation, &outcome, &gateway::said_of)
            .ok_or_else(|| Failure::of("svaret fra registry kan ikke læses"))
    }

    async fn record(
        &self,
        import: Uuid,
        part: &str,
        command: Asked,
        token: &str,
    ) -> Result<pb::Outcome, Failure> {
        let command = pb::Command {
            case_id: Uuid::nil().to_string(),
            idempotency_key: format!("import:{import}{part}"),
            command: Some(command),
            ..pb::Command::default()
        };
        self.send(command, token).await
    }

    async fn send(&self, command: pb::Command, token: &str) -> Result<pb::Outcome, Failure> {
        let mut request = Request::new(command);
        let bearer = format!("Bearer {token}").parse().map_err(|_| Failure::of("tokenet"))?;
        request.metadata_mut().insert("authorization", bearer);
        Ok(self.registry.clone().execute(request).await?.into_inner())
    }
}

/// A report for a terminal: what was assumed, each row that something must be said of, and the sum.
pub fn told(report: &Report) -> String {
    let mut text = report.assumed.join("\n");
    for row in &report.rows {
        let effect = match row.effect {
            Effect::Registered => "ny",
            Effect::Updated => "rettet",
            Effect::Restored => "gendannet",
            Effect::Unchanged => "uændret",
            Effect::Repeated => "indlæst i forvejen",
            Effect::Refused => "afvist",
        };
        let key = row.key.as_deref().unwrap_or("–");
        let _ = write!(text, "\n{:>5} {key} {}: {effect}", row.row, row.title);
        for said in row.problems.iter().chain(&row.notes) {
            let _ = write!(text, "\n      {} ({})", said.text, said.code);
        }
    }
    let counts = report.counts;
    let _ = write!(
        text,
        "\n{} rækker: {} nye, {} rettede, {} gendannede, {} uændrede, {} indlæst i forvejen, {} afviste",
        report.rows.len(),
        counts.registered,
        counts.updated,
        counts.restored,
        counts.unchanged,
        counts.repeated,
        counts.refused
    );
    let _ = match &report.import {
        Some(import) => write!(text, "\nImport {import}. Den kan fortrydes."),
        None => write!(text, "\nPrøvekørsel: intet er skrevet."),
    };
    text
}
