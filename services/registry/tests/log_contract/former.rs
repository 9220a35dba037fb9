//! A store that the former version of the product wrote, before events were proven and commands
//! were events.

use registry::log::proof::Link;
use registry::log::{Append, Appended, CommandKey, Expected, Recorded};
use sea_orm::{ConnectionTrait, Database, DatabaseTransaction, Statement, TransactionTrait, Value};

use crate::given::{Store, append, conflict, events, file, id, ids, one};

/// The first step of the schema in the words of each engine.
const SQLITE: &str = include_str!("../../src/log/sql/1.sqlite.sql");
const POSTGRES: &str = include_str!("../../src/log/sql/1.postgres.sql");

/// More than migrating reads at a time.
const MANY: usize = 1_100;

pub async fn a_store_without_proofs_is_brought_forward(store: &Store) {
    let former = Former::new(store).await;
    let alone = append("case-1", Expected::NoStream, events(2));
    let commanded = append("case-2", Expected::NoStream, events(MANY));
    let command = CommandKey { id: id(), digest: [7; 32] };
    let in_between = append("case-1", Expected::Version(2), events(1));
    former.append(&alone, 0, 0, None).await;
    former.append(&commanded, 2, 0, Some(command)).await;
    former.append(&in_between, 2 + MANY as u64, 2, None).await;
    former.0.commit().await.unwrap();

    let log = store.open().await;

    let stored = log.read_all(0, usize::MAX).await.unwrap();
    assert_eq!(stored.iter().map(|it| it.position).max(), Some(3 + MANY as u64));
    let mut expected: Vec<_> =
        [&alone, &commanded, &in_between].iter().flat_map(|it| it.events.clone()).collect();
    expected[1 + MANY].id = command.id;
    assert_eq!(ids(&stored), expected.iter().map(|event| event.id).collect::<Vec<_>>());
    for (recorded, event) in stored.iter().zip(&expected) {
        assert_eq!((&recorded.event, &recorded.origin), (event, &alone.origin));
        let digest = (event.id == command.id).then_some(command.digest);
        assert_eq!(recorded.digest, digest, "only the last event of a command tells its digest");
    }
    assert_chained(&stored);

    let appended = Appended { version: MANY as u64, position: 2 + MANY as u64, repeated: true };
    assert_eq!(log.outcome(command).await.unwrap(), Some(appended));
    let again = Append { command: Some(command), ..one("case-2") };
    let again = crate::given::commanded(again, command.id, 7);
    assert_eq!(log.append(again).await.unwrap(), appended);
    let late = append("case-2", Expected::Version(1), events(1));
    assert_eq!(conflict(log.append(late).await), MANY as u64);
    log.append(append("case-1", Expected::Version(3), events(1))).await.unwrap();
    assert_chained(&log.read_all(0, usize::MAX).await.unwrap());
    drop(log);

    let opened_again = store.open().await.read_all(0, usize::MAX).await.unwrap();
    assert_eq!(opened_again[..stored.len()], stored, "it is brought forward once");
}

/// Asserts that every event carries the hash that follows from the one before it in its stream.
fn assert_chained(stored: &[Recorded]) {
    let mut tips = std::collections::HashMap::new();
    let mut salts = std::collections::HashSet::new();
    for recorded in stored {
        let before = tips.get(&recorded.stream).copied().unwrap_or_default();
        let chain = Link::from(recorded).chain(&before, &recorded.proof.salts).unwrap();
        assert_eq!(chain, recorded.proof.chain, "at position {}", recorded.position);
        assert!(salts.insert(recorded.proof.salts.to_bytes()), "each event has a salt of its own");
        tips.insert(&recorded.stream, chain);
    }
}

/// A store as the former version kept it.
struct Former(DatabaseTransaction);

impl Former {
    async fn new(store: &Store) -> Self {
        let (url, schema) = match store {
            Store::Sqlite(folder) => {
                std::fs::create_dir_all(file(folder).parent().unwrap()).unwrap();
                (format!("sqlite:{}?mode=rwc", file(folder).display()), SQLITE)
            }
            _ => (store.settings().url, POSTGRES),
        };
        let connection = Database::connect(url).await.unwrap();
        let versions =
            "CREATE TABLE log_schema (version integer NOT NULL); INSERT INTO log_schema VALUES (1)";
        for sql in [schema, versions] {
            connection.execute_unprepared(sql).await.unwrap();
        }
        Self(connection.begin().await.unwrap())
    }

    /// Stores an append after a position of the log and a version of its stream.
    async fn append(&self, append: &Append, head: u64, version: u64, key: Option<CommandKey>) {
        let number = |number: u64| Value::from(i64::try_from(number).unwrap());
        let origin = serde_json::to_string(&append.origin).unwrap();
        for (nth, event) in (1..).zip(&append.events) {
            self.insert(
                "events (position, id, stream, version, kind, schema, data, origin)",
                vec![
                    number(head + nth),
                    event.id.into(),
                    append.stream.clone().into(),
                    number(version + nth),
                    event.kind.clone().into(),
                    i32::from(event.schema).into(),
                    String::from_utf8(event.data.clone()).unwrap().into(),
                    origin.clone().into(),
                ],
            )
            .await;
        }
        let count = append.events.len() as u64;
        let Some(CommandKey { id, digest }) = key else { return };
        let (stream, digest) = (append.stream.clone(), digest.to_vec());
        let last = [number(version + count), number(head + count)];
        self.insert(
            "commands (id, digest, stream, version, position)",
            [id.into(), digest.into(), stream.into()].into_iter().chain(last).collect(),
        )
        .await;
    }

    async fn insert(&self, columns: &str, values: Vec<Value>) {
        let places: Vec<_> = (1..=values.len()).map(|number| format!("${number}")).collect();
        let sql = format!("INSERT INTO {columns} VALUES ({})", places.join(", "));
        let backend = self.0.get_database_backend();
        self.0.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await.unwrap();
    }
}
