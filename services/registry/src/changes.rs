//! What differs between two states of a case, field by field.

use serde_json::Value;
use vocabulary::Change;

use case::Case;

/// The sections and facts that a difference is told of, by their path.
const TOLD: [&str; 19] = [
    "basics",
    "story",
    "workload",
    "suitability",
    "implementation",
    "operation",
    "value",
    "spread",
    "resources",
    "contact",
    "internal",
    "phase",
    "status",
    "status_reason",
    "visibility",
    "selected",
    "people",
    "gains",
    "reuses",
];

/// Fields that differ, each with its JSON before and after. Sections are told field by field;
/// lists and figures as a whole.
pub fn changes(before: &Case, after: &Case) -> Vec<Change> {
    let (before, after) = (fields(before), fields(after));
    let mut changes = Vec::new();
    for path in TOLD {
        compare(path, before.get(path), after.get(path), &mut changes);
    }
    changes
}

fn fields(case: &Case) -> Value {
    serde_json::to_value(case).unwrap_or_default()
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
    let json = |value: Option<&Value>| {
        value.filter(|value| !value.is_null()).map(std::string::ToString::to_string)
    };
    changes.push(Change { field: camel(path), before: json(before), after: json(after) });
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
    use case::Case;
    use vocabulary::Phase;

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
}
