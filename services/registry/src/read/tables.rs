//! The tables of the read models: one description that the statements making, filling and
//! digesting them all come from.

mod attached;
mod cases;
mod collections;
mod counted;
mod error_reports;
mod imports;
mod owning;
mod people;
mod shared;

use sea_orm::DbBackend;

pub(super) use attached::ATTACHED;
pub(super) use cases::{ACCESS, CASES, HISTORY, LABELS, META, PARKED, REUSES};
pub(super) use collections::{COLLECTION_ACCESS, COLLECTION_CASES, COLLECTIONS};
pub(super) use counted::{CONSENTS, CUBE, CUBE_BESIDE, FIGURES, FIGURES_ACCESS, QUARTERS};
pub(super) use error_reports::ERROR_REPORTS;
pub(super) use imports::{IMPORTED, IMPORTS};
pub(super) use owning::{ORGANISATION_CONTACTS, PEOPLE};
pub(super) use people::{
    BOOKMARKS, COMMENTS, ENQUIRIES, FOLLOWED_SEARCHES, FOLLOWS, INBOX, MARKS, NOTIFICATIONS,
    SEARCHES, TOPICS,
};
pub(super) use shared::{CATALOGUE, CODES, FRONT_PAGE, KLE_FORMS, PROFILES};

/// Goes up whenever a table or what is folded into it changes; each version has generations of its
/// own.
pub(super) const VERSION: i64 = 22;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    /// A UUID.
    Id,
    /// Text, JSON or an exact decimal number.
    Text,
    /// An integer; times are microseconds since 1970.
    Number,
    /// Bytes, compared as such.
    Bytes,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Type)],
    /// The columns of the primary key.
    pub key: &'static [&'static str],
    /// Columns of further indexes.
    pub indexes: &'static [&'static str],
}

/// All of them.
pub(super) const ALL: &[&Table] = &[
    &META,
    &CASES,
    &ACCESS,
    &LABELS,
    &REUSES,
    &ATTACHED,
    &FOLLOWS,
    &TOPICS,
    &BOOKMARKS,
    &SEARCHES,
    &FOLLOWED_SEARCHES,
    &COMMENTS,
    &ENQUIRIES,
    &ERROR_REPORTS,
    &IMPORTS,
    &IMPORTED,
    &PEOPLE,
    &ORGANISATION_CONTACTS,
    &COLLECTIONS,
    &COLLECTION_ACCESS,
    &COLLECTION_CASES,
    &HISTORY,
    &INBOX,
    &MARKS,
    &NOTIFICATIONS,
    &FIGURES,
    &FIGURES_ACCESS,
    &CUBE,
    &CUBE_BESIDE,
    &CONSENTS,
    &QUARTERS,
    &PROFILES,
    &FRONT_PAGE,
    &CATALOGUE,
    &CODES,
    &KLE_FORMS,
    &PARKED,
];

/// Indexes that are needed while the log is folded. The others are made at its end: sorted all at
/// once they cost a fraction of being kept row by row.
const EARLY: &[(&str, &str)] = &[
    ("read_topics", "topic"),
    ("read_cases", "position"),
    ("read_follows", "case_id"),
    ("read_comments", "position"),
    ("read_cube_beside", "case_id"),
];

/// The indexes that are left for the end, each by its name and the statement that makes it.
pub(super) fn late_indexes() -> Vec<(String, String)> {
    ALL.iter().flat_map(|table| table.indexes(false)).collect()
}

impl Table {
    /// The statements that make the table with the indexes that it begins with.
    pub fn create(&self, backend: DbBackend) -> Vec<String> {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|(name, of)| {
                let required = if self.key.contains(name) { " NOT NULL" } else { "" };
                format!("{name} {}{required}", of.name(backend))
            })
            .collect();
        let (table, key) = (self.name, self.key.join(", "));
        let columns = columns.join(", ");
        // A row that is all key needs no second copy of it.
        let is_key = self.key.len() == self.columns.len() && backend == DbBackend::Sqlite;
        let form = if is_key { " WITHOUT ROWID" } else { "" };
        let mut made = vec![format!("CREATE TABLE {table} ({columns}, PRIMARY KEY ({key})){form}")];
        made.extend(self.indexes(true).map(|(_, statement)| statement));
        made
    }

    fn indexes(&self, early: bool) -> impl Iterator<Item = (String, String)> {
        let wanted = move |index| EARLY.contains(&(self.name, index)) == early;
        let numbered = (1..).zip(self.indexes).filter(move |(_, index)| wanted(index));
        let name = self.name;
        numbered.map(move |(number, index)| {
            let index_name = format!("{name}_{number}");
            let made = format!("CREATE INDEX IF NOT EXISTS {index_name} ON {name} ({index})");
            (index_name, made)
        })
    }

    /// The names of the columns, in order.
    pub fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

impl Type {
    fn name(self, backend: DbBackend) -> &'static str {
        match (self, backend) {
            (Self::Id, DbBackend::Postgres) => "uuid",
            (Self::Bytes, DbBackend::Postgres) => "bytea",
            (Self::Id | Self::Bytes, _) => "blob",
            (Self::Text, _) => "text",
            (Self::Number, _) => "bigint",
        }
    }
}
