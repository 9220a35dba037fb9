//! Following a case, an organisation or a subject area, to be told of it; and bookmarks, which tell
//! nobody.

use async_graphql::{Context, ID, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{Cvr, SubjectArea, Topic};

use crate::calls::encoded;
use crate::fault::Fault;
use crate::ids;
use crate::outcome::{Asked, CaseOutcome};

/// A case to follow, or to follow no more.
#[derive(InputObject)]
pub struct FollowInput {
    /// The case.
    case_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// An organisation to follow, or to follow no more.
#[derive(InputObject)]
pub struct FollowOrganisationInput {
    /// Its id or CVR number.
    organisation: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A subject area to follow, or to follow no more.
#[derive(InputObject)]
pub struct FollowSubjectAreaInput {
    /// The subject area.
    subject_area: SubjectArea,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done to be told of changes.
#[derive(Default)]
pub struct FollowMutation;

#[Object]
impl FollowMutation {
    /// Puts a case's coming changes into the viewer's inbox.
    async fn follow_case(
        &self,
        context: &Context<'_>,
        input: FollowInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.carry_out(Command::Follow(rpc::Follow {})).await
    }

    /// Puts them there no more.
    async fn unfollow_case(
        &self,
        context: &Context<'_>,
        input: FollowInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        asked.carry_out(Command::Unfollow(rpc::Unfollow {})).await
    }

    /// Puts a bookmark on a case. Only the viewer sees it.
    async fn bookmark_case(
        &self,
        context: &Context<'_>,
        input: FollowInput,
    ) -> Result<CaseOutcome, Fault> {
        bookmark(context, input, true).await
    }

    /// Takes it off again.
    async fn remove_bookmark(
        &self,
        context: &Context<'_>,
        input: FollowInput,
    ) -> Result<CaseOutcome, Fault> {
        bookmark(context, input, false).await
    }

    /// Puts cases that an organisation comes to share with the viewer into the viewer's inbox. It is
    /// about no case.
    async fn follow_organisation(
        &self,
        context: &Context<'_>,
        input: FollowOrganisationInput,
    ) -> Result<CaseOutcome, Fault> {
        organisation(context, input, true).await
    }

    /// Puts them there no more.
    async fn unfollow_organisation(
        &self,
        context: &Context<'_>,
        input: FollowOrganisationInput,
    ) -> Result<CaseOutcome, Fault> {
        organisation(context, input, false).await
    }

    /// Puts cases in a subject area that come to be shared with the viewer into the viewer's inbox.
    /// It is about no case.
    async fn follow_subject_area(
        &self,
        context: &Context<'_>,
        input: FollowSubjectAreaInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_viewer(context, input.idempotency_key).await?;
        topic(asked, Topic::SubjectArea(input.subject_area), true).await
    }

    /// Puts them there no more.
    async fn unfollow_subject_area(
        &self,
        context: &Context<'_>,
        input: FollowSubjectAreaInput,
    ) -> Result<CaseOutcome, Fault> {
        let asked = Asked::of_viewer(context, input.idempotency_key).await?;
        topic(asked, Topic::SubjectArea(input.subject_area), false).await
    }
}

async fn bookmark(
    context: &Context<'_>,
    input: FollowInput,
    keep: bool,
) -> Result<CaseOutcome, Fault> {
    let asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
    asked.carry_out(Command::Bookmark(rpc::Bookmark { keep })).await
}

async fn organisation(
    context: &Context<'_>,
    input: FollowOrganisationInput,
    follow: bool,
) -> Result<CaseOutcome, Fault> {
    let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
    let cvr = ids::cvr(&input.organisation).and_then(|cvr| cvr.parse::<Cvr>().ok());
    let Some(cvr) = cvr else {
        asked.malformed("organisation");
        return asked.carry_out(Command::FollowTopic(rpc::FollowTopic::default())).await;
    };
    topic(asked, Topic::Organisation(cvr), follow).await
}

async fn topic(asked: Asked, topic: Topic, follow: bool) -> Result<CaseOutcome, Fault> {
    let topic_json = encoded(&topic)?;
    asked.carry_out(Command::FollowTopic(rpc::FollowTopic { topic_json, follow })).await
}
