//! Any case and anybody who asks.

use std::collections::BTreeSet;

use case::access::{Facts, Principal, Role, Scope, Subject};
use proptest::prelude::*;
use uuid::Uuid;
use vocabulary::{CaseId, Cvr, KleNumber, PersonId, Visibility};

pub const ORGANISATIONS: [&str; 4] = ["29189668", "29189978", "64942212", "29189420"];
pub const CASE: CaseId = CaseId(Uuid::from_u128(1));
const UNITS: [&str; 3] = ["a", "b", "c"];
/// Some within others, and some that only look so.
const NUMBERS: [&str; 7] = ["27", "27.69", "27.69.40", "27.69.41", "27.68", "69", "69.40"];
const ROLES: [Role; 9] = [
    Role::Reader,
    Role::Contributor,
    Role::LocalSuperuser,
    Role::Superuser,
    Role::Administrator,
    Role::ApiAdministrator,
    Role::Coordinator,
    Role::CatalogueEditor,
    Role::Operator,
];
const VISIBILITIES: [Visibility; 5] = [
    Visibility::Draft,
    Visibility::Organisation,
    Visibility::Selected,
    Visibility::Members,
    Visibility::Public,
];

pub fn cvr() -> impl Strategy<Value = Cvr> {
    prop::sample::select(ORGANISATIONS.to_vec()).prop_map(|cvr| cvr.parse().unwrap())
}

pub fn person() -> impl Strategy<Value = PersonId> {
    (1_u128..6).prop_map(|id| PersonId(Uuid::from_u128(id)))
}

pub fn units() -> impl Strategy<Value = BTreeSet<String>> {
    prop::sample::subsequence(UNITS.map(str::to_owned).to_vec(), 0..=3)
        .prop_map(|units| units.into_iter().collect())
}

pub fn kle() -> impl Strategy<Value = KleNumber> {
    prop::sample::select(NUMBERS.to_vec()).prop_map(|number| number.parse().unwrap())
}

pub fn subjects() -> impl Strategy<Value = BTreeSet<Subject>> {
    let unit = prop::option::of(prop::sample::select(UNITS.to_vec()).prop_map(str::to_owned));
    let subject = (kle(), unit).prop_map(|(kle, unit)| Subject { kle, unit });
    prop::collection::btree_set(subject, 0..3)
}

pub fn facts() -> impl Strategy<Value = Facts> {
    (
        cvr(),
        prop::collection::btree_set(cvr(), 0..3),
        prop::collection::btree_set(person(), 0..3),
        (units(), prop::collection::btree_set(kle(), 0..3)),
        prop::sample::select(VISIBILITIES.to_vec()),
        prop::collection::btree_set(cvr(), 0..3),
        prop::collection::btree_set(cvr(), 0..3),
        prop::bool::weighted(0.2),
    )
        .prop_map(
            |(lead, joint_owners, people, about, visibility, selected, invited, deleted)| Facts {
                id: Some(CASE),
                lead: Some(lead),
                lead_offered_to: joint_owners.first().copied(),
                joint_owners,
                invited,
                people,
                units: about.0,
                subjects: about.1,
                visibility,
                selected,
                deleted,
            },
        )
}

pub fn principal() -> impl Strategy<Value = Principal> {
    let roles = prop::sample::subsequence(ROLES.to_vec(), 0..=4)
        .prop_map(|roles| roles.into_iter().collect::<BTreeSet<_>>());
    prop_oneof![
        1 => Just(Principal::Anonymous),
        8 => (person(), cvr(), roles, units(), subjects()).prop_map(
            |(id, organisation, roles, units, subjects)| {
                Principal::Person { id, organisation, roles, units, subjects }
            },
        ),
        1 => cvr().prop_map(|organisation| {
            Principal::Job { name: "import".to_owned(), organisation, roles: BTreeSet::new() }
        }),
        1 => (cvr(), prop::option::of(prop::bool::ANY)).prop_map(|(organisation, named)| {
            let named = named.map(|this| if this { CASE } else { CaseId(Uuid::from_u128(2)) });
            let cases = named.map(|case| BTreeSet::from([case]));
            Principal::Robot { id: Uuid::from_u128(9), organisation, cases }
        }),
        2 => (cvr(), scopes()).prop_map(|(organisation, scopes)| client(organisation, scopes)),
    ]
}

pub fn scopes() -> impl Strategy<Value = BTreeSet<Scope>> {
    let all = vec![Scope::ReadCases, Scope::WriteCases, Scope::ReportRuns];
    prop::sample::subsequence(all, 0..=3).prop_map(|scopes| scopes.into_iter().collect())
}

pub fn client(organisation: Cvr, scopes: BTreeSet<Scope>) -> Principal {
    Principal::Client { id: Uuid::from_u128(8), organisation, scopes }
}
