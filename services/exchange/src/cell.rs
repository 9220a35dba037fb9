//! One cell of a file, typed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, which is never taken for a formula.
    Text(String),
    /// An exact number.
    Number(Decimal),
    /// A day.
    Day(NaiveDate),
    /// Yes or no.
    YesNo(bool),
}

impl Cell {
    /// A text; nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}
