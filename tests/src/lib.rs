//! What the walks through the running product and the checks of its shape have in common.

pub mod answer;
pub mod honest;
pub mod installation;
pub mod process;
pub mod schema;
pub mod stream;
pub mod visitor;
pub mod workspace;

pub use answer::{Answer, Refused};
pub use installation::{Installation, Store};
pub use stream::Stream;
pub use visitor::{DemoPerson, Visitor, demo_people, demo_person};

/// A new id, as a browser makes it.
#[expect(clippy::disallowed_methods, reason = "tests have no clock of the platform")]
pub fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// The global id of a case as the API writes it.
pub fn global_id(kind: &str, key: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(format!("{kind}:{key}"))
}

/// Asks until there is an answer, for what becomes true a moment after it was caused.
///
/// # Panics
/// When there is none in time.
pub async fn eventually<T, F>(what: &str, mut ask: impl FnMut() -> F) -> T
where
    F: Future<Output = Option<T>>,
{
    let begun = std::time::Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(20), "never came true: {what}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
