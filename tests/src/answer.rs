//! An answer over HTTP, whole: status, headers and body.

use serde_json::Value;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers as they came, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// The body as it came, where it is no text.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Reads a response to its end.
    ///
    /// # Panics
    /// When the connection breaks.
    pub async fn of(response: reqwest::Response) -> Self {
        let status = response.status().as_u16();
        let text = |value: &reqwest::header::HeaderValue| {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), text(value)))
            .collect();
        let body = response.bytes().await.expect("the answer comes to its end");
        let (bytes, body) = (body.to_vec(), String::from_utf8_lossy(&body).into_owned());
        Self { status, headers, body, bytes }
    }

    /// The first header with this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is not.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {}: {}", self.status, self.body))
    }

    /// What was asked for, of an answer without errors.
    ///
    /// # Panics
    /// When there are errors, with all of them.
    pub fn data(&self) -> Value {
        let mut json = self.json();
        assert!(json.get("errors").is_none() && self.status == 200, "{}: {json}", self.status);
        json["data"].take()
    }

    /// The outcome of the only mutation asked for, whether refused or not.
    pub fn outcome(&self) -> Value {
        let data = self.data();
        let fields = data.as_object().expect("invariant: data is an object");
        assert_eq!(fields.len(), 1, "one mutation at a time: {data}");
        fields.values().next().expect("invariant: counted above").clone()
    }

    /// The outcome of the only mutation asked for, which was carried out.
    ///
    /// # Panics
    /// When it was refused, with the refusal.
    pub fn done(&self) -> Value {
        let outcome = self.outcome();
        assert!(outcome["refusal"].is_null(), "refused: {}", outcome["refusal"]);
        outcome
    }

    /// Why the only mutation asked for was refused.
    ///
    /// # Panics
    /// When it was carried out.
    pub fn refusal(&self) -> Refused {
        let refusal = self.outcome()["refusal"].take();
        assert!(!refusal.is_null(), "carried out, and should have been refused: {}", self.body);
        Refused(refusal)
    }

    /// The stable code of the first error or of the problem document.
    pub fn code(&self) -> String {
        let json = self.json();
        let code = json
            .pointer("/errors/0/extensions/code")
            .or_else(|| json.get("code"))
            .and_then(Value::as_str);
        code.unwrap_or_else(|| panic!("no code in {}: {json}", self.status)).to_owned()
    }
}

/// A business no, as data.
#[derive(Debug, Clone)]
pub struct Refused(pub Value);

impl Refused {
    /// The stable code.
    pub fn code(&self) -> &str {
        self.0["code"].as_str().unwrap_or_default()
    }

    /// Each field at fault with the rule it breaks, `basics.title too_long`.
    pub fn fields(&self) -> Vec<String> {
        let fields = self.0["fields"].as_array().expect("a refusal lists its fields");
        let named = |field: &Value| {
            let part = |name: &str| field[name].as_str().unwrap_or_default().to_owned();
            format!("{} {}", part("field"), part("rule"))
        };
        fields.iter().map(named).collect()
    }
}
