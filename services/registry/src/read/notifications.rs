//! What people have come into their inboxes, as they chose from an event on.

use std::collections::{BTreeMap, BTreeSet};

use case::notifications::is_binding;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use vocabulary::{InboxKind, Notification, NotificationChoice, PersonId};

use super::fold::Fold;
use super::save::count;
use super::sql::Sql;
use super::store::number;
use super::tables;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::log::Position;

/// What is read of choices, before what tells whose.
pub(super) const CHOSEN: &str =
    "SELECT person, kind, position, told FROM read_notifications WHERE ";
/// People that are asked for in one statement.
const MOST_PEOPLE: usize = 10_000;

/// All that people chose, each choice by the position of its event. So what they are told of an event
/// is the same whenever it is folded.
#[derive(Debug, Default)]
pub(super) struct Choices(BTreeMap<(PersonId, InboxKind), BTreeMap<Position, bool>>);

impl Choices {
    /// Whether a person was to be told of what is of a kind when an event happened.
    pub fn let_in(&self, person: PersonId, kind: InboxKind, at: Position) -> bool {
        let chosen = self.0.get(&(person, kind)).and_then(|made| made.range(..at).next_back());
        is_binding(kind) || chosen.is_none_or(|(_, told)| *told)
    }

    fn add(&mut self, person: PersonId, kind: InboxKind, at: Position, told: bool) {
        self.0.entry((person, kind)).or_default().insert(at, told);
    }
}

impl Fold {
    /// Folds a choice.
    pub(super) fn notification(
        &mut self,
        person: PersonId,
        choice: NotificationChoice,
        at: Position,
    ) -> Write {
        let NotificationChoice { kind, told } = choice;
        self.choices.add(person, kind, at, told);
        let told = i64::from(told).into();
        let row = vec![person.0.into(), json(&kind).into(), count(at), told];
        Write::Put(&tables::NOTIFICATIONS, vec![row])
    }

    /// A choice as its row says: person, kind, position of its event, and whether it is told.
    pub(super) fn known_choice(
        &mut self,
        person: Uuid,
        kind: &str,
        at: Position,
        told: i64,
    ) -> Result<(), ReadError> {
        self.choices.add(PersonId(person), parsed(kind)?, at, told != 0);
        Ok(())
    }

    /// Loads what the people chose that the page tells, once it is known who they are.
    pub(super) async fn load_choices(&mut self, tx: &DatabaseTransaction) -> Result<(), ReadError> {
        let people: Vec<Uuid> = self.told_people().into_iter().collect();
        for some in people.chunks(MOST_PEOPLE) {
            let sql = Sql::of(CHOSEN).among("person", some.iter().copied());
            for row in sql.all(tx).await? {
                let kind: String = row.try_get_by_index(1)?;
                let told = row.try_get_by_index(3)?;
                self.known_choice(row.try_get_by_index(0)?, &kind, number(&row, 2)?, told)?;
            }
        }
        Ok(())
    }

    /// The people that the page tells, but for those whom only the rows know.
    pub(super) fn told_people(&self) -> BTreeSet<Uuid> {
        let told = self.told.keys().map(|(person, _, _)| *person);
        let aside = self.asides.iter().filter_map(super::telling::Aside::person);
        told.chain(aside).map(|person| person.0).collect()
    }
}

impl Sql {
    /// Adds that whoever `person` names was to be told of what is of a kind when an event happened.
    pub(super) fn lets_in(self, person: &str, kind: InboxKind, at: Position) -> Self {
        if is_binding(kind) {
            return self.push("1 = 1");
        }
        self.push("coalesce((SELECT n.told FROM read_notifications n WHERE n.person = ")
            .push(person)
            .push(" AND n.kind = ")
            .bind(json(&kind))
            .push(" AND n.position < ")
            .bind(count(at))
            .push(" ORDER BY n.position DESC LIMIT 1), 1) = 1")
    }
}

impl Reader {
    /// What comes into a person's inbox, a line for each kind.
    pub(super) async fn notifications(
        &self,
        person: PersonId,
    ) -> Result<Vec<Notification>, ReadError> {
        let sql = Sql::of("SELECT kind, told FROM read_notifications WHERE person = ");
        let sql = sql.bind(person.0).push(" ORDER BY position");
        let mut chosen: BTreeMap<InboxKind, bool> = BTreeMap::new();
        for row in sql.all(&self.now().store.readers).await? {
            let told: i64 = row.try_get_by_index(1)?;
            chosen.insert(parsed(&row.try_get_by_index::<String>(0)?)?, told != 0);
        }
        let line = |kind| {
            let binding = is_binding(kind);
            let told = binding || chosen.get(&kind).is_none_or(|told| *told);
            Notification { kind, told, binding }
        };
        Ok(InboxKind::ALL.map(line).into())
    }
}
