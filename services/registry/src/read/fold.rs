//! Folding a page of events in memory: pure but for what [`save`](super::save) loads and stores.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use case::access::Principal;
use case::{Case, Event};
use uuid::Uuid;
use vocabulary::{CaseId, Comment, Cvr, HistoryEntry, InboxEntry, PersonId};

use super::changed::{Changed, What};
use super::figures::CaseFigures;
use super::spans::Spans;
use crate::changes::changes;
use crate::events;
use crate::log::{Position, Recorded};

/// A case as a page finds and leaves it.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub case: Case,
    /// Of its last event in the page; none when the page holds none.
    pub position: Option<Position>,
    pub spans: Spans,
}

/// A stream that cannot be folded on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parked {
    pub position: Position,
    pub reason: String,
}

/// A comment with its writer, who is kept apart from what others are told.
#[derive(Debug)]
pub(super) struct Said {
    pub ordinal: u64,
    pub author: Option<PersonId>,
    pub comment: Comment,
}

/// Something for one follower.
#[derive(Debug)]
pub(super) struct Told {
    pub person: PersonId,
    pub position: Position,
    pub entry: InboxEntry,
}

/// What a stream is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    Case(CaseId),
    Discussion(CaseId),
    Person(PersonId),
    /// Of a kind that these read models do not fold.
    Other,
}

/// A page while it is folded.
#[derive(Debug, Default)]
pub(super) struct Fold {
    /// Every case that an event of the page is about, and is known already.
    pub cases: BTreeMap<CaseId, Touched>,
    /// Followers of those cases, with the organisation that each follows it from.
    pub followers: HashMap<CaseId, BTreeMap<PersonId, Cvr>>,
    /// Streams of the page that were parked before it.
    pub parked_before: BTreeSet<String>,
    pub parked: BTreeMap<String, Parked>,
    pub history: Vec<(CaseId, HistoryEntry)>,
    pub comments: Vec<Said>,
    pub told: Vec<Told>,
    /// From which organisation a person follows a case after the page; none who does not.
    pub follows: BTreeMap<(PersonId, CaseId), Option<Cvr>>,
    pub changed: BTreeMap<CaseId, What>,
}

impl Stream {
    /// What a stream's name says.
    pub fn of(name: &str) -> Self {
        let Some((kind, id)) = name.split_once('-') else { return Self::Other };
        let Ok(id) = Uuid::try_parse(id) else { return Self::Other };
        match kind {
            "case" => Self::Case(CaseId(id)),
            "discussion" => Self::Discussion(CaseId(id)),
            "person" => Self::Person(PersonId(id)),
            _ => Self::Other,
        }
    }

    /// The case that it is about.
    pub fn case(self) -> Option<CaseId> {
        match self {
            Self::Case(case) | Self::Discussion(case) => Some(case),
            Self::Person(_) | Self::Other => None,
        }
    }
}

impl Fold {
    /// Folds one event. One that cannot be folded parks its stream; the others go on.
    pub fn event(&mut self, recorded: &Recorded) {
        let stream = &recorded.stream;
        if self.parked_before.contains(stream) || self.parked.contains_key(stream) {
            return;
        }
        if let Err(reason) = self.try_event(recorded) {
            let position = recorded.position;
            tracing::error!(log.stream = stream, log.position = position, reason, "parked");
            metrics::counter!("projection_parked_total").increment(1);
            self.parked.insert(stream.clone(), Parked { position, reason });
            if let Stream::Case(id) = Stream::of(stream)
                && let Some(touched) = self.cases.get_mut(&id)
            {
                touched.position = Some(position);
            }
        }
    }

    fn try_event(&mut self, recorded: &Recorded) -> Result<(), String> {
        let stream = Stream::of(&recorded.stream);
        if matches!(stream, Stream::Other) {
            // Whatever it holds need not be an event of a case.
            return Ok(());
        }
        let event = events::read(recorded).map_err(|error| error.to_string())?;
        match stream {
            Stream::Case(case) => self.case(case, &event, recorded),
            Stream::Discussion(case) => self.discussion(case, &event, recorded),
            Stream::Person(person) => self.person(person, &event, recorded),
            Stream::Other => Ok(()),
        }
    }

    fn case(&mut self, id: CaseId, event: &Event, recorded: &Recorded) -> Result<(), String> {
        let touched = self.cases.entry(id).or_default();
        if recorded.version <= touched.case.revision {
            return Ok(());
        }
        if recorded.version != touched.case.revision + 1 {
            return Err(format!("version {} follows another", recorded.version));
        }
        let mut after = touched.case.clone();
        after.evolve(event, recorded.origin.at);
        if after.id != Some(id) {
            return Err("the stream does not begin by registering its case".to_owned());
        }
        let before = std::mem::replace(&mut touched.case, after.clone());
        touched.position = Some(recorded.position);
        let figures = CaseFigures::of(&after);
        if figures != CaseFigures::of(&before)
            && let Some(figures) = figures
        {
            let at = recorded.origin.at.timestamp_micros();
            touched.spans.change(recorded.position, at, figures);
        }
        self.history.push((id, entry(event, recorded, &before, &after)));
        let shared = after.edition != before.edition;
        if shared {
            self.tell_followers(id, event, recorded, &after);
        }
        self.note(id, if shared { What::Shared } else { What::Internal });
        Ok(())
    }

    /// Only of changes to what is shared, and with them: of others a follower elsewhere must not
    /// even know when they happened, not even once the case is shared with them again. Nobody is
    /// told of what they did themselves.
    fn tell_followers(&mut self, id: CaseId, event: &Event, recorded: &Recorded, after: &Case) {
        let actor = recorded.origin.person.map(PersonId);
        let keys = after.facts().keys();
        for (person, organisation) in self.followers.get(&id).into_iter().flatten() {
            let reader = Principal::Person {
                id: *person,
                organisation: *organisation,
                roles: BTreeSet::new(),
                units: BTreeSet::new(),
            };
            if Some(*person) != actor && !keys.is_disjoint(&reader.keys()) {
                self.told.push(Told {
                    person: *person,
                    position: recorded.position,
                    entry: InboxEntry {
                        case: id,
                        edition: after.edition,
                        event: event.kind().to_owned(),
                        at: recorded.origin.at,
                    },
                });
            }
        }
    }

    fn discussion(&mut self, id: CaseId, event: &Event, recorded: &Recorded) -> Result<(), String> {
        let Event::CommentPosted { case, comment, in_reply_to, text } = event else {
            return Ok(());
        };
        if *case != id {
            return Err("a comment on another case".to_owned());
        }
        let organisation = organisation(recorded).ok_or("a comment of no organisation")?;
        self.comments.push(Said {
            ordinal: recorded.version,
            author: recorded.origin.person.map(PersonId),
            comment: Comment {
                id: *comment,
                case: id,
                in_reply_to: *in_reply_to,
                organisation,
                author: None,
                text: text.clone(),
                posted_at: recorded.origin.at,
            },
        });
        self.note(id, What::Discussion);
        Ok(())
    }

    fn person(
        &mut self,
        person: PersonId,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        let (case, from) = match event {
            Event::CaseFollowed { case } => {
                (*case, Some(organisation(recorded).ok_or("a follower of no organisation")?))
            }
            Event::CaseUnfollowed { case } => (*case, None),
            _ => return Ok(()),
        };
        self.follows.insert((person, case), from);
        let followers = self.followers.entry(case).or_default();
        match from {
            Some(organisation) => followers.insert(person, organisation),
            None => followers.remove(&person),
        };
        Ok(())
    }

    /// Of several changes in a page the one that most readers may hear of is told.
    fn note(&mut self, case: CaseId, what: What) {
        let noted = self.changed.entry(case).or_insert(what);
        *noted = (*noted).max(what);
    }

    /// What watchers are told of, once the page is stored.
    pub fn notices(&self) -> Vec<Changed> {
        let told = self.changed.iter().filter_map(|(id, what)| {
            let case = &self.cases.get(id)?.case;
            let (revision, edition) = (case.revision, case.edition);
            Some(Changed { case: *id, revision, edition, what: *what })
        });
        told.collect()
    }
}

fn entry(event: &Event, recorded: &Recorded, before: &Case, after: &Case) -> HistoryEntry {
    HistoryEntry {
        revision: recorded.version,
        event: event.kind().to_owned(),
        at: recorded.origin.at,
        organisation: organisation(recorded),
        person: recorded.origin.person.map(PersonId),
        changes: changes(before, after),
    }
}

fn organisation(recorded: &Recorded) -> Option<Cvr> {
    recorded.origin.organisation.as_deref()?.parse().ok()
}
