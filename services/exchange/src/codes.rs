//! What values of enumerations are called in files: our Danish label first, then the predecessor's,
//! which had one set in its Excel file and another on its screens.

/// The values of one enumeration.
#[derive(Debug, PartialEq, Eq)]
pub struct Codes {
    /// What the enumeration is called.
    pub name: &'static str,
    /// Stable name, and the labels that it is known by. The first is the one that is written.
    pub values: &'static [(&'static str, &'static [&'static str])],
}

impl Codes {
    /// The label of a stable name; the name itself where there is none.
    pub fn label<'a>(&self, value: &'a str) -> &'a str {
        self.values.iter().find(|(name, _)| *name == value).map_or(value, |(_, labels)| labels[0])
    }

    /// The stable name of a label or of the name itself, whatever the letters' case.
    pub fn value(&self, text: &str) -> Option<&'static str> {
        let text = text.trim().to_lowercase();
        let known = |(name, labels): &&(&'static str, &[&str])| {
            *name == text || labels.iter().any(|label| label.to_lowercase() == text)
        };
        self.values.iter().find(known).map(|(name, _)| *name)
    }
}

/// Every enumeration, for the sheet of codes.
pub const ALL: &[&Codes] =
    &[&PHASES, &STATUSES, &VISIBILITIES, &KINDS, &SUBJECT_AREAS, &SCHEDULES, &LEVELS, &VALUES];

/// Phases.
pub const PHASES: Codes = Codes {
    name: "Fase",
    values: &[
        ("rapid_share", &["Hurtig deling", "Deling (ingen fase)", "RAPID"]),
        ("idea", &["Idé", "Ide"]),
        ("pre_analysis", &["Foranalyse", "PREANALYSIS"]),
        ("specification", &["Specifikation"]),
        ("development", &["Udvikling"]),
        ("implementation", &["Implementering"]),
        ("operation", &["Drift", "I drift"]),
        ("decommissioned", &["Taget ud af drift"]),
    ],
};

/// Statuses.
pub const STATUSES: Codes = Codes {
    name: "Status",
    values: &[
        ("not_assessed", &["Ikke vurderet", "NOT_RATED"]),
        ("in_progress", &["I gang", "INPROGRESS"]),
        ("waiting", &["Afventer", "PENDING"]),
        ("rejected", &["Afvist"]),
        ("failed", &["Mislykkedes", "Mislykket"]),
        ("not_relevant", &["Ikke relevant", "Ikke relevant mere"]),
    ],
};

/// How widely a case is shared. The predecessor's widest was all who were signed in.
pub const VISIBILITIES: Codes = Codes {
    name: "Synlighed",
    values: &[
        ("draft", &["Kladde", "Personlig", "Privat", "PERSONAL"]),
        (
            "organisation",
            &["Egen organisation", "Myndighed", "Synlig i egen organisation", "MUNICIPALITY"],
        ),
        ("selected", &["Udvalgte organisationer"]),
        ("members", &["Alle, der er logget ind", "Offentlig", "Synlig for alle i OS2autoproces"]),
        ("public", &["Alle, også uden login"]),
    ],
};

/// Kinds of cases.
pub const KINDS: Codes = Codes {
    name: "Type",
    values: &[
        ("rpa", &["Softwarerobot"]),
        ("integration", &["Integration"]),
        ("ai", &["Kunstig intelligens"]),
        ("welfare_technology", &["Velfærdsteknologi"]),
        ("everyday_innovation", &["Hverdagsinnovation"]),
        ("other", &["Andet"]),
    ],
};

/// Subject areas.
pub const SUBJECT_AREAS: Codes = Codes {
    name: "Fagområder",
    values: &[
        ("administration", &["Administration"]),
        ("employment", &["Beskæftigelse"]),
        ("business", &["Erhverv", "PROFESSION"]),
        ("family", &["Familie"]),
        ("education", &["Uddannelse"]),
        ("democracy", &["Demokrati"]),
        ("environment", &["Miljø"]),
        ("technical_services", &["Teknik", "TECHNIQUE"]),
        ("social", &["Social"]),
        ("health", &["Sundhed"]),
        ("sustainability", &["Bæredygtighed"]),
        ("hr", &["HR"]),
        ("it", &["IT"]),
        ("culture", &["Kultur"]),
        ("economy", &["Økonomi"]),
    ],
};

/// How often an automation runs.
pub const SCHEDULES: Codes = Codes {
    name: "Skedulering",
    values: &[
        ("on_demand", &["Efter behov", "ONDEMAND"]),
        ("once", &["Enkeltkørsel", "Engangskørsel"]),
        ("continuous", &["Løbende kørsel"]),
        ("daily", &["Dagligt"]),
        ("weekly", &["Ugentligt"]),
        ("monthly", &["Månedligt"]),
        ("quarterly", &["Kvartalsvis", "Hvert kvartal", "QUATERLY"]),
        ("yearly", &["Årligt"]),
    ],
};

/// Answers to the nine questions. Nobody having considered one is an empty cell.
pub const LEVELS: Codes = Codes {
    name: "Grad",
    values: &[
        ("very_high", &["I høj grad"]),
        ("high", &["I nogen grad"]),
        ("low", &["I mindre grad"]),
        ("very_low", &["Slet ikke"]),
        ("unknown", &["Ved ikke"]),
    ],
};

/// Kinds of value.
pub const VALUES: Codes = Codes {
    name: "Slags værdi",
    values: &[
        ("political_goals", &["Politiske mål"]),
        ("quality", &["Kvalitet"]),
        ("efficiency", &["Effektivitet"]),
        ("democracy", &["Demokrati"]),
        ("innovation_capacity", &["Innovationskapacitet"]),
        ("citizen_satisfaction", &["Borgertilfredshed"]),
        ("employee_satisfaction", &["Medarbejdertilfredshed"]),
    ],
};

/// Kinds of preconditions.
pub const PRECONDITIONS: Codes = Codes {
    name: "Forudsætning",
    values: &[
        ("law", &["Lov"]),
        ("system", &["System"]),
        ("contract", &["Kontrakt"]),
        ("organisation", &["Organisation"]),
    ],
};

/// Kinds of links.
pub const LINKS: Codes = Codes {
    name: "Link",
    values: &[
        ("repository", &["Kildekode"]),
        ("documentation", &["Dokumentation"]),
        ("article", &["Artikel"]),
        ("film", &["Film"]),
        ("website", &["Hjemmeside"]),
    ],
};

/// What the predecessor wrote where nothing was chosen.
pub const NOTHING_CHOSEN: &[&str] = &["Ikke forholdt sig", "NOT_SET", "NOT_CHOSEN_YET"];

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::Value;
    use vocabulary::{
        CaseKind, Level, LinkKind, Phase, PreconditionKind, Schedule, Status, SubjectArea,
        ValueKind, Visibility,
    };

    use super::*;

    fn are<T: DeserializeOwned>(codes: &Codes) {
        for (name, labels) in codes.values {
            let value = Value::String((*name).to_owned());
            assert!(serde_json::from_value::<T>(value).is_ok(), "{} has no {name}", codes.name);
            for label in *labels {
                assert_eq!(codes.value(&label.to_uppercase()), Some(*name), "{label}");
            }
        }
    }

    #[test]
    fn every_code_is_a_value_and_every_label_means_one() {
        are::<Phase>(&PHASES);
        are::<Status>(&STATUSES);
        are::<Visibility>(&VISIBILITIES);
        are::<CaseKind>(&KINDS);
        are::<SubjectArea>(&SUBJECT_AREAS);
        are::<Schedule>(&SCHEDULES);
        are::<Level>(&LEVELS);
        are::<ValueKind>(&VALUES);
        are::<PreconditionKind>(&PRECONDITIONS);
        are::<LinkKind>(&LINKS);
    }

    #[test]
    fn both_of_the_predecessor_s_label_sets_are_understood() {
        for (label, name) in [("Efter behov", "on_demand"), ("Hvert kvartal", "quarterly")] {
            assert_eq!(SCHEDULES.value(label), Some(name));
        }
        assert_eq!(VISIBILITIES.value("Offentlig"), Some("members"));
        assert_eq!(VISIBILITIES.value("Synlig for alle i OS2autoproces"), Some("members"));
        assert_eq!(PHASES.value("I drift"), PHASES.value("Drift"));
        assert_eq!(PHASES.value("Pause"), None);
    }
}
