//! Read models and index, against a fold of the whole log that has seen no fault.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use registry::directory::Directory;
use registry::log::EventLog;
use registry::read::{Parked, ReadModels, ReadSettings};
use registry::search::{Filter, Hit, MOST_HITS, Page, SearchError, SearchIndex};
use vocabulary::CaseId;

/// How long the index may stay taken.
const PATIENCE: Duration = Duration::from_mins(1);

/// Opens every case that is not only its owner's.
const KEYS: [&str; 2] = ["public", "members"];

/// Searches whose hits are held against each other.
const SEARCHES: [&str; 3] = ["", "fakturaer", "udfordringen"];

/// What is folded, found and counted of one log.
#[derive(Debug, PartialEq)]
struct Folded {
    digest: String,
    parked: Vec<Parked>,
    hits: Vec<Vec<Hit>>,
    position: u64,
    search_position: u64,
}

/// Whether the read models that survived, once they have caught up, equal a fresh fold of the log,
/// and the index both. Nobody else may use them meanwhile.
///
/// # Panics
/// When they cannot be opened, or the folder for temporary files takes no folder.
pub async fn models(log: &dyn EventLog, settings: &ReadSettings) -> Vec<String> {
    let fresh = tempfile::tempdir().expect("the folder for temporary files takes a folder");
    let fresh_settings = ReadSettings {
        url: format!("sqlite:{}", fresh.path().join("read.db").display()),
        search_folder: Some(fresh.path().join("search")),
    };
    let survived = folded(log, settings).await;
    let fresh = folded(log, &fresh_settings).await;
    let mut problems = Vec::new();
    if survived.digest != fresh.digest {
        problems.push("the read models are not the fold of the log".to_owned());
    }
    if survived.position != fresh.position || survived.search_position != survived.position {
        problems.push(format!(
            "read models at {}, index at {}, and the log's fold is at {}",
            survived.position, survived.search_position, fresh.position
        ));
    }
    for (search, (survived, fresh)) in SEARCHES.iter().zip(survived.hits.iter().zip(&fresh.hits)) {
        let cases = |hits: &[Hit]| hits.iter().map(|hit| hit.case).collect::<BTreeSet<CaseId>>();
        if cases(survived) != cases(fresh) || survived != fresh {
            let counts = (survived.len(), fresh.len());
            problems.push(format!("the index finds otherwise for «{search}»: {counts:?}"));
        }
    }
    let parked = survived.parked.iter().chain(&fresh.parked);
    problems.extend(parked.map(|it| format!("{} is parked: {}", it.stream, it.reason)));
    problems
}

async fn folded(log: &dyn EventLog, settings: &ReadSettings) -> Folded {
    let models = ReadModels::open(settings, Directory::default()).await;
    let models = models.expect("read models open after a fault");
    let position = models.catch_up(log).await.expect("read models catch up after a fault");
    let digest = models.digest().await.expect("read models can be read");
    let parked = models.parked().await.expect("read models can be read");
    let (search_position, generation) =
        (models.reader().search_position(), models.reader().standing().generation);
    // The index is given back, so that it is read here from its folder and not from memory.
    drop(models);
    let index = opened(settings, generation);
    let keys = KEYS.map(str::to_owned);
    let page = Page { offset: 0, limit: MOST_HITS };
    let hits = SEARCHES.map(|search| {
        let hits = index.search(search, &keys, &Filter::default(), page);
        hits.expect("the index can be searched").hits
    });
    Folded { digest, parked, hits: hits.into(), position, search_position }
}

/// The index of a process that has given it back. Another child of this process, on its way to its
/// own program, may hold the lock for a moment longer.
fn opened(settings: &ReadSettings, generation: i64) -> SearchIndex {
    let folder = settings.search_folder.as_ref().map(|folder| folder.join(generation.to_string()));
    let begun = Instant::now();
    loop {
        match SearchIndex::open(folder.as_deref()) {
            Err(SearchError::InUse(_)) if begun.elapsed() < PATIENCE => std::thread::yield_now(),
            opened => return opened.expect("the index opens"),
        }
    }
}
