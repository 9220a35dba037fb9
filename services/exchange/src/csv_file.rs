//! CSV as Danish Excel opens it: semicolons, decimal commas, UTF-8 with a mark at the start, CRLF.

use crate::cell::Cell;
use crate::columns;
use crate::exported::danish;

/// The mark that tells Excel the encoding.
pub const START: &str = "\u{feff}";

/// How a text may begin that a spreadsheet would take for a formula, or skip; the wide signs are
/// read like the narrow ones. The apostrophe is among them so that it can be told from the one that
/// is put in front.
const STARTS_A_FORMULA: &[char] =
    &['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

/// The line of headings.
pub fn headings() -> Vec<u8> {
    line(&columns::all().map(|column| Cell::text(column.heading)).collect::<Vec<_>>())
}

/// One line.
pub fn line(cells: &[Cell]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let fields: Vec<String> = cells.iter().map(field).collect();
    // Writing to memory does not fail.
    let _ = writer.write_record(&fields);
    writer.into_inner().unwrap_or_default()
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => danish(*number),
        Cell::Day(day) => day.format("%d-%m-%Y").to_string(),
        Cell::YesNo(yes) => if *yes { "Ja" } else { "Nej" }.to_owned(),
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(STARTS_A_FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// The text that [`harmless`] was given.
pub fn as_meant(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(meant) if meant.starts_with(STARTS_A_FORMULA) => meant,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[Cell]) -> String {
        String::from_utf8(line(cells)).unwrap()
    }

    #[test]
    fn no_text_becomes_a_formula_and_every_text_is_read_as_it_was() {
        for text in ["=1+1", "+45 87", "-x", "@SUM(A1)", "\t=1", "\r=1", "'=1", "＝1", "'90'er"] {
            let made = harmless(text);
            assert!(made.starts_with('\''), "{text}");
            assert_eq!(as_meant(&made), text);
        }
        assert_eq!(as_meant("'alm. citat"), "'alm. citat");
        assert_eq!(harmless("a=b"), "a=b");
    }

    #[test]
    fn numbers_days_and_texts_are_written_the_danish_way() {
        let cells = [
            Cell::Number("-1234.50".parse().unwrap()),
            Cell::Day("2026-03-01".parse().unwrap()),
            Cell::YesNo(true),
            Cell::text("Linje 1\nlinje; 2"),
            Cell::Empty,
        ];
        assert_eq!(written(&cells), "-1234,5;01-03-2026;Ja;\"Linje 1\nlinje; 2\";\r\n");
    }
}
