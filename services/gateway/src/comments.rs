//! What is said about a case.

use async_graphql::connection::Edge;
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::{CaseId, PersonId};

use crate::calls::decoded;
use crate::connection::{Counted, Total, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::markdown;
use crate::organisations::Organisation;
use crate::outcome::{Asked, CaseOutcome};
use crate::people::Person;
use crate::visit::Visit;

/// One comment as a reader sees it.
pub struct Comment(vocabulary::Comment);

/// A page of comments.
pub type CommentConnection = Counted<Comment>;

/// One comment.
#[Object]
impl Comment {
    /// Global id.
    async fn id(&self) -> ID {
        ids::comment(self.0.id)
    }

    /// The comment that it answers.
    async fn in_reply_to(&self) -> Option<ID> {
        self.0.in_reply_to.map(ids::comment)
    }

    /// The organisation of the writer.
    async fn organisation(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.organisation.to_string()).await
    }

    /// The writer; null for readers of other organisations.
    async fn author(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        let Some(id) = self.0.author else { return Ok(None) };
        let known = Visit::people(context).load_one(id).await?;
        Ok(Some(known.unwrap_or_else(|| Person::unnamed(id))))
    }

    /// Colleagues of the writer who are mentioned; empty for readers of other organisations.
    async fn mentions(&self, context: &Context<'_>) -> Result<Vec<Person>, Fault> {
        let known = Visit::people(context).load_many(self.0.mentions.iter().copied()).await?;
        let person = |id: &PersonId| known.get(id).cloned().unwrap_or_else(|| Person::unnamed(*id));
        Ok(self.0.mentions.iter().map(person).collect())
    }

    /// Markdown; empty when it was removed.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The text as HTML that is safe to show; empty when it was removed.
    #[graphql(complexity = 5)]
    async fn html(&self) -> String {
        markdown::html(&self.0.text)
    }

    /// When it was posted.
    async fn posted_at(&self) -> DateTime<Utc> {
        self.0.posted_at
    }

    /// When its text was last edited; null when it stands as it was posted.
    async fn edited_at(&self) -> Option<DateTime<Utc>> {
        self.0.edited_at
    }

    /// It was removed and only keeps its place in the thread.
    async fn removed(&self) -> bool {
        self.0.removed
    }
}

/// A page of a case's comments, oldest first.
pub async fn page(
    visit: &Visit,
    case: CaseId,
    first: i32,
    after: Option<String>,
) -> Result<CommentConnection, Fault> {
    let continued = after.is_some();
    let message = rpc::ListCommentsRequest {
        case_id: case.to_string(),
        first: page_size(first)?,
        after: after.unwrap_or_default(),
        at_least: visit.at_least(),
    };
    let reply = visit.ask(message, |mut r, m| async move { r.list_comments(m).await }).await?;
    let comments: Vec<vocabulary::Comment> = match reply.comments_json.as_slice() {
        [] => Vec::new(),
        json => decoded(json)?,
    };
    let total = Total { total_count: Some(reply.total) };
    let mut page = Counted::with_additional_fields(continued, reply.has_next_page, total);
    let edge = |comment: vocabulary::Comment| Edge::new(comment.id.to_string(), Comment(comment));
    page.edges = comments.into_iter().map(edge).collect();
    Ok(page)
}

/// A new comment.
#[derive(InputObject)]
pub struct PostCommentInput {
    /// The case.
    case_id: ID,
    /// UUID of the comment, made by the caller; the gateway makes one when it is left out.
    comment_id: Option<ID>,
    /// Markdown, 1-4,000 characters.
    text: String,
    /// The comment that it answers.
    in_reply_to: Option<ID>,
    /// Colleagues who are told of it, at most 20. Each must be able to read the case.
    mentions: Option<Vec<ID>>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// New words for a comment of one's own.
#[derive(InputObject)]
pub struct EditCommentInput {
    /// The case.
    case_id: ID,
    /// The comment.
    comment_id: ID,
    /// Markdown, 1-4,000 characters.
    text: String,
    /// Colleagues who are mentioned, at most 20; those who were not before are told.
    mentions: Option<Vec<ID>>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// A comment to remove.
#[derive(InputObject)]
pub struct RemoveCommentInput {
    /// The case.
    case_id: ID,
    /// The comment.
    comment_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with comments.
#[derive(Default)]
pub struct CommentMutation;

#[Object]
impl CommentMutation {
    /// Says something about a case to all who may read it and are signed in.
    async fn post_comment(
        &self,
        context: &Context<'_>,
        input: PostCommentInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        let comment_id = asked.made_id("commentId", "Comment", input.comment_id.as_ref());
        let answered = input.in_reply_to.map(|id| asked.id("inReplyTo", "Comment", &id));
        let in_reply_to = answered.unwrap_or_default();
        let mentions = asked.ids("mentions", "Person", input.mentions);
        let posted = rpc::PostComment { comment_id, text: input.text, in_reply_to, mentions };
        asked.carry_out(Command::PostComment(posted)).await
    }

    /// Gives a comment of the viewer's own other words. That it was edited is shown; what it said
    /// before is not.
    async fn edit_comment(
        &self,
        context: &Context<'_>,
        input: EditCommentInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        let comment_id = asked.id("commentId", "Comment", &input.comment_id);
        let mentions = asked.ids("mentions", "Person", input.mentions);
        let edited = rpc::EditComment { comment_id, text: input.text, mentions };
        asked.carry_out(Command::EditComment(edited)).await
    }

    /// Removes a comment of the viewer's own, or any on a case that the viewer may edit. Its place in
    /// the thread stays.
    async fn remove_comment(
        &self,
        context: &Context<'_>,
        input: RemoveCommentInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        let comment_id = asked.id("commentId", "Comment", &input.comment_id);
        asked.carry_out(Command::RemoveComment(rpc::RemoveComment { comment_id })).await
    }
}
