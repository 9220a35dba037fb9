//! Excel files, read cell by cell: a cell far out in an empty sheet must not cost the sheet.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Reader, Xlsx};
use chrono::NaiveDate;

use super::{LARGEST_UNPACKED, MOST_COLUMNS, MOST_ROWS, Table, Unreadable};
use crate::cell::Cell;
use crate::workbook::SHEET;

/// Parts that an Excel file of one's own has at most.
const MOST_PARTS: usize = 1_000;

/// Reads the sheet of cases, or the first one.
pub fn of_xlsx(file: &[u8]) -> Result<Table, Unreadable> {
    unpacks_within_limits(file)?;
    let mut book = Xlsx::new(Cursor::new(file)).map_err(|_| Unreadable::NotATable)?;
    let names = book.sheet_names();
    let name = names.iter().find(|name| *name == SHEET).or(names.first());
    let name = name.cloned().ok_or(Unreadable::NotATable)?;
    let mut table = Table {
        assumed: vec![format!("Filen er læst som Excel, arket «{name}».")],
        ..Table::default()
    };
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| Unreadable::NotATable)?;
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::NotATable)? {
        let (row, column) = cell.get_position();
        let value = of_data(cell.get_value());
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if value != Cell::Empty {
            table.put(row, column, value)?;
        }
    }
    if table.headings.is_empty() { Err(Unreadable::Empty) } else { Ok(table) }
}

impl Table {
    /// Puts a cell where it belongs. Cells come in the order of the rows.
    fn put(&mut self, row: u32, column: usize, value: Cell) -> Result<(), Unreadable> {
        if column >= MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        if row == 0 {
            self.headings.resize(self.headings.len().max(column + 1), String::new());
            if let Cell::Text(text) = value {
                self.headings[column] = text;
            }
            return Ok(());
        }
        let number = row.saturating_add(1);
        if self.rows.last().is_none_or(|(last, _)| *last != number) {
            if self.rows.len() == MOST_ROWS {
                return Err(Unreadable::TooManyRows);
            }
            self.rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            cells.resize(cells.len().max(column + 1), Cell::Empty);
            cells[column] = value;
        }
        Ok(())
    }
}

/// Unpacks everything once without keeping it: what a file says of its own sizes is not believed.
fn unpacks_within_limits(file: &[u8]) -> Result<(), Unreadable> {
    let mut parts = zip::ZipArchive::new(Cursor::new(file)).map_err(|_| Unreadable::NotATable)?;
    if parts.len() > MOST_PARTS {
        return Err(Unreadable::UnpacksTooLarge);
    }
    let mut left = LARGEST_UNPACKED;
    for part in 0..parts.len() {
        let part = parts.by_index(part).map_err(|_| Unreadable::NotATable)?;
        let mut limited = part.take(left + 1);
        let unpacked = std::io::copy(&mut limited, &mut std::io::sink());
        let unpacked = unpacked.map_err(|_| Unreadable::NotATable)?;
        left = left.checked_sub(unpacked).ok_or(Unreadable::UnpacksTooLarge)?;
    }
    Ok(())
}

fn of_data(data: &DataRef<'_>) -> Cell {
    match Data::from(data.clone()) {
        Data::Empty | Data::Error(_) | Data::DurationIso(_) => Cell::Empty,
        Data::String(text) => Cell::text(text.replace("\r\n", "\n")),
        Data::Bool(yes) => Cell::YesNo(yes),
        Data::Int(number) => Cell::Number(number.into()),
        // The shortest decimal that is the number: what was typed.
        Data::Float(number) => {
            let exact = number.to_string().parse();
            exact.map_or_else(|_| Cell::text(number.to_string()), Cell::Number)
        }
        Data::DateTime(moment) => {
            moment.as_datetime().map_or(Cell::Empty, |moment| Cell::Day(moment.date()))
        }
        Data::DateTimeIso(text) => {
            let day: Option<NaiveDate> = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| Cell::text(text), Cell::Day)
        }
    }
}
