//! The OpenID providers that organisations let their people sign in at.

pub mod checks;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use platform::Secret;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Iterable, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use token::Role;

use crate::organisations;
use crate::people;
use crate::store::{Store, StoreError};

/// One provider of one organisation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Its short name in addresses and logs.
    pub id: String,
    /// The organisation it speaks for, a CVR number. It can speak for no other.
    pub organisation: String,
    /// What to call it on the sign-in page.
    pub label: String,
    /// Its issuer, compared exactly. One issuer belongs to one organisation.
    pub issuer: String,
    /// Our name at the provider.
    pub client_id: String,
    /// Our password at the provider.
    #[serde(default)]
    pub client_secret: Option<Secret>,
    /// A file that holds it instead.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// What to ask for besides `openid`.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// How its claims are read.
    #[serde(default)]
    pub claim_map: ClaimMap,
    /// It may give roles that reach beyond its organisation. Only an operator sets this.
    #[serde(default)]
    pub platform_roles: bool,
    /// Those who sign in must have an e-mail address in one of these domains; any when empty.
    /// Whoever types an address of one is led to this provider.
    #[serde(default)]
    pub email_domains: BTreeSet<String>,
    /// People can sign in at it.
    #[serde(default = "active_unless_said")]
    pub active: bool,
    /// It is the demo's own, which production does not see.
    #[serde(skip)]
    pub demo: bool,
}

const fn active_unless_said() -> bool {
    true
}

/// How a provider's claims are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimMap {
    /// The claim with the person's name.
    pub name: String,
    /// The claim with the person's e-mail address.
    pub email: String,
    /// The claim with the roles: a text or a list of texts.
    pub roles: String,
    /// The claim with the departments of a local superuser: a text or a list of texts.
    pub units: String,
    /// The claim with the word that the organisation's own systems provision the person by; the subject
    /// where there is no such claim. One that people cannot change themselves.
    pub external_id: String,
    /// Claims that name the organisation. One that is there must name the provider's own.
    pub organisation: Vec<String>,
    /// One of them must be there: for a broker that lets people of many organisations through.
    pub organisation_required: bool,
    /// Claims with an OIOSAML privilege list, in XML or in the JSON that brokers make of it.
    pub privileges: Vec<String>,
    /// Which role a value of the roles claim stands for; our own words if empty. Other values
    /// are the organisation's own business and mean nothing here.
    pub role_values: BTreeMap<String, Role>,
    /// What everybody who can sign in may do.
    pub default_roles: Vec<Role>,
}

impl Default for ClaimMap {
    fn default() -> Self {
        Self {
            name: "name".to_owned(),
            email: "email".to_owned(),
            roles: "roles".to_owned(),
            units: "units".to_owned(),
            external_id: "oid".to_owned(),
            organisation: vec![
                "cvr".to_owned(),
                "https://data.gov.dk/model/core/eid/professional/cvr".to_owned(),
            ],
            organisation_required: false,
            privileges: [
                "https://data.gov.dk/model/core/eid/privilegesIntermediate",
                "dk:gov:saml:attribute:Privileges_intermediate",
                "privileges_intermediate",
                "privilege",
            ]
            .map(str::to_owned)
            .to_vec(),
            role_values: BTreeMap::new(),
            default_roles: vec![Role::Reader],
        }
    }
}

fn scopes() -> Vec<String> {
    vec!["profile".to_owned(), "email".to_owned()]
}

impl Provider {
    /// Our password at the provider, from wherever it is kept.
    pub(crate) fn secret(&self) -> Result<Option<Secret>, StoreError> {
        let Some(path) = &self.client_secret_file else { return Ok(self.client_secret.clone()) };
        std::fs::read_to_string(path)
            .map(|text| Some(Secret::new(text.trim())))
            .map_err(|source| StoreError::File { path: path.display().to_string(), source })
    }
}

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "providers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub organisation: String,
        pub label: String,
        pub issuer: String,
        pub client_id: String,
        pub client_secret: Option<String>,
        pub client_secret_file: Option<String>,
        pub scopes: String,
        pub claim_map: String,
        pub platform_roles: bool,
        pub demo: bool,
        pub active: bool,
        pub email_domains: String,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "providers::Model({})", self.id)
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which providers can be used: in production the demo's rows are as if they were not there, even
/// where a store of the demo is opened by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All but the demo's.
    Real,
    /// All.
    RealAndDemo,
}

/// The providers of an organisation that people can sign in at, or of all, by id.
pub async fn of(
    store: &Store,
    organisation: Option<&str>,
    which: Which,
) -> Result<Vec<Provider>, StoreError> {
    let mut query = active(which).order_by_asc(row::Column::Id);
    if let Some(cvr) = organisation {
        query = query.filter(row::Column::Organisation.eq(cvr));
    }
    query.all(&store.db).await?.into_iter().map(from_row).collect()
}

/// All providers of an organisation, by label, those that are off as well.
pub async fn all_of(store: &Store, organisation: &str) -> Result<Vec<Provider>, StoreError> {
    let all = row::Entity::find().filter(row::Column::Organisation.eq(organisation));
    let all = all.order_by_asc(row::Column::Label).order_by_asc(row::Column::Id);
    all.all(&store.db).await?.into_iter().map(from_row).collect()
}

/// One provider that people can sign in at.
pub async fn find(store: &Store, id: &str, which: Which) -> Result<Option<Provider>, StoreError> {
    let row = active(which).filter(row::Column::Id.eq(id)).one(&store.db).await?;
    row.map(from_row).transpose()
}

/// One provider, also one that is off: to be changed or tried.
pub async fn find_any(
    store: &Store,
    id: &str,
    which: Which,
) -> Result<Option<Provider>, StoreError> {
    let row = existing(which).filter(row::Column::Id.eq(id)).one(&store.db).await?;
    row.map(from_row).transpose()
}

/// The provider of an issuer, which is at most one.
pub async fn of_issuer(
    store: &Store,
    issuer: &str,
    which: Which,
) -> Result<Option<Provider>, StoreError> {
    let row = existing(which).filter(row::Column::Issuer.eq(issuer)).one(&store.db).await?;
    row.map(from_row).transpose()
}

/// The providers that a domain of e-mail addresses leads to. None where two organisations name it:
/// neither can have the other's people led astray.
pub async fn of_email_domain(
    store: &Store,
    domain: &str,
    which: Which,
) -> Result<Vec<Provider>, StoreError> {
    let domain = domain.to_lowercase();
    let mut found = of(store, None, which).await?;
    found.retain(|provider| provider.email_domains.contains(&domain));
    let organisations: BTreeSet<&str> = found.iter().map(|one| one.organisation.as_str()).collect();
    Ok(if organisations.len() == 1 { found } else { Vec::new() })
}

/// The issuer that a provider has now, whether active or not.
pub async fn issuer_of(store: &Store, id: &str) -> Result<Option<String>, StoreError> {
    Ok(row::Entity::find_by_id(id).one(&store.db).await?.map(|row| row.issuer))
}

/// Whether a provider is on, and its issuer is the one by which somebody is known.
pub async fn vouches(store: &Store, id: &str, person: Uuid) -> Result<bool, StoreError> {
    let known = active(Which::RealAndDemo)
        .filter(row::Column::Id.eq(id))
        .filter(row::Column::Issuer.in_subquery(people::issuer_of(person)));
    Ok(known.count(&store.db).await? > 0)
}

fn active(which: Which) -> Select<row::Entity> {
    existing(which)
        .filter(row::Column::Active.eq(true))
        .filter(row::Column::Organisation.not_in_subquery(organisations::locked()))
}

fn existing(which: Which) -> Select<row::Entity> {
    let query = row::Entity::find();
    match which {
        Which::Real => query.filter(row::Column::Demo.eq(false)),
        Which::RealAndDemo => query,
    }
}

/// Adds a provider or replaces it.
pub async fn save(db: &impl ConnectionTrait, provider: &Provider) -> Result<(), StoreError> {
    use row::Column as C;
    let corrupt = |_| StoreError::Corrupt("claim map of a provider");
    let provider = provider.clone();
    let email_domains = serde_json::to_string(&provider.email_domains).map_err(corrupt)?;
    let file = provider.client_secret_file.map(|path| path.display().to_string());
    let row = row::ActiveModel {
        scopes: Set(provider.scopes.join(" ")),
        claim_map: Set(serde_json::to_string(&provider.claim_map).map_err(corrupt)?),
        id: Set(provider.id),
        organisation: Set(provider.organisation),
        label: Set(provider.label),
        issuer: Set(provider.issuer),
        client_id: Set(provider.client_id),
        client_secret: Set(provider.client_secret.map(|secret| secret.expose().to_owned())),
        client_secret_file: Set(file),
        platform_roles: Set(provider.platform_roles),
        demo: Set(provider.demo),
        active: Set(provider.active),
        email_domains: Set(email_domains),
    };
    let all_but_the_key = C::iter().filter(|column| !matches!(column, C::Id));
    row::Entity::insert(row)
        .on_conflict(OnConflict::column(C::Id).update_columns(all_but_the_key).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

fn from_row(row: row::Model) -> Result<Provider, StoreError> {
    Ok(Provider {
        claim_map: serde_json::from_str(&row.claim_map)
            .map_err(|_| StoreError::Corrupt("claim map of a provider"))?,
        email_domains: serde_json::from_str(&row.email_domains)
            .map_err(|_| StoreError::Corrupt("domains of a provider"))?,
        active: row.active,
        demo: row.demo,
        scopes: row.scopes.split(' ').filter(|s| !s.is_empty()).map(str::to_owned).collect(),
        id: row.id,
        organisation: row.organisation,
        label: row.label,
        issuer: row.issuer,
        client_id: row.client_id,
        client_secret: row.client_secret.map(Secret::new),
        client_secret_file: row.client_secret_file.map(PathBuf::from),
        platform_roles: row.platform_roles,
    })
}
