//! What an organisation says of itself: a stream of the organisation's own.

use serde::{Deserialize, Serialize};
use vocabulary::{Cvr, OrganisationProfile, Refusal, RefusalCode};

use crate::access::Principal;
use crate::event::Event;
use crate::fields::{LINE_LIMIT, Problems};

/// Technologies, and IT systems: more than any organisation of the predecessor has.
const NAMES_LIMIT: usize = 200;
/// People in Denmark, with room to grow.
const PEOPLE_LIMIT: u32 = 10_000_000;

/// The profile of one organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile(Option<OrganisationProfile>);

impl Profile {
    /// Folds one event. Events of other streams leave it as it is.
    pub fn evolve(&mut self, event: &Event) {
        if let Event::OrganisationProfileDescribed { profile, .. } = event {
            self.0 = Some((**profile).clone());
        }
    }

    /// Describes an organisation anew. A band beside its number says the same or nothing, so only
    /// the number is kept.
    pub fn describe(
        &self,
        principal: &Principal,
        organisation: Cvr,
        profile: OrganisationProfile,
    ) -> Result<Vec<Event>, Refusal> {
        if !principal.describes(organisation) {
            return Err(Refusal::of(RefusalCode::NotPermitted));
        }
        let mut problems = Problems::of("profile");
        problems.short_lines("technologies", &profile.technologies, (NAMES_LIMIT, LINE_LIMIT));
        problems.short_lines("systems", &profile.systems, (NAMES_LIMIT, LINE_LIMIT));
        problems.count("inhabitants", profile.inhabitants, PEOPLE_LIMIT);
        problems.count("employees", profile.employees, PEOPLE_LIMIT);
        problems.refuse()?;
        let profile = OrganisationProfile {
            technologies: trimmed(profile.technologies),
            systems: trimmed(profile.systems),
            inhabitant_band: profile.inhabitant_band.filter(|_| profile.inhabitants.is_none()),
            employee_band: profile.employee_band.filter(|_| profile.employees.is_none()),
            ..profile
        };
        if self.0.as_ref() == Some(&profile) {
            return Ok(Vec::new());
        }
        let profile = Box::new(profile);
        Ok(vec![Event::OrganisationProfileDescribed { organisation, profile }])
    }
}

fn trimmed(names: Vec<String>) -> Vec<String> {
    names.into_iter().map(|name| name.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use vocabulary::{Cvr, FieldRule, InhabitantBand, OrganisationProfile, RefusalCode};

    use super::Profile;
    use crate::access::{Principal, Role};
    use crate::event::Event;
    use crate::testing::{cvr, lead, somebody};

    fn of(organisation: Cvr, roles: &[Role]) -> Principal {
        somebody(1, organisation, roles)
    }

    fn said() -> OrganisationProfile {
        OrganisationProfile {
            technologies: vec![" UiPath ".to_owned()],
            inhabitants: Some(98_000),
            inhabitant_band: Some(InhabitantBand::Below30000),
            ..OrganisationProfile::default()
        }
    }

    #[test]
    fn a_superuser_describes_the_organisation_and_the_same_again_is_no_event() {
        let superuser = of(lead(), &[Role::Superuser]);
        let mut profile = Profile::default();
        let events = profile.describe(&superuser, lead(), said()).unwrap();
        let [Event::OrganisationProfileDescribed { profile: kept, .. }] = &events[..] else {
            panic!("{events:?}")
        };
        assert_eq!(kept.technologies, ["UiPath"]);
        assert_eq!(kept.inhabitant_band, None, "the number says it");
        profile.evolve(&events[0]);
        assert_eq!(profile.describe(&superuser, lead(), said()).unwrap(), []);
    }

    #[test]
    fn nobody_else_does() {
        let strangers = [
            of(lead(), &[Role::Contributor, Role::LocalSuperuser]),
            of(cvr("29189978"), &[Role::Superuser, Role::Administrator, Role::Operator]),
            Principal::Anonymous,
        ];
        for by in strangers {
            let refusal = Profile::default().describe(&by, lead(), said()).unwrap_err();
            assert_eq!(refusal.code, RefusalCode::NotPermitted, "{by:?}");
        }
        let administrator = of(lead(), &[Role::Administrator]);
        assert!(Profile::default().describe(&administrator, lead(), said()).is_ok());
    }

    #[test]
    fn a_blank_name_and_too_many_people_are_refused() {
        let wrong = OrganisationProfile {
            systems: vec![" ".to_owned()],
            employees: Some(10_000_001),
            ..OrganisationProfile::default()
        };
        let superuser = of(lead(), &[Role::Superuser]);
        let refusal = Profile::default().describe(&superuser, lead(), wrong).unwrap_err();
        let fields: Vec<_> = refusal.fields.iter().map(|it| (it.field.as_str(), it.rule)).collect();
        let blank = ("profile.systems[0]", FieldRule::Required);
        assert_eq!(fields, [blank, ("profile.employees", FieldRule::OutOfRange)]);
    }
}
