//! CSV in the forms that Danish Excel and others write.

use std::borrow::Cow;

use encoding_rs::{UTF_8, WINDOWS_1252};

use super::{MOST_COLUMNS, MOST_ROWS, Table, Unreadable};
use crate::cell::Cell;
use crate::csv_file::as_meant;

/// Separators, the likeliest first.
const SEPARATORS: [(u8, &str); 3] = [(b';', "semikolon"), (b',', "komma"), (b'\t', "tabulator")];

/// Reads a text. Cells stay texts: what they mean follows from their column.
pub fn of_csv(file: &[u8]) -> Result<Table, Unreadable> {
    let (text, encoding) = decoded(file)?;
    let (separator, name) = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table {
        assumed: vec![format!("Filen er læst som CSV i {encoding} med {name} mellem felterne.")],
        point_is_decimal: separator == b',',
        ..Table::default()
    };
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| Unreadable::NotATable)? {
        if record.len() > MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        if table.headings.is_empty() {
            table.headings = record.iter().map(str::to_owned).collect();
            continue;
        }
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if table.rows.len() == MOST_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        let number = u32::try_from(table.rows.len() + 2).unwrap_or(u32::MAX);
        let cells = record.iter().map(|field| Cell::text(as_meant(field))).collect();
        table.rows.push((number, cells));
    }
    if table.headings.is_empty() { Err(Unreadable::Empty) } else { Ok(table) }
}

/// The text, and what it was written in. Windows-1252 reads anything, so bytes that no text holds
/// tell that the file is none.
fn decoded(file: &[u8]) -> Result<(Cow<'_, str>, &'static str), Unreadable> {
    let (text, name) = match encoding_rs::Encoding::for_bom(file) {
        Some((encoding, _)) if encoding != UTF_8 => (encoding.decode(file).0, "UTF-16"),
        _ => match UTF_8.decode_without_bom_handling_and_without_replacement(unmarked(file)) {
            Some(text) => (text, "UTF-8"),
            None => (WINDOWS_1252.decode_without_bom_handling(file).0, "Windows-1252"),
        },
    };
    let is_text = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    if is_text { Ok((text, name)) } else { Err(Unreadable::NotATable) }
}

fn unmarked(file: &[u8]) -> &[u8] {
    file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file)
}

/// What stands between the headings most often, outside quotes.
fn separator(text: &str) -> (u8, &'static str) {
    let mut quoted = false;
    let mut counts = [0_usize; SEPARATORS.len()];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                let at = SEPARATORS.iter().position(|(separator, _)| *separator == byte);
                counts[at.unwrap_or(0)] += usize::from(at.is_some());
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    SEPARATORS[counts.iter().position(|count| *count == most).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(file: &[u8]) -> Vec<Vec<Cell>> {
        of_csv(file).unwrap().rows.into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn separators_and_encodings_are_found_and_told() {
        let wanted = vec![vec![Cell::text("Blå; grød"), Cell::text("2,5")]];
        let utf8 = "\u{feff}Titel;Tal\r\n\"Blå; grød\";2,5\r\n".as_bytes().to_vec();
        let comma = "Titel,Tal\n\"Blå; grød\",\"2,5\"\n".as_bytes().to_vec();
        let windows = WINDOWS_1252.encode("Titel;Tal\r\n\"Blå; grød\";2,5").0.into_owned();
        let tab = "Titel\tTal\nBlå; grød\t2,5".as_bytes().to_vec();
        for file in [&utf8, &comma, &windows, &tab] {
            assert_eq!(texts(file), wanted, "{}", String::from_utf8_lossy(file));
        }
        assert!(of_csv(&windows).unwrap().assumed[0].contains("Windows-1252"));
        assert!(of_csv(&comma).unwrap().assumed[0].contains("komma"));
    }

    #[test]
    fn what_is_no_text_or_too_large_is_refused() {
        assert_eq!(of_csv(b""), Err(Unreadable::Empty));
        assert_eq!(of_csv(b"\x89PNG\r\n\x1a\n\0\0"), Err(Unreadable::NotATable));
        let long = format!("Titel\n{}", "x\n".repeat(MOST_ROWS + 1));
        assert_eq!(of_csv(long.as_bytes()), Err(Unreadable::TooManyRows));
        let wide = ";".repeat(MOST_COLUMNS + 1);
        assert_eq!(of_csv(wide.as_bytes()), Err(Unreadable::TooManyColumns));
    }

    #[test]
    fn ragged_lines_and_an_open_quote_make_nothing_fall() {
        assert_eq!(texts(b"a;b\n1\n1;2;3\n;;\n").len(), 2);
        assert_eq!(texts(b"a;b\n\"1;2\n3").len(), 1);
    }
}
