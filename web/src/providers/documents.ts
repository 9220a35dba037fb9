import { graphql, type ResultOf, type VariablesOf } from "../client/graphql.ts";
import { RefusalFragment } from "../client/write.ts";

const ProviderFragment = graphql(`
  fragment Provider on IdentityProvider {
    id
    label
    issuer
    clientId
    hasClientSecret
    scopes
    claimMap {
      name
      email
      roles
      departments
      externalId
      organisation
      organisationRequired
      privileges
      roleValues {
        value
        role
      }
      defaultRoles
    }
    emailDomains
    active
    platformRoles
  }
`);

export type Provider = ResultOf<typeof ProviderFragment>;
export type ClaimMap = Provider["claimMap"];
export type Role = ClaimMap["defaultRoles"][number];

export const ProvidersDocument = graphql(
  `query IdentityProviders {
    administration {
      roles
      identityProviders { ...Provider }
    }
  }`,
  [ProviderFragment],
);

/** Of another organisation, to operators. */
export const ProvidersOfDocument = graphql(
  `query IdentityProvidersOf($organisationId: ID!) {
    identityProvidersOf(organisationId: $organisationId) { ...Provider }
  }`,
  [ProviderFragment],
);

export const TrialDocument = graphql(`
  query ProviderTest($id: ID!) {
    administration {
      providerTest(id: $id) {
        id
        providerId
        startedAt
        finishedAt
        problem
        claims {
          name
          value
        }
        dropped
        subject
        name
        email
        organisation
        roles
        departments {
          id
          name
        }
        subjects {
          numbers
          departments {
            id
            name
          }
        }
        unknownValues
      }
    }
  }
`);

export type Trial = NonNullable<
  NonNullable<ResultOf<typeof TrialDocument>["administration"]>["providerTest"]
>;

export const SaveDocument = graphql(
  `mutation SaveIdentityProvider($input: SaveIdentityProviderInput!) {
    saveIdentityProvider(input: $input) { provider { ...Provider } refusal { ...RefusalParts } }
  }`,
  [ProviderFragment, RefusalFragment],
);

export type SaveInput = VariablesOf<typeof SaveDocument>["input"];

export const TryDocument = graphql(
  `mutation TestIdentityProvider($input: TestIdentityProviderInput!) {
    testIdentityProvider(input: $input) { test { id } startAt refusal { ...RefusalParts } }
  }`,
  [RefusalFragment],
);
