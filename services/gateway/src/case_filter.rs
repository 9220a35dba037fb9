//! What cases are narrowed by: one input for lists, saved searches and all else that takes cases.

use async_graphql::{ID, InputObject, InputType, Value};
use chrono::{DateTime, NaiveDate, Utc};
use proto::registry::v1 as rpc;
use vocabulary::{
    CaseId, CaseKind, CollectionId, CountedCases, Cvr, OrganisationKind, PersonId, Phase, Region,
    Schedule, Status, SubjectArea, Visibility,
};

use crate::calls::encoded;
use crate::fault::Fault;
use crate::ids;

/// Values of one list, and characters of one of them.
const MOST_VALUES: usize = 200;
const LONGEST_VALUE: usize = 200;

/// Which cases. Every part narrows; within a part any of its values will do.
#[derive(Debug, Clone, Default, InputObject)]
pub struct CaseFilter {
    /// In one of these phases.
    phases: Option<Vec<Phase>>,
    /// With one of these statuses.
    statuses: Option<Vec<Status>>,
    /// Of one of these kinds.
    kinds: Option<Vec<CaseKind>>,
    /// In one of these subject areas.
    subject_areas: Option<Vec<SubjectArea>>,
    /// Owned by one of these organisations: ids or CVR numbers.
    organisations: Option<Vec<ID>>,
    /// Owned by an organisation of one of these kinds.
    organisation_kinds: Option<Vec<OrganisationKind>>,
    /// Owned by an organisation in one of these regions.
    regions: Option<Vec<Region>>,
    /// Built with one of these technologies, by name.
    technologies: Option<Vec<String>>,
    /// Using one of these systems, by name.
    systems: Option<Vec<String>>,
    /// Built by one of these, by name.
    vendors: Option<Vec<String>>,
    /// Running this often.
    schedules: Option<Vec<Schedule>>,
    /// With a KLE number that begins with one of these: `27`, `27.36`, `27.36.04`.
    kle: Option<Vec<String>>,
    /// In KL's bank of workflows, or not.
    kla: Option<bool>,
    /// From KL's automation projects, or not.
    sep_mep: Option<bool>,
    /// Stated to affect citizens, or not to.
    affects_citizens: Option<bool>,
    /// Stated to affect companies, or not to.
    affects_companies: Option<bool>,
    /// Shared as widely as one of these.
    visibilities: Option<Vec<Visibility>>,
    /// With any gain measured, or with none.
    measured_gains: Option<bool>,
    /// What is shared changed at this moment or later.
    changed_since: Option<DateTime<Utc>>,
    /// First shared at this moment or later; of a case that never was: registered.
    created_since: Option<DateTime<Utc>>,
    /// Put into operation on this day or later.
    in_operation_from: Option<NaiveDate>,
    /// Put into operation on this day or earlier.
    in_operation_to: Option<NaiveDate>,
    /// Reused by so many cases that the viewer may see, or more.
    least_reusers: Option<u32>,
    /// Registered by the viewer.
    reported: Option<bool>,
    /// With the viewer on it, in whatever role.
    associated: Option<bool>,
    /// Followed by the viewer.
    followed: Option<bool>,
    /// With a bookmark of the viewer's on.
    bookmarked: Option<bool>,
    /// Owned by the viewer's organisation.
    own_organisation: Option<bool>,
    /// The viewer may answer whether their organisation will own it as well.
    invited: Option<bool>,
    /// Should have been looked through by now.
    overdue: Option<bool>,
    /// Uses a KLE or FORM number of which none is in use any more.
    retired_codes: Option<bool>,
    /// Builds on this case.
    reuses_case: Option<ID>,
    /// Known by the predecessor by this id.
    predecessor_id: Option<String>,
    /// The viewer may answer whether their organisation will lead it.
    lead_offered: Option<bool>,
    /// With this person on it, of cases that the viewer's organisation owns.
    person: Option<ID>,
    /// In this collection.
    collection: Option<ID>,
    /// A collection asks for it, and the viewer may answer.
    consent_asked: Option<bool>,
    /// Counted in a figure of the viewer's statistics, which says this part of the filter itself.
    counted: Option<CountedCases>,
}

impl CaseFilter {
    /// What the JSON of one says; none when it is not one.
    pub fn of_json(text: &str) -> Option<Self> {
        let value = Value::from_json(serde_json::from_str(text).ok()?).ok()?;
        matches!(value, Value::Object(_)).then(|| Self::parse(Some(value)).ok()).flatten()
    }

    /// The JSON of this one, without what it leaves out.
    pub fn json(&self) -> String {
        let mut value = self.to_value();
        if let Value::Object(fields) = &mut value {
            fields.retain(|_, value| *value != Value::Null);
        }
        value.into_json().map(|json| json.to_string()).unwrap_or_default()
    }

    /// As the registry takes it, with free text; none when it names something that no case can match.
    pub fn into_message(self, search: Option<String>) -> Result<Option<rpc::CaseFilter>, Fault> {
        let overdue = self.overdue.unwrap_or_default();
        match self.into_filter(search)? {
            None => Ok(None),
            Some(filter) => Ok(Some(rpc::CaseFilter { filter_json: encoded(&filter)?, overdue })),
        }
    }

    /// The same but for what is overdue, which depends on the day of asking.
    fn into_filter(self, search: Option<String>) -> Result<Option<vocabulary::CaseFilter>, Fault> {
        let organisations = bounded(self.organisations)?;
        let organisations: Option<Vec<Cvr>> =
            organisations.iter().map(|id| ids::cvr(id)?.parse().ok()).collect();
        let reuses_case = self.reuses_case.as_ref().map(|id| ids::uuid("Case", id).map(CaseId));
        let (Some(organisations), false) = (organisations, reuses_case == Some(None)) else {
            return Ok(None);
        };
        let person = self.person.as_ref().map(|id| ids::uuid("Person", id).map(PersonId));
        let collection =
            self.collection.as_ref().map(|id| ids::uuid("Collection", id).map(CollectionId));
        if person == Some(None) || collection == Some(None) {
            return Ok(None);
        }
        Ok(Some(vocabulary::CaseFilter {
            search: search.unwrap_or_default(),
            phases: bounded(self.phases)?,
            statuses: bounded(self.statuses)?,
            kinds: bounded(self.kinds)?,
            subject_areas: bounded(self.subject_areas)?,
            organisations,
            organisation_kinds: bounded(self.organisation_kinds)?,
            regions: bounded(self.regions)?,
            technologies: texts(self.technologies)?,
            systems: texts(self.systems)?,
            vendors: texts(self.vendors)?,
            schedules: bounded(self.schedules)?,
            kle: texts(self.kle)?,
            kla: self.kla,
            sep_mep: self.sep_mep,
            affects_citizens: self.affects_citizens,
            affects_companies: self.affects_companies,
            visibilities: bounded(self.visibilities)?,
            measured_gains: self.measured_gains,
            changed_since: self.changed_since,
            created_since: self.created_since,
            in_operation_from: self.in_operation_from,
            in_operation_to: self.in_operation_to,
            least_reusers: self.least_reusers,
            reported: self.reported.unwrap_or_default(),
            associated: self.associated.unwrap_or_default(),
            followed: self.followed.unwrap_or_default(),
            bookmarked: self.bookmarked.unwrap_or_default(),
            own_organisation: self.own_organisation.unwrap_or_default(),
            invited: self.invited.unwrap_or_default(),
            overdue_on: None,
            retired_codes: self.retired_codes.unwrap_or_default(),
            reuses_case: reuses_case.flatten(),
            predecessor_id: self.predecessor_id,
            counted: self.counted,
            lead_offered: self.lead_offered.unwrap_or_default(),
            person: person.flatten(),
            collection: collection.flatten(),
            collection_asks: false,
            consent_asked: self.consent_asked.unwrap_or_default(),
        }))
    }
}

fn bounded<T>(values: Option<Vec<T>>) -> Result<Vec<T>, Fault> {
    let values = values.unwrap_or_default();
    if values.len() > MOST_VALUES { Err(Fault::InvalidArgument) } else { Ok(values) }
}

fn texts(values: Option<Vec<String>>) -> Result<Vec<String>, Fault> {
    let values = bounded(values)?;
    let too_long = values.iter().any(|value| value.chars().count() > LONGEST_VALUE);
    if too_long { Err(Fault::InvalidArgument) } else { Ok(values) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_the_same_after_it_was_kept() {
        let filter = CaseFilter {
            phases: Some(vec![Phase::Operation]),
            technologies: Some(vec!["UiPath".to_owned()]),
            kla: Some(false),
            created_since: DateTime::from_timestamp(1_800_000_000, 0),
            in_operation_from: NaiveDate::from_ymd_opt(2026, 1, 31),
            ..CaseFilter::default()
        };
        let kept = filter.json();
        let again = CaseFilter::of_json(&kept).unwrap();
        assert_eq!(again.clone().into_filter(None), filter.into_filter(None));
        assert_eq!(again.json(), kept);
        assert!(
            kept.contains("\"phases\":[\"OPERATION\"]") && !kept.contains("statuses"),
            "{kept}"
        );
    }

    #[test]
    fn what_is_no_filter_is_none() {
        for text in ["", "[]", "1", "{\"phases\": [\"NEVER\"]}", "{\"kla\": 3}"] {
            assert!(CaseFilter::of_json(text).is_none(), "{text}");
        }
        assert!(CaseFilter::of_json("{}").is_some());
    }
}
