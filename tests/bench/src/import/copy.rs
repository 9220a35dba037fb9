//! COPY, the way in which `PostgreSQL` takes many rows fastest.

use std::fmt::Write;

use postgres::Database;
use registry::log::Append;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions, PgConnection};

use crate::Failure;
use crate::postgres_append::TABLE;

/// A table that rows are copied into.
pub struct Copy {
    connection: PgConnection,
    stored: usize,
}

impl Copy {
    /// Makes the table.
    pub async fn open(database: &Database) -> Result<Self, Failure> {
        database.execute(TABLE);
        let options: PgConnectOptions = database.url().parse()?;
        Ok(Self { connection: options.disable_statement_logging().connect().await?, stored: 0 })
    }

    /// Copies the events of all appends in one transaction.
    pub async fn import(&mut self, appends: &[Append]) -> Result<(), Failure> {
        let mut rows = String::new();
        let mut position = self.stored;
        for append in appends {
            let origin = escaped(&serde_json::to_string(&append.origin)?);
            for (version, event) in (1..).zip(&append.events) {
                position += 1;
                let data = escaped(std::str::from_utf8(&event.data)?);
                let (id, stream, kind, schema) =
                    (event.id, &append.stream, &event.kind, event.schema);
                writeln!(
                    rows,
                    "{position}\t{id}\t{stream}\t{version}\t{kind}\t{schema}\t{data}\t{origin}\t\
                     \\N\t\\\\x{SALTS}\t\\\\x{CHAIN}",
                )?;
            }
        }
        let mut copy = self.connection.copy_in_raw("COPY events FROM STDIN").await?;
        copy.send(rows.into_bytes()).await?;
        copy.finish().await?;
        self.stored = position;
        Ok(())
    }

    /// Says when the table does not hold all rows.
    pub async fn verify(&mut self) -> Result<(), Failure> {
        let (count,): (i64,) =
            sqlx::query_as("SELECT count(*) FROM events WHERE data = $1 AND kind = $2")
                .bind(crate::appends::DATA)
                .bind(crate::appends::KIND)
                .fetch_one(&mut self.connection)
                .await?;
        if usize::try_from(count)? != self.stored {
            return Err(format!("the anchor holds {count} of {} events", self.stored).into());
        }
        Ok(())
    }
}

/// What stands in the columns of the proof, in hexadecimal, as long as one is.
const SALTS: &str = "07070707070707070707070707070707";
const CHAIN: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// As COPY wants text.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n")
}
