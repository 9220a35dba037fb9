import { useMemo } from "react";
import { useQuery } from "urql";
import { bareId } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import { NamesDocument } from "./documents.ts";
import type { Speaking } from "./sentences.ts";

/** How to say entries of one's own organisation, with the names of what they are about. */
export function useSpeaking(pause = false): Speaking {
  const { t, l } = useSpeech();
  const [{ data }] = useQuery({ query: NamesDocument, pause, requestPolicy: "cache-first" });
  const names = useMemo(() => {
    const known = [
      ...(data?.provisionedGroups ?? []),
      ...(data?.apiClients ?? []),
      ...(data?.robotTokens ?? []),
      ...(data?.administration?.identityProviders ?? []).map(({ id, label }) => ({
        id,
        name: label,
      })),
    ];
    return new Map(known.map(({ id, name }) => [bareId(id), name]));
  }, [data]);
  return { t, l, names };
}
