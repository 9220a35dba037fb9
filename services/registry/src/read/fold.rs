//! Folding a page of events in memory: pure but for what [`save`](super::save) loads and stores.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use case::runs::RunMonths;
use case::{Case, Event};
use uuid::Uuid;
use vocabulary::{
    CaseId, CollectionId, Cvr, EnquiryId, ErrorReportId, HistoryEntry, ImportId, InboxEntry,
    InboxEntryId, InboxKind, PersonId,
};

use super::collections::Gathered;
use super::cube;
use super::discussing::{Revised, Said};
use super::enquiries::Known;
use super::error_reports::KnownReport;
use super::figures::CaseFigures;
use super::followed_searches::FollowedSearches;
use super::notifications::Choices;
use super::operator::Parked;
use super::personal::Topics;
use super::spans::Spans;
use super::telling::Aside;
use super::writes::Write;
use crate::changes::changes;
use crate::log::{Position, Recorded};

/// A case as a page finds and leaves it.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub case: Case,
    /// It has rows from before the page.
    pub known: bool,
    /// Of its last event in the page; none when the page holds none.
    pub position: Option<Position>,
    /// Of the last event that changed what is shared.
    pub shared_position: Position,
    pub spans: Spans,
    /// What robots reported of it.
    pub runs: RunMonths,
    /// Robots reported in the page.
    pub ran: bool,
    /// As they are now, once they were computed.
    pub figures: Option<CaseFigures>,
}

/// How a person follows a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Follows {
    pub organisation: Cvr,
    /// Of the event that it began with.
    pub since: Position,
}

/// How the names of streams begin that are folded.
const KINDS: [&str; 8] = [
    "case-",
    "discussion-",
    "person-",
    "enquiry-",
    "error-report-",
    "run-",
    "import-",
    "collection-",
];

/// What a stream is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    Case(CaseId),
    Discussion(CaseId),
    Person(PersonId),
    Enquiry(EnquiryId),
    ErrorReport(ErrorReportId),
    /// One run of a robot.
    Run,
    Collection(CollectionId),
    Organisation(Cvr),
    /// Of a quarter.
    Quarter,
    /// Of what an organisation says of itself.
    Profile(Cvr),
    /// Of the front page.
    FrontPage,
    /// Of what all organisations share.
    Catalogue,
    Import(ImportId),
    /// Of a kind that these read models do not fold.
    Other,
}

/// A page while it is folded.
#[derive(Debug, Default)]
pub(super) struct Fold {
    /// Every case that an event of the page is about, and is known already.
    pub cases: BTreeMap<CaseId, Touched>,
    /// Followers of those cases.
    pub followers: HashMap<CaseId, BTreeMap<PersonId, Follows>>,
    /// Streams of the page that were parked before it.
    pub parked_before: BTreeSet<String>,
    pub parked: BTreeMap<String, Parked>,
    /// Parked cases whose lead handed them over and left them since.
    pub left_by_lead: BTreeSet<CaseId>,
    pub history: Vec<(CaseId, HistoryEntry)>,
    pub comments: Vec<Said>,
    /// What became of comments, in order.
    pub revised: Vec<Revised>,
    /// Followers of organisations and subject areas that the page may tell.
    pub topics: Topics,
    /// Searches that are followed.
    pub followed_searches: FollowedSearches,
    /// What becomes of what is people's own, in order.
    pub own: Vec<Write>,
    /// Every enquiry that an event of the page is about.
    pub enquiries: BTreeMap<EnquiryId, Known>,
    /// Every error report that an event of the page is about.
    pub error_reports: BTreeMap<ErrorReportId, KnownReport>,
    /// What becomes of imports, in order.
    pub imports: Vec<Write>,
    /// Every collection that an event of the page is about.
    pub collections: BTreeMap<CollectionId, Gathered>,
    /// What people could be told of an event, by each reason; they are told by the best that they want.
    pub told: BTreeMap<(PersonId, Position, InboxKind), InboxEntry>,
    /// What the people chose that are told.
    pub choices: Choices,
    /// Whom only the rows know.
    pub asides: Vec<Aside>,
    /// Up to where people have read, with the position of the event that says so.
    pub read: Vec<(PersonId, Option<InboxEntryId>, Position)>,
    /// What the page adds to statistics and takes away.
    pub cube: cube::Changes,
    /// How a person follows a case after the page; none who does not.
    pub follows: BTreeMap<(PersonId, CaseId), Option<Follows>>,
}

impl Stream {
    /// What a stream's name says.
    pub fn of(name: &str) -> Self {
        if name == "front-page" {
            return Self::FrontPage;
        }
        if name.starts_with("quarter-") {
            return Self::Quarter;
        }
        if let Some(cvr) = name.strip_prefix("organisation-") {
            return cvr.parse().map_or(Self::Other, Self::Organisation);
        }
        if let Some(cvr) = name.strip_prefix("profile-") {
            return cvr.parse().map_or(Self::Other, Self::Profile);
        }
        if name.starts_with("catalogue-") {
            return Self::Catalogue;
        }
        let named = KINDS.iter().find_map(|kind| Some((kind, name.strip_prefix(kind)?)));
        let Some((kind, id)) = named else { return Self::Other };
        let Ok(id) = Uuid::try_parse(id) else { return Self::Other };
        match *kind {
            "case-" => Self::Case(CaseId(id)),
            "discussion-" => Self::Discussion(CaseId(id)),
            "person-" => Self::Person(PersonId(id)),
            "enquiry-" => Self::Enquiry(EnquiryId(id)),
            "run-" => Self::Run,
            "collection-" => Self::Collection(CollectionId(id)),
            "error-report-" => Self::ErrorReport(ErrorReportId(id)),
            "import-" => Self::Import(ImportId(id)),
            _ => Self::Other,
        }
    }

    /// The case that it is about.
    pub fn case(self) -> Option<CaseId> {
        match self {
            Self::Case(case) | Self::Discussion(case) => Some(case),
            Self::Person(_)
            | Self::Enquiry(_)
            | Self::ErrorReport(_)
            | Self::Import(_)
            | Self::Run
            | Self::Collection(_)
            | Self::Organisation(_)
            | Self::Quarter
            | Self::Profile(_)
            | Self::FrontPage
            | Self::Catalogue
            | Self::Other => None,
        }
    }
}

impl Fold {
    /// Folds one event. One that cannot be folded parks its stream; the others go on.
    pub fn event(&mut self, recorded: &Recorded, event: Result<&Event, &String>) {
        let stream = &recorded.stream;
        if self.parked_before.contains(stream) || self.parked.contains_key(stream) {
            self.while_parked(recorded, event);
            return;
        }
        let folded = event.map_err(Clone::clone).and_then(|event| self.try_event(recorded, event));
        let Err(reason) = folded else { return };
        let (position, version) = (recorded.position, recorded.version);
        tracing::error!(log.stream = stream, log.position = position, reason, "parked");
        metrics::counter!("projection_parked_total").increment(1);
        let (kind, at) = (recorded.event.kind.clone(), recorded.origin.at);
        let parked = Parked { stream: stream.clone(), position, version, kind, at, reason };
        self.parked.insert(stream.clone(), parked);
        self.touch_at(stream, position);
    }

    /// What cannot be folded may have said that another leads the case now. The lead that is known
    /// owns it still, until it leaves.
    fn while_parked(&mut self, recorded: &Recorded, event: Result<&Event, &String>) {
        let Ok(Event::JointOwnerLeft { organisation }) = event else { return };
        let Some(id) = Stream::of(&recorded.stream).case() else { return };
        if self.cases.get(&id).is_some_and(|known| known.case.lead == Some(*organisation)) {
            self.left_by_lead.insert(id);
            self.touch_at(&recorded.stream, recorded.position);
        }
    }

    /// Has a parked stream go on, without the event of a version.
    pub fn resume(&mut self, stream: &str, skipped: Option<u64>) {
        self.parked_before.remove(stream);
        let Some(version) = skipped else { return };
        // Revisions stay the versions of the stream.
        match Stream::of(stream) {
            Stream::Case(id) => {
                if let Some(touched) = self.cases.get_mut(&id) {
                    touched.case.revision = version;
                }
            }
            Stream::Collection(id) => {
                if let Some(gathered) = self.collections.get_mut(&id) {
                    gathered.collection.revision = version;
                }
            }
            _ => {}
        }
    }

    /// Marks what a stream is about as changed at a position, so that its rows are written again, and
    /// a case is put into the index again.
    pub fn touch_at(&mut self, stream: &str, position: Position) {
        if let Stream::Case(id) = Stream::of(stream)
            && let Some(touched) = self.cases.get_mut(&id)
        {
            touched.position = Some(position);
        }
        if let Stream::Collection(id) = Stream::of(stream)
            && let Some(gathered) = self.collections.get_mut(&id)
        {
            gathered.touched = true;
        }
    }

    fn try_event(&mut self, recorded: &Recorded, event: &Event) -> Result<(), String> {
        match Stream::of(&recorded.stream) {
            Stream::Case(case) => self.case(case, event, recorded),
            Stream::Discussion(case) => self.discussion(case, event, recorded),
            Stream::Person(person) => self.person(person, event, recorded),
            Stream::Enquiry(id) => self.enquiry(id, event, recorded),
            Stream::Run => self.run(event, recorded),
            Stream::ErrorReport(id) => self.error_report(id, event, recorded),
            Stream::Organisation(organisation) => {
                if let Event::StatisticsConsentChanged { counted, .. } = event {
                    self.consent(organisation, *counted, recorded);
                }
                self.organisation(organisation, event)
            }
            Stream::Quarter => {
                self.published(event, recorded);
                Ok(())
            }
            Stream::Profile(cvr) => self.profile(cvr, event, recorded),
            Stream::FrontPage => {
                self.front_page(event, recorded);
                Ok(())
            }
            Stream::Catalogue => {
                self.catalogue(event);
                self.codes(event);
                Ok(())
            }
            Stream::Import(id) => {
                self.import(id, event, recorded);
                Ok(())
            }
            Stream::Collection(id) => self.collection(id, event, recorded),
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
        let before = std::mem::replace(&mut touched.case, after);
        let after = &touched.case;
        touched.position = Some(recorded.position);
        let figures = CaseFigures::of(after, &touched.runs);
        let known = touched.figures.take();
        let known = known.or_else(|| CaseFigures::of(&before, &touched.runs));
        if figures != known {
            let summed = self.cube.case(known.as_ref(), figures.as_ref());
            summed.map_err(|error| error.to_string())?;
            let at = recorded.origin.at.timestamp_micros();
            match figures.clone() {
                Some(figures) => touched.spans.change(recorded.position, at, figures),
                None => touched.spans.stop(at),
            }
        }
        touched.figures = figures;
        self.history.push((id, entry(event, recorded, &before, after)));
        if after.edition != before.edition {
            touched.shared_position = recorded.position;
        }
        self.tell_of_change(id, &before, event, recorded);
        self.note_imported(id, event, recorded);
        Ok(())
    }

    fn person(
        &mut self,
        person: PersonId,
        event: &Event,
        recorded: &Recorded,
    ) -> Result<(), String> {
        let (case, follows) = match event {
            Event::CaseFollowed { case } => {
                let organisation = organisation(recorded).ok_or("a follower of no organisation")?;
                (*case, Some(Follows { organisation, since: recorded.position }))
            }
            Event::CaseUnfollowed { case } => (*case, None),
            Event::InboxRead { through } => {
                self.read.push((person, *through, recorded.position));
                return Ok(());
            }
            _ => return self.own(person, event, recorded),
        };
        self.follows.insert((person, case), follows);
        let followers = self.followers.entry(case).or_default();
        match follows {
            Some(follows) => followers.insert(person, follows),
            None => followers.remove(&person),
        };
        Ok(())
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

/// The organisation that somebody acted for.
pub(super) fn organisation(recorded: &Recorded) -> Option<Cvr> {
    recorded.origin.organisation.as_deref()?.parse().ok()
}
