//! Names of people, asked for together and only from identity.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{ID, SimpleObject};
use proto::identity::v1::PeopleRequest;
use vocabulary::PersonId;

use crate::fault::Fault;
use crate::ids;
use crate::upstream::request;
use crate::visit::Visit;

/// A person of the reader's own organisation.
#[derive(Debug, Clone, SimpleObject)]
pub struct Person {
    /// Global id.
    pub id: ID,
    /// Null when identity knows the person no more.
    pub name: Option<String>,
    /// Work e-mail.
    pub email: Option<String>,
}

impl Person {
    /// Somebody whom identity does not tell about.
    pub fn unnamed(id: PersonId) -> Self {
        Self { id: ids::person(id), name: None, email: None }
    }
}

/// Asks identity for many people at once.
pub struct PeopleLoader(pub Arc<Visit>);

impl PeopleLoader {
    /// As many as identity answers at once.
    pub const BATCH: usize = 200;
}

impl Loader<PersonId> for PeopleLoader {
    type Value = Person;
    type Error = Fault;

    async fn load(&self, wanted: &[PersonId]) -> Result<HashMap<PersonId, Person>, Fault> {
        let Some(session) = self.0.session().await? else { return Ok(HashMap::new()) };
        let asked = PeopleRequest { ids: wanted.iter().map(PersonId::to_string).collect() };
        let message = request(asked, Some(session.token("identity")?), self.0.correlation)?;
        let upstream = &self.0.services.upstream;
        let answer = upstream.within_limit(upstream.identity().people(message)).await?;
        let known = answer.people.into_iter().filter_map(|person| {
            let id: PersonId = person.id.parse().ok()?;
            let email = (!person.email.is_empty()).then_some(person.email);
            Some((id, Person { id: ids::person(id), name: Some(person.name), email }))
        });
        Ok(known.collect())
    }
}
