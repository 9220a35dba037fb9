//! Showing once more who one is (step-up), before what only somebody who has done so lately may do.

use uuid::Uuid;

use super::{Completed, Failure, Refusal, SignIn, SignedIn};
use crate::attempts::Attempt;
use crate::audit::{self, About, Kind};
use crate::oidc::LEEWAY_SECONDS;
use crate::sessions;

impl SignIn {
    /// Gives the session another key, if it is its own person who came back, and they have just shown who
    /// they are: a provider that lets them through on what they did before has not asked them.
    pub(super) async fn confirm(
        &self,
        (session, person): (&str, Uuid),
        attempt: &Attempt,
        authenticated: Option<i64>,
        about: About<'_>,
    ) -> Result<Completed, Failure> {
        let Some(at) = authenticated else {
            return self.refuse(Refusal::NotConfirmed("no auth_time"), about).await;
        };
        if at < attempt.began() - LEEWAY_SECONDS {
            return self.refuse(Refusal::NotConfirmed("auth_time"), about).await;
        }
        let stepped = sessions::step_up(&self.store, session, person, at).await?;
        let Some((session, expires)) = stepped else {
            return self.refuse(Refusal::NotConfirmed("another person"), about).await;
        };
        audit::write(&self.store, Kind::Confirmed, about, "").await?;
        metrics::counter!("identity_sign_ins_total", "outcome" => "confirmed").increment(1);
        let return_path = attempt.return_path.clone();
        Ok(Completed::SignedIn(SignedIn { session, expires, return_path, continues: true }))
    }
}
