//! What the predecessor had no column for.

use super::Column;
use super::Form::{Code, Codes, Day, Kinds, Line, Lines, Links, Numbers, Text, Whole, YesNo};
use super::Taken::FromOurs;
use crate::codes::{KINDS, PRECONDITIONS, VALUES};

/// The heading that tells a file of ours from one of the predecessor's.
pub const CASE_ID: &str = "Genvej-id";

/// The columns.
pub const OURS: &[Column] = &[
    Column::shown(CASE_ID, "id", Line),
    Column::shown("Ekstern nøgle", "shown.external_key", Line),
    Column::shown("CVR-nummer", "lead", Line),
    Column::shown("Medejere", "joint_owners", Lines),
    Column::new("Type", "basics.kind", Code(&KINDS)),
    Column::new("Nøgleord", "basics.keywords", Lines),
    Column::new("FORM-numre", "basics.form", Numbers),
    Column::new("SEP/MEP", "basics.sep_mep", YesNo),
    Column::new("Målgruppe", "basics.target_group", Line),
    Column::new("Periode fra (år)", "basics.period.from", Whole),
    Column::new("Periode til (år)", "basics.period.to", Whole),
    Column::new("Indstillet af", "basics.nominators", Lines),
    Column::new("Oprindelse", "basics.origin", Line),
    Column::new("Uddybende beskrivelse", "story.description", Text),
    Column::new("Vigtigste elementer", "story.key_elements", Text),
    Column::new("Forudsætninger", "story.preconditions", Kinds(&PRECONDITIONS)),
    Column::new("Citat", "story.quote", Text),
    Column::new("Samarbejdspartnere", "story.partners", Lines),
    Column::shown("Egnethed (0-100)", "shown.score", Whole),
    Column::new("Drives af", "operation.operated_by", Line),
    Column::new("Slags værdi", "value.claimed", Codes(&VALUES)),
    Column::new("Politiske mål", "value.political_goals", Text),
    Column::new("Kvalitet", "value.quality", Text),
    Column::new("Effektivitet", "value.efficiency", Text),
    Column::new("Demokrati", "value.democracy", Text),
    Column::new("Innovationskapacitet", "value.innovation_capacity", Text),
    Column::new("Borgertilfredshed", "value.citizen_satisfaction", Text),
    Column::new("Medarbejdertilfredshed", "value.employee_satisfaction", Text),
    Column::new("Samarbejde", "spread.cooperation", Text),
    Column::new("Evaluering", "spread.evaluation", Text),
    Column::new("Delt hidtil", "spread.shared", Text),
    Column::new("Spredning", "spread.spreading", Text),
    Column::new("Det skal tilpasses", "spread.to_adapt", Text),
    Column::new("Råd om genbrug", "spread.reuse_tips", Lines),
    Column::new("Kendte genbrugere", "spread.known_reusers", Lines),
    Column::shown("Udgifter", "shown.costs", Text),
    Column::new("Kommentar til ressourcerne", "resources.comment", Text),
    Column::shown("Gevinster", "shown.gains", Text),
    Column::shown("Bygger på", "shown.reuses", Text),
    Column::shown("Genbruges af (antal)", "shown.reusers", Whole),
    Column::new("Kontakt: rolle", "contact.role", Line),
    Column::new("Kontakt: organisation", "contact.organisation", Line),
    Column::new("Kontakt: fælles postkasse", "contact.mailbox", Line),
    Column::new("Kontakt: telefon", "contact.telephone", Line),
    Column::new("Kontakt: hjemmeside", "contact.website", Line),
    Column::new("Links med titel", "links.entries", Links).taken(FromOurs),
    Column::shown("Gennemgås senest", "review_on", Day),
    Column::shown("Udgave", "edition", Whole),
];
