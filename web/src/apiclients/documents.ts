import { graphql, type ResultOf } from "../client/graphql.ts";
import { RefusalFragment } from "../client/write.ts";
import { stateOf } from "../ui/state.ts";

export const ClientsDocument = graphql(`
  query ApiClients {
    apiClients {
      id
      clientId
      name
      scopes
      createdAt
      createdBy {
        id
        name
      }
      revokedAt
      lastUsedAt
      secrets {
        prefix
        createdAt
        expiresAt
      }
    }
  }
`);

export type ApiClient = NonNullable<ResultOf<typeof ClientsDocument>["apiClients"]>[number];
export type ApiScope = ApiClient["scopes"][number];

export const CreateDocument = graphql(
  `mutation CreateApiClient($input: CreateApiClientInput!) {
    createApiClient(input: $input) { secret client { id clientId name scopes } refusal { ...RefusalParts } }
  }`,
  [RefusalFragment],
);
export const RotateDocument = graphql(
  `mutation RotateApiClient($input: RotateApiClientInput!) {
    rotateApiClient(input: $input) { secret client { id secrets { prefix expiresAt } } refusal { ...RefusalParts } }
  }`,
  [RefusalFragment],
);
export const RevokeDocument = graphql(
  `mutation RevokeApiClient($input: RevokeApiClientInput!) {
    revokeApiClient(input: $input) { client { id } refusal { ...RefusalParts } }
  }`,
  [RefusalFragment],
);

/** How it stands with a client: as with its newest secret, and without one it is over. */
export function stateOfClient({ revokedAt, secrets }: ApiClient, now = Date.now()) {
  const expiresAt = secrets[0]?.expiresAt ?? new Date(0).toISOString();
  return stateOf({ revokedAt, expiresAt }, now);
}
