//! What a local superuser's role covers by KLE number.

use async_graphql::{Context, Object};
use proto::identity::v1 as identity;

use crate::fault::Fault;
use crate::units::Department;
use crate::visit::Visit;

/// Cases that a local superuser's role covers by what they are about.
pub struct CoveredSubjects(identity::CoveredSubjects);

/// Cases that a local superuser's role covers by what they are about.
#[Object]
impl CoveredSubjects {
    /// KLE numbers. A case is covered that carries one of them, or a number within one.
    async fn numbers(&self) -> &[String] {
        &self.0.kle
    }

    /// Departments, one of which owns the case besides; none where the case may be any department's.
    async fn departments(&self, context: &Context<'_>) -> Result<Vec<Department>, Fault> {
        let visit = Visit::of(context);
        let Some(session) = visit.session().await? else { return Ok(Vec::new()) };
        Department::named(visit, &session.person.organisation, &self.0.units).await
    }
}

/// All of them.
pub fn all(covered: &[identity::CoveredSubjects]) -> Vec<CoveredSubjects> {
    covered.iter().cloned().map(CoveredSubjects).collect()
}
