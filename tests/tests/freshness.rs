//! Whether what a case says still holds, walked over HTTP.

use journeys::{Installation, Visitor, eventually, new_id};
use serde_json::{Value, json};

const CASE: &str = "query($id: ID!) { case(id: $id) { edition reviewOn overdue
    operation { legalBasisVerifiedOn } internal { legalBasisCheckOn legalBasisOverdue }
    history(first: 2) { nodes { event } } } }";

async fn seen(by: &Visitor, case: &str) -> Value {
    by.graphql(CASE, json!({"id": case})).await.data()["case"].take()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_in_operation_is_confirmed_with_one_click_and_its_legal_basis_verified() {
    let installation = Installation::demo().await;
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let case = new_id();
    let basics = json!({"title": "Robot med udløb", "summary": "Den skal ses efter.",
        "legalBasis": "Sundhedsloven § 140", "kind": "OTHER"});
    let registered = json!({"id": case, "basics": basics, "visibility": "MEMBERS",
        "contact": {"role": "Konsulent"}});
    randers.change("registerCase", registered).await.done();
    let idea = seen(&randers, &case).await;
    assert_eq!((&idea["reviewOn"], &idea["overdue"]), (&Value::Null, &json!(false)));
    let operated = json!({"caseId": case, "phase": "OPERATION"});
    randers.change("changePhase", operated).await.done();

    let own = seen(&randers, &case).await;
    assert!(own["reviewOn"].is_string() && own["overdue"] == false, "{own}");
    assert!(own["internal"]["legalBasisCheckOn"].is_string(), "it was never verified: {own}");
    let about = json!({"caseId": case});
    for mutation in ["confirmCaseCurrent", "verifyLegalBasis"] {
        eventually("Syddjurs reads it and may not", || async {
            let refused = syddjurs.change(mutation, about.clone()).await.refusal();
            (refused.code() == "not_permitted").then_some(())
        })
        .await;
        randers.change(mutation, about.clone()).await.done();
    }
    let after = seen(&randers, &case).await;
    assert_eq!(after["history"]["nodes"][0]["event"], "LegalBasisVerified");
    assert_eq!(after["history"]["nodes"][1]["event"], "CaseConfirmedCurrent");
    assert!(after["operation"]["legalBasisVerifiedOn"].is_string(), "{after}");
    assert_ne!(after["internal"]["legalBasisCheckOn"], own["internal"]["legalBasisCheckOn"]);
    let seen = eventually("Syddjurs sees the same day", || async {
        let seen = seen(&syddjurs, &case).await;
        (seen["edition"] == after["edition"]).then_some(seen)
    })
    .await;
    assert_eq!((&seen["reviewOn"], &seen["internal"]), (&after["reviewOn"], &Value::Null));
    let overdue = "{ cases(filter: {overdue: true, ownOrganisation: true}) { totalCount } }";
    assert_eq!(randers.ask(overdue).await["cases"]["totalCount"], 0);
}
