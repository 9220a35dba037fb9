//! Faults of the predecessor that no other test is about: each was there, none may return.
//! `docs/predecessors-faults.md` says for all twenty which test holds them.

mod asking;
mod edge;
mod telling;

use journeys::{Installation, Store, Visitor, new_id};
use serde_json::json;

/// The product with a case of Randers that is shared with all members.
pub struct There {
    /// Where it runs.
    pub installation: Installation,
    /// Owns the case.
    pub karen: Visitor,
    /// Of another municipality.
    pub jonas: Visitor,
    /// The case.
    pub case: String,
}

impl There {
    /// The case has internal notes and people, and a text with a script in it.
    pub async fn with_a_shared_case() -> Self {
        let installation = Installation::separate(Store::Sqlite).await;
        let karen = Visitor::sign_in(&installation, "consultant-randers").await;
        let jonas = Visitor::sign_in(&installation, "consultant-syddjurs").await;
        let case = new_id();
        let basics = json!({"title": "Fakturagodkendelse", "summary": "En robot godkender."});
        karen.change("registerCase", json!({"id": case, "basics": basics})).await.done();
        let notes = json!({"notes": "Hemmelighuset", "esdhReference": "99.00.00-A00-1-26"});
        let notes = json!({"caseId": case, "internal": notes});
        karen.change("reviseInternalNotes", notes).await.done();
        let there = Self { installation, karen, jonas, case };
        there.share("MEMBERS").await;
        there
    }

    /// Changes who may see the case.
    pub async fn share(&self, visibility: &str) {
        let shared = json!({"caseId": self.case, "visibility": visibility});
        self.karen.change("changeVisibility", shared).await.done();
    }
}
