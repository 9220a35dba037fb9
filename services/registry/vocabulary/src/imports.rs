//! Imports of files, and the keys by which what comes in is known again.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{CaseId, Cvr, ImportId, PersonId};

/// Namespace of the ids of cases that have a key.
const KEYED: Uuid = Uuid::from_u128(0x4c2e_51d8_90b7_5f3a_a6c1_08f2_7d94_e35b);

/// What a case is called where it came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct ExternalKey {
    /// Where it came from: `os2autoproces`, or a name of the organisation's own. 1-60 characters.
    pub source: String,
    /// What it is called there. 1-120 characters.
    pub key: String,
}

impl ExternalKey {
    /// The source of keys that are the predecessor's ids.
    pub const PREDECESSOR: &'static str = "os2autoproces";

    /// The one id that the case of an organisation with this key has: so a key is unique within its
    /// organisation, and a second import meets what the first one made.
    pub fn case_of(&self, organisation: Cvr) -> CaseId {
        let text = format!("{organisation}\n{}\n{}", self.source, self.key);
        let mut bytes = Uuid::new_v5(&KEYED, text.as_bytes()).into_bytes();
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        CaseId(Uuid::from_bytes(bytes))
    }

    /// The predecessor's id, if the key is one.
    pub fn predecessor_id(&self) -> Option<&str> {
        (self.source == Self::PREDECESSOR).then_some(self.key.as_str())
    }
}

impl CaseId {
    /// Whether it is an id that only [`ExternalKey::case_of`] makes (UUID of version 8).
    pub fn is_keyed(self) -> bool {
        self.0.get_version_num() == 8
    }
}

/// One import of a file, for the organisation that made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// The organisation.
    pub organisation: Cvr,
    /// Who imported; none for an operator's job.
    pub person: Option<PersonId>,
    /// When it began.
    pub begun_at: DateTime<Utc>,
    /// The name of the file.
    pub file: String,
    /// SHA-256 of the file in hexadecimal.
    pub digest: String,
    /// Rows of the file.
    pub rows: u32,
    /// Cases that it made.
    pub registered: u32,
    /// Cases that it changed.
    pub updated: u32,
    /// What became of the other rows; none while it is under way, or where it was cut off.
    pub finished: Option<ImportFinished>,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
    /// Cases that were left as they are when it was undone, because they had changed since.
    pub kept: Option<u32>,
}

/// What became of the rows of an import that changed no case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFinished {
    /// Rows that said what was so already.
    pub unchanged: u32,
    /// Rows that were not taken.
    pub refused: u32,
}

/// What an import did to one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedCase {
    /// The case.
    pub case: CaseId,
    /// Its revision before; 0 of a case that was made.
    pub before: u64,
    /// Its revision after.
    pub after: u64,
    /// It was undone.
    pub undone: bool,
}

#[cfg(test)]
mod tests {
    use super::ExternalKey;

    #[test]
    fn a_key_has_one_case_in_each_organisation() {
        let key = |key: &str| ExternalKey { source: "os2autoproces".into(), key: key.into() };
        let (randers, syddjurs) = ("29189668".parse().unwrap(), "29189978".parse().unwrap());
        let case = key("1042").case_of(randers);
        assert_eq!(case, key("1042").case_of(randers));
        assert_ne!(case, key("1043").case_of(randers));
        assert_ne!(case, key("1042").case_of(syddjurs));
        assert!(case.is_keyed());
        assert_eq!(case.0.get_variant(), uuid::Variant::RFC4122);
    }
}
