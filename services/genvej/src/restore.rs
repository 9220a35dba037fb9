//! `genvej restore`: a backup becomes the log again, and identity's store with it.

use registry::backup;
use registry::directory::Directory;
use registry::log::MemoryLog;
use registry::read::ReadModels;

use crate::backup::{IDENTITY, Stores, seals, told, trusted};
use crate::cli::RestoreOptions;
use crate::error::Failure;

/// Checks everything, and only then writes: identity's store, and the log in one transaction. The
/// services must not be running on the stores.
pub async fn run(options: RestoreOptions) -> Result<(), Failure> {
    let not_whole = "sikkerhedskopien er ikke hel, og intet er skrevet";
    let checked = backup::check(&options.folder, options.until).map_err(Failure::at(not_whole))?;
    let copy = backup::copy(&options.folder, IDENTITY).map_err(Failure::at(not_whole))?;
    println!("Sikkerhedskopien er hel. Det, der skal lægges tilbage: {}.", told(&checked));
    if checked.beyond > 0 {
        println!("{} senere hændelser udelades.", checked.beyond);
    }
    let proven =
        backup::prove(checked, &trusted(&options.key)?).await.map_err(Failure::at(not_whole))?;
    println!("{}", seals(proven.report()));
    if options.dry_run {
        println!("Prøvekørsel: intet er skrevet.");
        return Ok(());
    }
    let stores = Stores::of(&options.to)?;
    assert_empty(&stores).await?;
    if let Some(registry) = &stores.registry {
        clear_read_models(registry)
            .await
            .map_err(Failure::at("læsemodellerne kan ikke smides væk"))?;
    }
    if let Some(identity) = &stores.identity {
        restore_identity(identity, copy)?;
    }
    backup::restore(&proven, &stores.log)
        .await
        .map_err(Failure::at("loggen kan ikke lægges tilbage"))?;
    println!("Loggen er lagt tilbage og læst efter. Læsemodellerne bygges, når registry starter.");
    Ok(())
}

/// Before anything is written anywhere.
async fn assert_empty(stores: &Stores) -> Result<(), Failure> {
    if stores.log.file().is_some_and(|file| !file.exists()) {
        return Ok(());
    }
    let unusable = "loggen, der skal lægges tilbage i, kan ikke bruges";
    let log = registry::log::open(&stores.log).await.map_err(Failure::at(unusable))?;
    match log.head().await.map_err(Failure::at(unusable))? {
        0 => Ok(()),
        head => Err(Failure::of(format!(
            "{unusable}: den er ikke tom, men går til position {head}; flyt den væk først"
        ))),
    }
}

/// What is folded there is of another log, and nothing in it would say so.
async fn clear_read_models(settings: &registry::Settings) -> Result<(), registry::StartError> {
    let models = ReadModels::open(&settings.read, Directory::default()).await?;
    models.rebuild(&MemoryLog::default(), |_, _| {}).await?;
    Ok(())
}

fn restore_identity(
    settings: &identity::Settings,
    copy: Option<(String, Vec<u8>)>,
) -> Result<(), Failure> {
    let failed = "identitys lager kan ikke lægges tilbage";
    if settings.database.file().map_err(Failure::at(failed))?.is_none() {
        println!("Identitys lager ligger i PostgreSQL og lægges tilbage med pg_restore.");
        return Ok(());
    }
    let Some((name, content)) = copy else {
        return Err(Failure::of("sikkerhedskopien er uden identitys lager; brug --log til loggen"));
    };
    identity::put_back(&settings.database, &content).map_err(Failure::at(failed))?;
    println!("Identitys lager er lagt tilbage fra {name}.");
    Ok(())
}
