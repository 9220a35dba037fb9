//! Reading claims through a provider's claim map.

use std::collections::BTreeSet;

use serde_json::Value;
use token::Role;

use super::Said;
use super::limits;
use super::privileges::{self, Group};
use super::said::holds_civil_number;
use crate::people::Assertion;
use crate::people::cover::{Claimed, Limit};
use crate::providers::Provider;

/// Why what a provider said is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unacceptable {
    /// It spoke for an organisation that is not its own.
    OtherOrganisation,
    /// It did not say which organisation, and must.
    NoOrganisation,
    /// It gave a role that reaches beyond its organisation.
    PlatformRole,
    /// A subject that is empty or too long.
    Subject,
    /// A subject that is a civil registration number.
    CivilSubject,
    /// An e-mail address in none of the domains that the provider may vouch for.
    EmailDomain,
}

impl Unacceptable {
    /// A word for the audit log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OtherOrganisation => "other organisation",
            Self::NoOrganisation => "no organisation",
            Self::PlatformRole => "platform role",
            Self::Subject => "subject",
            Self::CivilSubject => "civil registration number as subject",
            Self::EmailDomain => "email domain",
        }
    }
}

/// What claims were read as.
#[derive(Debug, PartialEq, Eq)]
pub struct Reading {
    /// What is taken over.
    pub assertion: Assertion,
    /// Values that would give a role if they meant anything here.
    pub unknown_values: Vec<String>,
}

/// The longest subject (OpenID Connect Core, section 2) and the longest of what we show.
const LONGEST_SUBJECT: usize = 255;
const LONGEST_TEXT: usize = 200;
const MOST_VALUES: usize = 500;
/// Departments and KLE numbers of all job functions of a person.
const MOST_LIMITS: usize = 1_000;

/// Reads what a provider said of a subject.
pub fn read(provider: &Provider, subject: &str, said: &Said) -> Result<Reading, Unacceptable> {
    let map = &provider.claim_map;
    check_subject(subject)?;
    check_organisation(provider, said)?;
    let mut held = Held { roles: map.default_roles.iter().copied().collect(), ..Held::default() };
    for value in texts(said.claim(&map.roles)) {
        match meaning(provider, value) {
            Some(role) => drop(held.roles.insert(role)),
            None => held.unknown_values.push(value.to_owned()),
        }
    }
    // A role that a claim gives has no limit, and covers the departments that a claim names. A job
    // function covers its own, and these only where it has none.
    if held.roles.contains(&Role::LocalSuperuser) {
        held.limits.push(Limit::default());
    }
    held.take_privileges(provider, said);
    let Held { roles, limits, unknown_values, .. } = held;
    let units = texts(said.claim(&map.units)).map(str::to_owned).collect();
    if !provider.platform_roles && roles.iter().any(|role| role.is_platform()) {
        return Err(Unacceptable::PlatformRole);
    }
    let text = |name: &str| {
        let text = said.claim(name).and_then(Value::as_str).unwrap_or_default();
        text.chars().filter(|c| !c.is_control()).take(LONGEST_TEXT).collect::<String>()
    };
    let email = text(&map.email);
    let domain = email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    let vouched = |domain: &String| provider.email_domains.contains(domain);
    if !provider.email_domains.is_empty() && !domain.as_ref().is_some_and(vouched) {
        return Err(Unacceptable::EmailDomain);
    }
    // Never cut: a word that is another's beginning would be that other's.
    let external_id = said.claim(&map.external_id).and_then(Value::as_str).unwrap_or_default();
    if external_id.len() > LONGEST_SUBJECT || external_id.chars().any(char::is_control) {
        return Err(Unacceptable::Subject);
    }
    let external_id = external_id.trim().to_owned();
    let assertion = Assertion {
        external_id: if external_id.is_empty() { subject.to_owned() } else { external_id },
        issuer: provider.issuer.clone(),
        subject: subject.to_owned(),
        organisation: provider.organisation.clone(),
        name: text(&map.name),
        email,
        roles,
        claimed: Claimed { units, limits },
    };
    Ok(Reading { assertion, unknown_values })
}

fn check_subject(subject: &str) -> Result<(), Unacceptable> {
    if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
        return Err(Unacceptable::Subject);
    }
    if holds_civil_number(subject) {
        return Err(Unacceptable::CivilSubject);
    }
    Ok(())
}

/// Each claim that names the organisation names the provider's own.
fn check_organisation(provider: &Provider, said: &Said) -> Result<(), Unacceptable> {
    let map = &provider.claim_map;
    let mut named = false;
    for claim in map.organisation.iter().filter_map(|name| said.claim(name)) {
        named = true;
        if claim.as_str().map(cvr_of) != Some(provider.organisation.as_str()) {
            return Err(Unacceptable::OtherOrganisation);
        }
    }
    if map.organisation_required && !named {
        return Err(Unacceptable::NoOrganisation);
    }
    Ok(())
}

/// The number itself, or that of a KOMBIT `NameID`: `C=DK,O=29189668,CN=Ida,Serial=…`.
fn cvr_of(text: &str) -> &str {
    let in_name = text.strip_prefix("C=DK,O=").and_then(|rest| rest.split(',').next());
    in_name.unwrap_or(text)
}

/// What claims give somebody, while they are read.
#[derive(Default)]
struct Held {
    roles: BTreeSet<Role>,
    /// Within what the role of local superuser came.
    limits: Vec<Limit>,
    unknown_values: Vec<String>,
}

impl Held {
    /// Takes over what privilege lists give.
    fn take_privileges(&mut self, provider: &Provider, said: &Said) {
        for name in &provider.claim_map.privileges {
            let Some(claim) = said.claim(name) else { continue };
            match privileges::groups(claim) {
                Some(groups) => groups.iter().for_each(|group| self.take(provider, group)),
                None => self.unknown_values.push(format!("{name}: no privilege list")),
            }
        }
    }

    /// A group is refused whole when it is for another organisation, or limited by what we do not know
    /// or cannot keep: less than was meant, and never more.
    fn take(&mut self, provider: &Provider, group: &Group) {
        let own = group.cvr.as_deref() == Some(provider.organisation.as_str());
        let limit = limits::of(group).filter(|limit| own && self.has_room_for(limit));
        let Some(limit) = limit else {
            self.unknown_values.extend(group.privileges.iter().cloned());
            return;
        };
        for privilege in &group.privileges {
            match privilege_meaning(provider, privilege) {
                Some(Role::LocalSuperuser) => self.lead_within(&limit),
                Some(role) if limit.is_none() => drop(self.roles.insert(role)),
                Some(Role::Superuser) => self.lead_within(&limit),
                // Only a superuser's role can be held within departments and numbers.
                Some(_) | None => self.unknown_values.push(privilege.clone()),
            }
        }
    }

    fn lead_within(&mut self, limit: &Limit) {
        self.roles.insert(Role::LocalSuperuser);
        if !self.limits.contains(limit) {
            self.limits.push(limit.clone());
        }
    }

    fn has_room_for(&self, limit: &Limit) -> bool {
        let all = self.limits.iter().chain([limit]);
        all.map(|limit| limit.units.len() + limit.kle.len()).sum::<usize>() <= MOST_LIMITS
    }
}

/// The roles of the predecessor, which municipalities have given to job functions already.
const OF_PREDECESSOR: [(&str, Role); 2] = [
    ("http://os2autoproces.eu/roles/usersystemrole/superuser/1", Role::Superuser),
    (LOCAL_SUPERUSER, Role::LocalSuperuser),
];

/// The privilege of a local superuser that every installation knows.
pub const LOCAL_SUPERUSER: &str = "http://os2autoproces.eu/roles/usersystemrole/local_superuser/1";

/// The role that a privilege stands for. Our own words mean nothing here: privileges are addresses.
fn privilege_meaning(provider: &Provider, privilege: &str) -> Option<Role> {
    let by_map = provider.claim_map.role_values.get(privilege).copied();
    let of_predecessor = || OF_PREDECESSOR.iter().find(|(known, _)| *known == privilege);
    by_map.or_else(|| of_predecessor().map(|(_, role)| *role))
}

/// The role that a value stands for: by the map, or by our own words where it has none.
fn meaning(provider: &Provider, value: &str) -> Option<Role> {
    let values = &provider.claim_map.role_values;
    if values.is_empty() { value.parse().ok() } else { values.get(value).copied() }
}

/// One text or a list of texts; anything else says nothing.
fn texts(claim: Option<&Value>) -> impl Iterator<Item = &str> {
    let values = match claim {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values.iter().filter_map(Value::as_str).take(MOST_VALUES)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::providers::ClaimMap;

    fn provider() -> Provider {
        Provider {
            id: "randers".to_owned(),
            organisation: "29189668".to_owned(),
            label: "Randers".to_owned(),
            issuer: "https://login.example.dk".to_owned(),
            client_id: "genvej".to_owned(),
            client_secret: None,
            client_secret_file: None,
            scopes: vec![],
            claim_map: ClaimMap::default(),
            platform_roles: false,
            email_domains: BTreeSet::new(),
            active: true,
            demo: false,
        }
    }

    fn said(provider: &Provider, claims: Value) -> Result<Assertion, Unacceptable> {
        let Value::Object(claims) = claims else { panic!("claims are an object") };
        read(provider, "s-1", &Said::of(claims)).map(|reading| reading.assertion)
    }

    #[test]
    fn name_e_mail_and_roles_are_read_through_the_map() {
        let mut provider = provider();
        provider.claim_map.name = "displayName".to_owned();
        provider.claim_map.role_values =
            BTreeMap::from([("AF-Genvej-Super".to_owned(), Role::Superuser)]);
        let claims = json!({
            "displayName": "Ida", "email": "i@x.dk", "roles": ["AF-Genvej-Super", "x"],
        });
        let Value::Object(claims) = claims else { unreachable!() };

        let read = read(&provider, "s-1", &Said::of(claims)).unwrap();

        assert_eq!(read.assertion.name, "Ida");
        assert_eq!(read.assertion.roles, BTreeSet::from([Role::Reader, Role::Superuser]));
        assert_eq!(read.unknown_values, ["x"]);
    }

    #[test]
    fn our_own_words_mean_nothing_where_the_map_names_others() {
        let mut provider = provider();
        provider.claim_map.role_values = BTreeMap::from([("x".to_owned(), Role::Contributor)]);
        let read = said(&provider, json!({"roles": "superuser"})).unwrap();
        assert_eq!(read.roles, BTreeSet::from([Role::Reader]));
    }

    #[test]
    fn a_provider_speaks_for_its_own_organisation_only() {
        let mut provider = provider();
        assert!(said(&provider, json!({"cvr": "29189668"})).is_ok());
        for cvr in [json!("29189978"), json!(29_189_978), json!(["29189668"]), json!(null)] {
            let answer = said(&provider, json!({ "cvr": cvr }));
            assert_eq!(answer, Err(Unacceptable::OtherOrganisation), "{cvr}");
        }
        let official = "https://data.gov.dk/model/core/eid/professional/cvr";
        assert!(said(&provider, json!({ official: "29189978" })).is_err());

        assert!(said(&provider, json!({})).is_ok());
        provider.claim_map.organisation_required = true;
        assert_eq!(said(&provider, json!({})), Err(Unacceptable::NoOrganisation));
        provider.claim_map.organisation = vec!["nameid".to_owned()];
        let named = |cvr: &str| json!({"nameid": format!("C=DK,O={cvr},CN=Ida,Serial=7")});
        assert!(said(&provider, named("29189668")).is_ok());
        assert!(said(&provider, named("29189978")).is_err());
    }

    #[test]
    fn a_platform_role_takes_an_operator_s_leave() {
        let mut provider = provider();
        for role in ["operator", "coordinator", "catalogue_editor"] {
            let answer = said(&provider, json!({ "roles": ["reader", role] }));
            assert_eq!(answer, Err(Unacceptable::PlatformRole), "{role}");
        }
        provider.platform_roles = true;
        assert!(said(&provider, json!({"roles": "operator"})).is_ok());
    }

    #[test]
    fn a_map_cannot_give_what_a_claim_cannot() {
        let mut provider = provider();
        provider.claim_map.role_values = BTreeMap::from([("x".to_owned(), Role::Operator)]);
        assert_eq!(said(&provider, json!({"roles": "x"})), Err(Unacceptable::PlatformRole));
        provider.claim_map.default_roles = vec![Role::Operator];
        assert_eq!(said(&provider, json!({})), Err(Unacceptable::PlatformRole));
    }

    #[test]
    fn an_e_mail_address_lies_in_a_domain_that_the_provider_may_vouch_for() {
        let mut provider = provider();
        provider.email_domains = BTreeSet::from(["randers.dk".to_owned()]);
        assert!(said(&provider, json!({"email": "ida@Randers.dk"})).is_ok());
        for email in ["ida@evil.dk", "ida@x.randers.dk", "randers.dk", "", "a@randers.dk@evil.dk"] {
            let answer = said(&provider, json!({ "email": email }));
            assert_eq!(answer, Err(Unacceptable::EmailDomain), "{email}");
        }
        assert!(said(&provider, json!({})).is_err());
    }

    #[test]
    fn a_civil_registration_number_is_no_subject() {
        let said = Said::default();
        for subject in ["0101701234", "010170-1234", "dk:010170-1234"] {
            let answer = read(&provider(), subject, &said);
            assert_eq!(answer, Err(Unacceptable::CivilSubject), "{subject}");
        }
    }

    #[test]
    fn a_name_has_no_control_characters_and_an_end() {
        let long = format!("I\u{0}d\na{}", "x".repeat(500));
        let read = said(&provider(), json!({ "name": long })).unwrap();
        assert!(read.name.starts_with("Idax"));
        assert_eq!(read.name.len(), 200);
    }
}
