import { graphql, type ResultOf } from "../client/graphql.ts";
import { OutcomeFragment } from "../client/write.ts";

/** Who owns a case and who is on it, as its owners see it. */
export const OwnersFragment = graphql(`
  fragment Owners on Case {
    internal {
      canOfferLead
      canAnswerLeadOffer
      invited {
        id
        cvr
        name
      }
      leadOfferedTo {
        id
        name
      }
      people {
        person {
          id
          name
          email
        }
        roles
      }
      departments {
        id
        name
      }
    }
  }
`);

type Internal = NonNullable<ResultOf<typeof OwnersFragment>["internal"]>;
export type OnCase = Internal["people"][number];
export type Role = OnCase["roles"][number];

export const InviteDocument = graphql(
  `mutation InviteJointOwner($input: JointOwnerInput!) { inviteJointOwner(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const WithdrawInvitationDocument = graphql(
  `mutation WithdrawInvitation($input: JointOwnerInput!) { withdrawInvitation(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const LeaveDocument = graphql(
  `mutation LeaveOwners($input: OwnershipInput!) { leaveOwners(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const AcceptDocument = graphql(
  `mutation AcceptInvitation($input: OwnershipInput!) { acceptInvitation(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const DeclineDocument = graphql(
  `mutation DeclineInvitation($input: OwnershipInput!) { declineInvitation(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const OfferLeadDocument = graphql(
  `mutation OfferLead($input: JointOwnerInput!) { offerLead(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const WithdrawLeadDocument = graphql(
  `mutation WithdrawLeadOffer($input: OwnershipInput!) { withdrawLeadOffer(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const AcceptLeadDocument = graphql(
  `mutation AcceptLead($input: OwnershipInput!) { acceptLead(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const DeclineLeadDocument = graphql(
  `mutation DeclineLead($input: OwnershipInput!) { declineLead(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const AssignDocument = graphql(
  `mutation AssignPerson($input: PersonOnCaseInput!) { assignPerson(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const UnassignDocument = graphql(
  `mutation UnassignPerson($input: PersonOnCaseInput!) { unassignPerson(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
export const DepartmentsDocument = graphql(
  `mutation SetDepartments($input: ReviseInternalNotesInput!) { reviseInternalNotes(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
