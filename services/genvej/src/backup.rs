//! `genvej backup`: what the log holds beyond the backup, and a copy of identity's store.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use identity::Store;
use platform::Shutdown;
use platform::clock::Clock;
use registry::backup::{self, Checked};
use registry::log::{EventLog, LogSettings};
use registry::seal::PublicKey;
use registry::verify::{Options, Report};

use crate::cli::{BackupOptions, LogOptions};
use crate::error::Failure;
use crate::import_command::identity_settings;
use crate::settings::{Settings, section};

/// What the copy of identity's store is called in a backup.
pub const IDENTITY: &str = "identity";

/// The stores that a backup is of.
pub struct Stores {
    /// Always.
    pub log: LogSettings,
    /// Where the read models are, when they are known.
    pub registry: Option<registry::Settings>,
    /// Identity's store, when it is known.
    pub identity: Option<identity::Settings>,
}

impl Stores {
    /// The log alone, those of the settings, or those of the demo.
    pub fn of(options: &LogOptions) -> Result<Self, Failure> {
        if let Some(url) = &options.log {
            return Ok(Self { log: LogSettings::new(url), registry: None, identity: None });
        }
        let (registry, identity) = if let Some(file) = &options.store.config {
            let settings = Settings::read(Some(file))?;
            (section(settings.registry, "registry")?, settings.identity)
        } else {
            let registry = crate::up::demo_registry(&options.store.data, 0, "");
            (registry, Some(identity_settings(&options.store)?))
        };
        Ok(Self { log: registry.log.clone(), registry: Some(registry), identity })
    }
}

/// Checks a backup, adds to it once, or goes on adding until it is told to stop.
pub async fn run(options: BackupOptions) -> Result<(), Failure> {
    if options.check {
        return check(&options).await;
    }
    let stores = Stores::of(&options.from)?;
    if stores.log.file().is_some_and(|file| !file.exists()) {
        return Err(Failure::of("der er ingen log, hvor indstillingerne siger"));
    }
    let shutdown = Shutdown::new().on_signals().map_err(Failure::at("signaler"))?;
    let log =
        registry::log::open(&stores.log).await.map_err(Failure::at("loggen kan ikke åbnes"))?;
    loop {
        add(&options.folder, log.as_ref(), &stores).await?;
        let Some(seconds) = options.every else { return Ok(()) };
        tokio::select! {
            () = shutdown.triggered() => return Ok(()),
            () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
        }
    }
}

async fn check(options: &BackupOptions) -> Result<(), Failure> {
    let not_whole = "sikkerhedskopien er ikke hel";
    let checked = backup::check(&options.folder, None).map_err(Failure::at(not_whole))?;
    backup::copy(&options.folder, IDENTITY).map_err(Failure::at(not_whole))?;
    let told = told(&checked);
    let proven =
        backup::prove(checked, &trusted(&options.key)?).await.map_err(Failure::at(not_whole))?;
    println!("Sikkerhedskopien er hel: {told}.\n{}", seals(proven.report()));
    Ok(())
}

/// The keys of files, which alone may have sealed.
pub fn trusted(files: &[PathBuf]) -> Result<Options, Failure> {
    let mut options = Options::default();
    for file in files {
        let name = file.display().to_string();
        let pem = std::fs::read_to_string(file)
            .map_err(Failure::at(&format!("{name} kan ikke læses")))?;
        let key = PublicKey::from_pem(&pem);
        options.keys.push(key.ok_or_else(|| Failure::of(format!("{name} er ingen nøgle")))?);
    }
    Ok(options)
}

/// What speaks for it that nothing was made anew.
pub fn seals(report: &Report) -> String {
    let keys: Vec<String> = report.keys.iter().map(ToString::to_string).collect();
    match keys.as_slice() {
        [] => "Loggen har ingen segl.".to_owned(),
        keys => format!(
            "{} segl, af nøglen {}; {} hændelser har endnu intet.",
            report.seals,
            keys.join(" og "),
            report.unsealed
        ),
    }
}

async fn add(folder: &Path, log: &dyn EventLog, stores: &Stores) -> Result<(), Failure> {
    let written = backup::write(log, folder)
        .await
        .map_err(Failure::at("der kan ikke tages sikkerhedskopi af loggen"))?;
    println!("{} nye hændelser; kopien går til position {}.", written.events, written.last);
    // After the log, so that everybody whom the log names is known in the copy.
    let Some(identity) = &stores.identity else { return Ok(()) };
    copy_identity(folder, identity)
        .await
        .map_err(Failure::at("der kan ikke tages sikkerhedskopi af identitys lager"))
}

async fn copy_identity(
    folder: &Path,
    settings: &identity::Settings,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let Some(file) = settings.database.file()? else {
        println!("Identitys lager ligger i PostgreSQL og kopieres med pg_dump.");
        return Ok(());
    };
    if !file.exists() {
        return Err(format!("{} er der ikke", file.display()).into());
    }
    let clock = Clock::system();
    let store = Store::open(&settings.database, clock.clone()).await?;
    let content = store.copy(&folder.join("identity.partial")).await?;
    let day = clock.now().format("%Y-%m-%d").to_string();
    Ok(backup::keep_copy(folder, IDENTITY, &day, &content)?)
}

/// How far a backup goes.
pub fn told(checked: &Checked) -> String {
    let at: DateTime<Utc> = checked.at;
    format!(
        "{} hændelser til position {}, {}",
        checked.events,
        checked.last,
        at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    )
}
