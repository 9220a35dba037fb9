//! The tables of the read models: one description that the statements making, filling and
//! digesting them all come from.

use sea_orm::DbBackend;

/// Goes up whenever a table or what is folded into it changes; each version has generations of its
/// own.
pub(super) const VERSION: i64 = 9;

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

use Type::{Bytes, Id, Number, Text};

/// The checkpoint.
pub(super) const META: Table = Table {
    name: "read_meta",
    columns: &[("name", Text), ("value", Number)],
    key: &["name"],
    indexes: &[],
};

/// A case with what lists sort and narrow by. `position` is that of its last event, and
/// `shared_position` of the last that changed what is shared; `review_day` counts from the year 1.
pub(super) const CASES: Table = Table {
    name: "read_cases",
    columns: &[
        ("id", Id),
        ("revision", Number),
        ("edition", Number),
        ("position", Number),
        ("shared_position", Number),
        ("state", Text),
        ("phase", Text),
        ("phase_order", Number),
        ("status", Text),
        ("kind", Text),
        ("visibility", Text),
        ("title_order", Bytes),
        ("changed_at", Number),
        ("hours_missing", Number),
        ("hours_order", Number),
        ("figures_position", Number),
        ("figures_from", Number),
        ("review_day", Number),
    ],
    key: &["id"],
    indexes: &[
        "position",
        "changed_at, id",
        "title_order, id",
        "phase_order, id",
        "hours_missing, hours_order, id",
    ],
};

/// The access keys that open a case.
pub(super) const ACCESS: Table = Table {
    name: "read_case_access",
    columns: &[("case_id", Id), ("key", Text)],
    key: &["case_id", "key"],
    indexes: &["key, case_id"],
};

/// What a case has several of: `owner`, `area` and `technology`.
pub(super) const LABELS: Table = Table {
    name: "read_case_labels",
    columns: &[("case_id", Id), ("kind", Text), ("value", Text)],
    key: &["case_id", "kind", "value"],
    indexes: &["kind, value, case_id"],
};

/// Reuses of cases on the platform, by the case that reuses.
pub(super) const REUSES: Table = Table {
    name: "read_reuses",
    columns: &[("case_id", Id), ("id", Id), ("source_id", Id), ("reuse", Text)],
    key: &["case_id", "id"],
    indexes: &["source_id, case_id"],
};

/// Who follows what, from which organisation, and since which event.
pub(super) const FOLLOWS: Table = Table {
    name: "read_follows",
    columns: &[("person", Id), ("case_id", Id), ("organisation", Text), ("position", Number)],
    key: &["person", "case_id"],
    indexes: &["case_id"],
};

/// What people follow beside cases, from which organisation, and since which event.
pub(super) const TOPICS: Table = Table {
    name: "read_topics",
    columns: &[("person", Id), ("topic", Text), ("organisation", Text), ("position", Number)],
    key: &["person", "topic"],
    indexes: &["topic"],
};

/// Cases that people have put a bookmark on.
pub(super) const BOOKMARKS: Table = Table {
    name: "read_bookmarks",
    columns: &[("person", Id), ("case_id", Id)],
    key: &["person", "case_id"],
    indexes: &[],
};

/// Searches that people have saved, in order of the events that did.
pub(super) const SEARCHES: Table = Table {
    name: "read_searches",
    columns: &[("person", Id), ("id", Id), ("position", Number), ("name", Text), ("asked", Text)],
    key: &["person", "id"],
    indexes: &[],
};

/// What was said about a case, in order. `position` is that of the last event about the comment.
pub(super) const COMMENTS: Table = Table {
    name: "read_comments",
    columns: &[
        ("case_id", Id),
        ("ordinal", Number),
        ("position", Number),
        ("id", Id),
        ("author", Id),
        ("organisation", Text),
        ("in_reply_to", Id),
        ("text", Text),
        ("mentions", Text),
        ("posted_at", Number),
        ("edited_at", Number),
        ("removed", Number),
    ],
    key: &["case_id", "ordinal"],
    indexes: &["case_id, id", "position"],
};

/// Every event of a case with what it changed.
pub(super) const HISTORY: Table = Table {
    name: "read_history",
    columns: &[("case_id", Id), ("revision", Number), ("entry", Text)],
    key: &["case_id", "revision"],
    indexes: &[],
};

/// What people are told of: a case, one that reuses it where it is about that, and the comment that
/// mentions them where one does.
pub(super) const INBOX: Table = Table {
    name: "read_inbox",
    columns: &[
        ("person", Id),
        ("position", Number),
        ("id", Id),
        ("case_id", Id),
        ("reuser_id", Id),
        ("mentioned_in", Id),
        ("enquiry_id", Id),
        ("entry", Text),
    ],
    key: &["person", "position"],
    indexes: &["person, id", "position"],
};

/// Questions to the owners of cases. `position` is that of the last event about it.
pub(super) const ENQUIRIES: Table = Table {
    name: "read_enquiries",
    columns: &[
        ("id", Id),
        ("case_id", Id),
        ("asking", Text),
        ("position", Number),
        ("enquiry", Text),
    ],
    key: &["id"],
    indexes: &["case_id", "asking", "position"],
};

/// How far people have read their inbox, and the position of the event that says so.
pub(super) const MARKS: Table = Table {
    name: "read_inbox_marks",
    columns: &[("person", Id), ("position", Number), ("moved", Number)],
    key: &["person"],
    indexes: &["moved"],
};

/// What statistics count of a case, for every span of time in which it was the same: from
/// `from_at`, and before `until_at` where that is known.
pub(super) const FIGURES: Table = Table {
    name: "read_figures",
    columns: &[
        ("case_id", Id),
        ("from_position", Number),
        ("from_at", Number),
        ("until_at", Number),
        ("lead", Text),
        ("kind", Text),
        ("phase", Text),
        ("status", Text),
        ("expected_hours", Text),
        ("measured_hours", Text),
        ("expected_kroner", Text),
        ("measured_kroner", Text),
        ("reuses", Number),
        ("reuses_in_use", Number),
    ],
    key: &["case_id", "from_position"],
    indexes: &["from_at"],
};

/// The access keys that opened the case in that span.
pub(super) const FIGURES_ACCESS: Table = Table {
    name: "read_figures_access",
    columns: &[("case_id", Id), ("from_position", Number), ("key", Text)],
    key: &["case_id", "from_position", "key"],
    indexes: &[],
};

/// The figures of cases as they are now, added up by the scope that each counts in and its lead
/// organisation.
pub(super) const CUBE: Table = Table {
    name: "read_cube",
    columns: &[("scope", Text), ("lead", Text), ("cells", Bytes)],
    key: &["scope", "lead"],
    indexes: &[],
};

/// The keys that open a case to those who do not hold the scope that it counts in.
pub(super) const CUBE_BESIDE: Table = Table {
    name: "read_cube_beside",
    columns: &[("key", Text), ("case_id", Id)],
    key: &["key", "case_id"],
    indexes: &["case_id"],
};

/// Streams that hold an event which cannot be folded: that event.
pub(super) const PARKED: Table = Table {
    name: "read_parked",
    columns: &[
        ("stream", Text),
        ("position", Number),
        ("version", Number),
        ("kind", Text),
        ("at", Number),
        ("reason", Text),
    ],
    key: &["stream"],
    indexes: &[],
};

/// All of them.
pub(super) const ALL: [&Table; 19] = [
    &META,
    &CASES,
    &ACCESS,
    &LABELS,
    &REUSES,
    &FOLLOWS,
    &TOPICS,
    &BOOKMARKS,
    &SEARCHES,
    &COMMENTS,
    &ENQUIRIES,
    &HISTORY,
    &INBOX,
    &MARKS,
    &FIGURES,
    &FIGURES_ACCESS,
    &CUBE,
    &CUBE_BESIDE,
    &PARKED,
];

/// Indexes that are needed while the log is folded. The others are made at its end: sorted all at
/// once they cost a fraction of being kept row by row.
const EARLY: [(&str, &str); 5] = [
    ("read_topics", "topic"),
    ("read_cases", "position"),
    ("read_follows", "case_id"),
    ("read_comments", "position"),
    ("read_cube_beside", "case_id"),
];

/// The indexes that are left for the end, each by its name and the statement that makes it.
pub(super) fn late_indexes() -> Vec<(String, String)> {
    ALL.into_iter().flat_map(|table| table.indexes(false)).collect()
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
