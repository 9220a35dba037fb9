//! An installation with an administrator who makes API clients.

use journeys::workspace::text;
use journeys::{Answer, Installation, Store, Visitor};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// An installation with an administrator of Randers.
pub struct Given {
    pub installation: Installation,
    pub gerda: Visitor,
    /// Somebody without cookies, as a program is.
    pub program: Visitor,
}

/// A client that was made.
pub struct Client {
    pub global_id: String,
    pub id: String,
    pub secret: String,
}

impl Given {
    pub async fn on(store: Store) -> Self {
        Self::of(Installation::separate(store).await).await
    }

    /// On an installation that runs.
    pub async fn of(installation: Installation) -> Self {
        let gerda = Visitor::sign_in(&installation, "administrator-randers").await;
        let program = Visitor::anonymous(&installation);
        Self { installation, gerda, program }
    }

    /// A client of the administrator's organisation.
    pub async fn client(&self, scopes: &[&str]) -> Client {
        client_of(&self.gerda, scopes).await
    }

    /// An access token with all that the client may.
    pub async fn token(&self, client: &Client) -> String {
        let form = [("grant_type", "client_credentials")];
        let request = self.program.request(Method::POST, "/oauth/token");
        let request = request.basic_auth(&client.id, Some(&client.secret)).form(&form);
        let answer = self.program.sent(request).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        text(&answer.json()["access_token"])
    }

    /// Asks GraphQL with an access token.
    pub async fn ask(&self, token: &str, query: &str, variables: Value) -> Answer {
        let body = json!({"query": query, "variables": variables});
        let request = self.program.request(Method::POST, "/graphql").bearer_auth(token);
        self.program.sent(request.json(&body)).await
    }

    /// A request of a program that shows a token or secret.
    pub fn request(&self, method: Method, path: &str, bearer: &str) -> RequestBuilder {
        self.program.request(method, path).bearer_auth(bearer)
    }
}

/// A client that somebody makes.
pub async fn client_of(by: &Visitor, scopes: &[&str]) -> Client {
    let made = create(by, scopes).await.outcome();
    assert!(made["refusal"].is_null(), "{made}");
    Client {
        global_id: text(&made["client"]["id"]),
        id: text(&made["client"]["clientId"]),
        secret: text(&made["secret"]),
    }
}

/// Somebody asks for a client.
pub async fn create(by: &Visitor, scopes: &[&str]) -> Answer {
    let query = "mutation($input: CreateApiClientInput!) { createApiClient(input: $input) { secret
        client { id clientId name scopes secrets { prefix expiresAt } createdBy { name } }
        refusal { code message fields { field rule limit } } } }";
    by.graphql(query, json!({"input": {"name": "Bro til ESDH", "scopes": scopes}})).await
}
