//! A case as one reader is answered it.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use vocabulary::{
    Basics, CaseId, CaseRuns, CaseView, CodeOnCase, CodeScheme, Contact, Cvr, Implementation,
    Links, Match, Operation, Phase, Resources, Spread, Status, Story, Suitability, Value,
    Visibility, Workload,
};

use crate::alike::{self, ALIKE, SimilarCase};
use crate::attachments::SharedAttachment;
use crate::collections::{self, CollectionConnection};
use crate::comments::{self, CommentConnection};
use crate::connection::PAGE;
use crate::fault::Fault;
use crate::gains::Gain;
use crate::history::{self, HistoryConnection};
use crate::ids;
use crate::internal::CaseInternal;
use crate::markdown::{self, RichText};
use crate::organisations::Organisation;
use crate::reuse::{self, Reuse, ReuserConnection};
use crate::reuse_graph::{self, ReuseGraph};
use crate::visit::Visit;

/// One registered automation, innovation or welfare-technology effort.
pub struct Case(CaseView);

impl Case {
    /// What the registry answered.
    pub fn of(view: CaseView) -> Self {
        Self(view)
    }

    /// The case with an id; none when there is none that the reader may see.
    pub async fn read(visit: &Visit, id: CaseId) -> Result<Option<Self>, Fault> {
        Ok(visit.read_case(id).await?.map(Self))
    }

    fn codes(&self, scheme: CodeScheme) -> Vec<CodeOnCase> {
        self.0.codes.iter().filter(|code| code.scheme == scheme).cloned().collect()
    }

    fn key(&self) -> CaseId {
        self.0.public.id
    }
}

/// One registered automation, innovation or welfare-technology effort (Danish: løsning), as the
/// reader may see it. What the reader may not see is null.
#[Object]
impl Case {
    /// Global id.
    pub async fn id(&self) -> ID {
        ids::case(self.key())
    }

    /// The organisation that leads it.
    async fn lead(&self, context: &Context<'_>) -> Result<Organisation, Fault> {
        Organisation::by_cvr(Visit::of(context), &self.0.public.lead.to_string()).await
    }

    /// The organisations that own it together with the lead.
    async fn joint_owners(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        let owners = self.0.public.joint_owners.iter().map(Cvr::to_string);
        Organisation::by_cvrs(Visit::of(context), owners).await
    }

    /// How many times the shared record has changed since it was shared; 0 when it never was.
    async fn edition(&self) -> u32 {
        self.0.public.edition
    }

    /// The id that the predecessor knew it by; null of all that did not come from there.
    async fn predecessor_id(&self) -> Option<&str> {
        self.0.public.predecessor_id.as_deref()
    }

    /// When the shared record last changed.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.0.public.changed_at
    }

    /// Where it is in its life.
    async fn phase(&self) -> Phase {
        self.0.public.phase
    }

    /// How it is going, independent of the phase.
    async fn status(&self) -> Status {
        self.0.public.status
    }

    /// Why it has that status.
    async fn status_reason(&self) -> Option<&str> {
        self.0.public.status_reason.as_deref()
    }

    /// The day on which it is to be looked through: a year after it was last confirmed, or came to
    /// its phase; null unless it is in development or operation.
    async fn review_on(&self) -> Option<NaiveDate> {
        self.0.public.review_on
    }

    /// Whether that day has passed.
    async fn overdue(&self) -> bool {
        self.0.overdue.review
    }

    /// Title, summary and where it belongs.
    async fn basics(&self) -> &Basics {
        &self.0.public.basics
    }

    /// Its KLE numbers with what is published of them; a retired one is said to be.
    async fn kle(&self) -> Vec<CodeOnCase> {
        self.codes(CodeScheme::Kle)
    }

    /// Its FORM numbers with what is published of them; a retired one is said to be.
    async fn form(&self) -> Vec<CodeOnCase> {
        self.codes(CodeScheme::Form)
    }

    /// From challenge to solution.
    async fn story(&self) -> &Story {
        &self.0.public.story
    }

    /// How much work the process takes, and what automation is expected to take over.
    async fn workload(&self) -> &Workload {
        &self.0.public.workload
    }

    /// Whether the process suits automation.
    async fn suitability(&self) -> &Suitability {
        &self.0.public.suitability
    }

    /// What the solution is built with.
    async fn implementation(&self) -> &Implementation {
        &self.0.public.implementation
    }

    /// The solution in daily use.
    async fn operation(&self) -> &Operation {
        &self.0.public.operation
    }

    /// The value that it has created, in words.
    async fn value(&self) -> &Value {
        &self.0.public.value
    }

    /// What spreading took, and what a reuser must know.
    async fn spread(&self) -> &Spread {
        &self.0.public.spread
    }

    /// What it cost.
    async fn resources(&self) -> &Resources {
        &self.0.public.resources
    }

    /// Where more is told of it.
    async fn links(&self) -> &Links {
        &self.0.public.links
    }

    /// Files that all who may read it have.
    async fn attachments(&self) -> Vec<SharedAttachment> {
        let case = self.key();
        let all = self.0.public.attachments.iter().cloned();
        all.map(|attachment| SharedAttachment { case, attachment }).collect()
    }

    /// The texts of its sections that are Markdown, as HTML that is safe to show.
    #[graphql(complexity = "25 + child_complexity")]
    async fn rich_texts(&self) -> Vec<RichText> {
        let texts = self.0.public.rich_texts().into_iter();
        texts.map(|(field, text)| RichText { field, html: markdown::html(text) }).collect()
    }

    /// What came of it, expected and measured.
    async fn gains(&self) -> Vec<Gain> {
        self.0.public.gains.iter().cloned().map(Gain::from).collect()
    }

    /// What robots report of it, by month, next to what it expects; null where they report nothing.
    async fn runs(&self) -> Option<&CaseRuns> {
        self.0.runs.as_ref()
    }

    /// What it builds on.
    async fn reuses(&self) -> Vec<Reuse> {
        self.0.public.reuses.iter().cloned().map(Reuse).collect()
    }

    /// Whom to ask about reuse; null without sign-in.
    async fn contact(&self) -> Option<&Contact> {
        self.0.members.as_ref().map(|members| &members.contact)
    }

    /// Whom to ask at its lead, where the case itself says nobody; null without sign-in, and where its
    /// lead says nobody either.
    async fn organisation_contact(&self) -> Option<&Contact> {
        self.0.members.as_ref().and_then(|members| members.organisation_contact.as_ref())
    }

    /// How widely it is shared; null without sign-in.
    async fn visibility(&self) -> Option<Visibility> {
        self.0.members.as_ref().map(|members| members.visibility)
    }

    /// Number of comments; null without sign-in.
    async fn comment_count(&self) -> Option<u32> {
        self.0.members.as_ref().map(|members| members.comments)
    }

    /// Whether the reader follows it; null without sign-in.
    async fn followed(&self) -> Option<bool> {
        self.0.members.as_ref().map(|members| members.followed)
    }

    /// Whether the reader may answer for their organisation, which was asked to own it as well; null
    /// without sign-in.
    async fn invited(&self) -> Option<bool> {
        self.0.members.as_ref().map(|members| members.invited)
    }

    /// Whether the reader has put a bookmark on it, which nobody else is told; null without sign-in.
    async fn bookmarked(&self) -> Option<bool> {
        self.0.members.as_ref().map(|members| members.bookmarked)
    }

    /// How many cases that the reader may see reuse it.
    async fn reuser_count(&self) -> u32 {
        self.0.reusers
    }

    /// Why it was found, best first; empty outside a search.
    async fn matches(&self) -> &[Match] {
        &self.0.matches
    }

    /// What only readers of an owner organisation see; null for all others.
    async fn internal(&self) -> Option<CaseInternal> {
        let internal = self.0.internal.clone()?;
        Some(CaseInternal {
            case: self.key(),
            internal,
            lead: self.0.public.lead,
            legal_basis_overdue: self.0.overdue.legal_basis,
            error_report_overdue: self.0.overdue.error_report,
        })
    }

    /// What happened to it, newest first; null for readers of other organisations.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn history(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Entries on the page, 1-100.")] first: i32,
        #[graphql(desc = "Only entries before this revision.")] before: Option<u64>,
    ) -> Result<Option<HistoryConnection>, Fault> {
        if self.0.internal.is_none() {
            return Ok(None);
        }
        history::page(Visit::of(context), self.key(), first, before).await.map(Some)
    }

    /// What is said about it, oldest first; null without sign-in.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn comments(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Comments on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last comment of the page before.")] after: Option<String>,
    ) -> Result<Option<CommentConnection>, Fault> {
        if self.0.members.is_none() {
            return Ok(None);
        }
        comments::page(Visit::of(context), self.key(), first, after).await.map(Some)
    }

    /// Collections that it is in and that the reader may see.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn collections(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Collections on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last collection of the page before.")] after: Option<
            String,
        >,
    ) -> Result<CollectionConnection, Fault> {
        collections::of_case(context, self.key(), false, (first, after)).await
    }

    /// Collections that ask for it, without an answer yet: told to those who may answer, and to the
    /// owners of the collection.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn asked_for_by(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Collections on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last collection of the page before.")] after: Option<
            String,
        >,
    ) -> Result<CollectionConnection, Fault> {
        collections::of_case(context, self.key(), true, (first, after)).await
    }

    /// Cases that reuse it, as far as the reader may see them, with how they do.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn reusers(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "PAGE", desc = "Cases on the page, 1-100.")] first: i32,
        #[graphql(desc = "Cursor of the last case of the page before.")] after: Option<String>,
    ) -> Result<ReuserConnection, Fault> {
        reuse::reusers(Visit::of(context), self.key(), first, after).await
    }

    /// Cases that it builds on and that build on it, and so on from each of them in both directions,
    /// as far as the reader may see them.
    #[graphql(complexity = "crate::connection::page_cost(first, child_complexity)")]
    async fn reuse_graph(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "reuse_graph::DEPTH", desc = "Steps away, 1-6.")] depth: i32,
        #[graphql(default_with = "PAGE", desc = "Cases at most, 1-100.")] first: i32,
    ) -> Result<ReuseGraph, Fault> {
        reuse_graph::around(Visit::of(context), self.key(), depth, first).await
    }

    /// Cases that the viewer may see and that are most like this one.
    #[graphql(complexity = "crate::alike::cost(first, child_complexity)")]
    async fn similar(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "ALIKE", desc = "Cases, 1-20.")] first: i32,
    ) -> Result<Vec<SimilarCase>, Fault> {
        alike::similar(Visit::of(context), self.key(), first).await
    }
}
