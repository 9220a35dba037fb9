//! Databases that go through a table of gains: `PostgreSQL`, and `DuckDB` on one thread, which is a
//! program of its own that is told line by line.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions, PgConnection};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::Failure;
use crate::rounds::median_us;

/// Sums of one key: expected and measured hours, expected and measured kroner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    pub key: String,
    pub sums: [i64; 4],
}

fn statement(key: &str) -> String {
    let sum = |of: &str, hours: &str| {
        format!("CAST(coalesce(sum({of}) FILTER (WHERE {hours}), 0) AS BIGINT)")
    };
    let sums = [
        sum("expected", "hours"),
        sum("measured", "hours"),
        sum("expected", "NOT hours"),
        sum("measured", "NOT hours"),
    ];
    format!("SELECT {key}, {} FROM gains WHERE shared GROUP BY 1", sums.join(", "))
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    // Ours come in the order of their values, by bytes.
    rows.sort_by(|one, other| one.key.split('/').cmp(other.key.split('/')));
    rows
}

/// A server with the table.
pub struct Postgres {
    connection: PgConnection,
    _database: postgres::Database,
}

impl Postgres {
    pub async fn open(csv: &Path) -> Result<Self, Failure> {
        let database = postgres::database().await;
        database.execute(
            "CREATE TABLE gains (shared boolean, lead text, kind text, phase text, area text, \
             hours boolean, expected bigint, measured bigint)",
        );
        let options: PgConnectOptions = database.url().parse()?;
        let mut connection = options.disable_statement_logging().connect().await?;
        let rows = std::fs::read(csv)?;
        let copied = "COPY gains FROM STDIN WITH (FORMAT csv, HEADER true)";
        let mut copy = connection.copy_in_raw(copied).await?;
        copy.send(rows).await?;
        copy.finish().await?;
        sqlx::query("VACUUM ANALYZE gains").execute(&mut connection).await?;
        Ok(Self { connection, _database: database })
    }

    /// The median of some times, in microseconds, and the rows.
    pub async fn ask(&mut self, key: &str, times: usize) -> Result<(f64, Vec<Row>), Failure> {
        let statement = statement(key);
        let (mut taken, mut rows) = (Vec::new(), Vec::new());
        for _ in 0..times {
            let begun = Instant::now();
            let all: Vec<(String, i64, i64, i64, i64)> =
                sqlx::query_as(sqlx::AssertSqlSafe(statement.as_str()))
                    .fetch_all(&mut self.connection)
                    .await?;
            taken.push(begun.elapsed());
            rows =
                all.into_iter().map(|(key, a, b, c, d)| Row { key, sums: [a, b, c, d] }).collect();
        }
        Ok((median_us(&taken), sorted(rows)))
    }
}

/// A running program.
pub struct DuckDb {
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    /// Held for its end.
    _program: Child,
}

impl DuckDb {
    /// With the table, once it has read it.
    pub async fn start(python: &Path, csv: &Path, gains: u64) -> Result<Self, Failure> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/duckdb/anchor.py");
        let mut program = Command::new(python)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let input = program.stdin.take().ok_or("standard input is piped above")?;
        let output = program.stdout.take().ok_or("standard output is piped above")?;
        let output = BufReader::new(output).lines();
        let mut duckdb = Self { input, output, _program: program };
        let rows = duckdb.line(&csv.display().to_string()).await?;
        if rows != gains.to_string() {
            return Err(format!("DuckDB has {rows} gains of {gains}").into());
        }
        Ok(duckdb)
    }

    /// As [`Postgres::ask`]; the time is the program's own.
    pub async fn ask(&mut self, key: &str, times: usize) -> Result<(f64, Vec<Row>), Failure> {
        let statement = statement(key);
        let (mut taken, mut rows) = (Vec::new(), Vec::new());
        for _ in 0..times {
            let answer = self.line(&statement).await?;
            let (nanoseconds, json) = answer.split_once('\t').ok_or("DuckDB answered oddly")?;
            taken.push(Duration::from_nanos(nanoseconds.parse()?));
            let all: Vec<(String, i64, i64, i64, i64)> = serde_json::from_str(json)?;
            rows =
                all.into_iter().map(|(key, a, b, c, d)| Row { key, sums: [a, b, c, d] }).collect();
        }
        Ok((median_us(&taken), sorted(rows)))
    }

    async fn line(&mut self, line: &str) -> Result<String, Failure> {
        self.input.write_all(format!("{line}\n").as_bytes()).await?;
        let answer = self.output.next_line().await?;
        answer.ok_or_else(|| "DuckDB has ended; it says why above".into())
    }
}
