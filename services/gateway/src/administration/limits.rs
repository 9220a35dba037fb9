//! Within what somebody is local superuser.

use async_graphql::{Context, Object};
use proto::identity::v1 as identity;

use crate::fault::Fault;
use crate::units::Department;
use crate::visit::Visit;

/// Within what somebody is local superuser. Where it names numbers and departments, both hold.
pub struct RoleLimit(identity::RoleLimit);

/// Within what somebody is local superuser. Where it names numbers and departments, both hold.
#[Object]
impl RoleLimit {
    /// KLE numbers. A case is covered that carries one of them, or a number within one.
    async fn numbers(&self) -> &[String] {
        &self.0.kle
    }

    /// Departments. A case is covered that one of them owns.
    async fn departments(&self, context: &Context<'_>) -> Result<Vec<Department>, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else { return Ok(Vec::new()) };
        Department::named(visit, &session.person.organisation, &self.0.units).await
    }
}

/// All of them.
pub fn all(limits: &[identity::RoleLimit]) -> Vec<RoleLimit> {
    limits.iter().cloned().map(RoleLimit).collect()
}
