//! What can be typed.

mod access;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use registry::backup::Until;

pub use self::access::{KeyOptions, KeyVerb, LockOptions, PeopleOptions, PeopleVerb, Whom};

/// Genvej: automatiseringer, som kommuner registrerer, følger og genbruger.
#[derive(Debug, Parser)]
#[command(name = "genvej", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Starter alle tjenester i én proces.
    Up(UpOptions),
    /// Starter tjenesten identity alene.
    Identity(ServiceOptions),
    /// Starter tjenesten registry alene.
    Registry(ServiceOptions),
    /// Starter tjenesten gateway alene.
    Gateway(ServiceOptions),
    /// Indlæser løsninger fra en fil gennem de almindelige kommandoer.
    Import(ImportOptions),
    /// Bygger læsemodellerne igen fra loggen, også ved siden af tjenester, der kører.
    Rebuild(StoreOptions),
    /// Viser, hvor langt læsemodellerne er, og hvad der er parkeret, og får det videre.
    Projections(ProjectionOptions),
    /// Tager sikkerhedskopi af loggen og identitys lager, mens tjenesterne kører.
    Backup(BackupOptions),
    /// Lægger en sikkerhedskopi tilbage i en tom log.
    Restore(RestoreOptions),
    /// Holder loggen op mod sine beviser, og siger, hvilken hændelse der er rørt først.
    Verify(VerifyOptions),
    /// Giver det af loggens beviser, som andre kan gemme.
    #[command(subcommand)]
    Log(LogVerb),
    /// Lægger organisationer ind, eller retter dem, der er der.
    Organisations(OperateOptions),
    /// Henter det, som andre udgiver: KLE, FORM og it-systemer.
    #[command(subcommand)]
    Catalogue(CatalogueVerb),
    /// Overdrager en ophørt organisations løsninger til dens efterfølger.
    Handover(HandoverOptions),
    /// Lægger en organisations afdelinger ind i stedet for dem, der er der.
    Units(OperateOptions),
    /// Lader en organisations folk logge ind ved en OpenID-udbyder.
    Provider(OperateOptions),
    /// Viser folk, og giver og tager roller; sådan får en organisation sin første administrator.
    People(PeopleOptions),
    /// Lukker en person eller en hel organisation ude, overalt og med det samme.
    Lock(LockOptions),
    /// Lukker dem ind igen.
    Unlock(LockOptions),
    /// Viser nøglerne, som identity underskriver med, og laver nye.
    Keys(KeyOptions),
    /// Skriver GraphQL-skemaet.
    Schema(SchemaOptions),
}

/// How to start everything.
#[derive(Debug, Clone, Args)]
pub struct UpOptions {
    /// Indlæs demoen, og lad identity have sit eget lille login; kun på denne maskine.
    #[arg(long)]
    pub demo: bool,
    /// Indstillinger for alle tre tjenester; kræves uden --demo.
    #[arg(long, env = "GENVEJ_CONFIG", conflicts_with = "demo")]
    pub config: Option<PathBuf>,
    /// Mappen, som demoens data ligger i.
    #[arg(long, default_value = "data")]
    pub data: PathBuf,
    /// Porten, som demoen åbnes på.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Porten til demoens login; ellers den næste efter --port.
    #[arg(long)]
    pub demo_login_port: Option<u16>,
}

/// How to start one service.
#[derive(Debug, Clone, Args)]
pub struct ServiceOptions {
    /// Indstillinger (TOML). Miljøet kan rette dem: `GENVEJ_REGISTRY__LISTEN`.
    #[arg(long, env = "GENVEJ_CONFIG")]
    pub config: Option<PathBuf>,
    /// Sig, om indstillingerne kan bruges, og start ikke.
    #[arg(long)]
    pub check: bool,
}

/// Where the stores are.
#[derive(Debug, Clone, Args)]
pub struct StoreOptions {
    /// Indstillinger, som tjenesterne bruger dem.
    #[arg(long, env = "GENVEJ_CONFIG", global = true)]
    pub config: Option<PathBuf>,
    /// Mappen, som demoens data ligger i, når der ikke er indstillinger.
    #[arg(long, default_value = "data", global = true)]
    pub data: PathBuf,
}

/// The log, with the other stores or alone.
#[derive(Debug, Clone, Args)]
pub struct LogOptions {
    /// Kun loggen på denne adresse, `sqlite:…` eller `postgres://…`.
    #[arg(long, conflicts_with = "config")]
    pub log: Option<String>,
    /// Where the stores are.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// What to back up, and where.
#[derive(Debug, Clone, Args)]
pub struct BackupOptions {
    /// Mappen med sikkerhedskopien; den laves, hvis den ikke er der.
    pub folder: PathBuf,
    /// Sig, om det, der ligger i mappen, er helt, og tag ingen kopi.
    #[arg(long)]
    pub check: bool,
    /// Tro kun på segl fra denne offentlige nøgle (PEM); den kan gives flere gange.
    #[arg(long, requires = "check")]
    pub key: Vec<PathBuf>,
    /// Bliv ved, og læg det nye til med så mange sekunder imellem.
    #[arg(long, value_name = "SEKUNDER", conflicts_with = "check")]
    pub every: Option<u64>,
    /// What to back up.
    #[command(flatten)]
    pub from: LogOptions,
}

/// What to restore, and where.
#[derive(Debug, Clone, Args)]
pub struct RestoreOptions {
    /// Mappen med sikkerhedskopien.
    pub folder: PathBuf,
    /// Kun til og med denne position, eller det, der skete senest på dette tidspunkt
    /// (2026-03-01T08:15:00Z).
    #[arg(long, value_name = "TID|POSITION")]
    pub until: Option<Until>,
    /// Efterse alt, men skriv intet.
    #[arg(long)]
    pub dry_run: bool,
    /// Tro kun på segl fra denne offentlige nøgle (PEM); den kan gives flere gange.
    #[arg(long)]
    pub key: Vec<PathBuf>,
    /// Where to restore it.
    #[command(flatten)]
    pub to: LogOptions,
}

/// What to do with the read models.
#[derive(Debug, Clone, Args)]
pub struct ProjectionOptions {
    /// What to do.
    #[command(subcommand)]
    pub verb: ProjectionVerb,
    /// Where the stores are.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// What to do with the read models.
#[derive(Debug, Clone, Subcommand)]
pub enum ProjectionVerb {
    /// Viser position, efterslæb og parkerede strømme.
    List,
    /// Folder en parkeret strøm igen, fra hvor den gik i stå.
    Retry {
        /// Strømmen; uden den alle, der er parkeret.
        stream: Option<String>,
    },
    /// Udelader for altid den hændelse, som en strøm er parkeret ved, og folder resten.
    Skip {
        /// Strømmen.
        stream: String,
        /// Hvorfor; det skrives i loggen.
        #[arg(long)]
        reason: String,
    },
}

/// What to verify, and by what.
#[derive(Debug, Clone, Args)]
pub struct VerifyOptions {
    /// En offentlig nøgle (PEM), som segl må være underskrevet med; kan gives flere gange. Uden
    /// den bruges nøglen, som indstillingerne peger på.
    #[arg(long, value_name = "FIL")]
    pub key: Vec<PathBuf>,
    /// Et hoved, som en organisation har gemt; kan gives flere gange.
    #[arg(long, value_name = "FIL")]
    pub head: Vec<PathBuf>,
    /// Where the log is.
    #[command(flatten)]
    pub from: LogOptions,
}

/// What others can keep of a log's proofs.
#[derive(Debug, Clone, Subcommand)]
pub enum LogVerb {
    /// Skriver det nyeste underskrevne hoved som JSON.
    Head(ExportOptions),
    /// Skriver den offentlige del af nøglen, som loggen forsegles med, som PEM.
    Key(ExportOptions),
}

/// What to export, and where.
#[derive(Debug, Clone, Args)]
pub struct ExportOptions {
    /// Filen; uden den skrives til skærmen.
    #[arg(long, value_name = "FIL")]
    pub out: Option<PathBuf>,
    /// Where the log is.
    #[command(flatten)]
    pub from: LogOptions,
}

/// What an operator gives identity.
#[derive(Debug, Clone, Args)]
pub struct OperateOptions {
    /// Filen: organisationer eller afdelinger som JSON, en udbyder som TOML.
    pub file: PathBuf,
    /// Where identity's store is.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// Whose cases to hand over.
#[derive(Debug, Clone, Args)]
pub struct HandoverOptions {
    /// CVR-nummeret på den organisation, der er ophørt.
    pub organisation: String,
    /// Sig, hvor mange løsninger der er, og skriv intet.
    #[arg(long)]
    pub dry_run: bool,
    /// Hvor registry svarer.
    #[arg(long, default_value = "http://127.0.0.1:8082")]
    pub registry: String,
    /// Where identity's store is.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// What to take over of what others publish.
#[derive(Debug, Clone, Subcommand)]
pub enum CatalogueVerb {
    /// KL's emneplan, som den udgives (XML).
    #[command(name = "import-kle")]
    Kle(CatalogueImport),
    /// FORM, som den udgives (XML).
    #[command(name = "import-form")]
    Form(CatalogueImport),
    /// Kortet fra KLE til FORM: en linje for hvert KLE-nummer, `KLE;FORM[,FORM…]`.
    #[command(name = "import-kle-form")]
    KleForm(CatalogueImport),
    /// KITOS' liste over it-systemer (JSON).
    #[command(name = "import-kitos")]
    Kitos(CatalogueImport),
}

/// What to take over, and where.
#[derive(Debug, Clone, Args)]
pub struct CatalogueImport {
    /// Filen.
    pub file: PathBuf,
    /// Den organisation, som importen står i loggen for.
    #[arg(long, value_name = "CVR")]
    pub organisation: String,
    /// Hold filen op mod det, der er kendt, men skriv intet.
    #[arg(long)]
    pub dry_run: bool,
    /// Det er meningen, at mere end en femtedel udgår.
    #[arg(long)]
    pub retire_many: bool,
    /// Hvor registry svarer.
    #[arg(long, default_value = "http://127.0.0.1:8082")]
    pub registry: String,
    /// Where identity's store is.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// What to import.
#[derive(Debug, Clone, Args)]
pub struct ImportOptions {
    /// Filens form.
    #[arg(value_enum)]
    pub form: ImportForm,
    /// Filen.
    pub file: PathBuf,
    /// Afgør alt, men skriv intet.
    #[arg(long)]
    pub dry_run: bool,
    /// CVR-nummeret på organisationen, der indlæser; kræves for alt andet end casesamlingen.
    #[arg(long, value_name = "CVR")]
    pub organisation: Option<String>,
    /// Hvor nøglerne i en fil af egen form kommer fra.
    #[arg(long, value_name = "NAVN", default_value = "fil")]
    pub source: String,
    /// Kolonne 45 og 46 står under deres egne overskrifter.
    #[arg(long)]
    pub columns_in_order: bool,
    /// Importens id (UUID), så den samme import kan fortsættes, hvor den blev afbrudt.
    #[arg(long, value_name = "ID")]
    pub import: Option<uuid::Uuid>,
    /// Skriv rapporten som JSON.
    #[arg(long)]
    pub json: bool,
    /// Hvor registry svarer.
    #[arg(long, default_value = "http://127.0.0.1:8082")]
    pub registry: String,
    /// Where identity's store is.
    #[command(flatten)]
    pub store: StoreOptions,
}

/// Forms of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportForm {
    /// Casesamlingen, JSON.
    Casebook,
    /// En eksport fra OS2autoproces, Excel.
    Os2autoproces,
    /// Excel eller CSV med de samme overskrifter, også en eksport fra Genvej.
    Table,
}

/// What to do with the schema.
#[derive(Debug, Clone, Args)]
pub struct SchemaOptions {
    /// Sig, om filen er skemaet, og skriv intet.
    #[arg(long)]
    pub check: bool,
    /// Filen; uden den skrives skemaet til skærmen.
    pub file: Option<PathBuf>,
}
