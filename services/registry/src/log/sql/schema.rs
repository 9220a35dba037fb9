//! The tables of the log, made by numbered steps that are only ever added to.

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr};

use super::fault::Fault;
use super::{lock, prove};

/// A step in the words of each engine.
struct Step {
    sqlite: &'static str,
    postgres: &'static str,
}

/// Step `n` brings version `n - 1` to version `n`. After step 2 the events are proven.
const STEPS: [Step; 2] = [
    Step { sqlite: include_str!("1.sqlite.sql"), postgres: include_str!("1.postgres.sql") },
    Step { sqlite: include_str!("2.sqlite.sql"), postgres: include_str!("2.postgres.sql") },
];

/// Takes the steps that the store has not taken yet, all or none, one process at a time.
pub(super) async fn migrate(writer: &DatabaseConnection) -> Result<(), Fault> {
    let tx = lock::begin(writer).await?;
    tx.execute_unprepared("CREATE TABLE IF NOT EXISTS log_schema (version integer NOT NULL)")
        .await?;
    let taken = version(&tx).await?;
    if taken > STEPS.len() {
        return Err(Fault::Refused(format!(
            "its schema {taken} is newer than this program, which knows {}",
            STEPS.len()
        )));
    }
    for (number, step) in (1..).zip(&STEPS).skip(taken) {
        take(&tx, number, step).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn take(tx: &DatabaseTransaction, number: usize, step: &Step) -> Result<(), Fault> {
    tx.execute_unprepared(match tx.get_database_backend() {
        DbBackend::Postgres => step.postgres,
        _ => step.sqlite,
    })
    .await?;
    if number == 2 {
        prove::all(tx).await?;
    }
    tx.execute_unprepared(&format!("INSERT INTO log_schema VALUES ({number})")).await?;
    Ok(())
}

async fn version<C: ConnectionTrait>(tx: &C) -> Result<usize, DbErr> {
    let sql = "SELECT count(*) FROM log_schema";
    let row = tx.query_one_raw(lock::statement(tx, sql, [])).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    usize::try_from(count).map_err(|error| DbErr::Type(error.to_string()))
}
