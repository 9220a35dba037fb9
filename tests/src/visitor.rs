//! Somebody at a browser: signed in through the real code flow, or not at all.

use std::sync::LazyLock;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use url::Url;

use crate::answer::Answer;
use crate::installation::Installation;
use crate::stream::Stream;
use crate::workspace::{root, text};

/// A browser with the cookies of one visitor.
#[derive(Debug, Clone)]
pub struct Visitor {
    client: Client,
    gateway: String,
    cookies: Vec<(String, String)>,
    /// What a program shows.
    token: Option<String>,
}

/// Somebody of the demo, as `people.json` has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// Stable name at the demo's sign-in.
    pub subject: String,
    /// Made-up name.
    pub name: String,
    /// Made-up address.
    pub email: String,
    /// CVR number.
    pub organisation: String,
    /// Roles.
    pub roles: Vec<String>,
}

/// The people of the demo.
pub fn demo_people() -> Vec<DemoPerson> {
    let file = root().join("services/genvej/demo/people.json");
    let json = std::fs::read_to_string(file).expect("the demo has people");
    let people: Vec<Value> = serde_json::from_str(&json).expect("a JSON list");
    let person = |one: &Value| DemoPerson {
        subject: text(&one["subject"]),
        name: text(&one["name"]),
        email: text(&one["email"]),
        organisation: text(&one["organisation"]),
        roles: crate::workspace::strings(&one["roles"]),
    };
    people.iter().map(person).collect()
}

/// Somebody of the demo.
///
/// # Panics
/// When there is no such person.
pub fn demo_person(subject: &str) -> DemoPerson {
    let known = demo_people().into_iter().find(|one| one.subject == subject);
    known.unwrap_or_else(|| panic!("{subject} is not in the demo's people.json"))
}

impl Visitor {
    /// Nobody in particular.
    pub fn anonymous(installation: &Installation) -> Self {
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("invariant: a client without settings of the system can be made");
        Self { client, gateway: installation.url(), cookies: Vec::new(), token: None }
    }

    /// A program that shows an access token with each request.
    pub fn program(installation: &Installation, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..Self::anonymous(installation) }
    }

    /// Signs in somebody of the demo: start at the gateway, choose at the provider, come back.
    ///
    /// # Panics
    /// When any step answers otherwise than a browser needs.
    pub async fn sign_in(installation: &Installation, subject: &str) -> Self {
        let mut visitor = Self::anonymous(installation);
        let back = visitor.callback_of(&demo_person(subject)).await;
        let welcomed = visitor.follow(&back).await;
        assert!(welcomed.status().is_redirection(), "{}", Answer::of(welcomed).await.body);
        visitor
    }

    /// The sign-in of somebody up to the address that the provider sends the browser back to.
    pub async fn callback_of(&mut self, person: &DemoPerson) -> Url {
        let start = format!("/sign-in/start?organisation={}", person.organisation);
        self.callback_from(&start, person).await
    }

    /// The same from a path of the gateway that leads to the demo's provider.
    pub async fn callback_from(&mut self, start: &str, person: &DemoPerson) -> Url {
        let start = format!("{}{start}", self.gateway);
        let started = self.follow(&start.parse().expect("invariant: our own address")).await;
        let authorize = location(&started);
        let page = self.client.get(authorize.clone()).send().await.expect("the provider answers");
        let page = page.text().await.expect("a page");
        let ticket = attribute(&page, "name=\"request\" value=\"");
        let choice = [("request", ticket.as_str()), ("subject", person.subject.as_str())];
        let chosen = self.client.post(authorize).form(&choice).send().await;
        location(&chosen.expect("the provider answers"))
    }

    /// Goes to an address of the gateway with the cookies, and keeps those that it sets.
    pub async fn follow(&mut self, address: &Url) -> Response {
        let request = self.client.get(address.clone()).header(COOKIE, self.cookie_header());
        let response = request.send().await.expect("the gateway answers");
        self.keep_cookies(&response);
        response
    }

    fn keep_cookies(&mut self, response: &Response) {
        for set in response.headers().get_all(SET_COOKIE) {
            let set = set.to_str().expect("cookies are ASCII");
            let (pair, attributes) = set.split_once(';').unwrap_or((set, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            self.cookies.retain(|(known, _)| known != name);
            let over = attributes.to_lowercase().contains("max-age=0") || value.is_empty();
            if !over {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    fn cookie_header(&self) -> String {
        let pairs: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// Values of the cookies that it holds: secrets, which no log may show.
    pub fn secrets(&self) -> Vec<String> {
        self.cookies.iter().map(|(_, value)| value.clone()).collect()
    }

    /// A request of this visitor to a path of the gateway, as the gateway's own pages make it.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.gateway));
        if let Some(token) = &self.token {
            return request.bearer_auth(token);
        }
        let request = request.header("Origin", &self.gateway);
        if self.cookies.is_empty() {
            return request;
        }
        request.header(COOKIE, self.cookie_header())
    }

    /// Gets a path.
    pub async fn get(&self, path: &str) -> Answer {
        self.sent(self.request(reqwest::Method::GET, path)).await
    }

    /// Sends a request as it is.
    pub async fn sent(&self, request: RequestBuilder) -> Answer {
        Answer::of(request.send().await.expect("the gateway answers")).await
    }

    /// Asks GraphQL.
    pub async fn graphql(&self, query: &str, variables: Value) -> Answer {
        let body = json!({"query": query, "variables": variables});
        self.sent(self.request(reqwest::Method::POST, "/graphql").json(&body)).await
    }

    /// Asks GraphQL for what comes without variables and without errors.
    pub async fn ask(&self, query: &str) -> Value {
        self.graphql(query, json!({})).await.data()
    }

    /// Carries out a mutation that takes one input and answers an outcome.
    pub async fn change(&self, mutation: &str, input: Value) -> Answer {
        let kind = input_of(mutation);
        if mutation == "handOver" {
            let query = "mutation($input: HandOverInput!) { handOver(input: $input) { handedOver \
                left { caseId } withoutPeople { caseId } refusal { code message fields { field \
                rule limit message } } } }";
            return self.graphql(query, json!({"input": input})).await;
        }
        let query = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ revision repeated \
             case {{ id phase edition internal {{ revision }} }} \
             refusal {{ code message fields {{ field rule limit message }} \
             changedSince {{ event revision changes {{ field before after }} }} }} }} }}"
        );
        self.graphql(&query, json!({"input": input})).await
    }

    /// Opens a subscription over server-sent events.
    pub async fn subscribe(&self, query: &str, variables: Value) -> Stream {
        let body = json!({"query": query, "variables": variables});
        let request = self.request(reqwest::Method::POST, "/graphql").json(&body);
        let response = request.header("Accept", "text/event-stream").send().await;
        Stream::of(response.expect("the gateway answers"))
    }
}

/// The type of a mutation's input, as the committed schema has it.
fn input_of(mutation: &str) -> &'static str {
    static SCHEMA: LazyLock<String> = LazyLock::new(|| {
        let file = root().join("services/gateway/schema.graphql");
        std::fs::read_to_string(file).expect("the schema is committed")
    });
    let after = SCHEMA.split_once(&format!("\t{mutation}(input: ")).map(|(_, after)| after);
    let kind = after.and_then(|after| after.split_once("!)")).map(|(kind, _)| kind);
    kind.unwrap_or_else(|| panic!("the schema has no {mutation} with one input"))
}

fn location(response: &Response) -> Url {
    let status = response.status();
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let location = location.unwrap_or_else(|| panic!("{status} leads nowhere"));
    response.url().join(location).expect("an address")
}

/// What stands between the text before it and the next quote.
fn attribute(page: &str, before: &str) -> String {
    let (_, after) = page.split_once(before).unwrap_or_else(|| panic!("no {before} in {page}"));
    after.split('"').next().unwrap_or_default().to_owned()
}
