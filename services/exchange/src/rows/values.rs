//! What a cell means in its column.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::said::{What, what};
use super::{Known, Origin};
use crate::cell::Cell;
use crate::codes::{Codes, LINKS, NOTHING_CHOSEN};
use crate::columns::{Column, Form};
use crate::html;
use crate::table::Table;
use crate::workbook::CUT;

/// How the values of a file are written.
pub struct Values {
    pub origin: Origin,
    /// Points part thousands and a comma comes before decimals, or the other way round.
    comma_is_decimal: bool,
    /// Whether any number is written as a text, so that it matters.
    has_written_numbers: bool,
}

/// A cell as a text.
pub fn as_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Number(number) => number.normalize().to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::YesNo(yes) => if *yes { "Ja" } else { "Nej" }.to_owned(),
    }
}

impl Values {
    /// Looks at all numbers of a file before any is read: one that can be read one way only tells of
    /// the others.
    pub(super) fn of(table: &Table, origin: Origin, known: &[Known]) -> Self {
        let is_number = |form| matches!(form, Form::Whole | Form::Exact | Form::Minutes);
        let columns = known.iter().filter(|known| is_number(known.column.form));
        let columns: Vec<usize> = columns.map(|known| known.at).collect();
        let written = table.rows.iter().flat_map(|(_, cells)| {
            columns.iter().filter_map(|at| match cells.get(*at) {
                Some(Cell::Text(text)) => Some(text.trim()),
                _ => None,
            })
        });
        let (mut commas, mut points, mut any) = (0, 0, false);
        for text in written {
            any = true;
            commas += usize::from(parts_decimals(text, ',', '.'));
            points += usize::from(parts_decimals(text, '.', ','));
        }
        let comma_is_decimal = match commas.cmp(&points) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => !table.point_is_decimal,
        };
        Self { origin, comma_is_decimal, has_written_numbers: any }
    }

    /// How numbers were read, where that was not plain.
    pub fn assumed(&self) -> Option<String> {
        let decimal = if self.comma_is_decimal { "komma" } else { "punktum" };
        let told = format!("Tal er læst med {decimal} før decimalerne.");
        self.has_written_numbers.then_some(told)
    }

    /// The value of a cell as it stands in a record; none where it says nothing.
    pub fn value(&self, column: &Column, cell: &Cell) -> Result<Option<Value>, What> {
        let text = as_text(cell);
        let is_choice = matches!(column.form, Form::Code(_));
        if text.is_empty() || is_choice && NOTHING_CHOSEN.contains(&text.as_str()) {
            return Ok(None);
        }
        if text.ends_with(CUT) {
            return Err(what::CUT_CELL);
        }
        let value = match column.form {
            Form::Line => json!(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            Form::Text if self.origin == Origin::Ours => json!(text),
            Form::Text => json!(html::as_markdown(&text)),
            Form::Lines => json!(self.lines(&text)),
            Form::Numbers => json!(parts(&text, &[',', ';', '\n'])),
            Form::Code(codes) => json!(codes.value(&text).ok_or(what::UNKNOWN_VALUE)?),
            Form::Codes(codes) => several(codes, &text)?,
            Form::Kinds(codes) => kinds(codes, &text)?,
            Form::Links => links(&text)?,
            Form::Whole => return self.whole(column, cell),
            Form::Minutes => {
                let seconds = (self.number(cell)? * Decimal::from(60)).round();
                json!(seconds.to_i32().ok_or(what::NOT_A_NUMBER)?)
            }
            Form::Exact => {
                let number = self.number(cell)?;
                if number.is_zero() && self.origin == Origin::Predecessor {
                    return Ok(None);
                }
                json!(number.normalize().to_string())
            }
            Form::Day => json!(day(cell).ok_or(what::NOT_A_DAY)?),
            Form::YesNo => json!(yes_no(cell).ok_or(what::NOT_YES_OR_NO)?),
        };
        Ok(Some(value))
    }

    /// No rating is 0 at the predecessor, which wrote one for everybody.
    fn whole(&self, column: &Column, cell: &Cell) -> Result<Option<Value>, What> {
        let number = self.number(cell)?;
        let unrated = column.path == "operation.rating" && number.is_zero();
        if unrated && self.origin == Origin::Predecessor {
            return Ok(None);
        }
        if !number.fract().is_zero() {
            return Err(what::NOT_WHOLE);
        }
        number.to_i32().map(|number| Some(json!(number))).ok_or(what::NOT_A_NUMBER)
    }

    fn number(&self, cell: &Cell) -> Result<Decimal, What> {
        match cell {
            Cell::Number(number) => Ok(*number),
            Cell::Text(text) => {
                let (decimal, thousands) =
                    if self.comma_is_decimal { (',', '.') } else { ('.', ',') };
                let plain: String = text
                    .trim()
                    .trim_end_matches('%')
                    .chars()
                    .filter(|c| !c.is_whitespace() && *c != thousands)
                    .map(|c| if c == decimal { '.' } else { c })
                    .collect();
                plain.parse().map_err(|_| what::NOT_A_NUMBER)
            }
            Cell::Empty | Cell::Day(_) | Cell::YesNo(_) => Err(what::NOT_A_NUMBER),
        }
    }

    /// Ours stand one a line; the predecessor put commas between.
    fn lines(&self, text: &str) -> Vec<String> {
        let several_lines = text.contains('\n');
        match self.origin {
            Origin::Ours => parts(text, &['\n']),
            _ if several_lines => parts(text, &['\n']),
            Origin::Other if text.contains(';') => parts(text, &[';']),
            Origin::Predecessor | Origin::Other => parts(text, &[',']),
        }
    }
}

/// Whether the mark can only stand before decimals: once, after any of the other, and not before
/// exactly three digits alone.
fn parts_decimals(text: &str, mark: char, other: char) -> bool {
    let Some((before, after)) = text.rsplit_once(mark) else { return false };
    !before.contains(mark) && !after.contains(other) && (after.len() != 3 || before.contains(other))
}

fn parts(text: &str, separators: &[char]) -> Vec<String> {
    let parts = text.split(separators).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn several(codes: &Codes, text: &str) -> Result<Value, What> {
    let values = parts(text, &[',', ';', '\n']);
    let values: Option<Vec<&str>> = values.iter().map(|part| codes.value(part)).collect();
    values.map(|values| json!(values)).ok_or(what::UNKNOWN_VALUE)
}

fn kinds(codes: &Codes, text: &str) -> Result<Value, What> {
    let one = |line: String| {
        let (kind, text) = line.split_once('|')?;
        Some(json!({"kind": codes.value(kind)?, "text": text.trim()}))
    };
    let all: Option<Vec<Value>> = parts(text, &['\n']).into_iter().map(one).collect();
    all.map(Value::Array).ok_or(what::MALFORMED)
}

fn links(text: &str) -> Result<Value, What> {
    let one = |line: String| {
        let mut parts = line.splitn(3, '|').map(str::trim);
        let (kind, url) = (LINKS.value(parts.next()?)?, parts.next()?);
        Some(json!({"kind": kind, "url": url, "title": parts.next()}))
    };
    let all: Option<Vec<Value>> = parts(text, &['\n']).into_iter().map(one).collect();
    all.map(Value::Array).ok_or(what::MALFORMED)
}

/// Both ways that Danes write days, and the international one; a time after it is left out.
fn day(cell: &Cell) -> Option<NaiveDate> {
    let text = match cell {
        Cell::Day(day) => return Some(*day),
        Cell::Text(text) => text.trim(),
        Cell::Empty | Cell::Number(_) | Cell::YesNo(_) => return None,
    };
    let day = text.split([' ', 'T']).next()?;
    let forms = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"];
    let read = forms.iter().find_map(|form| NaiveDate::parse_from_str(day, form).ok())?;
    // A year of two digits is no year of ours.
    (read >= NaiveDate::from_ymd_opt(1900, 1, 1)?).then_some(read)
}

fn yes_no(cell: &Cell) -> Option<bool> {
    if let Cell::YesNo(yes) = cell {
        return Some(*yes);
    }
    match as_text(cell).to_lowercase().as_str() {
        "ja" | "yes" | "sand" | "true" | "1" | "x" => Some(true),
        "nej" | "no" | "falsk" | "false" | "0" => Some(false),
        _ => None,
    }
}
