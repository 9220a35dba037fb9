//! Rows of a table as what they say of cases, and what is wrong with them.
//!
//! An empty cell says nothing: it leaves what is there as it is. A row with a cell that cannot be read
//! is refused whole, with every such cell named.

mod command;
mod place;
mod said;
mod special;
mod values;

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use uuid::Uuid;

use self::values::Values;
use crate::cell::Cell;
use crate::columns::{self, AUTOMATABLE, CASE_ID, Column, FREES_ROUTINE_TIME, PREDECESSOR, Taken};
use crate::table::{Table, Unreadable, plain};

pub use said::{Said, what};

/// The source of keys that come from the predecessor.
pub const OS2AUTOPROCES: &str = vocabulary::ExternalKey::PREDECESSOR;
/// The heading of keys in a file of anybody's.
pub const KEY: &str = "Ekstern nøgle";
/// How many of the predecessor's headings tell a file of its.
const ENOUGH_HEADINGS: usize = 50;

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The predecessor's export.
    Predecessor,
    /// An export of ours.
    Ours,
    /// Anybody's.
    Other,
}

/// How a file is to be read.
#[derive(Debug, Clone)]
pub struct Options {
    /// CVR number of the organisation that imports.
    pub organisation: String,
    /// What it is called.
    pub organisation_name: String,
    /// Where keys come from, in files of anybody's.
    pub source: String,
    /// The file comes from a predecessor that writes columns 45 and 46 under their own headings.
    pub columns_in_order: bool,
}

/// What a file says.
#[derive(Debug)]
pub struct Rows {
    /// Whose it is.
    pub origin: Origin,
    /// In the order of the file.
    pub rows: Vec<Row>,
    /// How it was read, in Danish.
    pub assumed: Vec<String>,
}

/// What a row says of a case.
#[derive(Debug, Default)]
pub struct Row {
    /// Its number in the file.
    pub number: u32,
    /// Source and key of the case.
    pub key: Option<(String, String)>,
    /// The case, where the file is ours.
    pub case: Option<Uuid>,
    /// What the case is called, for the report.
    pub title: String,
    /// Fields by section.
    pub sections: Map<String, Value>,
    /// Fields for a case that is new, where nothing else is said.
    pub defaults: Map<String, Value>,
    /// Stable name.
    pub phase: Option<String>,
    /// Stable name.
    pub status: Option<String>,
    /// Why it has that status.
    pub status_reason: Option<String>,
    /// Stable name; for a case that is new only.
    pub visibility: Option<String>,
    /// Why it is not taken.
    pub problems: Vec<Said>,
    /// What must be said of how it was read.
    pub notes: Vec<Said>,
}

/// A column of the file that is known.
struct Known {
    at: usize,
    column: &'static Column,
}

impl Rows {
    /// Reads a table.
    pub fn of(table: &Table, options: &Options) -> Result<Self, Unreadable> {
        let origin = origin(table);
        let known = known(table, origin);
        if !known.iter().any(|known| known.column.path == "basics.title") {
            return Err(Unreadable::NoTitles);
        }
        let mut assumed = table.assumed.clone();
        assumed.extend(assumptions(table, origin, options, &known));
        let values = Values::of(table, origin, &known);
        assumed.extend(values.assumed());
        let mut rows: Vec<Row> = table
            .rows
            .iter()
            .map(|(number, cells)| row(*number, cells, (table, &known), &values, options))
            .collect();
        refuse_repeated(&mut rows);
        Ok(Self { origin, rows, assumed })
    }
}

fn origin(table: &Table) -> Origin {
    if table.column(CASE_ID).is_some() {
        return Origin::Ours;
    }
    let of_predecessor =
        PREDECESSOR.iter().filter(|column| table.column(column.heading).is_some()).count();
    if of_predecessor >= ENOUGH_HEADINGS { Origin::Predecessor } else { Origin::Other }
}

/// The columns that are read, each once.
fn known(table: &Table, origin: Origin) -> Vec<Known> {
    let left_out = if origin == Origin::Ours { Taken::FromOthers } else { Taken::FromOurs };
    let taken = columns::all().filter(|it| it.taken != Taken::Never && it.taken != left_out);
    taken.filter_map(|column| Some(Known { at: table.column(column.heading)?, column })).collect()
}

fn assumptions(table: &Table, origin: Origin, options: &Options, known: &[Known]) -> Vec<String> {
    let mut told = Vec::new();
    match origin {
        Origin::Predecessor => {
            told.push("Filen er læst som OS2autoproces' eksport.".to_owned());
            if !options.columns_in_order {
                told.push(
                    "Svarene i kolonne 45 og 46 er byttet om i OS2autoproces' eksport og er byttet \
                     tilbage."
                        .to_owned(),
                );
            }
            told.push(
                "Personer, afdelinger og bilag tages ikke med: tildel dem i Genvej.".to_owned(),
            );
        }
        Origin::Ours => told.push("Filen er læst som en eksport fra Genvej.".to_owned()),
        Origin::Other => {
            told.push(format!("Nøglerne er læst som nøgler fra «{}».", options.source));
        }
    }
    let read: BTreeSet<usize> = known.iter().map(|known| known.at).collect();
    let is_written = |heading: &str| columns::all().any(|it| plain(it.heading) == plain(heading));
    let unknown: Vec<&str> = (0..)
        .zip(&table.headings)
        .filter(|(at, heading)| !read.contains(at) && !heading.trim().is_empty())
        .filter(|(_, heading)| !is_written(heading) && plain(heading) != plain(KEY))
        .map(|(_, heading)| heading.as_str())
        .collect();
    if !unknown.is_empty() {
        told.push(format!("Kolonner, der ikke kendes, tages ikke med: {}.", unknown.join(", ")));
    }
    told
}

fn row(
    number: u32,
    cells: &[Cell],
    (table, known): (&Table, &[Known]),
    values: &Values,
    options: &Options,
) -> Row {
    let mut row = Row { number, ..Row::default() };
    let cell = |heading: &str| {
        let found = table.column(heading).and_then(|at| cells.get(at));
        found.map(values::as_text).unwrap_or_default()
    };
    special::identify(&mut row, values.origin, options, &cell);
    for Known { at, column } in known {
        let Some(cell) = cells.get(*at).filter(|cell| **cell != Cell::Empty) else { continue };
        match values.value(column, cell) {
            Ok(Some(value)) => place::put(&mut row, path(column, values, options), value),
            Ok(None) => {}
            Err(why) if why == what::CUT_CELL => row.notes.push(why.at(column.heading)),
            Err(why) => row.problems.push(why.at(column.heading)),
        }
    }
    row.title = place::text(&row.sections, "basics", "title").unwrap_or_default();
    if values.origin != Origin::Ours {
        special::complete(&mut row, values.origin, options);
    }
    row
}

/// Where the value of a column goes: the predecessor wrote two answers under one another's heading.
fn path(column: &'static Column, values: &Values, options: &Options) -> &'static str {
    let swapped = values.origin == Origin::Predecessor && !options.columns_in_order;
    match column.heading {
        FREES_ROUTINE_TIME if swapped => "suitability.automatable",
        AUTOMATABLE if swapped => "suitability.frees_routine_time",
        _ => column.path,
    }
}

/// One case a row: whoever comes second with a key is refused.
fn refuse_repeated(rows: &mut [Row]) {
    let (mut keys, mut cases) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        let again = row.key.clone().is_some_and(|key| !keys.insert(key))
            || row.case.is_some_and(|case| !cases.insert(case));
        if again {
            row.problems.push(what::REPEATED_KEY.at(""));
        }
    }
}

#[cfg(test)]
mod tests;
