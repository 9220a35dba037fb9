//! One case, by its id.

use case::access::{Facts, Principal};
use vocabulary::{CaseId, CaseView};

use super::scope::{readable_case, state};
use super::sql::Sql;
use super::views::Told;
use super::{ReadError, Reader};

impl Reader {
    /// A case that the principal may read; none when there is none such, which is answered alike
    /// whether it exists or not.
    pub async fn case(
        &self,
        principal: &Principal,
        id: CaseId,
    ) -> Result<Option<CaseView>, ReadError> {
        let Some(case) = readable_case(&self.now().store, principal, id).await? else {
            return Ok(None);
        };
        Ok(self.views(principal, &[case], Told::default()).await?.pop())
    }

    /// What access to a case is decided on; none when it is not registered. Never an answer to a
    /// reader.
    pub async fn facts(&self, id: CaseId) -> Result<Option<Facts>, ReadError> {
        let sql = Sql::of("SELECT state FROM read_cases WHERE id = ").bind(id.0);
        let row = sql.one(&self.now().store.readers).await?;
        row.map(|row| Ok(state(&row, 0)?.facts())).transpose()
    }
}
