//! What the cases begin with: a store with a sealed history, and ways to tamper with it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use platform::clock::Clock;
use registry::log::proof::Link;
use registry::log::{
    Append, CommandKey, EventLog, Expected, LogSettings, NewEvent, Origin, Recorded, open,
};
use registry::seal::{Head, PublicKey, SealKey, SealSettings, Sealer, newest};
use registry::verify::{Fault, Options, Report, Tampering, verify};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement, Value};
use tempfile::TempDir;
use uuid::Uuid;

/// Where an engine keeps its log, and the key that seals it.
pub struct Store {
    settings: LogSettings,
    folder: TempDir,
    /// Kept as long as the store is.
    _database: Option<postgres::Database>,
}

impl Store {
    // Awaited like its sibling, so that one macro makes both.
    #[allow(clippy::unused_async)]
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings =
            LogSettings::new(format!("sqlite:{}", folder.path().join("log.db").display()));
        Self { settings, folder, _database: None }
    }

    pub async fn postgres() -> Self {
        let database = postgres::database().await;
        let settings = LogSettings::new(database.url());
        Self { settings, folder: tempfile::tempdir().unwrap(), _database: Some(database) }
    }

    pub async fn log(&self) -> Arc<dyn EventLog> {
        Box::pin(open(&self.settings)).await.unwrap()
    }

    pub fn key(&self, name: &str) -> SealKey {
        SealKey::open_or_make(&self.folder.path().join(name)).unwrap()
    }

    pub fn sealer(&self, log: &Arc<dyn EventLog>) -> Sealer {
        sealer(log, self.key("key.pem"))
    }

    /// The history that the cases tamper with: 12 events and a seal, twice, and 4 events more.
    /// Events 1, 4, 7 are of `case-1`, 2, 5, 8 of `case-2` and so on; 3 ends a command; 6 and 9 are
    /// the one stream of a person, and 12 is alone in another.
    pub async fn history(&self) -> Arc<dyn EventLog> {
        let log = self.log().await;
        let mut sealer = self.sealer(&log);
        for number in 1..=28 {
            let stream = match number {
                6 | 9 => "person-1".to_owned(),
                12 => "person-2".to_owned(),
                _ => format!("case-{}", (number - 1) % 3 + 1),
            };
            let mut append = append(&stream, number);
            if number == 3 {
                let command = CommandKey { id: append.events[0].id, digest: [7; 32] };
                append.command = Some(command);
            }
            log.append(append).await.unwrap();
            if number % 12 == 0 {
                sealer.seal_all().await.unwrap();
            }
        }
        log
    }

    pub async fn head(&self) -> Head {
        newest(&*self.log().await).await.unwrap().unwrap().1.head()
    }

    /// Runs statements behind the log's back.
    pub async fn execute(&self, sql: &[&str]) {
        let store = self.store().await;
        for sql in sql {
            let result = store.execute_unprepared(sql).await;
            result.unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
    }

    /// Leaves so many places free before a position, or takes so many away.
    pub async fn shift(&self, position: u64, by: i64) {
        let aside = format!("UPDATE events SET position = -position WHERE position >= {position}");
        let back = format!("UPDATE events SET position = {by} - position WHERE position < 0");
        self.execute(&[&aside, &back]).await;
    }

    pub async fn rows(&self) -> Vec<Recorded> {
        self.log().await.read_all(0, usize::MAX).await.unwrap()
    }

    /// Replaces all rows.
    pub async fn rewrite(&self, rows: &[Recorded]) {
        self.execute(&["DELETE FROM events"]).await;
        let store = self.store().await;
        for row in rows {
            insert(&store, row).await;
        }
    }

    async fn store(&self) -> DatabaseConnection {
        Database::connect(self.settings.url.clone()).await.unwrap()
    }

    /// What verifying says, with the key known.
    pub async fn verified(&self) -> Report {
        self.verified_by(&Options { keys: vec![self.public()], heads: Vec::new() }).await
    }

    pub async fn verified_by(&self, options: &Options) -> Report {
        verify(&*self.log().await, options).await.unwrap()
    }

    pub fn public(&self) -> PublicKey {
        self.key("key.pem").public()
    }

    /// Asserts what is found first.
    pub async fn assert_fault(
        &self,
        tampering: Tampering,
        position: u64,
        named: Option<(&str, u64)>,
    ) {
        let fault = self.verified().await.fault.expect("something was done to the log");
        assert_is(&fault, tampering, Some(position), named);
    }
}

pub fn assert_is(
    fault: &Fault,
    tampering: Tampering,
    position: Option<u64>,
    named: Option<(&str, u64)>,
) {
    let stream = named.map(|(stream, _)| stream);
    assert_eq!((fault.tampering, fault.position), (tampering, position), "{fault:?}");
    assert_eq!(
        (fault.stream.as_deref(), fault.version),
        (stream, named.map(|it| it.1)),
        "{fault:?}"
    );
}

pub fn sealer(log: &Arc<dyn EventLog>, key: SealKey) -> Sealer {
    let settings = SealSettings::new("not read");
    Sealer::new(Arc::clone(log), key, Clock::fixed(at()), &settings)
}

fn at() -> DateTime<Utc> {
    "2026-03-01T08:15:30.123456Z".parse().unwrap()
}

/// An event with a number.
#[allow(clippy::disallowed_methods)]
pub fn append(stream: &str, number: usize) -> Append {
    let event = NewEvent {
        id: Uuid::now_v7(),
        kind: "CaseRegistered".to_owned(),
        schema: 1,
        data: format!(r#"{{"number":{number},"title":"Sag"}}"#).into_bytes(),
    };
    let origin = Origin {
        at: at(),
        person: Some(Uuid::from_u128(7)),
        job: None,
        organisation: Some("29189668".to_owned()),
        correlation: Uuid::from_u128(8),
        causation: None,
    };
    Append {
        stream: stream.to_owned(),
        expected: Expected::Any,
        events: vec![event],
        origin,
        command: None,
    }
}

/// Computes all hashes of all streams again, as anybody can.
pub fn chain_again(rows: &mut [Recorded]) {
    let mut tips = std::collections::HashMap::new();
    for row in rows {
        let before = tips.get(&row.stream).copied().unwrap_or_default();
        row.proof.chain = Link::from(&*row).chain(&before, &row.proof.salts).unwrap();
        tips.insert(row.stream.clone(), row.proof.chain);
    }
}

async fn insert(store: &DatabaseConnection, row: &Recorded) {
    let number = |number: u64| Value::from(i64::try_from(number).unwrap());
    let values: Vec<Value> = vec![
        number(row.position),
        row.event.id.into(),
        row.stream.clone().into(),
        number(row.version),
        row.event.kind.clone().into(),
        i32::from(row.event.schema).into(),
        String::from_utf8(row.event.data.clone()).unwrap().into(),
        serde_json::to_string(&row.origin).unwrap().into(),
        row.digest.map(|digest| digest.to_vec()).into(),
        row.proof.salts.to_bytes().into(),
        row.proof.chain.to_vec().into(),
    ];
    let sql = "INSERT INTO events (position, id, stream, version, kind, schema, data, origin, \
               digest, salts, chain) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let backend = store.get_database_backend();
    store.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await.unwrap();
}
