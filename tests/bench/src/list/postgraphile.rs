//! The anchor: `PostGraphile` over a table that holds just what is asked for.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use postgres::Database;
use serde_json::{Value, json};
use tokio::process::Command;

use super::Row;
use super::load::Target;
use super::server::{Server, free_address};
use crate::Failure;

const TABLE: &str = "CREATE TABLE cases (
    place        integer PRIMARY KEY,
    case_id      text NOT NULL,
    title        text NOT NULL,
    summary      text NOT NULL,
    phase        text NOT NULL,
    status       text NOT NULL,
    edition      integer NOT NULL,
    changed_at   timestamptz NOT NULL,
    lead         text NOT NULL,
    reuser_count integer NOT NULL
)";

const QUESTION: &str = "{ allCases(first: 20, orderBy: [PRIMARY_KEY_ASC]) { nodes { \
    caseId title summary phase status edition changedAt lead reuserCount } } }";

/// A table for `PostGraphile`, and where it will serve it.
pub struct Prepared {
    folder: PathBuf,
    address: SocketAddr,
    database: Database,
    question: String,
}

/// A running `PostGraphile`.
pub struct PostGraphile {
    /// Where to ask.
    pub target: Target,
    server: Server,
    prepared: Prepared,
}

impl Prepared {
    /// Makes the table of the rows in their order, for the one that npm installed in the folder.
    /// More rows like them follow until there are so many.
    pub async fn of(folder: &Path, rows: &[Row], least: usize) -> Result<Self, Failure> {
        let database = postgres::database().await;
        let records: Vec<Value> = (1..).zip(rows).map(|(place, row)| record(place, row)).collect();
        let count = records.len();
        database.execute(TABLE);
        database.execute(&format!(
            "INSERT INTO cases SELECT * FROM json_populate_recordset(NULL::cases, $rows${}$rows$)",
            Value::from(records)
        ));
        database.execute(&format!(
            "INSERT INTO cases SELECT next, case_id || next, title, summary, phase, status, \
             edition, changed_at, lead, reuser_count FROM generate_series({count} + 1, {least}) \
             next JOIN cases ON place = 1 + next % {count}"
        ));
        database.execute("ANALYZE cases");
        Self::with(folder, database, QUESTION.to_owned())
    }

    /// What is in a database, to be asked this.
    pub fn with(folder: &Path, database: Database, question: String) -> Result<Self, Failure> {
        Ok(Self { folder: folder.to_owned(), address: free_address()?, database, question })
    }

    /// The same, to be asked something else.
    pub fn asking(self, question: String) -> Self {
        Self { question, ..self }
    }

    /// What starts it.
    pub fn command(&self) -> Command {
        // PostGraphile wants Node 22, which the machine need not have: npm brings one along.
        let mut command = Command::new(self.folder.join("node_modules/node/bin/node"));
        command
            .arg("node_modules/postgraphile/dist/cli-run.js")
            .current_dir(&self.folder)
            .env("NODE_ENV", "production")
            .env("GRAPHILE_ENV", "production")
            .env("DATABASE_URL", self.database.url())
            .env("PORT", self.address.port().to_string());
        command
    }

    /// Starts it.
    pub async fn start(self, log: &Path) -> Result<PostGraphile, Failure> {
        let ready = format!("http://{}/", self.address);
        let server = Server::start(&mut self.command(), log, &ready).await?;
        let target = Target::new(self.address, None, &self.question).await?;
        Ok(PostGraphile { target, server, prepared: self })
    }
}

impl PostGraphile {
    /// Ends it, and gives what it served.
    pub async fn stop(self) -> Result<(Prepared, Target), Failure> {
        self.server.stop().await?;
        Ok((self.prepared, self.target))
    }

    /// Its answer.
    pub fn rows(&self) -> Result<Vec<Row>, Failure> {
        let data = self.target.data()?;
        let nodes = data["allCases"]["nodes"].as_array().ok_or("an answer without nodes")?;
        nodes.iter().map(row).collect()
    }
}

fn record(place: u32, row: &Row) -> Value {
    json!({
        "place": place, "case_id": row.id, "title": row.title, "summary": row.summary,
        "phase": row.phase, "status": row.status, "edition": row.edition,
        "changed_at": row.changed_at, "lead": row.lead, "reuser_count": row.reuser_count,
    })
}

fn row(node: &Value) -> Result<Row, Failure> {
    Row::of([
        &node["caseId"],
        &node["title"],
        &node["summary"],
        &node["phase"],
        &node["status"],
        &node["edition"],
        &node["changedAt"],
        &node["lead"],
        &node["reuserCount"],
    ])
}
