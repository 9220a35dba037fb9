//! Cases with ten gains each, in a log and as a table.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use case::{Case, Event};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use platform::ids;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use registry::events;
use registry::log::{Append, EventLog, NewEvent};
use rust_decimal::Decimal;
use uuid::Uuid;
use vocabulary::{
    Direction, Figure, GainDefinition, GainId, GainKind, Measurement, MeasurementId, Qualifier,
    Recurrence, Unit, Visibility,
};

use crate::Failure;
use crate::cases::Casebook;

/// Gains of each case.
const GAINS: u64 = 10;
/// Cases that are on their way into the log at the same time.
const TOGETHER: usize = 256;

/// Puts so many gains into a log, and writes them into a file of commas.
pub async fn fill(log: &dyn EventLog, gains: u64, csv: &Path) -> Result<PathBuf, Failure> {
    let casebook = Casebook::of_demo()?;
    let mut rows = String::from("shared,lead,kind,phase,area,hours,expected,measured\n");
    let mut appends = Vec::new();
    for number in 0..gains / GAINS {
        appends.push(with_gains(&casebook, number, &mut rows)?);
        if appends.len() == TOGETHER || number + 1 == gains / GAINS {
            let appended = stream::iter(std::mem::take(&mut appends))
                .map(|append| async { log.append(append).await.map(drop).map_err(Failure::from) })
                .buffer_unordered(TOGETHER);
            appended.try_collect::<()>().await?;
        }
    }
    std::fs::write(csv, rows)?;
    Ok(csv.to_owned())
}

fn with_gains(casebook: &Casebook, number: u64, rows: &mut String) -> Result<Append, Failure> {
    let mut append = casebook.append(number)?;
    let mut case = Case::default();
    for new in &append.events {
        case.evolve(&events::decode(&new.kind, new.schema, &new.data)?, append.origin.at);
    }
    let mut random = StdRng::seed_from_u64(number);
    let lead = case.lead.ok_or("a case has a lead")?;
    let area = case.basics.subject_areas.first().ok_or("a case has an area")?;
    for nth in 0..GAINS {
        let hours = nth % 2 == 0;
        let [expected, measured] = [(); 2].map(|()| random.random_range(1..5_000_i64));
        for event in gain(number * GAINS + nth, hours, [expected, measured]) {
            let (kind, schema, data) = events::encode(&event);
            append.events.push(NewEvent { id: ids::v7(), kind: kind.to_owned(), schema, data });
        }
        let (kind, phase, area) = (case.basics.kind.name(), case.phase.name(), area.name());
        let shared = case.visibility >= Visibility::Members;
        writeln!(rows, "{shared},{lead},{kind},{phase},{area},{hours},{expected},{measured}")?;
    }
    // The last event bears the id of its command, which another one bore before.
    if let Some(command) = &append.command {
        let last = append.events.len() - 1;
        let bearer = append.events.iter().position(|event| event.id == command.id);
        let bearer = bearer.ok_or("no event bears the id of its command")?;
        append.events[bearer].id = append.events[last].id;
        append.events[last].id = command.id;
    }
    Ok(append)
}

fn gain(number: u64, hours: bool, [expected, measured]: [i64; 2]) -> [Event; 2] {
    let gain = GainId(Uuid::from_u128(number.into()));
    let value = Some(Decimal::from(expected));
    let figure = Figure { value, upper: None, out_of: None, qualifier: Qualifier::Exact };
    let definition = GainDefinition {
        kind: if hours { GainKind::Time } else { GainKind::Money },
        metric: "Frigjort".to_owned(),
        unit: if hours { Unit::Hours } else { Unit::Kroner },
        unit_label: None,
        direction: Direction::MoreIsBetter,
        baseline: None,
        expected: Some(figure),
        recurrence: Recurrence::PerYear,
        over_months: None,
        threshold: None,
        compared_with: None,
        per: None,
        note: None,
    };
    let measured = Measurement { value: Some(measured.into()), ..Measurement::default() };
    let measurement = MeasurementId(Uuid::from_u128(number.into()));
    [
        Event::GainDefined { gain, definition: Box::new(definition) },
        Event::GainMeasured { gain, measurement, measured: Box::new(measured) },
    ]
}
