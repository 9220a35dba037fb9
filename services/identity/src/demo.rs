//! Demo mode: a small OpenID provider of our own, on loopback, for people who do not exist.

mod page;
mod provider;
mod tickets;

use std::collections::BTreeSet;
use std::net::SocketAddr;

use platform::Secret;
use serde::Deserialize;
use token::Role;
use url::{Host, Url};

use crate::organisations::Organisation;
use crate::people::cover::Limit;
use crate::providers::{self, ClaimMap, Provider};
use crate::settings::{Mode, Settings};
use crate::store::{Store, StoreError};
use crate::{operate, people};

pub use provider::{DemoProvider, ServeError, serve};

/// What the demo is played with.
#[derive(Debug, Clone, Default)]
pub struct DemoData {
    /// The organisations.
    pub organisations: Vec<Organisation>,
    /// The people to choose from at sign-in.
    pub people: Vec<DemoPerson>,
}

/// Somebody to sign in as. Made up, so it may be printed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoPerson {
    /// The subject at the demo provider.
    pub subject: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The organisation, a CVR number.
    pub organisation: String,
    /// What the person may do.
    pub roles: Vec<Role>,
    /// The departments of a local superuser.
    #[serde(default)]
    pub units: Vec<String>,
    /// Job functions that make the person a local superuser, each by its limit. They come as privileges.
    #[serde(default)]
    pub job_functions: Vec<Limit>,
}

/// Why there is no demo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DemoRefused {
    /// Demo settings or demo people outside demo mode.
    #[error("demo settings and demo people are for demo mode only")]
    NotInDemoMode,
    /// Something would be reachable from other computers.
    #[error("in demo mode {0} must be on loopback")]
    NotOnLoopback(&'static str),
}

/// The leave to run the demo. **Invariant:** exists only where the settings say demo mode and
/// everything is on loopback; without one neither the demo provider nor a connection without TLS
/// can be made, because both take it as an argument.
#[derive(Debug, Clone)]
pub struct DemoPermit {
    listen: SocketAddr,
}

impl DemoPermit {
    /// Gives leave in demo mode, none in production, and refuses what is neither.
    pub fn ask(settings: &Settings, data: &DemoData) -> Result<Option<Self>, DemoRefused> {
        let nothing = data.organisations.is_empty() && data.people.is_empty();
        if settings.mode == Mode::Production {
            let clean = settings.demo.is_none() && nothing;
            return if clean { Ok(None) } else { Err(DemoRefused::NotInDemoMode) };
        }
        let listen = settings.demo.clone().unwrap_or_default().listen;
        let loopback = |address: SocketAddr| address.ip().is_loopback();
        if !loopback(listen) {
            return Err(DemoRefused::NotOnLoopback("demo.listen"));
        }
        if !loopback(settings.listen) {
            return Err(DemoRefused::NotOnLoopback("listen"));
        }
        if !settings.status_listen.is_none_or(loopback) {
            return Err(DemoRefused::NotOnLoopback("status_listen"));
        }
        if !settings.redirect_uris.iter().all(|uri| leads_to_loopback(uri)) {
            return Err(DemoRefused::NotOnLoopback("redirect_uris"));
        }
        Ok(Some(Self { listen }))
    }

    /// Where the demo provider may serve.
    pub fn listen(&self) -> SocketAddr {
        self.listen
    }
}

fn leads_to_loopback(uri: &str) -> bool {
    match Url::parse(uri).ok().as_ref().and_then(Url::host) {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Writes the demo's organisations and one provider for each organisation with people into the
/// store. A person keeps its id when the demo provider's address has changed since last time.
pub async fn prepare(
    store: &Store,
    demo: &DemoProvider,
    data: &DemoData,
) -> Result<(), operate::OperateError> {
    operate::load_organisations(store, &data.organisations).await?;
    let cvrs: BTreeSet<&str> = data.people.iter().map(|p| p.organisation.as_str()).collect();
    for cvr in cvrs {
        let provider = row_for(store, demo, data, cvr).await?;
        if let Some(before) = providers::issuer_of(store, &provider.id).await? {
            people::move_issuer(store, &before, &provider.issuer).await?;
        }
        providers::save(&store.db, &provider).await?;
    }
    Ok(())
}

async fn row_for(
    store: &Store,
    demo: &DemoProvider,
    data: &DemoData,
    cvr: &str,
) -> Result<Provider, operate::OperateError> {
    let organisation = crate::organisations::find(store, cvr).await?;
    let organisation =
        organisation.ok_or_else(|| operate::OperateError::UnknownOrganisation(cvr.to_owned()))?;
    let mut of_platform = data.people.iter().filter(|person| person.organisation == cvr);
    let own = data.people.iter().filter(|person| person.organisation == cvr);
    // Somebody without an address is in no domain, and is to get in all the same.
    let domain = |p: &DemoPerson| p.email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    let domains = own.map(domain).collect::<Option<_>>().unwrap_or_default();
    let secret = demo.client_secret(cvr).ok_or(StoreError::Corrupt("demo provider"))?;
    Ok(Provider {
        id: format!("demo-{cvr}"),
        organisation: cvr.to_owned(),
        label: format!("{} (demo)", organisation.name),
        issuer: demo.issuer(cvr),
        client_id: DemoProvider::CLIENT_ID.to_owned(),
        client_secret: Some(Secret::new(secret)),
        client_secret_file: None,
        scopes: vec!["profile".to_owned(), "email".to_owned()],
        claim_map: ClaimMap::default(),
        platform_roles: of_platform.any(|p| p.roles.iter().any(|role| role.is_platform())),
        email_domains: domains,
        active: true,
        demo: true,
    })
}

#[cfg(test)]
pub fn permit_for_tests() -> DemoPermit {
    DemoPermit { listen: SocketAddr::from(([127, 0, 0, 1], 0)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{DatabaseSettings, DemoSettings, SIGNING_KEY_DAYS, STEP_UP_SECONDS};

    fn settings(mode: Mode) -> Settings {
        Settings {
            mode,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            status_listen: None,
            database: DatabaseSettings::at("sqlite::memory:"),
            redirect_uris: vec!["http://127.0.0.1:8080/callback".to_owned()],
            signing_key_days: SIGNING_KEY_DAYS,
            step_up_seconds: STEP_UP_SECONDS,
            providers_at: crate::settings::ProvidersAt::default(),
            demo: None,
        }
    }

    fn ask(settings: &Settings) -> Result<bool, DemoRefused> {
        DemoPermit::ask(settings, &DemoData::default()).map(|permit| permit.is_some())
    }

    #[test]
    fn there_is_leave_in_demo_mode_and_none_in_production() {
        assert_eq!(ask(&settings(Mode::Demo)), Ok(true));
        assert_eq!(ask(&settings(Mode::Production)), Ok(false));
    }

    #[test]
    fn production_with_anything_of_the_demo_does_not_start() {
        let mut with_settings = settings(Mode::Production);
        with_settings.demo = Some(DemoSettings::default());
        assert_eq!(ask(&with_settings), Err(DemoRefused::NotInDemoMode));

        let person = DemoPerson {
            subject: "s".to_owned(),
            name: "N".to_owned(),
            email: "e".to_owned(),
            organisation: "29189668".to_owned(),
            roles: vec![],
            units: vec![],
            job_functions: vec![],
        };
        let data = DemoData { people: vec![person], ..DemoData::default() };
        let answer = DemoPermit::ask(&settings(Mode::Production), &data);
        assert_eq!(answer.unwrap_err(), DemoRefused::NotInDemoMode);
    }

    #[test]
    fn a_demo_that_other_computers_could_reach_does_not_start() {
        let open = SocketAddr::from(([0, 0, 0, 0], 0));
        let mut demo = settings(Mode::Demo);
        demo.demo = Some(DemoSettings { listen: open });
        assert_eq!(ask(&demo), Err(DemoRefused::NotOnLoopback("demo.listen")));

        let mut grpc = settings(Mode::Demo);
        grpc.listen = SocketAddr::from(([10, 0, 0, 1], 50051));
        assert_eq!(ask(&grpc), Err(DemoRefused::NotOnLoopback("listen")));

        let mut status = settings(Mode::Demo);
        status.status_listen = Some(open);
        assert_eq!(ask(&status), Err(DemoRefused::NotOnLoopback("status_listen")));

        let mut redirect = settings(Mode::Demo);
        redirect.redirect_uris = vec!["https://genvej.example.dk/callback".to_owned()];
        assert_eq!(ask(&redirect), Err(DemoRefused::NotOnLoopback("redirect_uris")));
    }
}
