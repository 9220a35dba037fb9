//! Every way that figures of gains are stated in the real descriptions of 52 cases can be said
//! (needs, section 5), is accepted, and is stored and read back to the last digit.

#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

use case::{Case, Command, Event, Registration, decide};
use chrono::DateTime;
use rust_decimal::Decimal;
use uuid::Uuid;
use vocabulary::{
    Basics, CaseId, Comparison, Direction, FieldRule, Figure, GainDefinition, GainId, GainKind,
    Measurement, MeasurementId, Qualifier, Recurrence, Refusal, Threshold, Unit, Visibility,
};

const CASE: CaseId = CaseId(Uuid::from_u128(1));
const GAIN: GainId = GainId(Uuid::from_u128(2));

fn number(text: &str) -> Option<Decimal> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

fn figure(value: &str, qualifier: Qualifier) -> Figure {
    Figure { value: number(value), upper: None, out_of: None, qualifier }
}

fn exact(value: &str) -> Figure {
    figure(value, Qualifier::Exact)
}

fn gain(metric: &str, unit: Unit) -> GainDefinition {
    GainDefinition {
        kind: GainKind::Other,
        metric: metric.to_owned(),
        unit,
        unit_label: None,
        direction: Direction::MoreIsBetter,
        baseline: None,
        expected: None,
        recurrence: Recurrence::NotStated,
        per: None,
        note: None,
        over_months: None,
        threshold: None,
        compared_with: None,
    }
}

fn measured(value: &str) -> Measurement {
    Measurement { value: number(value), ..Measurement::default() }
}

fn per(unit: &str, definition: GainDefinition) -> GainDefinition {
    GainDefinition { per: Some(unit.to_owned()), ..definition }
}

fn said<T: From<String>>(text: &str) -> Option<T> {
    (!text.is_empty()).then(|| text.to_owned().into())
}

/// The pattern's name, the gain, and what was measured of it where something was.
type Pattern = (&'static str, GainDefinition, Option<Measurement>);

fn before_and_after() -> Vec<Pattern> {
    let percent = |metric: &str| gain(metric, Unit::Percent);
    vec![
        (
            "percentage of budget",
            GainDefinition {
                expected: Some(exact("15")),
                ..per("budget", percent("Effektivisering"))
            },
            None,
        ),
        (
            "before and after, 63 to 85 %",
            GainDefinition { baseline: Some(exact("63")), ..percent("Tilfredse") },
            Some(measured("85")),
        ),
        (
            "before and after, 30 to 10 % dropout",
            GainDefinition {
                baseline: Some(exact("30")),
                direction: Direction::LessIsBetter,
                ..percent("Frafald")
            },
            Some(measured("10")),
        ),
        (
            "before and after, 10 to 28 of at most 48",
            GainDefinition {
                baseline: Some(Figure { out_of: number("48"), ..exact("10") }),
                ..gain("Score", Unit::Points)
            },
            Some(Measurement { out_of: number("48"), ..measured("28") }),
        ),
        (
            "before and after, under 40 to over 90 %",
            GainDefinition {
                baseline: Some(figure("40", Qualifier::AtMost)),
                ..percent("Til tiden")
            },
            Some(Measurement { qualifier: Qualifier::AtLeast, ..measured("90") }),
        ),
        (
            "time per unit, 3 hours to 15 minutes",
            GainDefinition {
                kind: GainKind::Time,
                baseline: Some(exact("3")),
                direction: Direction::LessIsBetter,
                ..per("byrådspunkt", gain("Tid", Unit::Hours))
            },
            Some(measured("0.25")),
        ),
        (
            "time per unit, up to 2 days to 1-2 hours",
            GainDefinition {
                baseline: Some(figure("48", Qualifier::AtMost)),
                ..per("svar", gain("Svartid", Unit::Hours))
            },
            Some(Measurement { upper: number("2"), qualifier: Qualifier::Range, ..measured("1") }),
        ),
    ]
}

fn amounts() -> Vec<Pattern> {
    let kroner =
        |metric: &str| GainDefinition { kind: GainKind::Money, ..gain(metric, Unit::Kroner) };
    vec![
        (
            "expected over years and not yearly",
            GainDefinition {
                expected: Some(exact("1800000")),
                recurrence: Recurrence::OverPeriod,
                over_months: Some(60),
                ..kroner("Besparelse")
            },
            None,
        ),
        (
            "zero, cost-neutral",
            GainDefinition { expected: Some(exact("0")), ..kroner("Merudgift") },
            Some(Measurement { reservation: said("Flyttet, ikke sparet"), ..measured("0") }),
        ),
        (
            "range, 10,000-25,000 kr.",
            GainDefinition {
                expected: Some(Figure {
                    upper: number("25000"),
                    ..figure("10000", Qualifier::Range)
                }),
                ..kroner("Pris")
            },
            None,
        ),
        (
            "upper bound, up to 50,000 kr.",
            GainDefinition { expected: Some(figure("50000", Qualifier::AtMost)), ..kroner("Pris") },
            Some(Measurement { qualifier: Qualifier::About, ..measured("48500.50") }),
        ),
    ]
}

fn prices() -> Vec<Pattern> {
    let kroner =
        |metric: &str| GainDefinition { kind: GainKind::Money, ..gain(metric, Unit::Kroner) };
    vec![
        (
            "cost per unit, 70,000 kr. a stay",
            per("ophold", kroner("Udgift")),
            Some(measured("70000")),
        ),
        (
            "unit price against an alternative, a robot against teacher hours",
            GainDefinition {
                expected: Some(exact("15000")),
                compared_with: Some(Comparison {
                    what: "Undervisning ved en lærer".to_owned(),
                    figure: exact("10"),
                    unit: Unit::Hours,
                    unit_label: None,
                    per: said("uge"),
                }),
                ..per("robot", kroner("Anskaffelse"))
            },
            None,
        ),
        (
            "threshold, cheaper only when 10 municipalities join",
            GainDefinition {
                threshold: Some(Threshold {
                    metric: "Kommuner, der er med".to_owned(),
                    figure: figure("10", Qualifier::AtLeast),
                    unit: Unit::Count,
                    unit_label: said("kommuner"),
                }),
                ..kroner("Besparelse")
            },
            None,
        ),
        (
            "break-even, 6 % self-supporting within 5 years",
            GainDefinition {
                over_months: Some(60),
                threshold: Some(Threshold {
                    metric: "Selvforsørgende".to_owned(),
                    figure: exact("6"),
                    unit: Unit::Percent,
                    unit_label: None,
                }),
                ..kroner("Tjener sig hjem")
            },
            None,
        ),
    ]
}

fn words_and_shares() -> Vec<Pattern> {
    vec![
        (
            "share, 40 of 44 children",
            gain("Børn med fremgang", Unit::Count),
            Some(Measurement { out_of: number("44"), sample_size: Some(44), ..measured("40") }),
        ),
        (
            "percentage points",
            gain("Rettidige momsangivelser", Unit::PercentagePoints),
            Some(measured("13")),
        ),
        (
            "reservation on cause",
            gain("Fald i sygefravær", Unit::Percent),
            Some(Measurement {
                method: said("Registertræk"),
                evaluation_model: said("Før og efter"),
                reservation: said("Kan ikke tilskrives indsatsen alene"),
                ..measured("12.5")
            }),
        ),
        (
            "stated without a figure",
            gain("Færre klager", Unit::Count),
            Some(Measurement { method: said("Hvor meget, ved jeg ikke"), ..measured("") }),
        ),
        (
            "a baseline that is known to be missing",
            GainDefinition { baseline: Some(exact("")), ..gain("Ventetid", Unit::Hours) },
            Some(measured("3")),
        ),
        (
            "worse than planned",
            GainDefinition {
                expected: Some(exact("100")),
                recurrence: Recurrence::PerYear,
                ..gain("Timer", Unit::Hours)
            },
            Some(measured("-40")),
        ),
    ]
}

fn registered() -> Case {
    let basics =
        Basics { title: "Robot".to_owned(), summary: "En robot".to_owned(), ..Basics::default() };
    let registration = Registration {
        lead: "29189668".parse().unwrap(),
        reporter: None,
        basics,
        sections: Vec::new(),
        visibility: Visibility::Organisation,
    };
    fold(
        Case::default(),
        &decide(CASE, &Case::default(), Command::Register(Box::new(registration))).unwrap(),
    )
}

/// Events folded after they were bytes.
fn fold(mut case: Case, events: &[Event]) -> Case {
    for event in events {
        let stored = serde_json::to_vec(event).unwrap();
        case.evolve(&serde_json::from_slice(&stored).unwrap(), DateTime::default());
    }
    case
}

fn defined(definition: GainDefinition) -> Result<Case, Refusal> {
    let case = registered();
    let define = Command::DefineGain { gain: GAIN, definition: Box::new(definition) };
    decide(CASE, &case, define).map(|events| fold(case, &events))
}

#[test]
fn every_pattern_of_the_real_cases_can_be_said_and_is_kept_exactly() {
    let all = [before_and_after(), amounts(), prices(), words_and_shares()].concat();
    assert_eq!(all.len(), 21);
    for (name, definition, measurement) in all {
        let mut case = defined(definition.clone())
            .unwrap_or_else(|refusal| panic!("{name} is refused: {refusal:?}"));
        if let Some(measured) = measurement.clone() {
            let measure = Command::MeasureGain {
                gain: GAIN,
                measurement: MeasurementId(Uuid::from_u128(3)),
                measured: Box::new(measured),
            };
            let events = decide(CASE, &case, measure)
                .unwrap_or_else(|refusal| panic!("{name} is refused: {refusal:?}"));
            case = fold(case, &events);
        }
        assert_eq!(case.gains[0].definition, definition, "{name}");
        let kept = case.gains[0].measurements.first().map(|kept| kept.measurement.clone());
        assert_eq!(kept, measurement, "{name}");
    }
}

#[test]
fn a_part_is_no_more_than_its_whole_and_a_period_says_how_long_it_is() {
    let rule = |definition| {
        let problem = defined(definition).unwrap_err().fields.remove(0);
        (problem.field, problem.rule)
    };
    let share = |value: &str, whole: &str| GainDefinition {
        baseline: Some(Figure { out_of: number(whole), ..exact(value) }),
        ..gain("Børn", Unit::Count)
    };
    let of = |field: &str, rule| (field.to_owned(), rule);
    assert_eq!(rule(share("45", "44")), of("gain.baseline.outOf", FieldRule::WrongOrder));
    assert_eq!(rule(share("0", "0")), of("gain.baseline.outOf", FieldRule::OutOfRange));
    let over =
        GainDefinition { recurrence: Recurrence::OverPeriod, ..gain("Kroner", Unit::Kroner) };
    assert_eq!(rule(over.clone()), of("gain.overMonths", FieldRule::Required));
    let never = GainDefinition { over_months: Some(0), ..over };
    assert_eq!(rule(never), of("gain.overMonths", FieldRule::OutOfRange));
}
