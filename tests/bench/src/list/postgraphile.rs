//! The anchor: `PostGraphile` over a table that holds just what is asked for.

use std::path::Path;

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

/// A running `PostGraphile`.
pub struct PostGraphile {
    /// Where to ask.
    pub target: Target,
    _server: Server,
    _database: Database,
}

impl PostGraphile {
    /// Starts the one that npm installed in the folder, over the rows in their order.
    pub async fn start(folder: &Path, rows: &[Row], log: &Path) -> Result<Self, Failure> {
        let database = postgres::database().await;
        let records: Vec<Value> = (1..).zip(rows).map(|(place, row)| record(place, row)).collect();
        database.execute(TABLE);
        database.execute(&format!(
            "INSERT INTO cases SELECT * FROM json_populate_recordset(NULL::cases, $rows${}$rows$)",
            Value::from(records)
        ));
        database.execute("ANALYZE cases");
        let address = free_address()?;
        // PostGraphile wants Node 22, which the machine need not have: npm brings one along.
        let mut command = Command::new(folder.join("node_modules/node/bin/node"));
        command
            .arg("node_modules/postgraphile/dist/cli-run.js")
            .current_dir(folder)
            .env("NODE_ENV", "production")
            .env("GRAPHILE_ENV", "production")
            .env("DATABASE_URL", database.url())
            .env("PORT", address.port().to_string());
        let server = Server::start(&mut command, log, &format!("http://{address}/")).await?;
        let target = Target::new(address, None, QUESTION).await?;
        Ok(Self { target, _server: server, _database: database })
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
