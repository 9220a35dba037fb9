//! Syddjurs makes a case of its own out of it, uses it and measures.

use journeys::{eventually, global_id, new_id};
use serde_json::{Value, json};

use crate::shared::{Walk, view};

pub async fn syddjurs_reuses_without_the_gains(walk: &mut Walk) {
    let gain = json!({"kind": "TIME", "metric": "Sparet arbejdstid", "unit": "HOURS",
        "recurrence": "PER_YEAR", "expected": {"value": "560"}});
    let (gain_id, input) = (new_id(), json!({"caseId": walk.case, "gain": gain}));
    let mut define = input.clone();
    define["gainId"] = json!(gain_id);
    walk.randers.change("defineGain", define).await.done();
    let source = eventually("Syddjurs sees the gain", || async {
        let case = view(&walk.syddjurs, &walk.case).await;
        (case["gains"].as_array().map(Vec::len) == Some(1)).then_some(case)
    })
    .await;

    let input = json!({"source": walk.case, "id": walk.reuser, "degree": "TESTING",
        "title": "Fakturagodkendelse i Syddjurs", "idempotencyKey": "walk-reuse"});
    walk.syddjurs.change("reuseCase", input.clone()).await.done();
    let again = walk.syddjurs.change("reuseCase", input).await.done();
    assert_eq!(again["repeated"], true);

    let own = view(&walk.syddjurs, &walk.reuser).await;
    assert_eq!(own["lead"]["name"], "Syddjurs Kommune");
    assert_eq!(own["basics"]["title"], "Fakturagodkendelse i Syddjurs");
    for carried in ["story", "workload", "implementation"] {
        assert_eq!(own[carried], source[carried], "{carried} is carried over");
    }
    assert_eq!(own["gains"], json!([]), "gains never are");
    assert_eq!(
        (own["phase"].as_str(), own["status"].as_str()),
        (Some("IDEA"), Some("NOT_ASSESSED"))
    );
    assert_eq!(own["operation"], json!({"inOperationSince": null, "rating": null}));
    assert_eq!(own["spread"]["reuseTips"], json!([]));
    let reuse = &own["reuses"][0];
    assert_eq!(reuse["degree"], "TESTING");
    assert_eq!(reuse["source"]["caseId"], source["id"]);
    assert_eq!(reuse["source"]["edition"], source["edition"], "the version taken is kept");
}

pub async fn syddjurs_uses_it_and_measures(walk: &mut Walk) {
    let own = view(&walk.syddjurs, &walk.reuser).await;
    let input =
        json!({"caseId": walk.reuser, "reuseId": own["reuses"][0]["id"], "degree": "IN_USE"});
    walk.syddjurs.change("progressReuse", input).await.done();

    let gain = json!({"kind": "TIME", "metric": "Sparet arbejdstid", "unit": "HOURS",
        "recurrence": "PER_YEAR"});
    let gain_id = new_id();
    let input = json!({"caseId": walk.reuser, "gainId": gain_id, "gain": gain});
    walk.syddjurs.change("defineGain", input).await.done();
    let measurement = json!({"value": "410.50", "period": {"from": "2026-01-01", "to": "2026-10-31"},
        "method": "Tidsregistrering før og efter"});
    let input = json!({"caseId": walk.reuser, "gainId": gain_id, "measurement": measurement});
    walk.syddjurs.change("measureGain", input).await.done();

    let gains = view(&walk.syddjurs, &walk.reuser).await["gains"].take();
    assert_eq!(gains.as_array().map(Vec::len), Some(1));
    assert_eq!(gains[0]["measurements"][0]["value"], "410.50", "as it was written");
}

pub async fn randers_sees_who_reuses_and_what_they_gained(walk: &mut Walk) {
    let case = view(&walk.randers, &walk.case).await;
    assert_eq!(case["reuserCount"], 0, "a reuser that is not shared is not counted");
    assert_eq!(case["reusers"], json!({"totalCount": 0, "edges": []}));

    let input = json!({"caseId": walk.reuser, "visibility": "MEMBERS"});
    walk.syddjurs.change("changeVisibility", input).await.done();

    let reusers: Value = eventually("Randers sees the reuser", || async {
        let case = view(&walk.randers, &walk.case).await;
        (case["reuserCount"] == 1).then(|| case["reusers"].clone())
    })
    .await;
    assert_eq!(reusers["totalCount"], 1);
    let reuser = &reusers["edges"][0];
    assert_eq!(reuser["reuse"]["degree"], "IN_USE");
    assert_eq!(reuser["node"]["id"], global_id("Case", &walk.reuser));
    assert_eq!(reuser["node"]["lead"]["name"], "Syddjurs Kommune");
    assert_eq!(reuser["node"]["gains"][0]["measurements"][0]["value"], "410.50");
}
