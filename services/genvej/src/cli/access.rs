//! Who gets in and what they may do, and the keys that vouch for it.

use clap::{Args, Subcommand};
use uuid::Uuid;

use super::StoreOptions;

/// What to do with people.
#[derive(Debug, Clone, Args)]
pub struct PeopleOptions {
    /// What to do.
    #[command(subcommand)]
    pub verb: PeopleVerb,
    /// Where identity's store is.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// What to do with people.
#[derive(Debug, Clone, Subcommand)]
pub enum PeopleVerb {
    /// Viser alle, der har logget ind for en organisation, med id og roller.
    List {
        /// Organisationens CVR-nummer.
        organisation: String,
    },
    /// Giver en rolle ved siden af dem, som login-udbyderen giver.
    Give {
        /// Personens id.
        person: Uuid,
        /// Rollen, for eksempel administrator eller operator.
        role: String,
        /// En afdeling, som en lokal superbruger får rollen for; kan gives flere gange.
        #[arg(long)]
        unit: Vec<String>,
        /// Et KLE-nummer, som en lokal superbruger får rollen for, som 27 eller 54.15; kan gives flere
        /// gange. Sammen med afdelinger gælder begge dele.
        #[arg(long)]
        kle: Vec<String>,
    },
    /// Tager en rolle, der er givet her.
    Take {
        /// Personens id.
        person: Uuid,
        /// Rollen.
        role: String,
    },
}

/// Whom to lock out or let in.
#[derive(Debug, Clone, Args)]
pub struct LockOptions {
    /// Whom.
    #[command(subcommand)]
    pub whom: Whom,
    /// Where identity's store is.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// Whom to lock out or let in.
#[derive(Debug, Clone, Subcommand)]
pub enum Whom {
    /// Alle i en organisation, og dens robotter.
    Organisation {
        /// CVR-nummeret.
        cvr: String,
    },
    /// Én person.
    Person {
        /// Personens id.
        id: Uuid,
    },
}

/// What to do with signing keys.
#[derive(Debug, Clone, Args)]
pub struct KeyOptions {
    /// What to do.
    #[command(subcommand)]
    pub verb: KeyVerb,
    /// Where identity's store is.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// What to do with signing keys.
#[derive(Debug, Clone, Subcommand)]
pub enum KeyVerb {
    /// Viser nøglerne, og hvilken der underskriver.
    List,
    /// Laver en ny nøgle, som tager over efter to minutter, uden at nogen mærker det.
    Rotate {
        /// Andre har nøglerne: smid dem væk nu, med alt hvad de har underskrevet.
        #[arg(long)]
        at_once: bool,
    },
}
