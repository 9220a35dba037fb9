//! Revises one section as a whole. Limits are here and not in the types, because stored events
//! must decode for ever while limits change.

use rust_decimal::Decimal;
use vocabulary::{
    Basics, Contact, FieldRule, Implementation, Internal, Links, Operation, Qualifier, Refusal,
    Resources, Section, Spread, Story, Value, Workload,
};

use crate::event::Event;
use crate::fields::{LINE_LIMIT, Problems, is_grouped_number};
use crate::state::Case;

/// Characters of a title (domain, section 2).
const TITLE_LIMIT: usize = 120;
/// Characters of a summary (domain, section 2).
const SUMMARY_LIMIT: usize = 300;
/// Characters of a legal basis: what the predecessor's FORM clauses need.
const LEGAL_BASIS_LIMIT: usize = 3_000;

/// Characters of an address: what the predecessor held.
const URL_LIMIT: usize = 1_024;
/// Characters of a quote.
const QUOTE_LIMIT: usize = 1_000;
/// Characters of what one cost went to.
const STATEMENT_LIMIT: usize = 2_000;

/// An event when the section says something else than before.
pub(crate) fn decide(case: &Case, section: Section) -> Result<Vec<Event>, Refusal> {
    let section = checked(section)?;
    if is_said(case, &section) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::CaseDescribed { section: Box::new(section) }])
}

/// The section with its limits held and the title trimmed.
pub(crate) fn checked(section: Section) -> Result<Section, Refusal> {
    let mut problems = Problems::of(section.kind().name());
    let section = match section {
        Section::Basics(mut basics) => {
            basics.title = basics.title.trim().to_owned();
            basics.summary = basics.summary.trim().to_owned();
            check_basics(&mut problems, &basics);
            Section::Basics(basics)
        }
        other => other,
    };
    match &section {
        Section::Basics(_) | Section::Suitability(_) => {}
        Section::Story(story) => check_story(&mut problems, story),
        Section::Workload(workload) => check_workload(&mut problems, workload),
        Section::Implementation(section) => check_implementation(&mut problems, section),
        Section::Operation(operation) => check_operation(&mut problems, operation),
        Section::Value(value) => check_value(&mut problems, value),
        Section::Spread(spread) => check_spread(&mut problems, spread),
        Section::Resources(resources) => check_resources(&mut problems, resources),
        Section::Contact(contact) => check_contact(&mut problems, contact),
        Section::Links(links) => check_links(&mut problems, links),
        Section::Internal(internal) => check_internal(&mut problems, internal),
    }
    problems.refuse().map(|()| section)
}

fn is_said(case: &Case, section: &Section) -> bool {
    match section {
        Section::Basics(section) => *section == case.basics,
        Section::Story(section) => *section == case.story,
        Section::Workload(section) => *section == case.workload,
        Section::Suitability(section) => *section == case.suitability,
        Section::Implementation(section) => *section == case.implementation,
        Section::Operation(section) => *section == case.operation,
        Section::Value(section) => *section == case.value,
        Section::Spread(section) => *section == case.spread,
        Section::Resources(section) => *section == case.resources,
        Section::Contact(section) => *section == case.contact,
        Section::Links(section) => *section == case.links,
        Section::Internal(section) => *section == case.internal,
    }
}

/// Every section as it is.
pub(crate) fn sections(case: &Case) -> [Section; 12] {
    [
        Section::Basics(case.basics.clone()),
        Section::Story(case.story.clone()),
        Section::Workload(case.workload.clone()),
        Section::Suitability(case.suitability.clone()),
        Section::Implementation(case.implementation.clone()),
        Section::Operation(case.operation.clone()),
        Section::Value(case.value.clone()),
        Section::Spread(case.spread.clone()),
        Section::Resources(case.resources.clone()),
        Section::Contact(case.contact.clone()),
        Section::Links(case.links.clone()),
        Section::Internal(case.internal.clone()),
    ]
}

/// What lists show of a case or of a collection.
pub(crate) fn check_headline(problems: &mut Problems, title: &str, summary: &str) {
    problems.required_line("title", title, TITLE_LIMIT);
    problems.required_line("summary", summary, SUMMARY_LIMIT);
}

pub(crate) fn check_numbers(problems: &mut Problems, kle: &[String], form: &[String]) {
    for (field, numbers, groups) in [("kle", kle, 1..=3), ("form", form, 1..=4)] {
        problems.entries(field, numbers.len());
        for (index, number) in numbers.iter().enumerate() {
            if !is_grouped_number(number, groups.clone()) {
                problems.add(&format!("{field}[{index}]"), FieldRule::Malformed, None);
            }
        }
    }
}

fn check_basics(problems: &mut Problems, basics: &Basics) {
    check_headline(problems, &basics.title, &basics.summary);
    problems.lines("keywords", &basics.keywords);
    problems.lines("nominators", &basics.nominators);
    problems.entries("subjectAreas", basics.subject_areas.len());
    check_numbers(problems, &basics.kle, &basics.form);
    if basics.kla.as_deref().is_some_and(|kla| !is_grouped_number(kla, 3..=5)) {
        problems.add("kla", FieldRule::Malformed, None);
    }
    problems.line("klId", basics.kl_id.as_deref(), 64);
    problems.line("legalBasis", basics.legal_basis.as_deref(), LEGAL_BASIS_LIMIT);
    problems.line("targetGroup", basics.target_group.as_deref(), LINE_LIMIT);
    problems.line("origin", basics.origin.as_deref(), LINE_LIMIT);
    if let Some(period) = basics.period {
        problems.number("period.from", period.from, 1900, 2200);
        problems.number("period.to", period.to, 1900, 2200);
        if matches!((period.from, period.to), (Some(from), Some(to)) if from > to) {
            problems.add("period.to", FieldRule::WrongOrder, None);
        }
    }
}

fn check_story(problems: &mut Problems, story: &Story) {
    problems.text("description", story.description.as_deref());
    problems.text("challenge", story.challenge.as_deref());
    problems.text("solution", story.solution.as_deref());
    problems.text("keyElements", story.key_elements.as_deref());
    problems.text("ideas", story.ideas.as_deref());
    problems.line("quote", story.quote.as_deref(), QUOTE_LIMIT);
    problems.lines("systemsToday", &story.systems_today);
    problems.lines("partners", &story.partners);
    problems.entries("preconditions", story.preconditions.len());
    for (index, precondition) in story.preconditions.iter().enumerate() {
        let field = format!("preconditions[{index}].text");
        problems.required_line(&field, &precondition.text, LINE_LIMIT);
    }
}

fn check_workload(problems: &mut Problems, workload: &Workload) {
    problems.number("occurrencesPerYear", workload.occurrences_per_year, 0, 1_000_000_000);
    problems.number("secondsPerOccurrence", workload.seconds_per_occurrence, 0, 31_622_400);
    problems.number("employees", workload.employees, 0, 1_000_000);
    problems.number("automationDegreePercent", workload.automation_degree_percent, 0, 100);
    problems.amount("developmentHours", workload.development_hours);
    if workload.development_hours.is_some_and(|hours| hours < Decimal::ZERO) {
        problems.add("developmentHours", FieldRule::OutOfRange, Some(0));
    }
    problems.text("comment", workload.comment.as_deref());
}

fn check_implementation(problems: &mut Problems, implementation: &Implementation) {
    problems.lines("technologies", &implementation.technologies);
    problems.lines("systems", &implementation.systems);
    problems.line("vendor", implementation.vendor.as_deref(), LINE_LIMIT);
    problems.text("technicalNotes", implementation.technical_notes.as_deref());
    problems.text("organisationalNotes", implementation.organisational_notes.as_deref());
}

fn check_operation(problems: &mut Problems, operation: &Operation) {
    problems.text("description", operation.description.as_deref());
    problems.line("operatedBy", operation.operated_by.as_deref(), LINE_LIMIT);
    problems.number("rating", operation.rating, 0, 3);
    problems.text("ratingComment", operation.rating_comment.as_deref());
    let ended_first = matches!(
        (operation.in_operation_since, operation.decommissioned_on),
        (Some(begun), Some(ended)) if ended < begun
    );
    if ended_first {
        problems.add("decommissionedOn", FieldRule::WrongOrder, None);
    }
}

fn check_value(problems: &mut Problems, value: &Value) {
    for (field, text) in [
        ("politicalGoals", &value.political_goals),
        ("quality", &value.quality),
        ("efficiency", &value.efficiency),
        ("democracy", &value.democracy),
        ("innovationCapacity", &value.innovation_capacity),
        ("citizenSatisfaction", &value.citizen_satisfaction),
        ("employeeSatisfaction", &value.employee_satisfaction),
    ] {
        problems.text(field, text.as_deref());
    }
    problems.entries("claimed", value.claimed.len());
}

fn check_spread(problems: &mut Problems, spread: &Spread) {
    problems.text("cooperation", spread.cooperation.as_deref());
    problems.text("evaluation", spread.evaluation.as_deref());
    problems.text("shared", spread.shared.as_deref());
    problems.text("spreading", spread.spreading.as_deref());
    problems.text("toAdapt", spread.to_adapt.as_deref());
    problems.lines("reuseTips", &spread.reuse_tips);
    problems.lines("knownReusers", &spread.known_reusers);
}

fn check_resources(problems: &mut Problems, resources: &Resources) {
    problems.text("comment", resources.comment.as_deref());
    problems.entries("costs", resources.costs.len());
    for (index, cost) in resources.costs.iter().enumerate() {
        let field = |name: &str| format!("costs[{index}].{name}");
        problems.amount(&field("amount"), cost.amount);
        problems.line(&field("unit"), cost.unit.as_deref(), LINE_LIMIT);
        problems.line(&field("period"), cost.period.as_deref(), LINE_LIMIT);
        problems.line(&field("paidBy"), cost.paid_by.as_deref(), LINE_LIMIT);
        problems.line(&field("statement"), cost.statement.as_deref(), STATEMENT_LIMIT);
        if cost.qualifier == Some(Qualifier::Range) {
            problems.add(&field("qualifier"), FieldRule::NotAllowed, None);
        }
    }
}

pub(crate) fn check_contact(problems: &mut Problems, contact: &Contact) {
    problems.line("role", contact.role.as_deref(), LINE_LIMIT);
    problems.line("organisation", contact.organisation.as_deref(), LINE_LIMIT);
    problems.line("website", contact.website.as_deref(), URL_LIMIT);
    if contact.website.as_deref().is_some_and(|text| !text.is_empty() && !is_web_address(text)) {
        problems.add("website", FieldRule::Malformed, None);
    }
    problems.line("telephone", contact.telephone.as_deref(), 40);
    problems.line("mailbox", contact.mailbox.as_deref(), 254);
    let is_mailbox = |text: &str| {
        text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
        })
    };
    if contact.mailbox.as_deref().is_some_and(|text| !text.is_empty() && !is_mailbox(text)) {
        problems.add("mailbox", FieldRule::Malformed, None);
    }
}

/// Addresses become links on every reader's screen, so they may be of the web and nothing else:
/// not `javascript:`, not a file, and no password in them.
fn check_links(problems: &mut Problems, links: &Links) {
    problems.entries("entries", links.entries.len());
    for (index, link) in links.entries.iter().enumerate() {
        let field = |name: &str| format!("entries[{index}].{name}");
        problems.required_line(&field("url"), &link.url, URL_LIMIT);
        if !link.url.trim().is_empty() && !is_web_address(&link.url) {
            problems.add(&field("url"), FieldRule::Malformed, None);
        }
        problems.line(&field("title"), link.title.as_deref(), LINE_LIMIT);
    }
}

fn is_web_address(text: &str) -> bool {
    let scheme = ["https://", "http://"];
    let rest = scheme.iter().find_map(|scheme| {
        text.get(..scheme.len())?.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    });
    let Some(rest) = rest else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let of_address = |c: char| !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    host.contains(|c: char| c.is_alphanumeric())
        && !host.contains('@')
        && rest.chars().all(of_address)
}

fn check_internal(problems: &mut Problems, internal: &Internal) {
    problems.text("notes", internal.notes.as_deref());
    problems.line("esdhReference", internal.esdh_reference.as_deref(), LINE_LIMIT);
    problems.lines("departments", &internal.departments);
}

#[cfg(test)]
mod tests {
    use vocabulary::{Contact, FieldRule, Link, LinkKind, Links, Section, Workload};

    use crate::command::Command;
    use crate::testing::{Given, case_id};

    fn describe(section: Section) -> Command {
        Command::DescribeSection { section: Box::new(section) }
    }

    fn workload(degree: i32) -> Section {
        Section::Workload(Workload {
            automation_degree_percent: Some(degree),
            ..Workload::default()
        })
    }

    #[test]
    fn a_section_that_says_the_same_makes_no_event() {
        Given::registered(case_id())
            .and(describe(workload(70)))
            .when(describe(workload(70)))
            .then(|events| assert!(events.is_empty()));
    }

    #[test]
    fn a_degree_above_a_hundred_percent_is_out_of_range() {
        Given::registered(case_id()).when(describe(workload(101))).refused(|refusal| {
            let problem = &refusal.fields[0];
            assert_eq!(problem.field, "workload.automationDegreePercent");
            assert_eq!((problem.rule, problem.limit), (FieldRule::OutOfRange, Some(100)));
        });
    }

    #[test]
    fn a_mailbox_without_a_host_is_malformed() {
        let contact = Contact { mailbox: Some("digital".into()), ..Contact::default() };
        Given::registered(case_id())
            .when(describe(Section::Contact(contact)))
            .refused(|refusal| assert_eq!(refusal.fields[0].rule, FieldRule::Malformed));
    }

    #[test]
    fn text_that_hides_its_direction_is_refused() {
        let contact = Contact { role: Some("abc\u{202e}cba".into()), ..Contact::default() };
        Given::registered(case_id()).when(describe(Section::Contact(contact))).refused(|refusal| {
            assert_eq!(refusal.fields[0].rule, FieldRule::ForbiddenCharacters);
        });
    }

    fn link(url: &str) -> Section {
        let link = Link { kind: LinkKind::Repository, url: url.into(), title: None };
        Section::Links(Links { entries: vec![link] })
    }

    #[test]
    fn a_link_leads_to_the_web_and_nowhere_else() {
        for url in ["https://github.com/os2/robot", "HTTP://example.dk?q=æ#top", "https://[::1]/"]
        {
            Given::registered(case_id()).when(describe(link(url))).then(|events| {
                assert_eq!(events.len(), 1, "{url}");
            });
        }
        let elsewhere = [
            "javascript:alert(1)",
            "JaVaScRiPt://example.dk/%0aalert(1)",
            "data:text/html,x",
            "//example.dk",
            "https://",
            "https:///etc/passwd",
            "https://user:secret@example.dk/",
            "https://example.dk/\"><script>",
            "https://example.dk/ and more",
            "file:///etc/passwd",
        ];
        for url in elsewhere {
            Given::registered(case_id()).when(describe(link(url))).refused(|refusal| {
                assert_eq!(refusal.fields[0].field, "links.entries[0].url", "{url}");
                assert_eq!(refusal.fields[0].rule, FieldRule::Malformed, "{url}");
            });
        }
    }
}
