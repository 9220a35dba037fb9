//! Bringing this process's search index, readers and watchers up to the rows, whoever folded them.

use std::collections::HashMap;
use std::sync::Arc;

use case::Case;
use sea_orm::QueryResult;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use vocabulary::{CaseId, PersonId};

use super::changed::{Changed, What};
use super::folding::Stored;
use super::generation::Generation;
use super::scope::state;
use super::sql::Sql;
use super::store::number;
use super::writes::Indexed;
use super::{ReadError, ReadModels};
use crate::directory::Directory;
use crate::log::Position;
use crate::search::{SearchDocument, SearchError, SearchIndex};

/// Most cases of one commit of the search index.
const INDEXED: i64 = 2_000;
/// Most changes that are told at a time; who missed some watches again.
const TOLD: i64 = 2_000;

/// Batches that folding may be ahead of the index.
const AHEAD: usize = 1;
/// Cases after which the index is committed while more are handed over.
const COMMITTED: usize = 20_000;

type Sender = mpsc::Sender<Stored>;
type Indexing = JoinHandle<Result<(), SearchError>>;

impl ReadModels {
    /// Has everything up to a position read and then found, and tells who waits and watches.
    pub(super) async fn publish(
        &self,
        generation: &Generation,
        reached: Position,
    ) -> Result<(), ReadError> {
        self.progress.readable(reached);
        let before = *self.progress.found.borrow();
        if reached <= before {
            return Ok(());
        }
        self.index(generation).await?;
        self.progress.findable(reached);
        self.tell(generation, before).await
    }

    /// Puts into the index what folding hands over, beside it, until it ends. The rest, and all that
    /// others fold, is taken from the rows ([`ReadModels::index`]).
    pub(super) fn index_beside(&self, generation: &Generation) -> (Option<Sender>, Indexing) {
        let (sender, stored) = mpsc::channel(AHEAD);
        let (search, directory) = (Arc::clone(&generation.search), self.directory.clone());
        let indexing = tokio::task::spawn_blocking(move || take(&search, &directory, stored));
        (Some(sender), indexing)
    }

    /// Puts into the index every case that changed after the position that it is at. The rows say
    /// which, so this is right after any crash, and also for what another process folded.
    pub(super) async fn index(&self, generation: &Generation) -> Result<(), ReadError> {
        let checkpoint = generation.store.checkpoint().await?;
        if generation.search.position() > checkpoint {
            // It is of other rows.
            let search = Arc::clone(&generation.search);
            tokio::task::spawn_blocking(move || search.clear()).await??;
        }
        self.index_after(generation, generation.search.position(), true).await?;
        let reached = checkpoint.max(generation.search.position());
        self.put(generation, &[], reached).await
    }

    /// Puts every case into the index again, with the names that organisations have now.
    pub(super) async fn index_again(&self, generation: &Generation) -> Result<(), ReadError> {
        self.index_after(generation, 0, false).await
    }

    async fn index_after(
        &self,
        generation: &Generation,
        mut after: Position,
        moves: bool,
    ) -> Result<(), ReadError> {
        loop {
            let sql = Sql::of("SELECT state, position FROM read_cases WHERE position > ")
                .bind(i64::try_from(after).unwrap_or(i64::MAX))
                .push(" ORDER BY position LIMIT ")
                .bind(INDEXED);
            let rows = sql.all(&generation.store.readers).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = number(last, 1)?;
            let cases = rows.iter().map(|row| state(row, 0)).collect::<Result<Vec<_>, _>>()?;
            let position = if moves { after } else { generation.search.position() };
            self.put(generation, &cases, position).await?;
        }
    }

    async fn put(
        &self,
        generation: &Generation,
        cases: &[Case],
        position: Position,
    ) -> Result<(), ReadError> {
        let documents = self.documents(generation, cases).await?;
        let search = Arc::clone(&generation.search);
        Ok(tokio::task::spawn_blocking(move || search.put(&documents, position)).await??)
    }

    /// Cases as the index takes them, with the access keys that the rows have.
    async fn documents(
        &self,
        generation: &Generation,
        cases: &[Case],
    ) -> Result<Vec<SearchDocument>, ReadError> {
        let mut keys: HashMap<CaseId, Vec<String>> = HashMap::new();
        let ids = cases.iter().filter_map(|case| case.id).map(|id| id.0);
        let sql = Sql::of("SELECT case_id, key FROM read_case_access WHERE ");
        if !cases.is_empty() {
            for row in sql.among("case_id", ids).all(&generation.store.readers).await? {
                let case = CaseId(row.try_get_by_index(0)?);
                keys.entry(case).or_default().push(row.try_get_by_index(1)?);
            }
        }
        let documents = cases.iter().filter_map(|case| {
            let keys = keys.remove(&case.id?).unwrap_or_default();
            document(&self.directory, case, keys)
        });
        Ok(documents.collect())
    }

    /// Tells watchers of what changed after a position, as the rows say.
    async fn tell(&self, generation: &Generation, after: Position) -> Result<(), ReadError> {
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        self.tell_inboxes(generation, after).await?;
        if self.progress.changed.receiver_count() == 0 {
            return Ok(());
        }
        let readers = &generation.store.readers;
        let sql = Sql::of("SELECT id, revision, edition, shared_position > ").bind(after);
        let sql = sql.push(" FROM read_cases WHERE position > ").bind(after);
        let changed = sql.push(" ORDER BY position LIMIT ").bind(TOLD).all(readers).await?;
        let sql = Sql::of("SELECT id, revision, edition, 1 = 0 FROM read_cases WHERE id IN (")
            .push("SELECT case_id FROM read_comments WHERE position > ")
            .bind(after)
            .push(") LIMIT ");
        let discussed = sql.bind(TOLD).all(readers).await?;
        let mut told: HashMap<CaseId, Changed> = HashMap::new();
        let levels = [(&discussed, What::Discussion), (&changed, What::Internal)];
        for (row, least) in
            levels.iter().flat_map(|(rows, what)| rows.iter().map(|row| (row, *what)))
        {
            let changed = change(row, least)?;
            let known = told.entry(changed.case).or_insert(changed);
            // Of several changes the one that most readers may hear of is told.
            known.what = known.what.max(changed.what);
        }
        for changed in told.into_values() {
            // Nobody watching is no fault.
            let _ = self.progress.changed.send(changed);
        }
        Ok(())
    }
}

impl ReadModels {
    /// Tells whose inbox changed after a position. Whoever is not told of each change counts again.
    async fn tell_inboxes(&self, generation: &Generation, after: i64) -> Result<(), ReadError> {
        if self.progress.inboxes.receiver_count() == 0 {
            return Ok(());
        }
        let sql = Sql::of("SELECT person FROM read_inbox WHERE position > ").bind(after);
        let sql = sql.push(" UNION SELECT person FROM read_inbox_marks WHERE moved > ").bind(after);
        for row in sql.all(&generation.store.readers).await? {
            let _ = self.progress.inboxes.send(PersonId(row.try_get_by_index(0)?));
        }
        Ok(())
    }
}

/// Takes what folding hands over for as long as it follows on what the index has.
fn take(
    search: &SearchIndex,
    directory: &Directory,
    mut stored: mpsc::Receiver<Stored>,
) -> Result<(), SearchError> {
    let (mut at, mut waiting) = (search.position(), 0);
    while let Some(Stored { after, reached, changed }) = stored.blocking_recv() {
        if after != at {
            continue;
        }
        let documents: Vec<SearchDocument> = changed
            .into_iter()
            .filter_map(|Indexed { case, keys }| document(directory, &case, keys))
            .collect();
        search.add(&documents)?;
        (at, waiting) = (reached, waiting + documents.len());
        if waiting >= COMMITTED {
            search.commit(at)?;
            waiting = 0;
        }
    }
    if waiting > 0 { search.commit(at) } else { Ok(()) }
}

/// A case as the index takes it.
fn document(directory: &Directory, case: &Case, keys: Vec<String>) -> Option<SearchDocument> {
    let record = case.public_record(|_| false)?;
    if case.deleted_at.is_some() {
        return Some(SearchDocument::gone(record.id));
    }
    let organisations = directory.organisations();
    let name = organisations.get(&record.lead).map(|lead| lead.name.clone());
    let owners = std::iter::once(&record.lead).chain(&record.joint_owners);
    let owners: Vec<_> = owners.filter_map(|cvr| organisations.get(cvr)).cloned().collect();
    let created_at = case.shared_at.unwrap_or(case.registered_at);
    let document = SearchDocument::of(&record, case.visibility, name.as_deref(), keys);
    Some(document.around(created_at, &owners))
}

fn change(row: &QueryResult, least: What) -> Result<Changed, ReadError> {
    let edition = u32::try_from(number(row, 2)?).unwrap_or(u32::MAX);
    let shared: bool = row.try_get_by_index(3)?;
    let what = if shared { What::Shared } else { least };
    Ok(Changed { case: CaseId(row.try_get_by_index(0)?), revision: number(row, 1)?, edition, what })
}
