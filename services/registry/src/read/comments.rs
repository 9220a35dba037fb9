//! What was said about a case.

use case::access::Principal;
use chrono::DateTime;
use sea_orm::QueryResult;
use uuid::Uuid;
use vocabulary::{CaseId, Comment, CommentId, PersonId};

use super::page::{Listed, Page, Slice};
use super::scope::readable_case;
use super::sql::Sql;
use super::{ReadError, Reader, parsed};

impl Reader {
    /// Comments of a case that the principal may read, oldest first, with their number in all; what
    /// was removed keeps its place. None for those not signed in. Who wrote one, and who is mentioned
    /// in it, is told to the writer's own organisation only.
    pub async fn comments(
        &self,
        principal: &Principal,
        id: CaseId,
        slice: &Slice,
    ) -> Result<Page<Comment>, ReadError> {
        let readable = readable_case(&self.now().store, principal, id).await?.is_some();
        if !readable || *principal == Principal::Anonymous {
            return Ok(Page { total: Some(0), ..Page::empty() });
        }
        let mut sql = Sql::of("SELECT id, in_reply_to, organisation, text, posted_at, edited_at, ")
            .push("removed, author, mentions FROM read_comments WHERE case_id = ")
            .bind(id.0);
        if let Some(cursor) = &slice.after {
            let after: CommentId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql
                .push(" AND ordinal > (SELECT min(ordinal) FROM read_comments WHERE case_id = ")
                .bind(id.0)
                .push(" AND id = ")
                .bind(after.0)
                .push(")");
        }
        let sql = sql.push(" ORDER BY ordinal LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            let comment = shown(row, principal, id)?;
            items.push(Listed { cursor: comment.id.to_string(), item: comment });
        }
        let sql = Sql::of("SELECT count(*) FROM read_comments WHERE case_id = ").bind(id.0);
        let total = match sql.one(&self.now().store.readers).await? {
            Some(row) => u32::try_from(row.try_get_by_index::<i64>(0)?).unwrap_or(u32::MAX),
            None => 0,
        };
        Ok(Page { items, has_next: rows.len() > slice.count(), total: Some(total) })
    }
}

fn shown(row: &QueryResult, principal: &Principal, case: CaseId) -> Result<Comment, ReadError> {
    let organisation: String = row.try_get_by_index(2)?;
    let organisation = organisation.parse();
    let organisation = organisation.map_err(|_| ReadError::Corrupt("a comment".to_owned()))?;
    let (mut author, mut mentions) = (None, Vec::new());
    if principal.organisation() == Some(organisation) {
        author = row.try_get_by_index::<Option<Uuid>>(7)?.map(PersonId);
        mentions = parsed(&row.try_get_by_index::<String>(8)?)?;
    }
    let at = |micros: i64| DateTime::from_timestamp_micros(micros).unwrap_or_default();
    Ok(Comment {
        id: CommentId(row.try_get_by_index(0)?),
        case,
        in_reply_to: row.try_get_by_index::<Option<Uuid>>(1)?.map(CommentId),
        organisation,
        author,
        mentions,
        text: row.try_get_by_index(3)?,
        posted_at: at(row.try_get_by_index(4)?),
        edited_at: row.try_get_by_index::<Option<i64>>(5)?.map(at),
        removed: row.try_get_by_index::<i64>(6)? != 0,
    })
}
