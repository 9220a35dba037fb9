//! The demo provider: discovery, the page to choose from, the code for a token, the keys.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Form, Path, Query};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use platform::Shutdown;
use platform::clock::Clock;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use token::{Kle, Signer};
use url::Url;

use super::tickets::Tickets;
use super::{DemoData, DemoPermit, DemoPerson, page};
use crate::oidc::LOCAL_SUPERUSER;
use crate::people::cover::Limit;
use crate::secrets;
use crate::sign_in::RedirectUris;
use crate::store::StoreError;

/// How long somebody may look at the page, and how long a code is good for, in seconds.
const CHOOSING_SECONDS: i64 = 10 * 60;
const CODE_SECONDS: i64 = 60;
const ID_TOKEN_SECONDS: i64 = 5 * 60;

/// The demo provider: one issuer for each organisation that has people.
#[derive(Debug)]
pub struct DemoProvider {
    address: SocketAddr,
    tenants: BTreeMap<String, Tenant>,
    signer: Signer,
    clock: Clock,
    redirects: RedirectUris,
    requests: Tickets<Asked>,
    codes: Tickets<(Asked, DemoPerson)>,
}

struct Tenant {
    name: String,
    people: Vec<DemoPerson>,
    client_secret: String,
}

impl std::fmt::Debug for Tenant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tenant({})", self.name)
    }
}

/// The parameters of an authorisation request (RFC 6749 4.1.1, RFC 7636 4.3, Core 3.1.2.1).
#[derive(Debug, Clone, Deserialize)]
struct Asked {
    #[serde(default)]
    response_type: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    code_challenge: String,
    #[serde(default)]
    code_challenge_method: String,
    /// Not a parameter: whose page it was asked at.
    #[serde(skip)]
    tenant: String,
}

impl DemoProvider {
    /// Our name at the demo provider.
    pub const CLIENT_ID: &'static str = "genvej";

    fn new(
        address: SocketAddr,
        data: &DemoData,
        redirects: RedirectUris,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let mut tenants: BTreeMap<String, Tenant> = BTreeMap::new();
        for person in &data.people {
            let cvr = &person.organisation;
            if !tenants.contains_key(cvr) {
                let organisation = data.organisations.iter().find(|o| o.cvr == *cvr);
                let name = organisation.map_or_else(|| cvr.clone(), |o| o.name.clone());
                let client_secret = secrets::random()?;
                tenants.insert(cvr.clone(), Tenant { name, people: vec![], client_secret });
            }
            if let Some(tenant) = tenants.get_mut(cvr) {
                tenant.people.push(person.clone());
            }
        }
        Ok(Self {
            address,
            tenants,
            signer: Signer::generate("demo")?,
            requests: Tickets::new(clock.clone(), CHOOSING_SECONDS),
            codes: Tickets::new(clock.clone(), CODE_SECONDS),
            clock,
            redirects,
        })
    }

    /// The issuer of an organisation's people.
    pub fn issuer(&self, cvr: &str) -> String {
        format!("http://{}/{cvr}", self.address)
    }

    /// Our password at an organisation's issuer; another one at each start.
    pub fn client_secret(&self, cvr: &str) -> Option<&str> {
        self.tenants.get(cvr).map(|tenant| tenant.client_secret.as_str())
    }

    /// Where it serves.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What is wrong with a request, if anything, as the standard's word for it.
    fn wrong_with(asked: &Asked) -> Option<&'static str> {
        if asked.response_type != "code" {
            return Some("unsupported_response_type");
        }
        if !asked.scope.split(' ').any(|scope| scope == "openid") {
            return Some("invalid_scope");
        }
        let challenged = asked.code_challenge_method == "S256" && asked.code_challenge.len() == 43;
        if !challenged || asked.state.is_empty() || asked.nonce.is_empty() {
            return Some("invalid_request");
        }
        None
    }

    fn back(&self, asked: &Asked, outcome: (&str, &str)) -> HttpResponse {
        let Ok(mut url) = Url::parse(&asked.redirect_uri) else { return refused("adresse") };
        url.query_pairs_mut()
            .append_pair(outcome.0, outcome.1)
            .append_pair("state", &asked.state)
            .append_pair("iss", &self.issuer(&asked.tenant));
        HttpResponse::SeeOther()
            .insert_header((header::LOCATION, url.to_string()))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .finish()
    }

    fn id_token(&self, asked: &Asked, person: &DemoPerson) -> Option<String> {
        let now = self.clock.now().timestamp();
        let claims = json!({
            "iss": self.issuer(&asked.tenant), "aud": Self::CLIENT_ID, "sub": person.subject,
            // Whoever is asked for is chosen there and then.
            "iat": now, "auth_time": now, "exp": now + ID_TOKEN_SECONDS, "nonce": asked.nonce,
            "name": person.name, "email": person.email, "roles": person.roles,
            "units": person.units, "privilege": privileges(person),
            "cvr": person.organisation,
        });
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(self.signer.id().to_owned());
        let key = EncodingKey::from_ec_pem(self.signer.private_pem().as_bytes()).ok()?;
        jsonwebtoken::encode(&header, &claims, &key).ok()
    }
}

/// A person's job functions, as a broker tells of them.
fn privileges(person: &DemoPerson) -> Vec<Value> {
    let group = |limit: &Limit| {
        let numbers: Vec<&str> = limit.kle.iter().map(Kle::as_str).collect();
        let units = limit.units.iter().map(|unit| json!({"urn:dk:kombit:orgUnit": unit}));
        let kle = (!numbers.is_empty()).then(|| json!({"urn:dk:kombit:KLE": numbers.join(",")}));
        let limits: Vec<Value> = units.chain(kle).collect();
        json!({"cvr": person.organisation, "c": limits, "p": [LOCAL_SUPERUSER]})
    };
    person.job_functions.iter().map(group).collect()
}

/// Why the demo provider does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Its address cannot be listened on.
    #[error("the demo's sign-in cannot listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// Its secrets cannot be made.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Binds the demo provider and serves it until shutdown. Takes the leave that only demo mode on
/// loopback gives.
pub fn serve(
    permit: &DemoPermit,
    data: &DemoData,
    redirects: RedirectUris,
    clock: Clock,
    shutdown: &Shutdown,
) -> Result<Data<DemoProvider>, ServeError> {
    let unbound = |source| ServeError::Listen(permit.listen(), source);
    let listener = TcpListener::bind(permit.listen()).map_err(unbound)?;
    let address = listener.local_addr().map_err(unbound)?;
    let provider = Data::new(DemoProvider::new(address, data, redirects, clock)?);
    let shared = provider.clone();
    let server = HttpServer::new(move || App::new().app_data(shared.clone()).configure(routes))
        .workers(1)
        .disable_signals()
        .shutdown_timeout(1)
        .listen(listener)
        .map_err(unbound)?
        .run();
    let handle = server.handle();
    let stop = shutdown.triggered();
    tokio::spawn(server);
    tokio::spawn(async move {
        stop.await;
        handle.stop(true).await;
    });
    Ok(provider)
}

fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/{tenant}/.well-known/openid-configuration", web::get().to(discovery))
        .route("/{tenant}/authorize", web::get().to(authorize))
        .route("/{tenant}/authorize", web::post().to(choose))
        .route("/{tenant}/token", web::post().to(redeem))
        .route("/{tenant}/keys", web::get().to(keys));
}

type Shared = Data<DemoProvider>;

async fn discovery(demo: Shared, tenant: Path<String>) -> HttpResponse {
    if !demo.tenants.contains_key(tenant.as_str()) {
        return HttpResponse::NotFound().finish();
    }
    let issuer = demo.issuer(&tenant);
    HttpResponse::Ok().json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "scopes_supported": ["openid", "profile", "email"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    }))
}

async fn keys(demo: Shared) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(demo.signer.key_set_json())
}

async fn authorize(demo: Shared, tenant: Path<String>, asked: Query<Asked>) -> HttpResponse {
    let mut asked = asked.into_inner();
    asked.tenant = tenant.into_inner();
    let Some(tenant) = demo.tenants.get(&asked.tenant) else {
        return HttpResponse::NotFound().finish();
    };
    // Never send a browser to an address that was not agreed on, not even with an error.
    if asked.client_id != DemoProvider::CLIENT_ID || !demo.redirects.allows(&asked.redirect_uri) {
        return refused("Klienten eller dens adresse er ukendt.");
    }
    if let Some(error) = DemoProvider::wrong_with(&asked) {
        return demo.back(&asked, ("error", error));
    }
    let origin = Url::parse(&asked.redirect_uri).map(|url| url.origin().ascii_serialization());
    match demo.requests.give(asked) {
        Ok(ticket) => {
            let html = page::choose(&tenant.name, &tenant.people, &ticket);
            shown(HttpResponse::Ok(), html, &origin.unwrap_or_default())
        }
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

#[derive(Deserialize)]
struct Choice {
    request: String,
    #[serde(default)]
    subject: String,
}

async fn choose(demo: Shared, tenant: Path<String>, choice: Form<Choice>) -> HttpResponse {
    let asked = demo.requests.take(&choice.request).filter(|asked| asked.tenant == *tenant);
    let Some(asked) = asked else {
        return refused("Siden er for gammel. Gå tilbage og begynd forfra.");
    };
    let people = demo.tenants.get(&asked.tenant).map(|tenant| tenant.people.as_slice());
    let person = people.unwrap_or_default().iter().find(|p| p.subject == choice.subject);
    match person.map(|person| demo.codes.give((asked.clone(), person.clone()))) {
        Some(Ok(code)) => demo.back(&asked, ("code", &code)),
        Some(Err(_)) => demo.back(&asked, ("error", "server_error")),
        None => demo.back(&asked, ("error", "access_denied")),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Redeemed {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
}

async fn redeem(
    demo: Shared,
    tenant: Path<String>,
    request: HttpRequest,
    form: Form<Redeemed>,
) -> HttpResponse {
    let failed = |status: u16, error: &str| {
        HttpResponse::build(status.try_into().unwrap_or_default()).json(json!({ "error": error }))
    };
    let basic = request.headers().get(header::AUTHORIZATION);
    let secret = demo.client_secret(&tenant).unwrap_or_default();
    if secret.is_empty() || !is_client(basic, secret) {
        return failed(401, "invalid_client");
    }
    if form.grant_type != "authorization_code" {
        return failed(400, "unsupported_grant_type");
    }
    let Some((asked, person)) = demo.codes.take(&form.code) else {
        return failed(400, "invalid_grant");
    };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form.code_verifier.as_bytes()));
    let same = asked.tenant == *tenant
        && asked.redirect_uri == form.redirect_uri
        && asked.code_challenge == challenge;
    match demo.id_token(&asked, &person).filter(|_| same) {
        Some(id_token) => {
            HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(json!({
                "access_token": "unused", "token_type": "Bearer",
                "expires_in": ID_TOKEN_SECONDS, "id_token": id_token,
            }))
        }
        None => failed(400, "invalid_grant"),
    }
}

/// Our own name and password need no escaping, so the plain form of RFC 7617 is the only one.
fn is_client(basic: Option<&HeaderValue>, secret: &str) -> bool {
    let said = basic.and_then(|value| value.to_str().ok()).and_then(|v| v.strip_prefix("Basic "));
    let expected = STANDARD.encode(format!("{}:{secret}", DemoProvider::CLIENT_ID));
    said == Some(expected.as_str())
}

fn refused(text: &str) -> HttpResponse {
    shown(HttpResponse::BadRequest(), page::refusal(text), "")
}

fn shown(mut status: actix_web::HttpResponseBuilder, html: String, origin: &str) -> HttpResponse {
    status
        .insert_header((header::CONTENT_SECURITY_POLICY, page::policy(origin)))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("text/html; charset=utf-8")
        .body(html)
}
