import { useSpeech } from "../texts/language.tsx";
import { robots } from "./texts.ts";

/** A report of one run, as a script sends it, about a case if one is meant. */
export function HowToReport({ caseId }: { caseId: string | null }) {
  const { t } = useSpeech();
  return (
    <>
      <h3>{t(robots.how)}</h3>
      <pre className="example">{`curl ${window.location.origin}/api/v1/runs \\
  -H "Authorization: Bearer $GENVEJ_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"runs":[{"case":"${caseId ?? "…"}","robot":"Robot 1",
    "externalId":"4711","startedAt":"2026-03-01T08:00:00+01:00",
    "endedAt":"2026-03-01T09:30:00+01:00","itemsDone":40,"itemsFailed":2}]}'`}</pre>
    </>
  );
}
