//! The access policy held against a small model, and the keys against the policy.

#![allow(clippy::unwrap_used)]

mod anybody;
mod model;

use std::collections::BTreeSet;

use case::access::{Action, Facts, Principal, Role, Scope, decide, permit, side};
use proptest::prelude::*;
use uuid::Uuid;
use vocabulary::{RefusalCode, Visibility};

use crate::anybody::{CASE, ORGANISATIONS, client, cvr, facts, person, principal, scopes};
use crate::model::model_may_read;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn reading_is_as_the_model_says_and_keys_meet_exactly_then(
        principal in principal(),
        facts in facts(),
    ) {
        let allowed = decide(&principal, Action::Read, &facts);
        prop_assert_eq!(allowed, model_may_read(&principal, &facts));
        let meets = !facts.keys().is_disjoint(&principal.keys());
        prop_assert_eq!(allowed, meets);
    }

    #[test]
    fn whoever_may_do_anything_to_a_case_may_read_it(principal in principal(), facts in facts()) {
        for action in [
            Action::ReadOwn,
            Action::ReadInternal,
            Action::Edit,
            Action::ChangeVisibility,
            Action::AnswerInvitation,
            Action::LeaveOwners,
            Action::OfferLead,
            Action::AnswerLeadOffer,
            Action::Comment,
            Action::Follow,
            Action::Reuse,
            Action::Enquire,
            Action::ReportError,
        ] {
            if decide(&principal, action, &facts) {
                prop_assert!(decide(&principal, Action::Read, &facts), "{:?}", action);
            }
        }
    }

    /// Gone for everybody: what is left is to bring it back, for those who could delete it, and
    /// the keys of the list that they find it in meet exactly theirs.
    #[test]
    fn a_deleted_case_is_there_for_nobody_but_those_who_may_restore_it(
        principal in principal(),
        facts in facts(),
    ) {
        let there = Facts { deleted: false, ..facts.clone() };
        let deleted = Facts { deleted: true, ..facts };
        let may = decide(&principal, Action::ChangeVisibility, &there);
        let binds = may && !matches!(principal, Principal::Client { .. });
        prop_assert_eq!(decide(&principal, Action::ChangeOwners, &there), binds);
        for facts in [&there, &deleted] {
            prop_assert_eq!(decide(&principal, Action::Delete, facts), may);
            prop_assert_eq!(decide(&principal, Action::Restore, facts), may);
        }
        for action in [
            Action::Read,
            Action::ReadOwn,
            Action::ReadInternal,
            Action::Edit,
            Action::ChangeVisibility,
            Action::AnswerInvitation,
            Action::LeaveOwners,
            Action::OfferLead,
            Action::AnswerLeadOffer,
            Action::Comment,
            Action::Follow,
            Action::Reuse,
        ] {
            prop_assert!(!decide(&principal, action, &deleted), "{:?}", action);
            if principal != Principal::Anonymous {
                let gone = permit(&principal, action, &deleted).unwrap_err();
                prop_assert_eq!(gone, permit(&principal, action, &Facts::default()).unwrap_err());
            }
        }
        prop_assert_eq!(!deleted.deleted_keys().is_disjoint(&principal.deleted_keys()), may);
        prop_assert!(there.deleted_keys().is_empty() && deleted.keys().is_empty());
        prop_assert!(principal.keys().is_disjoint(&deleted.deleted_keys()));
    }

    #[test]
    fn nobody_outside_the_owners_edits_or_reads_what_is_internal(
        principal in principal(),
        facts in facts(),
    ) {
        let own = principal.organisation().is_some_and(|cvr| facts.is_owned_by(cvr));
        for action in [
            Action::ReadOwn,
            Action::ReadInternal,
            Action::Edit,
            Action::ChangeVisibility,
            Action::LeaveOwners,
            Action::OfferLead,
            Action::AnswerLeadOffer,
        ] {
            prop_assert!(own || !decide(&principal, action, &facts), "{:?}", action);
        }
    }

    #[test]
    fn only_the_lead_s_people_change_owners_and_only_superusers_bind_another_organisation(
        principal in principal(),
        facts in facts(),
    ) {
        let leads = principal.organisation() == facts.lead;
        prop_assert!(leads || !decide(&principal, Action::ChangeVisibility, &facts));
        let superuser = match &principal {
            Principal::Anonymous | Principal::Robot { .. } | Principal::Client { .. } => false,
            Principal::Person { roles, .. } => roles.contains(&Role::Superuser),
            Principal::Job { .. } => true,
        };
        prop_assert!(leads || !decide(&principal, Action::OfferLead, &facts));
        for action in [
            Action::AnswerInvitation,
            Action::LeaveOwners,
            Action::OfferLead,
            Action::AnswerLeadOffer,
        ] {
            prop_assert!(superuser || !decide(&principal, action, &facts), "{:?}", action);
        }
    }

    /// What SQL asks of who may share a case is what the policy says.
    #[test]
    fn whoever_holds_a_key_of_editors_to_a_case_that_they_lead_may_share_it(
        principal in principal(),
        facts in facts(),
    ) {
        let leads = principal.organisation().is_some() && principal.organisation() == facts.lead;
        let holds = leads && !facts.keys().is_disjoint(&principal.edit_keys());
        prop_assert_eq!(holds, decide(&principal, Action::ChangeVisibility, &facts));
    }

    /// An invitation opens a case for reading to those who answer it, and counts in no figure.
    #[test]
    fn an_invitation_gives_nothing_but_reading(principal in principal(), facts in facts()) {
        let uninvited = Facts { invited: BTreeSet::new(), ..facts.clone() };
        for action in
            [Action::ReadOwn, Action::ReadInternal, Action::Edit, Action::ChangeVisibility]
        {
            prop_assert_eq!(
                decide(&principal, action, &facts),
                decide(&principal, action, &uninvited)
            );
        }
        let counted = !facts.statistics_keys().is_disjoint(&principal.statistics_keys());
        let coordinates = matches!(
            &principal,
            Principal::Person { roles, .. } if roles.contains(&Role::Coordinator)
        );
        if !coordinates {
            prop_assert_eq!(counted, decide(&principal, Action::Read, &uninvited));
        }
    }

    #[test]
    fn a_foreign_private_case_and_a_missing_one_are_answered_alike(
        principal in principal(),
        facts in facts(),
    ) {
        if principal != Principal::Anonymous && !decide(&principal, Action::Read, &facts) {
            for action in [
                Action::Read,
                Action::Edit,
                Action::Comment,
                Action::Reuse,
                Action::Enquire,
                Action::ReportError,
                Action::ChangeVisibility,
                Action::AnswerInvitation,
                Action::LeaveOwners,
                Action::OfferLead,
                Action::AnswerLeadOffer,
            ] {
                let foreign = permit(&principal, action, &facts).unwrap_err();
                let missing = permit(&principal, action, &Facts::default()).unwrap_err();
                prop_assert_eq!(foreign.code, RefusalCode::CaseUnknown);
                prop_assert_eq!(foreign, missing);
            }
        }
    }

    #[test]
    fn a_robot_reports_and_does_nothing_else(
        organisation in cvr(),
        named in prop::option::of(Just(BTreeSet::from([CASE]))),
        facts in facts(),
    ) {
        let everywhere = named.is_none();
        let robot = Principal::Robot { id: Uuid::from_u128(9), organisation, cases: named };
        let own = facts.is_owned_by(organisation) && !facts.deleted;
        let may = own && (!everywhere || facts.visibility != Visibility::Draft);
        prop_assert_eq!(decide(&robot, Action::ReportRuns, &facts), may);
        for action in [
            Action::Register, Action::Read, Action::ReadOwn, Action::ReadInternal, Action::Edit,
            Action::ChangeVisibility, Action::AnswerInvitation, Action::LeaveOwners, Action::Delete,
            Action::Restore, Action::Comment, Action::Follow, Action::Reuse, Action::Enquire,
            Action::ReportError, Action::AllowRobot,
        ] {
            prop_assert!(!decide(&robot, action, &facts), "{:?}", action);
        }
        let keys = [robot.keys(), robot.deleted_keys(), robot.statistics_keys()];
        prop_assert!(keys.iter().all(BTreeSet::is_empty));
        for asking in ORGANISATIONS {
            prop_assert_eq!(side(&robot, asking.parse().unwrap(), &facts), None);
        }
    }

    #[test]
    fn a_client_does_what_its_scopes_say_and_never_binds_its_organisation(
        organisation in cvr(),
        scopes in scopes(),
        facts in facts(),
    ) {
        let program = client(organisation, scopes.clone());
        let own = facts.is_owned_by(organisation) && !facts.deleted;
        let writes = scopes.contains(&Scope::WriteCases);
        for action in [Action::Edit, Action::ReadInternal] {
            prop_assert_eq!(decide(&program, action, &facts), own && writes, "{:?}", action);
        }
        prop_assert_eq!(decide(&program, Action::Register, &Facts::default()), writes);
        let reports = own
            && scopes.contains(&Scope::ReportRuns)
            && facts.visibility != Visibility::Draft;
        prop_assert_eq!(decide(&program, Action::ReportRuns, &facts), reports);
        for action in [
            Action::AnswerInvitation, Action::LeaveOwners, Action::OfferLead,
            Action::AnswerLeadOffer, Action::Comment, Action::Enquire, Action::ReportError,
            Action::Follow, Action::ChangeOwners,
        ] {
            prop_assert!(!decide(&program, action, &facts), "{:?}", action);
        }
        let keys = [program.keys(), program.deleted_keys(), program.statistics_keys()];
        let none = keys.iter().all(BTreeSet::is_empty) && program.organisation().is_none();
        prop_assert_eq!(none, !program.may_read_at_all());
    }

    #[test]
    fn a_platform_role_opens_no_case(facts in facts(), id in person(), organisation in cvr()) {
        let of = |roles: &[Role]| Principal::Person {
            id,
            organisation,
            roles: roles.iter().copied().collect(),
            units: BTreeSet::new(),
            subjects: BTreeSet::new(),
        };
        let plain = of(&[]);
        let platform = of(&[Role::Coordinator, Role::CatalogueEditor, Role::Operator,
            Role::Administrator, Role::ApiAdministrator]);
        for action in [Action::Read, Action::Edit, Action::ReadInternal, Action::Comment] {
            let without = decide(&plain, action, &facts);
            prop_assert_eq!(without, decide(&platform, action, &facts));
        }
    }
}
