//! Names of people, asked for together and only from identity.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Object, SimpleObject};
use proto::identity::v1 as identity;
use proto::identity::v1::{FindPeopleRequest, PeopleRequest};
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

    fn of(person: identity::Person) -> Option<(PersonId, Self)> {
        let id: PersonId = person.id.parse().ok()?;
        let email = (!person.email.is_empty()).then_some(person.email);
        Some((id, Self { id: ids::person(id), name: Some(person.name), email }))
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
        Ok(answer.people.into_iter().filter_map(Person::of).collect())
    }
}

/// Questions about people.
#[derive(Default)]
pub struct PeopleQuery;

#[Object]
impl PeopleQuery {
    /// People of the viewer's own organisation, to be put on cases; at most 20, none without sign-in.
    #[graphql(complexity = "20 + 20 * child_complexity")]
    async fn people(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "At least two letters of the name or the e-mail.")] search: String,
    ) -> Result<Vec<Person>, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else { return Ok(Vec::new()) };
        let asked = FindPeopleRequest { query: search };
        let message = request(asked, Some(session.token("identity")?), visit.correlation)?;
        let upstream = &visit.services.upstream;
        let answer = upstream.within_limit(upstream.identity().find_people(message)).await?;
        let found = answer.people.into_iter().filter_map(Person::of);
        Ok(found.map(|(_, person)| person).collect())
    }
}
