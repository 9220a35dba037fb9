//! Between the contract and the domain: the only place that knows the words of both, beside the
//! service in `grpc.rs`.

use std::collections::BTreeMap;

use case::access::{Principal, Role, Subject};
use case::{Command, Registration};
use proto::registry::v1 as pb;
use proto::registry::v1::command::Command as Asked;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use token::{Claims, Kind};
use uuid::Uuid;
use vocabulary::{
    CaseId, Cvr, FieldProblem, FieldRule, KleNumber, PersonId, Refusal, RefusalCode, ReuseSource,
    Section, Visibility,
};

use crate::execute::Order;
use crate::log::CommandKey;
use crate::log::proof::Hash;

pub use self::runs::{run, run_result};

pub(crate) mod attachments;
mod catalogue;
mod clients;
mod collecting;
mod counting;
mod error_reports;
mod exchange;
mod front_page;
pub mod handing_over;
mod notifications;
mod owning;
mod runs;
mod talking;
#[cfg(test)]
mod tests;

/// Namespace of command ids, so that they meet no other UUID v5.
const COMMANDS: Uuid = Uuid::from_u128(0x6f1d_7c2e_93a4_5b08_8e57_1f0c_2d94_b6a3);

/// Characters of an idempotency key.
const KEY_LIMIT: usize = 200;

/// The principal that verified claims stand for. None when they do not name an organisation.
pub fn principal(claims: &Claims) -> Option<Principal> {
    let organisation: Cvr = claims.org.parse().ok()?;
    match claims.kind {
        Kind::Robot => runs::robot(claims, organisation),
        Kind::Client => clients::principal(claims, organisation),
        Kind::Job => Some(Principal::Job {
            name: claims.sub.clone(),
            organisation,
            roles: claims.roles.iter().copied().map(role).collect(),
        }),
        Kind::Person => Some(Principal::Person {
            id: PersonId(claims.person()?),
            organisation,
            roles: claims.roles.iter().copied().map(role).collect(),
            units: claims.units.iter().cloned().collect(),
            subjects: claims.subjects.iter().flat_map(subjects).collect(),
        }),
    }
}

/// Each number with each department.
fn subjects(covered: &token::Subjects) -> impl Iterator<Item = Subject> + '_ {
    let numbers = covered.kle.iter().filter_map(|kle| kle.as_str().parse::<KleNumber>().ok());
    numbers.flat_map(|kle| {
        let units = covered.units.iter().cloned().map(Some);
        let anybodys = covered.units.is_empty().then_some(None);
        units.chain(anybodys).map(move |unit| Subject { kle: kle.clone(), unit })
    })
}

fn role(role: token::Role) -> Role {
    match role {
        token::Role::Reader => Role::Reader,
        token::Role::Contributor => Role::Contributor,
        token::Role::LocalSuperuser => Role::LocalSuperuser,
        token::Role::Superuser => Role::Superuser,
        token::Role::Administrator => Role::Administrator,
        token::Role::ApiAdministrator => Role::ApiAdministrator,
        token::Role::Coordinator => Role::Coordinator,
        token::Role::CatalogueEditor => Role::CatalogueEditor,
        token::Role::Operator => Role::Operator,
    }
}

/// The id of a command and the digest of what it asks. Who asks is part of the id, so that keys of
/// two people never meet; the correlation is not part of the digest, because a retry has a new one.
pub fn command_key(principal: &Principal, command: &pb::Command) -> Result<CommandKey, Refusal> {
    let asked = pb::Command { correlation_id: String::new(), ..command.clone() };
    let digest = Sha256::digest(prost::Message::encode_to_vec(&asked));
    said_key(principal, &command.idempotency_key, digest.into())
}

/// The key of whoever asks, as they said it.
fn said_key(principal: &Principal, key: &str, digest: Hash) -> Result<CommandKey, Refusal> {
    if key.is_empty() {
        return Err(problem("idempotencyKey", FieldRule::Required, None));
    }
    if key.chars().count() > KEY_LIMIT {
        return Err(problem("idempotencyKey", FieldRule::TooLong, i64::try_from(KEY_LIMIT).ok()));
    }
    Ok(key_of(principal, key, digest))
}

/// The key of whoever asks.
fn key_of(principal: &Principal, key: &str, digest: Hash) -> CommandKey {
    let actor = match principal {
        Principal::Anonymous => "anonymous".to_owned(),
        Principal::Person { id, .. } => format!("person:{id}"),
        Principal::Job { name, organisation, .. } => format!("job:{organisation}:{name}"),
        Principal::Robot { id, .. } => format!("robot:{id}"),
        Principal::Client { id, .. } => format!("client:{id}"),
    };
    CommandKey { id: Uuid::new_v5(&COMMANDS, format!("{actor}\n{key}").as_bytes()), digest }
}

/// The people whose organisations it takes to decide a command.
pub fn people(command: &pb::Command) -> Vec<PersonId> {
    let named: &[String] = match &command.command {
        Some(Asked::AssignPerson(asked)) => std::slice::from_ref(&asked.person_id),
        Some(Asked::PostComment(asked)) => &asked.mentions,
        Some(Asked::EditComment(asked)) => &asked.mentions,
        _ => &[],
    };
    named.iter().filter_map(|id| id.parse().ok()).collect()
}

/// What a command asks for. `known` says where the people of [`people`] belong, as far as anybody
/// knows them.
pub fn order(
    principal: &Principal,
    command: pb::Command,
    known: &BTreeMap<PersonId, Cvr>,
) -> Result<Order, Refusal> {
    let asked = command.command.ok_or_else(|| problem("command", FieldRule::Required, None))?;
    let command = match asked {
        Asked::DescribeSectionJson(section) => {
            Command::DescribeSection { section: Box::new(json("section", &section)?) }
        }
        Asked::ChangePhase(asked) => Command::ChangePhase { phase: named("phase", &asked.phase)? },
        Asked::ChangeStatus(asked) => change_status(asked)?,
        Asked::ChangeVisibility(asked) => change_visibility(&asked)?,
        Asked::AssignPerson(asked) => assign_person(&asked, known)?,
        Asked::UnassignPerson(asked) => unassign_person(&asked)?,
        Asked::DefineGain(asked) => define_gain(&asked)?,
        Asked::MeasureGain(asked) => measure_gain(&asked)?,
        Asked::WithdrawGain(asked) => withdraw_gain(asked)?,
        Asked::ProgressReuse(asked) => progress_reuse(asked)?,
        Asked::InviteJointOwner(_)
        | Asked::WithdrawInvitation(_)
        | Asked::AcceptInvitation(_)
        | Asked::DeclineInvitation(_)
        | Asked::LeaveOwners(_)
        | Asked::HandOverLead(_)
        | Asked::Lead(_) => owning::command(principal, asked)?,
        Asked::ChangeAttachmentSharing(asked) => attachments::change_sharing(&asked)?,
        Asked::RemoveAttachment(asked) => attachments::remove(&asked)?,
        Asked::DeleteCase(asked) => Command::Delete { reason: asked.reason },
        Asked::RestoreCase(_) => Command::Restore,
        Asked::ConfirmCurrent(_) => Command::ConfirmCurrent,
        Asked::VerifyLegalBasis(_) => Command::VerifyLegalBasis,
        beside => return beside_case(principal, &command.case_id, beside, known),
    };
    Ok(Order::Case(Box::new(command)))
}

/// What is asked for that is no command to a case alone.
fn beside_case(
    principal: &Principal,
    case: &str,
    asked: Asked,
    known: &BTreeMap<PersonId, Cvr>,
) -> Result<Order, Refusal> {
    match asked {
        Asked::Register(asked) => register(principal, &asked),
        Asked::ReuseCase(asked) => reuse(asked),
        Asked::DeclareReuse(asked) => declare_reuse(asked),
        Asked::PostComment(asked) => talking::post_comment(asked, known),
        Asked::EditComment(asked) => talking::edit_comment(asked, known),
        Asked::RemoveComment(asked) => talking::remove_comment(&asked),
        Asked::Follow(pb::Follow {}) => Ok(Order::Follow),
        Asked::Unfollow(pb::Unfollow {}) => Ok(Order::Unfollow),
        Asked::RestoreVersion(it) => Ok(Order::RestoreVersion { revision: it.revision }),
        Asked::SendEnquiry(asked) => talking::send_enquiry(asked),
        Asked::AnswerEnquiry(asked) => talking::answer_enquiry(asked),
        Asked::CloseEnquiry(asked) => talking::close_enquiry(&asked),
        Asked::ReportError(asked) => error_reports::report(asked),
        Asked::ResolveError(asked) => error_reports::resolve(asked),
        Asked::Bookmark(asked) => Ok(Order::Bookmark { keep: asked.keep }),
        Asked::FollowTopic(asked) => talking::follow_topic(&asked),
        Asked::SaveSearch(asked) => talking::save_search(asked),
        Asked::RenameSearch(asked) => talking::rename_search(asked),
        Asked::DeleteSearch(asked) => talking::delete_search(&asked),
        Asked::FollowSearch(asked) => talking::follow_search(&asked),
        Asked::ReadInbox(asked) => talking::read_inbox(asked),
        Asked::ChooseNotifications(asked) => notifications::choose(&asked),
        asked @ (Asked::DescribeProfile(_)
        | Asked::ChangeCatalogue(_)
        | Asked::ImportCodes(_)
        | Asked::ReplaceKleForms(_)) => catalogue::order(asked),
        Asked::ReviseFrontPage(asked) => front_page::revise(&asked),
        Asked::ChangeStatisticsConsent(asked) => {
            Ok(Order::ChangeStatisticsConsent { counted: asked.counted })
        }
        Asked::PublishQuarter(asked) => counting::publish_quarter(asked),
        Asked::ImportCase(asked) => exchange::import_case(principal, case_id(case)?, asked),
        Asked::UndoImportedCase(asked) => exchange::undo_imported_case(&asked),
        Asked::BeginImport(asked) => exchange::begin_import(asked),
        Asked::FinishImport(asked) => exchange::finish_import(&asked),
        Asked::ConcludeUndo(asked) => exchange::conclude_undo(&asked),
        Asked::SetOrganisationContact(asked) => owning::contact(&asked),
        Asked::Collection(asked) => collecting::order(case, asked),
        _ => Err(problem("command", FieldRule::Malformed, None)),
    }
}

/// The organisation that is acted for, which no message says.
fn own(principal: &Principal) -> Result<Cvr, Refusal> {
    principal.organisation().ok_or_else(|| Refusal::of(RefusalCode::NotSignedIn))
}

fn register(principal: &Principal, asked: &pb::RegisterCase) -> Result<Order, Refusal> {
    let lead = own(principal)?;
    let mut sections = Vec::new();
    let mut basics = None;
    for section in &asked.sections_json {
        match json("section", section)? {
            Section::Basics(section) => basics = Some(section),
            section => sections.push(section),
        }
    }
    Ok(Order::Case(Box::new(Command::Register(Box::new(Registration {
        lead,
        reporter: principal.person(),
        basics: basics.ok_or_else(|| problem("basics", FieldRule::Required, None))?,
        sections,
        visibility: visibility(&asked.visibility)?,
    })))))
}

fn unassign_person(asked: &pb::UnassignPerson) -> Result<Command, Refusal> {
    let person = id("personId", &asked.person_id)?;
    Ok(Command::UnassignPerson { person, role: named("role", &asked.role)? })
}

fn reuse(asked: pb::ReuseCase) -> Result<Order, Refusal> {
    Ok(Order::Reuse {
        source: id("sourceCaseId", &asked.source_case_id)?,
        reuse: id("reuseId", &asked.reuse_id)?,
        degree: degree(&asked.degree)?,
        title: said(asked.title),
        visibility: visibility(&asked.visibility)?,
    })
}

fn declare_reuse(asked: pb::DeclareReuse) -> Result<Order, Refusal> {
    let reuse = id("reuseId", &asked.reuse_id)?;
    let degree = degree(&asked.degree)?;
    if asked.source_case_id.is_empty() {
        let source =
            ReuseSource::External { name: asked.external_name, url: said(asked.external_url) };
        return Ok(Order::Case(Box::new(Command::DeclareReuse { reuse, source, degree })));
    }
    if !asked.external_name.is_empty() || !asked.external_url.is_empty() {
        return Err(problem("reuse.externalName", FieldRule::NotAllowed, None));
    }
    Ok(Order::DeclareReuse { source: id("sourceCaseId", &asked.source_case_id)?, reuse, degree })
}

fn assign_person(
    asked: &pb::AssignPerson,
    known: &BTreeMap<PersonId, Cvr>,
) -> Result<Command, Refusal> {
    let person = id("personId", &asked.person_id)?;
    let organisation = known.get(&person).copied();
    Ok(Command::AssignPerson { person, role: named("role", &asked.role)?, organisation })
}

fn define_gain(asked: &pb::DefineGain) -> Result<Command, Refusal> {
    Ok(Command::DefineGain {
        gain: id("gainId", &asked.gain_id)?,
        definition: Box::new(json("gain", &asked.definition_json)?),
    })
}

fn measure_gain(asked: &pb::MeasureGain) -> Result<Command, Refusal> {
    Ok(Command::MeasureGain {
        gain: id("gainId", &asked.gain_id)?,
        measurement: id("measurementId", &asked.measurement_id)?,
        measured: Box::new(json("measurement", &asked.measurement_json)?),
    })
}

fn withdraw_gain(asked: pb::WithdrawGain) -> Result<Command, Refusal> {
    Ok(Command::WithdrawGain { gain: id("gainId", &asked.gain_id)?, reason: asked.reason })
}

fn progress_reuse(asked: pb::ProgressReuse) -> Result<Command, Refusal> {
    Ok(Command::ProgressReuse {
        reuse: id("reuseId", &asked.reuse_id)?,
        degree: named("degree", &asked.degree)?,
        reason: said(asked.reason),
    })
}

fn change_status(asked: pb::ChangeStatus) -> Result<Command, Refusal> {
    Ok(Command::ChangeStatus {
        status: named("status", &asked.status)?,
        reason: said(asked.reason),
    })
}

fn change_visibility(asked: &pb::ChangeVisibility) -> Result<Command, Refusal> {
    let selected = asked
        .selected
        .iter()
        .map(|cvr| {
            cvr.parse().map_err(|_| problem("visibility.selected", FieldRule::Malformed, None))
        })
        .collect::<Result<Vec<Cvr>, _>>()?;
    Ok(Command::ChangeVisibility { visibility: named("visibility", &asked.visibility)?, selected })
}

fn visibility(name: &str) -> Result<Visibility, Refusal> {
    if name.is_empty() { Ok(Visibility::default()) } else { named("visibility", name) }
}

fn degree(name: &str) -> Result<vocabulary::ReuseDegree, Refusal> {
    let name = if name.is_empty() { "inspired" } else { name };
    named("degree", name)
}

/// The case that a message names.
pub fn case_id(text: &str) -> Result<CaseId, Refusal> {
    id("caseId", text)
}

/// A value of a vocabulary enum by its name.
pub fn named<T: DeserializeOwned>(field: &str, name: &str) -> Result<T, Refusal> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|_| problem(field, FieldRule::Malformed, None))
}

fn json<T: DeserializeOwned>(field: &str, bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| problem(field, FieldRule::Malformed, None))
}

fn id<T: std::str::FromStr>(field: &str, text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|_| problem(field, FieldRule::Malformed, None))
}

fn said(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn problem(field: &str, rule: FieldRule, limit: Option<i64>) -> Refusal {
    Refusal {
        code: RefusalCode::InvalidFields,
        fields: vec![FieldProblem { field: field.to_owned(), rule, limit }],
    }
}
