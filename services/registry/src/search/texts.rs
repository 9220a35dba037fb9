//! The texts of a case that are searched, and how much each counts.

use vocabulary::{PublicRecord, ReuseSource};

/// Where in a case a word stands. What it counts falls from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// The title.
    Title,
    /// Summary, keywords, subject and technology: what the case says of itself in short.
    Lead,
    /// The story and the description of the solution.
    Story,
    /// Everything else.
    Rest,
}

impl Zone {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Title, Self::Lead, Self::Story, Self::Rest];

    /// What a hit here counts.
    pub fn weight(self) -> f32 {
        match self {
            Self::Title => 4.0,
            Self::Lead => 2.0,
            Self::Story => 1.5,
            Self::Rest => 1.0,
        }
    }

    /// How many words a case has here, roughly. A constant, so that a score depends on the case
    /// and on nothing else in the index.
    pub fn usual_words(self) -> u64 {
        match self {
            Self::Title => 8,
            Self::Lead => 30,
            Self::Story => 150,
            Self::Rest => 100,
        }
    }
}

/// One searched text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text<'a> {
    /// Path of its field, `basics.title`.
    pub path: &'static str,
    /// What it counts.
    pub zone: Zone,
    /// The text itself.
    pub content: &'a str,
}

/// Path of the owner organisation's name, which is searched and is no field of the record.
pub(super) const ORGANISATION: &str = "organisation";

/// The searched texts of a record, in the order of its sections.
///
/// **Invariant:** they come from the public record alone, so nothing internal and no contact can be
/// found. Left out of it on purpose: those who nominated or measured (they may be people), and what
/// is said about a reuse (its source may be hidden from the reader).
pub(super) fn of_record<'a>(
    record: &'a PublicRecord,
    organisation: Option<&'a str>,
) -> Vec<Text<'a>> {
    let mut texts = Texts(Vec::new());
    basics(record, &mut texts);
    texts.one(ORGANISATION, Zone::Lead, organisation);
    story(record, &mut texts);
    running(record, &mut texts);
    effects(record, &mut texts);
    texts.0
}

struct Texts<'a>(Vec<Text<'a>>);

impl<'a> Texts<'a> {
    fn one(&mut self, path: &'static str, zone: Zone, text: Option<&'a str>) {
        let content = text.filter(|text| !text.trim().is_empty());
        self.0.extend(content.map(|content| Text { path, zone, content }));
    }

    fn all(&mut self, path: &'static str, zone: Zone, texts: &'a [String]) {
        for text in texts {
            self.one(path, zone, Some(text));
        }
    }
}

fn basics<'a>(record: &'a PublicRecord, texts: &mut Texts<'a>) {
    let basics = &record.basics;
    texts.one("basics.title", Zone::Title, Some(&basics.title));
    texts.one("basics.summary", Zone::Lead, Some(&basics.summary));
    texts.all("basics.keywords", Zone::Lead, &basics.keywords);
    texts.all("basics.kle", Zone::Rest, &basics.kle);
    texts.all("basics.form", Zone::Rest, &basics.form);
    texts.one("basics.kla", Zone::Rest, basics.kla.as_deref());
    texts.one("basics.klId", Zone::Rest, basics.kl_id.as_deref());
    texts.one("basics.legalBasis", Zone::Rest, basics.legal_basis.as_deref());
    texts.one("basics.targetGroup", Zone::Story, basics.target_group.as_deref());
    texts.one("basics.origin", Zone::Rest, basics.origin.as_deref());
    texts.one("statusReason", Zone::Rest, record.status_reason.as_deref());
}

fn story<'a>(record: &'a PublicRecord, texts: &mut Texts<'a>) {
    let story = &record.story;
    texts.one("story.description", Zone::Story, story.description.as_deref());
    texts.one("story.challenge", Zone::Story, story.challenge.as_deref());
    texts.one("story.solution", Zone::Story, story.solution.as_deref());
    texts.one("story.keyElements", Zone::Story, story.key_elements.as_deref());
    texts.one("story.ideas", Zone::Story, story.ideas.as_deref());
    texts.one("story.quote", Zone::Rest, story.quote.as_deref());
    texts.all("story.systemsToday", Zone::Rest, &story.systems_today);
    for precondition in &story.preconditions {
        texts.one("story.preconditions", Zone::Rest, Some(&precondition.text));
    }
    texts.all("story.partners", Zone::Rest, &story.partners);
}

fn running<'a>(record: &'a PublicRecord, texts: &mut Texts<'a>) {
    let made = &record.implementation;
    texts.all("implementation.technologies", Zone::Lead, &made.technologies);
    texts.all("implementation.systems", Zone::Lead, &made.systems);
    texts.one("implementation.vendor", Zone::Rest, made.vendor.as_deref());
    texts.one("implementation.technicalNotes", Zone::Rest, made.technical_notes.as_deref());
    let notes = made.organisational_notes.as_deref();
    texts.one("implementation.organisationalNotes", Zone::Rest, notes);
    let operation = &record.operation;
    texts.one("operation.description", Zone::Story, operation.description.as_deref());
    texts.one("operation.operatedBy", Zone::Rest, operation.operated_by.as_deref());
    texts.one("operation.ratingComment", Zone::Rest, operation.rating_comment.as_deref());
    texts.one("workload.comment", Zone::Rest, record.workload.comment.as_deref());
}

fn effects<'a>(record: &'a PublicRecord, texts: &mut Texts<'a>) {
    let value = &record.value;
    texts.one("value.politicalGoals", Zone::Rest, value.political_goals.as_deref());
    texts.one("value.quality", Zone::Rest, value.quality.as_deref());
    texts.one("value.efficiency", Zone::Rest, value.efficiency.as_deref());
    texts.one("value.democracy", Zone::Rest, value.democracy.as_deref());
    texts.one("value.innovationCapacity", Zone::Rest, value.innovation_capacity.as_deref());
    texts.one("value.citizenSatisfaction", Zone::Rest, value.citizen_satisfaction.as_deref());
    texts.one("value.employeeSatisfaction", Zone::Rest, value.employee_satisfaction.as_deref());
    let spread = &record.spread;
    texts.one("spread.cooperation", Zone::Rest, spread.cooperation.as_deref());
    texts.one("spread.evaluation", Zone::Rest, spread.evaluation.as_deref());
    texts.one("spread.shared", Zone::Rest, spread.shared.as_deref());
    texts.one("spread.spreading", Zone::Rest, spread.spreading.as_deref());
    texts.one("spread.toAdapt", Zone::Rest, spread.to_adapt.as_deref());
    texts.all("spread.reuseTips", Zone::Rest, &spread.reuse_tips);
    texts.all("spread.knownReusers", Zone::Rest, &spread.known_reusers);
    for cost in &record.resources.costs {
        texts.one("resources.costs", Zone::Rest, cost.statement.as_deref());
    }
    for link in &record.links.entries {
        texts.one("links.title", Zone::Rest, link.title.as_deref());
    }
    texts.one("resources.comment", Zone::Rest, record.resources.comment.as_deref());
    for gain in &record.gains {
        texts.one("gains.metric", Zone::Rest, Some(&gain.definition.metric));
        texts.one("gains.note", Zone::Rest, gain.definition.note.as_deref());
    }
    for reuse in &record.reuses {
        if let ReuseSource::External { name, .. } = &reuse.source {
            texts.one("reuses.source", Zone::Rest, Some(name));
        }
    }
}
