//! Word of changes for those who watch: an id and a count, never data.

use case::access::{Action, Principal, decide};
use vocabulary::CaseId;

use super::scope::readable_case;
use super::sql::Sql;
use super::{ReadError, Reader};

/// Who could see a difference; each includes the readers of the ones before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Readers of an owner organisation.
    Internal,
    /// All signed in who may read.
    Discussion,
    /// All who may read.
    Shared,
}

/// A case changed. For the registry itself; readers are told a [`Notice`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// The case.
    pub case: CaseId,
    /// Its revision now.
    pub revision: u64,
    /// Its edition now.
    pub edition: u32,
    /// Who could see a difference.
    pub what: What,
}

/// What one reader is told of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// The case.
    pub case: CaseId,
    /// Its revision, for readers of an owner organisation.
    pub revision: Option<u64>,
    /// Its edition.
    pub edition: u32,
}

impl Reader {
    /// What a reader is told of a change, decided on what they may read now. None when they could
    /// see no difference, or do not follow the case where only followed ones are asked for.
    pub async fn notice(
        &self,
        principal: &Principal,
        changed: &Changed,
        only_followed: bool,
    ) -> Result<Option<Notice>, ReadError> {
        let Some(case) = readable_case(&self.now().store, principal, changed.case).await? else {
            return Ok(None);
        };
        if only_followed && !self.follows(principal, changed.case).await? {
            return Ok(None);
        }
        let own = decide(principal, Action::ReadOwn, &case.facts());
        let sees = match changed.what {
            What::Internal => own,
            What::Discussion => *principal != Principal::Anonymous,
            What::Shared => true,
        };
        Ok(sees.then(|| Notice {
            case: changed.case,
            revision: own.then_some(changed.revision),
            edition: changed.edition,
        }))
    }

    /// Whether the principal follows a case.
    async fn follows(&self, principal: &Principal, case: CaseId) -> Result<bool, ReadError> {
        let Some(person) = principal.person() else { return Ok(false) };
        let sql = Sql::of("SELECT 1 FROM read_follows WHERE person = ")
            .bind(person.0)
            .push(" AND case_id = ")
            .bind(case.0);
        Ok(sql.one(&self.now().store.readers).await?.is_some())
    }
}
