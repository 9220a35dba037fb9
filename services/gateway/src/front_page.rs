//! What the front page says for itself.

use async_graphql::{Context, Enum, InputObject, Object};
use proto::registry::v1 as rpc;
use proto::registry::v1::command::Command;
use vocabulary::FrontPageText;

use crate::calls::{decoded, encoded};
use crate::fault::Fault;
use crate::markdown;
use crate::outcome::{Asked, CaseOutcome};
use crate::texts::Language;
use crate::visit::Visit;

/// Characters that are shown before they are said: as many as a text may have, and the lines around it.
const LONGEST_PREVIEW: usize = 2_100;

/// A language that the front page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum FrontPageLanguage {
    /// Danish.
    Danish,
    /// English.
    English,
}

/// What the front page says for itself, in Markdown.
pub struct FrontPage {
    text: FrontPageText,
    revision: Option<u64>,
}

impl FrontPage {
    /// In a language, or the one of the request; none where nothing is said.
    fn said(&self, language: Option<FrontPageLanguage>, visit: &Visit) -> Option<&str> {
        let in_english = match language {
            Some(language) => language == FrontPageLanguage::English,
            None => visit.language == Language::English,
        };
        let said = if in_english { &self.text.en } else { &self.text.da };
        (!said.is_empty()).then_some(said)
    }
}

/// What the front page says for itself, in Markdown.
#[Object]
impl FrontPage {
    /// The text; null where nothing is said.
    async fn text(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language of the request when it is left out.")] language: Option<
            FrontPageLanguage,
        >,
    ) -> Option<&str> {
        self.said(language, Visit::of(context))
    }

    /// The same as HTML that is safe to show.
    async fn html(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language of the request when it is left out.")] language: Option<
            FrontPageLanguage,
        >,
    ) -> Option<String> {
        self.said(language, Visit::of(context)).map(markdown::html)
    }

    /// How a text would be shown that is not said yet, as HTML that is safe to show.
    #[graphql(complexity = 20)]
    #[allow(clippy::unused_async, reason = "a field is asynchronous")]
    async fn preview(
        &self,
        #[graphql(desc = "Markdown, at most 2,100 characters.")] text: String,
    ) -> Result<String, Fault> {
        if text.chars().count() > LONGEST_PREVIEW {
            return Err(Fault::InvalidArgument);
        }
        Ok(markdown::html(&text))
    }

    /// What `expectedRevision` is held against; null for those who may not revise it.
    async fn revision(&self) -> Option<u64> {
        self.revision
    }
}

/// Questions about the front page.
#[derive(Default)]
pub struct FrontPageQuery;

#[Object]
impl FrontPageQuery {
    /// What the front page says for itself; for everybody.
    #[graphql(complexity = "crate::connection::call_cost(child_complexity)")]
    async fn front_page(&self, context: &Context<'_>) -> Result<FrontPage, Fault> {
        let visit = Visit::of(context);
        let message = rpc::ReadFrontPageRequest { at_least: visit.at_least() };
        let call = |mut r: crate::calls::Registry, m| async move { r.read_front_page(m).await };
        let reply = visit.ask(message, call).await?;
        Ok(FrontPage { text: decoded(&reply.text_json)?, revision: reply.revision })
    }
}

/// What the front page is to say.
#[derive(InputObject)]
pub struct ReviseFrontPageInput {
    /// Markdown in Danish, at most 2,000 characters; empty in both languages takes the text away.
    da: String,
    /// The same in English.
    en: String,
    /// The revision that it was read at; on another one nothing is written.
    expected_revision: Option<u64>,
    /// The same key twice has one effect.
    idempotency_key: Option<String>,
}

/// What is done with the front page.
#[derive(Default)]
pub struct FrontPageMutation;

#[Object]
impl FrontPageMutation {
    /// Revises what the front page says for itself; by catalogue editors. It is about no case.
    async fn revise_front_page(
        &self,
        context: &Context<'_>,
        input: ReviseFrontPageInput,
    ) -> Result<CaseOutcome, Fault> {
        let mut asked = Asked::of_viewer(context, input.idempotency_key).await?;
        asked.based_on(input.expected_revision);
        let text_json = encoded(&FrontPageText { da: input.da, en: input.en })?;
        asked.carry_out(Command::ReviseFrontPage(rpc::ReviseFrontPage { text_json })).await
    }
}
