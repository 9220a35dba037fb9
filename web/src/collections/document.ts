import { graphql, type ResultOf } from "../client/graphql.ts";
import { OutcomeFragment } from "../client/write.ts";

/** A collection as its page has it; its cases are a list of cases of their own. */
export const CollectionDocument = graphql(`
  query Collection($id: ID!) {
    collection(id: $id) {
      id
      kind
      lead {
        id
        name
      }
      jointOwners {
        id
        name
      }
      about {
        title
        summary
        description
        subjectAreas
        kle
        form
      }
      descriptionHtml
      contact {
        role
        organisation
        mailbox
        telephone
        website
      }
      visibility
      invited
      internal {
        revision
        canEdit
        canChangeOwners
        invited {
          id
          name
        }
      }
      cases(first: 1) {
        totalCount
      }
      asksFor(first: 100) {
        nodes {
          id
          basics {
            title
          }
          lead {
            name
          }
        }
      }
    }
  }
`);

export type CollectionData = NonNullable<ResultOf<typeof CollectionDocument>["collection"]>;

/** A collection in a list. */
export const CollectionCardFragment = graphql(`
  fragment CollectionCard on Collection {
    id
    kind
    lead {
      name
    }
    about {
      title
      summary
      subjectAreas
    }
    visibility
    invited
    cases(first: 1) {
      totalCount
    }
  }
`);

export type CollectionCardData = ResultOf<typeof CollectionCardFragment>;

export const StartDocument = graphql(
  `mutation StartCollection($input: StartCollectionInput!) { startCollection(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const DescribeDocument = graphql(
  `mutation DescribeCollection($input: DescribeCollectionInput!) { describeCollection(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const ShareDocument = graphql(
  `mutation ShareCollection($input: ShareCollectionInput!) { shareCollection(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const InviteDocument = graphql(
  `mutation InviteCollectionOwner($input: CollectionOwnerInput!) { inviteCollectionOwner(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const WithdrawDocument = graphql(
  `mutation WithdrawCollectionInvitation($input: CollectionOwnerInput!) { withdrawCollectionInvitation(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const AcceptDocument = graphql(
  `mutation AcceptCollection($input: CollectionInput!) { acceptCollectionInvitation(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const DeclineDocument = graphql(
  `mutation DeclineCollection($input: CollectionInput!) { declineCollectionInvitation(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const LeaveDocument = graphql(
  `mutation LeaveCollection($input: CollectionInput!) { leaveCollection(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const DissolveDocument = graphql(
  `mutation DissolveCollection($input: CollectionInput!) { dissolveCollection(input: $input) { ...Outcome collection { id } } }`,
  [OutcomeFragment],
);
export const AddDocument = graphql(
  `mutation AddToCollection($input: CollectedCaseInput!) { addToCollection(input: $input) { ...Outcome case { id } collection { id } } }`,
  [OutcomeFragment],
);
export const TakeOutDocument = graphql(
  `mutation TakeOutOfCollection($input: CollectedCaseInput!) { takeOutOfCollection(input: $input) { ...Outcome case { id } collection { id } } }`,
  [OutcomeFragment],
);
export const ConsentDocument = graphql(
  `mutation AnswerConsent($input: AnswerConsentInput!) { answerConsent(input: $input) { ...Outcome case { id } collection { id } } }`,
  [OutcomeFragment],
);
