//! Bringing an earlier version back: new events, never rewriting.

use registry::execute::{Order, Outcome};
use vocabulary::{RefusalCode, Visibility};

use crate::given::{
    CASE, Given, SHARED, randers, refusal, request, revision, story, syddjurs, technician,
};

#[tokio::test]
async fn an_earlier_version_is_revised_into_place_and_can_be_undone_likewise() {
    let given = Given::registered(Visibility::Members).await;
    let stream = format!("case-{CASE}");
    for text in ["Før", "Efter"] {
        revision(&given.execute(&request(randers(), CASE, text, story(text))).await);
    }
    let before = given.log.read(&stream, 0).await.unwrap();
    let restore =
        |key: &str, revision| request(technician(), CASE, key, Order::RestoreVersion { revision });
    let restored = given.execute(&restore("back", SHARED + 1)).await;
    assert_eq!(revision(&restored), SHARED + 3);
    let after = given.log.read(&stream, 0).await.unwrap();
    assert_eq!(after[..before.len()], before, "what happened stays");
    assert_eq!(after[before.len()].event.data, before[before.len() - 2].event.data);

    let again = given.execute(&restore("again", SHARED + 1)).await;
    assert_eq!(revision(&again), SHARED + 3, "it is so already");
    let undone = given.execute(&restore("undo", SHARED + 2)).await;
    assert_eq!(revision(&undone), SHARED + 4);
    let mut stale = restore("stale", SHARED + 1);
    stale.expected_revision = Some(SHARED);
    let stale = given.execute(&stale).await;
    assert!(matches!(stale, Outcome::Conflict { .. }), "{stale:?}");
}

#[tokio::test]
async fn which_revisions_there_are_is_told_to_those_who_may_edit() {
    let given = Given::registered(Visibility::Members).await;
    for (number, wanted) in [(1, RefusalCode::NotPermitted), (70, RefusalCode::NotPermitted)] {
        let order = Order::RestoreVersion { revision: number };
        let refused = given.execute(&request(syddjurs(), CASE, "restore", order)).await;
        assert_eq!(refusal(refused).code, wanted);
    }
    for number in [0, SHARED + 1] {
        let order = Order::RestoreVersion { revision: number };
        let key = format!("restore {number}");
        let refused = given.execute(&request(randers(), CASE, &key, order)).await;
        assert_eq!(refusal(refused).code, RefusalCode::RevisionUnknown);
    }
}
