//! The departments of the viewer's own organisation, asked for once in a request.

use std::collections::HashMap;

use async_graphql::{Context, Object, SimpleObject};
use proto::identity::v1 as identity;

use crate::fault::Fault;
use crate::upstream::request;
use crate::visit::Visit;

/// A department of the viewer's organisation.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(name = "OrganisationUnit")]
pub struct Unit {
    /// What the organisation's own systems call it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The department that it is a part of, by id.
    pub parent: Option<String>,
}

/// A department that a case belongs to.
#[derive(Debug, Clone, SimpleObject)]
pub struct Department {
    /// What the lead organisation's own systems call it.
    id: String,
    /// Its name; null for readers of other organisations, and when identity does not know it.
    name: Option<String>,
}

impl Visit {
    /// The departments of the viewer's organisation, by name; none without sign-in.
    pub async fn units(&self) -> Result<&[Unit], Fault> {
        let fetched = self.units.get_or_try_init(|| self.fetch_units()).await;
        fetched.map(Vec::as_slice)
    }

    async fn fetch_units(&self) -> Result<Vec<Unit>, Fault> {
        let Some(session) = self.session().await? else { return Ok(Vec::new()) };
        let token = Some(session.token("identity")?);
        let message = request(identity::UnitsRequest {}, token, self.correlation)?;
        let upstream = &self.services.upstream;
        let answer = upstream.within_limit(upstream.identity().units(message)).await?;
        let unit =
            |unit: identity::Unit| Unit { id: unit.id, name: unit.name, parent: unit.parent };
        Ok(answer.units.into_iter().map(unit).collect())
    }
}

impl Department {
    /// Departments of an organisation with their names, which its own people are told: another may
    /// have departments of the same ids.
    pub async fn named(visit: &Visit, of: &str, ids: &[String]) -> Result<Vec<Self>, Fault> {
        let session = visit.session().await?;
        let own = session.is_some_and(|session| session.person.organisation == of);
        let names: HashMap<&str, &str> = if own && !ids.is_empty() {
            let units = visit.units().await?.iter();
            units.map(|unit| (unit.id.as_str(), unit.name.as_str())).collect()
        } else {
            HashMap::new()
        };
        let department = |id: &String| Self {
            id: id.clone(),
            name: names.get(id.as_str()).map(|name| (*name).to_owned()),
        };
        Ok(ids.iter().map(department).collect())
    }
}

/// Questions about departments.
#[derive(Default)]
pub struct UnitQuery;

#[Object]
impl UnitQuery {
    /// The departments of the viewer's organisation, by name; none without sign-in.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn units(&self, context: &Context<'_>) -> Result<Vec<Unit>, Fault> {
        Ok(Visit::of(context).units().await?.to_vec())
    }
}
