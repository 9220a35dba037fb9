//! Is the process ready to serve? Named checks, asked at the same time, each with a limit.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use tokio::task::JoinSet;

type Answer = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
type Check = Arc<dyn Fn() -> Answer + Send + Sync>;
type Telling = Arc<dyn Fn() -> Value + Send + Sync>;

/// The checks of a process. Clones share them.
#[derive(Clone, Default)]
pub struct Health {
    checks: Arc<RwLock<Vec<(String, Check)>>>,
    tellings: Arc<RwLock<BTreeMap<String, Telling>>>,
}

/// What the checks said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// All checks passed.
    pub ready: bool,
    /// What failed and why, by check, in the order they were added.
    pub reasons: Vec<Reason>,
    /// How things stand that alone make no process unready; holds no secrets.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, Value>,
}

/// One failed check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The check.
    pub check: String,
    /// Why it failed, for operators; holds no secrets.
    pub reason: String,
}

impl Health {
    /// How long one check may take before it counts as failed.
    pub const LIMIT: Duration = Duration::from_secs(2);

    /// No checks yet: ready.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a check. An `Err` is the reason why the process is not ready.
    pub fn add<F, R>(&self, name: impl Into<String>, check: F)
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), String>> + Send + 'static,
    {
        let check: Check = Arc::new(move || Box::pin(check()));
        self.checks.write().unwrap_or_else(PoisonError::into_inner).push((name.into(), check));
    }

    /// Adds something that is told whether ready or not.
    pub fn tell<F>(&self, name: impl Into<String>, telling: F)
    where
        F: Fn() -> Value + Send + Sync + 'static,
    {
        let mut tellings = self.tellings.write().unwrap_or_else(PoisonError::into_inner);
        tellings.insert(name.into(), Arc::new(telling));
    }

    /// Asks all checks at the same time.
    pub async fn readiness(&self) -> Readiness {
        let checks = self.checks.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut asked = JoinSet::new();
        for (place, (name, check)) in checks.into_iter().enumerate() {
            asked.spawn(async move {
                let answer = tokio::time::timeout(Self::LIMIT, check()).await;
                let failed = match answer {
                    Ok(Ok(())) => None,
                    Ok(Err(reason)) => Some(reason),
                    Err(_) => Some(format!("no answer within {} s", Self::LIMIT.as_secs())),
                };
                failed.map(|reason| (place, Reason { check: name, reason }))
            });
        }
        let mut failed: Vec<(usize, Reason)> =
            asked.join_all().await.into_iter().flatten().collect();
        failed.sort_by_key(|(place, _)| *place);
        let reasons: Vec<Reason> = failed.into_iter().map(|(_, reason)| reason).collect();
        let tellings = self.tellings.read().unwrap_or_else(PoisonError::into_inner);
        let details = tellings.iter().map(|(name, telling)| (name.clone(), telling())).collect();
        Readiness { ready: reasons.is_empty(), reasons, details }
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let checks = self.checks.read().unwrap_or_else(PoisonError::into_inner);
        f.debug_list().entries(checks.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn without_checks_and_with_passing_ones_it_is_ready() {
        let health = Health::new();
        assert!(health.readiness().await.ready);
        health.add("store", || async { Ok(()) });
        assert!(health.readiness().await.ready);
    }

    #[tokio::test]
    async fn failed_checks_are_named_in_order() {
        let health = Health::new();
        health.add("store", || async { Err("refused".to_owned()) });
        health.add("log", || async { Ok(()) });
        health.add("peer", || async { Err("away".to_owned()) });

        let readiness = health.readiness().await;

        assert!(!readiness.ready);
        let named: Vec<&str> = readiness.reasons.iter().map(|r| r.check.as_str()).collect();
        assert_eq!(named, ["store", "peer"]);
    }

    #[tokio::test]
    async fn how_things_stand_is_told_and_makes_nothing_unready() {
        let health = Health::new();
        health.tell("lag", || Value::from(7));
        let readiness = health.readiness().await;
        assert!(readiness.ready);
        assert_eq!(readiness.details["lag"], 7);
    }

    #[tokio::test(start_paused = true)]
    async fn a_check_that_hangs_has_failed() {
        let health = Health::new();
        health.add("store", || async { std::future::pending().await });
        assert_eq!(health.readiness().await.reasons[0].reason, "no answer within 2 s");
    }
}
