//! A row as the command that carries it out.

use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use vocabulary::{CaseId, Cvr, ExternalKey};

use super::Row;

impl Row {
    /// The case that the row is about: the one it names, or the one that its key has in the
    /// organisation. None of a row that says neither.
    pub fn case_in(&self, organisation: Cvr) -> Option<CaseId> {
        let keyed = self.external_key().map(|key| key.case_of(organisation));
        self.case.map(CaseId).or(keyed)
    }

    fn external_key(&self) -> Option<ExternalKey> {
        let (source, key) = self.key.clone()?;
        Some(ExternalKey { source, key })
    }

    /// The command, with a key of its own in the import: sent again it has one effect. Without an import
    /// it is decided and not written.
    pub fn command(&self, import: Option<Uuid>, organisation: Cvr) -> Option<rpc::Command> {
        let case = self.case_in(organisation)?;
        let name = import.map_or_else(|| "dry-run".to_owned(), |import| import.to_string());
        let key_json = self.external_key().map(|key| json!(key).to_string().into_bytes());
        let row = rpc::ImportCase {
            import_id: import.map(|import| import.to_string()).unwrap_or_default(),
            key_json: key_json.unwrap_or_default(),
            sections_json: bytes(&self.sections),
            defaults_json: bytes(&self.defaults),
            phase: self.phase.clone().unwrap_or_default(),
            status: self.status.clone().unwrap_or_default(),
            status_reason: self.status_reason.clone().unwrap_or_default(),
            visibility: self.visibility.clone().unwrap_or_default(),
            dry_run: import.is_none(),
        };
        Some(rpc::Command {
            case_id: case.to_string(),
            idempotency_key: format!("import:{name}:{case}"),
            command: Some(Command::ImportCase(row)),
            ..rpc::Command::default()
        })
    }
}

fn bytes(fields: &Map<String, Value>) -> Vec<u8> {
    if fields.is_empty() { Vec::new() } else { json!(fields).to_string().into_bytes() }
}
