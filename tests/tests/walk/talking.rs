//! They talk about the case: words are edited, removed and for somebody.

use journeys::{Visitor, eventually, global_id, new_id};
use serde_json::{Value, json};

use crate::shared::{Walk, view};

const INBOX: &str =
    "{ unreadCount inbox(first: 50) { nodes { id kind unread caseId commentId } } }";

pub async fn words_are_edited_by_their_writer_and_removed_by_the_owners(walk: &mut Walk) {
    let comment = new_id();
    let input =
        json!({"caseId": walk.case, "commentId": comment, "text": "Er den stadig i drift?"});
    walk.syddjurs.change("postComment", input).await.done();
    let one = json!({"caseId": walk.case, "commentId": global_id("Comment", &comment)});
    let mut edit = one.clone();
    edit["text"] = json!("Er den stadig i drift hos jer?");
    let refused = walk.kolding.change("editComment", edit.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted");
    walk.syddjurs.change("editComment", edit).await.done();
    let edited = comment_of(&walk.syddjurs, &walk.case, &comment).await;
    assert_eq!(edited["text"], "Er den stadig i drift hos jer?");
    assert!(edited["editedAt"].is_string() && edited["removed"] == false, "{edited}");

    let refused = walk.kolding.change("removeComment", one.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted");
    walk.superuser.change("removeComment", one).await.done();
    let removed = comment_of(&walk.superuser, &walk.case, &comment).await;
    assert_eq!((&removed["removed"], &removed["text"]), (&json!(true), &json!("")), "{removed}");
}

pub async fn a_colleague_is_mentioned_and_nobody_else_can_be(walk: &mut Walk) {
    let id = |viewer: Value| viewer["viewer"]["id"].clone();
    let colleague = id(walk.superuser.ask("{ viewer { id } }").await);
    let foreign = id(walk.kolding.ask("{ viewer { id } }").await);
    let post = |mention: Value| {
        json!({"caseId": walk.case, "text": "Ved du det?",
        "commentId": new_id(), "mentions": [mention]})
    };
    let nobody = json!(global_id("Person", &new_id()));
    let missing = walk.randers.change("postComment", post(nobody)).await;
    let outside = walk.randers.change("postComment", post(foreign)).await;
    assert_eq!(missing.refusal().code(), "mention_unknown");
    assert_eq!(missing.json()["data"], outside.json()["data"], "who exists elsewhere is not told");

    let input = post(colleague.clone());
    let comment = input["commentId"].as_str().expect("made above").to_owned();
    walk.randers.change("postComment", input).await.done();
    let own = comment_of(&walk.randers, &walk.case, &comment).await;
    assert_eq!(own["mentions"][0]["id"], colleague);
    let others = comment_of(&walk.syddjurs, &walk.case, &comment).await;
    assert_eq!(others["mentions"], json!([]), "people are not told to other organisations");
}

pub async fn each_is_told_what_is_for_them_until_they_have_read_it(walk: &mut Walk) {
    read_all(&walk.syddjurs).await;
    read_all(&walk.superuser).await;
    let mut counts =
        walk.syddjurs.subscribe("subscription { inboxChanged { unreadCount } }", json!({})).await;
    let next = counts.next().await;
    assert_eq!(next["data"]["inboxChanged"]["unreadCount"], 0, "{next}");

    let (asked, answered) = (new_id(), new_id());
    let input = json!({"caseId": walk.case, "commentId": asked, "text": "Hvem passer den?"});
    walk.syddjurs.change("postComment", input).await.done();
    let colleague = walk.superuser.ask("{ viewer { id } }").await["viewer"]["id"].clone();
    let input = json!({"caseId": walk.case, "commentId": answered, "text": "Det gør Birthe.",
        "inReplyTo": asked, "mentions": [colleague]});
    walk.randers.change("postComment", input).await.done();

    let next = counts.next().await;
    assert_eq!(next["data"]["inboxChanged"]["unreadCount"], 1, "{next}");
    for (who, kind) in [(&walk.syddjurs, "ANSWERED"), (&walk.superuser, "MENTIONED")] {
        let entry = eventually("they are told", || async {
            let inbox = who.ask(INBOX).await;
            let first = inbox["inbox"]["nodes"][0].clone();
            (inbox["unreadCount"] == 1 && first["unread"] == true).then_some(first)
        })
        .await;
        assert_eq!(entry["kind"], kind);
        assert_eq!(entry["commentId"], global_id("Comment", &answered));
        assert_eq!(entry["caseId"], global_id("Case", &walk.case));
        who.change("markInboxRead", json!({"through": entry["id"]})).await.done();
        assert_eq!(who.ask("{ unreadCount }").await["unreadCount"], 0, "one sees what one did");
    }
    let next = counts.next().await;
    assert_eq!(next["data"]["inboxChanged"]["unreadCount"], 0, "{next}");
    let stranger = walk.stranger.ask("{ unreadCount inbox { nodes { id } } }").await;
    assert_eq!(stranger, json!({"unreadCount": null, "inbox": null}));
}

async fn read_all(visitor: &Visitor) {
    visitor.change("markInboxRead", json!({})).await.done();
    assert_eq!(visitor.ask("{ unreadCount }").await["unreadCount"], 0);
}

/// A comment as somebody sees it.
async fn comment_of(by: &Visitor, case: &str, comment: &str) -> Value {
    let id = global_id("Comment", comment);
    let comments = view(by, case).await["comments"]["nodes"].take();
    let found = comments.as_array().into_iter().flatten().find(|one| one["id"] == id);
    found.cloned().unwrap_or_default()
}

pub async fn what_is_turned_off_comes_into_no_inbox(walk: &mut Walk) {
    const CHOSEN: &str = "{ personal { notifications { kind told binding } } }";
    let line = |own: &Value, kind: &str| {
        let lines = own["personal"]["notifications"].as_array().cloned().unwrap_or_default();
        lines.into_iter().find(|line| line["kind"] == kind).unwrap_or_default()
    };
    let choose = |told: bool| json!({"choices": [{"kind": "COMMENTED", "told": told}]});
    let comment = || json!({"caseId": walk.case, "text": "Tak for delingen."});
    read_all(&walk.randers).await;
    walk.randers.change("chooseNotifications", choose(false)).await.done();
    let own = walk.randers.ask(CHOSEN).await;
    assert_eq!(line(&own, "COMMENTED")["told"], false, "{own}");
    assert_eq!(line(&own, "MENTIONED")["told"], true, "{own}");
    let others = walk.syddjurs.ask(CHOSEN).await;
    assert_eq!(line(&others, "COMMENTED")["told"], true, "it is one's own");

    walk.syddjurs.change("postComment", comment()).await.done();
    walk.randers.change("chooseNotifications", choose(true)).await.done();
    assert_eq!(walk.randers.ask("{ unreadCount }").await["unreadCount"], 0, "nor afterwards");
    walk.syddjurs.change("postComment", comment()).await.done();
    let told = eventually("they are told again", || async {
        let inbox = walk.randers.ask(INBOX).await;
        let first = &inbox["inbox"]["nodes"][0];
        (inbox["unreadCount"] == 1 && first["unread"] == true).then(|| first["kind"].clone())
    });
    assert_eq!(told.await, "COMMENTED");
    read_all(&walk.randers).await;

    let binding = json!({"choices": [{"kind": "ERROR_REPORTED", "told": false}]});
    let refused = walk.randers.change("chooseNotifications", binding).await.refusal();
    assert_eq!(refused.code(), "notification_binding");
    assert_eq!(
        line(&own, "ERROR_REPORTED"),
        json!({"kind": "ERROR_REPORTED", "told": true,
        "binding": true})
    );
    let refused = walk.stranger.change("chooseNotifications", choose(false)).await.refusal();
    assert_eq!(refused.code(), "not_signed_in");
    assert_eq!(walk.stranger.ask(CHOSEN).await["personal"], Value::Null);
}

pub async fn what_is_one_s_own_is_seen_by_nobody_else(walk: &mut Walk) {
    const OWN: &str =
        "{ personal { organisations { cvr } subjectAreas searches { id name text filter followed } }
        cases(filter: {bookmarked: true}) { totalCount } }";
    let nothing = json!({"personal": {"organisations": [], "subjectAreas": [], "searches": []},
        "cases": {"totalCount": 0}});
    let search = new_id();
    let saved = json!({"searchId": search, "name": "Fakturaer", "text": "faktura",
        "filter": "{\"phases\": [\"OPERATION\"]}"});
    for (mutation, input) in [
        ("bookmarkCase", json!({"caseId": walk.case})),
        ("followOrganisation", json!({"organisation": "29189897"})),
        ("followSubjectArea", json!({"subjectArea": "ECONOMY"})),
        ("saveSearch", saved.clone()),
        ("renameSearch", json!({"searchId": search, "name": "Regninger"})),
        ("followSearch", json!({"searchId": search})),
    ] {
        walk.syddjurs.change(mutation, input).await.done();
    }
    let own = walk.syddjurs.ask(OWN).await;
    assert_eq!(own["cases"]["totalCount"], 1);
    assert_eq!(own["personal"]["organisations"][0]["cvr"], "29189897");
    assert_eq!(own["personal"]["subjectAreas"], json!(["ECONOMY"]));
    let kept = &own["personal"]["searches"][0];
    assert_eq!((&kept["name"], &kept["text"]), (&json!("Regninger"), &json!("faktura")), "{own}");
    assert_eq!(kept["filter"], saved["filter"], "as it was saved");
    assert_eq!(kept["followed"], true);
    assert_eq!(walk.kolding.ask(OWN).await, nothing);
    assert_eq!(walk.stranger.ask(OWN).await["personal"], Value::Null);

    let refused = walk.kolding.change("deleteSearch", json!({"searchId": search})).await.refusal();
    assert_eq!(refused.code(), "search_unknown", "somebody else's is like none");
    let refused = walk.kolding.change("followSearch", json!({"searchId": search})).await.refusal();
    assert_eq!(refused.code(), "search_unknown", "and so it is to follow");
    let mine = new_id();
    let own = json!({"searchId": mine, "name": "Mine", "criteria": {"bookmarked": true}});
    walk.kolding.change("saveSearch", own).await.done();
    let kept = walk.kolding.ask(OWN).await["personal"]["searches"][0].take();
    assert_eq!(kept["filter"], "{\"bookmarked\":true}");
    let refused = walk.kolding.change("followSearch", json!({"searchId": mine})).await.refusal();
    assert_eq!(refused.fields(), ["filter.bookmarked not_allowed"]);
    walk.kolding.change("deleteSearch", json!({"searchId": mine})).await.done();
    let unknown = json!({"organisation": "10101010"});
    let refused = walk.syddjurs.change("followOrganisation", unknown).await.refusal();
    assert!(["organisation_unknown", "invalid_fields"].contains(&refused.code()));
    let torn = json!({"name": "Revet over", "filter": "[1"});
    let refused = walk.syddjurs.change("saveSearch", torn).await.refusal();
    assert_eq!(refused.fields(), ["filter malformed"]);
    for (mutation, input) in [
        ("removeBookmark", json!({"caseId": walk.case})),
        ("unfollowOrganisation", json!({"organisation": "29189897"})),
        ("unfollowSubjectArea", json!({"subjectArea": "ECONOMY"})),
        ("deleteSearch", json!({"searchId": search})),
    ] {
        walk.syddjurs.change(mutation, input).await.done();
    }
    assert_eq!(walk.syddjurs.ask(OWN).await, nothing);
}

pub async fn syddjurs_asks_the_owners_in_private(walk: &mut Walk) {
    const ENQUIRY: &str = "query($id: ID!) { enquiry(id: $id) { subject closed asking { cvr }
        case { id } messages { text organisation { cvr } author { name } } } }";
    let enquiry = new_id();
    let sent = json!({"caseId": walk.case, "enquiryId": enquiry, "subject": "Licenser",
        "text": "Hvad koster licenserne om året?"});
    let refused = walk.superuser.change("sendEnquiry", sent.clone()).await.refusal();
    assert_eq!(refused.code(), "enquiry_to_oneself");
    walk.syddjurs.change("sendEnquiry", sent).await.done();
    let id = json!({"id": enquiry});
    let seen = eventually("Randers sees the enquiry", || async {
        let seen = walk.superuser.graphql(ENQUIRY, id.clone()).await.data()["enquiry"].take();
        (!seen.is_null()).then_some(seen)
    })
    .await;
    assert_eq!(seen["asking"]["cvr"], "29189978");
    assert!(seen["messages"][0]["author"].is_null(), "people are not told to the other side");

    let say = json!({"enquiryId": enquiry, "text": "Omkring 80.000 kr."});
    let other = json!({"enquiryId": new_id(), "text": "Omkring 80.000 kr."});
    let foreign = walk.kolding.change("answerEnquiry", say.clone()).await;
    let missing = walk.kolding.change("answerEnquiry", other).await;
    assert_eq!(foreign.refusal().code(), "enquiry_unknown");
    assert_eq!(foreign.body, missing.body);
    walk.randers.change("answerEnquiry", say).await.done();
    walk.syddjurs.change("closeEnquiry", json!({"enquiryId": enquiry})).await.done();
    let seen = walk.syddjurs.graphql(ENQUIRY, id.clone()).await.data()["enquiry"].take();
    assert_eq!(seen["closed"], true);
    assert_eq!(seen["messages"].as_array().map(Vec::len), Some(2), "{seen}");
    let inbox = "{ inbox(first: 1) { nodes { kind enquiry { id } } } }";
    let told = walk.syddjurs.ask(inbox).await["inbox"]["nodes"][0].take();
    let of = json!({"kind": "ENQUIRY_ANSWERED", "enquiry": {"id": global_id("Enquiry", &enquiry)}});
    assert_eq!(told, of);
    for by in [&walk.kolding, &walk.stranger, &walk.coordinator] {
        assert!(by.graphql(ENQUIRY, id.clone()).await.data()["enquiry"].is_null());
        let list = by.ask("{ enquiries { nodes { id } } }").await["enquiries"].take();
        assert!(list.is_null() || list["nodes"] == json!([]), "{list}");
    }
}
