//! Bad input is refused by field and rule, with a stable code, and changes nothing.

use journeys::{Visitor, new_id};
use serde_json::{Value, json};

use crate::Target;

const CASE: &str = "query($id: ID!) { case(id: $id) { edition phase status visibility commentCount
    basics { title summary kle } story { challenge } gains { id }
    internal { revision } history { nodes { event } } } }";

async fn view(visitor: &Visitor, case: &str) -> Value {
    visitor.graphql(CASE, json!({"id": case})).await.data()
}

async fn a_case(visitor: &Visitor) -> String {
    let case = new_id();
    let basics = json!({"title": "Til afprøvning", "summary": "Af regler."});
    visitor.change("registerCase", json!({"id": case, "basics": basics})).await.done();
    case
}

/// Mutation, the input besides the case, and the field and rule that the refusal names.
fn bad_inputs() -> Vec<(&'static str, Value, &'static str)> {
    let basics =
        |title: &str, summary: &str| json!({"basics": {"title": title, "summary": summary}});
    let kle = json!({"basics": {"title": "T", "summary": "S", "kle": ["5x"]}});
    let workload = |value: Value| json!({"workload": value});
    let gain = |metric: &str| json!({"gain": {"kind": "TIME", "metric": metric, "unit": "HOURS"}});
    let external = json!({"degree": "INSPIRED", "externalName": "Noget",
        "externalUrl": "javascript:alert(1)"});
    vec![
        ("reviseBasics", basics("", "S"), "basics.title required"),
        ("reviseBasics", basics("   ", "S"), "basics.title required"),
        ("reviseBasics", basics(&"å".repeat(121), "S"), "basics.title too_long"),
        ("reviseBasics", basics("T", &"å".repeat(301)), "basics.summary too_long"),
        ("reviseBasics", basics("T\u{0}", "S"), "basics.title forbidden_characters"),
        ("reviseBasics", kle, "basics.kle[0] malformed"),
        (
            "estimateWorkload",
            workload(json!({"occurrencesPerYear": -1})),
            "workload.occurrencesPerYear out_of_range",
        ),
        (
            "estimateWorkload",
            workload(json!({"automationDegreePercent": 101})),
            "workload.automationDegreePercent out_of_range",
        ),
        ("changeStatus", json!({"status": "REJECTED"}), "status.reason required"),
        ("changeVisibility", json!({"visibility": "SELECTED"}), "visibility.selected required"),
        (
            "changeVisibility",
            json!({"visibility": "SELECTED", "selected": ["12345678"]}),
            "visibility.selected malformed",
        ),
        ("postComment", json!({"text": ""}), "text required"),
        ("postComment", json!({"text": "x".repeat(4_001)}), "text too_long"),
        ("defineGain", gain(""), "gain.metric required"),
        ("declareReuse", external, "reuse.externalUrl malformed"),
        (
            "describeStory",
            json!({"story": {}, "idempotencyKey": "x".repeat(201)}),
            "idempotencyKey too_long",
        ),
    ]
}

pub async fn name_field_and_rule(target: &mut Target) {
    let case = a_case(&target.randers).await;
    let before = view(&target.randers, &case).await;
    let mut wrong = Vec::new();
    for (mutation, mut input, named) in bad_inputs() {
        input["caseId"] = json!(case);
        let refused = target.randers.change(mutation, input).await.refusal();
        let (field, rule) = named.split_once(' ').expect("a field and a rule");
        let found = refused.fields().iter().any(|told| {
            let (told_field, told_rule) = told.split_once(' ').unwrap_or_default();
            told_field.ends_with(field) && told_rule == rule
        });
        if !found || refused.code() != "invalid_fields" {
            wrong.push(format!("{mutation}: {named} is told as {}", refused.0));
        }
        let told = &refused.0["message"];
        assert!(told.as_str().is_some_and(|text| text.len() > 5), "no text for people: {told}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(view(&target.randers, &case).await, before, "refusals change nothing");

    let several = json!({"caseId": case, "basics": {"title": "", "summary": ""}});
    let refused = target.randers.change("reviseBasics", several).await.refusal();
    assert_eq!(refused.fields().len(), 2, "all faults are told at once: {}", refused.0);
}

pub async fn of_other_kinds_have_their_codes(target: &mut Target) {
    let case = a_case(&target.randers).await;
    let before = view(&target.randers, &case).await;
    let unknown = json!({"caseId": case, "gainId": new_id(), "measurement": {"value": "1"}});
    let foreign = json!({"caseId": new_id(), "phase": "IDEA"});
    let person = json!({"caseId": case, "personId": new_id(), "role": "ASSOCIATED"});
    let itself = json!({"caseId": case, "source": case, "degree": "INSPIRED"});
    let nowhere = json!({"caseId": "ikke-et-id", "phase": "IDEA"});
    let answered = json!({"caseId": case, "text": "Svar", "inReplyTo": new_id()});
    for (mutation, input, code) in [
        ("measureGain", unknown, "gain_unknown"),
        ("changePhase", foreign, "case_unknown"),
        ("assignPerson", person, "person_unknown"),
        ("declareReuse", itself, "reuse_of_itself"),
        ("changePhase", nowhere, "invalid_fields"),
        ("postComment", answered, "comment_unknown"),
    ] {
        let refused = target.randers.change(mutation, input).await.refusal();
        assert_eq!(refused.code(), code, "{mutation}: {}", refused.0);
    }
    let input = json!({"basics": {"title": "T", "summary": "S"}});
    let refused = target.stranger.change("registerCase", input).await.refusal();
    assert_eq!(refused.code(), "not_signed_in");
    assert_eq!(view(&target.randers, &case).await, before, "refusals change nothing");
}
