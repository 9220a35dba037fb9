//! Excel: typed cells, a frozen line of headings with a filter, and a sheet of codes.
//!
//! Rows are kept in a file without a name while they are written, so that a large export takes no
//! memory. A text is written as a text; no cell is ever a formula.

use std::io::Write;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// Why a workbook could not be written.
pub type WorkbookError = XlsxError;

use crate::cell::Cell;
use crate::codes;
use crate::columns::{self, Form};

/// Characters that a cell may hold, as Excel counts them.
const LARGEST_CELL: usize = 32_767;
/// How a text ends that was too long for a cell. What is read back with it says nothing.
pub const CUT: &str = "… [afkortet: teksten er for lang til Excel]";
/// The sheet of cases, called as the predecessor called it.
pub const SHEET: &str = "Processer";

/// A workbook under way.
pub struct CaseWorkbook {
    book: Workbook,
    rows: u32,
    whole: Format,
    exact: Format,
    day: Format,
    text: Format,
}

impl CaseWorkbook {
    /// With its headings.
    pub fn begin() -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(SHEET)?;
        sheet.set_freeze_panes(1, 2)?;
        for (at, column) in (0..).zip(columns::all()) {
            sheet.set_column_width(at, column.width())?;
            sheet.write_string_with_format(0, at, column.heading, &heading)?;
        }
        let form = |form: &str| Format::new().set_num_format(form).set_align(FormatAlign::Top);
        Ok(Self {
            book,
            rows: 0,
            whole: form("0"),
            exact: form("#,##0.00"),
            day: form("dd-mm-yyyy"),
            text: Format::new().set_align(FormatAlign::Top),
        })
    }

    /// One case more.
    pub fn add(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        self.rows += 1;
        let row = self.rows;
        let sheet = self.book.worksheet_from_index(0)?;
        for ((at, column), cell) in (0..).zip(columns::all()).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    sheet.write_string_with_format(row, at, fitting(text), &self.text)?;
                }
                Cell::Number(number) => {
                    let form = if column.form == Form::Whole { &self.whole } else { &self.exact };
                    let number = number.to_f64().unwrap_or_default();
                    sheet.write_number_with_format(row, at, number, form)?;
                }
                Cell::Day(day) => {
                    sheet.write_datetime_with_format(row, at, *day, &self.day)?;
                }
                Cell::YesNo(yes) => {
                    sheet.write_boolean_with_format(row, at, *yes, &self.text)?;
                }
            }
        }
        Ok(())
    }

    /// Writes it all. `about` says what the file is, line by line.
    pub fn finish(mut self, to: impl Write + Send, about: &[String]) -> Result<(), XlsxError> {
        let last_column = u16::try_from(columns::all().count()).unwrap_or(u16::MAX) - 1;
        let rows = self.rows;
        self.book.worksheet_from_index(0)?.autofilter(0, 0, rows, last_column)?;
        codes_sheet(self.book.add_worksheet())?;
        let sheet = self.book.add_worksheet();
        sheet.set_name("Om filen")?;
        sheet.set_column_width(0, 100)?;
        for (row, line) in (0..).zip(about) {
            sheet.write_string(row, 0, line)?;
        }
        self.book.save_to_writer(to)
    }
}

fn codes_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Koder")?;
    sheet.set_freeze_panes(1, 0)?;
    let heading = Format::new().set_bold();
    for (at, name) in (0..).zip(["Felt", "Kode", "Navn"]) {
        sheet.set_column_width(at, 28)?;
        sheet.write_string_with_format(0, at, name, &heading)?;
    }
    let values = codes::ALL.iter().flat_map(|codes| {
        codes.values.iter().map(|(value, labels)| [codes.name, value, labels[0]])
    });
    for (row, line) in (1..).zip(values) {
        for (at, text) in (0..).zip(line) {
            sheet.write_string(row, at, text)?;
        }
    }
    Ok(())
}

/// A text that a cell can hold; one that is longer says that it is cut.
fn fitting(text: &str) -> String {
    let longest = LARGEST_CELL - CUT.encode_utf16().count();
    if text.encode_utf16().count() <= LARGEST_CELL {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= longest
    });
    kept.chain(CUT.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_cell_can_hold_says_that_it_is_cut() {
        let long = "🤖".repeat(20_000);
        let fit = fitting(&long);
        assert!(fit.ends_with(CUT));
        assert!(fit.encode_utf16().count() <= LARGEST_CELL);
        assert_eq!(fitting("kort"), "kort");
    }
}
