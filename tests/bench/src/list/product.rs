//! Ours: the whole product in a process of its own, with the demo's cases, signed in.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use reqwest::cookie::{CookieStore, Jar};
use serde_json::Value;
use tokio::process::Command;
use url::Url;

use super::Row;
use super::load::Target;
use super::server::{Server, free_address};
use crate::Failure;

const CASEBOOK: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/genvej/demo/casebook.json");

/// Half seconds that the read models may take to show all that was imported.
const SETTLING: usize = 60;

/// Who asks: a consultant in Randers.
pub const ORGANISATION: &str = "29189668";
const PERSON: &str = "consultant-randers";

/// The product with its settings, ready to be started.
pub struct Installed {
    program: PathBuf,
    config: PathBuf,
    addresses: [SocketAddr; 3],
    /// What it says.
    log: PathBuf,
}

/// A running product.
pub struct Product {
    address: SocketAddr,
    cookie: String,
    server: Server,
}

impl Installed {
    /// Writes settings into a folder, where it will keep all that it has: the log in `log.db`.
    pub fn new(program: &Path, folder: &Path) -> Result<Self, Failure> {
        let addresses = [free_address()?, free_address()?, free_address()?];
        let config = folder.join("genvej.toml");
        std::fs::write(&config, toml::to_string(&settings(folder, addresses))?)?;
        Ok(Self { program: program.to_owned(), config, addresses, log: folder.join("genvej.log") })
    }

    /// What starts it.
    pub fn command(&self) -> Command {
        let mut command = program(&self.program);
        command.arg("up").arg("--config").arg(&self.config);
        command
    }

    /// Starts it, and signs in when it has caught up.
    pub async fn start(&self) -> Result<Product, Failure> {
        let [address, ..] = self.addresses;
        let ready = format!("http://{address}/readyz");
        let server = Server::start(&mut self.command(), &self.log, &ready).await?;
        let cookie = sign_in(&format!("http://{address}")).await?;
        Ok(Product { address, cookie, server })
    }

    /// Starts it, and tells how long it took to give the target's answer for the first time.
    pub async fn time(&self, target: &Target) -> Result<(Server, Duration), Failure> {
        Server::time(&mut self.command(), &self.log, target).await
    }

    async fn import(&self) -> Result<(), Failure> {
        let [_, registry, _] = self.addresses;
        let import = program(&self.program)
            .args(["import", "casebook", CASEBOOK, "--registry", &format!("http://{registry}")])
            .arg("--config")
            .arg(&self.config)
            .output()
            .await?;
        if !import.status.success() {
            let said = String::from_utf8_lossy(&import.stderr);
            return Err(format!("the casebook is not imported: {said}").into());
        }
        Ok(())
    }
}

impl Product {
    /// Starts the program, imports the casebook and signs in.
    pub async fn start(genvej: &Path, folder: &Path) -> Result<Self, Failure> {
        let installed = Installed::new(genvej, folder)?;
        let product = installed.start().await?;
        installed.import().await?;
        Ok(product)
    }

    /// Ends it as an operator does.
    pub async fn stop(self) -> Result<(), Failure> {
        self.server.stop().await
    }

    /// All cases by title, as soon as what was imported is there to be read.
    pub async fn cases(&self) -> Result<Vec<Row>, Failure> {
        let mut before = Vec::new();
        for _ in 0..SETTLING {
            let now = rows(&self.target(100).await?)?;
            if !now.is_empty() && now == before {
                return Ok(now);
            }
            before = now;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Err("the cases of the casebook do not come to rest".into())
    }

    /// Where to ask for the cases that a search finds best.
    pub async fn search(&self, words: &str, first: usize) -> Result<Target, Failure> {
        let question = format!(
            "{{ cases(first: {first}, search: \"{words}\") {{ nodes {{ id phase status edition \
             changedAt reuserCount basics {{ title summary }} lead {{ name }} }} }} }}"
        );
        Target::new(self.address, Some(&self.cookie), &question).await
    }

    /// Where to ask for a page of so many cases.
    pub async fn target(&self, first: usize) -> Result<Target, Failure> {
        let question = format!(
            "{{ cases(first: {first}, sort: {{ by: TITLE }}) {{ nodes {{ id phase status edition \
             changedAt reuserCount basics {{ title summary }} lead {{ name }} }} }} }}"
        );
        Target::new(self.address, Some(&self.cookie), &question).await
    }
}

/// The program, whose settings would refuse the variable that names the server of row 3.
fn program(genvej: &Path) -> Command {
    let mut command = Command::new(genvej);
    command.env_remove(postgres::VARIABLE).env("RUST_LOG", "warn");
    command
}

/// As `genvej up --demo` has it, without the limit on requests, which stops one client long before
/// the machine is busy.
fn settings(folder: &Path, addresses: [SocketAddr; 3]) -> toml::Table {
    let [gateway, registry, login] = addresses.map(|address| address.to_string());
    let file = |name: &str| folder.join(name).display().to_string();
    let text = format!(
        "[identity]\nmode = 'demo'\n\
         database = {{ url = 'sqlite://{}' }}\n\
         redirect_uris = ['http://{gateway}/sign-in/callback']\n\
         demo = {{ listen = '{login}' }}\n\
         [registry]\nlisten = '{registry}'\nidentity_url = ''\n\
         log = {{ url = 'sqlite:{}' }}\n\
         read = {{ url = 'sqlite:{}', search_folder = '{}' }}\n\
         [gateway]\nlisten = '{gateway}'\n\
         requests_per_second = 1000000\nrequest_burst = 1000000\n",
        file("identity.db"),
        file("log.db"),
        file("read.db"),
        file("search"),
    );
    text.parse().expect("invariant: the text above is TOML")
}

/// Signs in as a browser does, and gives the cookie.
async fn sign_in(gateway: &str) -> Result<String, Failure> {
    let jar = Arc::new(Jar::default());
    let browser = reqwest::Client::builder().cookie_provider(Arc::clone(&jar)).build()?;
    let begin = format!("{gateway}/sign-in/start?organisation={ORGANISATION}");
    let page = browser.get(begin).send().await?.error_for_status()?;
    let chooser = page.url().clone();
    let html = page.text().await?;
    let ticket = html
        .split_once("name=\"request\" value=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .ok_or("the page to choose a person from has no ticket")?
        .0;
    let chosen = [("request", ticket), ("subject", PERSON)];
    browser.post(chooser).form(&chosen).send().await?;
    let cookies = jar.cookies(&Url::parse(gateway)?).ok_or("sign-in gave no cookie")?;
    Ok(cookies.to_str()?.to_owned())
}

/// The rows of an answer.
pub fn rows(target: &Target) -> Result<Vec<Row>, Failure> {
    let data = target.data()?;
    let nodes = data["cases"]["nodes"].as_array().ok_or("an answer without nodes")?;
    nodes.iter().map(row).collect()
}

fn row(node: &Value) -> Result<Row, Failure> {
    Row::of([
        &node["id"],
        &node["basics"]["title"],
        &node["basics"]["summary"],
        &node["phase"],
        &node["status"],
        &node["edition"],
        &node["changedAt"],
        &node["lead"]["name"],
        &node["reuserCount"],
    ])
}
