//! Settings from a file and the environment, strict about keys.

use std::path::Path;

use config::{Config, ConfigError, File, FileFormat};
use serde::de::DeserializeOwned;

/// What is wrong with the settings. Says which key and where it came from, never a value's secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is missing, unreadable or not TOML.
    #[error("the settings file {path} cannot be read")]
    File {
        /// The file.
        path: String,
        /// What the reader said.
        #[source]
        source: Box<ConfigError>,
    },
    /// A key is unknown or missing, or a value has the wrong shape.
    #[error("{0}")]
    Invalid(#[source] Box<ConfigError>),
}

impl From<ConfigError> for SettingsError {
    fn from(error: ConfigError) -> Self {
        Self::Invalid(Box::new(error))
    }
}

/// Reads settings: first the TOML file, then the environment, then overrides; later ones win.
///
/// A variable `PREFIX_SECTION__KEY=value` sets `section.key`; a value in square brackets is read
/// as a TOML list. `PREFIX_CONFIG` is left alone, because it names the file. The type's
/// `deny_unknown_fields` makes a misspelt key an error instead of a setting that has no effect.
pub fn load<T: DeserializeOwned>(
    file: Option<&Path>,
    env_prefix: &str,
    overrides: &[(String, String)],
) -> Result<T, SettingsError> {
    load_from(file, &environment(env_prefix), overrides)
}

fn load_from<T: DeserializeOwned>(
    file: Option<&Path>,
    environment: &[(String, String)],
    overrides: &[(String, String)],
) -> Result<T, SettingsError> {
    let mut builder = Config::builder();
    if let Some(path) = file {
        Config::builder().add_source(File::from(path).format(FileFormat::Toml)).build().map_err(
            |source| SettingsError::File {
                path: path.display().to_string(),
                source: Box::new(source),
            },
        )?;
        builder = builder.add_source(File::from(path).format(FileFormat::Toml));
    }
    for (key, value) in environment.iter().chain(overrides) {
        builder = if value.starts_with('[') {
            let list = Config::builder()
                .add_source(File::from_str(&format!("list = {value}"), FileFormat::Toml))
                .build()?;
            builder.set_override(key, list.get::<config::Value>("list")?)?
        } else {
            builder.set_override(key, value.as_str())?
        };
    }
    Ok(builder.build()?.try_deserialize()?)
}

/// The variables of a prefix as keys, sorted so that errors are the same every time.
fn environment(prefix: &str) -> Vec<(String, String)> {
    let prefix = format!("{prefix}_");
    let mut found: Vec<(String, String)> = std::env::vars()
        .filter_map(|(name, value)| {
            let key = name.strip_prefix(&prefix)?.to_lowercase().replace("__", ".");
            (key != "config").then_some((key, value))
        })
        .collect();
    found.sort();
    found
}

/// The account of the machine that the program was started from, by its name; for what operators
/// do. Nothing is decided by it.
#[allow(clippy::disallowed_methods, reason = "this is the place that may")]
pub fn account() -> Option<String> {
    let names = ["SUDO_USER", "USER", "LOGNAME"];
    names.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Example {
        #[serde(default)]
        store: Store,
        #[serde(default)]
        names: Vec<String>,
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields, default)]
    struct Store {
        url: String,
        connections: u32,
        strict: bool,
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    #[test]
    fn the_environment_wins_over_the_file_and_an_override_over_both() {
        let file = file("[store]\nurl = 'file'\nconnections = 3\n");
        let environment = pairs(&[("store.url", "environment"), ("store.connections", "7")]);

        let read: Example = load_from(
            Some(file.path()),
            &environment,
            &pairs(&[("store.url", "override"), ("store.strict", "true")]),
        )
        .unwrap();

        assert_eq!(read.store, Store { url: "override".to_owned(), connections: 7, strict: true });
    }

    #[test]
    fn a_list_is_written_in_brackets() {
        let read: Example = load_from(None, &pairs(&[("names", "['a', 'b']")]), &[]).unwrap();
        assert_eq!(read.names, ["a", "b"]);
    }

    #[test]
    fn an_unknown_key_is_refused_by_name_wherever_it_comes_from() {
        let file = file("[store]\nulr = 'x'\n");
        for (path, environment) in
            [(Some(file.path()), vec![]), (None, pairs(&[("store.ulr", "x")]))]
        {
            let error = load_from::<Example>(path, &environment, &[]).unwrap_err();
            assert!(error.to_string().contains("`ulr`"), "{error}");
        }
    }

    #[test]
    fn a_file_that_is_missing_or_no_toml_is_named() {
        let broken = file("[store\n");
        for path in [Path::new("/nowhere/genvej.toml"), broken.path()] {
            let error = load_from::<Example>(Some(path), &[], &[]).unwrap_err();
            assert!(error.to_string().contains(&path.display().to_string()), "{error}");
        }
    }

    #[test]
    fn a_value_of_the_wrong_shape_is_refused_with_its_key() {
        let error =
            load_from::<Example>(None, &pairs(&[("store.connections", "many")]), &[]).unwrap_err();
        assert!(error.to_string().contains("store.connections"), "{error}");
    }
}
