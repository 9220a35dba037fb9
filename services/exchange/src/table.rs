//! A file as a table: Excel or CSV, whichever it is, and what was assumed to read it.
//!
//! Files come from anybody, so everything that can grow is bounded before it does: bytes, what they
//! unpack to, rows and columns.

mod csv_text;
mod sheet;

use crate::cell::Cell;

pub use csv_text::of_csv;
pub use sheet::of_xlsx;

/// Bytes of a file.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;
/// Bytes that an Excel file may unpack to.
pub const LARGEST_UNPACKED: u64 = 200 * 1024 * 1024;
/// Rows beside the headings.
pub const MOST_ROWS: usize = 10_000;
/// Columns.
pub const MOST_COLUMNS: usize = 300;

/// A table of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The first line.
    pub headings: Vec<String>,
    /// The others that are not empty, each with its number in the file, where the headings are 1.
    pub rows: Vec<(u32, Vec<Cell>)>,
    /// How the file was read, in Danish.
    pub assumed: Vec<String>,
    /// Whether a point between digits is more likely to be a decimal point than to part thousands.
    pub point_is_decimal: bool,
}

macro_rules! unreadable {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $text:literal;)+) => {
        /// Why a file could not be read at all.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        #[error("{}", self.code())]
        pub enum Unreadable { $($(#[$doc])* $variant,)+ }

        impl Unreadable {
            /// The stable code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Why, in Danish.
            pub fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

unreadable! {
    /// More bytes than a file may have.
    TooLarge = "file_too_large", "Filen er for stor. Højst 20 MiB.";
    /// It unpacks to more than it may.
    UnpacksTooLarge = "file_unpacks_too_large", "Filen fylder for meget, når den pakkes ud. Højst 200 MiB.";
    /// More rows than a file may have.
    TooManyRows = "file_too_many_rows", "Filen har for mange rækker. Højst 10.000. Del den i flere.";
    /// More columns than a file may have.
    TooManyColumns = "file_too_many_columns", "Filen har for mange kolonner. Højst 300.";
    /// Neither a workbook nor a text.
    NotATable = "file_not_a_table", "Filen kan ikke læses som Excel eller CSV.";
    /// Nothing in it.
    Empty = "file_empty", "Filen er tom.";
    /// The one heading that cannot be done without is not there.
    NoTitles = "file_no_titles", "Filen har ingen kolonne med overskriften «Titel» i første linje.";
}

/// Reads a file of either kind.
pub fn read(file: &[u8]) -> Result<Table, Unreadable> {
    if file.len() > LARGEST_FILE {
        return Err(Unreadable::TooLarge);
    }
    if file.starts_with(b"PK") { of_xlsx(file) } else { of_csv(file) }
}

impl Table {
    /// The place of a column, by its heading as it is or written otherwise.
    pub fn column(&self, heading: &str) -> Option<usize> {
        let wanted = plain(heading);
        self.headings.iter().position(|known| plain(known) == wanted)
    }
}

/// A heading without what people change without meaning to: case, gaps and a question mark.
pub fn plain(heading: &str) -> String {
    let words: Vec<String> = heading.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_end_matches(['?', ':', '*', ' ']).to_owned()
}
