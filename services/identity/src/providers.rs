//! The OpenID providers that organisations let their people sign in at.

use std::collections::BTreeMap;
use std::path::PathBuf;

use platform::Secret;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Iterable, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use token::Role;

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
    /// Claims that name the organisation. One that is there must name the provider's own.
    pub organisation: Vec<String>,
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
            organisation: vec![
                "cvr".to_owned(),
                "https://data.gov.dk/model/core/eid/professional/cvr".to_owned(),
            ],
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

/// The active providers of an organisation, or of all, by id.
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

/// One active provider.
pub async fn find(store: &Store, id: &str, which: Which) -> Result<Option<Provider>, StoreError> {
    let row = active(which).filter(row::Column::Id.eq(id)).one(&store.db).await?;
    row.map(from_row).transpose()
}

/// The issuer that a provider has now, whether active or not.
pub async fn issuer_of(store: &Store, id: &str) -> Result<Option<String>, StoreError> {
    Ok(row::Entity::find_by_id(id).one(&store.db).await?.map(|row| row.issuer))
}

fn active(which: Which) -> Select<row::Entity> {
    let query = row::Entity::find().filter(row::Column::Active.eq(true));
    match which {
        Which::Real => query.filter(row::Column::Demo.eq(false)),
        Which::RealAndDemo => query,
    }
}

/// Adds a provider or replaces it.
pub async fn save(store: &Store, provider: &Provider, demo: bool) -> Result<(), StoreError> {
    use row::Column as C;
    let corrupt = |_| StoreError::Corrupt("claim map of a provider");
    let provider = provider.clone();
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
        demo: Set(demo),
        active: Set(true),
    };
    let all_but_the_key = C::iter().filter(|column| !matches!(column, C::Id));
    row::Entity::insert(row)
        .on_conflict(OnConflict::column(C::Id).update_columns(all_but_the_key).to_owned())
        .exec_without_returning(&store.db)
        .await?;
    Ok(())
}

fn from_row(row: row::Model) -> Result<Provider, StoreError> {
    Ok(Provider {
        claim_map: serde_json::from_str(&row.claim_map)
            .map_err(|_| StoreError::Corrupt("claim map of a provider"))?,
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
