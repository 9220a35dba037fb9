//! `pgbench`, `PostgreSQL`'s own program for measuring, writing into the log's table.

use std::path::PathBuf;
use std::time::Duration;

use postgres::Database;
use tempfile::TempDir;
use tokio::process::Command;

use crate::Failure;
use crate::appends::{DATA, EVENTS_OF_A_STREAM, KIND, origin};
use crate::postgres_append::TABLE;
use crate::rounds::{Measured, median};

/// `pgbench` with a script for a database.
pub struct Pgbench {
    program: PathBuf,
    folder: TempDir,
    url: String,
    origin: String,
}

impl Pgbench {
    /// Makes the table, the sequence that gives positions, and the script.
    pub fn prepare(database: &Database) -> Result<Self, Failure> {
        database.execute(TABLE);
        database.execute("CREATE SEQUENCE bench_position");
        let folder = tempfile::tempdir()?;
        let n = "currval('bench_position')";
        let script = format!(
            "INSERT INTO events VALUES (nextval('bench_position'), lpad(to_hex({n}), 32, '0')::uuid, \
             'case-' || lpad(({n} / {EVENTS_OF_A_STREAM})::text, 36, '0'), \
             1 + {n} % {EVENTS_OF_A_STREAM}, '{KIND}', 1, :data, :origin, sha256('command'), \
             substring(sha256('salts') for 16), sha256('chain'));\n"
        );
        std::fs::write(folder.path().join("insert.sql"), script)?;
        let program = postgres::program("pgbench").ok_or("pgbench was not found")?;
        let origin = serde_json::to_string(&origin(platform::ids::v7()))?;
        Ok(Self { program, folder, url: database.url().to_owned(), origin })
    }

    /// Runs the script for a while with so many clients.
    pub async fn run(&self, clients: usize, span: Duration) -> Result<Measured, Failure> {
        let output = Command::new(&self.program)
            .args(["--no-vacuum", "--protocol=prepared", "--file=insert.sql", "--log"])
            .args([format!("--client={clients}"), format!("--jobs={}", clients.min(2))])
            .arg(format!("--time={}", span.as_secs()))
            .args([format!("--define=data={DATA}"), format!("--define=origin={}", self.origin)])
            .arg(&self.url)
            .current_dir(self.folder.path())
            .output()
            .await?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            return Err(format!("pgbench: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        let per_second = said
            .lines()
            .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok())
            .ok_or_else(|| format!("pgbench told no rate: {said}"))?;
        Ok(Measured { median_us: self.take_times()?, per_second })
    }

    /// p50 of what it logged, a line a transaction with its microseconds in the third place.
    fn take_times(&self) -> Result<f64, Failure> {
        let mut times = Vec::new();
        for entry in std::fs::read_dir(self.folder.path())? {
            let path = entry?.path();
            if !path.file_name().is_some_and(|name| name.to_string_lossy().contains("pgbench_log"))
            {
                continue;
            }
            let text = std::fs::read_to_string(&path)?;
            times.extend(
                text.lines().filter_map(|line| line.split(' ').nth(2)?.parse::<f64>().ok()),
            );
            std::fs::remove_file(path)?;
        }
        Ok(median(times))
    }
}
