//! The casebook comes in through the ordinary commands: all of it, once, and with a report.

use std::collections::BTreeMap;
use std::path::PathBuf;

use journeys::process::run;
use journeys::workspace::{root, strings, text};
use journeys::{Installation, Visitor, eventually};
use serde_json::{Value, json};

const PAGE: &str = "query($after: String) { cases(first: 20, after: $after, sort: {by: TITLE}) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id changedAt edition phase
    lead { cvr kind } basics { title summary kind keywords subjectAreas targetGroup nominators origin
        period { from to } }
    story { challenge solution partners } implementation { technologies schedule }
    value { claimed } spread { evaluation spreading knownReusers }
    resources { costs { kind amount unit period statement } }
    gains { kind metric unitLabel recurrence note expected { value }
        measurements { value periodLabel } }
    reuses { degree source { __typename ... on ExternalSource { name } } } } } }";

fn file() -> PathBuf {
    root().join("services/genvej/demo/casebook.json")
}

fn casebook() -> Vec<Value> {
    let json = std::fs::read_to_string(file()).expect("the demo has a casebook");
    serde_json::from_str(&json).expect("a JSON list")
}

/// All cases of the casebook by the name that it gives them.
async fn imported(visitor: &Visitor) -> BTreeMap<String, Value> {
    let (mut cases, mut after) = (BTreeMap::new(), Value::Null);
    loop {
        let page = visitor.graphql(PAGE, json!({"after": after})).await.data()["cases"].take();
        for case in page["nodes"].as_array().expect("a list") {
            let origin = text(&case["basics"]["origin"]);
            let (_, name) = origin.rsplit_once(": ").expect("the origin ends with the name");
            cases.insert(name.to_owned(), case.clone());
        }
        if page["pageInfo"]["hasNextPage"] != true {
            assert_eq!(page["totalCount"], cases.len());
            return cases;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// The report's lines about each row, by the row's name.
fn rows(report: &str) -> BTreeMap<String, String> {
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    let mut open = String::new();
    for line in report.lines() {
        let number_and_name = line.trim_start().split_once(' ').and_then(|(number, rest)| {
            number.parse::<usize>().ok().and(rest.split_once(": ")).map(|(name, _)| name)
        });
        if let Some(name) = number_and_name.filter(|_| !line.starts_with("      ")) {
            name.clone_into(&mut open);
        }
        let row = rows.entry(open.clone()).or_default();
        row.push_str(line);
        row.push('\n');
    }
    rows
}

fn import_again(installation: &Installation) -> String {
    let (file, registry) = (file().display().to_string(), installation.registry_url());
    let data = installation.data().display().to_string();
    run(&["import", "casebook", &file, "--registry", &registry, "--data", &data]).well()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_52_cases_are_there_with_every_fact_and_importing_again_adds_nothing() {
    let installation = Installation::demo().await;
    let stranger = Visitor::anonymous(&installation);
    let entries = casebook();
    let report = import_again(&installation);
    assert!(report.contains("52 rækker: 0 ændringer skrevet"), "{report}");
    let rows = rows(&report);

    // What is read follows what is written in its order: with the last fact all are there.
    let end = entries.last().expect("52 entries");
    let name = text(&end["id"]);
    let cases = eventually("the last fact can be read", || async {
        let cases = imported(&stranger).await;
        let mut still = Vec::new();
        facts_lost(end, cases.get(&name)?, &rows[&name], &mut still);
        still.is_empty().then_some(cases)
    })
    .await;
    assert_eq!(cases.len(), 52);
    import_again(&installation);
    assert_eq!(imported(&stranger).await, cases, "another import changes nothing");

    let mut lost = Vec::new();
    for entry in &entries {
        let name = text(&entry["id"]);
        let row = rows.get(&name).unwrap_or_else(|| panic!("the report leaves out {name}"));
        facts_lost(entry, &cases[&name], row, &mut lost);
    }
    assert!(lost.is_empty(), "neither found nor in the report:\n{}", lost.join("\n"));
    every_case_is_findable(&stranger, &cases).await;
}

/// Compares field by field, and names what is neither there nor in the report.
fn facts_lost(entry: &Value, case: &Value, row: &str, lost: &mut Vec<String>) {
    let name = text(&entry["id"]);
    let mut hold = |what: &str, there: bool| {
        if !there {
            lost.push(format!("{name}: {what}"));
        }
    };
    let (basics, story) = (&case["basics"], &case["story"]);
    for (key, found) in [
        ("title", &basics["title"]),
        ("target_group", &basics["targetGroup"]),
        ("challenge", &story["challenge"]),
        ("solution", &story["solution"]),
        ("evaluation", &case["spread"]["evaluation"]),
        ("year", &basics["period"]["from"]),
        ("owner", &case["lead"]["cvr"]),
    ] {
        hold(key, entry[key] == *found);
    }
    for (key, found) in [
        ("organisations", &basics["nominators"]),
        ("partners", &story["partners"]),
        ("technologies", &case["implementation"]["technologies"]),
        ("spread", &case["spread"]["knownReusers"]),
    ] {
        let found = strings(found);
        hold(key, strings(&entry[key]).iter().all(|one| found.contains(one)));
    }
    let partners = strings(&story["partners"]).join("\n");
    hold("municipalities", strings(&entry["municipalities"]).iter().all(|m| partners.contains(m)));
    let sources: Vec<String> = list(&case["reuses"])
        .iter()
        .filter_map(|reuse| reuse["source"]["name"].as_str().map(str::to_owned))
        .collect();
    hold("reused_from", strings(&entry["reused_from"]) == sources);
    let upper = |value: &Value| value.as_str().map(str::to_uppercase);
    hold("schedule", upper(&entry["schedule"]) == upper(&case["implementation"]["schedule"]));
    let claimed = strings(&case["value"]["claimed"]);
    let kinds = strings(&entry["value_kinds"]);
    hold("value_kinds", kinds.iter().map(|kind| kind.to_uppercase()).eq(claimed));
    hold("phase", phase_is_kept(entry, case, row));
    hold("organisation_type", kind_is_kept(entry, case, row));
    readings(entry, basics, &mut hold);
    effects(entry, case, &mut hold);
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Taken over, or the report says which rule kept it earlier.
fn phase_is_kept(entry: &Value, case: &Value, row: &str) -> bool {
    let (phase, said) = match entry["phase"].as_str() {
        Some("pilot") => ("IMPLEMENTATION", row.contains("«pilot»")),
        Some("scaled") => ("OPERATION", row.contains("«scaled»")),
        Some("operation") => ("OPERATION", true),
        _ => ("IDEA", true),
    };
    let refused = row.contains("afvist (fase): missing_for_phase");
    said && (case["phase"] == phase) != refused
}

fn kind_is_kept(entry: &Value, case: &Value, row: &str) -> bool {
    match entry["organisation_type"].as_str() {
        Some("kommune") => case["lead"]["kind"] == "MUNICIPALITY",
        Some("region") => case["lead"]["kind"] == "REGION",
        Some("stat") => case["lead"]["kind"] == "STATE",
        _ => row.contains("organisationstypen"),
    }
}

/// What the casebook reads into a text: category, automation, welfare technology.
fn readings(entry: &Value, basics: &Value, hold: &mut impl FnMut(&str, bool)) {
    let keyword = match entry["category"].as_str().unwrap_or_default() {
        "health" => "sundhed",
        "children_youth" => "børn og unge",
        "elderly" => "ældre",
        "culture" => "kultur",
        "social" => "udsatte",
        "employment" => "beskæftigelse",
        "citizen_service" => "borgerservice",
        "digitalisation" => "digitalisering",
        "climate_environment" => "klima og miljø",
        "business_innovation" => "erhverv",
        "urban_space" => "byrum",
        other => other,
    };
    let keywords = strings(&basics["keywords"]);
    let has = |word: &str| keywords.iter().any(|one| one == word);
    hold("category", has(keyword) && !list(&basics["subjectAreas"]).is_empty());
    hold("automation", has("automatisering") == (entry["automation"] == true));
    hold("welfare_technology", has("velfærdsteknologi") == (entry["welfare_technology"] == true));
}

/// Gains and costs with their amounts exactly as they are written.
fn effects(entry: &Value, case: &Value, hold: &mut impl FnMut(&str, bool)) {
    let amount = |effect: &Value| effect["amount"].as_number().map(ToString::to_string);
    let written = |figure: &Value| figure.as_str().map(str::to_owned);
    let (costs, gains) = (list(&case["resources"]["costs"]), list(&case["gains"]));
    hold("costs", list(&entry["costs"]).len() == costs.len());
    for (cost, found) in list(&entry["costs"]).iter().zip(costs) {
        let same = ["unit", "period", "statement"].iter().all(|key| cost[key] == found[key]);
        let kind = cost["kind"].as_str().map(str::to_uppercase) == written(&found["kind"]);
        hold("costs", same && kind && amount(cost) == written(&found["amount"]));
    }
    hold("gains", list(&entry["gains"]).len() == gains.len());
    for (gain, found) in list(&entry["gains"]).iter().zip(gains) {
        let kind = gain["kind"].as_str().map(str::to_uppercase) == written(&found["kind"]);
        let is_expected = text(&gain["statement"]).starts_with("Forvent");
        let (figure, period) = if is_expected {
            (&found["expected"]["value"], &found["note"])
        } else {
            (&found["measurements"][0]["value"], &found["measurements"][0]["periodLabel"])
        };
        let same = gain["statement"] == found["metric"] && gain["unit"] == found["unitLabel"];
        let stated = amount(gain) == written(figure) && gain["period"] == *period;
        hold(&format!("gains: {}", gain["statement"]), same && kind && stated);
        let both = !found["expected"].is_null() && !list(&found["measurements"]).is_empty();
        hold("gains: expected and measured are kept apart", !both);
    }
}

async fn every_case_is_findable(stranger: &Visitor, cases: &BTreeMap<String, Value>) {
    let query = "query($search: String!) { cases(search: $search, first: 10) { nodes { id } } }";
    for (name, case) in cases {
        let title = &case["basics"]["title"];
        let found = stranger.graphql(query, json!({"search": title})).await.data();
        let ids: Vec<&Value> =
            list(&found["cases"]["nodes"]).iter().map(|node| &node["id"]).collect();
        assert!(ids.contains(&&case["id"]), "{name} is not among the ten found by its title");
    }
}

#[test]
fn a_dry_run_writes_nothing_and_names_what_would_be_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let data_text = data.display().to_string();
    let file = file().display().to_string();

    let report = run(&["import", "casebook", &file, "--dry-run", "--data", &data_text]).well();

    assert!(report.contains("Prøvekørsel: intet er skrevet."), "{report}");
    assert!(!data.exists(), "not even a folder");
    let rows = rows(&report);
    let refused: Vec<&String> = rows.values().filter(|row| row.contains("afvist (")).collect();
    assert!(!refused.is_empty(), "some cases lack what their phase asks for:\n{report}");
    for row in refused {
        assert!(row.contains("missing_for_phase") && row.contains(": required"), "{row}");
    }
}

#[test]
fn rows_that_cannot_be_taken_are_refused_one_by_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut entries = casebook();
    entries.truncate(4);
    entries[0]["owner"] = json!("12345678");
    entries[1]["title"] = json!("x".repeat(121));
    entries[2]["gains"] = json!("ingen");
    entries[3]["fremmed"] = json!("et nyt felt");
    let file = folder.path().join("casebook.json");
    std::fs::write(&file, json!(entries).to_string()).expect("a file");
    let file = file.display().to_string();

    let report = run(&["import", "casebook", &file, "--dry-run"]).well();

    let rows = rows(&report);
    let row = |index: usize| rows[&text(&entries[index]["id"])].clone();
    assert!(row(0).contains("afvist (ejer): organisation_unknown"), "{report}");
    assert!(row(1).contains("basics.title: too_long (120)"), "{report}");
    assert!(row(2).contains("ulæselig"), "{report}");
    assert!(row(3).contains("fremmed") && !row(3).contains("ulæselig"), "{report}");
}

#[test]
fn a_file_that_is_no_casebook_is_named() {
    for (content, said) in [("{}", "er ikke en casesamling"), ("[", "er ikke en casesamling")] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("noget.json");
        std::fs::write(&file, content).expect("a file");
        let ended = run(&["import", "casebook", &file.display().to_string(), "--dry-run"]);
        assert!(!ended.status.success());
        assert!(ended.logged.contains(said) && ended.logged.contains("noget.json"), "{ended:?}");
    }
}
