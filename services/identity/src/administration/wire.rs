//! Between the contract and what it is about.

use std::collections::BTreeMap;

use proto::identity::v1 as wire;
use token::Role;

use super::providers::Wanted;
use super::{No, Problem};
use crate::audit;
use crate::grpc::subjects;
use crate::organisations::Organisation;
use crate::people::cover::Limit;
use crate::people::listing::Administered;
use crate::people::roles::Given;
use crate::provider_tests::{Report, Test};
use crate::providers::{ClaimMap, Provider};
use crate::provisioned::added::Giving;

/// A no.
pub fn refused(no: No) -> wire::Refused {
    let field = |problem: Problem| wire::RefusedField {
        field: problem.field,
        rule: problem.rule.to_owned(),
        limit: problem.limit,
    };
    wire::Refused { code: no.code.to_owned(), fields: no.fields.into_iter().map(field).collect() }
}

/// Somebody, with the provider of their issuer where it is known still.
pub fn person(person: Administered, providers: &[Provider]) -> wire::AdministeredPerson {
    let provider = providers.iter().find(|provider| provider.issuer == person.issuer);
    let claimed_limits = limits(&person);
    wire::AdministeredPerson {
        id: person.id.to_string(),
        name: person.name,
        email: person.email,
        active: person.active,
        last_sign_in_at: person.last_sign_in,
        claimed_limits,
        claimed_roles: words(person.held.claimed),
        claimed_units: person.claimed.units,
        given_roles: person.held.given.into_iter().map(given).collect(),
        groups: person.held.added.groups.into_iter().map(group).collect(),
        disabled: person.disabled,
        locked: person.locked,
        kept_out: person.held.added.kept_out,
        imported_units: person.held.added.units.into_iter().collect(),
        provider: provider.map(|one| one.id.clone()).unwrap_or_default(),
        provider_label: provider.map(|one| one.label.clone()).unwrap_or_default(),
        cursor: String::new(),
    }
}

/// What the role of local superuser came with, where claims gave it.
fn limits(person: &Administered) -> Vec<wire::RoleLimit> {
    let written = |limit: &Limit| wire::RoleLimit {
        kle: limit.kle.iter().map(ToString::to_string).collect(),
        units: limit.units.clone(),
    };
    let held = person.held.claimed.contains(&Role::LocalSuperuser);
    let limits = person.claimed.limits.iter().filter(|_| held);
    limits.map(written).collect()
}

fn given(given: Given) -> wire::GivenRole {
    wire::GivenRole {
        role: given.role.to_string(),
        units: given.limit.units,
        subjects: given.limit.kle.into_iter().map(String::from).collect(),
        given_by: given.by.map(|by| by.to_string()).unwrap_or_default(),
        given_at: given.at,
    }
}

fn group(group: Giving) -> wire::GivingGroup {
    wire::GivingGroup {
        id: group.id.to_string(),
        name: group.name,
        roles: words(group.roles),
        unit: group.unit,
    }
}

fn words(roles: impl IntoIterator<Item = Role>) -> Vec<String> {
    roles.into_iter().map(|role| role.to_string()).collect()
}

/// A provider, without its secret.
pub fn provider(provider: Provider) -> wire::AdministeredProvider {
    let map = provider.claim_map;
    let values = map.role_values.into_iter().map(|(value, role)| (value, role.to_string()));
    wire::AdministeredProvider {
        id: provider.id,
        label: provider.label,
        issuer: provider.issuer,
        client_id: provider.client_id,
        has_secret: provider.client_secret.is_some() || provider.client_secret_file.is_some(),
        scopes: provider.scopes,
        claim_map: Some(wire::ProviderClaimMap {
            name: map.name,
            email: map.email,
            roles: map.roles,
            units: map.units,
            external_id: map.external_id,
            organisation: map.organisation,
            organisation_required: map.organisation_required,
            privileges: map.privileges,
            role_values: values.collect(),
            default_roles: words(map.default_roles),
        }),
        email_domains: provider.email_domains.into_iter().collect(),
        active: provider.active,
        platform_roles: provider.platform_roles,
    }
}

/// A provider as it is to be.
pub fn wanted(asked: wire::SaveProviderRequest) -> Result<Wanted, No> {
    Ok(Wanted {
        claim_map: claim_map(asked.claim_map.unwrap_or_default())?,
        id: asked.id,
        organisation: asked.organisation,
        label: asked.label,
        issuer: asked.issuer,
        client_id: asked.client_id,
        client_secret: asked.client_secret,
        scopes: asked.scopes,
        email_domains: asked.email_domains,
        active: asked.active,
    })
}

fn claim_map(map: wire::ProviderClaimMap) -> Result<ClaimMap, No> {
    let malformed = |field| No::fields(vec![Problem::of(field, "malformed")]);
    let role = |field, word: &str| word.parse::<Role>().map_err(|_| malformed(field));
    let values: Result<BTreeMap<String, Role>, No> = map
        .role_values
        .into_iter()
        .map(|(value, word)| Ok((value, role("claimMap.roleValues", &word)?)))
        .collect();
    let defaults: Result<Vec<Role>, No> =
        map.default_roles.iter().map(|word| role("claimMap.defaultRoles", word)).collect();
    Ok(ClaimMap {
        name: map.name,
        email: map.email,
        roles: map.roles,
        units: map.units,
        external_id: map.external_id,
        organisation: map.organisation,
        organisation_required: map.organisation_required,
        privileges: map.privileges,
        role_values: values?,
        default_roles: defaults?,
    })
}

/// A test with what it showed.
pub fn test(test: Test) -> wire::ProviderTest {
    let Report {
        problem,
        claims,
        dropped,
        organisation,
        subject,
        name,
        email,
        roles,
        units,
        subjects: covered,
        ..
    } = test.report.clone().unwrap_or_default();
    let claim = |(name, value)| wire::TestedClaim { name, value };
    wire::ProviderTest {
        id: test.id.to_string(),
        provider: test.provider,
        started_at: test.started,
        finished_at: test.finished,
        problem,
        claims: claims.into_iter().map(claim).collect(),
        dropped,
        organisation,
        subject,
        name,
        email,
        roles: words(roles),
        units,
        subjects: covered.into_iter().map(subjects).collect(),
        unknown_values: test.report.map(|report| report.unknown_values).unwrap_or_default(),
    }
}

/// An entry of the audit log.
pub fn entry(row: audit::row::Model) -> wire::AuditEntry {
    wire::AuditEntry {
        id: row.id.to_string(),
        at: row.at,
        kind: row.kind,
        person: row.person.map(|person| person.to_string()).unwrap_or_default(),
        by: row.by_person.map(|by| by.to_string()).unwrap_or_default(),
        provider: row.provider.unwrap_or_default(),
        detail: row.detail,
    }
}

/// An organisation as it is to be. A number of the demo is given by the demo alone.
pub fn organisation(asked: wire::SavedOrganisation, demo_number: bool) -> Organisation {
    Organisation {
        cvr: asked.cvr,
        name: asked.name,
        kind: asked.kind,
        municipality_code: asked.municipality_code,
        region: asked.region,
        inhabitants: asked.inhabitants,
        members: asked.members,
        demo_number,
        valid_from: asked.valid_from,
        valid_to: asked.valid_to,
        successor: asked.successor,
    }
}
