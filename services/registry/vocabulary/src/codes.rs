//! Numbers that others publish: KLE and FORM.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::CodeId;

/// Which numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum CodeScheme {
    /// KL's subjects (KL Emnesystematik).
    Kle,
    /// The public sector's tasks (Fællesoffentlig referencemodel).
    Form,
}

impl CodeScheme {
    /// The stable name in stored data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kle => "kle",
            Self::Form => "form",
        }
    }
}

/// One number as it was published. The same number can have been published twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// Its id where it is published.
    pub id: CodeId,
    /// Groups of two digits with points between.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// The first day it is used.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// The day it was retired; none while it is used.
    #[serde(default)]
    pub retired_on: Option<NaiveDate>,
    /// The number to use instead.
    #[serde(default)]
    pub replaced_by: Option<String>,
    /// The law that it rests on, at most 3,000 characters; FORM only.
    #[serde(default)]
    pub legal_basis: Option<String>,
}

/// A number on a case, with what is published of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject))]
pub struct CodeOnCase {
    /// Which numbers it is one of.
    pub scheme: CodeScheme,
    /// As the case says it.
    pub number: String,
    /// What it is about; null when it is not known here.
    pub title: Option<String>,
    /// It is not used any more.
    pub retired: bool,
    /// The day it was retired, where that is known.
    pub retired_on: Option<NaiveDate>,
    /// The number to use instead, where that is known.
    pub replaced_by: Option<String>,
}
