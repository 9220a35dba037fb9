//! `genvej organisations`, `genvej units` and `genvej provider`: what identity has to know before anybody can sign
//! in. They write its store directly; a running identity sees it at once.

use identity::{Organisation, Provider, Store, Unit, operate};
use platform::clock::Clock;
use platform::settings::load;

use crate::cli::{OperateOptions, StoreOptions};
use crate::error::Failure;
use crate::import_command::identity_settings;

/// Names of variables that win over the provider's file, so that its secret can stay out of it.
const PROVIDER_VARIABLES: &str = "OPENID_PROVIDER";

/// Adds organisations, or replaces what is known of them: all or none.
pub async fn organisations(options: OperateOptions) -> Result<(), Failure> {
    let name = options.file.display().to_string();
    let text = std::fs::read_to_string(&options.file)
        .map_err(Failure::at(&format!("{name} kan ikke læses")))?;
    let organisations: Vec<Organisation> = serde_json::from_str(&text)
        .map_err(Failure::at(&format!("{name} er ikke en liste af organisationer")))?;
    let store = store(&options.store).await?;
    let count = operate::load_organisations(&store, &organisations)
        .await
        .map_err(Failure::at("organisationerne kan ikke lægges ind"))?;
    println!("{count} organisationer er lagt ind.");
    Ok(())
}

/// A file with all departments of an organisation.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Departments {
    /// Its CVR number.
    organisation: String,
    units: Vec<Unit>,
}

/// Puts departments in the place of all that an organisation had.
pub async fn units(options: OperateOptions) -> Result<(), Failure> {
    let name = options.file.display().to_string();
    let text = std::fs::read_to_string(&options.file)
        .map_err(Failure::at(&format!("{name} kan ikke læses")))?;
    let Departments { organisation, units } = serde_json::from_str(&text)
        .map_err(Failure::at(&format!("{name} er ikke en organisations afdelinger")))?;
    let store = store(&options.store).await?;
    let count = operate::load_units(&store, &organisation, &units)
        .await
        .map_err(Failure::at("afdelingerne kan ikke lægges ind"))?;
    println!("{organisation} har {count} afdelinger.");
    Ok(())
}

/// Adds a provider to an organisation, or replaces it.
pub async fn provider(options: OperateOptions) -> Result<(), Failure> {
    let name = options.file.display().to_string();
    let provider: Provider = load(Some(&options.file), PROVIDER_VARIABLES, &[])
        .map_err(Failure::at(&format!("{name} er ikke en udbyder")))?;
    let store = store(&options.store).await?;
    operate::save_provider(&store, &provider)
        .await
        .map_err(Failure::at("udbyderen kan ikke lægges ind"))?;
    println!("Folk fra {} kan logge ind ved {}.", provider.organisation, provider.issuer);
    Ok(())
}

/// Identity's store.
pub async fn store(options: &StoreOptions) -> Result<Store, Failure> {
    let settings = identity_settings(options)?;
    Store::open(&settings.database, Clock::system())
        .await
        .map_err(Failure::at("identitys lager kan ikke åbnes"))
}
