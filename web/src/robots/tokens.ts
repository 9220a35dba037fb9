import { useCallback } from "react";
import { useMutation } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { RefusalFragment, type Written } from "../client/write.ts";

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
  const [{ fetching }, run] = useMutation(CreateDocument);
  const create = useCallback(
    async (input: Wanted): Promise<Written & { secret: string | null }> => {
      const { data, error } = await run({ input });
      const { refusal, secret } = data?.createRobotToken ?? {};
      if (error) return { done: false, error, secret: null };
      return { done: secret != null, refusal: refusal ?? undefined, secret: secret ?? null };
    },
    [run],
  );
  return { create, busy: fetching };
}

/** Takes a token back. */
export function useRevoke() {
  const [, run] = useMutation(RevokeDocument);
  return useCallback(
    async (id: string): Promise<Written> => {
      const { data, error } = await run({ input: { id } });
      if (error) return { done: false, error };
      const refusal = data?.revokeRobotToken.refusal ?? undefined;
      return { done: data !== undefined && !refusal, refusal };
    },
    [run],
  );
}

/** Days before its end from which a token is said to end soon. */
const SOON = 30;

export type State = "good" | "soon" | "over" | "revoked";

/** How it stands with a token at a moment. */
export function stateOf(token: Pick<Token, "revokedAt" | "expiresAt">, now = Date.now()): State {
  if (token.revokedAt) return "revoked";
  if (!token.expiresAt) return "good";
  const days = (Date.parse(token.expiresAt) - now) / 86_400_000;
  if (days <= 0) return "over";
  return days <= SOON ? "soon" : "good";
}
