//! Who is told of what: the entries of inboxes.
//!
//! **Invariant:** nobody is told of what they did themselves, nor of what they could not read when
//! it happened, also not once they can. What they can read no more is left out when it is asked for.

use std::collections::{BTreeMap, BTreeSet};

use case::access::{Facts, Principal};
use case::{Case, Event};
use sea_orm::Value;
use uuid::Uuid;
use vocabulary::{
    CaseId, CommentId, Cvr, InboxEntry, InboxEntryId, InboxKind, PersonId, Reuse, ReuseDegree,
    ReuseSource, Visibility,
};

use super::fold::{Fold, Stream, organisation};
use super::json;
use super::notifications::Choices;
use super::save::count;
use super::sql::Sql;
use super::tables;
use super::writes::Write;
use crate::log::{Position, Recorded};

/// Somebody whom only the rows know.
#[derive(Debug)]
pub(super) struct Aside {
    position: Position,
    entry: InboxEntry,
    whom: Whom,
}

#[derive(Debug)]
enum Whom {
    /// The writer of a comment, where they could read the case, but for whoever answered it and those
    /// who are told that they are mentioned.
    Writer { of: CommentId, by: Option<PersonId>, mentioned: BTreeSet<PersonId>, facts: Box<Facts> },
    /// Somebody who is mentioned, unless they were told that before.
    Mentioned(PersonId),
}

impl Fold {
    /// The cases beside those of their own streams that events tell of, and that are not loaded.
    pub(super) fn sources(&self, events: &[(Recorded, Result<Event, String>)]) -> BTreeSet<Uuid> {
        let mut sources = BTreeSet::new();
        for (recorded, event) in events {
            match event {
                Ok(Event::ReuseDeclared { source, .. }) => sources.extend(on_platform(source)),
                Ok(
                    Event::ReuseProgressed { .. }
                    | Event::ReuseEnded { .. }
                    | Event::VisibilityChanged { .. },
                ) => {
                    let case = Stream::of(&recorded.stream).case();
                    let known = case.and_then(|case| self.cases.get(&case));
                    let reuses = known.into_iter().flat_map(|known| &known.case.reuses);
                    sources.extend(reuses.filter_map(|reuse| on_platform(&reuse.source)));
                }
                Ok(
                    Event::EnquirySent { case, .. }
                    | Event::ErrorReported { case, .. }
                    | Event::ConsentAsked { case }
                    | Event::CaseCollected { case }
                    | Event::ConsentDeclined { case },
                ) => sources.extend([*case]),
                Ok(Event::EnquiryAnswered { enquiry, .. } | Event::EnquiryClosed { enquiry }) => {
                    let known = self.enquiries.get(enquiry);
                    sources.extend(known.map(|known| known.enquiry.case));
                }
                Ok(Event::RunsReported { run, .. }) => sources.extend([run.case]),
                Ok(Event::ErrorResolved { report, .. }) => {
                    sources.extend(self.error_reports.get(report).map(|known| known.report.case));
                }
                _ => {}
            }
        }
        sources.retain(|source| !self.cases.contains_key(source));
        sources.into_iter().map(|source| source.0).collect()
    }

    /// Tells of a change of a case, as it was before and is now: followers of what is shared, and the
    /// people on what it reuses.
    pub(super) fn tell_of_change(
        &mut self,
        id: CaseId,
        before: &Case,
        event: &Event,
        recorded: &Recorded,
    ) {
        let Some(after) = self.cases.get(&id).map(|touched| &touched.case) else { return };
        let mut told = Vec::new();
        if after.edition != before.edition {
            let keys = after.facts().keys();
            for (person, follows) in self.followers.get(&id).into_iter().flatten() {
                // Those who came after the event, while its stream was parked, do not hear of it.
                let late = follows.since > recorded.position;
                let reader = Principal::reader(*person, follows.organisation);
                if !late && !keys.is_disjoint(&reader.keys()) {
                    told.push((*person, entry(InboxKind::Followed, after, event, recorded)));
                }
            }
        }
        for person in self.newly_shown(before, after, recorded.position) {
            told.push((person, entry(InboxKind::NewCase, after, event, recorded)));
        }
        for (person, search) in self.newly_found(before, after, event, recorded.position) {
            let found = entry(InboxKind::FoundBySearch, after, event, recorded);
            told.push((person, InboxEntry { search: Some(search), ..found }));
        }
        for (reuse, kind) in after.reuses.iter().filter_map(|reuse| news(reuse, event)) {
            let source = on_platform(&reuse.source).and_then(|source| self.cases.get(&source));
            let Some(source) = source.map(|touched| &touched.case) else { continue };
            for person in source.people.keys() {
                if reads(*person, source, after)
                    && (!is_shown(event) || !reads(*person, source, before))
                {
                    let mut entry = entry(kind, source, event, recorded);
                    (entry.reuser, entry.edition) = (Some(id), None);
                    told.push((*person, entry));
                }
            }
        }
        for (person, entry) in told {
            self.tell(person, recorded, entry);
        }
    }

    /// Tells of a comment: the people on the case, the one who is answered, and who is mentioned.
    pub(super) fn tell_of_comment(&mut self, id: CaseId, event: &Event, recorded: &Recorded) {
        let Event::CommentPosted { comment, in_reply_to, mentions, .. } = event else { return };
        let Some(case) = self.cases.get(&id).map(|touched| &touched.case) else { return };
        let entry = |kind| {
            let entry = entry(kind, case, event, recorded);
            InboxEntry { comment: Some(*comment), edition: None, ..entry }
        };
        let facts = case.facts();
        let mut told: Vec<(PersonId, InboxEntry)> =
            facts.people.iter().map(|person| (*person, entry(InboxKind::Commented))).collect();
        let mentioned = readers(mentions, organisation(recorded), &facts);
        told.extend(mentioned.iter().map(|person| (*person, entry(InboxKind::Mentioned))));
        if let Some(answered) = in_reply_to {
            let (of, by) = (*answered, recorded.origin.person.map(PersonId));
            let whom = Whom::Writer { of, by, mentioned, facts: Box::new(facts) };
            let (position, entry) = (recorded.position, entry(InboxKind::Answered));
            self.asides.push(Aside { position, entry, whom });
        }
        for (person, entry) in told {
            self.tell(person, recorded, entry);
        }
    }

    /// Tells those who are mentioned in a comment since it was edited.
    pub(super) fn tell_of_edit(
        &mut self,
        id: CaseId,
        comment: CommentId,
        mentions: &BTreeSet<PersonId>,
        recorded: &Recorded,
    ) {
        let Some(case) = self.cases.get(&id).map(|touched| &touched.case) else { return };
        let facts = case.facts();
        for person in readers(mentions, organisation(recorded), &facts) {
            if Some(person) == recorded.origin.person.map(PersonId) {
                continue;
            }
            let entry = InboxEntry {
                id: InboxEntryId(recorded.event.id),
                kind: InboxKind::Mentioned,
                case: id,
                edition: None,
                event: recorded.event.kind.clone(),
                at: recorded.origin.at,
                comment: Some(comment),
                reuser: None,
                enquiry: None,
                error_report: None,
                search: None,
                collection: None,
                unread: false,
            };
            let (position, whom) = (recorded.position, Whom::Mentioned(person));
            self.asides.push(Aside { position, entry, whom });
        }
    }

    /// Tells somebody of what others did.
    pub(super) fn tell(&mut self, person: PersonId, recorded: &Recorded, entry: InboxEntry) {
        if Some(person) == recorded.origin.person.map(PersonId) {
            return;
        }
        self.told.entry((person, recorded.position, entry.kind)).or_insert(entry);
    }

    /// The entries of the page, and what was read.
    pub(super) fn write_inbox(&self, writes: &mut Vec<Write>) {
        let mut told = BTreeMap::new();
        for ((person, position, kind), entry) in &self.told {
            // The best of the reasons comes last.
            if self.choices.let_in(*person, *kind, *position) {
                told.insert((*person, *position), entry);
            }
        }
        let told = told.into_iter().map(|((person, position), entry)| row(person, position, entry));
        writes.push(Write::Put(&tables::INBOX, told.collect()));
        let asides = self.asides.iter().filter_map(|aside| aside.insert(&self.choices));
        writes.extend(asides.map(Write::Run));
        for (person, through, at) in &self.read {
            let sql = Sql::of("INSERT INTO read_inbox_marks (person, position, moved) SELECT ");
            let sql = match through {
                Some(entry) => sql
                    .push("person, position, ")
                    .bind(count(*at))
                    .push(" FROM read_inbox WHERE person = ")
                    .bind(person.0)
                    .push(" AND id = ")
                    .bind(entry.0),
                None => sql.list([person.0.into(), count(*at), count(*at)]).push(" WHERE 1 = 1"),
            };
            let sql = sql
                .push(" ON CONFLICT (person) DO UPDATE SET position = excluded.position, ")
                .push("moved = excluded.moved WHERE excluded.position > read_inbox_marks.position");
            writes.push(Write::Run(sql));
        }
    }
}

impl Aside {
    /// Whom it tells, where that is known.
    pub(super) fn person(&self) -> Option<PersonId> {
        match &self.whom {
            Whom::Mentioned(person) => Some(*person),
            Whom::Writer { .. } => None,
        }
    }

    fn insert(&self, choices: &Choices) -> Option<Sql> {
        let let_in = |person: PersonId, kind| choices.let_in(person, kind, self.position);
        if self.person().is_some_and(|person| !let_in(person, self.entry.kind)) {
            return None;
        }
        let (position, id) = (count(self.position), self.entry.id.0);
        let (case, text) = (self.entry.case.0, json(&self.entry));
        let sql = Sql::of("INSERT INTO read_inbox ");
        Some(match &self.whom {
            Whom::Writer { of, by, mentioned, facts } => {
                let told_otherwise =
                    mentioned.iter().filter(|person| let_in(**person, InboxKind::Mentioned));
                let but = told_otherwise.chain(by);
                let told: [Value; 4] = [position, id.into(), case.into(), text.into()];
                let sql = sql
                    .push("(person, position, id, case_id, entry) SELECT c.author, ")
                    .list(told)
                    .push(" FROM read_comments c WHERE c.case_id = ")
                    .bind(case)
                    .push(" AND c.id = ")
                    .bind(of.0)
                    .push(" AND c.author IS NOT NULL AND NOT (")
                    .among("c.author", but.map(|person| person.0))
                    .push(") AND ");
                writer_reads(sql, facts)
                    .push(" AND ")
                    .lets_in("c.author", self.entry.kind, self.position)
                    .push(" ON CONFLICT (person, position) DO UPDATE SET entry = excluded.entry")
            }
            Whom::Mentioned(person) => {
                let comment = self.entry.comment.map(|comment| comment.0);
                let told: [Value; 6] = [
                    person.0.into(),
                    position,
                    id.into(),
                    case.into(),
                    comment.into(),
                    text.into(),
                ];
                sql.push("(person, position, id, case_id, mentioned_in, entry) SELECT ")
                    .list(told)
                    .push(" WHERE NOT EXISTS (SELECT 1 FROM read_inbox i WHERE i.person = ")
                    .bind(person.0)
                    .push(" AND i.mentioned_in = ")
                    .bind(comment)
                    .push(")")
            }
        })
    }
}

/// Adds that the writer of a comment `c` could read its case by what is known of them, as
/// `case::access` has it for readers without roles.
fn writer_reads(sql: Sql, facts: &Facts) -> Sql {
    if facts.visibility >= Visibility::Members {
        return sql.push("1 = 1");
    }
    let numbers = |all: BTreeSet<Cvr>| all.into_iter().map(|cvr| cvr.to_string());
    let owners: BTreeSet<Cvr> = facts.owners().collect();
    let mut whole = BTreeSet::new();
    if facts.visibility >= Visibility::Organisation {
        whole.extend(&owners);
    }
    if facts.visibility == Visibility::Selected {
        whole.extend(&facts.selected);
    }
    sql.push("(")
        .among("c.organisation", numbers(whole))
        .push(" OR ")
        .among("c.organisation", numbers(owners))
        .push(" AND ")
        .among("c.author", facts.people.iter().map(|person| person.0))
        .push(")")
}

/// Those of the people, who are of one organisation, that may read.
fn readers(
    people: &BTreeSet<PersonId>,
    organisation: Option<Cvr>,
    facts: &Facts,
) -> BTreeSet<PersonId> {
    let Some(organisation) = organisation else { return BTreeSet::new() };
    let keys = facts.keys();
    let reads =
        |person: &&PersonId| !keys.is_disjoint(&Principal::reader(**person, organisation).keys());
    people.iter().filter(reads).copied().collect()
}

/// Whether somebody on a case may read another. Of which owner organisation they are is not known,
/// so each would have to let them.
fn reads(person: PersonId, on: &Case, other: &Case) -> bool {
    let keys = other.facts().keys();
    on.facts().owners().all(|owner| !keys.is_disjoint(&Principal::reader(person, owner).keys()))
}

/// Whether an event may show what was there before.
fn is_shown(event: &Event) -> bool {
    matches!(event, Event::VisibilityChanged { .. })
}

/// What an event says of a reuse to those who are reused.
fn news<'a>(reuse: &'a Reuse, event: &Event) -> Option<(&'a Reuse, InboxKind)> {
    let kind = match event {
        Event::ReuseDeclared { reuse: id, .. } if *id == reuse.id => InboxKind::ReuseBegun,
        Event::VisibilityChanged { .. } if reuse.degree != ReuseDegree::Stopped => {
            InboxKind::ReuseBegun
        }
        Event::ReuseProgressed { reuse: id, .. } | Event::ReuseEnded { reuse: id, .. }
            if *id == reuse.id =>
        {
            InboxKind::ReuseProgressed
        }
        _ => return None,
    };
    Some((reuse, kind))
}

fn on_platform(source: &ReuseSource) -> Option<CaseId> {
    match source {
        ReuseSource::Case { case, .. } => Some(*case),
        ReuseSource::External { .. } | ReuseSource::Hidden => None,
    }
}

/// Word of an event about a case.
pub(super) fn entry(
    kind: InboxKind,
    case: &Case,
    event: &Event,
    recorded: &Recorded,
) -> InboxEntry {
    InboxEntry {
        id: InboxEntryId(recorded.event.id),
        kind,
        case: case.id.unwrap_or(CaseId(Uuid::nil())),
        edition: Some(case.edition),
        event: event.kind().to_owned(),
        at: recorded.origin.at,
        comment: None,
        reuser: None,
        enquiry: None,
        error_report: None,
        search: None,
        collection: None,
        unread: false,
    }
}

fn row(person: PersonId, position: Position, entry: &InboxEntry) -> Vec<Value> {
    let mentioned = entry.comment.filter(|_| entry.kind == InboxKind::Mentioned);
    vec![
        person.0.into(),
        count(position),
        entry.id.0.into(),
        entry.case.0.into(),
        entry.reuser.map(|reuser| reuser.0).into(),
        mentioned.map(|comment| comment.0).into(),
        entry.enquiry.map(|enquiry| enquiry.0).into(),
        entry.error_report.map(|report| report.0).into(),
        entry.collection.map(|collection| collection.0).into(),
        json(entry).into(),
    ]
}
