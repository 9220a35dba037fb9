//! The registry's calls as a visit makes them: token and position put in, JSON taken out.

use std::future::Future;

use proto::registry::v1 as rpc;
use proto::registry::v1::registry_client::RegistryClient;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tonic::transport::Channel;
use tonic::{Request, Response, Status, Streaming};
use vocabulary::{CaseId, CaseView};

use crate::fault::Fault;
use crate::upstream::{bearer, request};
use crate::visit::Visit;

/// The registry as it is called.
pub type Registry = RegistryClient<Channel>;

/// JSON of a vocabulary struct out of an answer. What cannot be read is our own fault.
pub fn decoded<T: DeserializeOwned>(json: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(json).map_err(|error| {
        tracing::error!(error = %error, "an answer of the registry cannot be read");
        Fault::Internal
    })
}

/// JSON of a vocabulary struct for a command.
pub fn encoded(value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(value).map_err(|_| Fault::Internal)
}

/// The stable name of an enum value of the vocabulary.
pub fn name_of(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Whether it takes identity to decide a command.
fn names_people(command: &rpc::Command) -> bool {
    use rpc::command::Command;
    match &command.command {
        Some(Command::AssignPerson(_)) => true,
        Some(Command::PostComment(posted)) => !posted.mentions.is_empty(),
        Some(Command::EditComment(edited)) => !edited.mentions.is_empty(),
        _ => false,
    }
}

/// The stable names of several.
pub fn names_of<T: Serialize>(values: Option<Vec<T>>) -> Vec<String> {
    values.unwrap_or_default().into_iter().map(name_of).collect()
}

impl Visit {
    /// Makes one call with who asks in it.
    pub async fn ask<M, T, F>(
        &self,
        message: M,
        call: impl FnOnce(RegistryClient<Channel>, Request<M>) -> F,
    ) -> Result<T, Fault>
    where
        F: Future<Output = Result<Response<T>, Status>>,
    {
        let session = self.session().await?;
        let token = session.as_ref().map(|session| session.token("registry")).transpose()?;
        let request = request(message, token, self.correlation)?;
        let upstream = &self.services.upstream;
        upstream.within_limit(call(upstream.registry(), request)).await
    }

    /// One case; none when there is none that the reader may see.
    pub async fn read_case(&self, id: CaseId) -> Result<Option<CaseView>, Fault> {
        let message = rpc::ReadCaseRequest { case_id: id.to_string(), at_least: self.at_least() };
        let reply = self.ask(message, |mut r, m| async move { r.read_case(m).await }).await?;
        if reply.case_json.is_empty() { Ok(None) } else { decoded(&reply.case_json).map(Some) }
    }

    /// A page of cases.
    pub async fn list_cases(
        &self,
        mut message: rpc::ListCasesRequest,
    ) -> Result<rpc::ListCasesReply, Fault> {
        message.at_least = self.at_least();
        self.ask(message, |mut r, m| async move { r.list_cases(m).await }).await
    }

    /// Carries out a command and remembers where its effect stands.
    pub async fn execute(&self, mut command: rpc::Command) -> Result<rpc::Outcome, Fault> {
        command.correlation_id = self.correlation.to_string();
        let names_people = names_people(&command);
        let identity_token = match self.session().await? {
            Some(session) if names_people => Some(bearer(session.token("identity")?)?),
            _ => None,
        };
        let call = |mut registry: RegistryClient<Channel>, mut message: Request<_>| async move {
            // The registry asks identity with the viewer's own token where people belong.
            if let Some(token) = identity_token {
                message.metadata_mut().insert("identity-authorization", token);
            }
            registry.execute(message).await
        };
        let outcome = self.ask(command, call).await?;
        self.wrote(outcome.position);
        Ok(outcome)
    }

    /// Hands over what somebody is on many cases, and remembers where its effect stands.
    pub async fn hand_over(
        &self,
        message: rpc::HandOverRequest,
    ) -> Result<rpc::HandOverReply, Fault> {
        let identity_token = match self.session().await? {
            Some(session) => Some(bearer(session.token("identity")?)?),
            None => None,
        };
        let call = |mut registry: RegistryClient<Channel>, mut message: Request<_>| async move {
            if let Some(token) = identity_token {
                message.metadata_mut().insert("identity-authorization", token);
            }
            registry.hand_over(message).await
        };
        let reply = self.ask(message, call).await?;
        self.wrote(reply.position);
        Ok(reply)
    }

    /// The changes from now on, for as long as they are read.
    pub async fn watch(
        &self,
        message: rpc::WatchRequest,
    ) -> Result<Streaming<rpc::CaseChanged>, Fault> {
        self.ask(message, |mut r, m| async move { r.watch(m).await }).await
    }
}
