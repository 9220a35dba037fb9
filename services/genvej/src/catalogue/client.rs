//! The running registry, as the imports see it.

use std::time::{Duration, Instant};

use case::codes::Forms;
use platform::clock::Clock;
use proto::registry::v1 as pb;
use proto::registry::v1::change_catalogue::Change;
use proto::registry::v1::command::Command as Asked;
use proto::registry::v1::registry_client::RegistryClient;
use serde::Serialize;
use serde::de::DeserializeOwned;
use token::{Audience, Role};
use tokio::sync::Mutex;
use tonic::transport::{Channel, Endpoint};
use uuid::Uuid;
use vocabulary::{Catalogue, CatalogueEntry, Code, CodeScheme, Cvr, ImportedEntry, Refusal};

use super::kitos::Difference;
use crate::cli::CatalogueImport;
use crate::error::Failure;
use crate::import_command::identity_settings;

/// The job's name in the log and in tokens.
const JOB: &str = "catalogue";
/// How long a token is used; it is good for five minutes.
const FRESH: Duration = Duration::from_mins(2);
/// Things on a page.
const PAGE: u32 = 100;
/// Things in one command, and about how many bytes of them: what every log takes in one event.
const BATCH: usize = 200;
const BATCH_BYTES: usize = 400_000;

/// A registry, asked in the name of an organisation whose job edits the catalogues.
pub struct Client {
    registry: RegistryClient<Channel>,
    store: identity::Store,
    organisation: Cvr,
    token: Mutex<Option<(Instant, String)>>,
}

impl Client {
    /// The registry that the options point to.
    pub async fn of(options: &CatalogueImport) -> Result<Self, Failure> {
        let organisation = options.organisation.parse::<Cvr>();
        let organisation =
            organisation.map_err(Failure::at("organisationen er ikke et CVR-nummer"))?;
        let settings = identity_settings(&options.store)?;
        let store = identity::Store::open(&settings.database, Clock::system())
            .await
            .map_err(Failure::at("identitys lager kan ikke åbnes"))?;
        Self::at(&options.registry, store, organisation).await
    }

    /// The registry at an address.
    pub async fn at(
        registry: &str,
        store: identity::Store,
        organisation: Cvr,
    ) -> Result<Self, Failure> {
        let channel = Endpoint::from_shared(registry.to_owned())?.connect().await?;
        let (registry, token) = (RegistryClient::new(channel), Mutex::default());
        Ok(Self { registry, store, organisation, token })
    }

    async fn request<M>(&self, message: M) -> Result<tonic::Request<M>, Failure> {
        let mut request = tonic::Request::new(message);
        let bearer = format!("Bearer {}", self.token().await?).parse();
        let bearer = bearer.map_err(|_| Failure::of("tokenet kan ikke sendes"))?;
        request.metadata_mut().insert("authorization", bearer);
        Ok(request)
    }

    /// A token that is good for some minutes more.
    async fn token(&self) -> Result<String, Failure> {
        let mut kept = self.token.lock().await;
        if let Some((made, token)) = kept.as_ref()
            && made.elapsed() < FRESH
        {
            return Ok(token.clone());
        }
        let token = identity::operate::issue_job_token(
            &self.store,
            &self.organisation.to_string(),
            JOB,
            &[Role::CatalogueEditor],
            Audience::Registry,
        )
        .await
        .map_err(Failure::at("der kan ikke laves et token til importen"))?;
        *kept = Some((Instant::now(), token.clone()));
        Ok(token)
    }

    /// The position of all that is written by now, so that it is read too.
    async fn written(&self) -> Result<u64, Failure> {
        Ok(self.registry.clone().status(pb::StatusRequest {}).await?.into_inner().log_position)
    }

    /// All numbers that are known.
    pub async fn codes(&self, scheme: CodeScheme) -> Result<Vec<Code>, Failure> {
        let (mut codes, mut after): (Vec<Code>, _) = (Vec::new(), String::new());
        let at_least = self.written().await?;
        loop {
            let message = pb::ListCodesRequest {
                scheme: scheme.name().to_owned(),
                first: PAGE,
                after,
                all: true,
                at_least,
                ..pb::ListCodesRequest::default()
            };
            let request = self.request(message).await?;
            let page = self.registry.clone().list_codes(request).await?.into_inner();
            codes.extend(all(&page.codes_json)?);
            if !page.has_next_page {
                return Ok(codes);
            }
            after = codes.last().map(|code| code.id.to_string()).unwrap_or_default();
        }
    }

    /// All entries of a catalogue that are known.
    pub async fn entries(&self, of: Catalogue) -> Result<Vec<CatalogueEntry>, Failure> {
        let (mut entries, mut after): (Vec<CatalogueEntry>, _) = (Vec::new(), String::new());
        let at_least = self.written().await?;
        loop {
            let message = pb::ListCatalogueRequest {
                catalogue: of.name().to_owned(),
                first: PAGE,
                after,
                all: true,
                at_least,
                ..pb::ListCatalogueRequest::default()
            };
            let request = self.request(message).await?;
            let page = self.registry.clone().list_catalogue(request).await?.into_inner();
            entries.extend(all(&page.entries_json)?);
            if !page.has_next_page {
                return Ok(entries);
            }
            after = entries.last().map(|entry| entry.id.to_string()).unwrap_or_default();
        }
    }

    /// Takes over numbers.
    pub async fn import_codes(&self, scheme: CodeScheme, codes: &[Code]) -> Result<(), Failure> {
        for batch in batches(codes)? {
            let (scheme, codes_json) = (scheme.name().to_owned(), serde_json::to_vec(batch)?);
            self.execute(Asked::ImportCodes(pb::ImportCodes { scheme, codes_json })).await?;
        }
        Ok(())
    }

    /// Puts another map in the place of the one before.
    pub async fn replace_kle_forms(&self, forms: &Forms) -> Result<(), Failure> {
        let forms_json = serde_json::to_vec(forms)?;
        self.execute(Asked::ReplaceKleForms(pb::ReplaceKleForms { forms_json })).await
    }

    /// Takes over IT systems, and retires those that are gone.
    pub async fn import_systems(&self, difference: &Difference) -> Result<(), Failure> {
        for batch in batches(&difference.entries())? {
            let (entries_json, retired) = (serde_json::to_vec(batch)?, Vec::new());
            self.import(pb::ImportCatalogueEntries { entries_json, retired }).await?;
        }
        let retired: Vec<String> =
            difference.retired.iter().map(|(id, _)| id.to_string()).collect();
        for batch in retired.chunks(BATCH) {
            let (entries_json, retired) = (b"[]".to_vec(), batch.to_vec());
            let import = pb::ImportCatalogueEntries { entries_json, retired };
            self.import(import).await?;
        }
        Ok(())
    }

    /// Adds an entry for all, as its editors do by hand: no import retires it.
    pub async fn add_entry(&self, of: Catalogue, entry: ImportedEntry) -> Result<(), Failure> {
        let (entry_id, name) = (entry.id.to_string(), entry.name);
        let vendor = entry.vendor.unwrap_or_default();
        self.change(of, Change::Add(pb::AddCatalogueEntry { entry_id, name, vendor })).await
    }

    async fn import(&self, import: pb::ImportCatalogueEntries) -> Result<(), Failure> {
        self.change(Catalogue::ItSystems, Change::Import(import)).await
    }

    async fn change(&self, of: Catalogue, change: Change) -> Result<(), Failure> {
        let (catalogue, change) = (of.name().to_owned(), Some(change));
        self.execute(Asked::ChangeCatalogue(pb::ChangeCatalogue { catalogue, change })).await
    }

    async fn execute(&self, command: Asked) -> Result<(), Failure> {
        let command = pb::Command {
            case_id: Uuid::nil().to_string(),
            expected_revision: None,
            idempotency_key: platform::ids::v7().to_string(),
            correlation_id: platform::ids::v7().to_string(),
            command: Some(command),
        };
        let request = self.request(command).await?;
        let outcome = self.registry.clone().execute(request).await?.into_inner();
        if outcome.refusal_json.is_empty() {
            return Ok(());
        }
        let refusal: Refusal = serde_json::from_slice(&outcome.refusal_json)?;
        let field = |problem: &vocabulary::FieldProblem| {
            format!("{}: {}", problem.field, problem.rule.code())
        };
        let fields: Vec<String> = refusal.fields.iter().map(field).collect();
        let told = format!("registry siger nej: {} {}", refusal.code.code(), fields.join(", "));
        Err(Failure::of(told.trim_end()))
    }
}

fn all<T: DeserializeOwned>(page: &[Vec<u8>]) -> Result<Vec<T>, Failure> {
    let read = page.iter().map(|json| serde_json::from_slice(json)).collect::<Result<_, _>>();
    Ok(read?)
}

/// Parts of a list that each fit one event.
fn batches<T: Serialize>(things: &[T]) -> Result<Vec<&[T]>, Failure> {
    let (mut batches, mut from, mut bytes) = (Vec::new(), 0, 0);
    for (index, thing) in things.iter().enumerate() {
        let more = serde_json::to_vec(thing)?.len();
        if index > from && (index - from >= BATCH || bytes + more > BATCH_BYTES) {
            batches.push(&things[from..index]);
            (from, bytes) = (index, 0);
        }
        bytes += more;
    }
    if from < things.len() {
        batches.push(&things[from..]);
    }
    Ok(batches)
}

#[cfg(test)]
mod tests {
    use super::batches;

    #[test]
    fn batches_end_at_so_many_things_and_so_many_bytes() {
        let lengths = |things: &[String]| {
            batches(things).unwrap().iter().map(|batch| batch.len()).collect::<Vec<_>>()
        };
        assert_eq!(lengths(&vec!["a".to_owned(); 450]), [200, 200, 50]);
        assert_eq!(lengths(&vec!["a".repeat(300_000); 3]), [1, 1, 1]);
        assert_eq!(lengths(&[]), Vec::<usize>::new());
    }
}
