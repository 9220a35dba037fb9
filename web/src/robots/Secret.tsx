import { useId } from "react";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { robots } from "./texts.ts";

interface Props {
  secret: string;
  /** A case that the example is about. */
  caseId: string | null;
  onClose: () => void;
}

/** The secret of a new token, this once, with how it is used. */
export function Secret({ secret, caseId, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const id = useId();
  const copy = async () => {
    await navigator.clipboard?.writeText(secret);
    tell("success", t(robots.copied));
  };
  return (
    <>
      <Alert tone="info">{t(robots.secretOnce)}</Alert>
      <div className="form-group">
        <label className="form-label" htmlFor={id}>
          {t(robots.secret)}
        </label>
        <input
          id={id}
          className="form-input form-input--wide robots-secret"
          readOnly
          value={secret}
          onFocus={(event) => event.target.select()}
        />
      </div>
      <h3>{t(robots.how)}</h3>
      <pre className="robots-example">{exampleOf(window.location.origin, caseId ?? "…")}</pre>
      <div className="row-of-buttons">
        <IconButton icon="copy" kind="primary" onClick={copy}>
          {t(robots.copy)}
        </IconButton>
        <IconButton icon="check" onClick={onClose}>
          {t(robots.haveIt)}
        </IconButton>
      </div>
    </>
  );
}

/** A report of one run, as a script sends it. */
function exampleOf(origin: string, caseId: string): string {
  return `curl ${origin}/api/v1/runs \\
  -H "Authorization: Bearer $GENVEJ_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"runs":[{"case":"${caseId}","robot":"Robot 1",
    "externalId":"4711","startedAt":"2026-03-01T08:00:00+01:00",
    "endedAt":"2026-03-01T09:30:00+01:00","itemsDone":40,"itemsFailed":2}]}'`;
}
