//! What can be set about files.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

/// Where files are kept and how they are looked through.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentSettings {
    /// A folder of this machine, made if it is not there.
    #[serde(default)]
    pub folder: Option<PathBuf>,
    /// A bucket, for registries of more than one machine.
    #[serde(default)]
    pub s3: Option<S3Settings>,
    /// Who looks for viruses; nobody if missing.
    #[serde(default)]
    pub scanner: Option<ScannerSettings>,
    /// MiB of all files of the cases that one organisation leads.
    #[serde(default = "default_organisation_mib")]
    pub organisation_mib: u64,
}

/// A bucket that speaks as Amazon's S3 does.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Settings {
    /// Its name.
    pub bucket: String,
    /// The address of the service; Amazon's own if missing.
    #[serde(default)]
    pub endpoint: Option<String>,
    /// Where it lies.
    #[serde(default = "default_region")]
    pub region: String,
    /// What the names of our objects begin with.
    #[serde(default)]
    pub prefix: String,
    /// A TOML file with `access_key_id` and `secret_access_key`, for its owner alone.
    pub credentials_file: PathBuf,
    /// Let it be asked without TLS.
    #[serde(default)]
    pub allow_http: bool,
}

/// A `clamd`, or what speaks as it does.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScannerSettings {
    /// `tcp://host:port` or `unix:/path`.
    pub address: String,
    /// How long one file may take, in milliseconds.
    #[serde(default = "default_patience")]
    pub patience_ms: u64,
}

/// The key of a bucket. Its `Debug` does not tell the secret.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    pub access_key_id: String,
    pub secret_access_key: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .finish_non_exhaustive()
    }
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    /// There must be one place.
    #[error("attachments needs either folder or s3, and not both")]
    Place,
    /// The address is none.
    #[error("attachments.scanner.address must be tcp://host:port or unix:/path")]
    Scanner,
    /// The address is none.
    #[error("attachments.s3.endpoint must be https://, or http:// where allow_http is set")]
    Endpoint,
    /// The file cannot be used.
    #[error("attachments.s3.credentials_file {0} needs access_key_id and secret_access_key")]
    Credentials(String),
}

fn default_organisation_mib() -> u64 {
    5 * 1024
}

fn default_region() -> String {
    "us-east-1".to_owned()
}

fn default_patience() -> u64 {
    30_000
}

impl AttachmentSettings {
    /// A folder, without a scanner.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Some(folder.into()),
            s3: None,
            scanner: None,
            organisation_mib: default_organisation_mib(),
        }
    }

    /// Says what is wrong, without opening anything but the file of credentials.
    pub fn check(&self) -> Result<(), SettingError> {
        if self.folder.is_some() == self.s3.is_some() {
            return Err(SettingError::Place);
        }
        if let Some(s3) = &self.s3 {
            let endpoint = s3.endpoint.as_deref().unwrap_or("https://");
            if !(endpoint.starts_with("https://")
                || s3.allow_http && endpoint.starts_with("http://"))
            {
                return Err(SettingError::Endpoint);
            }
            s3.credentials()?;
        }
        match self.scanner.as_ref().map(ScannerSettings::at) {
            Some(None) => Err(SettingError::Scanner),
            Some(Some(_)) | None => Ok(()),
        }
    }
}

impl S3Settings {
    pub(super) fn credentials(&self) -> Result<Credentials, SettingError> {
        let wrong = || SettingError::Credentials(self.credentials_file.display().to_string());
        let text = std::fs::read_to_string(&self.credentials_file).map_err(|_| wrong())?;
        toml::from_str(&text).map_err(|_| wrong())
    }
}

/// Where a scanner listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At<'a> {
    Tcp(&'a str),
    Unix(&'a Path),
}

impl ScannerSettings {
    pub(super) fn at(&self) -> Option<At<'_>> {
        if let Some(address) = self.address.strip_prefix("tcp://") {
            let (host, port) = address.rsplit_once(':')?;
            let fits = !host.is_empty() && port.parse::<u16>().is_ok();
            return fits.then_some(At::Tcp(address));
        }
        let path = self.address.strip_prefix("unix:")?;
        path.starts_with('/').then_some(At::Unix(Path::new(path)))
    }

    pub(super) fn patience(&self) -> Duration {
        Duration::from_millis(self.patience_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::AttachmentSettings;

    fn told(text: &str) -> String {
        let settings: AttachmentSettings = toml::from_str(text).unwrap();
        settings.check().map_or_else(|error| error.to_string(), |()| "ok".to_owned())
    }

    #[test]
    fn what_cannot_work_is_told_by_name() {
        assert_eq!(told("folder = 'data/attachments'"), "ok");
        assert!(told("").contains("either folder or s3"));
        let both = "folder = 'a'\n[s3]\nbucket = 'b'\ncredentials_file = 'c'";
        assert!(told(both).contains("either folder or s3"));
        let missing = "[s3]\nbucket = 'b'\ncredentials_file = '/nowhere/key.toml'";
        assert!(told(missing).contains("/nowhere/key.toml"));
        let plain = "[s3]\nbucket = 'b'\nendpoint = 'http://s3'\ncredentials_file = 'c'";
        assert!(told(plain).contains("endpoint"));
        for address in ["clamav:3310", "tcp://clamav", "tcp://:3310", "unix:run/clamd"] {
            let text = format!("folder = 'a'\n[scanner]\naddress = '{address}'");
            assert!(told(&text).contains("scanner.address"), "{address}");
        }
        for address in ["tcp://clamav:3310", "tcp://[::1]:3310", "unix:/run/clamd"] {
            assert_eq!(told(&format!("folder = 'a'\n[scanner]\naddress = '{address}'")), "ok");
        }
    }
}
