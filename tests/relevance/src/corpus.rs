//! The cases: the demonstration's casebook, and cases made of the processes in `processes.txt`.
//! The same ones every time.

use std::collections::BTreeMap;

use chrono::DateTime;
use serde::Deserialize;
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, Implementation, Links, Operation, Phase, PublicRecord, Resources, Spread,
    Status, Story, Suitability, Value, Workload,
};

/// Cases that are made of each process.
const OF_EACH: usize = 9;

/// Where the made cases come from.
const ORGANISATIONS: [&str; 10] = [
    "29189668", "29189978", "29189897", "55133018", "29189854", "29189900", "29190925", "29189846",
    "29189382", "29189714",
];
const TECHNOLOGIES: [&str; 4] = ["UiPath", "Power Automate", "Blue Prism", "Python"];

/// What every such case might say, and what no query should find much in.
const NOTES: [&str; 8] = [
    "Løsningen er bygget af kommunens egne medarbejdere og kører hver nat.",
    "Sagsbehandlere og ledere blev inddraget fra starten, og borgerne mærker forskellen.",
    "Drift og support ligger i afdelingen for digitalisering.",
    "Andre kommuner kan bruge skabelonen, hvis de har det samme system.",
    "Der er lavet en risikovurdering sammen med databeskyttelsesrådgiveren.",
    "Medarbejderne var bekymrede for deres opgaver, men er i dag glade for robotten.",
    "Gevinsten er målt på tid, og kvaliteten er blevet bedre.",
    "Projektet tog tre måneder fra idé til drift.",
];

/// A case with what it is judged by.
pub struct Known {
    /// As the index takes it.
    pub record: PublicRecord,
    /// Name of its organisation.
    pub organisation: String,
    /// The process that it was made of, or its id in the casebook.
    pub of: Of,
}

/// Where a case comes from.
#[derive(Debug, PartialEq, Eq)]
pub enum Of {
    /// Made of a process.
    Process(String),
    /// Told in the casebook.
    Casebook(String),
}

/// A process, each kind of line by its letter.
#[derive(Default)]
struct Process {
    key: String,
    area: String,
    kle: String,
    lines: BTreeMap<char, Vec<String>>,
}

#[derive(Deserialize)]
struct Told {
    id: String,
    title: String,
    owner: String,
    target_group: Option<String>,
    challenge: Option<String>,
    solution: Option<String>,
    evaluation: Option<String>,
    partners: Vec<String>,
    technologies: Vec<String>,
}

#[derive(Deserialize)]
struct Organisation {
    cvr: String,
    name: String,
}

/// All of them.
pub fn cases() -> Vec<Known> {
    let names: Vec<Organisation> =
        serde_json::from_str(include_str!("../../../services/genvej/demo/organisations.json"))
            .unwrap();
    let names: BTreeMap<String, String> = names.into_iter().map(|it| (it.cvr, it.name)).collect();
    let name = |cvr: &str| names.get(cvr).cloned().unwrap_or_default();
    let told: Vec<Told> =
        serde_json::from_str(include_str!("../../../services/genvej/demo/casebook.json")).unwrap();
    let mut cases: Vec<Known> = Vec::new();
    for told in told {
        let (organisation, of) = (name(&told.owner), Of::Casebook(told.id.clone()));
        cases.push(Known { record: of_casebook(cases.len(), told), organisation, of });
    }
    let processes = processes();
    let mut choice = Choice(7);
    for (turn, process) in processes.iter().enumerate() {
        for number in 0..OF_EACH {
            let cvr = ORGANISATIONS[(turn + number) % ORGANISATIONS.len()];
            let other = choice.of(&processes);
            let record = made(process, other, (cases.len(), number), cvr, &mut choice);
            let of = Of::Process(process.key.clone());
            cases.push(Known { record, organisation: name(cvr), of });
        }
    }
    cases
}

fn processes() -> Vec<Process> {
    let mut processes: Vec<Process> = Vec::new();
    for line in include_str!("../processes.txt").lines() {
        let Some((kind, text)) = line.split_once(' ').filter(|(kind, _)| kind.len() == 1) else {
            continue;
        };
        match kind.chars().next() {
            Some('@') => {
                let mut parts = text.split('|').map(|part| part.trim().to_owned());
                let mut next = || parts.next().unwrap();
                processes.push(Process {
                    key: next(),
                    area: next(),
                    kle: next(),
                    lines: BTreeMap::new(),
                });
            }
            Some('#') | None => {}
            Some(letter) => {
                let lines = &mut processes.last_mut().unwrap().lines;
                lines.entry(letter).or_default().push(text.to_owned());
            }
        }
    }
    processes
}

impl Process {
    fn line(&self, letter: char, number: usize) -> &str {
        let lines = &self.lines[&letter];
        &lines[number % lines.len()]
    }

    fn systems(&self) -> &'static [&'static str] {
        match self.area.as_str() {
            "economy" => &["KMD Opus", "Prisme"],
            "hr" => &["SD Løn", "KMD Opus"],
            "health" | "social" => &["KMD Nexus", "Cura"],
            "employment" => &["Momentum", "Schultz Fasit"],
            "administration" | "democracy" => &["SBSYS", "GetOrganized"],
            _ => &["Acadre", "Aula", "SBSYS"],
        }
    }
}

fn made(
    process: &Process,
    other: &Process,
    (place, number): (usize, usize),
    cvr: &str,
    choice: &mut Choice,
) -> PublicRecord {
    let mut record = record(place, process.line('T', number), cvr);
    process.line('S', number / 2).clone_into(&mut record.basics.summary);
    record.basics.kle = vec![process.kle.clone()];
    // Some name keywords, and some think that the title says enough.
    if number % 3 == 0 {
        let keywords = process.line('K', 0).split(", ").map(str::to_owned);
        record.basics.keywords = keywords.collect();
    }
    record.story.challenge = Some(process.line('C', number).to_owned());
    // Every fourth names another process in passing, which makes it no answer to questions about it.
    let passing = match number % 4 {
        1 => format!(" Samme opsætning bruges til {}.", other.line('T', number).to_lowercase()),
        _ => String::new(),
    };
    let solution = process.line('L', number);
    record.story.solution = Some(format!("{solution} {}", choice.of(&NOTES)));
    record.implementation.technical_notes = Some(format!("{}{passing}", choice.of(&NOTES)));
    let senses = ["sensor", "water", "light", "energy"].iter().any(|it| process.key.contains(it));
    let technology = if senses && number % 2 == 0 { "LoRaWAN" } else { choice.of(&TECHNOLOGIES) };
    record.implementation.technologies = vec![technology.to_owned()];
    record.implementation.systems = vec![(*choice.of(process.systems())).to_owned()];
    record
}

fn of_casebook(place: usize, told: Told) -> PublicRecord {
    let mut record = record(place, &told.title, &told.owner);
    record.basics.target_group = told.target_group;
    record.story.challenge = told.challenge;
    record.story.solution = told.solution;
    record.story.partners = told.partners;
    record.spread.evaluation = told.evaluation;
    record.implementation.technologies = told.technologies;
    record
}

fn record(place: usize, title: &str, cvr: &str) -> PublicRecord {
    let place = i64::try_from(place).unwrap();
    PublicRecord {
        id: CaseId(Uuid::from_u128(u128::try_from(place).unwrap() + 1)),
        lead: cvr.parse().unwrap(),
        joint_owners: Vec::new(),
        edition: 1,
        predecessor_id: None,
        // Which one changed last says nothing about what it is.
        changed_at: DateTime::from_timestamp(1_800_000_000 + 7_919 * place % 1_000_003, 0).unwrap(),
        phase: Phase::Operation,
        status: Status::InProgress,
        status_reason: None,
        review_on: None,
        basics: Basics { title: title.to_owned(), ..Basics::default() },
        story: Story::default(),
        workload: Workload::default(),
        suitability: Suitability::default(),
        implementation: Implementation::default(),
        operation: Operation::default(),
        value: Value::default(),
        spread: Spread::default(),
        resources: Resources::default(),
        links: Links::default(),
        attachments: Vec::new(),
        gains: Vec::new(),
        reuses: Vec::new(),
    }
}

/// Choices that are the same every time.
struct Choice(u64);

impl Choice {
    fn of<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = usize::try_from(self.0 >> 33).unwrap();
        &among[place % among.len()]
    }
}
