//! What organisations say of themselves.

use std::collections::HashMap;

use case::Event;
use case::access::Principal;
use sea_orm::QueryResult;
use vocabulary::{Cvr, OrganisationProfile};

use super::fold::Fold;
use super::save::count;
use super::sql::Sql;
use super::store::number;
use super::tables;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::log::Recorded;

const SELECTED: &str = "SELECT organisation, profile, revision FROM read_profiles";

impl Fold {
    /// Folds an event of an organisation's stream.
    pub(super) fn profile(
        &mut self,
        organisation: Cvr,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        if let Event::OrganisationProfileDescribed { organisation: described, profile } = event {
            if *described != organisation {
                return Err("it describes another organisation".to_owned());
            }
            let revision = count(recorded.version);
            let row = vec![organisation.to_string().into(), revision, json(profile).into()];
            self.own.push(Write::Put(&tables::PROFILES, vec![row]));
        }
        Ok(())
    }
}

/// What an organisation says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownProfile {
    /// Which one.
    pub organisation: Cvr,
    /// What it says.
    pub profile: OrganisationProfile,
    /// Version of its stream.
    pub revision: u64,
}

impl Reader {
    /// What organisations say of themselves, for readers who are signed in; nothing for others.
    pub async fn profiles(
        &self,
        principal: &Principal,
        organisations: &[Cvr],
    ) -> Result<Vec<KnownProfile>, ReadError> {
        if !principal.reads_shared() {
            return Ok(Vec::new());
        }
        let wanted = organisations.iter().map(ToString::to_string);
        self.known_profiles(Sql::of(SELECTED).push(" WHERE ").among("organisation", wanted)).await
    }

    /// What an organisation says of itself; for what is worked out of it, and never an answer to a
    /// reader as it is.
    pub async fn organisation_profile(
        &self,
        organisation: Cvr,
    ) -> Result<Option<OrganisationProfile>, ReadError> {
        let sql = Sql::of(SELECTED).push(" WHERE organisation = ").bind(organisation.to_string());
        Ok(self.known_profiles(sql).await?.pop().map(|known| known.profile))
    }

    /// The same of all organisations that have said something.
    pub async fn organisation_profiles(
        &self,
    ) -> Result<HashMap<Cvr, OrganisationProfile>, ReadError> {
        let known = self.known_profiles(Sql::of(SELECTED)).await?;
        Ok(known.into_iter().map(|known| (known.organisation, known.profile)).collect())
    }

    async fn known_profiles(&self, sql: Sql) -> Result<Vec<KnownProfile>, ReadError> {
        let rows = sql.all(&self.now().store.readers).await?;
        let known = |row: &QueryResult| {
            let organisation: String = row.try_get_by_index(0)?;
            let organisation = organisation.parse();
            Ok(KnownProfile {
                organisation: organisation
                    .map_err(|_| ReadError::Corrupt("a profile".to_owned()))?,
                profile: parsed(&row.try_get_by_index::<String>(1)?)?,
                revision: number(row, 2)?,
            })
        };
        rows.iter().map(known).collect()
    }
}
