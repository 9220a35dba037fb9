//! How the claims of a provider are read, as it is told and as it is asked for.

use async_graphql::{InputObject, SimpleObject};
use proto::identity::v1 as identity;

use crate::viewer::Role;

/// How a provider's claims are read. A claim is named as it comes, or by a path with dots between.
#[derive(SimpleObject)]
pub struct ClaimMap {
    /// The claim with the person's name.
    name: String,
    /// The claim with the e-mail address.
    email: String,
    /// The claim with the roles.
    roles: String,
    /// The claim with the departments of a local superuser.
    departments: String,
    /// The claim with the word that the organisation's own systems provision the person by; the subject where
    /// there is no such claim.
    external_id: String,
    /// Claims that name the organisation. One that is there must name the provider's own.
    organisation: Vec<String>,
    /// One of them must be there.
    organisation_required: bool,
    /// Claims with an OIOSAML privilege list.
    privileges: Vec<String>,
    /// What values of the roles claim and privileges stand for; the words of roles where it is empty.
    role_values: Vec<RoleValue>,
    /// What everybody who can sign in may do.
    default_roles: Vec<Role>,
}

/// What a value stands for.
#[derive(SimpleObject)]
pub struct RoleValue {
    /// The value as it comes.
    value: String,
    /// The role.
    role: Role,
}

/// How a provider's claims are to be read. What is left out is as for any provider.
#[derive(InputObject)]
pub struct ClaimMapInput {
    /// The claim with the person's name.
    #[graphql(default = "name")]
    name: String,
    /// The claim with the e-mail address.
    #[graphql(default = "email")]
    email: String,
    /// The claim with the roles.
    #[graphql(default = "roles")]
    roles: String,
    /// The claim with the departments of a local superuser.
    #[graphql(default = "units")]
    departments: String,
    /// The claim with the word that the organisation's own systems provision the person by. One that people
    /// cannot change themselves.
    #[graphql(default = "oid")]
    external_id: String,
    /// Claims that name the organisation, at most 20.
    organisation: Option<Vec<String>>,
    /// One of them must be there.
    #[graphql(default)]
    organisation_required: bool,
    /// Claims with an OIOSAML privilege list, at most 20.
    privileges: Option<Vec<String>>,
    /// What values stand for, at most 500.
    #[graphql(default)]
    role_values: Vec<RoleValueInput>,
    /// What everybody who can sign in may do; to read where it is left out.
    default_roles: Option<Vec<Role>>,
}

/// What a value is to stand for.
#[derive(InputObject)]
pub struct RoleValueInput {
    /// The value as it comes.
    value: String,
    /// The role.
    role: Role,
}

/// Claims that name the organisation and that hold privileges when nothing is said: those of OIOSAML.
const ORGANISATION: [&str; 2] = ["cvr", "https://data.gov.dk/model/core/eid/professional/cvr"];
const PRIVILEGES: [&str; 4] = [
    "https://data.gov.dk/model/core/eid/privilegesIntermediate",
    "dk:gov:saml:attribute:Privileges_intermediate",
    "privileges_intermediate",
    "privilege",
];

fn roles(words: &[String]) -> Vec<Role> {
    let known = words.iter().filter_map(|word| word.parse::<token::Role>().ok());
    known.map(Role::from).collect()
}

impl ClaimMap {
    /// As identity tells it, the values in their order.
    pub fn of(map: &identity::ProviderClaimMap) -> Self {
        let value = |(value, word): (&String, &String)| {
            let role = word.parse::<token::Role>().ok().map(Role::from)?;
            Some(RoleValue { value: value.clone(), role })
        };
        let mut role_values: Vec<RoleValue> = map.role_values.iter().filter_map(value).collect();
        role_values.sort_by(|a, b| a.value.cmp(&b.value));
        Self {
            name: map.name.clone(),
            email: map.email.clone(),
            roles: map.roles.clone(),
            departments: map.units.clone(),
            external_id: map.external_id.clone(),
            organisation: map.organisation.clone(),
            organisation_required: map.organisation_required,
            privileges: map.privileges.clone(),
            role_values,
            default_roles: roles(&map.default_roles),
        }
    }
}

impl ClaimMapInput {
    /// As identity takes it.
    pub fn asked(self) -> identity::ProviderClaimMap {
        let word = |role: Role| token::Role::from(role).to_string();
        let or = |given: Option<Vec<String>>, usual: &[&str]| {
            given.unwrap_or_else(|| usual.iter().map(|one| (*one).to_owned()).collect())
        };
        let defaults = self.default_roles.unwrap_or_else(|| vec![Role::Reader]);
        identity::ProviderClaimMap {
            name: self.name,
            email: self.email,
            roles: self.roles,
            units: self.departments,
            external_id: self.external_id,
            organisation: or(self.organisation, &ORGANISATION),
            organisation_required: self.organisation_required,
            privileges: or(self.privileges, &PRIVILEGES),
            role_values: self.role_values.into_iter().map(|o| (o.value, word(o.role))).collect(),
            default_roles: defaults.into_iter().map(word).collect(),
        }
    }
}
