//! Who walks, and what they walk about.

use journeys::{Installation, Visitor, new_id};
use serde_json::{Value, json};

/// Everybody on the walk, signed in, and the cases that it is about.
pub struct Walk {
    /// Where it is walked.
    pub installation: Installation,
    /// Registers the case.
    pub randers: Visitor,
    /// May edit all cases of Randers.
    pub superuser: Visitor,
    /// Finds, follows and reuses it.
    pub syddjurs: Visitor,
    /// Has nothing to do with it.
    pub kolding: Visitor,
    /// Counts.
    pub coordinator: Visitor,
    /// Not signed in.
    pub stranger: Visitor,
    /// The case that is shared in the end.
    pub case: String,
    /// A draft that is shared with nobody.
    pub draft: String,
    /// The case in Syddjurs that reuses the first.
    pub reuser: String,
}

/// All that an owner can be told of a case.
pub const WHOLE_CASE: &str = "query($id: ID!) { case(id: $id) {
    id edition changedAt phase status statusReason visibility commentCount followed reuserCount
    lead { cvr name } basics { title summary kind keywords subjectAreas }
    story { challenge solution partners }
    workload { occurrencesPerYear secondsPerOccurrence automationDegreePercent
        manualHoursPerYear expectedHoursPerYear }
    implementation { technologies schedule } operation { inOperationSince rating }
    spread { reuseTips } contact { role mailbox }
    links { entries { kind url title } } richTexts { field html }
    gains { id kind metric unit recurrence expected { value }
        measurements { id value period { from to } } }
    reuses { id degree reason source {
        __typename ... on CaseSource { caseId edition case { id basics { title } } } } }
    comments(first: 50) { totalCount nodes { id text editedAt removed mentions { id } organisation { cvr } author { name } } }
    internal { revision canEdit registeredAt notes { notes }
        people { person { name email } roles } completeness { percent missing } }
    history(first: 50) { nodes { revision event at person { name } changes { field after } } }
    reusers(first: 10) { totalCount edges { reuse { degree } node { id lead { name }
        gains { metric measurements { value } } } } } } }";

impl Walk {
    /// Signs everybody in.
    pub async fn begin(installation: Installation) -> Self {
        let i = &installation;
        Self {
            randers: Visitor::sign_in(i, "consultant-randers").await,
            superuser: Visitor::sign_in(i, "superuser-randers").await,
            syddjurs: Visitor::sign_in(i, "consultant-syddjurs").await,
            kolding: Visitor::sign_in(i, "consultant-kolding").await,
            coordinator: Visitor::sign_in(i, "coordinator-kl").await,
            stranger: Visitor::anonymous(i),
            case: new_id(),
            draft: new_id(),
            reuser: new_id(),
            installation,
        }
    }

    /// A restart of all processes loses nothing, not even who is signed in.
    pub async fn keeps_everything_over_a_restart(&mut self) {
        let before = self.everything().await;
        self.installation.restart().await;
        let after = self.everything().await;
        assert_eq!(before, after);
    }

    async fn everything(&self) -> Vec<Value> {
        vec![
            view(&self.superuser, &self.case).await,
            view(&self.superuser, &self.draft).await,
            view(&self.syddjurs, &self.reuser).await,
            view(&self.stranger, &self.case).await,
            self.syddjurs.ask("{ inbox(first: 50) { nodes { caseId event at } } }").await,
            self.syddjurs
                .ask("{ cases(search: \"faktura\", first: 50) { totalCount nodes { id } } }")
                .await,
            self.coordinator
                .ask(
                    "{ statistics(by: [REGION, PHASE]) { total { cases expectedHoursPerYear } \
                      cells { values { key } figures { cases measuredHoursPerYear } } } }",
                )
                .await,
        ]
    }
}

/// A case as somebody sees it; null when they do not.
pub async fn view(visitor: &Visitor, case: &str) -> Value {
    visitor.graphql(WHOLE_CASE, json!({"id": case})).await.data()["case"].take()
}

/// The revision of a case that its owner sees.
pub async fn revision(owner: &Visitor, case: &str) -> u64 {
    view(owner, case).await["internal"]["revision"].as_u64().expect("an owner sees the revision")
}

/// What is written as a decimal number, in hundredths.
pub fn hundredths(number: &Value) -> i64 {
    let text = number.as_str().unwrap_or("0");
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: i64 = format!("{part:0<2}").parse().expect("two decimals");
    whole.parse::<i64>().expect("a whole number") * 100 + part
}
