import { useCallback } from "react";
import { type TypedDocumentNode, useMutation } from "urql";
import type { Refusal, Written } from "../client/write.ts";

interface Plain {
  refusal: Refusal | null;
}

/** How a write went that answers more than a case's does. */
export interface WrittenPlain<A> extends Omit<Written, "outcome"> {
  answer?: A;
}

/** A mutation that takes no key: doing it again does nothing more, or nobody does it again by itself. */
export function usePlainWrite<I, D extends Record<string, Plain>>(
  document: TypedDocumentNode<D, { input: I }>,
) {
  const [{ fetching }, run] = useMutation(document);
  const write = useCallback(
    async (input: I): Promise<WrittenPlain<D[keyof D]>> => {
      const { data, error } = await run({ input });
      if (error) return { done: false, error };
      const [answer] = Object.values(data ?? {}) as D[keyof D][];
      const refusal = answer?.refusal ?? undefined;
      return answer ? { done: !refusal, answer, refusal } : { done: false };
    },
    [run],
  );
  return { write, busy: fetching };
}
