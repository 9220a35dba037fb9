//! Which columns a file of cases has, and which part of a case each is.

mod ours;
mod predecessor;

use crate::codes::Codes;

pub use ours::{CASE_ID, OURS};
pub use predecessor::{AUTOMATABLE, FREES_ROUTINE_TIME, PREDECESSOR};

/// How the value of a column is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text without line breaks.
    Line,
    /// A text, Markdown where the field is.
    Text,
    /// Texts, one a line.
    Lines,
    /// Numbers of a register, with commas between.
    Numbers,
    /// One value of an enumeration.
    Code(&'static Codes),
    /// Several, with commas between.
    Codes(&'static Codes),
    /// A kind and a text on each line, `Lov | GDPR art. 6`.
    Kinds(&'static Codes),
    /// Kind, address and title on each line, `Kildekode | https://… | Titel`.
    Links,
    /// A whole number.
    Whole,
    /// An exact number.
    Exact,
    /// Seconds, written as minutes.
    Minutes,
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
}

/// When a column is read from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Always.
    Always,
    /// Not from files of ours, where another column says it better.
    FromOthers,
    /// Only from files of ours: the predecessor meant something else by it.
    FromOurs,
    /// Never: it follows from the rest, or is decided elsewhere.
    Never,
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// What stands above it. Stable: files are read by it.
    pub heading: &'static str,
    /// Where in the exported record it stands, `story.challenge`. What is read goes there too.
    pub path: &'static str,
    /// How it is written.
    pub form: Form,
    /// When it is read.
    pub taken: Taken,
}

impl Column {
    const fn new(heading: &'static str, path: &'static str, form: Form) -> Self {
        Self { heading, path, form, taken: Taken::Always }
    }

    const fn taken(self, taken: Taken) -> Self {
        Self { taken, ..self }
    }

    /// One that is only written.
    const fn shown(heading: &'static str, path: &'static str, form: Form) -> Self {
        Self::new(heading, path, form).taken(Taken::Never)
    }

    /// Width in a sheet, in characters.
    pub fn width(&self) -> u16 {
        match self.form {
            Form::Text | Form::Links | Form::Kinds(_) => 40,
            Form::Line | Form::Lines | Form::Codes(_) => 26,
            Form::Code(_) | Form::Numbers => 18,
            Form::Whole | Form::Exact | Form::Minutes | Form::Day | Form::YesNo => 13,
        }
    }
}

/// All columns in the order they are written.
pub fn all() -> impl Iterator<Item = &'static Column> {
    PREDECESSOR.iter().chain(OURS)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_predecessor_s_62_come_first_and_no_heading_comes_twice() {
        assert_eq!(PREDECESSOR.len(), 62);
        let headings: BTreeSet<_> = all().map(|column| column.heading.trim()).collect();
        assert_eq!(headings.len(), all().count());
    }

    #[test]
    fn what_is_read_from_one_file_goes_to_a_place_once() {
        for left_out in [Taken::FromOurs, Taken::FromOthers] {
            let read: Vec<_> = all()
                .filter(|column| column.taken != left_out && column.taken != Taken::Never)
                .map(|column| column.path)
                .collect();
            let places: BTreeSet<_> = read.iter().collect();
            assert_eq!(places.len(), read.len(), "{read:?}");
        }
    }
}
