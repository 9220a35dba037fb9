//! What of the cases of a list is asked for, so that the registry tells no more.

use async_graphql::{Context, SelectionField};
use vocabulary::CasePart;

use crate::calls::names_of;

/// Names of the parts that no asked field of the listed cases needs.
///
/// It goes by what is known to need little: a field that is not named below needs everything, so
/// that one forgotten here is slow and never wrong.
pub fn without(context: &Context<'_>) -> Vec<String> {
    let connection = context.field();
    let mut cases = Vec::new();
    for field in connection.selection_set() {
        match field.name() {
            "nodes" => cases.push(field),
            "edges" => cases.extend(field.selection_set().filter(|field| field.name() == "node")),
            _ => {}
        }
    }
    let fields = cases.iter().flat_map(SelectionField::selection_set);
    let mut needed = Vec::new();
    for field in fields {
        match needs(field.name()) {
            Some(parts) => needed.extend(parts),
            None => return Vec::new(),
        }
    }
    names_of(Some(CasePart::ALL.into_iter().filter(|part| !needed.contains(part)).collect()))
}

fn needs(field: &str) -> Option<&'static [CasePart]> {
    Some(match field {
        "__typename" | "id" | "lead" | "jointOwners" | "edition" | "predecessorId"
        | "changedAt" | "phase" | "status" | "statusReason" | "reviewOn" | "overdue" | "basics"
        | "workload" | "visibility" | "invited" => &[],
        "story" | "suitability" | "implementation" | "operation" | "value" | "spread"
        | "resources" | "links" | "attachments" | "gains" | "richTexts" => &[CasePart::Sections],
        "reuses" => &[CasePart::Sections, CasePart::Sources],
        "kle" | "form" => &[CasePart::Codes],
        "runs" => &[CasePart::Runs],
        "organisationContact" => &[CasePart::Contact],
        "commentCount" => &[CasePart::Comments],
        "followed" | "bookmarked" => &[CasePart::Kept],
        "reuserCount" => &[CasePart::Reusers],
        "matches" => &[CasePart::Matches],
        "internal" => &[CasePart::Internal],
        _ => return None,
    })
}
