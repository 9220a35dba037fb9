//! Ids of things and of organisations.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct InvalidId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }
    };
}

id!(
    /// One case. Made by whoever registers it, so that a retry cannot register twice.
    CaseId
);
id!(
    /// One person. Names and e-mails live in identity and nowhere else.
    PersonId
);
id!(
    /// One gain of a case.
    GainId
);
id!(
    /// One measurement of a gain.
    MeasurementId
);
id!(
    /// One relation from a case to what it builds on.
    ReuseId
);
id!(
    /// One collection of cases.
    CollectionId
);
id!(
    /// One comment.
    CommentId
);
id!(
    /// One enquiry to the owners of a case.
    EnquiryId
);
id!(
    /// One error that a reader reports on a record.
    ErrorReportId
);
id!(
    /// One message of an enquiry.
    MessageId
);
id!(
    /// One technology or IT system of a catalogue.
    CatalogueEntryId
);
id!(
    /// One number that others publish.
    CodeId
);
id!(
    /// One import of a file. Made by whoever imports, so that a retry goes on with it.
    ImportId
);
id!(
    /// One search that somebody saved.
    SavedSearchId
);
id!(
    /// One file beside a case.
    AttachmentId
);
id!(
    /// The bytes of a file, where files are kept. No reader is told it.
    BlobId
);
id!(
    /// One entry of an inbox. It says nothing of where in the log anything stands.
    InboxEntryId
);

/// A text that is not a CVR number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a CVR number has eight digits and passes modulus 11")]
pub struct InvalidCvr;

/// The key of an organisation: its number in the Central Business Register, eight digits whose
/// sum weighted 2, 7, 6, 5, 4, 3, 2, 1 is divisible by 11.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cvr(u32);

impl Cvr {
    /// The weights of the check digit rule, first digit first.
    const WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];
}

impl FromStr for Cvr {
    type Err = InvalidCvr;

    fn from_str(text: &str) -> Result<Self, InvalidCvr> {
        if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(InvalidCvr);
        }
        let sum: u32 = text
            .bytes()
            .zip(Self::WEIGHTS)
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        if !sum.is_multiple_of(11) || text.starts_with('0') {
            return Err(InvalidCvr);
        }
        text.parse().map(Self).map_err(|_| InvalidCvr)
    }
}

impl fmt::Display for Cvr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

impl TryFrom<String> for Cvr {
    type Error = InvalidCvr;

    fn try_from(text: String) -> Result<Self, InvalidCvr> {
        text.parse()
    }
}

impl From<Cvr> for String {
    fn from(cvr: Cvr) -> Self {
        cvr.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Cvr;

    #[test]
    fn a_municipality_s_number_passes() {
        let cvr: Cvr = "29189668".parse().expect("Randers' number is valid");
        assert_eq!(cvr.to_string(), "29189668");
    }

    #[test]
    fn a_changed_digit_a_letter_or_a_missing_digit_does_not() {
        for text in ["29189669", "2918966", "2918966x", "", "00000000", "291896680"] {
            assert!(text.parse::<Cvr>().is_err(), "{text} must be refused");
        }
    }
}
