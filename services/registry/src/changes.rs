//! What differs between two states of a case, field by field.

use serde::Serialize;
use serde_json::Value;
use vocabulary::Change;

use case::Case;

/// Lists that grow for as long as the case lives. Told as a whole in every entry they would make the
/// history as long as the square of what happened.
const BY_ID: [&str; 2] = ["gains", "attachments"];

/// Fields that differ, each with its JSON before and after. Sections are told field by field, gains
/// and their measurements, and files, one by one, other lists and figures as a whole.
pub fn changes(before: &Case, after: &Case) -> Vec<Change> {
    let mut changes = Vec::new();
    // Most events change one of them; the others need not become JSON to be found equal.
    macro_rules! told {
        ($($field:ident)*) => {
            $(if before.$field != after.$field {
                let (before, after) = (json(&before.$field), json(&after.$field));
                compare(stringify!($field), Some(&before), Some(&after), &mut changes);
            })*
        };
    }
    told! {
        basics story workload suitability implementation operation value spread resources contact
        links internal attachments phase status status_reason visibility selected lead joint_owners invited lead_offered_to people deletion_reason confirmed_at gains
        reuses
    }
    changes
}

fn json(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<Change>) {
    if before == after {
        return;
    }
    if let (Some(Value::Object(before)), Some(Value::Object(after))) = (before, after) {
        for (name, value) in after {
            compare(&format!("{path}.{}", camel(name)), before.get(name), Some(value), changes);
        }
        return;
    }
    if let (Some(Value::Array(before)), Some(Value::Array(after))) = (before, after)
        && BY_ID.iter().any(|list| path.starts_with(list))
    {
        return compare_by_id(path, before, after, changes);
    }
    let json = |value: Option<&Value>| {
        value.filter(|value| !value.is_null()).map(std::string::ToString::to_string)
    };
    changes.push(Change { field: camel(path), before: json(before), after: json(after) });
}

/// Only those that differ, each by itself; what stands in both is told field by field.
fn compare_by_id(path: &str, before: &[Value], after: &[Value], changes: &mut Vec<Change>) {
    let find = |list: &[Value], id: &Value| list.iter().position(|one| one.get("id") == Some(id));
    for one in before {
        if one.get("id").is_none_or(|id| find(after, id).is_none()) {
            compare(path, Some(one), None, changes);
        }
    }
    for one in after {
        let known = one.get("id").and_then(|id| find(before, id));
        compare(path, known.map(|at| &before[at]), Some(one), changes);
    }
}

/// The name of a field as users of the API know it.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let mut letters = word.chars();
        let head = letters.next().map(|letter| letter.to_ascii_uppercase());
        name + &head.into_iter().chain(letters).collect::<String>()
    })
}

#[cfg(test)]
mod tests {
    use case::{Case, Event};
    use chrono::DateTime;
    use uuid::Uuid;
    use vocabulary::{
        Direction, GainDefinition, GainId, GainKind, Measurement, MeasurementId, Phase, Recurrence,
        Unit,
    };

    use super::changes;

    #[test]
    fn only_what_differs_is_told_with_both_sides() {
        let before = Case::default();
        let mut after = before.clone();
        after.phase = Phase::Operation;
        after.workload.occurrences_per_year = Some(4000);

        let told: Vec<_> = changes(&before, &after)
            .into_iter()
            .map(|change| (change.field, change.before, change.after))
            .collect();

        assert_eq!(
            told,
            [
                ("workload.occurrencesPerYear".to_owned(), None, Some("4000".to_owned())),
                ("phase".to_owned(), Some("\"idea\"".to_owned()), Some("\"operation\"".to_owned())),
            ]
        );
    }

    #[test]
    fn a_measurement_is_told_without_those_before_it() {
        let gain = GainId(Uuid::from_u128(1));
        let definition = GainDefinition {
            kind: GainKind::Time,
            metric: "Timer".to_owned(),
            unit: Unit::Hours,
            unit_label: None,
            direction: Direction::LessIsBetter,
            baseline: None,
            expected: None,
            recurrence: Recurrence::PerYear,
            per: None,
            note: None,
            over_months: None,
            threshold: None,
            compared_with: None,
        };
        let measured = |id: u128, method: &str| Event::GainMeasured {
            gain,
            measurement: MeasurementId(Uuid::from_u128(id)),
            measured: Box::new(Measurement {
                method: Some(method.to_owned()),
                ..Measurement::default()
            }),
        };
        let mut before = Case::default();
        let defined = Event::GainDefined { gain, definition: Box::new(definition) };
        before.evolve(&defined, DateTime::default());
        before.evolve(&measured(1, "stopwatch"), DateTime::default());
        let mut after = before.clone();
        after.evolve(&measured(2, "interview"), DateTime::default());

        let told = changes(&before, &after);

        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].field.as_str(), &told[0].before), ("gains.measurements", &None));
        let text = told[0].after.as_deref().unwrap();
        assert!(text.contains("interview") && !text.contains("stopwatch"), "{text}");

        let defined = changes(&Case::default(), &before);
        assert_eq!(defined.len(), 1);
        assert!(defined[0].after.as_deref().is_some_and(|text| text.contains("stopwatch")));
        let withdrawn = changes(&before, &Case::default());
        assert_eq!((withdrawn.len(), &withdrawn[0].after), (1, &None));
    }
}
