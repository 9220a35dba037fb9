//! All organisations, kept in memory: they change seldom and every case names some.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use proto::identity::v1::{ListOrganisationsRequest, Organisation};
use tokio::sync::RwLock;
use uuid::Uuid;

use crate::fault::Fault;
use crate::upstream::{Upstream, request};

const FRESH: Duration = Duration::from_mins(1);

/// The organisations at one moment.
#[derive(Debug, Default)]
pub struct Organisations {
    /// In the order of their names.
    pub all: Vec<Arc<Organisation>>,
    by_cvr: HashMap<String, Arc<Organisation>>,
}

impl Organisations {
    fn of(mut organisations: Vec<Organisation>) -> Self {
        organisations.sort_by(|a, b| a.name.cmp(&b.name));
        let all: Vec<_> = organisations.into_iter().map(Arc::new).collect();
        let by_cvr = all.iter().map(|one| (one.cvr.clone(), one.clone())).collect();
        Self { all, by_cvr }
    }

    /// The one with this CVR number.
    pub fn get(&self, cvr: &str) -> Option<Arc<Organisation>> {
        self.by_cvr.get(cvr).cloned()
    }
}

/// What was fetched, and when.
type Kept = (Instant, Arc<Organisations>);

/// Asks identity once a minute at most, and answers from memory while identity is away.
#[derive(Clone)]
pub struct Directory {
    upstream: Upstream,
    kept: Arc<RwLock<Option<Kept>>>,
}

impl Directory {
    /// Empty until it is first asked.
    pub fn new(upstream: Upstream) -> Self {
        Self { upstream, kept: Arc::default() }
    }

    /// All organisations.
    pub async fn all(&self, correlation: Uuid) -> Result<Arc<Organisations>, Fault> {
        if let Some((fetched, known)) = self.kept.read().await.as_ref()
            && fetched.elapsed() < FRESH
        {
            return Ok(known.clone());
        }
        let mut kept = self.kept.write().await;
        if let Some((fetched, known)) = kept.as_ref()
            && fetched.elapsed() < FRESH
        {
            return Ok(known.clone());
        }
        let mut identity = self.upstream.identity();
        let call =
            identity.list_organisations(request(ListOrganisationsRequest {}, None, correlation)?);
        match (self.upstream.within_limit(call).await, kept.as_ref()) {
            (Ok(answer), _) => {
                let known = Arc::new(Organisations::of(answer.organisations));
                *kept = Some((Instant::now(), known.clone()));
                Ok(known)
            }
            (Err(_), Some((_, known))) => Ok(known.clone()),
            (Err(fault), None) => Err(fault),
        }
    }
}
