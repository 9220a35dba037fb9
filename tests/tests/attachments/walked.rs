//! What is done with files in order.

use journeys::{Visitor, eventually, new_id};
use serde_json::json;

use crate::given::{Given, PDF, add, address, as_text, fetched, registered, told, upload};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_its_owners_until_they_share_it_and_nobody_s_once_they_remove_it() {
    let given = Given::shared("").await;
    let Given { randers, syddjurs, case, .. } = &given;
    let stranger = Visitor::anonymous(&given.installation);
    let id = new_id();
    let edition = given.seen(syddjurs).await["edition"].clone();

    let added = add(randers, case, &id, "C:\\Æblegrød.PDF", PDF).await;
    assert_eq!(added.status, 201, "{}", added.body);
    assert_eq!(added.json()["url"], address(case, &id));
    let seen = given.seen(randers).await;
    assert_eq!(given.names().await, ["Æblegrød.PDF"]);
    let own = &seen["internal"]["attachments"][0];
    assert_eq!((&own["mediaType"], &own["shared"]), (&json!("application/pdf"), &json!(false)));
    assert_eq!(own["size"], PDF.len());
    assert!(seen["attachments"].as_array().unwrap().is_empty());

    let file = fetched(randers, case, &id).await;
    assert_eq!((file.status, &file.body), (200, &as_text(PDF)));
    let header = |name| file.header(name).unwrap_or_default().to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("content-length"), PDF.len().to_string());
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "no-store");
    assert!(header("content-disposition").starts_with("attachment; "), "{file:?}");
    assert!(header("content-disposition").contains("%C3%86blegr%C3%B8d.PDF"), "{file:?}");
    assert!(header("content-security-policy").contains("sandbox"), "{file:?}");

    // To others it is as if there were none: no name, no number, no edition.
    let as_others = given.seen(syddjurs).await;
    assert_eq!(as_others["edition"], edition);
    assert!(as_others["attachments"].as_array().unwrap().is_empty());
    assert!(as_others["internal"].is_null());
    let absent = new_id();
    for by in [syddjurs, &stranger] {
        let (private, none) = (fetched(by, case, &id).await, fetched(by, case, &absent).await);
        assert_eq!(private.status, 404);
        assert_eq!(told(&private, &[&id]), told(&none, &[&absent]));
    }

    let sharing = |shared| json!({"caseId": case, "attachmentId": id, "shared": shared});
    randers.change("changeAttachmentSharing", sharing(true)).await.done();
    eventually("Syddjurs may have it", || async {
        (fetched(syddjurs, case, &id).await.status == 200).then_some(())
    })
    .await;
    assert_eq!(given.shared_names(syddjurs).await, ["Æblegrød.PDF"]);
    // The case is for members only.
    assert_eq!(fetched(&stranger, case, &id).await.status, 404);
    randers.change("changeAttachmentSharing", sharing(false)).await.done();
    eventually("Syddjurs may not have it", || async {
        (fetched(syddjurs, case, &id).await.status == 404).then_some(())
    })
    .await;

    assert_eq!(given.stored(), 1);
    let gone = json!({"caseId": case, "attachmentId": id});
    randers.change("removeAttachment", gone.clone()).await.done();
    assert_eq!(fetched(randers, case, &id).await.status, 404);
    assert!(given.names().await.is_empty());
    assert_eq!(given.stored(), 0, "the bytes are gone as well");
    // Removed again it is as asked; added again its id is taken.
    randers.change("removeAttachment", gone).await.done();
    let again = add(randers, case, &id, "Igen.pdf", b"%PDF-1.7 noget andet").await;
    assert_eq!((again.status, again.code().as_str()), (409, "idempotency_key_reused"));
    assert_eq!(given.stored(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_file_sent_again_is_added_once() {
    let given = Given::shared("").await;
    let Given { randers, case, .. } = &given;
    let id = new_id();
    let first = add(randers, case, &id, "Plan.pdf", PDF).await.json();
    assert_eq!(first["repeated"], false);
    let tries = (0..4).map(|_| add(randers, case, &id, "Plan.pdf", PDF));
    for again in futures::future::join_all(tries).await {
        assert_eq!(again.status, 201, "{}", again.body);
        let again = again.json();
        assert_eq!((&again["repeated"], &again["revision"]), (&json!(true), &first["revision"]));
    }
    assert_eq!((given.names().await.len(), given.stored()), (1, 1));

    let other = add(randers, case, &id, "Plan.pdf", b"%PDF-1.7 noget andet").await;
    assert_eq!((other.status, other.code().as_str()), (409, "idempotency_key_reused"));
    let superuser = Visitor::sign_in(&given.installation, "superuser-randers").await;
    let taken = add(&superuser, case, &id, "Plan.pdf", PDF).await;
    assert_eq!((taken.status, taken.code().as_str()), (409, "attachment_exists"));
    assert_eq!((given.names().await.len(), given.stored()), (1, 1));
}

/// Fault S7 of the predecessor: the id of a file, of whichever case, was enough to remove it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s7_a_file_of_another_case_is_not_reached_through_a_case_of_one_s_own() {
    let given = Given::shared("").await;
    let Given { randers, syddjurs, case, .. } = &given;
    let (id, absent) = (new_id(), new_id());
    assert_eq!(add(randers, case, &id, "Plan.pdf", PDF).await.status, 201);
    let own = registered(syddjurs, "ORGANISATION").await;

    let theirs = fetched(syddjurs, &own, &id).await;
    assert_eq!(theirs.status, 404);
    assert_eq!(told(&theirs, &[&id]), told(&fetched(syddjurs, &own, &absent).await, &[&absent]));
    for (mutation, more) in [("removeAttachment", None), ("changeAttachmentSharing", Some(true))] {
        let tried = |case: &str, attachment: &str| {
            let mut input = json!({"caseId": case, "attachmentId": attachment});
            if let Some(shared) = more {
                input["shared"] = json!(shared);
            }
            syddjurs.change(mutation, input)
        };
        assert_eq!(tried(&own, &id).await.refusal().code(), "attachment_unknown");
        assert_eq!(tried(&own, &absent).await.refusal().code(), "attachment_unknown");
        assert_eq!(tried(case, &id).await.refusal().code(), "not_permitted");
    }
    // Nor does one who takes its id for a file of their own touch it.
    let same = add(syddjurs, &own, &id, "Min.pdf", b"%PDF-1.7 min egen").await;
    assert_eq!(same.status, 201, "{}", same.body);
    syddjurs.change("removeAttachment", json!({"caseId": own, "attachmentId": id})).await.done();
    let kept = fetched(randers, case, &id).await;
    assert_eq!((kept.status, &kept.body), (200, &as_text(PDF)));
    assert_eq!(given.names().await, ["Plan.pdf"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_survives_that_its_case_is_deleted_and_restored_and_that_all_restarts() {
    let mut given = Given::shared("").await;
    let (case, id) = (given.case.clone(), new_id());
    let large: Vec<u8> = PDF.iter().copied().chain(std::iter::repeat_n(b'x', 11 << 20)).collect();
    let request = upload(&given.randers, &case, &id, "Stor.pdf", true).body(large.clone());
    assert_eq!(given.randers.sent(request).await.status, 201);
    let deleted = json!({"caseId": case, "reason": "Registreret to gange"});
    given.randers.change("deleteCase", deleted).await.done();
    assert_eq!(fetched(&given.randers, &case, &id).await.status, 404);
    given.randers.change("restoreCase", json!({"caseId": case})).await.done();
    given.installation.restart().await;
    let randers = Visitor::sign_in(&given.installation, "consultant-randers").await;
    let file = randers.request(reqwest::Method::GET, &address(&case, &id)).send().await.unwrap();
    assert!(file.bytes().await.unwrap() == large, "it came back as another");
}
