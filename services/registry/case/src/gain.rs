//! Defines gains, records what was measured, withdraws what was wrong.

use rust_decimal::Decimal;
use vocabulary::{
    FieldRule, Figure, GainDefinition, GainId, Measurement, MeasurementId, MeasurementSource,
    Qualifier, Recurrence, Refusal, RefusalCode,
};

use crate::event::Event;
use crate::fields::{LINE_LIMIT, Problems};
use crate::state::Case;

/// Gains that one case may have.
const GAIN_LIMIT: usize = 100;
/// Months that a gain may be expected over: fifty years.
const MONTHS_LIMIT: i32 = 600;

/// An effect with its own metric; its id is taken for ever, also when it is withdrawn.
pub(crate) fn define(
    case: &Case,
    gain: GainId,
    definition: GainDefinition,
) -> Result<Vec<Event>, Refusal> {
    let mut problems = Problems::of("gain");
    problems.required_line("metric", &definition.metric, LINE_LIMIT);
    problems.line("unitLabel", definition.unit_label.as_deref(), LINE_LIMIT);
    problems.line("per", definition.per.as_deref(), LINE_LIMIT);
    problems.text("note", definition.note.as_deref());
    check_figure(&mut problems, "baseline", definition.baseline);
    check_figure(&mut problems, "expected", definition.expected);
    check_context(&mut problems, &definition);
    problems.refuse()?;
    if let Some(known) = case.gains.iter().find(|known| known.id == gain) {
        let same = known.definition == definition;
        return if same { Ok(Vec::new()) } else { Err(Refusal::of(RefusalCode::GainExists)) };
    }
    if case.withdrawn_gains.contains(&gain) {
        return Err(Refusal::of(RefusalCode::GainExists));
    }
    if case.gains.len() >= GAIN_LIMIT {
        let mut problems = Problems::of("gain");
        problems.add("", FieldRule::TooMany, i64::try_from(GAIN_LIMIT).ok());
        problems.refuse()?;
    }
    Ok(vec![Event::GainDefined { gain, definition: Box::new(definition) }])
}

/// Worse than expected, zero and "no figure" are values like any other.
pub(crate) fn measure(
    case: &Case,
    gain: GainId,
    id: MeasurementId,
    measured: Measurement,
) -> Result<Vec<Event>, Refusal> {
    let Some(known) = case.gains.iter().find(|known| known.id == gain) else {
        return Err(Refusal::of(RefusalCode::GainUnknown));
    };
    check_measurement(&measured)?;
    let measured = Measurement { source: MeasurementSource::Stated, ..measured };
    if let Some(earlier) = known.measurements.iter().find(|earlier| earlier.id == id) {
        let same = earlier.measurement == measured;
        return if same { Ok(Vec::new()) } else { Err(Refusal::of(RefusalCode::GainExists)) };
    }
    Ok(vec![Event::GainMeasured { gain, measurement: id, measured: Box::new(measured) }])
}

/// Takes a gain back, with the reason.
pub(crate) fn withdraw(case: &Case, gain: GainId, reason: String) -> Result<Vec<Event>, Refusal> {
    if case.withdrawn_gains.contains(&gain) {
        return Ok(Vec::new());
    }
    if !case.gains.iter().any(|known| known.id == gain) {
        return Err(Refusal::of(RefusalCode::GainUnknown));
    }
    let mut problems = Problems::of("");
    problems.required_line("reason", &reason, LINE_LIMIT);
    problems.refuse()?;
    Ok(vec![Event::GainWithdrawn { gain, reason }])
}

fn check_measurement(measured: &Measurement) -> Result<(), Refusal> {
    let mut problems = Problems::of("measurement");
    let figure = Figure {
        value: measured.value,
        upper: measured.upper,
        out_of: measured.out_of,
        qualifier: measured.qualifier,
    };
    check_range(&mut problems, "", figure);
    if measured.period.is_some_and(|period| period.to < period.from) {
        problems.add("period.to", FieldRule::WrongOrder, None);
    }
    problems.number("sampleSize", measured.sample_size, 0, i32::MAX);
    for (field, text) in [
        ("periodLabel", &measured.period_label),
        ("evaluationModel", &measured.evaluation_model),
        ("measuredBy", &measured.measured_by),
    ] {
        problems.line(field, text.as_deref(), LINE_LIMIT);
    }
    problems.text("method", measured.method.as_deref());
    problems.text("reservation", measured.reservation.as_deref());
    problems.refuse()
}

/// Over how long, on what condition and against what.
fn check_context(problems: &mut Problems, definition: &GainDefinition) {
    problems.number("overMonths", definition.over_months, 1, MONTHS_LIMIT);
    if definition.recurrence == Recurrence::OverPeriod && definition.over_months.is_none() {
        problems.add("overMonths", FieldRule::Required, None);
    }
    if let Some(threshold) = &definition.threshold {
        problems.required_line("threshold.metric", &threshold.metric, LINE_LIMIT);
        problems.line("threshold.unitLabel", threshold.unit_label.as_deref(), LINE_LIMIT);
        check_figure(problems, "threshold.figure", Some(threshold.figure));
    }
    if let Some(compared) = &definition.compared_with {
        problems.required_line("comparedWith.what", &compared.what, LINE_LIMIT);
        problems.line("comparedWith.unitLabel", compared.unit_label.as_deref(), LINE_LIMIT);
        problems.line("comparedWith.per", compared.per.as_deref(), LINE_LIMIT);
        check_figure(problems, "comparedWith.figure", Some(compared.figure));
    }
}

fn check_figure(problems: &mut Problems, name: &str, figure: Option<Figure>) {
    if let Some(figure) = figure {
        check_range(problems, &format!("{name}."), figure);
    }
}

/// A range has two ends in order; nothing else has an upper end.
fn check_range(problems: &mut Problems, path: &str, figure: Figure) {
    let field = |name: &str| format!("{path}{name}");
    problems.amount(&field("value"), figure.value);
    problems.amount(&field("upper"), figure.upper);
    check_whole(problems, &field("outOf"), figure);
    match (figure.qualifier, figure.value, figure.upper) {
        (Qualifier::Range, Some(value), Some(upper)) if upper < value => {
            problems.add(&field("upper"), FieldRule::WrongOrder, None);
        }
        (Qualifier::Range, Some(_), Some(_)) | (_, _, None) if !is_open_range(figure) => {}
        (Qualifier::Range, None, _) => problems.add(&field("value"), FieldRule::Required, None),
        (Qualifier::Range, _, None) => problems.add(&field("upper"), FieldRule::Required, None),
        _ => problems.add(&field("upper"), FieldRule::NotAllowed, None),
    }
}

/// A part is never more than what it is a part of.
fn check_whole(problems: &mut Problems, field: &str, figure: Figure) {
    problems.amount(field, figure.out_of);
    let Some(whole) = figure.out_of else { return };
    if whole <= Decimal::ZERO {
        problems.add(field, FieldRule::OutOfRange, Some(0));
    } else if [figure.value, figure.upper].into_iter().flatten().any(|part| part > whole) {
        problems.add(field, FieldRule::WrongOrder, None);
    }
}

fn is_open_range(figure: Figure) -> bool {
    let ends: [Option<Decimal>; 2] = [figure.value, figure.upper];
    figure.qualifier == Qualifier::Range && ends.contains(&None)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use vocabulary::{
        Direction, FieldRule, Figure, GainDefinition, GainKind, Measurement, Qualifier, Recurrence,
        RefusalCode, Unit,
    };

    use crate::command::Command;
    use crate::testing::{Given, case_id, gain, measurement};

    fn hours(expected: Option<Figure>) -> Command {
        Command::DefineGain {
            gain: gain(1),
            definition: Box::new(GainDefinition {
                kind: GainKind::Time,
                metric: "Frigjorte timer".into(),
                unit: Unit::Hours,
                unit_label: None,
                direction: Direction::MoreIsBetter,
                baseline: None,
                expected,
                recurrence: Recurrence::PerYear,
                per: None,
                note: None,
                over_months: None,
                threshold: None,
                compared_with: None,
            }),
        }
    }

    fn measured(value: i64) -> Command {
        Command::MeasureGain {
            gain: gain(1),
            measurement: measurement(1),
            measured: Box::new(Measurement {
                value: Some(Decimal::from(value)),
                ..Measurement::default()
            }),
        }
    }

    #[test]
    fn a_measurement_worse_than_nothing_is_a_value() {
        Given::registered(case_id())
            .and(hours(None))
            .when(measured(-40))
            .then(|events| assert_eq!(events.len(), 1));
    }

    #[test]
    fn only_a_gain_of_this_case_is_measured() {
        Given::registered(case_id())
            .when(measured(1))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::GainUnknown));
    }

    #[test]
    fn the_same_measurement_again_is_no_event_and_another_with_its_id_is_refused() {
        let given = Given::registered(case_id()).and(hours(None)).and(measured(410));
        given.clone().when(measured(410)).then(|events| assert!(events.is_empty()));
        given
            .when(measured(411))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::GainExists));
    }

    #[test]
    fn a_range_has_both_ends_in_order() {
        let figure = |value: Option<i64>, upper: Option<i64>, qualifier| Figure {
            value: value.map(Decimal::from),
            upper: upper.map(Decimal::from),
            out_of: None,
            qualifier,
        };
        let rules = [
            (figure(Some(10), Some(5), Qualifier::Range), Some(FieldRule::WrongOrder)),
            (figure(Some(10), None, Qualifier::Range), Some(FieldRule::Required)),
            (figure(None, Some(10), Qualifier::Range), Some(FieldRule::Required)),
            (figure(Some(10), Some(12), Qualifier::Exact), Some(FieldRule::NotAllowed)),
            (figure(Some(10), Some(12), Qualifier::Range), None),
            (figure(None, None, Qualifier::Exact), None),
        ];
        for (figure, rule) in rules {
            let given = Given::registered(case_id()).when(hours(Some(figure)));
            match rule {
                Some(rule) => given.refused(|refusal| assert_eq!(refusal.fields[0].rule, rule)),
                None => given.then(|events| assert_eq!(events.len(), 1)),
            }
        }
    }

    #[test]
    fn a_withdrawn_gain_is_gone_and_its_id_stays_taken() {
        let withdraw = Command::WithdrawGain { gain: gain(1), reason: "Forkert tal".into() };
        let given = Given::registered(case_id()).and(hours(None)).and(withdraw);
        assert!(given.case().gains.is_empty());
        given
            .when(hours(None))
            .refused(|refusal| assert_eq!(refusal.code, RefusalCode::GainExists));
    }
}
