//! An honest provider: oidc-provider of npm, in a process of its own, and a browser that signs in at it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::header::LOCATION;
use reqwest::{Client, Response};
use serde_json::{Value, json};
use url::Url;

use crate::installation::Installation;
use crate::visitor::Visitor;
use crate::workspace::root;

/// Our name and secret there.
const CLIENT: &str = "genvej";
const SECRET: &str = "only-for-this-test";

/// A running provider. Dropping it ends its process.
#[derive(Debug)]
pub struct Honest {
    child: Child,
    /// Its issuer.
    pub issuer: String,
}

impl Drop for Honest {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Honest {
    /// Starts one for an installation, with people by the names that they type, and an algorithm that
    /// it signs with.
    ///
    /// # Panics
    /// When it is not installed, with what to type.
    pub fn start(installation: &Installation, accounts: &Value, algorithm: &str) -> Self {
        let folder = root().join("tests/provider");
        assert!(
            folder.join("node_modules/oidc-provider").exists(),
            "`npm ci` in tests/provider fetches the provider, `make test` does so itself"
        );
        let gateway = installation.url();
        let settings = json!({
            "clientId": CLIENT,
            "clientSecret": SECRET,
            "redirectUris": [format!("{gateway}/sign-in/callback")],
            "postLogoutRedirectUris": [format!("{gateway}/")],
            "backchannelLogoutUri": format!("{gateway}/sign-out/back-channel"),
            "algorithm": algorithm,
            "claims": ["cvr", "roles", "units", "cprNumber"],
            "accounts": accounts,
        });
        let mut child = Command::new("node")
            .arg(folder.join("provider.js"))
            .arg(settings.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node is there: the screens are built with it");
        let said = child.stdout.take().expect("invariant: it was asked for");
        let issuer = BufReader::new(said).lines().map_while(Result::ok).next().unwrap_or_default();
        assert!(!issuer.is_empty(), "the provider did not start");
        Self { child, issuer }
    }

    /// The file that `genvej provider` takes.
    pub fn settings(&self, id: &str, organisation: &str) -> String {
        format!(
            "id = \"{id}\"\norganisation = \"{organisation}\"\nlabel = \"{id}\"\nissuer = \"{}\"\n\
             client_id = \"{CLIENT}\"\nclient_secret = \"{SECRET}\"\n",
            self.issuer
        )
    }
}

/// A browser with a session of its own at the provider, and one at the gateway.
pub struct Browser {
    /// What it holds of the gateway.
    pub visitor: Visitor,
    provider: Client,
}

impl Browser {
    /// A fresh one.
    pub fn new(installation: &Installation) -> Self {
        Self { visitor: Visitor::anonymous(installation), provider: provider() }
    }

    /// The provider knows nobody in it any more.
    pub fn forgotten_at_provider(&mut self) {
        self.provider = provider();
    }

    /// Signs in at a provider of the installation as somebody there. Gives the gateway's answer.
    pub async fn sign_in(&mut self, installation: &Installation, id: &str, as_: &str) -> Response {
        self.go(installation, &format!("provider={id}"), as_).await
    }

    /// Shows once more who is signed in, as somebody at the provider. Gives the gateway's answer.
    pub async fn confirm(&mut self, installation: &Installation, as_: &str) -> Response {
        self.go(installation, "confirm=1&return=/sign-in/confirmed", as_).await
    }

    async fn go(&mut self, installation: &Installation, how: &str, as_: &str) -> Response {
        let start = format!("{}/sign-in/start?{how}", installation.url());
        let start: Url = start.parse().expect("invariant: our own address");
        let mut at = to(&self.visitor.follow(&start).await);
        loop {
            if at.as_str().starts_with(&format!("{}/sign-in/callback", installation.url())) {
                return self.visitor.follow(&at).await;
            }
            let answer = if at.path().starts_with("/interaction/") {
                at.query_pairs_mut().append_pair("account", as_);
                self.provider.post(at.clone()).send().await
            } else {
                self.provider.get(at.clone()).send().await
            };
            at = to(&answer.expect("the provider answers"));
        }
    }

    /// Signs out at the provider, from the link that the gateway's page has.
    pub async fn sign_out_at_provider(&self, link: &str) -> Url {
        let page = self.provider.get(link).send().await.expect("the provider answers");
        let base = page.url().clone();
        let form = page.text().await.expect("a page");
        let value = |before: &str| {
            let (_, after) =
                form.split_once(before).unwrap_or_else(|| panic!("{before} in {form}"));
            after.split('"').next().unwrap_or_default().to_owned()
        };
        let action = base.join(&value("action=\"")).expect("an address");
        let sent = [("xsrf", value("name=\"xsrf\" value=\"")), ("logout", "yes".to_owned())];
        let left = self.provider.post(action).form(&sent).send().await;
        to(&left.expect("the provider answers"))
    }
}

fn provider() -> Client {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .cookie_store(true)
        .build()
        .expect("invariant: a client without settings of the system can be made")
}

fn to(response: &Response) -> Url {
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let location = location.unwrap_or_else(|| panic!("{} leads nowhere", response.status()));
    response.url().join(location).expect("an address")
}
