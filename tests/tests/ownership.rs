//! Who owns a case, walked over HTTP: others join it and leave it.

use journeys::{Installation, Visitor, eventually, new_id};
use serde_json::{Value, json};

const RANDERS: &str = "29189668";
const CASE: &str = "query($id: ID!) { case(id: $id) { basics { title } invited
    jointOwners { name } internal { revision canEdit canChangeOwners invited { name } }
    history { nodes { event } } } }";
const LEADING: &str = "query($id: ID!) { case(id: $id) { lead { name } jointOwners { name }
    internal { canOfferLead canAnswerLeadOffer canChangeOwners leadOfferedTo { name }
        notes { notes esdhReference departments } notesHtml people { roles } }
    history { nodes { event } } } }";
const INVITED: &str = "{ cases(filter: {invited: true}) { totalCount nodes { id } } }";

async fn register(by: &Visitor, title: &str) -> String {
    let case = new_id();
    let basics = json!({"title": title, "summary": "Tre kommuner om én robot."});
    by.change("registerCase", json!({"id": case, "basics": basics})).await.done();
    case
}

async fn seen(by: &Visitor, case: &str) -> Value {
    by.graphql(CASE, json!({"id": case})).await.data()["case"].take()
}

/// Waits until others have folded what was written.
async fn sees(by: &Visitor, case: &str, there: impl Fn(&Value) -> bool) -> Value {
    eventually("they see it so", || async {
        let case = seen(by, case).await;
        there(&case).then_some(case)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_municipality_is_asked_joins_edits_and_leaves() {
    let installation = Installation::demo().await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let superuser = Visitor::sign_in(&installation, "superuser-randers").await;
    let colleague = Visitor::sign_in(&installation, "consultant-randers").await;
    let case = register(&syddjurs, "Fælles robot til byggesager").await;
    let about = json!({"caseId": case});
    let invite = json!({"caseId": case, "organisationId": RANDERS});

    let unknown = json!({"caseId": case, "organisationId": "10000009"});
    let refused = syddjurs.change("inviteJointOwner", unknown).await.refusal();
    assert_eq!(refused.code(), "organisation_unknown");
    assert_eq!(
        superuser.change("acceptInvitation", about.clone()).await.refusal().code(),
        "case_unknown"
    );
    syddjurs.change("inviteJointOwner", invite.clone()).await.done();

    let asked = sees(&superuser, &case, |case| !case.is_null()).await;
    assert_eq!((&asked["invited"], &asked["internal"]), (&json!(true), &Value::Null));
    assert!(asked["history"].is_null(), "history is the owners'");
    assert_eq!(superuser.ask(INVITED).await["cases"]["totalCount"], 1);
    assert!(seen(&colleague, &case).await.is_null(), "it is not shared with all of Randers");
    assert_eq!(colleague.ask(INVITED).await["cases"]["totalCount"], 0);
    assert_eq!(seen(&syddjurs, &case).await["internal"]["invited"][0]["name"], "Randers Kommune");

    let accepted = superuser.change("acceptInvitation", about.clone()).await.done();
    assert!(accepted["revision"].is_u64());
    let joined = sees(&colleague, &case, |case| !case.is_null()).await;
    assert_eq!(joined["jointOwners"][0]["name"], "Randers Kommune");
    assert_eq!(joined["internal"]["canChangeOwners"], false);
    let story = json!({"caseId": case, "story": {"solution": "Vi bygger den sammen."}});
    superuser.change("describeStory", story).await.done();
    let share = json!({"caseId": case, "visibility": "PUBLIC"});
    assert_eq!(superuser.change("changeVisibility", share).await.refusal().code(), "not_permitted");
    let withdrawn = syddjurs.change("withdrawInvitation", invite).await.refusal();
    assert_eq!(withdrawn.code(), "invitation_unknown");

    let left = superuser.change("leaveOwners", about.clone()).await.done();
    assert!(left["revision"].is_null() && left["case"].is_null(), "outside again: {left}");
    sees(&colleague, &case, Value::is_null).await;
    let own = sees(&syddjurs, &case, |case| case["jointOwners"] == json!([])).await;
    assert_eq!(own["history"]["nodes"][0]["event"], "JointOwnerLeft");
    let own_case = json!({"caseId": register(&colleague, "Vores egen").await});
    let stays = superuser.change("leaveOwners", own_case).await.refusal();
    assert_eq!(stays.code(), "lead_cannot_leave");
}

async fn leading(by: &Visitor, case: &str) -> Value {
    by.graphql(LEADING, json!({"id": case})).await.data()["case"].take()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lead_is_handed_to_a_joint_owner_that_says_yes() {
    let installation = Installation::demo().await;
    let consultant = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let syddjurs = Visitor::sign_in(&installation, "superuser-syddjurs").await;
    let randers = Visitor::sign_in(&installation, "superuser-randers").await;
    let case = register(&consultant, "Robot på vej til Randers").await;
    let about = json!({"caseId": case});
    let randers_too = json!({"caseId": case, "organisationId": RANDERS});
    let refused = syddjurs.change("offerLead", randers_too.clone()).await.refusal();
    assert_eq!(refused.code(), "lead_offer_unknown", "only a joint owner can be asked");
    consultant.change("inviteJointOwner", randers_too.clone()).await.done();
    randers.change("acceptInvitation", about.clone()).await.done();
    let internal = json!({"notes": "**Fælles**", "esdhReference": "27.00", "departments": ["it"]});
    let revised = json!({"caseId": case, "internal": internal});
    consultant.change("reviseInternalNotes", revised).await.done();
    let refused = consultant.change("offerLead", randers_too.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted", "it takes a superuser");
    let early = randers.change("acceptLead", about.clone()).await.refusal();
    assert_eq!(early.code(), "not_permitted");

    syddjurs.change("offerLead", randers_too).await.done();
    let offered = leading(&syddjurs, &case).await["internal"].take();
    assert_eq!(offered["leadOfferedTo"]["name"], "Randers Kommune");
    assert_eq!(offered["canAnswerLeadOffer"], false);
    let wanted =
        "{ cases(filter: {leadOffered: true}) { nodes { internal { canAnswerLeadOffer } } } }";
    eventually("Randers finds the offer", || async {
        let found = randers.ask(wanted).await["cases"]["nodes"].take();
        (found == json!([{"internal": {"canAnswerLeadOffer": true}}])).then_some(())
    })
    .await;
    randers.change("acceptLead", about.clone()).await.done();

    let seen = leading(&randers, &case).await;
    assert_eq!(seen["lead"]["name"], "Randers Kommune");
    assert_eq!(seen["jointOwners"][0]["name"], "Syddjurs Kommune");
    assert_eq!(seen["internal"]["notesHtml"], "<p><strong>Fælles</strong></p>\n");
    let notes = json!({"notes": "**Fælles**", "esdhReference": null, "departments": []});
    assert_eq!(seen["internal"]["notes"], notes);
    assert_eq!(seen["history"]["nodes"][0]["event"], "LeadAccepted");
    let before = eventually("Syddjurs sees it", || async {
        let seen = leading(&syddjurs, &case).await;
        (seen["lead"]["name"] == "Randers Kommune").then_some(seen)
    })
    .await;
    assert_eq!(before["internal"]["canOfferLead"], false);
    let share = json!({"caseId": case, "visibility": "PUBLIC"});
    let refused = syddjurs.change("changeVisibility", share.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted");
    randers.change("changeVisibility", share).await.done();
    syddjurs.change("leaveOwners", about).await.done();
    assert_eq!(leading(&randers, &case).await["internal"]["people"], json!([]));
}
