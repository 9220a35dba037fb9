//! Three municipalities with cases of every visibility, every text of each with a mark of its own.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::future::join_all;
use journeys::workspace::text;
use journeys::{
    DemoPerson, Installation, Store, Visitor, demo_people, eventually, global_id, new_id,
};
use serde_json::{Value, json};

use crate::collections::{self, Collection, collections};
use crate::model::{Case, Class, Principal, Shared};
use crate::{administering, attachments, filling};
use journeys::schema::Schema;

const RANDERS: &str = "29189668";
const SYDDJURS: &str = "29189978";
const KOLDING: &str = "29189897";
const AARHUS: &str = "55133018";

/// Mutations that put texts on a case, and whom their texts are for. A new mutation must be named
/// here or among the [`OTHERS`].
const FILLS: &[(&str, Class)] = &[
    ("reviseBasics", Class::Record),
    ("describeStory", Class::Record),
    ("estimateWorkload", Class::Record),
    ("assessSuitability", Class::Record),
    ("describeImplementation", Class::Record),
    ("describeOperation", Class::Record),
    ("describeValue", Class::Record),
    ("describeSpread", Class::Record),
    ("recordResources", Class::Record),
    ("reviseLinks", Class::Record),
    ("changeStatus", Class::Record),
    ("declareReuse", Class::Record),
    ("defineGain", Class::Record),
    ("reviseContact", Class::Members),
    ("postComment", Class::Members),
    ("reviseInternalNotes", Class::Editors),
];

/// Mutations that are carried out by hand below, or put no text on a case.
const OTHERS: &[&str] = &[
    "registerCase",
    "reuseCase",
    "measureGain",
    "withdrawGain",
    "changePhase",
    "changeVisibility",
    "assignPerson",
    "unassignPerson",
    "progressReuse",
    "reportError",
    "resolveError",
    "sendEnquiry",
    "answerEnquiry",
    "closeEnquiry",
    "handOver",
    "bookmarkCase",
    "removeBookmark",
    "editComment",
    "removeComment",
    "followCase",
    "unfollowCase",
    "inviteJointOwner",
    "withdrawInvitation",
    "acceptInvitation",
    "declineInvitation",
    "leaveOwners",
    "offerLead",
    "withdrawLeadOffer",
    "acceptLead",
    "declineLead",
    "deleteCase",
    "restoreCase",
    "restoreCaseVersion",
    "confirmCaseCurrent",
    "verifyLegalBasis",
    "changeStatisticsConsent",
    "publishQuarter",
    "describeOrganisation",
    "addCatalogueEntry",
    "reviseFrontPage",
    "reviseCatalogueEntry",
    "mergeCatalogueEntry",
    "retireCatalogueEntry",
    "bringBackCatalogueEntry",
    "changeAttachmentSharing",
    "removeAttachment",
];

/// Everything that the matrix is about.
pub struct World {
    pub installation: Installation,
    pub schema: Schema,
    pub cases: Vec<Case>,
    pub collections: Vec<Collection>,
    pub everybody: Vec<(Principal, Visitor)>,
}

impl World {
    /// Starts the services and fills them.
    pub async fn make() -> Self {
        let installation = Installation::separate(Store::Sqlite).await;
        let mut everybody = vec![(Principal::anonymous(), Visitor::anonymous(&installation))];
        for person in demo_people() {
            let visitor = Visitor::sign_in(&installation, &person.subject).await;
            let viewer = visitor.ask("{ viewer { id } }").await;
            let id = bare(&text(&viewer["viewer"]["id"]));
            everybody.push((Principal::of(&person.subject, id), visitor));
        }
        let schema = Schema::of(&everybody[1].1).await;
        let (cases, collections) = (cases(), collections());
        let mut world = Self { installation, schema, cases, collections, everybody };
        world.every_mutation_is_known();
        join_all(world.cases.iter().map(|case| world.fill(case))).await;
        world.reuse().await;
        world.be_counted().await;
        world.share_catalogues().await;
        world.collect().await;
        world.say_whom_to_ask().await;
        world.settle().await;
        world
    }

    fn every_mutation_is_known(&self) {
        let known: BTreeSet<&str> = FILLS
            .iter()
            .map(|(name, _)| name)
            .chain(OTHERS)
            .chain(crate::writing::ABOUT_NO_CASE)
            .chain(collections::MUTATIONS)
            .chain(administering::MUTATIONS)
            .chain(crate::robots::MUTATIONS)
            .copied()
            .collect();
        let there: BTreeSet<&str> =
            self.schema.named("Mutation").fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(known, there, "say in world.rs whom a mutation's texts are for");
    }

    /// The browser of somebody.
    pub fn visitor(&self, name: &str) -> &Visitor {
        let found = self.everybody.iter().find(|(principal, _)| principal.name == name);
        &found.unwrap_or_else(|| panic!("{name} is not there")).1
    }

    /// The browser of the one who registered a case.
    pub fn registrar(&self, case: &Case) -> &Visitor {
        self.visitor(&case.by.subject)
    }

    async fn fill(&self, case: &Case) {
        let by = self.registrar(case);
        let (record, owners) = (case.mark(Class::Record), case.mark(Class::Owners));
        let mut registered = filling::about(&self.schema, "registerCase", case, &record);
        let from_the_start = match case.shared {
            Shared::Draft => "DRAFT",
            _ => "ORGANISATION",
        };
        registered["visibility"] = json!(from_the_start);
        // Whom to ask is not for everybody: `reviseContact` writes it.
        registered["contact"] = Value::Null;
        by.change("registerCase", registered).await.done();
        let share = match &case.shared {
            Shared::Draft | Shared::Organisation => None,
            Shared::Selected(other) => Some(json!({"visibility": "SELECTED", "selected": [other]})),
            Shared::Members => Some(json!({"visibility": "MEMBERS"})),
            Shared::Public => Some(json!({"visibility": "PUBLIC"})),
        };
        if let Some(mut share) = share {
            share["caseId"] = json!(case.id);
            by.change("changeVisibility", share).await.done();
        }
        for (mutation, class) in FILLS {
            let mut input = filling::about(&self.schema, mutation, case, &case.mark(*class));
            if *mutation == "declareReuse" {
                input["source"] = Value::Null;
            }
            by.change(mutation, input).await.done();
        }
        self.measure(by, case, &record).await;
        self.withdraw(by, case, &owners).await;
        attachments::add(by, case).await;
        self.invite(by, case).await;
        self.ask(case).await;
        self.mention(by, case).await;
        if case.deleted {
            let reason = format!("{record} slettet");
            by.change("deleteCase", json!({"caseId": case.id, "reason": reason})).await.done();
        }
    }

    /// Somebody of another organisation asks the owners, who answer, and tells them of an error.
    async fn ask(&self, case: &Case) {
        let Some(asking) = &case.asked_by else { return };
        let (asking, by) = (self.visitor(&asking.subject), self.registrar(case));
        let (asked, reported) = (case.mark(Class::Asked), case.mark(Class::Reported));
        let id = new_id();
        let mut sent = filling::input(&self.schema, "sendEnquiry", &case.id, &asked);
        sent["enquiryId"] = json!(id);
        asking.change("sendEnquiry", sent).await.done();
        let answered = json!({"enquiryId": id, "text": format!("{asked} svar")});
        by.change("answerEnquiry", answered).await.done();
        let (open, resolved) = (new_id(), new_id());
        for id in [&open, &resolved] {
            let mut told = filling::input(&self.schema, "reportError", &case.id, &reported);
            told["reportId"] = json!(id);
            asking.change("reportError", told).await.done();
        }
        let answer = json!({"reportId": resolved, "answer": format!("{reported} rettet")});
        by.change("resolveError", answer).await.done();
    }

    /// The superuser of Randers is mentioned on its cases, which is told to nobody else.
    async fn mention(&self, by: &Visitor, case: &Case) {
        // Whoever may read by a role alone cannot be mentioned.
        let draft = matches!(case.shared, Shared::Draft);
        if draft || case.lead() != RANDERS || case.by.subject == "superuser-randers" {
            return;
        }
        let mut colleagues = self.everybody.iter().map(|(principal, _)| principal);
        let colleague =
            colleagues.find(|one| one.name == "superuser-randers").expect("in the demo");
        let text = format!("{} er for dig", case.mark(Class::Members));
        let mentions = json!([global_id("Person", &colleague.id)]);
        let comment = json!({"caseId": case.id, "text": text, "mentions": mentions});
        by.change("postComment", comment).await.done();
    }

    /// What all share, beside the names that only cases say.
    async fn share_catalogues(&self) {
        let editor = self.visitor("coordinator-kl");
        let technology = json!({"catalogue": "TECHNOLOGIES", "name": "Fællesrobot"});
        editor.change("addCatalogueEntry", technology).await.done();
        let system = json!({"catalogue": "IT_SYSTEMS", "name": "Randerssystemet"});
        self.visitor("consultant-randers").change("addCatalogueEntry", system).await.done();
        let said = json!({"profile": {"technologies": ["Fællesrobot"], "inhabitants": 98000}});
        self.visitor("superuser-randers").change("describeOrganisation", said).await.done();
    }

    async fn invite(&self, by: &Visitor, case: &Case) {
        for asked in case.joint_owner.iter().chain(&case.invited) {
            let invited = json!({"caseId": case.id, "organisationId": asked});
            by.change("inviteJointOwner", invited).await.done();
        }
        if case.joint_owner.is_some() {
            let accepted = json!({"caseId": case.id});
            self.visitor("superuser-randers").change("acceptInvitation", accepted).await.done();
        }
    }

    async fn measure(&self, by: &Visitor, case: &Case, mark: &str) {
        let id = new_id();
        let mut gain = filling::input(&self.schema, "defineGain", &case.id, mark);
        gain["gainId"] = json!(id);
        by.change("defineGain", gain).await.done();
        let mut measured = filling::input(&self.schema, "measureGain", &case.id, mark);
        measured["gainId"] = json!(id);
        by.change("measureGain", measured).await.done();
    }

    async fn withdraw(&self, by: &Visitor, case: &Case, mark: &str) {
        let id = new_id();
        let mut gain = filling::input(&self.schema, "defineGain", &case.id, mark);
        gain["gainId"] = json!(id);
        by.change("defineGain", gain).await.done();
        let withdrawn = json!({"caseId": case.id, "gainId": id, "reason": format!("{mark} nej")});
        by.change("withdrawGain", withdrawn).await.done();
    }

    /// Syddjurs reuses two cases of Randers, follows the one and asks, before Randers takes it in.
    async fn reuse(&mut self) {
        let syddjurs = self.visitor("consultant-syddjurs");
        let source = self.cases.iter().find(|case| case.number == 27).expect("it is there").clone();
        let public = self.cases.iter().find(|case| case.number == 14).expect("it is there").clone();
        let by = self.registrar(&source);
        let shared = json!({"caseId": source.id, "visibility": "MEMBERS"});
        by.change("changeVisibility", shared).await.done();

        let mut copy = Case::new(28, "consultant-syddjurs", Shared::Members);
        copy.copy_of = Some(source.number);
        let mut draft = Case::new(29, "consultant-syddjurs", Shared::Draft);
        draft.copy_of = Some(public.number);
        for (case, of, visibility) in [(&copy, &source, "MEMBERS"), (&draft, &public, "DRAFT")] {
            let mark = case.mark(Class::Record);
            let mut input = filling::input(&self.schema, "reuseCase", &case.id, &mark);
            input["source"] = json!(of.id);
            input["visibility"] = json!(visibility);
            syddjurs.change("reuseCase", input).await.done();
        }
        syddjurs.change("followCase", json!({"caseId": source.id})).await.done();
        syddjurs.change("followCase", json!({"caseId": public.id})).await.done();
        let text = format!("{} spørgsmål", source.mark(Class::Members));
        let comment = json!({"caseId": source.id, "text": text});
        syddjurs.change("postComment", comment).await.done();
        for case in [&source, &public] {
            let mark = case.mark(Class::Record);
            let mut told = filling::input(&self.schema, "describeStory", &case.id, &mark);
            told["story"]["ideas"] = json!(format!("{mark} til følgerne"));
            by.change("describeStory", told).await.done();
        }
        let taken_in = json!({"caseId": source.id, "visibility": "ORGANISATION"});
        by.change("changeVisibility", taken_in).await.done();
        self.cases.extend([copy, draft]);
    }

    /// Waits until everybody can read and find the last that was written.
    async fn settle(&self) {
        let count =
            |principal: &Principal| self.cases.iter().filter(|case| principal.reads(case)).count();
        for (principal, visitor) in &self.everybody {
            let wanted = count(principal);
            let draft = self.cases.iter().find(|case| case.number == 29);
            let own_draft = usize::from(draft.is_some_and(|case| principal.reads(case)));
            eventually("reading and searching have caught up", || async {
                let answer = visitor
                    .ask(
                        "{ cases(search: \"kanarie29p29p29p\") { totalCount } \
                    all: cases { totalCount } }",
                    )
                    .await;
                let counted = |list: &str| {
                    let count = answer[list]["totalCount"].as_u64().expect("a count");
                    usize::try_from(count).expect("few")
                };
                // Whether it is more than that is for the matrix to tell.
                let there = counted("cases") >= own_draft;
                (there && counted("all") >= wanted).then_some(())
            })
            .await;
        }
    }
}

/// The key within a global id.
fn bare(global: &str) -> String {
    let key = URL_SAFE_NO_PAD.decode(global).expect("base64 without its padding");
    let key = String::from_utf8(key).expect("a kind and a key");
    key.split_once(':').expect("a kind and a key").1.to_owned()
}

/// Somebody of another organisation who may read a case and ask about it.
fn asking(case: &Case) -> Option<DemoPerson> {
    let there = Case { deleted: false, ..case.clone() };
    ["consultant-syddjurs", "consultant-kolding", "consultant-randers"].into_iter().find_map(
        |name| {
            let principal = Principal::of(name, String::new());
            let outside = principal.reads(&there) && !principal.owns(&there);
            principal.person.filter(|_| outside)
        },
    )
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (by, first, selected) in [
        ("consultant-randers", 10, SYDDJURS),
        ("consultant-syddjurs", 17, KOLDING),
        ("consultant-kolding", 22, AARHUS),
    ] {
        let all = [
            Shared::Draft,
            Shared::Organisation,
            Shared::Selected(selected.to_owned()),
            Shared::Members,
            Shared::Public,
        ];
        cases.extend(
            all.into_iter().enumerate().map(|(index, shared)| Case::new(first + index, by, shared)),
        );
    }
    cases.push(Case::new(15, "superuser-randers", Shared::Draft));
    cases.push(Case::new(16, "superuser-randers", Shared::Organisation));
    cases.push(Case::new(27, "consultant-randers", Shared::Organisation));
    let mut joint = Case::new(30, "consultant-syddjurs", Shared::Organisation);
    joint.joint_owner = Some(RANDERS.to_owned());
    let mut asked = Case::new(31, "consultant-kolding", Shared::Draft);
    asked.invited = Some(RANDERS.to_owned());
    let mut deleted = Case::new(32, "consultant-randers", Shared::Public);
    deleted.deleted = true;
    let local = Case::new(33, "consultant-randers", Shared::Draft);
    cases.extend([joint, asked, deleted, local]);
    for case in &mut cases {
        case.asked_by = asking(case);
    }
    cases
}
