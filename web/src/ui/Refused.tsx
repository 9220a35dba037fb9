import { useEffect, useRef } from "react";
import type { CombinedError } from "urql";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "./Alert.tsx";
import { wordsOf } from "./Failed.tsx";
import { ui } from "./texts.ts";

interface Props {
  refusal?:
    | { code: string; message: string; fields: readonly { field: string; message: string }[] }
    | undefined;
  error?: CombinedError | undefined;
}

/** Signing in once more in another tab, so that what was typed here stays. */
function StepUp() {
  const { t } = useSpeech();
  return (
    <p>
      <a href="/sign-in/start?confirm=1&return=/sign-in/confirmed" target="_blank" rel="noopener">
        {t(ui.confirmYourself)}
      </a>
    </p>
  );
}

/** Why a form was not taken, in the server's own words. It gets the focus, so that it is read. */
export function Refused({ refusal, error }: Props) {
  const { t } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal || error) place.current?.focus();
  }, [refusal, error]);
  if (!refusal && !error) return null;
  return (
    <div ref={place} tabIndex={-1} className="refused">
      <Alert tone="error" heading={refusal?.message ?? t(ui.failed)}>
        {error && <p>{wordsOf(error, t(ui.offline))}</p>}
        {refusal?.code === "step_up_required" && <StepUp />}
        {refusal && refusal.fields.length > 0 && (
          <>
            <p>{t(ui.fieldsAtFault)}</p>
            <ul>
              {refusal.fields.map((one) => (
                <li key={one.field + one.message}>{one.message}</li>
              ))}
            </ul>
          </>
        )}
      </Alert>
    </div>
  );
}
