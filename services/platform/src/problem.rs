//! Problem details for HTTP answers (RFC 9457).

use serde::{Deserialize, Serialize};

/// A problem document. Its media type is [`Problem::MEDIA_TYPE`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The kind of problem as a URI; `about:blank` when the status says it all.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short text for people, the same for every problem of the kind.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A stable word for programs.
    pub code: String,
    /// What happened this time; holds nothing that the reader may not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Finds the log lines that belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation: Option<String>,
}

impl Problem {
    /// The `Content-Type` of a problem document.
    pub const MEDIA_TYPE: &'static str = "application/problem+json";

    /// A problem of the kind that its code names.
    pub fn new(status: u16, code: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: title.into(),
            status,
            code: code.into(),
            detail: None,
            correlation: None,
        }
    }

    /// Adds what happened this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds what finds the log lines.
    #[must_use]
    pub fn correlation(mut self, correlation: impl Into<String>) -> Self {
        self.correlation = Some(correlation.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_written_as_rfc_9457_has_it() {
        let problem = Problem::new(413, "too_large", "For stor").detail("højst 16 KiB");
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"about:blank","title":"For stor","status":413,"code":"too_large","detail":"højst 16 KiB"}"#
        );
    }
}
