//! What organisations say of themselves.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{EmployeeBand, InhabitantBand};

use crate::calls::{decoded, encoded};
use crate::fault::Fault;
use crate::outcome::{Asked, CaseOutcome};
use crate::visit::Visit;

/// What an organisation says of itself.
#[derive(Clone)]
pub struct OrganisationProfile {
    profile: Arc<vocabulary::OrganisationProfile>,
    revision: Option<u64>,
}

/// Asks the registry for many profiles at once.
pub struct ProfileLoader(pub Arc<Visit>);

impl ProfileLoader {
    /// As many as the registry answers at once.
    pub const BATCH: usize = 200;
}

impl Loader<String> for ProfileLoader {
    type Value = OrganisationProfile;
    type Error = Fault;

    async fn load(
        &self,
        organisations: &[String],
    ) -> Result<HashMap<String, OrganisationProfile>, Fault> {
        let (organisations, at_least) = (organisations.to_vec(), self.0.at_least());
        let message = rpc::ReadProfilesRequest { organisations, at_least };
        let reply = self.0.ask(message, |mut r, m| async move { r.read_profiles(m).await }).await?;
        let known = reply.profiles.into_iter().map(|known| {
            let profile = Arc::new(decoded(&known.profile_json)?);
            Ok((known.organisation, OrganisationProfile { profile, revision: known.revision }))
        });
        known.collect()
    }
}

/// What an organisation says of itself.
#[Object]
impl OrganisationProfile {
    /// Technologies that it uses, by name.
    async fn technologies(&self) -> &[String] {
        &self.profile.technologies
    }

    /// IT systems that it uses, by name.
    async fn systems(&self) -> &[String] {
        &self.profile.systems
    }

    /// Number of inhabitants.
    async fn inhabitants(&self) -> Option<u32> {
        self.profile.inhabitants
    }

    /// Number of employees.
    async fn employees(&self) -> Option<u32> {
        self.profile.employees
    }

    /// The band of its inhabitants, by the number where that is stated.
    async fn inhabitant_band(&self) -> Option<InhabitantBand> {
        self.profile.inhabitants_in()
    }

    /// The band of its employees, by the number where that is stated.
    async fn employee_band(&self) -> Option<EmployeeBand> {
        self.profile.employees_in()
    }

    /// What `expectedRevision` is held against; null for those who may not describe it.
    async fn revision(&self) -> Option<u64> {
        self.revision
    }
}

/// What an organisation says of itself.
#[derive(InputObject)]
pub struct DescribeOrganisationInput {
    /// All of it; what is left out is said no more.
    profile: vocabulary::OrganisationProfile,
    /// The revision that it was read at; on another one nothing is written.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with profiles.
#[derive(Default)]
pub struct ProfileMutation;

#[Object]
impl ProfileMutation {
    /// Describes the viewer's own organisation; by its administrators and superusers. It is about no
    /// case.
    async fn describe_organisation(
        &self,
        context: &Context<'_>,
        input: DescribeOrganisationInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let profile_json = encoded(&input.profile)?;
        asked.carry_out(Command::DescribeProfile(rpc::DescribeProfile { profile_json })).await
    }
}
