//! The schema, as a list of versions. A version that was released is never edited, only followed.

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseTransaction, Statement, TransactionTrait};

use super::{Store, StoreError};

/// What each version does. `{id}` is the database's type for a UUID.
const VERSIONS: &[&[&str]] = &[
    FIRST,
    ROBOTS,
    SUCCESSORS,
    UNITS,
    ADMINISTRATION,
    CLIENTS,
    PROVISIONED,
    LOCKS,
    FAMILIES,
    LIMITS,
];

const FIRST: &[&str] = &[
    "CREATE TABLE organisations (
        cvr text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, municipality_code text,
        region text, inhabitants bigint, members text NOT NULL, demo_number boolean NOT NULL,
        valid_from text, valid_to text)",
    "CREATE TABLE providers (
        id text PRIMARY KEY, organisation text NOT NULL REFERENCES organisations (cvr),
        label text NOT NULL, issuer text NOT NULL UNIQUE, client_id text NOT NULL,
        client_secret text, client_secret_file text, scopes text NOT NULL, claim_map text NOT NULL,
        platform_roles boolean NOT NULL, demo boolean NOT NULL, active boolean NOT NULL)",
    "CREATE TABLE people (
        id {id} PRIMARY KEY, issuer text NOT NULL, subject text NOT NULL,
        organisation text NOT NULL REFERENCES organisations (cvr), name text NOT NULL,
        email text NOT NULL, search text NOT NULL, units text NOT NULL, active boolean NOT NULL,
        last_sign_in bigint NOT NULL, UNIQUE (issuer, subject))",
    "CREATE INDEX people_by_organisation ON people (organisation, name)",
    "CREATE TABLE person_roles (
        person {id} NOT NULL REFERENCES people (id), role text NOT NULL,
        PRIMARY KEY (person, role))",
    "CREATE TABLE sessions (
        hash text PRIMARY KEY, person {id} NOT NULL REFERENCES people (id),
        created bigint NOT NULL, last_seen bigint NOT NULL)",
    "CREATE INDEX sessions_by_person ON sessions (person)",
    "CREATE TABLE sign_in_attempts (
        state_hash text PRIMARY KEY, binding_hash text NOT NULL, nonce text NOT NULL,
        pkce_verifier text NOT NULL, provider text NOT NULL, redirect_uri text NOT NULL,
        return_path text NOT NULL, expires bigint NOT NULL)",
    "CREATE TABLE signing_keys (id text PRIMARY KEY, pem text NOT NULL, created bigint NOT NULL)",
    "CREATE TABLE audit (
        id {id} PRIMARY KEY, at bigint NOT NULL, kind text NOT NULL, organisation text,
        person {id}, provider text, detail text NOT NULL)",
    "CREATE INDEX audit_by_organisation ON audit (organisation, at)",
];

/// `cases` is a JSON list of UUIDs, or null for all of the organisation that allow it.
const ROBOTS: &[&str] = &[
    "CREATE TABLE robot_tokens (
        id {id} PRIMARY KEY, organisation text NOT NULL REFERENCES organisations (cvr),
        name text NOT NULL, hash text NOT NULL UNIQUE, prefix text NOT NULL, cases text,
        created bigint NOT NULL, created_by {id} NOT NULL REFERENCES people (id),
        expires bigint NOT NULL, revoked bigint, last_used bigint)",
    "CREATE INDEX robot_tokens_by_organisation ON robot_tokens (organisation, created)",
];

const SUCCESSORS: &[&str] = &["ALTER TABLE organisations ADD COLUMN successor text"];

const UNITS: &[&str] = &["CREATE TABLE units (
        organisation text NOT NULL REFERENCES organisations (cvr), id text NOT NULL,
        name text NOT NULL, parent text, PRIMARY KEY (organisation, id))"];

/// What an administrator gives lies apart from what claims say. `units` and `email_domains` are JSON
/// lists, `report` is JSON. `provider_sid` is the provider's own name of a session.
const ADMINISTRATION: &[&str] = &[
    "CREATE TABLE given_roles (
        person {id} NOT NULL REFERENCES people (id), role text NOT NULL, units text NOT NULL,
        given_by {id}, given bigint NOT NULL, PRIMARY KEY (person, role))",
    "ALTER TABLE providers ADD COLUMN email_domains text NOT NULL DEFAULT '[]'",
    "CREATE TABLE organisation_locks (
        organisation text PRIMARY KEY REFERENCES organisations (cvr), locked bigint NOT NULL)",
    "ALTER TABLE audit ADD COLUMN by_person {id}",
    "ALTER TABLE sign_in_attempts ADD COLUMN test {id}",
    "CREATE TABLE provider_tests (
        id {id} PRIMARY KEY, provider text NOT NULL, organisation text NOT NULL,
        started_by {id} NOT NULL, started bigint NOT NULL, finished bigint, report text)",
    "ALTER TABLE sessions ADD COLUMN provider text",
    "ALTER TABLE sessions ADD COLUMN provider_sid text",
    "ALTER TABLE sessions ADD COLUMN browser text NOT NULL DEFAULT ''",
    "CREATE INDEX sessions_by_provider ON sessions (provider, provider_sid)",
    "CREATE TABLE logout_tokens (
        issuer text NOT NULL, jti text NOT NULL, expires bigint NOT NULL,
        PRIMARY KEY (issuer, jti))",
];

/// `scopes` are words with a space between them.
const CLIENTS: &[&str] = &[
    "CREATE TABLE api_clients (
        id {id} PRIMARY KEY, organisation text NOT NULL REFERENCES organisations (cvr),
        name text NOT NULL, scopes text NOT NULL, created bigint NOT NULL,
        created_by {id} NOT NULL REFERENCES people (id), revoked bigint, last_used bigint,
        last_refused bigint)",
    "CREATE INDEX api_clients_by_organisation ON api_clients (organisation, created)",
    "CREATE TABLE api_client_secrets (
        id {id} PRIMARY KEY, client {id} NOT NULL REFERENCES api_clients (id), hash text NOT NULL,
        prefix text NOT NULL, created bigint NOT NULL, expires bigint NOT NULL)",
    "CREATE INDEX api_client_secrets_by_client ON api_client_secrets (client)",
    "CREATE INDEX api_client_secrets_by_prefix ON api_client_secrets (prefix)",
];

/// `external_id` is the word that the organisation's own systems know somebody by. People who are gone are
/// kept under it, without anything else.
const PROVISIONED: &[&str] = &[
    "CREATE TABLE person_keys (
        person {id} PRIMARY KEY REFERENCES people (id), organisation text NOT NULL,
        external_id text NOT NULL)",
    "CREATE INDEX person_keys_by_word ON person_keys (organisation, external_id)",
    "CREATE TABLE provisioned_people (
        id {id} PRIMARY KEY, organisation text NOT NULL REFERENCES organisations (cvr),
        imported boolean NOT NULL, user_name text NOT NULL, user_key text NOT NULL,
        external_id text, attributes text NOT NULL, units text NOT NULL, active boolean NOT NULL,
        deleted boolean NOT NULL, created bigint NOT NULL, modified bigint NOT NULL,
        version bigint NOT NULL)",
    "CREATE UNIQUE INDEX provisioned_people_by_word
        ON provisioned_people (organisation, external_id)",
    "CREATE UNIQUE INDEX provisioned_people_by_name
        ON provisioned_people (organisation, user_key) WHERE deleted = false",
    "CREATE TABLE provisioned_groups (
        id {id} PRIMARY KEY, organisation text NOT NULL REFERENCES organisations (cvr),
        display_name text NOT NULL, external_id text, roles text NOT NULL, unit text,
        created bigint NOT NULL, modified bigint NOT NULL, version bigint NOT NULL)",
    "CREATE INDEX provisioned_groups_by_organisation ON provisioned_groups (organisation, id)",
    "CREATE TABLE provisioned_members (
        group_id {id} NOT NULL REFERENCES provisioned_groups (id),
        person {id} NOT NULL REFERENCES provisioned_people (id), PRIMARY KEY (group_id, person))",
    "CREATE INDEX provisioned_members_by_person ON provisioned_members (person)",
];

/// When an operator locked somebody out. It lies apart from `active`, which is for administrators.
const LOCKS: &[&str] = &["ALTER TABLE people ADD COLUMN locked bigint"];

/// A session is a family of keys, each following the one before. Sessions of before had one key each and
/// end with this. `rights` is a hash of what its person could do when it was last given a key;
/// `confirms` names the session whose person signs in once more.
const FAMILIES: &[&str] = &[
    "DROP TABLE sessions",
    "CREATE TABLE sessions (
        id text PRIMARY KEY, person {id} NOT NULL REFERENCES people (id), created bigint NOT NULL,
        last_seen bigint NOT NULL, provider text, provider_sid text, browser text NOT NULL,
        rights text NOT NULL)",
    "CREATE INDEX sessions_by_person ON sessions (person)",
    "CREATE INDEX sessions_by_provider ON sessions (provider, provider_sid)",
    "CREATE TABLE session_keys (
        hash text PRIMARY KEY, session text NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        number bigint NOT NULL, issued bigint NOT NULL, used boolean NOT NULL, retired bigint,
        authenticated bigint NOT NULL, UNIQUE (session, number))",
    "ALTER TABLE sign_in_attempts ADD COLUMN confirms text",
];

/// What a local superuser's role is limited to. `limits` and `subjects` are JSON lists.
const LIMITS: &[&str] = &[
    "ALTER TABLE people ADD COLUMN limits text NOT NULL DEFAULT '[]'",
    "ALTER TABLE given_roles ADD COLUMN subjects text NOT NULL DEFAULT '[]'",
];

/// Any number: the lock that keeps two processes from doing this at the same time.
const LOCK: i64 = 0x0069_6465_6e74;

/// Runs what the store has not seen yet, in one transaction.
pub async fn bring_up_to_date(store: &Store) -> Result<(), StoreError> {
    let backend = store.db.get_database_backend();
    if backend == DatabaseBackend::Postgres {
        make_namespace(store).await?;
    }
    let transaction = store.db.begin().await?;
    lock(&transaction).await?;
    transaction
        .execute_unprepared("CREATE TABLE IF NOT EXISTS schema_version (version int NOT NULL)")
        .await?;
    let asked =
        Statement::from_string(backend, "SELECT max(version) AS version FROM schema_version");
    let row = transaction.query_one_raw(asked).await?;
    let found: i32 = match row {
        Some(row) => row.try_get::<Option<i32>>("", "version")?.unwrap_or(0),
        None => 0,
    };
    let known = i32::try_from(VERSIONS.len()).unwrap_or(i32::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    let id = if backend == DatabaseBackend::Postgres { "uuid" } else { "blob" };
    for (version, statements) in (1_i32..).zip(VERSIONS).filter(|(version, _)| *version > found) {
        for statement in *statements {
            transaction.execute_unprepared(&statement.replace("{id}", id)).await?;
        }
        let done = format!("INSERT INTO schema_version (version) VALUES ({version})");
        transaction.execute_unprepared(&done).await?;
    }
    transaction.commit().await?;
    Ok(())
}

async fn make_namespace(store: &Store) -> Result<(), StoreError> {
    let transaction = store.db.begin().await?;
    lock(&transaction).await?;
    transaction.execute_unprepared("CREATE SCHEMA IF NOT EXISTS identity").await?;
    transaction.commit().await?;
    Ok(())
}

/// Keeps other processes out until the transaction ends. SQLite's file lock does so by itself.
pub async fn lock(transaction: &DatabaseTransaction) -> Result<(), StoreError> {
    if transaction.get_database_backend() == DatabaseBackend::Postgres {
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    Ok(())
}
