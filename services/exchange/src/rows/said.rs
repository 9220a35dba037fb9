//! What is said of a row: a stable code for programs, and a text for people.

use serde::Serialize;

/// Something about a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Stable.
    pub code: String,
    /// The heading of the column that it is about; empty where it is about the row.
    pub column: String,
    /// In Danish.
    pub text: String,
}

/// Something that can be said, of any column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct What {
    code: &'static str,
    text: &'static str,
}

impl What {
    /// Said of a column, or of the whole row.
    pub fn at(self, column: &str) -> Said {
        let text = match column {
            "" => self.text.to_owned(),
            column => format!("{column}: {}", self.text),
        };
        Said { code: self.code.to_owned(), column: column.to_owned(), text }
    }
}

macro_rules! whats {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)+) => {
        /// All that can be said.
        #[allow(missing_docs)]
        pub mod what {
            use super::What;
            $($(#[$doc])* pub const $name: What = What { code: $code, text: $text };)+
        }
    };
}

whats! {
    NOT_A_NUMBER = "not_a_number", "Det er ikke et tal.";
    NOT_WHOLE = "not_whole", "Det er ikke et helt tal.";
    NOT_A_DAY = "not_a_day", "Det er ikke en dato. Skriv 31-12-2026 eller 2026-12-31.";
    NOT_YES_OR_NO = "not_yes_or_no", "Skriv Ja eller Nej.";
    UNKNOWN_VALUE = "unknown_value", "Værdien kendes ikke. Se arket med koder i en eksport.";
    MALFORMED = "malformed", "Det er ikke skrevet rigtigt.";
    NO_KEY = "no_key", "Rækken har hverken ID, ekstern nøgle eller Genvej-id, så den kan ikke \
        kendes igen.";
    REPEATED_KEY = "repeated_key", "En række længere oppe har samme nøgle.";
    LONG_KEY = "long_key", "Nøglen er for lang. Højst 120 tegn.";
    NOT_A_CASE_ID = "not_a_case_id", "Det er ikke et Genvej-id.";
    OTHER_ORGANISATION = "other_organisation", "Rækken hører til en anden organisation end din og \
        er sprunget over.";
    CUT_CELL = "cut_cell", "Teksten var afkortet i eksporten og er ikke taget med.";
    STAND_IN_CONTACT = "stand_in_contact", "Der er ingen kontakt, som ikke er en person, så \
        organisationen er sat som kontakt.";
    NOT_AN_ADDRESS = "not_an_address", "Noget af det er ikke en webadresse og er ikke taget med.";
    SELECTED_NARROWED = "selected_narrowed", "Udvalgte organisationer skal vælges i Genvej, så \
        løsningen er synlig i egen organisation.";
}
