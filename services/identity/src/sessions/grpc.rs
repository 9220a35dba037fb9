//! Sessions as others ask for them.

use proto::identity::v1 as wire;
use proto::identity::v1::sessions_server::Sessions;
use token::Claims;
use tonic::{Request, Response, Status};

use super::{logout, own};
use crate::audit::{self, About, Kind};
use crate::grpc::{Service, fault};
use crate::sessions;
use crate::store::StoreError;

type Answer<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl Sessions for Service {
    async fn own_sessions(
        &self,
        request: Request<wire::OwnSessionsRequest>,
    ) -> Answer<wire::OwnSessionsResponse> {
        let caller = self.caller(&request)?;
        let Some(person) = caller.person() else {
            return Ok(Response::new(wire::OwnSessionsResponse::default()));
        };
        let all = own::all(&self.sign_in.store, person).await.map_err(fault)?;
        let told = |one: own::Own| wire::OwnSession {
            current: caller.sid.as_ref() == Some(&one.sid),
            id: one.sid,
            started_at: one.started,
            last_used_at: one.last_used,
            expires_at: one.expires,
            browser: one.browser,
        };
        let sessions = all.into_iter().map(told).collect();
        Ok(Response::new(wire::OwnSessionsResponse { sessions }))
    }

    async fn end_own_sessions(
        &self,
        request: Request<wire::EndOwnSessionsRequest>,
    ) -> Answer<wire::EndOwnSessionsResponse> {
        let caller = self.caller(&request)?;
        let wanted = request.into_inner().id;
        let Some(person) = caller.person() else {
            return Ok(Response::new(wire::EndOwnSessionsResponse::default()));
        };
        let store = &self.sign_in.store;
        let there = self.sign_out_there(&caller, &wanted).await.map_err(fault)?;
        let (ended, detail) = if wanted.is_empty() {
            (sessions::end_all_of(&store.db, person).await.map_err(fault)?, "all")
        } else {
            (u64::from(own::end(store, person, &wanted).await.map_err(fault)?), "one")
        };
        if ended > 0 {
            audit::write(store, Kind::SessionsEnded, About::of(&caller), detail)
                .await
                .map_err(fault)?;
        }
        let ended = u32::try_from(ended).unwrap_or(u32::MAX);
        let (provider_sign_out_url, provider_label) = there.unzip();
        Ok(Response::new(wire::EndOwnSessionsResponse {
            ended,
            provider_sign_out_url,
            provider_label: provider_label.unwrap_or_default(),
        }))
    }

    async fn back_channel_logout(
        &self,
        request: Request<wire::BackChannelLogoutRequest>,
    ) -> Answer<wire::BackChannelLogoutResponse> {
        let (token, sign_in) = (request.into_inner().logout_token, &self.sign_in);
        let done =
            logout::back_channel(&sign_in.store, &sign_in.discovery, sign_in.which, &token).await;
        let done = done.map_err(fault)?;
        if let Err(reason) = done {
            metrics::counter!("identity_logout_tokens_refused_total", "reason" => reason)
                .increment(1);
            tracing::info!(reason, "logout token refused");
        }
        Ok(Response::new(wire::BackChannelLogoutResponse { accepted: done.is_ok() }))
    }

    async fn front_channel_logout(
        &self,
        request: Request<wire::FrontChannelLogoutRequest>,
    ) -> Answer<wire::FrontChannelLogoutResponse> {
        let (asked, sign_in) = (request.into_inner(), &self.sign_in);
        logout::front_channel(&sign_in.store, sign_in.which, &asked.iss, &asked.sid)
            .await
            .map_err(fault)?;
        Ok(Response::new(wire::FrontChannelLogoutResponse {}))
    }
}

impl Service {
    /// Where the browser of a caller whose own session is to end signs out of its provider too.
    async fn sign_out_there(
        &self,
        caller: &Claims,
        wanted: &str,
    ) -> Result<Option<(String, String)>, StoreError> {
        let Some(own) = caller.sid.as_deref().filter(|own| wanted.is_empty() || wanted == *own)
        else {
            return Ok(None);
        };
        let provider = sessions::provider_of(&self.sign_in.store, own).await?;
        self.sign_in.sign_out_at(&provider.unwrap_or_default(), "").await
    }
}
