//! `genvej catalogue`: what others publish, taken over by a running registry.
//!
//! A file is read whole before anything is written, held against what is known, and only the
//! difference is sent. So the same file again changes nothing, and a file that ends too early stops
//! everything before the first word.

pub mod client;
mod kitos;
mod kle_forms;
mod published;
mod report;

use std::fs::File;
use std::path::Path;

use case::codes::Difference;
use chrono::NaiveDate;
use platform::clock::Clock;
use vocabulary::{Catalogue, CodeScheme};

use self::client::Client;
use self::report::Report;
use crate::cli::{CatalogueImport, CatalogueVerb};
use crate::error::Failure;

/// Bytes of a file: far more than anybody publishes.
pub const LARGEST_FILE: u64 = 64 << 20;
/// One in so many numbers may be gone at once before somebody has to say that it is meant.
const MANY: usize = 5;

/// Carries out one of the imports and prints its report.
pub async fn run(verb: CatalogueVerb) -> Result<(), Failure> {
    let report = match verb {
        CatalogueVerb::Kle(options) => codes(&options, CodeScheme::Kle).await?,
        CatalogueVerb::Form(options) => codes(&options, CodeScheme::Form).await?,
        CatalogueVerb::KleForm(options) => kle_forms(&options).await?,
        CatalogueVerb::Kitos(options) => kitos(&options).await?,
    };
    println!("{report}");
    Ok(())
}

async fn codes(options: &CatalogueImport, scheme: CodeScheme) -> Result<Report, Failure> {
    let published = published::read(opened(&options.file)?, scheme)
        .map_err(Failure::at(&format!("{} kan ikke læses", options.file.display())))?;
    if published.is_empty() {
        return Err(Failure::of("filen har ingen numre"));
    }
    let client = Client::of(options).await?;
    let known = client.codes(scheme).await?;
    let difference = Difference::between(&known, published, today());
    let used = known.iter().filter(|code| code.retired_on.is_none()).count();
    check_retired(options, difference.retired.len(), used)?;
    if !options.dry_run {
        client.import_codes(scheme, &difference.codes()).await?;
    }
    Ok(Report::of_codes(&difference, options.dry_run))
}

async fn kle_forms(options: &CatalogueImport) -> Result<Report, Failure> {
    let forms = kle_forms::read(opened(&options.file)?)
        .map_err(Failure::at(&format!("{} kan ikke læses", options.file.display())))?;
    let client = Client::of(options).await?;
    if !options.dry_run {
        client.replace_kle_forms(&forms).await?;
    }
    Ok(Report::of_kle_forms(&forms, options.dry_run))
}

async fn kitos(options: &CatalogueImport) -> Result<Report, Failure> {
    let systems = kitos::read(opened(&options.file)?)
        .map_err(Failure::at(&format!("{} kan ikke læses", options.file.display())))?;
    if systems.is_empty() {
        return Err(Failure::of("filen har ingen it-systemer"));
    }
    let client = Client::of(options).await?;
    let known = client.entries(Catalogue::ItSystems).await?;
    let difference = kitos::Difference::between(&known, systems);
    let used = known.iter().filter(|known| known.imported && !known.retired).count();
    check_retired(options, difference.retired.len(), used)?;
    if !options.dry_run {
        client.import_systems(&difference).await?;
    }
    Ok(Report::of_systems(&difference, options.dry_run))
}

/// A file that lacks much is more often half a file than the truth.
fn check_retired(options: &CatalogueImport, retired: usize, used: usize) -> Result<(), Failure> {
    if options.retire_many || retired <= used / MANY {
        return Ok(());
    }
    let told = format!(
        "{retired} af {used} ville udgå. Er filen hel? Er det meningen, så tilføj --retire-many"
    );
    Err(Failure::of(&told))
}

/// The file, when it is not larger than any that is published.
fn opened(path: &Path) -> Result<File, Failure> {
    let name = path.display();
    let file = File::open(path).map_err(Failure::at(&format!("{name} kan ikke læses")))?;
    let length = file.metadata().map_err(Failure::at(&format!("{name} kan ikke læses")))?.len();
    if length > LARGEST_FILE {
        return Err(Failure::of(format!("{name} er større end 64 MiB")));
    }
    Ok(file)
}

fn today() -> NaiveDate {
    Clock::system().now().date_naive()
}

/// What is wrong with a file, in Danish.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It could not be read to its end.
    #[error("filen kan ikke læses til ende")]
    File(#[from] std::io::Error),
    /// It is not well-formed.
    #[error("filen er ikke gyldig XML (ved byte {0})")]
    Xml(u64),
    /// It holds what no publication does, and what could be an attack.
    #[error("filen har {0}, som ikke tages imod")]
    Forbidden(&'static str),
    /// A line or element says something that it cannot.
    #[error("{0}")]
    Wrong(String),
}

#[cfg(test)]
pub(crate) mod testing {
    use vocabulary::Code;

    /// The numbers, as a test compares them.
    pub fn numbers(codes: &[Code]) -> Vec<&str> {
        codes.iter().map(|code| code.number.as_str()).collect()
    }
}
