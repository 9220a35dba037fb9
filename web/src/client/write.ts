import { useCallback, useState } from "react";
import { type CombinedError, type TypedDocumentNode, useMutation } from "urql";
import { graphql, type ResultOf } from "./graphql.ts";
import { newId } from "./ids.ts";

/** Why something was not done, and what happened since the revision that it was held against. */
export const RefusalFragment = graphql(`
  fragment RefusalParts on Refusal {
    code
    message
    fields {
      field
      rule
      limit
      message
    }
    changedSince {
      revision
      event
      at
      person {
        name
      }
      organisation {
        name
      }
      changes {
        field
        before
        after
      }
    }
  }
`);

/** What every mutation is asked to answer with; spread as `...Outcome`. */
export const OutcomeFragment = graphql(
  `
    fragment Outcome on CaseOutcome {
      revision
      repeated
      refusal {
        ...RefusalParts
      }
    }
  `,
  [RefusalFragment],
);

export type Outcome = ResultOf<typeof OutcomeFragment>;
export type Refusal = NonNullable<Outcome["refusal"]>;

/** How a write went: done, refused for a reason that a person can act on, or failed. */
export interface Written {
  done: boolean;
  outcome?: Outcome;
  refusal?: Refusal | undefined;
  error?: CombinedError;
}

/**
 * A mutation with one input. Each call has an idempotency key of its own; trying the same input
 * again after a failed line uses the same key, so that it has one effect.
 */
export function useWrite<I extends object>(
  document: TypedDocumentNode<Record<string, Outcome>, { input: I }>,
) {
  const [{ fetching }, run] = useMutation(document);
  const [attempt, setAttempt] = useState<{ input: string; key: string } | null>(null);
  const write = useCallback(
    async (input: Omit<I, "idempotencyKey">): Promise<Written> => {
      const text = JSON.stringify(input);
      const key = attempt?.input === text ? attempt.key : newId();
      setAttempt({ input: text, key });
      const result = await run({ input: { ...input, idempotencyKey: key } as unknown as I });
      if (result.error) return { done: false, error: result.error };
      setAttempt(null);
      const outcome = Object.values(result.data ?? {})[0];
      const refusal = outcome?.refusal ?? undefined;
      return outcome ? { done: !refusal, outcome, refusal } : { done: false };
    },
    [attempt, run],
  );
  return { write, busy: fetching };
}
