import { graphql, type ResultOf } from "../client/graphql.ts";
import { RefusalFragment } from "../client/write.ts";
import { usePlainWrite } from "../writes/usePlainWrite.ts";

export const TokensDocument = graphql(`
  query RobotTokens {
    robotTokens {
      id
      name
      prefix
      allCases
      caseIds
      createdAt
      createdBy {
        id
        name
      }
      expiresAt
      revokedAt
      lastUsedAt
    }
  }
`);

export type Token = NonNullable<ResultOf<typeof TokensDocument>["robotTokens"]>[number];

const CreateDocument = graphql(
  `mutation CreateRobotToken($input: CreateRobotTokenInput!) {
    createRobotToken(input: $input) { secret token { id } refusal { ...RefusalParts } }
  }`,
  [RefusalFragment],
);
const RevokeDocument = graphql(
  `mutation RevokeRobotToken($input: RevokeRobotTokenInput!) {
    revokeRobotToken(input: $input) { token { id } refusal { ...RefusalParts } }
  }`,
  [RefusalFragment],
);

export interface Wanted {
  name: string;
  /** None for all cases of the organisation. */
  caseIds: string[] | null;
  days: number;
}

/** Makes a token; its secret is in the answer and nowhere else. */
export function useCreate() {
  const { write, busy } = usePlainWrite(CreateDocument);
  const create = async (input: Wanted) => {
    const result = await write(input);
    return { ...result, secret: result.answer?.secret ?? null };
  };
  return { create, busy };
}

/** Takes a token back. */
export function useRevoke() {
  return usePlainWrite(RevokeDocument).write;
}
