//! What people said of cases, keep and are told.

use super::Table;
use super::Type::{Id, Number, Text};

/// Who follows what, from which organisation, and since which event.
pub(in crate::read) const FOLLOWS: Table = Table {
    name: "read_follows",
    columns: &[("person", Id), ("case_id", Id), ("organisation", Text), ("position", Number)],
    key: &["person", "case_id"],
    indexes: &["case_id"],
};

/// What people follow beside cases, from which organisation, and since which event.
pub(in crate::read) const TOPICS: Table = Table {
    name: "read_topics",
    columns: &[("person", Id), ("topic", Text), ("organisation", Text), ("position", Number)],
    key: &["person", "topic"],
    indexes: &["topic"],
};

/// Cases that people have put a bookmark on.
pub(in crate::read) const BOOKMARKS: Table = Table {
    name: "read_bookmarks",
    columns: &[("person", Id), ("case_id", Id)],
    key: &["person", "case_id"],
    indexes: &[],
};

/// Searches that people have saved, in order of the events that did.
pub(in crate::read) const SEARCHES: Table = Table {
    name: "read_searches",
    columns: &[("person", Id), ("id", Id), ("position", Number), ("name", Text), ("asked", Text)],
    key: &["person", "id"],
    indexes: &[],
};

/// Searches that people follow, from which organisation, since which event, and what they ask for.
pub(in crate::read) const FOLLOWED_SEARCHES: Table = Table {
    name: "read_followed_searches",
    columns: &[
        ("person", Id),
        ("id", Id),
        ("organisation", Text),
        ("position", Number),
        ("asked", Text),
    ],
    key: &["person", "id"],
    indexes: &[],
};

/// What was said about a case, in order. `position` is that of the last event about the comment.
pub(in crate::read) const COMMENTS: Table = Table {
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

/// What people are told of: a case, one that reuses it where it is about that, the comment that
/// mentions them where one does, and the collection where it is about one.
pub(in crate::read) const INBOX: Table = Table {
    name: "read_inbox",
    columns: &[
        ("person", Id),
        ("position", Number),
        ("id", Id),
        ("case_id", Id),
        ("reuser_id", Id),
        ("mentioned_in", Id),
        ("enquiry_id", Id),
        ("error_report_id", Id),
        ("collection_id", Id),
        ("entry", Text),
    ],
    key: &["person", "position"],
    indexes: &["person, id", "position"],
};

/// What people chose to be told of or not, each by the position of the event that says so.
pub(in crate::read) const NOTIFICATIONS: Table = Table {
    name: "read_notifications",
    columns: &[("person", Id), ("kind", Text), ("position", Number), ("told", Number)],
    key: &["person", "kind", "position"],
    indexes: &[],
};

/// Questions to the owners of cases. `position` is that of the last event about it.
pub(in crate::read) const ENQUIRIES: Table = Table {
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
pub(in crate::read) const MARKS: Table = Table {
    name: "read_inbox_marks",
    columns: &[("person", Id), ("position", Number), ("moved", Number)],
    key: &["person"],
    indexes: &["moved"],
};
