//! The store: one database, SQLite or PostgreSQL, with the schema brought up to date at opening.

pub(crate) mod copy;
pub(crate) mod schema;

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use platform::clock::Clock;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};

use crate::settings::DatabaseSettings;

/// What is wrong with the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file that holds the address cannot be read, or the store's file not be made.
    #[error("the file {path} cannot be used")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// There is a store where a copy was to be put back.
    #[error("there is a store in {0} already, and it is not the copy; move it away first")]
    Occupied(String),
    /// Neither SQLite nor PostgreSQL.
    #[error("the database address must begin with sqlite: or postgres:")]
    Address,
    /// The schema is of a newer version of the program.
    #[error("the schema has version {found}, this program knows up to {known}")]
    Newer {
        /// The version found.
        found: i32,
        /// The newest this program knows.
        known: i32,
    },
    /// Somebody else changed the same at the same moment.
    #[error("it was changed meanwhile")]
    Outrun,
    /// The database did not do what it was asked.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// A row holds what it never may.
    #[error("the database holds something unreadable: {0}")]
    Corrupt(&'static str),
    /// No randomness for a key or a secret.
    #[error(transparent)]
    NoRandomness(#[from] crate::secrets::NoRandomness),
    /// A signing key cannot be used.
    #[error(transparent)]
    Signer(#[from] token::SignerError),
}

/// The open store. Clones share the connections.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) db: DatabaseConnection,
    pub(crate) clock: Clock,
}

impl Store {
    /// Opens the store, makes it if it is not there, and brings its schema up to date.
    ///
    /// In PostgreSQL everything lives in the schema `identity`, so that services may share a
    /// database. A SQLite file is made readable by its owner only.
    pub async fn open(settings: &DatabaseSettings, clock: Clock) -> Result<Self, StoreError> {
        let url = address(settings)?;
        let mut options = ConnectOptions::new(url.clone());
        // Nothing reaps connections, for the driver's task that does can spin (sqlx issue 3645).
        options.sqlx_logging(false).idle_timeout(None).max_lifetime(None);
        if let Some(rest) = url.strip_prefix("sqlite:") {
            // One writer at a time is SQLite's nature; one connection makes it an orderly queue.
            options.max_connections(1);
            private_file(rest)?;
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            options.max_connections(settings.connections).set_schema_search_path("identity");
        } else {
            return Err(StoreError::Address);
        }
        let store = Self { db: Database::connect(options).await?, clock };
        schema::bring_up_to_date(&store).await?;
        crate::keys::make_first(&store).await?;
        Ok(store)
    }

    /// Does the database answer?
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.db.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Now, in seconds since 1970: how all times are stored.
    pub(crate) fn now(&self) -> i64 {
        self.clock.now().timestamp()
    }
}

fn address(settings: &DatabaseSettings) -> Result<String, StoreError> {
    let Some(path) = &settings.url_file else {
        return Ok(settings.url.expose().to_owned());
    };
    std::fs::read_to_string(path).map(|text| text.trim().to_owned()).map_err(failed(path))
}

/// The file of a SQLite address.
fn file(rest: &str) -> Option<&Path> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let path = path.split('?').next().unwrap_or_default();
    (!path.is_empty() && !path.starts_with(':')).then(|| Path::new(path))
}

/// Makes the file of a SQLite address, so that it has its rights before it has content.
fn private_file(rest: &str) -> Result<(), StoreError> {
    let Some(path) = file(rest) else { return Ok(()) };
    make_folder_of(path)?;
    let made = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    made.map(drop).map_err(failed(path))
}

fn make_folder_of(path: &Path) -> Result<(), StoreError> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder).map_err(failed(path)),
        None => Ok(()),
    }
}

/// Names the file in what the system says.
fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError + '_ {
    move |source| StoreError::File { path: path.display().to_string(), source }
}
