//! What the registry knows of identity: the published keys, the directory of organisations, and
//! where a person belongs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use platform::Shutdown;
use proto::identity::v1 as pb;
use proto::identity::v1::identity_client::IdentityClient;
use token::{Audience, Claims, KeySet, TokenRefusal, Verifier};
use tokio::sync::Mutex;
use tonic::metadata::{MetadataMap, MetadataValue};
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};
use vocabulary::{CaseFilter, Cvr, Organisation, PersonId};

use crate::directory::Directory;

/// How often keys and organisations are fetched again.
const FRESH: Duration = Duration::from_mins(1);
/// How often, before they have been fetched once.
const FIRST: Duration = Duration::from_millis(200);
/// The least time between two fetches because of an unknown key.
const UNKNOWN_KEY: Duration = Duration::from_secs(5);
/// People whom identity tells about at once.
const MOST_PEOPLE: usize = 200;
/// How long identity may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// A client of identity that keeps what it learned. Tokens are verified without asking.
pub struct Identity {
    client: IdentityClient<Channel>,
    verifier: Verifier,
    directory: Directory,
    known: AtomicBool,
    fetched: Mutex<Option<Instant>>,
}

impl Identity {
    /// A client that connects when it is first used. Fails when the address is no address.
    pub fn new(url: &str, directory: Directory) -> Result<Self, tonic::transport::Error> {
        let channel = Endpoint::from_shared(url.to_owned())?
            .connect_timeout(PATIENCE)
            .timeout(PATIENCE)
            .connect_lazy();
        Ok(Self {
            client: IdentityClient::new(channel),
            verifier: Verifier::new(token::ISSUER, Audience::Registry, KeySet::default()),
            directory,
            known: AtomicBool::new(false),
            fetched: Mutex::new(None),
        })
    }

    /// Whether keys and organisations were fetched at least once.
    pub fn is_known(&self) -> bool {
        self.known.load(Ordering::Acquire)
    }

    /// Fetches keys and organisations now and again until shutdown.
    pub fn keep_fresh(self: &Arc<Self>, shutdown: &Shutdown) {
        let (identity, stopped) = (Arc::clone(self), shutdown.triggered());
        tokio::spawn(async move {
            tokio::pin!(stopped);
            loop {
                let fetched = identity.refresh().await;
                if let Err(error) = &fetched {
                    tracing::warn!(error = %error.code(), "identity is not reachable");
                }
                let pause = if identity.is_known() { FRESH } else { FIRST };
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    () = &mut stopped => return,
                }
            }
        });
    }

    async fn refresh(&self) -> Result<(), Status> {
        let mut fetched = self.fetched.lock().await;
        let mut client = self.client.clone();
        let keys = client.key_set(pb::KeySetRequest {}).await?.into_inner();
        let keys = KeySet::from_json(&keys.jwks_json)
            .map_err(|error| Status::unavailable(error.to_string()))?;
        let organisations =
            client.list_organisations(pb::ListOrganisationsRequest {}).await?.into_inner();
        self.verifier.replace_keys(keys);
        self.directory
            .replace(organisations.organisations.iter().filter_map(organisation).collect());
        self.known.store(true, Ordering::Release);
        *fetched = Some(Instant::now());
        Ok(())
    }

    /// The verified claims of a call; none when it carries no token. A token that does not stand up
    /// is refused rather than taken for none.
    pub async fn claims(
        &self,
        metadata: &MetadataMap,
        now: DateTime<Utc>,
    ) -> Result<Option<Claims>, Status> {
        let Some(header) = metadata.get("authorization") else { return Ok(None) };
        let token = header
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix("Bearer "))
            .ok_or_else(|| refused(TokenRefusal::Malformed))?;
        match self.verifier.verify(token, now) {
            Ok(claims) => Ok(Some(claims)),
            Err(TokenRefusal::KeyUnknown) => {
                // Somebody else may have fetched while this call waited for its turn.
                if self.may_fetch().await {
                    self.refresh().await?;
                }
                self.verifier.verify(token, now).map(Some).map_err(refused)
            }
            Err(refusal) => Err(refused(refusal)),
        }
    }

    /// An organisation, when there is one of that number.
    pub fn organisation(&self, cvr: Cvr) -> Option<Organisation> {
        self.directory.organisations().get(&cvr).cloned()
    }

    /// The organisations that kinds and regions of a filter stand for today; none where it names
    /// neither.
    pub fn among(&self, filter: &CaseFilter) -> Option<Vec<Cvr>> {
        let (kinds, regions) = (&filter.organisation_kinds, &filter.regions);
        if kinds.is_empty() && regions.is_empty() {
            return None;
        }
        let meets = |it: &&Organisation| {
            let lies = |region| regions.contains(&region);
            (kinds.is_empty() || kinds.contains(&it.kind))
                && (regions.is_empty() || it.region.is_some_and(lies))
        };
        let all = self.directory.organisations();
        let mut among: Vec<Cvr> = all.values().filter(meets).map(|it| it.cvr).collect();
        among.sort_unstable();
        Some(among)
    }

    async fn may_fetch(&self) -> bool {
        self.fetched.lock().await.is_none_or(|fetched| fetched.elapsed() >= UNKNOWN_KEY)
    }

    /// The organisations of people, as far as the caller may know: asked with the caller's own
    /// token for identity, which came with the call. Of more than identity answers at once nobody
    /// is known.
    pub async fn organisations_of(
        &self,
        people: Vec<PersonId>,
        metadata: &MetadataMap,
    ) -> Result<BTreeMap<PersonId, Cvr>, Status> {
        let Some(token) = metadata.get("identity-authorization").cloned() else {
            return Ok(BTreeMap::new());
        };
        if people.is_empty() || people.len() > MOST_PEOPLE {
            return Ok(BTreeMap::new());
        }
        let ids = people.iter().map(PersonId::to_string).collect();
        let mut request = Request::new(pb::PersonOrganisationRequest { ids });
        let token: MetadataValue<_> = token;
        request.metadata_mut().insert("authorization", token);
        let answer = self.client.clone().person_organisation(request).await?.into_inner();
        let belongs = |known: &pb::PersonOfOrganisation| {
            Some((known.id.parse().ok()?, known.organisation.parse().ok()?))
        };
        Ok(answer.people.iter().filter_map(belongs).collect())
    }
}

fn refused(refusal: TokenRefusal) -> Status {
    metrics::counter!("tokens_refused_total", "reason" => refusal.code()).increment(1);
    Status::unauthenticated("the token was refused")
}

fn organisation(known: &pb::Organisation) -> Option<Organisation> {
    let named = |name: &str| serde_json::Value::String(name.to_owned());
    Some(Organisation {
        cvr: known.cvr.parse().ok()?,
        name: known.name.clone(),
        kind: serde_json::from_value(named(&known.kind)).ok()?,
        municipality_code: known.municipality_code.clone(),
        region: known
            .region
            .as_deref()
            .and_then(|region| serde_json::from_value(named(region)).ok()),
        inhabitants: known.inhabitants,
        members: known.members.iter().filter_map(|cvr| cvr.parse().ok()).collect(),
        demo_number: known.demo_number,
        valid_from: day(known.valid_from.as_deref()),
        valid_to: day(known.valid_to.as_deref()),
        successor: known.successor.as_deref().and_then(|cvr| cvr.parse().ok()),
    })
}

fn day(text: Option<&str>) -> Option<NaiveDate> {
    text?.parse().ok()
}
