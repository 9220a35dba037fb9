import { useCallback } from "react";
import { type TypedDocumentNode, useMutation } from "urql";
import type { Refusal, Written } from "../client/write.ts";

interface Plain {
  refusal: Refusal | null;
}

/** A mutation that needs no key, because doing it again does nothing more. */
export function usePlainWrite<I, D extends Record<string, Plain>>(
  document: TypedDocumentNode<D, { input: I }>,
) {
  const [{ fetching }, run] = useMutation(document);
  const write = useCallback(
    async (input: I): Promise<Written> => {
      const { data, error } = await run({ input });
      if (error) return { done: false, error };
      const outcome = Object.values(data ?? {})[0];
      const refusal = outcome?.refusal ?? undefined;
      return { done: outcome !== undefined && !refusal, refusal };
    },
    [run],
  );
  return { write, busy: fetching };
}
