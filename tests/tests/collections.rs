//! Collections, walked over HTTP: two municipalities gather cases, and nobody's case is shown to more
//! than before.

use journeys::{Installation, Visitor, eventually, global_id, new_id};
use serde_json::{Value, json};

const COLLECTION: &str = "query($id: ID!) { collection(id: $id) { kind about { title subjectAreas }
    descriptionHtml contact { role } visibility invited lead { name } jointOwners { name }
    internal { revision canEdit canChangeOwners invited { name } }
    cases { totalCount nodes { basics { title } } } asksFor { totalCount } } }";

async fn register(by: &Visitor, title: &str, visibility: &str) -> String {
    let case = new_id();
    let basics = json!({"title": title, "summary": "Robotten godkender."});
    by.change("registerCase", json!({"id": case, "basics": basics})).await.done();
    let share = json!({"caseId": case, "visibility": visibility});
    by.change("changeVisibility", share).await.done();
    case
}

async fn seen(by: &Visitor, id: &str) -> Value {
    by.graphql(COLLECTION, json!({"id": id})).await.data()["collection"].take()
}

/// Waits until somebody sees a collection as it is to be.
async fn sees(by: &Visitor, id: &str, there: impl Fn(&Value) -> bool) -> Value {
    eventually("they see it so", || async {
        let seen = seen(by, id).await;
        there(&seen).then_some(seen)
    })
    .await
}

fn titles(collection: &Value) -> Vec<&str> {
    let nodes = collection["cases"]["nodes"].as_array();
    nodes.into_iter().flatten().filter_map(|case| case["basics"]["title"].as_str()).collect()
}

/// Who gathers, and what.
struct Gathering {
    randers: Visitor,
    syddjurs: Visitor,
    superuser: Visitor,
    kolding: Visitor,
    stranger: Visitor,
    collection: String,
    own: String,
    foreign: String,
}

impl Gathering {
    async fn begin(installation: &Installation) -> Self {
        let randers = Visitor::sign_in(installation, "consultant-randers").await;
        let syddjurs = Visitor::sign_in(installation, "consultant-syddjurs").await;
        let own = register(&randers, "Fakturaer i Randers", "ORGANISATION").await;
        let foreign = register(&syddjurs, "Fakturaer i Syddjurs", "MEMBERS").await;
        Self {
            superuser: Visitor::sign_in(installation, "superuser-syddjurs").await,
            kolding: Visitor::sign_in(installation, "consultant-kolding").await,
            stranger: Visitor::anonymous(installation),
            collection: new_id(),
            randers,
            syddjurs,
            own,
            foreign,
        }
    }

    fn with(&self, case: &str) -> Value {
        json!({"collectionId": self.collection, "caseId": case})
    }

    async fn is_started(&self) {
        let about = json!({"title": "Fakturaer", "summary": "Robotter der godkender fakturaer.",
            "description": "**Alle** robotter", "subjectAreas": ["ECONOMY"]});
        let start = json!({"collectionId": self.collection, "kind": "SHARED", "about": about,
            "contact": {"role": "Økonomi"}});
        self.randers.change("startCollection", start.clone()).await.done();
        let again = self.randers.change("startCollection", start).await.refusal();
        assert_eq!(again.code(), "collection_exists");
        let started = seen(&self.randers, &self.collection).await;
        assert_eq!(started["descriptionHtml"], "<p><strong>Alle</strong> robotter</p>\n");
        assert_eq!(started["internal"]["canChangeOwners"], true);
        assert_eq!(seen(&self.syddjurs, &self.collection).await, Value::Null);
    }

    async fn takes_own_cases_and_asks_for_others(&self) {
        let randers = &self.randers;
        let hidden = register(&self.kolding, "Fakturaer i Kolding", "ORGANISATION").await;
        randers.change("addToCollection", self.with(&self.own)).await.done();
        eventually("Randers can read the other", || async {
            let answer = randers.change("addToCollection", self.with(&self.foreign)).await;
            answer.json()["data"]["addToCollection"]["refusal"].is_null().then_some(())
        })
        .await;
        let refused = randers.change("addToCollection", self.with(&hidden)).await;
        let missing = randers.change("addToCollection", self.with(&new_id())).await;
        assert_eq!(refused.refusal().code(), "case_unknown");
        assert_eq!(refused.json()["data"], missing.json()["data"]);
        let asking = seen(randers, &self.collection).await;
        assert_eq!(titles(&asking), ["Fakturaer i Randers"]);
        assert_eq!(asking["asksFor"]["totalCount"], 1);
    }

    async fn is_agreed_to_by_those_who_may_share_the_case(&self) {
        let inbox =
            "{ inbox(first: 1) { nodes { kind case { id } collection { about { title } } } } }";
        let told = eventually("Syddjurs is asked", || async {
            let entry = self.syddjurs.ask(inbox).await["inbox"]["nodes"][0].take();
            (entry["kind"] == "CONSENT_ASKED").then_some(entry)
        })
        .await;
        assert_eq!(told["collection"]["about"]["title"], "Fakturaer");
        assert_eq!(told["case"]["id"], global_id("Case", &self.foreign));
        let wanted =
            "{ cases(filter: {consentAsked: true}) { nodes { askedForBy { nodes { id } } } } }";
        let asked = self.superuser.ask(wanted).await["cases"]["nodes"][0].take();
        let id = global_id("Collection", &self.collection);
        assert_eq!(asked["askedForBy"]["nodes"][0]["id"], id);
        assert_eq!(self.kolding.ask(wanted).await["cases"]["nodes"], json!([]));
        let mut answer = self.with(&self.foreign);
        answer["consent"] = json!(true);
        let refused = self.randers.change("answerConsent", answer.clone()).await.refusal();
        assert_eq!(refused.code(), "not_permitted", "nobody agrees on behalf of others");
        self.syddjurs.change("answerConsent", answer).await.done();
        let two = |seen: &Value| seen["cases"]["totalCount"] == 2;
        let both = sees(&self.randers, &self.collection, two).await;
        assert_eq!(titles(&both), ["Fakturaer i Randers", "Fakturaer i Syddjurs"]);
        let theirs = seen(&self.syddjurs, &self.collection).await;
        assert_eq!(titles(&theirs), ["Fakturaer i Syddjurs"], "the other is Randers' own");
        assert_eq!(theirs["internal"], Value::Null);
        let case = collected(&self.syddjurs, &self.foreign).await;
        assert_eq!(case, json!({"visibility": "MEMBERS", "collections": {"totalCount": 1}}));
    }

    async fn is_owned_by_both_and_shared_by_its_lead(&self) {
        let about = json!({"collectionId": self.collection});
        let invite = json!({"collectionId": self.collection, "organisationId": "29189978"});
        self.randers.change("inviteCollectionOwner", invite).await.done();
        sees(&self.superuser, &self.collection, |seen| seen["invited"] == true).await;
        self.superuser.change("acceptCollectionInvitation", about).await.done();
        let joined = seen(&self.superuser, &self.collection).await;
        assert_eq!(joined["jointOwners"][0]["name"], "Syddjurs Kommune");
        assert_eq!(joined["internal"]["canChangeOwners"], false);
        let share = json!({"collectionId": self.collection, "visibility": "PUBLIC"});
        let refused = self.superuser.change("shareCollection", share.clone()).await.refusal();
        assert_eq!(refused.code(), "not_permitted");
        assert_eq!(seen(&self.kolding, &self.collection).await, Value::Null);
        let refused = self.kolding.change("shareCollection", share.clone()).await.refusal();
        assert_eq!(refused.code(), "collection_unknown");
        self.randers.change("shareCollection", share).await.done();
        let public = sees(&self.stranger, &self.collection, |seen| !seen.is_null()).await;
        assert_eq!((titles(&public), &public["contact"]), (vec![], &Value::Null));
        let theirs = seen(&self.kolding, &self.collection).await;
        assert_eq!(titles(&theirs), ["Fakturaer i Syddjurs"]);
    }

    async fn ends_and_leaves_the_cases_as_they_were(&self) {
        self.syddjurs.change("takeOutOfCollection", self.with(&self.foreign)).await.done();
        let about = json!({"collectionId": self.collection});
        self.randers.change("dissolveCollection", about).await.done();
        sees(&self.stranger, &self.collection, Value::is_null).await;
        assert_eq!(seen(&self.randers, &self.collection).await, Value::Null);
        let case = collected(&self.randers, &self.own).await;
        assert_eq!(case, json!({"visibility": "ORGANISATION", "collections": {"totalCount": 0}}));
    }
}

async fn collected(by: &Visitor, case: &str) -> Value {
    let query = "query($id: ID!) { case(id: $id) { visibility collections { totalCount } } }";
    by.graphql(query, json!({"id": case})).await.data()["case"].take()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_municipalities_gather_cases_and_show_nobody_more_than_before() {
    let installation = Installation::demo().await;
    let gathering = Gathering::begin(&installation).await;
    gathering.is_started().await;
    gathering.takes_own_cases_and_asks_for_others().await;
    gathering.is_agreed_to_by_those_who_may_share_the_case().await;
    gathering.is_owned_by_both_and_shared_by_its_lead().await;
    gathering.ends_and_leaves_the_cases_as_they_were().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_own_collection_takes_own_cases_only() {
    let installation = Installation::demo().await;
    let randers = Visitor::sign_in(&installation, "consultant-randers").await;
    let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
    let reader = Visitor::sign_in(&installation, "reader-aarhus").await;
    let foreign = register(&syddjurs, "Åbne fakturaer", "PUBLIC").await;
    let about = json!({"title": "Vores robotter", "summary": "Alle i Randers."});
    let collection = new_id();
    let start = json!({"collectionId": collection, "kind": "OWN", "about": about});
    let refused = reader.change("startCollection", start.clone()).await.refusal();
    assert_eq!(refused.code(), "not_permitted", "it takes a contributor");
    randers.change("startCollection", start).await.done();
    let add = json!({"collectionId": collection, "caseId": foreign});
    let refused = eventually("Randers can read the case", || async {
        let answer = randers.change("addToCollection", add.clone()).await;
        let code = answer.refusal().code().to_owned();
        (code != "case_unknown").then_some(code)
    })
    .await;
    assert_eq!(refused, "collection_is_own");
    let invite = json!({"collectionId": collection, "organisationId": "29189978"});
    let refused = randers.change("inviteCollectionOwner", invite).await.refusal();
    assert_eq!(refused.code(), "collection_is_own");
    let blank = json!({"collectionId": collection, "about": {"title": " ", "summary": "x",
        "kle": ["5"]}});
    let refused = randers.change("describeCollection", blank).await.refusal();
    assert_eq!(refused.fields(), ["about.title required", "about.kle[0] malformed"]);
    let late = json!({"collectionId": collection, "about": {"title": "Nyt", "summary": "x"},
        "expectedRevision": 7});
    assert_eq!(randers.change("describeCollection", late).await.refusal().code(), "conflict");
}
