//! Randers registers a case and moves it to operation.

use journeys::new_id;
use serde_json::{Value, json};

use crate::shared::{Walk, revision, view};

fn short_form(walk: &Walk) -> Value {
    json!({
        "id": walk.case, "idempotencyKey": "walk-register",
        "basics": {"title": "Robot hjælper med fakturagodkendelse",
                   "summary": "Robotten kontrollerer fakturaer og sender dem til godkendelse."},
        "story": {"challenge": "Fakturagodkendelse tager **tid**, og fristerne <b>skrider</b>.",
                  "solution": "En robot matcher faktura og ordre og spørger kun ved tvivl."},
        "contact": {"role": "Økonomi og digitalisering", "mailbox": "digital@randers.example"},
        "spread": {"reuseTips": ["Begynd med én leverandør", "Aftal beløbsgrænsen", "Mål før"]},
        "links": {"entries": [{"kind": "REPOSITORY", "url": "https://git.example/robot"}]},
    })
}

pub async fn randers_registers_a_case_in_the_short_form(walk: &mut Walk) {
    let done = walk.randers.change("registerCase", short_form(walk)).await.done();
    assert_eq!(done["case"]["id"], journeys::global_id("Case", &walk.case));
    assert_eq!(done["case"]["phase"], "IDEA");
    assert_eq!(done["repeated"], false);
    assert_eq!(done["case"]["internal"]["revision"], done["revision"]);

    let case = view(&walk.randers, &walk.case).await;
    assert_eq!(case["lead"]["name"], "Randers Kommune");
    assert_eq!(case["visibility"], "ORGANISATION", "the default is the owner organisation");
    assert_eq!(case["spread"]["reuseTips"].as_array().map(Vec::len), Some(3));
    let link = json!({"kind": "REPOSITORY", "url": "https://git.example/robot", "title": null});
    assert_eq!(case["links"]["entries"], json!([link]));
    let challenge = "<p>Fakturagodkendelse tager <strong>tid</strong>, og fristerne \
                     &lt;b&gt;skrider&lt;/b&gt;.</p>\n";
    assert_eq!(case["richTexts"][0], json!({"field": "story.challenge", "html": challenge}));
    let reporter = &case["internal"]["people"][0];
    assert_eq!(reporter["person"]["name"], "Karen Holmgaard");
    assert_eq!(reporter["roles"], json!(["REPORTER"]));

    let mut draft = short_form(walk);
    draft["id"] = json!(walk.draft);
    draft["idempotencyKey"] = json!("walk-draft");
    draft["visibility"] = json!("DRAFT");
    draft["basics"]["title"] = json!("Kladde om fakturagodkendelse af honorarer");
    walk.randers.change("registerCase", draft).await.done();
}

pub async fn the_same_key_twice_has_one_effect(walk: &mut Walk) {
    let before = view(&walk.randers, &walk.case).await;
    let again = walk.randers.change("registerCase", short_form(walk)).await.done();
    assert_eq!(again["repeated"], true);
    assert_eq!(again["revision"], before["internal"]["revision"]);

    let mut other = short_form(walk);
    other["basics"]["title"] = json!("Noget helt andet");
    let refused = walk.randers.change("registerCase", other).await.refusal();
    assert_eq!(refused.code(), "idempotency_key_reused");

    let mut unkeyed = short_form(walk);
    unkeyed["idempotencyKey"] = json!(new_id());
    let refused = walk.randers.change("registerCase", unkeyed).await.refusal();
    assert_eq!(refused.code(), "already_registered");

    assert_eq!(view(&walk.randers, &walk.case).await, before, "nothing has changed");
}

pub async fn workload_gives_800_manual_and_560_expected_hours(walk: &mut Walk) {
    let workload = json!({
        "occurrencesPerYear": 4000, "secondsPerOccurrence": 720, "automationDegreePercent": 70,
    });
    let input = json!({"caseId": walk.case, "workload": workload});
    walk.randers.change("estimateWorkload", input).await.done();

    let workload = view(&walk.randers, &walk.case).await["workload"].take();
    assert_eq!(workload["manualHoursPerYear"], "800");
    assert_eq!(workload["expectedHoursPerYear"], "560");
}

pub async fn operation_is_refused_until_its_fields_are_there(walk: &mut Walk) {
    let before = view(&walk.randers, &walk.case).await;
    let to_operation = json!({"caseId": walk.case, "phase": "OPERATION"});

    let refused = walk.randers.change("changePhase", to_operation.clone()).await.refusal();

    assert_eq!(refused.code(), "missing_for_phase");
    let fields = refused.fields();
    assert_eq!(
        fields,
        ["implementation.technologies required", "implementation.schedule required"],
    );
    assert_eq!(view(&walk.randers, &walk.case).await, before, "a refusal changes nothing");

    let implementation = json!({"technologies": ["UiPath"], "schedule": "DAILY"});
    let input = json!({"caseId": walk.case, "implementation": implementation,
        "expectedRevision": revision(&walk.randers, &walk.case).await});
    walk.randers.change("describeImplementation", input).await.done();
    let done = walk.randers.change("changePhase", to_operation).await.done();
    assert_eq!(done["case"]["phase"], "OPERATION");
}
