use uuid::Uuid;
use vocabulary::{
    Catalogue as Kind, CatalogueEntryId, Cvr, FieldRule, ImportedEntry, Refusal, RefusalCode,
};

use super::{Catalogue, Change};
use crate::access::{Principal, Role};
use crate::event::Event;
use crate::testing::{cvr, lead, somebody};

fn of(organisation: Cvr, roles: &[Role]) -> Principal {
    somebody(1, organisation, roles)
}

fn editor() -> Principal {
    of(cvr("29189978"), &[Role::Reader, Role::CatalogueEditor])
}

fn contributor() -> Principal {
    of(lead(), &[Role::Contributor])
}

fn id(number: u128) -> CatalogueEntryId {
    CatalogueEntryId(Uuid::from_u128(number))
}

fn add(number: u128, name: &str) -> Change {
    Change::Add { entry: id(number), name: name.to_owned(), vendor: None }
}

fn revise(number: u128, name: &str, aliases: &[&str]) -> Change {
    let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
    Change::Revise { entry: id(number), name: name.to_owned(), vendor: None, aliases }
}

fn import(entries: &[(u128, &str)], retired: &[u128]) -> Change {
    let entry = |(number, name): &(u128, &str)| ImportedEntry {
        id: id(*number),
        name: (*name).to_owned(),
        vendor: None,
    };
    Change::Import {
        entries: entries.iter().map(entry).collect(),
        retired: retired.iter().copied().map(id).collect(),
    }
}

/// A catalogue of IT systems after changes that all are made.
fn after(changes: &[(&Principal, Change)]) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for (by, change) in changes {
        for event in catalogue.decide(by, Kind::ItSystems, change.clone()).unwrap() {
            catalogue.evolve(&event);
        }
    }
    catalogue
}

fn refused(catalogue: &Catalogue, by: &Principal, change: Change) -> Refusal {
    catalogue.decide(by, Kind::ItSystems, change).unwrap_err()
}

#[test]
fn a_contributor_adds_a_system_of_ones_own_and_no_technology() {
    let events =
        Catalogue::default().decide(&contributor(), Kind::ItSystems, add(1, " Nova ")).unwrap();
    let [Event::CatalogueEntryAdded { name, organisation, .. }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!((name.as_str(), *organisation), ("Nova", Some(lead())));
    let technology = Catalogue::default().decide(&contributor(), Kind::Technologies, add(1, "Ui"));
    assert_eq!(technology.unwrap_err().code, RefusalCode::NotPermitted);
    let shared = Catalogue::default().decide(&editor(), Kind::Technologies, add(1, "Ui")).unwrap();
    assert!(matches!(shared[0], Event::CatalogueEntryAdded { organisation: None, .. }));
    let reader = of(lead(), &[Role::Reader, Role::Administrator, Role::Operator]);
    assert_eq!(
        refused(&Catalogue::default(), &reader, add(1, "X")).code,
        RefusalCode::NotPermitted
    );
}

#[test]
fn nobody_changes_what_another_organisation_added() {
    let catalogue = after(&[(&contributor(), add(1, "Nova"))]);
    let neighbour = of(cvr("29189978"), &[Role::Superuser, Role::Contributor]);
    for change in [
        revise(1, "Andet", &[]),
        Change::Retire { entry: id(1) },
        Change::Merge { entry: id(1), into: id(1) },
        import(&[(1, "Andet")], &[]),
    ] {
        assert_eq!(refused(&catalogue, &neighbour, change).code, RefusalCode::NotPermitted);
    }
    assert!(catalogue.decide(&contributor(), Kind::ItSystems, revise(1, "Nova 2", &[])).is_ok());
    assert!(catalogue.decide(&editor(), Kind::ItSystems, revise(1, "Nova 2", &[])).is_ok());
}

#[test]
fn other_names_are_given_by_editors_only_for_they_reach_into_how_all_cases_count() {
    let catalogue = after(&[(&contributor(), add(1, "Nova"))]);
    let refusal = refused(&catalogue, &contributor(), revise(1, "Nova", &["KMD Nova"]));
    assert_eq!(refusal.fields[0].rule, FieldRule::NotAllowed);
    let named = after(&[(&contributor(), add(1, "Nova")), (&editor(), revise(1, "Nova", &["N"]))]);
    assert!(named.decide(&contributor(), Kind::ItSystems, revise(1, "Nova 2", &["N"])).is_ok());
}

#[test]
fn a_name_means_one_entry_whatever_its_case_and_spaces() {
    let catalogue =
        after(&[(&editor(), add(1, "Blue Prism")), (&editor(), revise(1, "Blue Prism", &["BP"]))]);
    for name in ["blue  prism", "bp"] {
        let refusal = refused(&catalogue, &editor(), add(2, name));
        assert_eq!(refusal.code, RefusalCode::CatalogueNameTaken, "{name}");
    }
    let gone = after(&[
        (&editor(), add(1, "Blue Prism")),
        (&editor(), Change::Retire { entry: id(1) }),
        (&editor(), add(2, "Blue Prism")),
    ]);
    let back = refused(&gone, &editor(), Change::BringBack { entry: id(1) });
    assert_eq!(back.code, RefusalCode::CatalogueNameTaken);
}

#[test]
fn the_same_again_is_no_event_and_another_thing_of_the_same_id_is_refused() {
    let catalogue = after(&[(&editor(), add(1, "UiPath"))]);
    let again = |change| catalogue.decide(&editor(), Kind::ItSystems, change).unwrap();
    assert_eq!(again(add(1, "UiPath")), []);
    assert_eq!(again(revise(1, "UiPath", &[])), []);
    assert_eq!(again(Change::BringBack { entry: id(1) }), []);
    let other = refused(&catalogue, &editor(), add(1, "Andet"));
    assert_eq!(other.code, RefusalCode::CatalogueEntryExists);
    let unknown = refused(&catalogue, &editor(), Change::Retire { entry: id(9) });
    assert_eq!(unknown.code, RefusalCode::CatalogueEntryUnknown);
}

#[test]
fn what_is_merged_into_stands_for_itself_and_a_merge_can_be_taken_back() {
    let merge = |entry, into| Change::Merge { entry: id(entry), into: id(into) };
    let three = [(&editor(), add(1, "A")), (&editor(), add(2, "B")), (&editor(), add(3, "C"))];
    let mut merged = after(&three);
    for change in [merge(1, 2), merge(2, 3)] {
        merged.evolve(&merged.decide(&editor(), Kind::ItSystems, change).unwrap()[0].clone());
    }
    for loops in [merge(3, 1), merge(3, 2), merge(3, 3)] {
        let refusal = refused(&merged, &editor(), loops);
        assert_eq!(refusal.fields[0].field, "into");
    }
    assert_eq!(merged.decide(&editor(), Kind::ItSystems, merge(2, 3)).unwrap(), []);
    let back = merged.decide(&editor(), Kind::ItSystems, Change::BringBack { entry: id(1) });
    merged.evolve(&back.unwrap()[0]);
    assert!(merged.decide(&editor(), Kind::ItSystems, merge(3, 1)).is_ok());
}

#[test]
fn an_imported_entry_follows_its_source_and_is_retired_and_never_gone() {
    let mut catalogue = after(&[(&editor(), import(&[(1, "Nova"), (2, "Opus")], &[]))]);
    let decide =
        |catalogue: &Catalogue, change| catalogue.decide(&editor(), Kind::ItSystems, change);
    assert_eq!(decide(&catalogue, import(&[(1, "Nova")], &[])).unwrap(), []);
    for change in [revise(1, "Andet", &[]), Change::Retire { entry: id(1) }] {
        let refusal = refused(&catalogue, &editor(), change);
        assert_eq!(refusal.code, RefusalCode::CatalogueEntryImported);
    }
    assert!(decide(&catalogue, revise(1, "Nova", &["KMD Nova"])).is_ok());

    let renamed = decide(&catalogue, import(&[(1, "Nova"), (2, "SAP Opus")], &[1])).unwrap();
    let [Event::CatalogueEntriesImported { entries, retired, .. }] = &renamed[..] else {
        panic!("{renamed:?}")
    };
    assert_eq!((entries.len(), retired.as_slice()), (1, &[id(1)][..]));
    catalogue.evolve(&renamed[0]);
    assert_eq!(decide(&catalogue, import(&[], &[1])).unwrap(), []);
    let back = decide(&catalogue, import(&[(1, "Nova")], &[])).unwrap();
    catalogue.evolve(&back[0]);
    assert_eq!(decide(&catalogue, import(&[(1, "Nova")], &[])).unwrap(), []);
}

#[test]
fn an_import_never_takes_what_somebody_added_here() {
    let catalogue = after(&[(&contributor(), add(1, "Nova"))]);
    for change in [import(&[(1, "Andet")], &[]), import(&[], &[1])] {
        let refusal = refused(&catalogue, &editor(), change);
        assert_eq!(refusal.code, RefusalCode::CatalogueEntryExists);
    }
}

#[test]
fn one_organisation_adds_a_thousand_systems() {
    let mut catalogue = Catalogue::default();
    for number in 0..1_000 {
        let change = add(number, &format!("System {number}"));
        catalogue
            .evolve(&catalogue.decide(&contributor(), Kind::ItSystems, change).unwrap()[0].clone());
    }
    let refusal = refused(&catalogue, &contributor(), add(1_000, "En til"));
    assert_eq!(refusal.fields[0].rule, FieldRule::TooMany);
    let neighbour = of(cvr("29189978"), &[Role::Contributor]);
    assert!(catalogue.decide(&neighbour, Kind::ItSystems, add(1_000, "En til")).is_ok());
}
