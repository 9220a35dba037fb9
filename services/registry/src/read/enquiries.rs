//! Questions to the owners of cases: folded, and told to the two sides only.

use std::collections::BTreeSet;

use case::Event;
use case::access::Principal;
use sea_orm::QueryResult;
use uuid::Uuid;
use vocabulary::{CaseId, Enquiry, EnquiryId, EnquiryMessage, InboxKind, MessageId, PersonId};

use super::fold::{Fold, Stream, organisation};
use super::page::{Listed, Page, Slice};
use super::save::count;
use super::sql::Sql;
use super::tables;
use super::telling::entry;
use super::writes::Write;
use super::{ReadError, Reader, json, parsed};
use crate::log::{Position, Recorded};

/// What is read of an enquiry that is known, before its id.
pub(super) const ASKED: &str = "SELECT enquiry FROM read_enquiries WHERE id = ";

/// An enquiry as a page finds and leaves it; it names all who wrote.
#[derive(Debug)]
pub(super) struct Known {
    pub enquiry: Enquiry,
    /// Of its last event in the page; none when the page holds none.
    pub position: Option<Position>,
}

/// The enquiries that streams are.
pub(super) fn enquiries_of<'a>(streams: impl Iterator<Item = &'a str>) -> BTreeSet<Uuid> {
    let id = |name| match Stream::of(name) {
        Stream::Enquiry(id) => Some(id.0),
        _ => None,
    };
    streams.filter_map(id).collect()
}

impl Fold {
    /// An enquiry as its row says.
    pub(super) fn known_enquiry(&mut self, row: &str) -> Result<(), ReadError> {
        let enquiry: Enquiry = parsed(row)?;
        self.enquiries.insert(enquiry.id, Known { enquiry, position: None });
        Ok(())
    }

    /// Folds an event of an enquiry.
    pub(super) fn enquiry(
        &mut self,
        id: EnquiryId,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        match event {
            Event::EnquirySent { case, asking, subject, message, text, .. } => {
                let enquiry = Enquiry {
                    id,
                    case: *case,
                    asking: *asking,
                    subject: subject.clone(),
                    messages: vec![said(*message, text, recorded)?],
                    closed: false,
                };
                self.enquiries.entry(id).or_insert(Known { enquiry, position: None });
            }
            Event::EnquiryAnswered { message, text, .. } => {
                let message = said(*message, text, recorded)?;
                self.begun(id)?.messages.push(message);
            }
            Event::EnquiryClosed { .. } => self.begun(id)?.closed = true,
            _ => return Ok(()),
        }
        if let Some(known) = self.enquiries.get_mut(&id) {
            known.position = Some(recorded.position);
        }
        self.tell_of_enquiry(id, event, recorded);
        Ok(())
    }

    fn begun(&mut self, id: EnquiryId) -> Result<&mut Enquiry, String> {
        let known = self.enquiries.get_mut(&id);
        known
            .map(|known| &mut known.enquiry)
            .ok_or_else(|| "it begins without a question".to_owned())
    }

    /// Tells those who take part, and the people on the case of what the other side says.
    fn tell_of_enquiry(&mut self, id: EnquiryId, event: &Event, recorded: &Recorded) {
        let Some(Known { enquiry, .. }) = self.enquiries.get(&id) else { return };
        let Some(case) = self.cases.get(&enquiry.case).map(|touched| &touched.case) else { return };
        let kind = match event {
            Event::EnquirySent { .. } => InboxKind::EnquiryReceived,
            _ => InboxKind::EnquiryAnswered,
        };
        let mut told: BTreeSet<PersonId> =
            enquiry.messages.iter().filter_map(|message| message.author).collect();
        if organisation(recorded) == Some(enquiry.asking) {
            told.extend(case.people.keys());
        }
        let mut entry = entry(kind, case, event, recorded);
        (entry.enquiry, entry.edition) = (Some(id), None);
        for person in told {
            self.tell(person, recorded, entry.clone());
        }
    }

    /// The enquiries of the page.
    pub(super) fn write_enquiries(&self, writes: &mut Vec<Write>) {
        let touched = self.enquiries.values().filter_map(|known| {
            let (enquiry, position) = (&known.enquiry, known.position?);
            Some(vec![
                enquiry.id.0.into(),
                enquiry.case.0.into(),
                enquiry.asking.to_string().into(),
                count(position),
                json(enquiry).into(),
            ])
        });
        writes.push(Write::Put(&tables::ENQUIRIES, touched.collect()));
    }
}

fn said(id: MessageId, text: &str, recorded: &Recorded) -> Result<EnquiryMessage, String> {
    Ok(EnquiryMessage {
        id,
        organisation: organisation(recorded).ok_or("a message of no organisation")?,
        author: recorded.origin.person.map(PersonId),
        text: text.to_owned(),
        sent_at: recorded.origin.at,
    })
}

impl Reader {
    /// Enquiries that the principal is on a side of, about one case or all, the last said first. The
    /// cursor is the enquiry's id. Who wrote is told to the writer's own organisation only.
    pub async fn enquiries(
        &self,
        principal: &Principal,
        case: Option<CaseId>,
        slice: &Slice,
    ) -> Result<Page<Enquiry>, ReadError> {
        let mut sql = Sql::of("SELECT e.enquiry FROM read_enquiries e WHERE ").on_a_side(principal);
        if let Some(case) = case {
            sql = sql.push(" AND e.case_id = ").bind(case.0);
        }
        if let Some(cursor) = &slice.after {
            let after: EnquiryId = cursor.parse().map_err(|_| ReadError::InvalidCursor)?;
            sql = sql
                .push(" AND e.position < (SELECT e.position FROM read_enquiries e WHERE e.id = ")
                .bind(after.0)
                .push(" AND ")
                .on_a_side(principal)
                .push(")");
        }
        let sql = sql.push(" ORDER BY e.position DESC LIMIT ").bind(slice.rows());
        let rows = sql.all(&self.now().store.readers).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows.iter().take(slice.count()) {
            let item = shown(row, principal)?;
            items.push(Listed { cursor: item.id.to_string(), item });
        }
        Ok(Page { items, has_next: rows.len() > slice.count(), total: None })
    }

    /// An enquiry that the principal is on a side of.
    pub async fn enquiry(
        &self,
        principal: &Principal,
        id: EnquiryId,
    ) -> Result<Option<Enquiry>, ReadError> {
        let sql = Sql::of("SELECT e.enquiry FROM read_enquiries e WHERE e.id = ").bind(id.0);
        let sql = sql.push(" AND ").on_a_side(principal);
        let row = sql.one(&self.now().store.readers).await?;
        row.map(|row| shown(&row, principal)).transpose()
    }
}

impl Sql {
    /// Adds that the principal is on a side of the enquiry `e`, as `case::access::side` has it.
    pub(super) fn on_a_side(self, principal: &Principal) -> Self {
        let own = || principal.organisation().map(|cvr| cvr.to_string());
        self.push("(")
            .among("e.asking", own())
            .push(" OR EXISTS (SELECT 1 FROM read_case_labels l WHERE l.case_id = e.case_id AND ")
            .push("l.kind = 'owner' AND ")
            .among("l.value", own())
            .push(" AND ")
            .readable(principal, "l.case_id")
            .push("))")
    }
}

/// An enquiry with the writers of the reader's own organisation.
fn shown(row: &QueryResult, principal: &Principal) -> Result<Enquiry, ReadError> {
    let text: String = row.try_get_by_index(0)?;
    let kept: Enquiry = parsed(&text)?;
    let message = |kept: EnquiryMessage| {
        let own = principal.organisation() == Some(kept.organisation);
        EnquiryMessage { author: kept.author.filter(|_| own), ..kept }
    };
    let messages = kept.messages.into_iter().map(message).collect();
    Ok(Enquiry { messages, ..kept })
}
