//! What a search can be narrowed by.

use vocabulary::{CaseId, CaseKind, Cvr, Phase, Status, SubjectArea, Visibility};

/// Lists that narrow a search: any of a list's values, all of the lists. An empty list is no
/// filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Phases.
    pub phases: Vec<Phase>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Kinds of effort.
    pub kinds: Vec<CaseKind>,
    /// Subject areas.
    pub subject_areas: Vec<SubjectArea>,
    /// Owner organisations, lead or joint.
    pub organisations: Vec<Cvr>,
    /// Technologies by name; case, accents and Danish spellings do not matter.
    pub technologies: Vec<String>,
    /// How widely cases are shared.
    pub visibilities: Vec<Visibility>,
    /// Only these cases; none for all. An empty list finds nothing.
    pub cases: Option<Vec<CaseId>>,
}
