//! A throw-away `PostgreSQL` for tests.
//!
//! `postgres::database().await.url()` is a fresh, empty database. The server behind it is the one
//! that `GENVEJ_TEST_POSTGRES_URL` names or, without that, one started for this process. As a
//! test runner may give each test a process of its own, `cargo run -p postgres -- run <command>`
//! starts one server for a whole command.
//!
//! Where no `PostgreSQL` is installed the tests fail with an instruction; nothing is skipped.

use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use url::Url;

mod cluster;

pub use cluster::{Cluster, program};

/// Names the address of a running server's administrator.
pub const VARIABLE: &str = "GENVEJ_TEST_POSTGRES_URL";

/// Databases made by this process so far.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A database of one's own, dropped with this value.
#[derive(Debug)]
pub struct Database {
    name: String,
    url: Url,
}

impl Database {
    /// Its address, `postgres://…`, of a user who may do everything.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Runs SQL in it, `psql`'s way.
    ///
    /// # Panics
    /// When the server refuses it.
    pub fn execute(&self, sql: &str) {
        psql(&self.url, &[sql]);
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // While a test fails already, a second panic would hide why.
        let drop = format!("DROP DATABASE \"{}\" WITH (FORCE)", self.name);
        if !std::thread::panicking() {
            psql(admin(), &[&drop]);
        }
    }
}

/// Makes an empty database.
///
/// # Panics
/// When there is no server, with an instruction how to get one.
pub async fn database() -> Database {
    let made = tokio::task::spawn_blocking(|| {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        // One may be left of a process that had this number before.
        let drop = format!("DROP DATABASE IF EXISTS \"{name}\"");
        let create = format!("CREATE DATABASE \"{name}\" TEMPLATE template0");
        psql(admin(), &[&drop, &create]);
        let mut url = admin().clone();
        url.set_path(&name);
        Database { name, url }
    });
    made.await.expect("PostgreSQL gives a database")
}

/// Address of the administrator's database of the server that this process tests with.
fn admin() -> &'static Url {
    static ADMIN: OnceLock<Url> = OnceLock::new();
    // Never dropped, which does not matter: its server ends with the process.
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    ADMIN.get_or_init(|| {
        #[expect(clippy::disallowed_methods, reason = "tests have no settings of the platform")]
        let url =
            std::env::var(VARIABLE).unwrap_or_else(|_| CLUSTER.get_or_init(Cluster::start).url());
        url.parse().expect("GENVEJ_TEST_POSTGRES_URL is the address of a server")
    })
}

/// Runs statements to their end, each in a transaction of its own.
fn psql(url: &Url, statements: &[&str]) {
    let output = Command::new(program("psql").expect("psql comes with PostgreSQL"))
        .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"])
        .args(statements.iter().map(|sql| format!("--command={sql}")))
        .arg(url.as_str())
        .env("PGOPTIONS", "--client-min-messages=warning")
        .output()
        .expect("psql starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "PostgreSQL refuses {statements:?}: {said}");
}
