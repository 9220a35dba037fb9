//! The table, in Markdown.

mod growth;

use std::fmt;

pub use self::growth::Curve;
use crate::machine::{self, Machine};
use crate::rounds::{Measured, Rounds};

/// What a figure counts, and so which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Time of one; less is better.
    Microseconds,
    /// How many in a second; more is better.
    PerSecond,
}

impl Unit {
    /// The figure of a measurement.
    pub fn of(self, measured: Measured) -> f64 {
        match self {
            Self::Microseconds => measured.median_us,
            Self::PerSecond => measured.per_second,
        }
    }
}

/// One comparison.
#[derive(Debug)]
pub struct Line {
    /// Number of the row of aims.
    pub row: u8,
    /// What is measured.
    pub what: String,
    /// What ours is compared with.
    pub anchor: &'static str,
    /// What the rounds gave.
    pub rounds: Rounds,
    /// Of all the rounds.
    pub unit: Unit,
    /// What ours divided by the anchor shall come to; empty where nothing is aimed at.
    pub aim: &'static str,
}

/// All comparisons of a run.
#[derive(Debug)]
pub struct Table {
    machine: Machine,
    /// Load average when the row under way began.
    load: String,
    lines: Vec<(String, Line)>,
    curves: Vec<Curve>,
    notes: Vec<String>,
}

impl Table {
    /// An empty table.
    pub fn of(machine: Machine) -> Self {
        Self {
            machine,
            load: String::new(),
            lines: Vec::new(),
            curves: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Remembers how busy the machine is before a row is measured.
    pub fn begin_row(&mut self) {
        self.load = machine::load();
    }

    /// Adds a comparison of the row under way; nothing where the anchor is missing.
    pub fn push(&mut self, line: Line) {
        if line.rounds.is_empty() {
            return;
        }
        eprintln!("   {}: {}", line.what, ratio(&line.rounds));
        self.lines.push((self.load.clone(), line));
    }

    /// Adds how a figure grows with the number of cases.
    pub fn grow(&mut self, curve: Curve) {
        eprintln!("   {}: exponent {:.2}", curve.what, curve.exponent());
        self.curves.push(curve);
    }

    /// Adds what a reader must know, under the table.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}\n", self.machine)?;
        writeln!(
            f,
            "| Row | What | Anchor | Anchor, median | Ours, median | Ours ÷ anchor (least–most) \
             | Aim | Load at start |\n|---|---|---|---:|---:|---:|---|---:|"
        )?;
        for (load, line) in &self.lines {
            let Line { row, what, anchor, rounds, unit, aim } = line;
            let (anchors, ours) = (figure(rounds.anchor(), *unit), figure(rounds.ours(), *unit));
            let ratio = ratio(rounds);
            writeln!(
                f,
                "| {row} | {what} | {anchor} | {anchors} | {ours} | {ratio} | {aim} | {load} |"
            )?;
        }
        writeln!(f)?;
        growth::write(f, &self.curves)?;
        self.notes.iter().try_for_each(|note| writeln!(f, "- {note}"))
    }
}

fn figure(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Microseconds => format!("{value:.0} µs"),
        Unit::PerSecond => format!("{value:.0}/s"),
    }
}

fn ratio(rounds: &Rounds) -> String {
    let (least, median, most) = rounds.ratio();
    format!("**{median:.2}** ({least:.2}–{most:.2})")
}
