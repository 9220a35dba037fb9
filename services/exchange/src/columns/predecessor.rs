//! The 62 columns of the predecessor's Excel file, in its order and with its headings.
//!
//! Two faults of its own are not repeated: it wrote the answers of columns 45 and 46 under one
//! another's heading, and one empty number ended the whole file.

use super::Form::{Code, Codes, Day, Exact, Line, Lines, Minutes, Numbers, Text, Whole, YesNo};
use super::Taken::{FromOthers, FromOurs};
use super::{Column, Form};
use crate::codes::{LEVELS, PHASES, SCHEDULES, STATUSES, SUBJECT_AREAS, VISIBILITIES};

/// The heading of column 45, under which the predecessor wrote the answer of 46.
pub const FREES_ROUTINE_TIME: &str = "Vil automatisering frigive tid og nedbringe rutineopgaver, \
    som skaber en bedre trivsel blandt medarbejderne?";
/// The heading of column 46, under which it wrote the answer of 45.
pub const AUTOMATABLE: &str = "I hvor høj grad vurderes det at processen kan automatiseres?";

const fn level(heading: &'static str, path: &'static str) -> Column {
    Column::new(heading, path, Form::Code(&LEVELS))
}

/// The columns.
pub const PREDECESSOR: &[Column] = &[
    Column::shown("ID", "predecessor_id", Line),
    Column::new("Titel", "basics.title", Line),
    Column::new("Resumé", "basics.summary", Line),
    Column::new("Fase", "phase", Code(&PHASES)),
    Column::new("Status", "status", Code(&STATUSES)),
    Column::new("Statustekst", "status_reason", Text),
    Column::shown("Indberetter", "shown.reporter", Lines),
    Column::shown("Faglig kontaktperson", "shown.subject_contact", Lines),
    Column::shown("Kontaktperson", "shown.technical_contact", Lines),
    Column::shown("Mail", "shown.mailbox", Line),
    Column::new("Anden kontakt information", "shown.contact", Line).taken(FromOthers),
    Column::shown("Tilknyttede personer", "shown.associated", Lines),
    Column::new("Synlighed", "visibility", Code(&VISIBILITIES)),
    Column::new("Fagområder", "basics.subject_areas", Codes(&SUBJECT_AREAS)),
    Column::new("Afdelinger", "internal.departments", Lines).taken(FromOurs),
    Column::shown("Myndighed", "shown.lead", Line),
    Column::new("Leverandør", "implementation.vendor", Line),
    Column::new("Lovparagraf", "basics.legal_basis", Line),
    Column::new("KLE-nr", "basics.kle", Numbers),
    Column::new("KL ID", "basics.kl_id", Line),
    Column::new("KL's Arbejdsgangsbank", "basics.kla", Line),
    Column::new("Beskrivelse", "story.solution", Text),
    Column::new("Idéer til løsning", "story.ideas", Text),
    Column::new("Udfordringer i den nuværende proces", "story.challenge", Text),
    Column::new("Nuværende systemer", "story.systems_today", Lines),
    Column::new("Andre nuværende systemer", "shown.other_systems", Lines).taken(FromOthers),
    Column::shown("Oprettet", "shown.registered_on", Day),
    Column::shown("Sidst opdateret", "shown.changed_on", Day),
    Column::new("Antal gange processen foretages årligt", "workload.occurrences_per_year", Whole),
    Column::new("Tidsforbrug pr. proces i minutter", "workload.seconds_per_occurrence", Minutes),
    Column::new("Forventet automatiseringsgrad", "workload.automation_degree_percent", Whole),
    Column::shown("Manuelt tidsforbrug i timer", "shown.manual_hours", Exact),
    Column::shown("Forventet årlig effektiviseringspotentiale", "shown.expected_hours", Exact),
    Column::new("Antal medarbejdere der foretager processen", "workload.employees", Whole),
    Column::new("Er borgere påvirket", "basics.affects_citizens", YesNo),
    Column::new("Er virksomheder påvirket", "basics.affects_companies", YesNo),
    Column::new("Forventet timeforbrug på udvikling", "workload.development_hours", Exact),
    Column::new("Kommentarer til tidsforbrug", "workload.comment", Text),
    level(
        "I hvor høj grad indgår der faglig vurdering i processen?",
        "suitability.professional_judgement",
    ),
    level(
        "I hvor høj grad er processen præget af hyppige ændringer?",
        "suitability.frequent_change",
    ),
    level(
        "I hvor høj grad er processen baseret på struktureret information?",
        "suitability.structured_information",
    ),
    level("Er der variation i den måde processen løses?", "suitability.variation"),
    level(
        "Er de data og informationer, der skal bruges i processen, tilgængelige digitalt i \
         IT-systemer?",
        "suitability.digital_information",
    ),
    level(
        "Vil en automatiseret løsning bidrage til en højere kvalitet, som er mere ensrettet og med \
         færre fejl?",
        "suitability.raises_quality",
    ),
    level(
        "Vil en automatiseret løsning bidrage til en hurtigere og mere fyldestgørende service?",
        "suitability.faster_service",
    ),
    level(FREES_ROUTINE_TIME, "suitability.frees_routine_time"),
    level(AUTOMATABLE, "suitability.automatable"),
    Column::new("Teknisk implementering", "implementation.technical_notes", Text),
    Column::new("Organisatorisk implementering", "implementation.organisational_notes", Text),
    Column::new("Anvendt teknologi", "implementation.technologies", Lines),
    Column::new("Skedulering", "implementation.schedule", Code(&SCHEDULES)),
    Column::new(
        "Automatiseringen anvender følgende systemer/snitflader",
        "implementation.systems",
        Lines,
    ),
    Column::new("Beskrivelse af automatisering", "operation.description", Text),
    Column::new(
        "I hvor høj grad indfriede løsningen de forventede gevinster?",
        "operation.rating",
        Whole,
    ),
    Column::new("Sidst kontrolleret i forhold til §", "operation.legal_basis_verified_on", Day),
    Column::new("Løsningen sat i drift", "operation.in_operation_since", Day),
    Column::new("Løsningen taget ud af drift", "operation.decommissioned_on", Day),
    Column::new("Kommentar til realiseret gevinster", "operation.rating_comment", Text),
    Column::new("Sagsreference i ESDH", "internal.esdh_reference", Line),
    Column::new("Links", "shown.addresses", Lines).taken(FromOthers),
    Column::shown("Bilag", "shown.attachments", Lines),
    Column::new("Interne Noter", "internal.notes", Text),
];
