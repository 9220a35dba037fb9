//! Who may see what, said once more and as simply as can be: the matrix holds the product to it.

use journeys::{DemoPerson, demo_person, global_id, new_id};

/// The department of some cases, which one of the local superusers is held to.
pub const DEPARTMENT: &str = "digitalisering";

/// Local superusers of the demo: the KLE number that their role covers, by its groups, and the
/// department that has to own the case besides.
const LOCAL: &[(&str, &[&str], Option<&str>)] =
    &[("local-randers", &["54", "15"], None), ("local-unit-randers", &["54"], Some(DEPARTMENT))];

/// Cases that carry another KLE number than all others.
const OF_ANOTHER_NUMBER: &[usize] = &[15, 16];

/// Cases that the department owns; one is of another organisation.
const OF_DEPARTMENT: &[usize] = &[15, 17, 32, 33];

/// How widely a case is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared {
    Draft,
    Organisation,
    /// With the organisation of this CVR number.
    Selected(String),
    Members,
    Public,
}

/// Which readers a text of a case is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// All who may read the case.
    Record,
    /// Of them those signed in.
    Members,
    /// Readers of the owner organisation.
    Owners,
    /// Of them those who may edit.
    Editors,
    /// Readers of the owner organisation, and the organisation that asked.
    Asked,
    /// The same of an error that it reported.
    Reported,
}

impl Class {
    pub const ALL: [Self; 6] =
        [Self::Record, Self::Members, Self::Owners, Self::Editors, Self::Asked, Self::Reported];

    fn letter(self) -> char {
        match self {
            Self::Record => 'p',
            Self::Members => 'm',
            Self::Owners => 'o',
            Self::Editors => 'i',
            Self::Asked => 'a',
            Self::Reported => 'e',
        }
    }
}

/// A word that is met nowhere else.
pub fn mark(number: usize, class: Class) -> String {
    format!("kanarie{}", format!("{number}{}", class.letter()).repeat(3))
}

/// A case full of marks.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its number in the matrix, from 10.
    pub number: usize,
    pub id: String,
    /// Who registered it, and so is on it.
    pub by: DemoPerson,
    pub shared: Shared,
    /// The case whose story it took over.
    pub copy_of: Option<usize>,
    /// The organisation that owns it together with the one of `by`.
    pub joint_owner: Option<String>,
    /// The organisation that was asked to and has not answered.
    pub invited: Option<String>,
    /// Who asked its owners, and told them of an error.
    pub asked_by: Option<DemoPerson>,
    /// Gone for everybody, but those who may restore it find its title among the deleted ones.
    pub deleted: bool,
    /// Its files: one for all its readers, one for its owners.
    pub files: [(Class, String); 2],
}

impl Case {
    pub fn new(number: usize, by: &str, shared: Shared) -> Self {
        let (joint_owner, invited) = (None, None);
        let by = demo_person(by);
        let (id, deleted) = (new_id(), false);
        let files = [(Class::Record, new_id()), (Class::Owners, new_id())];
        let (copy_of, asked_by) = (None, None);
        Self { number, id, by, shared, copy_of, joint_owner, invited, asked_by, deleted, files }
    }

    /// The word that every text of the class carries. It says three times whose it is, so that a
    /// search that forgives a slip of the pen does not take one for another.
    pub fn mark(&self, class: Class) -> String {
        mark(self.number, class)
    }

    pub fn global_id(&self) -> String {
        global_id("Case", &self.id)
    }

    /// The KLE number that it carries.
    pub fn kle(&self) -> &'static str {
        if OF_ANOTHER_NUMBER.contains(&self.number) { "85.02.01" } else { "54.15.10" }
    }

    /// The department that owns it.
    pub fn department(&self) -> Option<&'static str> {
        OF_DEPARTMENT.contains(&self.number).then_some(DEPARTMENT)
    }

    pub fn lead(&self) -> &str {
        &self.by.organisation
    }

    pub fn is_owned_by(&self, organisation: &str) -> bool {
        self.lead() == organisation || self.joint_owner.as_deref() == Some(organisation)
    }
}

/// Who asks.
#[derive(Debug, Clone)]
pub struct Principal {
    /// What the report calls it.
    pub name: String,
    /// As identity has it, bare; empty without sign-in.
    pub id: String,
    /// None without sign-in.
    pub person: Option<DemoPerson>,
}

impl Principal {
    pub fn anonymous() -> Self {
        Self { name: "anonymous".to_owned(), id: String::new(), person: None }
    }

    pub fn of(subject: &str, id: String) -> Self {
        Self { name: subject.to_owned(), id, person: Some(demo_person(subject)) }
    }

    pub fn has(&self, role: &str) -> bool {
        // A local superuser writes to others as a contributor does.
        role == "contributor" && self.local().is_some()
            || self.person.as_ref().is_some_and(|person| person.roles.iter().any(|own| own == role))
    }

    /// What a local superuser's role covers.
    fn local(&self) -> Option<(&'static [&'static str], Option<&'static str>)> {
        let person = self.person.as_ref()?;
        let known = LOCAL.iter().find(|(subject, _, _)| *subject == person.subject)?;
        Some((known.1, known.2))
    }

    /// Whether it covers a case: number and department, where it names one, both.
    fn leads_locally(&self, case: &Case) -> bool {
        self.local().is_some_and(|(number, department)| {
            let groups: Vec<&str> = case.kle().split('.').collect();
            self.is_of(case.lead())
                && groups.starts_with(number)
                && department.is_none_or(|wanted| case.department() == Some(wanted))
        })
    }

    pub fn is_of(&self, organisation: &str) -> bool {
        self.person.as_ref().is_some_and(|person| person.organisation == organisation)
    }

    pub fn reads(&self, case: &Case) -> bool {
        if case.deleted {
            return false;
        }
        let Some(person) = &self.person else { return case.shared == Shared::Public };
        let own = self.owns(case);
        let by_sharing = match &case.shared {
            Shared::Public | Shared::Members => true,
            Shared::Selected(other) => own || person.organisation == *other,
            Shared::Organisation => own,
            Shared::Draft => false,
        };
        by_sharing || self.edits(case) || self.is_invited(case)
    }

    /// Whether an organisation of this principal owns the case.
    pub fn owns(&self, case: &Case) -> bool {
        self.person.as_ref().is_some_and(|person| case.is_owned_by(&person.organisation))
    }

    /// Whether the case is among the deleted ones that this principal may restore.
    pub fn restores(&self, case: &Case) -> bool {
        case.deleted && self.is_of(case.lead()) && self.edits(case)
    }

    /// Superusers answer invitations, and read what they are about.
    fn is_invited(&self, case: &Case) -> bool {
        self.has("superuser") && case.invited.as_ref().is_some_and(|asked| self.is_of(asked))
    }

    /// The one who registered it, superusers of the organisation, and local ones of what they cover.
    pub fn edits(&self, case: &Case) -> bool {
        self.owns(case) && (self.has("superuser") || self.person.as_ref() == Some(&case.by))
            || self.leads_locally(case)
    }

    pub fn sees(&self, case: &Case, class: Class) -> bool {
        match class {
            Class::Record => self.reads(case) || self.restores(case),
            Class::Members => self.reads(case) && self.person.is_some(),
            Class::Owners => self.reads(case) && self.owns(case),
            Class::Editors => self.reads(case) && self.edits(case),
            Class::Asked | Class::Reported => case.asked_by.as_ref().is_some_and(|asking| {
                self.is_of(&asking.organisation) || self.reads(case) && self.owns(case)
            }),
        }
    }

    /// Whether the mark of a case may be in an answer: its own text, or a copy's story.
    pub fn may_meet(&self, all: &[Case], case: &Case, class: Class) -> bool {
        let copies = all.iter().filter(|copy| copy.copy_of == Some(case.number));
        self.sees(case, class)
            || class == Class::Record && copies.into_iter().any(|copy| self.reads(copy))
    }

    /// Whether statistics count the case for this principal.
    pub fn counts(&self, case: &Case) -> bool {
        if self.has("coordinator") {
            return matches!(case.shared, Shared::Members | Shared::Public) && !case.deleted;
        }
        let uninvited = Case { invited: None, ..case.clone() };
        self.reads(&uninvited)
    }
}
