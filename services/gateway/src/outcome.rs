//! What a write answers: the case after it, or why not. A business no is data, not an error.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use uuid::Uuid;
use vocabulary::{CaseId, CollectionId, FieldProblem, FieldRule, HistoryEntry, RefusalCode};

use crate::calls::decoded;
use crate::case::Case;
use crate::collections::Collection;
use crate::fault::Fault;
use crate::history::PastEvent;
use crate::ids;
use crate::texts::Language;
use crate::visit::Visit;

/// Ids that the gateway makes from an idempotency key live in this namespace, so that a retry
/// with the same key makes the same ids.
const MADE_FROM_KEY: Uuid = Uuid::from_u128(0x7b0f_4c52_9d1e_4f67_8a43_2f6f_1f0e_9c11);
/// Characters of an idempotency key.
const LONGEST_KEY: usize = 200;

/// What became of a write.
pub struct CaseOutcome {
    case: Option<CaseId>,
    collection: Option<CollectionId>,
    revision: Option<u64>,
    repeated: bool,
    refusal: Option<Refusal>,
}

/// Why a write was refused. It changed nothing.
#[derive(SimpleObject)]
pub struct Refusal {
    /// Stable word for programs.
    code: &'static str,
    /// For people, in the language asked for.
    message: &'static str,
    /// The fields at fault.
    fields: Vec<FieldRefusal>,
    /// With code `conflict`: what others changed since the revision that was expected.
    changed_since: Vec<PastEvent>,
}

/// A field that breaks a rule.
#[derive(SimpleObject)]
pub struct FieldRefusal {
    /// Path of the field, `basics.title`.
    field: String,
    /// Stable word for programs.
    rule: &'static str,
    /// The limit in the unit of the field, where the rule has one.
    limit: Option<i64>,
    /// For people, in the language asked for.
    message: String,
}

impl Refusal {
    /// A refusal that tells of no conflict.
    pub fn plain(refusal: vocabulary::Refusal, language: Language) -> Self {
        Self::of(refusal, Vec::new(), language)
    }

    /// As it is told in a language, with what others changed meanwhile.
    pub fn of(refusal: vocabulary::Refusal, since: Vec<HistoryEntry>, language: Language) -> Self {
        let fields = refusal.fields.into_iter().map(|problem| FieldRefusal {
            message: language.field_problem(&problem),
            rule: problem.rule.code(),
            limit: problem.limit,
            field: problem.field,
        });
        Self {
            code: refusal.code.code(),
            message: language.refusal(refusal.code),
            fields: fields.collect(),
            changed_since: since.into_iter().map(PastEvent).collect(),
        }
    }
}

impl CaseOutcome {
    /// A write that one value was not fit for.
    pub fn refused(field: &str, language: Language) -> Self {
        let problem =
            FieldProblem { field: field.to_owned(), rule: FieldRule::Malformed, limit: None };
        let refusal =
            vocabulary::Refusal { code: RefusalCode::InvalidFields, fields: vec![problem] };
        let refusal = Some(Refusal::of(refusal, Vec::new(), language));
        Self { case: None, collection: None, revision: None, repeated: false, refusal }
    }

    /// A write about no case.
    pub fn of_no_case(outcome: &rpc::Outcome, language: Language) -> Result<Self, Fault> {
        let refusal = match outcome.refusal_json.as_slice() {
            [] => None,
            json => Some(Refusal::of(decoded(json)?, Vec::new(), language)),
        };
        let repeated = outcome.repeated;
        Ok(Self { case: None, collection: None, revision: None, repeated, refusal })
    }
}

/// What became of a write.
#[Object]
impl CaseOutcome {
    /// The case after the write; as it stands when the write was refused. Null when the reader
    /// may not see it, and of a write that is about none.
    #[graphql(complexity = "5 + child_complexity")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        match self.case {
            Some(id) => Case::read(Visit::of(context), id).await,
            None => Ok(None),
        }
    }

    /// The collection after the write; as it stands when the write was refused. Null when the reader
    /// may not see it, and of a write that is about none.
    #[graphql(complexity = "5 + child_complexity")]
    async fn collection(&self, context: &Context<'_>) -> Result<Option<Collection>, Fault> {
        match self.collection {
            Some(id) => Collection::read(Visit::of(context), id).await,
            None => Ok(None),
        }
    }

    /// The case's revision after the write, for owners.
    async fn revision(&self) -> Option<u64> {
        self.revision
    }

    /// The same write was made before with this key: nothing was written now.
    async fn repeated(&self) -> bool {
        self.repeated
    }

    /// Why not; null when it was done.
    async fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }
}

/// A write on its way to the registry. Values that cannot be read are gathered, so that the caller
/// is told of all of them at once.
pub struct Asked {
    visit: Arc<Visit>,
    case: CaseId,
    collection: Option<CollectionId>,
    key: String,
    key_is_callers: bool,
    person: String,
    expected_revision: Option<u64>,
    problems: Vec<FieldProblem>,
}

impl Asked {
    /// A write about an existing case.
    pub async fn of_case(
        context: &Context<'_>,
        case: &ID,
        key: Option<String>,
    ) -> Result<Self, Fault> {
        let mut asked = Self::anew(context, key).await?;
        match ids::uuid("Case", case) {
            Some(id) => asked.case = CaseId(id),
            None => asked.malformed("caseId"),
        }
        Ok(asked)
    }

    /// A write about the viewer's own things, and no case.
    pub async fn of_viewer(context: &Context<'_>, key: Option<String>) -> Result<Self, Fault> {
        Self::anew(context, key).await
    }

    /// A write that makes a case, with the id that the caller made or one of ours.
    pub async fn of_new_case(
        context: &Context<'_>,
        case: Option<&ID>,
        key: Option<String>,
    ) -> Result<Self, Fault> {
        let mut asked = Self::anew(context, key).await?;
        let made = asked.made_id("id", "Case", case);
        asked.case = made.parse().unwrap_or(asked.case);
        Ok(asked)
    }

    async fn anew(context: &Context<'_>, key: Option<String>) -> Result<Self, Fault> {
        let visit = Visit::of(context).clone();
        let person = visit.session().await?.map(|session| session.person.id.clone());
        let mut asked = Self {
            visit,
            case: CaseId(Uuid::nil()),
            collection: None,
            key_is_callers: key.is_some(),
            key: key.unwrap_or_else(|| platform::ids::random().to_string()),
            person: person.unwrap_or_default(),
            expected_revision: None,
            problems: Vec::new(),
        };
        let length = asked.key.chars().count();
        if length == 0 {
            asked.problem("idempotencyKey", FieldRule::Required, None);
        } else if length > LONGEST_KEY {
            let limit = i64::try_from(LONGEST_KEY).ok();
            asked.problem("idempotencyKey", FieldRule::TooLong, limit);
        }
        Ok(asked)
    }

    /// The revision that the caller saw, where it says so.
    pub fn based_on(&mut self, revision: Option<u64>) {
        self.expected_revision = revision;
    }

    /// The UUID of an id of a kind.
    pub fn id(&mut self, field: &str, kind: &str, id: &ID) -> String {
        let id = ids::uuid(kind, id);
        if id.is_none() {
            self.malformed(field);
        }
        id.map(|id| id.to_string()).unwrap_or_default()
    }

    /// The UUID of the collection that the write is about.
    pub fn collection(&mut self, id: &ID) -> String {
        let id = self.id("collectionId", "Collection", id);
        self.collection = id.parse().ok();
        id
    }

    /// The UUIDs of ids of a kind; none when nothing is said.
    pub fn ids(&mut self, field: &str, kind: &str, ids: Option<Vec<ID>>) -> Vec<String> {
        ids.unwrap_or_default().iter().map(|id| self.id(field, kind, id)).collect()
    }

    /// The UUID that the caller made, or one made here.
    pub fn made_id(&mut self, field: &str, kind: &str, id: Option<&ID>) -> String {
        match id {
            Some(id) => self.id(field, kind, id),
            None if self.key_is_callers => {
                let from = format!("{} {kind} {}", self.person, self.key);
                Uuid::new_v5(&MADE_FROM_KEY, from.as_bytes()).to_string()
            }
            None => platform::ids::v7().to_string(),
        }
    }

    /// Gathers a value that is not written as it must be.
    pub fn malformed(&mut self, field: &str) {
        self.problem(field, FieldRule::Malformed, None);
    }

    fn problem(&mut self, field: &str, rule: FieldRule, limit: Option<i64>) {
        self.problems.push(FieldProblem { field: field.to_owned(), rule, limit });
    }

    /// What a write that is no single command needs, unless a value could not be read.
    pub fn read(self) -> Result<(Arc<Visit>, String), Refusal> {
        if self.problems.is_empty() {
            return Ok((self.visit, self.key));
        }
        let code = RefusalCode::InvalidFields;
        let refusal = vocabulary::Refusal { code, fields: self.problems };
        Err(Refusal::plain(refusal, self.visit.language))
    }

    /// Sends the command, unless a value could not be read.
    pub async fn carry_out(self, command: Command) -> Result<CaseOutcome, Fault> {
        let language = self.visit.language;
        if !self.problems.is_empty() {
            let refusal =
                vocabulary::Refusal { code: RefusalCode::InvalidFields, fields: self.problems };
            return Ok(CaseOutcome {
                case: None,
                collection: None,
                revision: None,
                repeated: false,
                refusal: Some(Refusal::of(refusal, Vec::new(), language)),
            });
        }
        let command = rpc::Command {
            case_id: self.case.to_string(),
            expected_revision: self.expected_revision,
            idempotency_key: self.key,
            correlation_id: String::new(),
            command: Some(command),
        };
        let outcome = self.visit.execute(command).await?;
        let refusal = if outcome.refusal_json.is_empty() {
            None
        } else {
            let since = match outcome.changed_since_json.as_slice() {
                [] => Vec::new(),
                json => decoded(json)?,
            };
            Some(Refusal::of(decoded(&outcome.refusal_json)?, since, language))
        };
        let case = outcome.case_id.parse().unwrap_or(self.case);
        Ok(CaseOutcome {
            case: Some(case).filter(|case| !case.0.is_nil()),
            collection: self.collection,
            revision: outcome.revision,
            repeated: outcome.repeated,
            refusal,
        })
    }
}
