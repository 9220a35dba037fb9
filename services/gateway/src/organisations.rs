//! Organisations, as everybody may know them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use proto::identity::v1 as identity;
use serde::de::DeserializeOwned;
use vocabulary::{OrganisationKind, Region};

use crate::calls::name_of;
use crate::fault::Fault;
use crate::ids;
use crate::profiles::OrganisationProfile;
use crate::visit::Visit;

/// An organisation.
pub struct Organisation(Arc<identity::Organisation>);

impl Organisation {
    /// The one with a CVR number. One that identity does not know is told by its number alone.
    pub async fn by_cvr(visit: &Visit, cvr: &str) -> Result<Self, Fault> {
        let known = visit.services.directory.all(visit.correlation).await?;
        Ok(known.get(cvr).map_or_else(
            || {
                let name = format!("CVR {cvr}");
                Self(Arc::new(identity::Organisation {
                    cvr: cvr.to_owned(),
                    name,
                    ..identity::Organisation::default()
                }))
            },
            Self,
        ))
    }

    /// Those with these CVR numbers, in their order.
    pub async fn by_cvrs(
        visit: &Visit,
        cvrs: impl IntoIterator<Item = String>,
    ) -> Result<Vec<Self>, Fault> {
        let mut found = Vec::new();
        for cvr in cvrs {
            found.push(Self::by_cvr(visit, &cvr).await?);
        }
        Ok(found)
    }

    /// The one with this id or CVR number, if there is one.
    pub async fn find(visit: &Visit, id: &str) -> Result<Option<Self>, Fault> {
        let Some(cvr) = ids::cvr(id) else { return Ok(None) };
        let known = visit.services.directory.all(visit.correlation).await?;
        Ok(known.get(&cvr).map(Self))
    }
}

fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// A municipality, region, state agency or association.
#[Object]
impl Organisation {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::organisation(&self.0.cvr)
    }

    /// Number in the Central Business Register, eight digits.
    async fn cvr(&self) -> &str {
        &self.0.cvr
    }

    /// Official name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What kind of organisation it is.
    async fn kind(&self) -> Option<OrganisationKind> {
        named(&self.0.kind)
    }

    /// Three digits, where it is a municipality.
    async fn municipality_code(&self) -> Option<&str> {
        self.0.municipality_code.as_deref()
    }

    /// The region that it lies in.
    async fn region(&self) -> Option<Region> {
        named(self.0.region.as_deref()?)
    }

    /// Rounded number of inhabitants.
    async fn inhabitants(&self) -> Option<u32> {
        self.0.inhabitants
    }

    /// What it says of itself; null when it has said nothing, and without sign-in.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn profile(&self, context: &Context<'_>) -> Result<Option<OrganisationProfile>, Fault> {
        Visit::profiles(context).load_one(self.0.cvr.clone()).await
    }

    /// Members of an association.
    async fn members(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        Self::by_cvrs(Visit::of(context), self.0.members.clone()).await
    }

    /// The first day it exists, where that is known.
    async fn valid_from(&self) -> Option<NaiveDate> {
        self.0.valid_from.as_deref()?.parse().ok()
    }

    /// The last day it exists; null while no end is known.
    async fn valid_to(&self) -> Option<NaiveDate> {
        self.0.valid_to.as_deref()?.parse().ok()
    }

    /// The organisation that it becomes part of.
    async fn successor(&self, context: &Context<'_>) -> Result<Option<Organisation>, Fault> {
        match &self.0.successor {
            Some(cvr) => Self::by_cvr(Visit::of(context), cvr).await.map(Some),
            None => Ok(None),
        }
    }

    /// Its CVR number is made up for the demo.
    async fn demo_number(&self) -> bool {
        self.0.demo_number
    }
}

/// Questions about organisations.
#[derive(Default)]
pub struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// All organisations in the order of their names.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn organisations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only of this kind.")] kind: Option<OrganisationKind>,
        #[graphql(desc = "Only in this region.")] region: Option<Region>,
    ) -> Result<Vec<Organisation>, Fault> {
        let visit = Visit::of(context);
        let known = visit.services.directory.all(visit.correlation).await?;
        let (kind, region) = (kind.map(name_of), region.map(name_of));
        let wanted = known.all.iter().filter(|one| {
            kind.as_ref().is_none_or(|kind| one.kind == *kind)
                && region.as_ref().is_none_or(|region| one.region.as_ref() == Some(region))
        });
        Ok(wanted.cloned().map(Organisation).collect())
    }

    /// The organisation with a CVR number.
    async fn organisation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Eight digits.")] cvr: String,
    ) -> Result<Option<Organisation>, Fault> {
        Organisation::find(Visit::of(context), &cvr).await
    }
}
