//! The coordinator counts, today and as of a past moment.

use journeys::eventually;
use serde_json::{Value, json};

use crate::shared::{Walk, hundredths};

const STATISTICS: &str = "query($asOf: DateTime) { statistics(by: [REGION, PHASE], asOf: $asOf) {
    asOf total { ...all } cells { values { dimension key label } figures { ...all } } } }
    fragment all on Figures { cases organisations expectedHoursPerYear casesWithExpectedHours
    casesWithoutExpectedHours measuredHoursPerYear casesWithMeasuredHours
    casesWithoutMeasuredHours reuses reusesInUse }";

/// The figures as they are now, as the coordinator sees them.
pub async fn figures(walk: &Walk) -> Value {
    walk.coordinator.graphql(STATISTICS, json!({})).await.data()["statistics"].take()
}

fn cell(statistics: &Value, region: &str, phase: &str) -> Value {
    let cells = statistics["cells"].as_array().expect("a list");
    let wanted = [json!(region), json!(phase)];
    let found = cells.iter().find(|cell| {
        let keys = cell["values"].as_array().expect("a list").iter().map(|value| &value["key"]);
        keys.eq(wanted.iter())
    });
    found.map_or_else(|| json!({}), |cell| cell["figures"].clone())
}

/// Whole hours in hundredths.
fn hours(hours: i64) -> i64 {
    hours * 100
}

/// By how much a count or a sum has grown.
fn grown(after: &Value, before: &Value, name: &str) -> i64 {
    let of = |figures: &Value| figures[name].as_i64().unwrap_or_else(|| hundredths(&figures[name]));
    of(after) - of(before)
}

pub async fn the_coordinator_counts_expected_and_measured_apart(walk: &mut Walk, before: &Value) {
    let counted = |statistics: &Value| statistics["total"]["reusesInUse"].clone();
    let after = eventually("the figures follow", || async {
        let after = figures(walk).await;
        (counted(&after) != counted(before)).then_some(after)
    })
    .await;

    let of = |statistics: &Value, phase: &str| cell(statistics, "midtjylland", phase);
    let operation = |name| grown(&of(&after, "operation"), &of(before, "operation"), name);
    assert_eq!(operation("cases"), 1, "Randers' case, and not its draft");
    assert_eq!(operation("expectedHoursPerYear"), hours(560));
    assert_eq!(operation("measuredHoursPerYear"), 0, "expected is not measured");
    assert_eq!(operation("casesWithoutMeasuredHours"), 1);

    let idea = |name| grown(&of(&after, "idea"), &of(before, "idea"), name);
    assert_eq!(idea("cases"), 1, "the case in Syddjurs");
    assert_eq!(idea("measuredHoursPerYear"), 41_050);
    assert_eq!(idea("casesWithMeasuredHours"), 1);
    assert_eq!(idea("casesWithoutMeasuredHours"), 0);
    assert_eq!(idea("expectedHoursPerYear"), hours(560), "of the workload that was carried over");

    let total = |name| grown(&after["total"], &before["total"], name);
    assert_eq!((total("cases"), total("reuses"), total("reusesInUse")), (2, 1, 1));
    assert_eq!(total("expectedHoursPerYear"), hours(1_120));
    assert_eq!(total("measuredHoursPerYear"), 41_050);
}

pub async fn a_past_moment_is_counted_as_it_was(walk: &mut Walk, before: &Value) {
    let then = json!({"asOf": before["asOf"]});
    let past = walk.coordinator.graphql(STATISTICS, then).await.data()["statistics"].take();
    assert_eq!(&past, before);
    let empty = json!({"asOf": "2019-01-01T00:00:00Z"});
    let empty = walk.coordinator.graphql(STATISTICS, empty).await.data()["statistics"].take();
    assert_eq!(empty["total"]["cases"], 0);
    assert!(empty["total"]["expectedHoursPerYear"].is_null(), "not stated is not 0");
}
