//! Questions to the people behind a case, between the one who asks and the owners.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::EnquiryId;

use crate::calls::decoded;
use crate::case::Case;
use crate::connection::{PAGE, page_size};
use crate::fault::Fault;
use crate::ids;
use crate::markdown;
use crate::organisations::Organisation;
use crate::outcome::{Asked, CaseOutcome};
use crate::people::Person;
use crate::visit::Visit;

/// A question to the owners of a case, with all that was said since.
pub struct Enquiry(vocabulary::Enquiry);

/// A page of enquiries.
pub type EnquiryConnection = Connection<String, Enquiry>;

impl Enquiry {
    /// The enquiry with an id; none when there is none that the viewer's organisation is a side of.
    pub async fn read(visit: &Visit, id: EnquiryId) -> Result<Option<Self>, Fault> {
        let message =
            rpc::ReadEnquiryRequest { enquiry_id: id.to_string(), at_least: visit.at_least() };
        let reply = visit.ask(message, |mut r, m| async move { r.read_enquiry(m).await }).await?;
        if reply.enquiry_json.is_empty() {
            return Ok(None);
        }
        decoded(&reply.enquiry_json).map(|enquiry| Some(Self(enquiry)))
    }
}

/// A question to the owners of a case, with all that was said since. Only the two sides see it.
#[Object]
impl Enquiry {
    /// Global id.
    async fn id(&self) -> ID {
        ids::enquiry(self.0.id)
    }

    /// Global id of the case that it is about.
    async fn case_id(&self) -> ID {
        ids::case(self.0.case)
    }

    /// The case as it is now; null when the viewer may not see it any more.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn case(&self, context: &Context<'_>) -> Result<Option<Case>, Fault> {
        Case::read(Visit::of(context), self.0.case).await
    }

    /// The organisation that asks; the other side are the owners of the case.
    async fn asking(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.asking.to_string()).await
    }

    /// What it is about, in a line.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// What both sides said, oldest first; at most 100.
    async fn messages(&self) -> Vec<EnquiryMessage> {
        self.0.messages.iter().cloned().map(EnquiryMessage).collect()
    }

    /// Nothing more is said.
    async fn closed(&self) -> bool {
        self.0.closed
    }
}

/// What one side said.
pub struct EnquiryMessage(vocabulary::EnquiryMessage);

/// What one side said.
#[Object]
impl EnquiryMessage {
    /// Global id.
    async fn id(&self) -> ID {
        ids::message(self.0.id)
    }

    /// The organisation of the writer.
    async fn organisation(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.organisation.to_string()).await
    }

    /// The writer; null for readers of the other side.
    async fn author(&self, context: &Context<'_>) -> Result<Option<Person>, Fault> {
        let Some(id) = self.0.author else { return Ok(None) };
        let known = Visit::people(context).load_one(id).await?;
        Ok(Some(known.unwrap_or_else(|| Person::unnamed(id))))
    }

    /// Markdown.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The text as HTML that is safe to show.
    #[graphql(complexity = 5)]
    async fn html(&self) -> String {
        markdown::html(&self.0.text)
    }

    /// When.
    async fn sent_at(&self) -> DateTime<Utc> {
        self.0.sent_at
    }
}

/// Questions about enquiries.
#[derive(Default)]
pub struct EnquiryQuery;

#[Object]
impl EnquiryQuery {
    /// One enquiry; null when there is none that the viewer's organisation is a side of.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn enquiry(&self, context: &Context<'_>, id: ID) -> Result<Option<Enquiry>, Fault> {
        match ids::uuid("Enquiry", &id) {
            Some(id) => Enquiry::read(Visit::of(context), EnquiryId(id)).await,
            None => Ok(None),
        }
    }

    /// Enquiries that the viewer's organisation is a side of, the last said first; null without
    /// sign-in.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn enquiries(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only about this case.")] case_id: Option<ID>,
        #[graphql(default_with = "PAGE", desc = "Enquiries on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last enquiry of the page before.")] after: Option<String>,
    ) -> Result<Option<EnquiryConnection>, Fault> {
        let visit = Visit::of(context);
        if !visit.is_signed_in() {
            return Ok(None);
        }
        let first = page_size(first)?;
        let continued = after.is_some();
        let case_id = match case_id.map(|id| ids::uuid("Case", &id)) {
            Some(None) => return Ok(Some(Connection::new(continued, false))),
            Some(Some(id)) => id.to_string(),
            None => String::new(),
        };
        let (after, at_least) = (after.unwrap_or_default(), visit.at_least());
        let message = rpc::ListEnquiriesRequest { first, after, case_id, at_least };
        let reply = visit.ask(message, |mut r, m| async move { r.list_enquiries(m).await }).await?;
        let mut page = Connection::new(continued, reply.has_next_page);
        for json in &reply.enquiries_json {
            let enquiry: vocabulary::Enquiry = decoded(json)?;
            page.edges.push(Edge::new(enquiry.id.to_string(), Enquiry(enquiry)));
        }
        Ok(Some(page))
    }
}

/// A question to the owners of a case.
#[derive(InputObject)]
pub struct SendEnquiryInput {
    /// The case.
    case_id: ID,
    /// UUID of the enquiry, made by the caller; the gateway makes one when it is left out.
    enquiry_id: Option<ID>,
    /// UUID of its first message, made by the caller; the gateway makes one when it is left out.
    message_id: Option<ID>,
    /// 1-120 characters.
    subject: String,
    /// Markdown, 1-4,000 characters.
    text: String,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// More in an enquiry.
#[derive(InputObject)]
pub struct AnswerEnquiryInput {
    /// The enquiry.
    enquiry_id: ID,
    /// UUID of the message, made by the caller; the gateway makes one when it is left out.
    message_id: Option<ID>,
    /// Markdown, 1-4,000 characters.
    text: String,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// An enquiry to close.
#[derive(InputObject)]
pub struct CloseEnquiryInput {
    /// The enquiry.
    enquiry_id: ID,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with enquiries.
#[derive(Default)]
pub struct EnquiryMutation;

#[Object]
impl EnquiryMutation {
    /// Asks the owners of a case. Only they and the viewer's organisation see it, and it counts as
    /// neither comment nor reuse.
    async fn send_enquiry(
        &self,
        context: &Context<'_>,
        input: SendEnquiryInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_case(context, &input.case_id, input.idempotency_key).await?;
        let sent = rpc::SendEnquiry {
            enquiry_id: asked.made_id("enquiryId", "Enquiry", input.enquiry_id.as_ref()),
            message_id: asked.made_id("messageId", "Message", input.message_id.as_ref()),
            subject: input.subject,
            text: input.text,
        };
        asked.carry_out(Command::SendEnquiry(sent)).await
    }

    /// Says more in an enquiry, on either side.
    async fn answer_enquiry(
        &self,
        context: &Context<'_>,
        input: AnswerEnquiryInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let enquiry_id = asked.id("enquiryId", "Enquiry", &input.enquiry_id);
        let message_id = asked.made_id("messageId", "Message", input.message_id.as_ref());
        let answered = rpc::AnswerEnquiry { enquiry_id, message_id, text: input.text };
        asked.carry_out(Command::AnswerEnquiry(answered)).await
    }

    /// Closes an enquiry, on either side.
    async fn close_enquiry(
        &self,
        context: &Context<'_>,
        input: CloseEnquiryInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        let enquiry_id = asked.id("enquiryId", "Enquiry", &input.enquiry_id);
        asked.carry_out(Command::CloseEnquiry(rpc::CloseEnquiry { enquiry_id })).await
    }
}
