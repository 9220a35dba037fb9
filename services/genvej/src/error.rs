//! Why a command of the program failed, told to whoever typed it.

use std::error::Error;
use std::fmt;

/// A failure with what was under way and the chain of causes.
#[derive(Debug)]
pub struct Failure {
    what: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A failure without a cause of its own.
    pub fn of(what: impl Into<String>) -> Self {
        Self { what: what.into(), cause: None }
    }

    /// Says what was under way when the cause struck.
    pub fn at<E: Into<Box<dyn Error + Send + Sync>>>(what: &str) -> impl FnOnce(E) -> Self + '_ {
        move |cause| Self { what: what.to_owned(), cause: Some(cause.into()) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        let mut cause: Option<&(dyn Error + 'static)> = match &self.cause {
            Some(cause) => Some(&**cause),
            None => None,
        };
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl From<tonic::Status> for Failure {
    fn from(status: tonic::Status) -> Self {
        Self::of(format!("tjenesten svarede {}: {}", status.code(), status.message()))
    }
}

impl From<tonic::transport::Error> for Failure {
    fn from(error: tonic::transport::Error) -> Self {
        Self::at("tjenesten kan ikke nås")(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::at("indholdet er ikke JSON af den ventede form")(error)
    }
}
