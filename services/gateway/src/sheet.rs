//! Tables as files: CSV as Danish Excel opens it, and workbooks. No cell is ever a formula.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The mark that tells Excel the encoding.
const START: &str = "\u{feff}";

/// How a text may begin that a spreadsheet would take for a formula; the wide signs are read like the
/// narrow ones.
const STARTS_A_FORMULA: &[char] =
    &['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

/// How wide columns are, in characters.
const WIDTH: u16 = 24;

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// An exact number.
    Number(Decimal),
}

/// Rows under a line of headings.
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// All rows, the first of them headings.
    pub rows: Vec<Vec<Cell>>,
}

impl Cell {
    /// A text; nothing where there is none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// Semicolons, decimal commas, UTF-8 with a mark at the start, CRLF.
pub fn csv(rows: &[Vec<Cell>]) -> String {
    let mut text = START.to_owned();
    for row in rows {
        let fields: Vec<String> = row.iter().map(field).collect();
        text.push_str(&fields.join(";"));
        text.push_str("\r\n");
    }
    text
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => number.normalize().to_string().replace('.', ","),
        Cell::Text(text) => {
            let mark = if text.starts_with(STARTS_A_FORMULA) { "'" } else { "" };
            let quoted = text.contains(['"', ';', '\r', '\n']) || !mark.is_empty();
            let text = format!("{mark}{text}");
            if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
        }
    }
}

/// A workbook with these sheets, their headings bold and frozen.
///
/// # Errors
/// When a sheet is larger than Excel takes.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (heading, exact) = (Format::new().set_bold(), Format::new().set_num_format("#,##0.##"));
    for Sheet { name, rows } in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) if row == 0 => {
                        sheet.set_column_width(column, WIDTH)?;
                        sheet.write_string_with_format(row, column, text, &heading)?;
                    }
                    Cell::Text(text) => {
                        sheet.write_string(row, column, text)?;
                    }
                    Cell::Number(number) => {
                        let number = number.to_f64().unwrap_or_default();
                        sheet.write_number_with_format(row, column, number, &exact)?;
                    }
                }
            }
        }
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::{Cell, Sheet, csv, workbook};

    #[test]
    fn no_text_becomes_a_formula_and_numbers_are_danish() {
        let number = Cell::Number("-1234.50".parse().unwrap());
        let row = vec![number, Cell::Empty, Cell::text("a;b"), Cell::text("=HYPERLINK(1)")];
        assert_eq!(csv(&[row]), "\u{feff}-1234,5;;\"a;b\";\"'=HYPERLINK(1)\"\r\n");
        for text in ["+1", "-x", "@SUM(A1)", "\t=1", "\r=1", "'=1", "＝1"] {
            let written = csv(&[vec![Cell::text(text)]]);
            assert!(written.starts_with("\u{feff}\"'"), "{written}");
        }
        assert_eq!(csv(&[vec![Cell::text("\"\" og ;")]]), "\u{feff}\"\"\"\"\" og ;\"\r\n");
    }

    #[test]
    fn a_workbook_is_a_zip_of_its_sheets() {
        let rows = vec![vec![Cell::text("Overskrift")], vec![Cell::text("=1+1")]];
        let written = workbook(&[Sheet { name: "Tal".to_owned(), rows }]).unwrap();
        assert!(written.starts_with(b"PK"));
    }
}
