//! What Danes expect a search to find, and what not.

use vocabulary::CaseFilter;

use super::super::{Filter, Page};
use super::{finds, found, found_with, index_of, keys, record};

fn all_find(pairs: &[(&str, &str)]) {
    for (query, title) in pairs {
        assert!(finds(query, title), "{query:?} must find {title:?}");
    }
}

fn none_finds(pairs: &[(&str, &str)]) {
    for (query, title) in pairs {
        assert!(!finds(query, title), "{query:?} must not find {title:?}");
    }
}

#[test]
fn danish_letters_are_found_in_either_spelling() {
    all_find(&[
        ("Aarhus", "Sagsgange i Århus"),
        ("århus", "Sagsgange i AARHUS"),
        ("Køge", "Robot i Koege"),
        ("koege", "Robot i Køge"),
        ("vaerdi", "VÆRDI"),
    ]);
}

#[test]
fn hyphens_do_not_matter() {
    all_find(&[
        ("email", "Svar på e-mail"),
        ("e-mail", "Svar på emails"),
        ("rpa-robot", "RPA robot til journalisering"),
        ("robot", "RPA-robot til journalisering"),
        ("MobilePay", "Mobile-Pay"),
    ]);
}

#[test]
fn forms_of_a_word_find_each_other() {
    all_find(&[
        ("hjælpemiddel", "Udlevering af hjælpemidler"),
        ("hjælpemidler", "Udlevering af et hjælpemiddel"),
        ("jobcenter", "Jobcentrene samler sig"),
        ("jobcentre", "Et jobcenter"),
        ("fakturaer", "Fakturering"),
        ("kommune", "Kommunal drift"),
        ("medarbejdere", "Medarbejderne"),
    ]);
}

#[test]
fn a_word_finds_the_compounds_it_is_part_of() {
    all_find(&[
        ("faktura", "Fakturagodkendelse"),
        ("faktura", "Kreditorfaktura"),
        ("fakturaer", "Fakturagodkendelse"),
        ("velfærdsteknologi", "Velfærdsteknologiske hjælpemidler"),
        ("træning", "Genoptræning"),
        ("gæld", "Gældsrådgivning"),
        ("løn", "Lønkørsel"),
        ("sygefravær", "Lavt sygefraværsniveau"),
    ]);
}

#[test]
fn words_that_only_look_alike_do_not_find_each_other() {
    none_finds(&[
        ("fakta", "Fakturagodkendelse"),
        ("faktura", "Fakta om digitalisering"),
        ("kommuner", "Kommunikation"),
        ("borger", "Borgmester"),
        ("måling", "Mål"),
        ("demens", "Kommunen støtter dem"),
        ("bil", "Aflastningsmobil"),
    ]);
}

#[test]
fn a_piece_never_runs_from_one_word_into_the_next() {
    none_finds(&[("takturen", "Takt uren"), ("sammen", "Rejsam menukort")]);
}

#[test]
fn synonyms_find_each_other_in_any_inflection() {
    all_find(&[
        ("rpa", "Softwarerobotter i økonomi"),
        ("robotter", "RPA i økonomi"),
        ("kunstig intelligens", "AI på skadestuen"),
        ("ai", "Kunstig intelligens på skadestuen"),
        ("VR", "Virtual Reality hjælper unge"),
    ]);
    none_finds(&[("ai", "Kunstig belysning"), ("rpa", "Robotteknologi")]);
}

#[test]
fn every_word_must_be_met_by_some_field() {
    let mut case = record(1, "Fakturagodkendelse");
    case.story.challenge = Some("Randers bruger mange timer".to_owned());
    let index = index_of(&[case, record(2, "Faktura")]);
    assert_eq!(found(&index, "faktura randers"), [1]);
    assert!(found(&index, "faktura viborg skive").is_empty());
}

#[test]
fn half_of_the_words_will_do_where_nothing_meets_all_and_rare_words_count_most() {
    let mut records: Vec<_> = (1..=9).map(|number| record(number, "Robot i drift")).collect();
    records.push(record(10, "Telemedicin"));
    let index = index_of(&records);
    assert_eq!(found(&index, "robot i drift").len(), 9);
    let hits = found(&index, "robot telemedicin");
    assert_eq!((hits[0], hits.len()), (10, 10));
}

#[test]
fn a_long_word_finds_the_two_that_it_is_made_of() {
    all_find(&[
        ("fakturagodkendelse", "Godkendelse af fakturaer"),
        ("hjælpemiddelbevilling", "Bevilling af hjælpemidler"),
        ("lønkontrol", "Kontrol af lønnen"),
    ]);
    let index = index_of(&[
        record(1, "Godkendelse af byggesager"),
        record(2, "Godkendelse af fakturaer"),
        record(3, "Fakturagodkendelse"),
    ]);
    assert_eq!(found(&index, "fakturagodkendelse"), [3, 2]);
}

#[test]
fn a_slip_is_forgiven_in_other_forms_and_in_compounds_too() {
    all_find(&[
        ("kontanhjælp", "Kontanthjælpen beregnes"),
        ("fakutra", "Fakturagodkendelse"),
        ("telemedisin", "Telemedicinske løsninger"),
    ]);
}

#[test]
fn a_slip_is_forgiven_only_when_nothing_else_is_found() {
    let index = index_of(&[record(1, "Visitation"), record(2, "Visitasion")]);
    assert_eq!(found(&index, "visitation"), [1]);
    assert_eq!(found(&index, "visitetion"), [1]);
    assert!(found(&index, "vosotation").is_empty());
}

#[test]
fn a_number_finds_what_it_begins() {
    let mut case = record(1, "Sygedagpenge");
    case.basics.kle = vec!["27.36.04".to_owned()];
    let index = index_of(&[case]);
    assert_eq!(found(&index, "27.36"), [1]);
    assert_eq!(found(&index, "27.36.04"), [1]);
    assert!(found(&index, "36.04").is_empty());
}

#[test]
fn a_blank_query_finds_all_and_one_without_words_nothing() {
    let index = index_of(&[record(1, "Faktura"), record(2, "Løn")]);
    assert_eq!(found(&index, "  ").len(), 2);
    assert!(found(&index, "🙂 (").is_empty());
}

#[test]
fn any_text_is_a_safe_query() {
    let index = index_of(&[record(1, "Faktura til og fra AND OR NOT")]);
    for query in [
        "\"",
        "'",
        "(",
        ")))",
        "[",
        "title:",
        "faktura AND",
        "+-!",
        "*",
        "~1",
        "a^2",
        "\\",
        "\u{0}",
        "\u{202e}faktura",
        "👩‍👩‍👧‍👦",
        "til og fra",
        "IN [a b]",
        "^fak",
        "/.*/",
        "ǅ ŉ İ ﬃ",
        &"a".repeat(10_000),
        &"faktura ".repeat(2_000),
        &"(\"".repeat(5_000),
        &"å\u{30a}".repeat(999),
    ] {
        let hits = index.search(query, &keys(&["members"]), &Filter::default(), super::FIRST_PAGE);
        assert!(hits.is_ok(), "{query:?} must be answered");
    }
    assert_eq!(found(&index, "til og fra"), [1]);
}

#[test]
fn filters_narrow_by_any_of_a_list_and_by_all_lists() {
    let mut one = record(1, "Faktura");
    one.phase = vocabulary::Phase::Operation;
    one.implementation.technologies = vec!["UiPath".to_owned()];
    let mut two = record(2, "Faktura");
    two.joint_owners = vec!["29189978".parse().unwrap()];
    let index = index_of(&[one, two]);
    let phases = vec![vocabulary::Phase::Operation, vocabulary::Phase::Development];
    let asked = CaseFilter { phases, ..CaseFilter::default() };
    assert_eq!(found_with(&index, "faktura", &Filter::of(&asked)), [1]);
    let asked = CaseFilter { technologies: vec!["uipath".to_owned()], ..asked };
    assert_eq!(found_with(&index, "", &Filter::of(&asked)), [1]);
    let organisations = vec!["29189978".parse().unwrap()];
    let both = CaseFilter { organisations: organisations.clone(), ..asked };
    assert!(found_with(&index, "", &Filter::of(&both)).is_empty());
    let asked = CaseFilter { organisations, ..CaseFilter::default() };
    assert_eq!(found_with(&index, "faktura", &Filter::of(&asked)), [2]);
    let cases = Some(vec![super::id(2), super::id(9)]);
    assert_eq!(found_with(&index, "faktura", &Filter { cases, ..Filter::default() }), [2]);
    let none = Filter { cases: Some(Vec::new()), ..Filter::default() };
    assert!(found_with(&index, "faktura", &none).is_empty());
}

#[test]
fn pages_follow_one_another_and_count_the_same() {
    let records: Vec<_> = (1..=25).map(|number| record(number, "Faktura")).collect();
    let index = index_of(&records);
    let page = |offset, limit| {
        let page = Page { offset, limit };
        index.search("faktura", &keys(&["members"]), &Filter::default(), page).unwrap()
    };
    let all: Vec<_> = [0, 10, 20].iter().flat_map(|offset| page(*offset, 10).hits).collect();
    assert_eq!(all, page(0, 100).hits);
    assert_eq!(all.len(), 25);
    assert_eq!(page(20, 10).total, 25);
    assert_eq!((page(0, 0).total, page(0, 0).hits.len()), (25, 0));
    assert!(page(usize::MAX, usize::MAX).hits.is_empty());
}
