//! What the front page says for itself.

use serde::{Deserialize, Serialize};

/// A welcome, in Markdown, in both languages or in none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontPageText {
    /// In Danish; empty says nothing.
    pub da: String,
    /// In English; empty says nothing.
    pub en: String,
}
