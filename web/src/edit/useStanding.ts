import { useState } from "react";
import type { TypedDocumentNode } from "urql";
import type { CaseData } from "../case/document.ts";
import { type Outcome, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import { useTell } from "../ui/Toasts.tsx";

export interface StandingProps {
  found: CaseData;
  refresh: () => void;
}

/** A small form that changes where a case stands, and tells how it went. */
export function useStanding<I extends { caseId: string }>(
  { found, refresh }: StandingProps,
  document: TypedDocumentNode<Record<string, Outcome>, { input: I }>,
  done: Text,
) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(document);
  const [written, setWritten] = useState<Written | null>(null);
  const send = async (input: Omit<I, "caseId" | "idempotencyKey" | "expectedRevision">) => {
    const result = await write({ ...input, caseId: found.id } as unknown as Omit<
      I,
      "idempotencyKey"
    >);
    setWritten(result);
    if (!result.done) return;
    tell("success", t(done));
    refresh();
  };
  return { send, busy, written };
}
