//! Cases as they come: the demo's casebook, varied from a seed, so that every run has the same ones
//! in whatever number.

use std::collections::BTreeSet;
use std::ops::Range;

use case::access::{Principal, Role};
use case::{Case, Command, Event, Registration, decide};
use chrono::{DateTime, Duration, Utc};
use futures::{StreamExt, TryStreamExt, stream};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use registry::events;
use registry::log::{Append, CommandKey, EventLog, Expected, NewEvent, Origin, Position};
use serde_json::Value;
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, CaseKind, Cvr, PersonId, Phase, Section, Story, SubjectArea, Visibility,
    Workload,
};

use crate::Failure;

/// Cases that are on their way into the log at the same time.
const TOGETHER: usize = 256;

/// Letters that a title may have.
const TITLE: usize = 120;

/// Moment at which the first case was registered, in seconds since 1970; then one every minute.
const BEGINNING: i64 = 1_600_000_000;

/// What tells cases of the same origin apart, before their organisation.
const VARIANTS: [&str; 12] = [
    "Forsøg med",
    "Anden runde af",
    "Nyt liv til",
    "Fælles",
    "Lokal udgave af",
    "Evaluering af",
    "Digital",
    "Aftenudgave af",
    "Erfaringer med",
    "Videreførelse af",
    "Mindre",
    "Tværgående",
];

/// What cases are made of.
pub struct Casebook {
    entries: Vec<Entry>,
    organisations: Vec<(Cvr, String)>,
}

/// What the casebook tells of a case.
struct Entry {
    title: String,
    challenge: Option<String>,
    solution: String,
    partners: Vec<String>,
}

impl Casebook {
    /// The demo's cases and organisations.
    pub fn of_demo() -> Result<Self, Failure> {
        let read = |json| -> Result<Vec<Value>, Failure> { Ok(serde_json::from_str(json)?) };
        let entries = read(include_str!("../../../services/genvej/demo/casebook.json"))?;
        let organisations = read(include_str!("../../../services/genvej/demo/organisations.json"))?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let organisation = |value: &Value| -> Result<(Cvr, String), Failure> {
            Ok((text(&value["cvr"]).parse()?, text(&value["name"])))
        };
        Ok(Self {
            entries: entries.iter().map(Entry::of).collect(),
            organisations: organisations.iter().map(organisation).collect::<Result<_, _>>()?,
        })
    }

    /// Puts the cases with these numbers into a log, and tells its last position.
    pub async fn fill(&self, log: &dyn EventLog, numbers: Range<u64>) -> Result<Position, Failure> {
        let appended =
            stream::iter(numbers)
                .map(|number| async move {
                    log.append(self.append(number)?).await.map_err(Failure::from)
                })
                .buffer_unordered(TOGETHER);
        appended.try_fold(0, async |last: Position, one| Ok(last.max(one.position))).await
    }

    /// The registration of a case, with all that happened to it since.
    pub fn append(&self, number: u64) -> Result<Append, Failure> {
        let (state, happened) = self.happened(number)?;
        let lead = state.lead.ok_or("a case without a lead")?;
        Ok(append(id(number), 0, &happened, at(number), lead))
    }

    /// The case as all that makes it.
    pub fn case(&self, number: u64) -> Result<Case, Failure> {
        Ok(self.happened(number)?.0)
    }

    fn happened(&self, number: u64) -> Result<(Case, Vec<Event>), Failure> {
        let case = id(number);
        let mut random = StdRng::seed_from_u64(number);
        let (lead, name) = &self.organisations[random.random_range(0..self.organisations.len())];
        let registration = self.registration(&mut random, *lead, name);
        let mut state = Case::default();
        let mut happened = decide(case, &state, Command::Register(Box::new(registration)))
            .map_err(|refusal| format!("case {number} is refused: {refusal:?}"))?;
        if random.random_bool(0.5) {
            let to = [Phase::Specification, Phase::Development, Phase::Operation];
            let to = to[random.random_range(0..to.len())];
            happened.push(Event::PhaseChanged { from: Phase::default(), to });
        }
        for event in &happened {
            state.evolve(event, at(number));
        }
        Ok((state, happened))
    }

    /// The name of an organisation.
    pub fn name(&self, cvr: Cvr) -> Option<&str> {
        let known = self.organisations.iter().find(|(known, _)| *known == cvr);
        known.map(|(_, name)| name.as_str())
    }

    fn registration(&self, random: &mut StdRng, lead: Cvr, name: &str) -> Registration {
        let entry = &self.entries[random.random_range(0..self.entries.len())];
        let variant = VARIANTS[random.random_range(0..VARIANTS.len())];
        let kinds = [CaseKind::Rpa, CaseKind::Integration, CaseKind::EverydayInnovation];
        let areas = [SubjectArea::Health, SubjectArea::Education, SubjectArea::Employment];
        let visibility = match random.random_range(0..100) {
            0..60 => Visibility::Public,
            60..85 => Visibility::Members,
            _ => Visibility::Organisation,
        };
        let basics = Basics {
            title: format!("{variant} {} i {name}", entry.title).chars().take(TITLE).collect(),
            summary: entry.solution.clone(),
            kind: kinds[random.random_range(0..kinds.len())],
            subject_areas: vec![areas[random.random_range(0..areas.len())]],
            ..Basics::default()
        };
        let story = Story {
            challenge: entry.challenge.clone(),
            solution: Some(entry.solution.clone()),
            partners: entry.partners.clone(),
            ..Story::default()
        };
        let workload = Workload {
            occurrences_per_year: Some(random.random_range(50..20_000)),
            seconds_per_occurrence: Some(random.random_range(60..1_800)),
            automation_degree_percent: Some(random.random_range(10..100)),
            ..Workload::default()
        };
        let sections = vec![Section::Story(story), Section::Workload(workload)];
        Registration { lead, reporter: None, basics, sections, visibility }
    }
}

impl Entry {
    fn of(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        let title = text("title").unwrap_or_default();
        let partners = value["partners"].as_array().into_iter().flatten();
        Self {
            challenge: text("challenge"),
            solution: text("solution").unwrap_or_else(|| title.clone()),
            partners: partners.filter_map(|partner| partner.as_str().map(str::to_owned)).collect(),
            title,
        }
    }
}

/// The case with a number.
pub fn id(number: u64) -> CaseId {
    // As random in order as ids are; the multiplier is odd, so no two are the same.
    let spread = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    CaseId(Uuid::from_u64_pair(spread & !0xf000 | 0x7000, spread >> 2 | 1 << 63))
}

/// Somebody who may write in an organisation, and so reads all that is not a draft there.
pub fn colleague(organisation: Cvr) -> Principal {
    Principal::Person {
        id: PersonId(Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001)),
        organisation,
        roles: BTreeSet::from([Role::Contributor]),
        units: BTreeSet::new(),
        subjects: BTreeSet::new(),
    }
}

/// When the case with a number was registered.
pub fn at(number: u64) -> DateTime<Utc> {
    let minutes = i64::try_from(number).unwrap_or(i64::MAX);
    let beginning = DateTime::from_timestamp(BEGINNING, 0);
    beginning.expect("invariant: the moment above is one") + Duration::minutes(minutes)
}

/// Events of a case after a version, as one command.
pub fn append(
    case: CaseId,
    version: u64,
    happened: &[Event],
    at: DateTime<Utc>,
    organisation: Cvr,
) -> Append {
    let command = platform::ids::random();
    let last = happened.len().saturating_sub(1);
    let events = happened.iter().enumerate().map(|(nth, event)| {
        let (kind, schema, data) = events::encode(event);
        let id = if nth == last { command } else { platform::ids::v7() };
        NewEvent { id, kind: kind.to_owned(), schema, data }
    });
    Append {
        stream: registry::execute::case_stream(case),
        expected: if version == 0 { Expected::NoStream } else { Expected::Version(version) },
        events: events.collect(),
        origin: Origin {
            at,
            person: None,
            job: Some("benchmark".to_owned()),
            organisation: Some(organisation.to_string()),
            correlation: command,
            causation: None,
        },
        command: Some(CommandKey { id: command, digest: [7; 32] }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Casebook, id};

    #[test]
    fn a_number_always_gives_the_same_case() {
        let casebook = Casebook::of_demo().unwrap();
        let data = |number| -> Vec<Vec<u8>> {
            let append = casebook.append(number).unwrap();
            append.events.into_iter().map(|event| event.data).collect()
        };
        assert_eq!(data(7), data(7));
        assert_ne!(data(7), data(8));
    }

    #[test]
    fn every_case_may_be_registered() {
        let casebook = Casebook::of_demo().unwrap();
        assert!((0..2_000).all(|number| casebook.append(number).is_ok()));
    }

    #[test]
    fn every_case_has_an_id_of_its_own() {
        let ids: HashSet<_> = (0..100_000).map(id).collect();
        assert_eq!(ids.len(), 100_000);
    }
}
