//! The casebook's rows as commands: which fact goes where.

use std::collections::BTreeMap;

use proto::registry::v1 as pb;
use proto::registry::v1::command::Command as Asked;
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;
use vocabulary::{
    Basics, CaseKind, Contact, Cost, CostKind, Direction, Figure, GainDefinition, GainKind,
    Implementation, Measurement, Qualifier, Recurrence, Resources, Schedule, Section, Spread,
    Story, SubjectArea, Unit, Value, ValueKind, YearRange,
};

use super::{Row, Step};

/// Namespace of the ids made from the file's own, so that a second run meets the first.
const CASEBOOK: Uuid = Uuid::from_u128(0x0b63_9d1f_72e8_5c4a_9f06_3a8e_51d7_c2b4);

/// Where the facts come from, kept on every case.
const ORIGIN: &str = "LÆS STJÆL FORTÆL, Center for Offentlig Innovation, 2019";

/// The first 36 cases of the file are full ones, the rest everyday innovations.
const FULL_CASES: usize = 36;

/// One case of the file. What is not known here lands in `rest` and is named in the report.
#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    title: String,
    owner: String,
    #[serde(default)]
    organisations: Vec<String>,
    organisation_type: Option<String>,
    #[serde(default)]
    municipalities: Vec<String>,
    year: Option<i32>,
    target_group: Option<String>,
    category: Option<String>,
    challenge: Option<String>,
    solution: Option<String>,
    #[serde(default)]
    partners: Vec<String>,
    #[serde(default)]
    value_kinds: Vec<ValueKind>,
    #[serde(default)]
    gains: Vec<Effect>,
    #[serde(default)]
    costs: Vec<Effect>,
    #[serde(default)]
    spread: Vec<String>,
    #[serde(default)]
    reused_from: Vec<String>,
    evaluation: Option<String>,
    phase: Option<String>,
    #[serde(default)]
    welfare_technology: bool,
    #[serde(default)]
    automation: bool,
    #[serde(default)]
    technologies: Vec<String>,
    schedule: Option<Schedule>,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
struct Effect {
    kind: String,
    amount: Option<serde_json::Number>,
    unit: Option<String>,
    period: Option<String>,
    statement: Option<String>,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

/// The rows of a file. An entry that cannot be read is a row with the reason and no steps.
pub fn rows(json: &str) -> Result<Vec<Row>, serde_json::Error> {
    let entries: Vec<serde_json::Value> = serde_json::from_str(json)?;
    Ok(entries.into_iter().enumerate().map(|(index, entry)| row(index, entry)).collect())
}

fn row(index: usize, entry: serde_json::Value) -> Row {
    let name = entry.get("id").and_then(|id| id.as_str()).unwrap_or("?").to_owned();
    let entry: Entry = match serde_json::from_value(entry) {
        Ok(entry) => entry,
        Err(error) => return Row::unreadable(index, name, error.to_string()),
    };
    let case = id_of(&entry.id, "");
    let mut steps = vec![step("registrering", register(index, &entry))];
    for (number, gain) in entry.gains.iter().enumerate() {
        steps.extend(gain_steps(&entry.id, number, gain));
    }
    for (number, source) in entry.reused_from.iter().enumerate() {
        let declare = pb::DeclareReuse {
            reuse_id: id_of(&entry.id, &format!("reuse:{number}")).to_string(),
            external_name: source.clone(),
            degree: "inspired".to_owned(),
            ..pb::DeclareReuse::default()
        };
        steps.push(step("genbrug", Asked::DeclareReuse(declare)));
    }
    if let Some(phase) = phase(&entry) {
        let change = pb::ChangePhase { phase: phase.to_owned() };
        steps.push(step("fase", Asked::ChangePhase(change)));
    }
    let notes = notes(&entry);
    Row { index, name: entry.id, owner: entry.owner, case, steps, notes, unreadable: None }
}

fn id_of(entry: &str, part: &str) -> Uuid {
    Uuid::new_v5(&CASEBOOK, format!("{entry}\n{part}").as_bytes())
}

fn step(what: &'static str, command: Asked) -> Step {
    Step { what, command }
}

fn json<T: serde::Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("invariant: vocabulary structs have texts for keys")
}

fn register(index: usize, entry: &Entry) -> Asked {
    let sections = [
        Section::Basics(basics(index, entry)),
        Section::Story(story(entry)),
        Section::Implementation(Implementation {
            technologies: entry.technologies.clone(),
            schedule: entry.schedule,
            ..Implementation::default()
        }),
        Section::Value(Value { claimed: entry.value_kinds.clone(), ..Value::default() }),
        Section::Spread(spread(entry)),
        Section::Resources(Resources {
            costs: entry.costs.iter().map(cost).collect(),
            comment: None,
        }),
        Section::Contact(Contact {
            role: entry.organisations.first().cloned(),
            ..Contact::default()
        }),
    ];
    Asked::Register(pb::RegisterCase {
        sections_json: sections.iter().map(json).collect(),
        visibility: "public".to_owned(),
    })
}

fn basics(index: usize, entry: &Entry) -> Basics {
    let kind = match (entry.welfare_technology, entry.automation) {
        (true, _) => CaseKind::WelfareTechnology,
        (false, true) => CaseKind::Integration,
        (false, false) if index >= FULL_CASES => CaseKind::EverydayInnovation,
        (false, false) => CaseKind::Other,
    };
    let mut keywords: Vec<String> =
        entry.category.iter().map(|category| keyword(category).to_owned()).collect();
    keywords.extend(entry.automation.then(|| "automatisering".to_owned()));
    keywords.extend(entry.welfare_technology.then(|| "velfærdsteknologi".to_owned()));
    Basics {
        title: entry.title.clone(),
        summary: entry.solution.clone().unwrap_or_else(|| entry.title.clone()),
        kind,
        keywords,
        subject_areas: entry.category.as_deref().map(subject_areas).unwrap_or_default(),
        target_group: entry.target_group.clone(),
        period: entry.year.map(|year| YearRange { from: Some(year), to: None }),
        nominators: entry.organisations.clone(),
        origin: Some(format!("{ORIGIN}: {}", entry.id)),
        ..Basics::default()
    }
}

fn story(entry: &Entry) -> Story {
    let taking_part = entry.municipalities.iter().map(|name| format!("{name} (kommune)"));
    Story {
        challenge: entry.challenge.clone(),
        solution: entry.solution.clone(),
        partners: entry.partners.iter().cloned().chain(taking_part).collect(),
        ..Story::default()
    }
}

fn spread(entry: &Entry) -> Spread {
    let scaled = entry.phase.as_deref() == Some("scaled");
    Spread {
        evaluation: entry.evaluation.clone(),
        spreading: scaled.then(|| "Udbredt til flere steder ifølge kilden.".to_owned()),
        known_reusers: entry.spread.clone(),
        ..Spread::default()
    }
}

fn cost(effect: &Effect) -> Cost {
    Cost {
        kind: match effect.kind.as_str() {
            "time" => CostKind::Time,
            "money" => CostKind::Money,
            _ => CostKind::Other,
        },
        amount: amount(effect),
        unit: effect.unit.clone(),
        qualifier: Some(qualifier(effect)),
        period: effect.period.clone(),
        paid_by: None,
        statement: effect.statement.clone(),
    }
}

fn gain_steps(entry: &str, number: usize, effect: &Effect) -> Vec<Step> {
    let gain = id_of(entry, &format!("gain:{number}"));
    let statement = effect.statement.clone().unwrap_or_default();
    let is_expected = statement.starts_with("Forvent");
    let figure =
        Figure { value: amount(effect), upper: None, out_of: None, qualifier: qualifier(effect) };
    let unit_label = effect.unit.clone();
    let definition = GainDefinition {
        kind: match effect.kind.as_str() {
            "time" => GainKind::Time,
            "money" => GainKind::Money,
            "quality" => GainKind::Quality,
            _ => GainKind::Other,
        },
        metric: if statement.is_empty() { "Ikke beskrevet".to_owned() } else { statement },
        unit: unit(unit_label.as_deref().unwrap_or_default()),
        unit_label: unit_label.clone(),
        // The source does not say, and "dropouts" would be read wrong by any rule.
        direction: Direction::NotStated,
        baseline: None,
        expected: is_expected.then_some(figure),
        recurrence: match effect.period.as_deref() {
            Some("årligt") => Recurrence::PerYear,
            _ => Recurrence::NotStated,
        },
        per: unit_label.as_deref().and_then(|unit| unit.split_once("pr. ")).map(|p| p.1.to_owned()),
        note: is_expected.then(|| effect.period.clone()).flatten(),
        over_months: None,
        threshold: None,
        compared_with: None,
    };
    let define = pb::DefineGain { gain_id: gain.to_string(), definition_json: json(&definition) };
    let mut steps = vec![step("gevinst", Asked::DefineGain(define))];
    if !is_expected {
        let measured = Measurement {
            period_label: effect.period.clone(),
            value: figure.value,
            qualifier: figure.qualifier,
            measured_by: Some("Angivet i casesamlingen".to_owned()),
            ..Measurement::default()
        };
        let measure = pb::MeasureGain {
            gain_id: gain.to_string(),
            measurement_id: id_of(entry, &format!("measurement:{number}")).to_string(),
            measurement_json: json(&measured),
        };
        steps.push(step("måling", Asked::MeasureGain(measure)));
    }
    steps
}

/// The figure exactly as it is written.
fn amount(effect: &Effect) -> Option<Decimal> {
    effect.amount.as_ref().and_then(|number| number.to_string().parse().ok())
}

fn qualifier(effect: &Effect) -> Qualifier {
    let says = |word: &str| {
        [&effect.unit, &effect.statement]
            .into_iter()
            .flatten()
            .any(|text| text.to_lowercase().contains(word))
    };
    match () {
        () if says("øvre grænse") || says("op til") => Qualifier::AtMost,
        () if says("mindst") || says("over ") => Qualifier::AtLeast,
        () if says("cirka") || says("ca.") || says("omkring") => Qualifier::About,
        () => Qualifier::Exact,
    }
}

fn unit(label: &str) -> Unit {
    match label {
        "procentpoint" => Unit::PercentagePoints,
        label if label.starts_with("procent") => Unit::Percent,
        label if label.starts_with("point") => Unit::Points,
        label if label.starts_with("kr.") => Unit::Kroner,
        label if label.starts_with("timer") => Unit::Hours,
        _ => Unit::Other,
    }
}

fn phase(entry: &Entry) -> Option<&'static str> {
    match entry.phase.as_deref()? {
        "pilot" => Some("implementation"),
        "operation" | "scaled" => Some("operation"),
        _ => None,
    }
}

fn keyword(category: &str) -> &str {
    match category {
        "health" => "sundhed",
        "children_youth" => "børn og unge",
        "elderly" => "ældre",
        "culture" => "kultur",
        "social" => "udsatte",
        "employment" => "beskæftigelse",
        "citizen_service" => "borgerservice",
        "digitalisation" => "digitalisering",
        "climate_environment" => "klima og miljø",
        "business_innovation" => "erhverv",
        "urban_space" => "byrum",
        other => other,
    }
}

fn subject_areas(category: &str) -> Vec<SubjectArea> {
    match category {
        "health" => vec![SubjectArea::Health],
        "children_youth" => vec![SubjectArea::Family, SubjectArea::Education],
        "elderly" => vec![SubjectArea::Social, SubjectArea::Health],
        "culture" => vec![SubjectArea::Culture],
        "social" => vec![SubjectArea::Social],
        "employment" => vec![SubjectArea::Employment],
        "citizen_service" => vec![SubjectArea::Administration],
        "digitalisation" => vec![SubjectArea::It],
        "climate_environment" => vec![SubjectArea::Environment],
        "business_innovation" => vec![SubjectArea::Business],
        "urban_space" => vec![SubjectArea::TechnicalServices],
        _ => Vec::new(),
    }
}

/// Facts that have no place of their own, or were read as something less than they say.
fn notes(entry: &Entry) -> Vec<String> {
    let mut notes: Vec<String> = entry
        .rest
        .keys()
        .chain(entry.gains.iter().chain(&entry.costs).flat_map(|effect| effect.rest.keys()))
        .map(|key| format!("feltet {key} kendes ikke og er ikke taget med"))
        .collect();
    if entry.organisation_type.as_deref() == Some("other") {
        notes.push("organisationstypen «other» følger den ejende organisation".to_owned());
    }
    if entry.phase.as_deref() == Some("pilot") {
        notes.push("fasen «pilot» er taget over som implementering".to_owned());
    }
    if entry.phase.as_deref() == Some("scaled") {
        notes.push("fasen «scaled» er taget over som i drift, udbredelsen som tekst".to_owned());
    }
    if entry.municipalities.len() > 1 {
        notes.push("deltagende kommuner står under samarbejde, ikke som medejere".to_owned());
    }
    if entry.solution.is_some() {
        notes.push("resuméet er løsningens tekst, for kilden har intet".to_owned());
    }
    notes
}
