//! One request: who makes it, in which language, and what it has written so far.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_graphql::Context;
use async_graphql::dataloader::DataLoader;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::directory::Directory;
use crate::fault::Fault;
use crate::limit::Caller;
use crate::people::PeopleLoader;
use crate::profiles::ProfileLoader;
use crate::publiccode::Fetcher;
use crate::robots::Robots;
use crate::session::{Session, Sessions};
use crate::texts::Language;
use crate::units::Unit;
use crate::upstream::Upstream;

/// What all requests share.
#[derive(Clone)]
pub struct Services {
    /// The services behind.
    pub upstream: Upstream,
    /// Who is signed in.
    pub sessions: Sessions,
    /// Which robots call.
    pub robots: Robots,
    /// All organisations.
    pub directory: Directory,
    /// Fetches files from elsewhere.
    pub fetcher: Fetcher,
}

/// One request.
pub struct Visit {
    /// What all requests share.
    pub services: Services,
    /// Joins all that the request causes.
    pub correlation: Uuid,
    /// Of texts for people.
    pub language: Language,
    session: Option<Arc<Session>>,
    position: Arc<AtomicU64>,
    /// The departments of the viewer's organisation, once they were asked for.
    pub units: OnceCell<Vec<Unit>>,
}

impl Visit {
    /// A request of a session, or of somebody who is not signed in.
    pub fn new(
        services: Services,
        session: Option<Arc<Session>>,
        correlation: Uuid,
        language: Language,
    ) -> Self {
        let position = session.as_ref().map(|session| session.position.clone()).unwrap_or_default();
        let units = OnceCell::new();
        Self { services, correlation, language, session, position, units }
    }

    /// The visit that a resolver works for.
    pub fn of<'a>(context: &Context<'a>) -> &'a Arc<Self> {
        context.data_unchecked::<Arc<Self>>()
    }

    /// The loader of people's names of this visit.
    pub fn people<'a>(context: &Context<'a>) -> &'a DataLoader<PeopleLoader> {
        context.data_unchecked::<DataLoader<PeopleLoader>>()
    }

    /// The loader of what organisations say of themselves.
    pub fn profiles<'a>(context: &Context<'a>) -> &'a DataLoader<ProfileLoader> {
        context.data_unchecked::<DataLoader<ProfileLoader>>()
    }

    /// Who is counted for what it holds open; none without a session.
    pub fn caller(&self) -> Option<Caller> {
        self.session.as_ref().map(|session| Caller::Session(session.key()))
    }

    /// Whether somebody was signed in when it began.
    pub fn is_signed_in(&self) -> bool {
        self.session.is_some()
    }

    /// The session with tokens that still hold, none without sign-in. A stream may live longer
    /// than its session, so this asks again and says when the session is over.
    pub async fn session(&self) -> Result<Option<Arc<Session>>, Fault> {
        let Some(begun) = &self.session else { return Ok(None) };
        let held = self.services.sessions.again(begun, self.correlation).await?;
        held.ok_or(Fault::SessionEnded).map(Some)
    }

    /// The position that reads must have reached.
    pub fn at_least(&self) -> u64 {
        self.position.load(Ordering::Acquire)
    }

    /// Remembers a write, so that what is read after it shows it.
    pub fn wrote(&self, position: u64) {
        self.position.fetch_max(position, Ordering::AcqRel);
    }
}
