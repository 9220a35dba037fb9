//! Named groups of cases: folded, and told to those who may read them. Which cases are in one is a
//! list of cases like any other, so it tells of those that its reader may read and of no others.

use std::collections::BTreeSet;

use case::access::Principal;
use case::collection::{Asker, Collection};
use case::{Case, Event};
use sea_orm::{DatabaseTransaction, Value};
use uuid::Uuid;
use vocabulary::{
    CaseId, CollectionId, CollectionKind, CollectionView, InboxEntry, InboxKind, PersonId,
};

use super::fold::{Fold, Stream, organisation};
use super::page::{Listed, Page, Slice};
use super::sql::Sql;
use super::tables;
use super::telling::entry;
use super::title_order::title_order;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::log::Recorded;

/// What is read of a collection that is known, before its id.
pub(super) const COLLECTED: &str = "SELECT state FROM read_collections WHERE id = ";

/// A collection as a page finds and leaves it.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub collection: Collection,
    /// It has rows from before the page.
    pub known: bool,
    /// The page holds events of it.
    pub touched: bool,
}

/// Which collections are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a condition of its own")]
pub struct CollectionList {
    /// Only those that this case is in.
    pub case: Option<CaseId>,
    /// With a case: those that ask for it instead, for who may answer and who asks.
    pub asked: bool,
    /// Only those that the reader's organisation owns.
    pub own_organisation: bool,
    /// Only those that the reader may answer for their organisation whether it will own as well.
    pub invited: bool,
    /// Only of this kind.
    pub kind: Option<CollectionKind>,
    /// Which part of the list.
    pub slice: Slice,
    /// Whether to count all.
    pub count: bool,
}

/// The collections that streams are.
pub(super) fn collections_of<'a>(streams: impl Iterator<Item = &'a str>) -> BTreeSet<Uuid> {
    let id = |name| match Stream::of(name) {
        Stream::Collection(id) => Some(id.0),
        _ => None,
    };
    streams.filter_map(id).collect()
}

impl Fold {
    /// Loads the collections that events of a page are about.
    pub(super) async fn load_collections(
        &mut self,
        tx: &DatabaseTransaction,
        events: &[(Recorded, Result<Event, String>)],
    ) -> Result<(), ReadError> {
        let streams = events.iter().map(|(recorded, _)| recorded.stream.as_str());
        for id in collections_of(streams) {
            if let Some(row) = Sql::of(COLLECTED).bind(id).one(tx).await? {
                self.known_collection(&row.try_get_by_index::<String>(0)?)?;
            }
        }
        Ok(())
    }

    /// A collection as its row says.
    pub(super) fn known_collection(&mut self, row: &str) -> Result<(), ReadError> {
        let collection: Collection = parsed(row)?;
        if let Some(id) = collection.id {
            self.collections.insert(id, Gathered { collection, known: true, touched: false });
        }
        Ok(())
    }

    /// Folds an event of a collection.
    pub(super) fn collection(
        &mut self,
        id: CollectionId,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        let gathered = self.collections.entry(id).or_default();
        if recorded.version <= gathered.collection.revision {
            return Ok(());
        }
        if recorded.version != gathered.collection.revision + 1 {
            return Err(format!("version {} follows another", recorded.version));
        }
        let mut after = gathered.collection.clone();
        let person = recorded.origin.person.map(PersonId);
        after.evolve(event, Asker { person, organisation: organisation(recorded) });
        if after.id != Some(id) {
            return Err("the stream does not begin by starting its collection".to_owned());
        }
        let before = std::mem::replace(&mut gathered.collection, after);
        gathered.touched = true;
        self.tell_of_consent(id, &before, event, recorded);
        Ok(())
    }

    /// Tells the people on a case that it is asked for, and who asked what became of that.
    fn tell_of_consent(
        &mut self,
        id: CollectionId,
        before: &Collection,
        event: &Event,
        recorded: &Recorded,
    ) {
        let (Event::ConsentAsked { case: about }
        | Event::CaseCollected { case: about }
        | Event::ConsentDeclined { case: about }) = event
        else {
            return;
        };
        let Some(case) = self.cases.get(about).map(|touched| &touched.case) else { return };
        let (kind, told) = match (event, before.asked.get(about)) {
            (Event::ConsentAsked { .. }, _) => (InboxKind::ConsentAsked, sharers(case)),
            (_, Some(asker)) => (InboxKind::ConsentAnswered, reads(*asker, case)),
            (_, None) => return,
        };
        let entry = InboxEntry {
            edition: None,
            collection: Some(id),
            ..entry(kind, case, event, recorded)
        };
        for person in told {
            self.tell(person, recorded, entry.clone());
        }
    }

    /// The collections of the page.
    pub(super) fn write_collections(&self, writes: &mut Vec<Write>) {
        let (mut rows, mut access, mut cases) = (Vec::new(), Vec::new(), Vec::new());
        for (id, gathered) in &self.collections {
            let collection = &gathered.collection;
            if !gathered.touched || collection.id.is_none() {
                continue;
            }
            for table in ["read_collection_access", "read_collection_cases"] {
                if gathered.known {
                    let sql = Sql::of("DELETE FROM ").push(table);
                    writes.push(Write::Run(sql.push(" WHERE collection_id = ").bind(id.0)));
                }
            }
            rows.push(row(*id, collection));
            let keys = self.keys_of(*id, collection).into_iter();
            access.extend(keys.map(|key| vec![id.0.into(), key.into()]));
            let named = |case: &CaseId, member: i64| -> Vec<Value> {
                vec![id.0.into(), case.0.into(), member.into()]
            };
            cases.extend(collection.cases.iter().map(|case| named(case, 1)));
            cases.extend(collection.asked.keys().map(|case| named(case, 0)));
        }
        writes.push(Write::Put(&tables::COLLECTIONS, rows));
        writes.push(Write::Put(&tables::COLLECTION_ACCESS, access));
        writes.push(Write::Put(&tables::COLLECTION_CASES, cases));
    }

    /// Of a parked one nobody knows how widely it is shared by now, nor who owns it besides the lead.
    fn keys_of(&self, id: CollectionId, collection: &Collection) -> BTreeSet<String> {
        let facts = collection.facts();
        let parked = self.parked.contains_key(&format!("collection-{id}"));
        if parked { facts.lead_keys() } else { facts.keys() }
    }
}

fn row(id: CollectionId, collection: &Collection) -> Vec<Value> {
    vec![
        id.0.into(),
        json(&collection.kind).into(),
        title_order(&collection.about.title).into(),
        json(collection).into(),
    ]
}

/// The people on a case who are of its lead, and so may share it.
fn sharers(case: &Case) -> Vec<PersonId> {
    case.people.keys().filter(|person| !case.people_of.contains_key(person)).copied().collect()
}

/// Who asked for a case, where they may read it still.
fn reads(asker: Asker, case: &Case) -> Vec<PersonId> {
    let (Some(person), Some(organisation)) = (asker.person, asker.organisation) else {
        return Vec::new();
    };
    let reader = Principal::reader(person, organisation);
    if case.facts().keys().is_disjoint(&reader.keys()) { Vec::new() } else { vec![person] }
}

impl Reader {
    /// A collection that the principal may read.
    pub async fn collection(
        &self,
        principal: &Principal,
        id: CollectionId,
    ) -> Result<Option<CollectionView>, ReadError> {
        let sql = Sql::of("SELECT c.state FROM read_collections c WHERE c.id = ").bind(id.0);
        let sql = sql.push(" AND ").readable_collection(principal, "c.id");
        let Some(row) = sql.one(&self.now().store.readers).await? else { return Ok(None) };
        let collection: Collection = parsed(&row.try_get_by_index::<String>(0)?)?;
        Ok(collection.view(principal))
    }

    /// A page of the collections that the principal may read, in order of their titles. The cursor is
    /// the collection's id.
    pub async fn collections(
        &self,
        principal: &Principal,
        list: &CollectionList,
    ) -> Result<Page<CollectionView>, ReadError> {
        let matching = || list.narrow(principal, Sql::of("SELECT c.state FROM read_collections c"));
        let mut sql = matching();
        if let Some(cursor) = &list.slice.after {
            let after: CollectionId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql
                .push(" AND (c.title_order, c.id) > (SELECT k.title_order, k.id ")
                .push("FROM read_collections k WHERE k.id = ")
                .bind(after.0)
                .push(" AND ")
                .readable_collection(principal, "k.id")
                .push(")");
        }
        let sql = sql.push(" ORDER BY c.title_order, c.id LIMIT ").bind(list.slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(list.slice.count()) {
            let collection: Collection = parsed(&row.try_get_by_index::<String>(0)?)?;
            let view = collection.view(principal);
            items.extend(view.map(|item| Listed { cursor: item.id.to_string(), item }));
        }
        let total = if list.count { Some(self.counted(matching()).await?) } else { None };
        Ok(Page { items, has_next: rows.len() > list.slice.count(), total })
    }

    async fn counted(&self, matching: Sql) -> Result<u32, ReadError> {
        let sql = matching.within("SELECT count(*) FROM (", ") counted");
        let row = sql.one(&self.now().store.readers).await?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl CollectionList {
    fn narrow(&self, principal: &Principal, sql: Sql) -> Sql {
        let mut sql = sql.push(" WHERE ").readable_collection(principal, "c.id");
        if let Some(case) = self.case {
            sql = sql
                .push(" AND EXISTS (SELECT 1 FROM read_collection_cases m WHERE m.collection_id = ")
                .push("c.id AND m.case_id = ")
                .bind(case.0)
                .push(" AND ")
                .readable(principal, "m.case_id")
                .push(" AND ");
            sql = if self.asked {
                let own = principal.organisation().map(|cvr| format!("owner:{cvr}"));
                let sql = opened_by(sql.push("m.member = 0 AND ("), "c.id", own);
                sql.push(" OR ").shareable(principal, "m.case_id").push("))")
            } else {
                sql.push("m.member = 1)")
            };
        }
        if self.own_organisation {
            let own = principal.organisation().map(|cvr| format!("owner:{cvr}"));
            sql = opened_by(sql.push(" AND "), "c.id", own);
        }
        if self.invited {
            sql = opened_by(sql.push(" AND "), "c.id", principal.invitation_key());
        }
        if let Some(kind) = self.kind {
            sql = sql.push(" AND c.kind = ").bind(json(&kind));
        }
        sql
    }
}

/// Adds that one of the keys opens the collection in a column.
fn opened_by(sql: Sql, column: &str, keys: impl IntoIterator<Item = String>) -> Sql {
    sql.push("EXISTS (SELECT 1 FROM read_collection_access o WHERE o.collection_id = ")
        .push(column)
        .push(" AND ")
        .among("o.key", keys)
        .push(")")
}

impl Sql {
    /// Adds that the principal may share the case in a column: it is of the lead, and may edit
    /// (`case::access`).
    pub(super) fn shareable(self, principal: &Principal, column: &str) -> Self {
        let own = principal.organisation().map(|cvr| cvr.to_string());
        self.push("(EXISTS (SELECT 1 FROM read_case_labels s WHERE s.case_id = ")
            .push(column)
            .push(" AND s.kind = 'lead' AND ")
            .among("s.value", own)
            .push(") AND EXISTS (SELECT 1 FROM read_case_access e WHERE e.case_id = ")
            .push(column)
            .push(" AND ")
            .among("e.key", principal.edit_keys())
            .push("))")
    }

    /// Adds that the collection in a column is one that the principal may read: by a key, or because
    /// it names a case that is the principal's to share.
    pub(super) fn readable_collection(self, principal: &Principal, column: &str) -> Self {
        opened_by(self.push("("), column, principal.keys())
            .push(" OR EXISTS (SELECT 1 FROM read_collection_cases n WHERE n.collection_id = ")
            .push(column)
            .push(" AND ")
            .shareable(principal, "n.case_id")
            .push("))")
    }

    /// Adds that a case `c` is in a collection that the principal may read; of one that it owns also
    /// those that are asked for, instead.
    pub(super) fn collected(self, principal: &Principal, id: CollectionId, asked: bool) -> Self {
        let sql = self
            .push(" AND EXISTS (SELECT 1 FROM read_collection_cases m WHERE m.case_id = c.id AND ")
            .push("m.collection_id = ")
            .bind(id.0)
            .push(" AND ");
        if asked {
            let own = principal.organisation().map(|cvr| format!("owner:{cvr}"));
            let sql = opened_by(sql.push("m.member = 0 AND ("), "m.collection_id", own);
            return sql.push(" OR ").shareable(principal, "m.case_id").push("))");
        }
        sql.push("m.member = 1 AND ").readable_collection(principal, "m.collection_id").push(")")
    }

    /// Adds that a case `c` is asked for by a collection, and the principal may answer.
    pub(super) fn consent_asked(self, principal: &Principal) -> Self {
        self.push(" AND EXISTS (SELECT 1 FROM read_collection_cases m WHERE m.case_id = c.id AND ")
            .push("m.member = 0 AND ")
            .shareable(principal, "m.case_id")
            .push(")")
    }
}
