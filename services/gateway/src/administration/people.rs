//! People as their administrator sees them, and what is done with their roles.

use async_graphql::connection::{Connection, ConnectionNameType, Edge, EdgeNameType, EmptyFields};
use async_graphql::{Context, ID, InputObject, Object, OutputType, SimpleObject};
use chrono::{DateTime, Utc};
use proto::identity::v1 as identity;
use proto::identity::v1::change_person_request::Change;
use proto::identity::v1::change_person_response::Outcome;
use uuid::Uuid;
use vocabulary::PersonId;

use super::limits::{self, RoleLimit};
use super::{ask, not_signed_in, refused};
use crate::connection::{Total, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::outcome::Refusal;
use crate::people::Person;
use crate::units::Department;
use crate::viewer::Role;
use crate::visit::Visit;

/// What the pages of these people are called.
pub struct Named;

impl ConnectionNameType for Named {
    fn type_name<T: OutputType>() -> String {
        "AdministeredPersonConnection".to_owned()
    }
}

impl EdgeNameType for Named {
    fn type_name<T: OutputType>() -> String {
        "AdministeredPersonEdge".to_owned()
    }
}

/// A page of them.
pub type AdministeredPeople =
    Connection<String, AdministeredPerson, Total, EmptyFields, Named, Named>;

/// Which people.
#[derive(InputObject, Default)]
pub struct PeopleFilter {
    /// Part of the name or the e-mail.
    search: Option<String>,
    /// Only those with this role, wherever it comes from.
    role: Option<Role>,
    /// Only those who may sign in, or may not.
    active: Option<bool>,
    /// One person.
    id: Option<ID>,
}

/// A person of one's own organisation.
pub struct AdministeredPerson(identity::AdministeredPerson);

/// A role that was given here.
pub struct GivenRole {
    given: identity::GivenRole,
}

/// A group of the organisation's own systems that somebody is in.
pub struct GivingGroup(identity::GivingGroup);

/// The provider that vouches for somebody.
#[derive(SimpleObject)]
pub struct VouchingProvider {
    /// Global id.
    id: ID,
    /// What it is called.
    label: String,
}

fn roles(words: &[String]) -> Vec<Role> {
    let known = words.iter().filter_map(|word| word.parse::<token::Role>().ok());
    known.map(Role::from).collect()
}

pub(super) fn moment(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0)
}

/// Somebody by id, with the name where identity tells it.
pub(super) async fn named(context: &Context<'_>, id: &str) -> Result<Option<Person>, Fault> {
    let Ok(id) = id.parse::<PersonId>() else { return Ok(None) };
    let known = Visit::people(context).load_one(id).await?;
    Ok(Some(known.unwrap_or_else(|| Person::unnamed(id))))
}

async fn departments(context: &Context<'_>, ids: &[String]) -> Result<Vec<Department>, Fault> {
    let visit = Visit::of(context);
    let Some(session) = visit.session().await? else { return Ok(Vec::new()) };
    Department::named(visit, &session.person.organisation, ids).await
}

/// A person of one's own organisation, to whoever administers it.
#[Object]
impl AdministeredPerson {
    /// Global id.
    async fn id(&self) -> Option<ID> {
        self.0.id.parse().ok().map(ids::person)
    }

    /// As the provider last gave it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// As the provider last gave it.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// May sign in. Whoever may not is out everywhere.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// An administrator has disabled the person.
    async fn disabled(&self) -> bool {
        self.0.disabled
    }

    /// An operator has locked the person out, which no administrator lifts.
    async fn locked(&self) -> bool {
        self.0.locked
    }

    /// The organisation's own systems keep the person out, which they alone lift.
    async fn kept_out(&self) -> bool {
        self.0.kept_out
    }

    /// When the person last signed in.
    async fn last_sign_in_at(&self) -> Option<DateTime<Utc>> {
        moment(self.0.last_sign_in_at)
    }

    /// All roles, wherever they come from.
    async fn roles(&self) -> Vec<Role> {
        let given = self.0.given_roles.iter().map(|given| &given.role);
        let by_groups = self.0.groups.iter().flat_map(|group| &group.roles);
        let all = self.0.claimed_roles.iter().chain(given).chain(by_groups);
        let mut all: Vec<String> = all.cloned().collect();
        all.sort();
        all.dedup();
        roles(&all)
    }

    /// Roles that the provider's claims gave. They are taken away there.
    async fn claimed_roles(&self) -> Vec<Role> {
        roles(&self.0.claimed_roles)
    }

    /// Departments that the provider's claims say the person is in. A local superuser's role that comes
    /// without limits of its own covers them.
    async fn claimed_departments(&self, context: &Context<'_>) -> Result<Vec<Department>, Fault> {
        departments(context, &self.0.claimed_units).await
    }

    /// What a local superuser's role that claims gave came with. One that names nothing is no limit, and
    /// where there are none at all it came without: then it covers the departments of the person.
    async fn claimed_limits(&self) -> Vec<RoleLimit> {
        limits::all(&self.0.claimed_limits)
    }

    /// Roles that were given here. They stay whatever the provider says.
    async fn given_roles(&self) -> Vec<GivenRole> {
        self.0.given_roles.iter().map(|given| GivenRole { given: given.clone() }).collect()
    }

    /// Groups of the organisation's own systems that the person is in, by name.
    async fn groups(&self) -> Vec<GivingGroup> {
        self.0.groups.iter().cloned().map(GivingGroup).collect()
    }

    /// Departments by the organisation's import. They count like those that claims name.
    async fn imported_departments(&self, context: &Context<'_>) -> Result<Vec<Department>, Fault> {
        departments(context, &self.0.imported_units).await
    }

    /// The provider that vouches for the person, where it is known still.
    async fn provider(&self) -> Option<VouchingProvider> {
        let known = !self.0.provider.is_empty();
        known.then(|| VouchingProvider {
            id: ids::identity_provider(&self.0.provider),
            label: self.0.provider_label.clone(),
        })
    }
}

/// A role that was given here.
#[Object]
impl GivenRole {
    /// The role.
    async fn role(&self) -> Option<Role> {
        self.given.role.parse::<token::Role>().ok().map(Role::from)
    }

    /// Departments, of a local superuser.
    async fn departments(&self, context: &Context<'_>) -> Result<Vec<Department>, Fault> {
        departments(context, &self.given.units).await
    }

    /// KLE numbers, of a local superuser. Where there are departments too, both hold.
    async fn subjects(&self) -> &[String] {
        &self.given.subjects
    }

    /// Who gave it; null when an operator did.
    async fn given_by(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        named(context, &self.given.given_by).await
    }

    /// When it was given.
    async fn given_at(&self) -> Option<DateTime<Utc>> {
        moment(self.given.given_at)
    }
}

/// A group of the organisation's own systems that somebody is in.
#[Object]
impl GivingGroup {
    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The roles that it gives.
    async fn roles(&self) -> Vec<Role> {
        roles(&self.0.roles)
    }

    /// The department that it gives.
    async fn department(&self, context: &Context<'_>) -> Result<Option<Department>, Fault> {
        Ok(departments(context, self.0.unit.as_slice()).await?.pop())
    }
}

/// A page of people.
pub async fn page(
    visit: &Visit,
    filter: PeopleFilter,
    first: i32,
    after: Option<String>,
) -> Result<AdministeredPeople, Fault> {
    let id = match &filter.id {
        Some(id) => ids::uuid("Person", id).unwrap_or(Uuid::nil()).to_string(),
        None => String::new(),
    };
    let continued = after.is_some();
    let message = identity::AllPeopleRequest {
        query: filter.search.unwrap_or_default(),
        role: filter.role.map(|role| token::Role::from(role).to_string()).unwrap_or_default(),
        active: filter.active,
        id,
        first: page_size(first)?,
        after: after.unwrap_or_default(),
    };
    let reply = ask(visit, message, |mut desk, m| async move { desk.all_people(m).await }).await?;
    let reply = reply.unwrap_or_default();
    let total = Total { total_count: Some(reply.total) };
    let mut page = Connection::with_additional_fields(continued, !reply.next.is_empty(), total);
    for person in reply.people {
        page.edges.push(Edge::new(person.cursor.clone(), AdministeredPerson(person)));
    }
    Ok(page)
}

/// What became of somebody.
#[derive(SimpleObject, Default)]
pub struct PersonOutcome {
    /// The person after it.
    person: Option<AdministeredPerson>,
    /// Why not; null when it was done.
    refusal: Option<Refusal>,
}

/// A role to give.
#[derive(InputObject)]
pub struct GiveRoleInput {
    /// To whom.
    person_id: ID,
    /// The role.
    role: Role,
    /// Departments, at most 50 of a local superuser and none of any other. Given again, departments
    /// and KLE numbers take the place of those before.
    departments: Option<Vec<String>>,
    /// KLE numbers, at most 50 of a local superuser and none of any other: `27`, `27.69` or `27.69.40`.
    /// The role covers cases that carry one of them or a number within one; beside departments both
    /// hold. A local superuser has one of the two at least.
    subjects: Option<Vec<String>>,
}

/// A role to take.
#[derive(InputObject)]
pub struct TakeRoleInput {
    /// From whom.
    person_id: ID,
    /// The role.
    role: Role,
}

/// Somebody to lock out.
#[derive(InputObject)]
pub struct DisablePersonInput {
    /// Who.
    person_id: ID,
}

/// Somebody to let in again.
#[derive(InputObject)]
pub struct EnablePersonInput {
    /// Who.
    person_id: ID,
}

/// What is done with people.
#[derive(Default)]
pub struct AdministeredPeopleMutation;

#[Object]
impl AdministeredPeopleMutation {
    /// Gives somebody of one's own organisation a role, beside those that the provider's claims give.
    /// It takes an administrator.
    async fn give_role(
        &self,
        context: &Context<'_>,
        input: GiveRoleInput,
    ) -> Result<PersonOutcome, Fault> {
        let role = token::Role::from(input.role).to_string();
        let units = input.departments.unwrap_or_default();
        let subjects = input.subjects.unwrap_or_default();
        let change = Change::Give(identity::GiveRole { role, units, subjects });
        changed(Visit::of(context), &input.person_id, change).await
    }

    /// Takes a role that was given here. It takes an administrator.
    async fn take_role(
        &self,
        context: &Context<'_>,
        input: TakeRoleInput,
    ) -> Result<PersonOutcome, Fault> {
        let change = Change::Take(token::Role::from(input.role).to_string());
        changed(Visit::of(context), &input.person_id, change).await
    }

    /// Locks somebody of one's own organisation out: their sessions end within seconds, and they
    /// cannot sign in. It takes an administrator.
    async fn disable_person(
        &self,
        context: &Context<'_>,
        input: DisablePersonInput,
    ) -> Result<PersonOutcome, Fault> {
        changed(Visit::of(context), &input.person_id, Change::Active(false)).await
    }

    /// Lets somebody in again. It takes an administrator.
    async fn enable_person(
        &self,
        context: &Context<'_>,
        input: EnablePersonInput,
    ) -> Result<PersonOutcome, Fault> {
        changed(Visit::of(context), &input.person_id, Change::Active(true)).await
    }
}

async fn changed(visit: &Visit, person: &ID, change: Change) -> Result<PersonOutcome, Fault> {
    let person = ids::uuid("Person", person).unwrap_or(Uuid::nil()).to_string();
    let message = identity::ChangePersonRequest { person, change: Some(change) };
    let call = |mut desk: super::Desk, m| async move { desk.change_person(m).await };
    let outcome = match ask(visit, message, call).await? {
        None => {
            let refusal = Some(not_signed_in(visit));
            return Ok(PersonOutcome { refusal, ..PersonOutcome::default() });
        }
        Some(reply) => reply.outcome.ok_or(Fault::Internal)?,
    };
    Ok(match outcome {
        Outcome::Person(person) => {
            PersonOutcome { person: Some(AdministeredPerson(person)), refusal: None }
        }
        Outcome::Refused(no) => PersonOutcome { person: None, refusal: Some(refused(visit, no)) },
    })
}
