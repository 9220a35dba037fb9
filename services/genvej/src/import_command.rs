//! `genvej import`: a file into a running registry.

use indicatif::{ProgressBar, ProgressStyle};
use platform::clock::Clock;
use proto::registry::v1::registry_client::RegistryClient;
use tonic::transport::{Channel, Endpoint};
use vocabulary::Cvr;

use crate::cli::{ImportForm, ImportOptions, StoreOptions};
use crate::error::Failure;
use crate::import::{self, FileImport, Importer, Report, Row, Tokens};
use crate::settings::{Settings, section};

/// Reads, imports or decides only, and prints the report. Refused rows are no failure of the
/// program: the report names them.
pub async fn run(options: ImportOptions) -> Result<(), Failure> {
    if options.form != ImportForm::Casebook {
        return table(options).await;
    }
    let name = options.file.display().to_string();
    let text = std::fs::read_to_string(&options.file)
        .map_err(Failure::at(&format!("{name} kan ikke læses")))?;
    let rows =
        import::casebook(&text).map_err(Failure::at(&format!("{name} er ikke en casesamling")))?;
    if options.dry_run {
        println!("{}\nPrøvekørsel: intet er skrevet.", import::dry_run(&rows));
        return Ok(());
    }
    let settings = identity_settings(&options.store)?;
    let store = identity::Store::open(&settings.database, Clock::system())
        .await
        .map_err(Failure::at("identitys lager kan ikke åbnes"))?;
    let report = into_registry(&rows, &options.registry, store).await?;
    println!("{report}");
    Ok(())
}

/// A table of an organisation's, in the name of its import job.
async fn table(options: ImportOptions) -> Result<(), Failure> {
    let organisation = options.organisation.as_deref().unwrap_or_default();
    let organisation: Cvr =
        organisation.parse().map_err(Failure::at("--organisation skal være et CVR-nummer"))?;
    let settings = identity_settings(&options.store)?;
    let store = identity::Store::open(&settings.database, Clock::system())
        .await
        .map_err(Failure::at("identitys lager kan ikke åbnes"))?;
    let known = identity::operate::organisations(&store)
        .await
        .map_err(Failure::at("organisationerne kan ikke læses"))?;
    let known = known.into_iter().find(|one| one.cvr == organisation.to_string());
    let known = known.ok_or_else(|| Failure::of(format!("{organisation} findes ikke")))?;
    let channel = Endpoint::from_shared(options.registry.clone())?.connect().await?;
    let import = FileImport {
        registry: RegistryClient::new(channel),
        tokens: tokens(store),
        organisation,
        options: &options,
    };
    let report = import.run(&known.name).await?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{}", import::told(&report));
    }
    Ok(())
}

/// Imports rows, with a progress bar where there is a terminal.
pub async fn into_registry(
    rows: &[Row],
    registry: &str,
    store: identity::Store,
) -> Result<Report, Failure> {
    let channel: Channel = Endpoint::from_shared(registry.to_owned())?.connect().await?;
    let progress = ProgressBar::new(rows.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        progress.set_style(style);
    }
    let importer = Importer::new(RegistryClient::new(channel), tokens(store));
    let report = importer.run(rows, &progress).await;
    progress.finish_and_clear();
    report
}

/// Tokens of the import job, one for each organisation.
pub fn tokens(store: identity::Store) -> Tokens {
    Box::new(move |organisation: Cvr| {
        let store = store.clone();
        Box::pin(async move {
            identity::operate::issue_job_token(
                &store,
                &organisation.to_string(),
                import::JOB,
                &[],
                token::Audience::Registry,
            )
            .await
            .map_err(Failure::at("der kan ikke laves et token til importen"))
        })
    })
}

/// Identity's settings from a file, or those of the demo.
pub fn identity_settings(options: &StoreOptions) -> Result<identity::Settings, Failure> {
    match &options.config {
        Some(file) => section(Settings::read(Some(file))?.identity, "identity"),
        None => crate::up::demo_identity(&options.data, 8080, 8081),
    }
}
