//! Why a case was found.

use super::super::matches;
use super::record;

#[test]
fn a_match_names_the_field_and_marks_the_words() {
    let mut case = record(1, "Automatisk fakturagodkendelse");
    case.story.challenge =
        Some("Hver faktura blev godkendt i hånden; fakturaer hobede sig op".into());
    let matches = matches("faktura", &case, None);
    let fields: Vec<&str> = matches.iter().map(|found| found.field.as_str()).collect();
    assert_eq!(fields, ["story.challenge", "basics.title"]);
    assert_eq!(matches[1].excerpt, "Automatisk <mark>fakturagodkendelse</mark>");
    assert_eq!(matches[1].words, ["fakturagodkendelse"]);
    assert_eq!(matches[0].words, ["faktura", "fakturaer"]);
}

#[test]
fn what_stands_in_a_text_is_escaped() {
    let case = record(1, "<script>alert('x')</script> & \"faktura\" <mark>");
    let matches = matches("faktura", &case, None);
    assert_eq!(
        matches[0].excerpt,
        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; \
         &quot;<mark>faktura</mark>&quot; &lt;mark&gt;"
    );
}

#[test]
fn a_long_text_is_cut_between_words_around_the_best_hit() {
    let mut case = record(1, "Uden ordet");
    case.story.solution = Some(format!("{}faktura {}", "æøå ".repeat(500), "åøæ ".repeat(500)));
    let excerpt = &matches("faktura", &case, None)[0].excerpt;
    assert!(excerpt.starts_with("…æøå "), "{excerpt}");
    assert!(excerpt.ends_with("åøæ…"), "{excerpt}");
    assert!(excerpt.contains("<mark>faktura</mark>"));
    assert!(excerpt.len() < 250);
}

#[test]
fn a_text_without_spaces_is_cut_between_letters() {
    let mut case = record(1, "Uden ordet");
    case.story.solution = Some(format!("{0}/faktura/{0}", "ø".repeat(900)));
    let excerpt = &matches("faktura", &case, None)[0].excerpt;
    assert!(excerpt.contains("<mark>faktura</mark>"), "{excerpt}");
    assert!(excerpt.len() < 300);
}

#[test]
fn a_hyphenated_word_is_marked_once_as_a_whole() {
    let matches = matches("email", &record(1, "Svar på e-mail"), None);
    assert_eq!(matches[0].excerpt, "Svar på <mark>e-mail</mark>");
}

#[test]
fn synonyms_and_slips_are_told_with_the_words_of_the_record() {
    let words = |query: &str, title: &str| matches(query, &record(1, title), None)[0].words.clone();
    assert_eq!(words("rpa", "Tre softwarerobotter"), ["softwarerobotter"]);
    assert_eq!(words("fakutra", "Faktura"), ["Faktura"]);
    assert_eq!(words("ai", "Kunstig intelligens"), ["Kunstig", "intelligens"]);
    assert!(matches("ai", &record(1, "Kunstig græs"), None).is_empty());
}

#[test]
fn the_best_element_speaks_for_a_list() {
    let mut case = record(1, "Uden");
    case.basics.keywords = vec!["fakturaer".into(), "faktura".into(), "andet".into()];
    let matches = matches("faktura", &case, None);
    assert_eq!(matches.len(), 1);
    assert_eq!(matches[0].excerpt, "<mark>faktura</mark>");
}

#[test]
fn the_name_of_the_organisation_is_searched_and_explained() {
    let found = matches("randers", &record(1, "Uden"), Some("Randers Kommune"));
    assert_eq!(found[0].field, "organisation");
}

#[test]
fn who_nominated_and_what_is_said_of_a_reuse_are_not_searched() {
    let mut case = record(1, "Uden");
    case.basics.nominators = vec!["Kanariefugl".into()];
    case.reuses = vec![vocabulary::Reuse {
        id: vocabulary::ReuseId(uuid::Uuid::nil()),
        source: vocabulary::ReuseSource::Hidden,
        degree: vocabulary::ReuseDegree::Testing,
        reason: Some("Kanariefugl".into()),
        declared_at: case.changed_at,
    }];
    assert!(matches("kanariefugl", &case, None).is_empty());
    assert!(super::found(&super::index_of(&[case]), "kanariefugl").is_empty());
}
