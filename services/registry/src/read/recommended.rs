//! Cases that suit the organisation that somebody acts for.

use std::collections::HashMap;
use std::sync::Arc;

use case::access::Principal;
use vocabulary::{CaseId, CaseView, Cvr, InhabitantBand, OrganisationProfile, PublicRecord};

use super::sql::Sql;
use super::views::Told;
use super::{ReadError, Reader};
use crate::search::{MOST_HITS, Suits, fold};

/// Cases that are answered, at most.
const MOST: usize = 20;

/// A case, and why it is recommended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommended {
    /// As the reader may see it.
    pub case: CaseView,
    /// Its technologies that the organisation uses, as the case writes them.
    pub technologies: Vec<String>,
    /// Its systems that the organisation uses, likewise.
    pub systems: Vec<String>,
    /// An organisation of the same size owns it.
    pub similar_size: bool,
}

impl Reader {
    /// The cases of others that the principal may read and that suit their organisation by the
    /// technologies, systems and size that it says of itself, best first. What it reuses already is
    /// left out. None for whoever acts for no organisation, or for one that says nothing.
    pub async fn recommended(
        &self,
        principal: &Principal,
        first: usize,
    ) -> Result<Vec<Recommended>, ReadError> {
        let Some(own) = principal.organisation() else { return Ok(Vec::new()) };
        let profile = self.organisation_profile(own).await?.unwrap_or_default();
        let of_its_size = self.of_the_size_of(own, &profile).await?;
        let suits = Suits {
            own: own.to_string(),
            technologies: profile.technologies.clone(),
            systems: profile.systems.clone(),
            of_its_size: of_its_size.iter().map(ToString::to_string).collect(),
            known: self.reused_by(principal, own).await?,
        };
        let folded = self.now().store.checkpoint().await?;
        self.wait_to_find(folded, Self::PATIENCE).await?;
        let keys: Vec<String> = principal.keys().into_iter().collect();
        let (search, first) = (Arc::clone(&self.now().search), first.clamp(1, MOST));
        let recommending = move || search.recommend(&suits, &keys, first);
        let hits = tokio::task::spawn_blocking(recommending).await??;
        let ids: Vec<CaseId> = hits.iter().map(|hit| hit.case).collect();
        let mut known = self.readable_cases(principal, &ids).await?;
        let cases: Vec<_> = ids.iter().filter_map(|id| known.remove(id)).collect();
        let views = self.views(principal, &cases, Told::default()).await?;
        let told = views.into_iter().map(|case| told(case, &profile, &of_its_size));
        Ok(told.collect())
    }

    /// Other organisations in the same band of inhabitants; those that say nothing of it are taken by
    /// what the directory has.
    async fn of_the_size_of(
        &self,
        own: Cvr,
        profile: &OrganisationProfile,
    ) -> Result<Vec<Cvr>, ReadError> {
        let directory = self.directory.organisations();
        let listed = |cvr: Cvr| directory.get(&cvr)?.inhabitants.map(InhabitantBand::of);
        let Some(band) = profile.inhabitants_in().or_else(|| listed(own)) else {
            return Ok(Vec::new());
        };
        let said: HashMap<Cvr, OrganisationProfile> = self.organisation_profiles().await?;
        let band_of = |cvr: Cvr| {
            said.get(&cvr).and_then(OrganisationProfile::inhabitants_in).or_else(|| listed(cvr))
        };
        let others = directory.keys().copied().filter(|cvr| *cvr != own);
        let mut same: Vec<Cvr> = others.filter(|cvr| band_of(*cvr) == Some(band)).collect();
        same.sort_unstable();
        Ok(same)
    }

    /// What cases of an organisation build on, of those that the principal may read: a colleague's draft
    /// shows in nothing, and so not in what is left out.
    async fn reused_by(&self, principal: &Principal, own: Cvr) -> Result<Vec<CaseId>, ReadError> {
        let sql =
            Sql::of("SELECT DISTINCT r.source_id FROM read_reuses r JOIN read_case_labels l ")
                .push("ON l.case_id = r.case_id WHERE l.kind = ")
                .bind("owner")
                .push(" AND l.value = ")
                .bind(own.to_string())
                .push(" AND ")
                .readable(principal, "r.case_id")
                .push(" LIMIT ")
                .bind(i64::try_from(MOST_HITS).unwrap_or(i64::MAX));
        let rows = sql.all(&self.now().store.readers).await?;
        rows.iter().map(|row| Ok(CaseId(row.try_get_by_index(0)?))).collect()
    }
}

fn told(case: CaseView, profile: &OrganisationProfile, of_its_size: &[Cvr]) -> Recommended {
    let both = |its: &[String], ours: &[String]| {
        let ours: Vec<String> = ours.iter().map(|name| fold(name)).collect();
        its.iter().filter(|name| ours.contains(&fold(name))).cloned().collect::<Vec<_>>()
    };
    let record: &PublicRecord = &case.public;
    let made = &record.implementation;
    let mut owners = std::iter::once(&record.lead).chain(&record.joint_owners);
    Recommended {
        technologies: both(&made.technologies, &profile.technologies),
        systems: both(&made.systems, &profile.systems),
        similar_size: owners.any(|owner| of_its_size.contains(owner)),
        case,
    }
}
