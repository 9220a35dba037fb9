//! The departments of organisations, as a tree: what their people may know of them, and which of them
//! a local superuser's role covers.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use serde::{Deserialize, Serialize};

use crate::store::{Store, StoreError};

/// Departments of an organisation at most.
pub const MOST_UNITS: usize = 20_000;
/// Departments that one token names at most, so that it fits into a call's headers.
pub const MOST_IN_TOKEN: usize = 1_000;
/// Rows of one statement: a database takes so many values.
const ROWS: usize = 500;

/// One department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// What the organisation's own systems call it, and its provider in claims: 1-100 characters.
    pub id: String,
    /// 1-255 characters.
    pub name: String,
    /// The department that it is a part of.
    #[serde(default)]
    pub parent: Option<String>,
}

mod row {
    #![allow(missing_docs)]
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "units")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub name: String,
        pub parent: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The departments of an organisation, by name.
pub async fn of(store: &Store, organisation: &str) -> Result<Vec<Unit>, StoreError> {
    of_in(&store.db, organisation).await
}

/// The same within a transaction.
pub async fn of_in(db: &impl ConnectionTrait, organisation: &str) -> Result<Vec<Unit>, StoreError> {
    let rows = row::Entity::find()
        .filter(row::Column::Organisation.eq(organisation))
        .order_by_asc(row::Column::Name)
        .order_by_asc(row::Column::Id);
    let unit = |row: row::Model| Unit { id: row.id, name: row.name, parent: row.parent };
    Ok(rows.all(db).await?.into_iter().map(unit).collect())
}

/// Puts departments in the place of all that the organisation had.
pub async fn replace(
    db: &impl ConnectionTrait,
    organisation: &str,
    units: &[Unit],
) -> Result<(), StoreError> {
    row::Entity::delete_many().filter(row::Column::Organisation.eq(organisation)).exec(db).await?;
    for some in units.chunks(ROWS) {
        let rows = some.iter().map(|unit| row::ActiveModel {
            organisation: Set(organisation.to_owned()),
            id: Set(unit.id.clone()),
            name: Set(unit.name.clone()),
            parent: Set(unit.parent.clone()),
        });
        row::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// What is wrong with departments that are to be an organisation's: which, and what.
pub fn problem(units: &[Unit]) -> Option<(&str, &'static str)> {
    if units.len() > MOST_UNITS {
        return Some(("", "list that is too long"));
    }
    let mut parents = BTreeMap::new();
    for unit in units {
        let says = |text: &str, most: usize| {
            !text.trim().is_empty()
                && text.chars().count() <= most
                && !text.chars().any(char::is_control)
        };
        let problem = if !says(&unit.id, 100) {
            "id"
        } else if !says(&unit.name, 255) {
            "name"
        } else if parents.insert(unit.id.as_str(), unit.parent.as_deref()).is_some() {
            "twin"
        } else {
            continue;
        };
        return Some((&unit.id, problem));
    }
    // Whoever goes up from a department comes to the top within as many steps as there are.
    for unit in units {
        let (mut at, mut steps) = (unit.parent.as_deref(), 0);
        while let Some(parent) = at {
            let Some(next) = parents.get(parent) else { return Some((&unit.id, "parent")) };
            steps += 1;
            if steps > units.len() {
                return Some((&unit.id, "circle of parents"));
            }
            at = *next;
        }
    }
    None
}

/// Departments with all that are parts of them, those asked for first. Of more than so many the lowest
/// are left out.
pub fn with_parts(all: &[Unit], held: &[String], most: usize) -> Vec<String> {
    let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for unit in all {
        if let Some(parent) = &unit.parent {
            parts.entry(parent).or_default().push(&unit.id);
        }
    }
    let mut waiting: VecDeque<&str> = held.iter().map(String::as_str).collect();
    let (mut seen, mut covered) = (BTreeSet::new(), Vec::new());
    while let Some(unit) = waiting.pop_front() {
        if !seen.insert(unit) {
            continue;
        }
        if covered.len() == most {
            tracing::warn!(most, "a role covers more departments than a token holds");
            break;
        }
        covered.push(unit.to_owned());
        waiting.extend(parts.get(unit).into_iter().flatten());
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::{MOST_IN_TOKEN, Unit, problem, with_parts};

    fn unit(id: &str, parent: Option<&str>) -> Unit {
        Unit { id: id.to_owned(), name: id.to_uppercase(), parent: parent.map(str::to_owned) }
    }

    fn tree() -> Vec<Unit> {
        vec![
            unit("service", Some("robots")),
            unit("it", None),
            unit("robots", Some("it")),
            unit("care", None),
        ]
    }

    #[test]
    fn a_department_comes_with_its_parts_and_theirs() {
        let held = |units: &[&str]| {
            let units: Vec<String> = units.iter().map(|unit| (*unit).to_owned()).collect();
            with_parts(&tree(), &units, MOST_IN_TOKEN)
        };
        assert_eq!(held(&["it"]), ["it", "robots", "service"]);
        assert_eq!(held(&["robots", "it"]), ["robots", "it", "service"]);
        assert_eq!(held(&["elsewhere"]), ["elsewhere"], "a claim may name what was not loaded");
        assert_eq!(held(&[]), [""; 0]);
        let flat: Vec<Unit> = (0..5_000).map(|n| unit(&n.to_string(), Some("top"))).collect();
        assert_eq!(with_parts(&flat, &["top".to_owned()], MOST_IN_TOKEN).len(), MOST_IN_TOKEN);
    }

    #[test]
    fn departments_are_a_tree_with_names() {
        assert_eq!(problem(&tree()), None);
        let with = |one: Unit| {
            let mut units = tree();
            units.push(one);
            problem(&units).map(|(id, what)| (id.to_owned(), what))
        };
        assert_eq!(with(unit("it", None)), Some(("it".to_owned(), "twin")));
        assert_eq!(with(unit("x", Some("y"))), Some(("x".to_owned(), "parent")));
        assert_eq!(with(unit(" ", None)), Some((" ".to_owned(), "id")));
        let unnamed = Unit { name: String::new(), ..unit("x", None) };
        assert_eq!(with(unnamed), Some(("x".to_owned(), "name")));
        let circle = [unit("a", Some("b")), unit("b", Some("a"))];
        assert_eq!(problem(&circle), Some(("a", "circle of parents")));
    }
}
