//! What all share, from what others publish to the cases that use it.

use journeys::workspace::text;
use journeys::{Installation, Visitor, eventually, new_id};
use serde_json::{Value, json};

/// A field of every thing on a page.
fn all(page: &Value, field: &str) -> Vec<String> {
    let nodes = page["nodes"].as_array().expect("a page");
    nodes.iter().map(|node| text(&node[field])).collect()
}

/// What the visitor is answered as soon as it is as wanted.
async fn answered(visitor: &Visitor, query: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    eventually("what was imported is read", || async {
        let answer = visitor.ask(query).await;
        wanted(&answer).then_some(answer)
    })
    .await
}

async fn register(visitor: &Visitor, technology: &str, kle: &str) -> String {
    let id = new_id();
    let basics = json!({"title": "Prøve", "summary": "Opdigtet", "kle": [kle]});
    let registered = json!({"id": id, "basics": basics, "visibility": "MEMBERS"});
    visitor.change("registerCase", registered).await.done();
    let implementation = json!({"technologies": [technology]});
    let described = json!({"caseId": id, "implementation": implementation});
    visitor.change("describeImplementation", described).await.done();
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_publish_is_taken_over_once_and_told_on_cases() {
    let installation = Installation::demo().await;
    let karen = Visitor::sign_in(&installation, "consultant-randers").await;
    let case = register(&karen, "Prøverobot", "97.01.03").await;

    let tried = installation.import("import-kle", "opdigtet-kle.xml", &["--dry-run"]);
    assert!(tried.contains("6 nye") && tried.contains("intet er skrevet"), "{tried}");
    let said = installation.import("import-kle", "opdigtet-kle.xml", &[]);
    assert!(said.contains("6 nye") && said.contains("(brug 97.01.01)"), "{said}");
    let again = installation.import("import-kle", "opdigtet-kle.xml", &[]);
    assert_eq!(again.trim(), "6 uændrede.");
    installation.import("import-form", "opdigtet-form.xml", &[]);
    installation.import("import-kle-form", "opdigtet-kle-form.csv", &[]);
    let systems = installation.import("import-kitos", "opdigtet-kitos.json", &[]);
    assert!(systems.contains("2 nye"), "{systems}");

    let query = "{ kle(search: \"97.01\") { nodes { number title } }
        forms(kle: \"97.01.01\") { nodes { number legalBasis } }
        itSystems(search: \"opdigtet\") { nodes { name vendor imported } } }";
    let there =
        |answer: &Value| answer["itSystems"]["nodes"].as_array().is_some_and(|it| it.len() == 2);
    let answer = answered(&karen, query, there).await;
    assert_eq!(all(&answer["kle"], "number"), ["97.01", "97.01.01", "97.01.02"]);
    assert_eq!(all(&answer["forms"], "number"), ["98.05.05.05", "98.05.05.10"]);
    assert!(text(&answer["forms"]["nodes"][0]["legalBasis"]).starts_with("Opdigtet lov § 1"));

    let asked =
        format!("{{ case(id: \"{case}\") {{ kle {{ number title retired replacedBy }} }} }}");
    let told = karen.ask(&asked).await["case"]["kle"][0].take();
    assert_eq!(
        (told["retired"].as_bool(), text(&told["replacedBy"])),
        (Some(true), "97.01.01".to_owned())
    );
    let found = "{ cases(filter: { retiredCodes: true, ownOrganisation: true }) { nodes { id } } }";
    assert_eq!(karen.ask(found).await["cases"]["nodes"].as_array().map(Vec::len), Some(1));
    let stranger = Visitor::anonymous(&installation).ask(query).await;
    for list in ["kle", "forms", "itSystems"] {
        assert_eq!(stranger[list]["nodes"], json!([]), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merged_technology_s_cases_are_found_under_the_other_and_say_what_they_said() {
    let installation = Installation::demo().await;
    let editor = Visitor::sign_in(&installation, "coordinator-kl").await;
    let karen = Visitor::sign_in(&installation, "consultant-randers").await;
    let case = register(&karen, "Robotprøve", "97").await;
    let (first, second) = (new_id(), new_id());
    for (id, name) in [(&first, "Robotprøve"), (&second, "Prøverobot")] {
        let added = json!({"catalogue": "TECHNOLOGIES", "entryId": id, "name": name});
        editor.change("addCatalogueEntry", added.clone()).await.done();
        assert_eq!(
            karen.change("addCatalogueEntry", added).await.refusal().code(),
            "not_permitted"
        );
    }
    let count = "{ cases(filter: { technologies: [\"prøverobot\"] }) { totalCount } }";
    assert_eq!(karen.ask(count).await["cases"]["totalCount"], 0);
    let merge = json!({"catalogue": "TECHNOLOGIES", "entryId": first, "into": second});
    assert_eq!(
        karen.change("mergeCatalogueEntry", merge.clone()).await.refusal().code(),
        "not_permitted"
    );
    let asked = format!(
        "{{ case(id: \"{case}\") {{ implementation {{ technologies }} internal {{ revision }} }} }}"
    );
    let before = karen.ask(&asked).await;
    editor.change("mergeCatalogueEntry", merge).await.done();

    answered(&karen, count, |answer| answer["cases"]["totalCount"] == 1).await;
    let told = karen.ask(&asked).await;
    assert_eq!(told["case"]["implementation"]["technologies"], json!(["Robotprøve"]));
    assert_eq!(told, before, "nobody wrote into it");
    let offered = "{ technologies(search: \"prøve\") { nodes { name } }
        catalogueEntries(catalogue: TECHNOLOGIES) { nodes { name mergedInto } } }";
    let offered = karen.ask(offered).await;
    assert_eq!(all(&offered["technologies"], "name"), ["Prøverobot"]);
    let all = all(&offered["catalogueEntries"], "name");
    assert!(all.iter().any(|name| name == "Robotprøve"), "beside those of the demo: {all:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organisation_describes_itself_and_its_neighbours_read_it() {
    let installation = Installation::demo().await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    let neighbour = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let profile =
        json!({"technologies": ["UiPath"], "inhabitants": 98000, "employeeBand": "BELOW_10000"});
    let input = json!({"profile": profile, "expectedRevision": 0});
    assert_eq!(
        neighbour.change("describeOrganisation", input.clone()).await.refusal().code(),
        "not_permitted"
    );
    superuser.change("describeOrganisation", input.clone()).await.done();
    assert_eq!(superuser.change("describeOrganisation", input).await.refusal().code(), "conflict");

    let query = "{ organisation(cvr: \"29189668\") { profile { technologies inhabitantBand employeeBand revision } } }";
    let told =
        answered(&neighbour, query, |answer| !answer["organisation"]["profile"].is_null()).await;
    let told = &told["organisation"]["profile"];
    assert_eq!(told["inhabitantBand"], "BELOW_100000");
    assert_eq!(told["employeeBand"], "BELOW_10000");
    assert_eq!(told["revision"], Value::Null);
    assert_eq!(superuser.ask(query).await["organisation"]["profile"]["revision"], 1);
    let stranger = Visitor::anonymous(&installation).ask(query).await;
    assert_eq!(stranger["organisation"]["profile"], Value::Null);
}
