//! Reading claims through a provider's claim map.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use openidconnect::AdditionalClaims;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use token::Role;

use crate::people::Assertion;
use crate::providers::Provider;

/// All claims of an ID token but the protocol's own. **Invariant:** holds no civil registration
/// number: a claim that is named like one is dropped while reading. Its `Debug` shows no values.
#[derive(Clone, Default, Serialize)]
#[serde(transparent)]
pub struct OtherClaims(BTreeMap<String, Value>);

impl AdditionalClaims for OtherClaims {}

impl<'de> Deserialize<'de> for OtherClaims {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut claims = BTreeMap::<String, Value>::deserialize(deserializer)?;
        claims.retain(|name, _| !name.to_lowercase().contains("cpr"));
        Ok(Self(claims))
    }
}

impl fmt::Debug for OtherClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Why what a provider said is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unacceptable {
    /// It spoke for an organisation that is not its own.
    OtherOrganisation,
    /// It gave a role that reaches beyond its organisation.
    PlatformRole,
    /// A subject that is empty or too long.
    Subject,
}

/// The longest subject (OpenID Connect Core, section 2) and the longest of what we show.
const LONGEST_SUBJECT: usize = 255;
const LONGEST_TEXT: usize = 200;
const MOST_VALUES: usize = 500;

/// Reads what a provider said of a subject. Standard claims that the library has taken out of the
/// rest are given back in by name, so that the map can name any claim.
pub fn read(
    provider: &Provider,
    subject: &str,
    standard: &BTreeMap<String, Value>,
    other: &OtherClaims,
) -> Result<Assertion, Unacceptable> {
    let map = &provider.claim_map;
    let claim = |name: &str| standard.get(name).or_else(|| other.0.get(name));
    if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
        return Err(Unacceptable::Subject);
    }
    for name in &map.organisation {
        let said = claim(name);
        if said.is_some_and(|said| said.as_str() != Some(provider.organisation.as_str())) {
            return Err(Unacceptable::OtherOrganisation);
        }
    }
    let mut roles: BTreeSet<Role> = map.default_roles.iter().copied().collect();
    for value in texts(claim(&map.roles)) {
        if map.role_values.is_empty() {
            roles.extend(value.parse::<Role>());
        } else {
            roles.extend(map.role_values.get(value));
        }
    }
    if !provider.platform_roles && roles.iter().any(|role| role.is_platform()) {
        return Err(Unacceptable::PlatformRole);
    }
    let text = |name: &str| {
        let text = claim(name).and_then(Value::as_str).unwrap_or_default();
        text.chars().filter(|c| !c.is_control()).take(LONGEST_TEXT).collect::<String>()
    };
    Ok(Assertion {
        issuer: provider.issuer.clone(),
        subject: subject.to_owned(),
        organisation: provider.organisation.clone(),
        name: text(&map.name),
        email: text(&map.email),
        roles,
        units: texts(claim(&map.units)).map(str::to_owned).collect(),
    })
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
        }
    }

    fn said(provider: &Provider, claims: &Value) -> Result<Assertion, Unacceptable> {
        let other = OtherClaims::deserialize(claims).unwrap();
        read(provider, "s-1", &BTreeMap::new(), &other)
    }

    #[test]
    fn name_e_mail_and_roles_are_read_through_the_map() {
        let mut provider = provider();
        provider.claim_map.name = "displayName".to_owned();
        provider.claim_map.role_values =
            BTreeMap::from([("AF-Genvej-Super".to_owned(), Role::Superuser)]);

        let read = said(
            &provider,
            &json!({"displayName": "Ida", "email": "i@x.dk", "roles": ["AF-Genvej-Super", "x"]}),
        )
        .unwrap();

        assert_eq!(read.name, "Ida");
        assert_eq!(read.roles, BTreeSet::from([Role::Reader, Role::Superuser]));
    }

    #[test]
    fn our_own_words_mean_nothing_where_the_map_names_others() {
        let mut provider = provider();
        provider.claim_map.role_values = BTreeMap::from([("x".to_owned(), Role::Contributor)]);
        let read = said(&provider, &json!({"roles": "superuser"})).unwrap();
        assert_eq!(read.roles, BTreeSet::from([Role::Reader]));
    }

    #[test]
    fn a_provider_speaks_for_its_own_organisation_only() {
        let provider = provider();
        assert!(said(&provider, &json!({"cvr": "29189668"})).is_ok());
        for cvr in [json!("29189978"), json!(29_189_978), json!(["29189668"]), json!(null)] {
            let answer = said(&provider, &json!({ "cvr": cvr }));
            assert_eq!(answer, Err(Unacceptable::OtherOrganisation), "{cvr}");
        }
        let official = "https://data.gov.dk/model/core/eid/professional/cvr";
        assert!(said(&provider, &json!({ official: "29189978" })).is_err());
    }

    #[test]
    fn a_platform_role_takes_an_operator_s_leave() {
        let mut provider = provider();
        for role in ["operator", "coordinator", "catalogue_editor"] {
            let answer = said(&provider, &json!({ "roles": ["reader", role] }));
            assert_eq!(answer, Err(Unacceptable::PlatformRole), "{role}");
        }
        provider.platform_roles = true;
        assert!(said(&provider, &json!({"roles": "operator"})).is_ok());
    }

    #[test]
    fn a_map_cannot_give_what_a_claim_cannot() {
        let mut provider = provider();
        provider.claim_map.role_values = BTreeMap::from([("x".to_owned(), Role::Operator)]);
        assert_eq!(said(&provider, &json!({"roles": "x"})), Err(Unacceptable::PlatformRole));
        provider.claim_map.default_roles = vec![Role::Operator];
        assert_eq!(said(&provider, &json!({})), Err(Unacceptable::PlatformRole));
    }

    #[test]
    fn a_civil_registration_number_is_dropped_while_reading() {
        let claims = json!({
            "https://data.gov.dk/model/core/eid/cprNumber": "0101701234", "CPR": "0101701234",
            "dk:gov:saml:attribute:CprNumberIdentifier": "0101701234", "name": "Ida"
        });
        let read = OtherClaims::deserialize(&claims).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), json!({"name": "Ida"}));
        assert!(!format!("{read:?}").contains("Ida"));
    }

    #[test]
    fn a_name_has_no_control_characters_and_an_end() {
        let long = format!("I\u{0}d\na{}", "x".repeat(500));
        let read = said(&provider(), &json!({ "name": long })).unwrap();
        assert!(read.name.starts_with("Idax"));
        assert_eq!(read.name.len(), 200);
    }
}
