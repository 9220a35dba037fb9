//! What only readers of an owner organisation see of a case.
//!
//! **Invariant:** made from `vocabulary::InternalRecord` and nothing else, which the registry hands
//! out to readers of owner organisations only.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use vocabulary::{CaseId, Completeness, Cvr, ExternalKey, Internal, InternalRecord, PersonRole};

use crate::attachments::Attachment;
use crate::fault::Fault;
use crate::markdown;
use crate::organisations::Organisation;
use crate::people::Person;
use crate::units::Department;
use crate::visit::Visit;

/// What only readers of an owner organisation see.
pub struct CaseInternal {
    /// The case.
    pub case: CaseId,
    /// What the registry answered.
    pub internal: InternalRecord,
    /// The organisation that leads the case.
    pub lead: Cvr,
    /// Whether the day of the legal basis has passed.
    pub legal_basis_overdue: bool,
    /// Whether an error that somebody reported should have been answered.
    pub error_report_overdue: bool,
}

/// Somebody on a case.
#[derive(SimpleObject)]
pub struct PersonOnCase {
    /// Who.
    person: Person,
    /// As what.
    roles: Vec<PersonRole>,
}

impl PersonOnCase {
    /// People with their names, as far as identity tells the viewer.
    pub async fn named(
        context: &Context<'_>,
        people: &[vocabulary::PersonOnCase],
    ) -> Result<Vec<Self>, Fault> {
        let wanted = people.iter().map(|on_case| on_case.person);
        let known = Visit::people(context).load_many(wanted).await?;
        let named = |on_case: &vocabulary::PersonOnCase| Self {
            person: known
                .get(&on_case.person)
                .cloned()
                .unwrap_or_else(|| Person::unnamed(on_case.person)),
            roles: on_case.roles.clone(),
        };
        Ok(people.iter().map(named).collect())
    }
}

/// What only readers of an owner organisation see of a case.
#[Object]
impl CaseInternal {
    /// What `expectedRevision` of a write is held against.
    async fn revision(&self) -> u64 {
        self.internal.revision
    }

    /// When anything last changed.
    async fn changed_at(&self) -> DateTime<Utc> {
        self.internal.changed_at
    }

    /// When it was registered.
    async fn registered_at(&self) -> DateTime<Utc> {
        self.internal.registered_at
    }

    /// What it is called where it was imported from; null of all that was not.
    async fn external_key(&self) -> Option<&ExternalKey> {
        self.internal.external_key.as_ref()
    }

    /// Organisations that it is shared with by name.
    async fn selected(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        let selected = self.internal.selected.iter().map(Cvr::to_string);
        Organisation::by_cvrs(Visit::of(context), selected).await
    }

    /// Organisations that were asked to own it as well and have not answered.
    async fn invited(&self, context: &Context<'_>) -> Result<Vec<Organisation>, Fault> {
        let invited = self.internal.invited.iter().map(Cvr::to_string);
        Organisation::by_cvrs(Visit::of(context), invited).await
    }

    /// The joint owner that is asked to lead it instead; null while none is.
    async fn lead_offered_to(&self, context: &Context<'_>) -> Result<Option<Organisation>, Fault> {
        let Some(cvr) = self.internal.lead_offer.to else { return Ok(None) };
        Organisation::by_cvr(Visit::of(context), &cvr.to_string()).await.map(Some)
    }

    /// People on the case.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn people(&self, context: &Context<'_>) -> Result<Vec<PersonOnCase>, Fault> {
        PersonOnCase::named(context, &self.internal.people).await
    }

    /// All its files, shared or not.
    async fn attachments(&self) -> Vec<Attachment> {
        let all = self.internal.attachments.iter().cloned();
        all.map(|attachment| Attachment { case: self.case, attachment }).collect()
    }

    /// How complete the record is for its phase.
    async fn completeness(&self) -> &Completeness {
        &self.internal.completeness
    }

    /// The day on which its legal basis is to be verified; null unless one is stated and the case is
    /// in operation.
    async fn legal_basis_check_on(&self) -> Option<NaiveDate> {
        self.internal.legal_basis_check_on
    }

    /// Whether that day has passed.
    async fn legal_basis_overdue(&self) -> bool {
        self.legal_basis_overdue
    }

    /// How many errors that readers report nobody has answered.
    async fn open_error_reports(&self) -> u32 {
        self.internal.error_reports.count
    }

    /// The day on which the first of them is to be answered; null without any.
    async fn error_report_due_on(&self) -> Option<NaiveDate> {
        self.internal.error_reports.due_on
    }

    /// Whether that day has passed.
    async fn error_report_overdue(&self) -> bool {
        self.error_report_overdue
    }

    /// Whether the reader may edit.
    async fn can_edit(&self) -> bool {
        self.internal.can_edit
    }

    /// Whether the reader may change owners and visibility.
    async fn can_change_owners(&self) -> bool {
        self.internal.can_change_owners
    }

    /// Whether the reader may ask a joint owner to lead it instead.
    async fn can_offer_lead(&self) -> bool {
        self.internal.lead_offer.can_make
    }

    /// Whether the reader may answer for their organisation, which was asked to lead it.
    async fn can_answer_lead_offer(&self) -> bool {
        self.internal.lead_offer.can_answer
    }

    /// Notes; null for those who may not edit.
    async fn notes(&self) -> Option<&Internal> {
        self.internal.notes.as_ref()
    }

    /// Departments of the lead that own the case; null for those who may not edit.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn departments(&self, context: &Context<'_>) -> Result<Option<Vec<Department>>, Fault> {
        let Some(notes) = &self.internal.notes else { return Ok(None) };
        let (visit, lead) = (Visit::of(context), self.lead.to_string());
        Department::named(visit, &lead, &notes.departments).await.map(Some)
    }

    /// The text of the notes as HTML that is safe to show; null for those who may not edit, and
    /// where nothing is noted.
    #[graphql(complexity = 5)]
    async fn notes_html(&self) -> Option<String> {
        let notes = self.internal.notes.as_ref()?.notes.as_deref()?;
        Some(markdown::html(notes))
    }
}
