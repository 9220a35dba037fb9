//! Malformed, oversized and hostile requests get a clear no, and the process lives on.

mod bodies;
mod documents;
mod refusals;
mod sign_in;
mod sites;
mod sockets;

use journeys::{Answer, Installation, Store, Visitor};

/// A running product and somebody who is signed in.
pub struct Target {
    /// Where it runs.
    pub installation: Installation,
    /// Signed in.
    pub randers: Visitor,
    /// Not signed in.
    pub stranger: Visitor,
}

impl Target {
    async fn new() -> Self {
        let installation = Installation::separate(Store::Sqlite).await;
        let randers = Visitor::sign_in(&installation, "consultant-randers").await;
        let stranger = Visitor::anonymous(&installation);
        Self { installation, randers, stranger }
    }

    /// All processes live, and an ordinary question is answered.
    pub async fn lives(&mut self, after: &str) {
        assert!(self.installation.is_alive(), "dead after {after}");
        let viewer = self.randers.ask("{ viewer { name } }").await;
        assert_eq!(viewer["viewer"]["name"], "Karen Holmgaard", "after {after}");
    }
}

/// A 4xx with a stable code and a type that says how to read it.
pub fn is_a_clear_no(answer: &Answer, what: &str) {
    assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.body);
    assert!(!answer.code().is_empty(), "{what}: {}", answer.body);
    let told = answer.header("content-type").unwrap_or_default();
    assert!(told.contains("json"), "{what}: {told}");
    assert!(!answer.body.contains("panicked"), "{what}: {}", answer.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_requests_are_refused_and_the_process_lives_on() {
    let mut target = Target::new().await;
    documents::are_stopped_before_the_parser(&mut target).await;
    bodies::that_are_no_requests_are_refused(&mut target).await;
    sockets::that_stall_or_talk_nonsense_keep_nobody_waiting(&mut target).await;
    sites::that_are_not_ours_change_nothing(&mut target).await;
    sign_in::opens_for_the_browser_that_began_it_and_once(&mut target).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_names_field_and_rule_and_changes_nothing() {
    let mut target = Target::new().await;
    refusals::name_field_and_rule(&mut target).await;
    refusals::of_other_kinds_have_their_codes(&mut target).await;
    target.lives("bad input").await;
}
