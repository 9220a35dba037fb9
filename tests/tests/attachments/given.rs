//! A case of Randers, and files for it.

use std::path::Path;

use journeys::{Answer, Installation, Store, Visitor, eventually, new_id};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

pub const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj kanariefugl endobj\n";

const OF_CASE: &str = "query($id: ID!) { case(id: $id) { edition
    attachments { id fileName mediaType size url }
    internal { attachments { id fileName mediaType size sha256 shared url } } } }";

pub struct Given {
    pub installation: Installation,
    /// Who registered the case, in Randers.
    pub randers: Visitor,
    /// A reader of another municipality.
    pub syddjurs: Visitor,
    pub case: String,
}

impl Given {
    /// A case that all members may read.
    pub async fn shared(more: &str) -> Self {
        let installation = Installation::separate_with(Store::Sqlite, more).await;
        let randers = Visitor::sign_in(&installation, "consultant-randers").await;
        let syddjurs = Visitor::sign_in(&installation, "consultant-syddjurs").await;
        let case = registered(&randers, "MEMBERS").await;
        let given = Self { installation, randers, syddjurs, case };
        eventually("Syddjurs may read it", || async {
            (!given.seen(&given.syddjurs).await.is_null()).then_some(())
        })
        .await;
        given
    }

    /// The case as somebody sees it.
    pub async fn seen(&self, by: &Visitor) -> Value {
        by.graphql(OF_CASE, json!({"id": self.case})).await.data()["case"].take()
    }

    /// Names of the shared files, as somebody sees them.
    pub async fn shared_names(&self, by: &Visitor) -> Vec<String> {
        names(&self.seen(by).await["attachments"])
    }

    /// Names of all files, as an owner sees them.
    pub async fn names(&self) -> Vec<String> {
        names(&self.seen(&self.randers).await["internal"]["attachments"])
    }

    /// Files that are stored on disk.
    pub fn stored(&self) -> usize {
        let folder = self.installation.attachments();
        let below = |folder: &Path| {
            let entries = std::fs::read_dir(folder).into_iter().flatten();
            entries.map(|entry| entry.expect("a folder can be read").path()).collect::<Vec<_>>()
        };
        below(&folder).iter().map(|case| below(case).len()).sum()
    }
}

fn names(attachments: &Value) -> Vec<String> {
    let all = attachments.as_array().expect("a list");
    all.iter().map(|one| one["fileName"].as_str().expect("a name").to_owned()).collect()
}

pub async fn registered(by: &Visitor, visibility: &str) -> String {
    let case = new_id();
    let basics = json!({"title": "Fakturagodkendelse", "summary": "En robot godkender."});
    let registered = json!({"id": case, "basics": basics, "visibility": visibility});
    by.change("registerCase", registered).await.done();
    case
}

/// An upload, as a page of ours makes it.
pub fn upload(by: &Visitor, case: &str, id: &str, name: &str, shared: bool) -> RequestBuilder {
    let path = format!("/api/v1/cases/{case}/attachments");
    by.request(Method::POST, &path)
        .query(&[("id", id), ("name", name), ("shared", if shared { "true" } else { "false" })])
        .header("Content-Type", "application/octet-stream")
}

pub async fn add(by: &Visitor, case: &str, id: &str, name: &str, bytes: &[u8]) -> Answer {
    by.sent(upload(by, case, id, name, false).body(bytes.to_vec())).await
}

pub fn address(case: &str, id: &str) -> String {
    format!("/api/v1/cases/{case}/attachments/{id}")
}

/// Bytes as the text that an answer has of them.
pub fn as_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file as somebody fetches it.
pub async fn fetched(by: &Visitor, case: &str, id: &str) -> Answer {
    by.get(&address(case, id)).await
}

/// What an answer says, but for what is of each request alone.
pub fn told(answer: &Answer, known: &[&str]) -> String {
    let correlation = answer.header("x-correlation-id").unwrap_or_default().to_owned();
    let mut text = format!("{} {}", answer.status, answer.body).replace(&correlation, "");
    for one in known {
        text = text.replace(one, "");
    }
    text
}
