import { useState } from "react";
import { useNavigate } from "react-router";
import { useSpeech } from "../texts/language.tsx";
import { usePlainWrite, type WrittenPlain } from "../writes/usePlainWrite.ts";
import { type Provider, TryDocument } from "./documents.ts";

/** Where a provider's page is. */
export const providerAddress = (id: string) => `/min-organisation/login/${id}`;

/** What is in the way of a trial. */
export interface Hindrance extends WrittenPlain<unknown> {
  /** The provider cannot be reached, as the gateway says it. */
  unreachable?: string;
}

/**
 * Sends the browser to a provider to try it. That the provider can be reached at all is asked first,
 * for else the browser would end on a page of the gateway's that leads nowhere.
 */
export function useTrial() {
  const { language } = useSpeech();
  const navigate = useNavigate();
  const { write, busy } = usePlainWrite(TryDocument);
  const [hindrance, setHindrance] = useState<Hindrance | null>(null);
  const [leaves, setLeaves] = useState(false);
  const start = async (provider: Provider): Promise<void> => {
    const { answer, ...result } = await write({
      providerId: provider.id,
      returnPath: providerAddress(provider.id),
    });
    if (!answer?.startAt || !answer.test) return setHindrance(result);
    setLeaves(true);
    const unreachable = await refusalAt(answer.startAt, language);
    if (unreachable !== null) {
      setLeaves(false);
      return setHindrance({ done: false, unreachable });
    }
    setHindrance(null);
    // Whoever comes back by the browser's own button finds the trial that waits for them.
    await navigate(`${providerAddress(provider.id)}?test=${answer.test.id}`, { replace: true });
    window.location.assign(answer.startAt);
  };
  return { start, busy: busy || leaves, hindrance };
}

/** What the gateway says where it does not send the browser on; none where it does. */
async function refusalAt(path: string, language: string): Promise<string | null> {
  try {
    const headers = { accept: "application/json", "accept-language": language };
    const answer = await fetch(path, { redirect: "manual", headers });
    if (answer.type === "opaqueredirect") return null;
    return ((await answer.json()) as { title?: string }).title ?? "";
  } catch {
    return "";
  }
}
