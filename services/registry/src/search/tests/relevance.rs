//! Whether the obvious case stands first, over the demonstration's casebook.

use serde::Deserialize;

use super::{SearchIndex, found, index_of, record};

#[derive(Deserialize)]
struct Told {
    id: String,
    title: String,
    challenge: Option<String>,
    solution: Option<String>,
    evaluation: Option<String>,
}

fn casebook() -> (Vec<Told>, SearchIndex) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../genvej/demo/casebook.json");
    let told: Vec<Told> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let records: Vec<_> = told
        .iter()
        .enumerate()
        .map(|(number, told)| {
            let mut record = record(number as u128, &told.title);
            record.story.challenge.clone_from(&told.challenge);
            record.story.solution.clone_from(&told.solution);
            record.spread.evaluation.clone_from(&told.evaluation);
            record
        })
        .collect();
    let index = index_of(&records);
    (told, index)
}

#[test]
fn the_obvious_cases_come_first() {
    let (told, index) = casebook();
    let mut wrong = Vec::new();
    for (query, first) in [
        ("demens", vec!["borgeruddannelse-demens"]),
        ("genoptræning", vec!["vi-samler-kraefterne"]),
        ("gæld", vec!["swipe-betal-gaeld"]),
        ("robot", vec!["robotteknologi-skole"]),
        ("rpa", vec!["tak-overblik", "os2autoproces"]),
        ("hjælpemiddel", vec!["straksudlevering-hjaelpemidler"]),
        ("jobcenter", vec!["sammen-om-integration"]),
        ("visitation", vec!["visitation-og-tillid"]),
        ("medborgercenter", vec!["medborgercentret-nordens-plads"]),
        ("virtual reality", vec!["vr-social-angst"]),
        ("smart city", vec!["herning-smart-city"]),
        ("sensorer håndhygiejne", vec!["sani-nudge"]),
        ("ensomme ældre", vec!["heartwork"]),
        ("kraeft samtale", vec!["lungeonkologisk-samtale"]),
        ("mobilepay", vec!["swipe-betal-gaeld"]),
        ("klimasten", vec!["klimastenen"]),
        ("madsevrice", vec!["selvvisitering-madservice"]),
    ] {
        let hits = found(&index, query);
        let ids: Vec<&str> =
            hits.iter().map(|number| told[usize::try_from(*number).unwrap()].id.as_str()).collect();
        if !ids.starts_with(&first) {
            wrong.push(format!("{query}: {ids:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn title_counts_more_than_story_and_the_word_itself_more_than_a_part_of_another() {
    let story = |number, text: &str| {
        let mut record = record(number, "Uden ordet");
        record.story.challenge = Some(text.to_owned());
        record
    };
    let index = index_of(&[
        story(1, "Om fakturagodkendelse i kommunen"),
        story(2, "Om fakturering i kommunen"),
        story(3, "Om faktura i kommunen"),
        record(4, "Faktura i kommunen"),
    ]);
    assert_eq!(found(&index, "faktura"), [4, 3, 2, 1]);
}

#[test]
fn of_equals_the_one_changed_last_comes_first() {
    let mut newer = record(1, "Faktura");
    newer.changed_at += chrono::TimeDelta::days(1);
    let index = index_of(&[record(2, "Faktura"), newer, record(3, "Faktura")]);
    assert_eq!(found(&index, "faktura")[0], 1);
}
