//! The product as it runs: all in one process with the demo, or three processes from settings.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::process::{Process, run};
use crate::workspace::root;

/// How long an installation may take until it can answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where the stores are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// Files in a folder.
    Sqlite,
    /// A database for identity and one for the registry.
    Postgres,
}

/// A running installation with data of its own. Dropping it ends its processes.
#[derive(Debug)]
pub struct Installation {
    /// What it runs of; empty while it is stopped.
    processes: Vec<Process>,
    /// What earlier processes of it logged.
    logged_before: String,
    kind: Kind,
    ports: Ports,
    /// Held so that it is there for as long as the installation.
    folder: TempDir,
    /// Likewise.
    _databases: Vec<postgres::Database>,
    /// What its processes have in their environment besides.
    environment: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `genvej up --demo`.
    Demo,
    /// One process for each service.
    Separate,
}

/// Kept over restarts, because people are known by the address of their provider.
#[derive(Debug, Clone, Copy)]
struct Ports {
    gateway: u16,
    login: u16,
    identity: u16,
    registry: u16,
}

impl Ports {
    /// Ports that are free now. All are held until all are known, so that no two are the same.
    fn free() -> Self {
        let held = [(); 4]
            .map(|()| TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port"));
        let [gateway, login, identity, registry] = held
            .each_ref()
            .map(|held| held.local_addr().expect("invariant: a bound socket has one").port());
        Self { gateway, login, identity, registry }
    }
}

impl Installation {
    /// All in one process, with the demo's organisations, people and cases.
    pub async fn demo() -> Self {
        Self::begin(Kind::Demo, Vec::new(), |_, _| String::new()).await
    }

    /// The demo in an environment with more in it.
    pub async fn demo_in(environment: Vec<(String, String)>) -> Self {
        let mut demo = Self::made(Kind::Demo, Vec::new(), |_, _| String::new());
        demo.environment = environment;
        demo.start().await;
        demo
    }

    /// Three processes, with the demo's organisations and people and no cases.
    pub async fn separate(store: Store) -> Self {
        Self::separate_with(store, "").await
    }

    /// The same with more at the end of the settings, where those of files stand.
    pub async fn separate_with(store: Store, more: &str) -> Self {
        match store {
            Store::Sqlite => {
                let settings = |folder: &Path, ports: Ports| on_sqlite(folder, ports) + more;
                Self::begin(Kind::Separate, Vec::new(), settings).await
            }
            Store::Postgres => {
                let (identity, registry) = (postgres::database().await, postgres::database().await);
                let urls = [identity.url().to_owned(), registry.url().to_owned()];
                let settings =
                    move |folder: &Path, ports: Ports| on_postgres(folder, ports, &urls) + more;
                Self::begin(Kind::Separate, vec![identity, registry], settings).await
            }
        }
    }

    async fn begin(
        kind: Kind,
        databases: Vec<postgres::Database>,
        settings: impl FnOnce(&Path, Ports) -> String,
    ) -> Self {
        let mut installation = Self::made(kind, databases, settings);
        installation.start().await;
        installation
    }

    /// One that is not running yet.
    fn made(
        kind: Kind,
        databases: Vec<postgres::Database>,
        settings: impl FnOnce(&Path, Ports) -> String,
    ) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("genvej-journey-")
            .tempdir()
            .expect("the folder for temporary files takes a folder");
        let ports = Ports::free();
        if kind == Kind::Separate {
            let written = settings(folder.path(), ports);
            std::fs::write(folder.path().join("genvej.toml"), written).expect("a file");
        }
        Self {
            processes: Vec::new(),
            logged_before: String::new(),
            kind,
            ports,
            folder,
            _databases: databases,
            environment: Vec::new(),
        }
    }

    /// Starts what is stopped, on the same data and addresses.
    pub async fn start(&mut self) {
        assert!(self.processes.is_empty(), "it is running already");
        match self.kind {
            Kind::Demo => {
                let data = self.data().display().to_string();
                let gateway = self.ports.gateway.to_string();
                let login = self.ports.login.to_string();
                let mut up = Process::start_in(
                    &self.environment,
                    "up",
                    &["up", "--demo", "--data", &data, "--port", &gateway]
                        .into_iter()
                        .chain(["--demo-login-port", &login])
                        .collect::<Vec<_>>(),
                );
                up.await_line("Genvej kører på");
                self.processes.push(up);
            }
            Kind::Separate => {
                let config = self.config().display().to_string();
                for service in ["identity", "registry", "gateway"] {
                    let mut process = Process::start(service, &[service, "--config", &config]);
                    process.await_line("lytter på");
                    self.processes.push(process);
                }
            }
        }
        self.await_readiness().await;
    }

    /// Stops all processes as an operator does. The data stay.
    pub fn stop(&mut self) {
        while let Some(process) = self.processes.pop() {
            self.logged_before.push_str(&process.logged());
            process.stop();
        }
    }

    /// Stops one of its processes as an operator does: `up`, or a service by its name.
    ///
    /// # Panics
    /// When there is none of that name.
    pub fn stop_process(&mut self, name: &str) {
        let at = self.processes.iter().position(|process| process.name() == name);
        let process = self.processes.remove(at.expect("a process of that name"));
        self.logged_before.push_str(&process.logged());
        process.stop();
    }

    /// Stops and starts.
    pub async fn restart(&mut self) {
        self.stop();
        self.start().await;
    }

    /// The address that browsers use, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports.gateway)
    }

    /// The data folder of the demo.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder of files beside cases, of the separate services.
    pub fn attachments(&self) -> PathBuf {
        self.folder.path().join("attachments")
    }

    /// The settings of the separate services.
    pub fn config(&self) -> PathBuf {
        self.folder.path().join("genvej.toml")
    }

    /// gRPC address of identity, of the separate services.
    pub fn identity_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports.identity)
    }

    /// The file of identity's store, where that is on SQLite.
    pub fn identity_store(&self) -> PathBuf {
        self.folder.path().join("identity.db")
    }

    /// Takes over what others publish, of a file of `tests/fixtures`, and gives what the task said.
    pub fn import(&self, verb: &str, file: &str, more: &[&str]) -> String {
        let file = root().join("tests/fixtures").join(file).display().to_string();
        let (registry, data) = (self.registry_url(), self.data().display().to_string());
        let mut arguments = vec!["catalogue", verb, &file, "--organisation", "99000007"];
        arguments.extend(["--registry", &registry, "--data", &data]);
        arguments.extend(more);
        run(&arguments).well()
    }

    /// gRPC address of the registry, as an operator's task takes it.
    pub fn registry_url(&self) -> String {
        match self.kind {
            Kind::Separate => format!("http://127.0.0.1:{}", self.ports.registry),
            Kind::Demo => {
                let said = self.said();
                let (_, after) = said.split_once("Registry svarer på ").expect("up says where");
                let end = after.find(|c: char| c.is_whitespace()).unwrap_or(after.len());
                after[..end].trim_end_matches('.').to_owned()
            }
        }
    }

    /// All that its processes said to whoever started them.
    pub fn said(&self) -> String {
        self.processes.iter().map(Process::said).collect()
    }

    /// All that its processes have logged.
    pub fn logged(&self) -> String {
        let mut all = self.logged_before.clone();
        all.extend(self.processes.iter().map(Process::logged));
        all
    }

    /// Whether every process lives.
    pub fn is_alive(&mut self) -> bool {
        !self.processes.is_empty() && self.processes.iter_mut().all(Process::is_alive)
    }

    async fn await_readiness(&mut self) {
        let begun = Instant::now();
        let ready = format!("{}/readyz", self.url());
        loop {
            let answer = reqwest::get(&ready).await;
            if answer.as_ref().is_ok_and(|answer| answer.status() == 200) {
                return;
            }
            assert!(self.is_alive(), "a process has ended:\n{}", self.logged());
            assert!(begun.elapsed() < PATIENCE, "not ready: {answer:?}\n{}", self.logged());
            thread::park_timeout(Duration::from_millis(20));
        }
    }
}

fn on_sqlite(folder: &Path, ports: Ports) -> String {
    let file = |name: &str| folder.join(name).display().to_string();
    let stores = Stores {
        identity: format!("sqlite://{}", file("identity.db")),
        log: format!("sqlite:{}", file("log.db")),
        read: format!("sqlite:{}\"\nsearch_folder = \"{}", file("read.db"), file("search")),
        attachments: file("attachments"),
    };
    settings(ports, &stores)
}

fn on_postgres(folder: &Path, ports: Ports, [identity, registry]: &[String; 2]) -> String {
    let stores = Stores {
        identity: identity.clone(),
        log: registry.clone(),
        read: registry.clone(),
        attachments: folder.join("attachments").display().to_string(),
    };
    settings(ports, &stores)
}

struct Stores {
    identity: String,
    log: String,
    read: String,
    attachments: String,
}

/// One file for all three services, each of which reads its own section.
fn settings(ports: Ports, stores: &Stores) -> String {
    let Ports { gateway, login, identity, registry } = ports;
    let Stores { identity: identity_store, log, read, attachments } = stores;
    format!(
        r#"
[identity]
mode = "demo"
listen = "127.0.0.1:{identity}"
redirect_uris = ["http://127.0.0.1:{gateway}/sign-in/callback"]

[identity.database]
url = "{identity_store}"

[identity.demo]
listen = "127.0.0.1:{login}"

[registry]
listen = "127.0.0.1:{registry}"
identity_url = "http://127.0.0.1:{identity}"

[registry.log]
url = "{log}"

[registry.read]
url = "{read}"

[gateway]
listen = "127.0.0.1:{gateway}"
identity_url = "http://127.0.0.1:{identity}"
registry_url = "http://127.0.0.1:{registry}"
# One test asks more in a second than a municipality does.
requests_per_second = 100000
request_burst = 100000

[registry.attachments]
folder = "{attachments}"
"#
    )
}
