import { useQuery } from "urql";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { LogDocument } from "./documents.ts";
import { Entries } from "./Entries.tsx";
import { audit } from "./texts.ts";
import { useSpeaking } from "./useNames.ts";

/** Whatever changes somebody is in the log a moment later. */
const ASKED_AGAIN = { additionalTypenames: ["AdministeredPerson"] };

/** What happened to one person lately. */
export function LatestEntries({ person }: { person: string }) {
  const { t } = useSpeech();
  const speaking = useSpeaking();
  const [{ data, error, fetching }, again] = useQuery({
    query: LogDocument,
    variables: { filter: { person, kinds: [] }, first: 5, after: null },
    context: ASKED_AGAIN,
  });
  if (error && !data && !fetching) {
    return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  }
  if (!data) return <Loading lines={5} />;
  const entries = data.administration?.auditLog.nodes ?? [];
  if (entries.length === 0) return <p>{t(audit.nothingOfPerson)}</p>;
  return <Entries entries={entries} speaking={speaking} />;
}
