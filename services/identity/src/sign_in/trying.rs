//! Trying a provider: a real sign-in whose answer is shown to an administrator, and signs nobody in.

use serde_json::Value;
use uuid::Uuid;

use super::{Callback, Completed, Failure, Refusal, SignIn};
use crate::attempts::Attempt;
use crate::oidc::{self, Answer};
use crate::provider_tests::{self, Report};
use crate::providers::{self, Provider};

/// Characters that are shown of a claim, and how many claims.
const LONGEST_VALUE: usize = 2_000;
const MOST_CLAIMS: usize = 100;
/// Claims that bind the token to this attempt and tell an administrator nothing.
const OF_THE_ATTEMPT: [&str; 3] = ["nonce", "at_hash", "c_hash"];

impl SignIn {
    /// Writes down what a sign-in would have come to. No person is made or changed.
    pub(super) async fn try_out(
        &self,
        test: Uuid,
        attempt: &Attempt,
        from: Callback<'_>,
    ) -> Result<Completed, Failure> {
        let provider = providers::find_any(&self.store, &attempt.provider, self.which).await?;
        let provider = provider.ok_or(Failure::Refused(Refusal::NoProvider))?;
        let report = match self.exchanged(&provider, attempt, from).await {
            Ok(answer) => report(&provider, &answer),
            Err(Failure::Refused(refusal)) => Report::of_problem(refusal.detail()),
            Err(fault) => return Err(fault),
        };
        provider_tests::finish(&self.store, test, &report).await?;
        Ok(Completed::Tested { return_path: attempt.return_path.clone() })
    }
}

fn report(provider: &Provider, answer: &Answer) -> Report {
    let shown = answer.said.all().filter(|(name, _)| !OF_THE_ATTEMPT.contains(name));
    let value = |value: &Value| value.to_string().chars().take(LONGEST_VALUE).collect();
    let claims = shown.take(MOST_CLAIMS).map(|(name, v)| (name.to_owned(), value(v))).collect();
    let came = Report { claims, dropped: answer.said.dropped().to_vec(), ..Report::default() };
    match oidc::read(provider, &answer.subject, &answer.said) {
        Err(reason) => Report { problem: reason.word().to_owned(), ..came },
        Ok(reading) => {
            let said = reading.assertion;
            Report {
                organisation: said.organisation,
                subject: said.subject,
                name: said.name,
                email: said.email,
                roles: said.roles.into_iter().collect(),
                units: said.claimed.departments(),
                subjects: said.claimed.subjects(),
                unknown_values: reading.unknown_values,
                ..came
            }
        }
    }
}
