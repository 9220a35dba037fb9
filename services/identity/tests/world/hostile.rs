//! A provider that says whatever a test wants it to say.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::{ClaimMap, Provider};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use platform::Secret;
use serde_json::{Value, json};
use token::Signer;

use super::Begun;

pub const CLIENT: &str = "genvej-at-hostile";
pub const SECRET: &str = "a secret of thirty-two characters";

/// What one address answers.
#[derive(Debug, Clone)]
pub enum Says {
    Json(Value),
    Text(String),
    Redirect(String),
    Huge,
}

/// What it says where, and how often it was asked for its keys.
#[derive(Debug)]
pub struct Script {
    pub discovery: Says,
    pub keys: Says,
    pub token: Says,
    pub keys_asked: usize,
}

/// A provider on a port of its own, until the test ends.
pub struct Hostile {
    pub address: SocketAddr,
    pub issuer: String,
    pub signer: Signer,
    pub script: Arc<Mutex<Script>>,
    handle: actix_web::dev::ServerHandle,
}

impl Drop for Hostile {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

impl Hostile {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let issuer = format!("http://{address}");
        let signer = Signer::generate("published").unwrap();
        let script = Arc::new(Mutex::new(Script {
            discovery: Says::Json(Self::discovery(&issuer)),
            keys: Says::Json(json!({ "keys": [signer.public_jwk()] })),
            token: Says::Text("nothing yet".to_owned()),
            keys_asked: 0,
        }));
        let shared = Data::new(script.clone());
        let server = HttpServer::new(move || {
            App::new()
                .app_data(shared.clone())
                .route("/.well-known/openid-configuration", web::get().to(discovery))
                .route("/keys", web::get().to(keys))
                .route("/token", web::post().to(token_endpoint))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { address, issuer, signer, script, handle }
    }

    pub fn discovery(issuer: &str) -> Value {
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            // It claims to use a shared secret and no signature at all, to see whether we agree.
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
        })
    }

    /// The row of this provider for an organisation.
    pub fn row(&self, id: &str, organisation: &str) -> Provider {
        Provider {
            id: id.to_owned(),
            organisation: organisation.to_owned(),
            label: id.to_owned(),
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Some(Secret::new(SECRET)),
            client_secret_file: None,
            scopes: vec![],
            claim_map: ClaimMap::default(),
            platform_roles: false,
            email_domains: std::collections::BTreeSet::new(),
            active: true,
            demo: false,
        }
    }

    /// Honest claims for a nonce at a time.
    pub fn claims(&self, nonce: &str, now: i64) -> Value {
        json!({
            "iss": self.issuer, "aud": CLIENT, "sub": "somebody", "iat": now, "exp": now + 300,
            "nonce": nonce, "name": "Nogen", "email": "nogen@example.dk"
        })
    }

    /// Makes it say of who comes back from an attempt what is honest, and this besides.
    pub fn says(&self, begun: &Begun, now: i64, more: &Value) {
        let mut claims = self.claims(&begun.parameter("nonce"), now);
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.answers(&self.sign(&claims));
    }

    /// Makes the token endpoint answer with an ID token.
    pub fn answers(&self, id_token: &str) {
        self.script.lock().unwrap().token = Says::Json(json!({
            "access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": id_token
        }));
    }

    /// Signs claims honestly.
    pub fn sign(&self, claims: &Value) -> String {
        sign(&json!({"alg": "ES256", "typ": "JWT", "kid": "published"}), claims, &self.signer)
    }
}

/// What a browser comes back with from an attempt at it.
pub fn back(begun: &Begun) -> HashMap<String, String> {
    HashMap::from([
        ("code".to_owned(), "any".to_owned()),
        ("state".to_owned(), begun.parameter("state")),
    ])
}

/// Signs anything with ES256, whatever the header says.
pub fn sign(header: &Value, claims: &Value, signer: &Signer) -> String {
    let key = EncodingKey::from_ec_pem(signer.private_pem().as_bytes()).unwrap();
    sign_with(header, claims, &key, Algorithm::ES256)
}

/// Signs anything with any key.
pub fn sign_with(header: &Value, claims: &Value, key: &EncodingKey, alg: Algorithm) -> String {
    let message = format!("{}.{}", b64(header), b64(claims));
    let signature = crypto::sign(message.as_bytes(), key, alg).unwrap();
    format!("{message}.{signature}")
}

/// A part of a token.
pub fn b64(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

type Shared = Data<Arc<Mutex<Script>>>;

async fn discovery(script: Shared) -> HttpResponse {
    said(&script.lock().unwrap().discovery)
}

async fn keys(script: Shared) -> HttpResponse {
    let mut script = script.lock().unwrap();
    script.keys_asked += 1;
    said(&script.keys)
}

async fn token_endpoint(script: Shared) -> HttpResponse {
    said(&script.lock().unwrap().token)
}

fn said(says: &Says) -> HttpResponse {
    match says {
        Says::Json(value) => HttpResponse::Ok().json(value),
        Says::Text(text) => HttpResponse::Ok().content_type("application/json").body(text.clone()),
        Says::Redirect(to) => {
            HttpResponse::TemporaryRedirect().insert_header(("location", to.as_str())).finish()
        }
        Says::Huge => HttpResponse::Ok()
            .content_type("application/json")
            .body(format!("{{\"x\":\"{}\"}}", "x".repeat(1_000_000))),
    }
}
