import { useState } from "react";
import { bareId } from "../cases/address.ts";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Refused } from "../ui/Refused.tsx";
import { SecretDialog } from "../ui/SecretDialog.tsx";
import { ui } from "../ui/texts.ts";
import { HowToReport } from "./HowToReport.tsx";
import { robots } from "./texts.ts";
import { type Token, useCreate } from "./tokens.ts";

/** Makes a new token for what an old one is for; the old one works until it is revoked. */
export function RotateDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useSpeech();
  const { create, busy } = useCreate();
  const [written, setWritten] = useState<Written | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [first] = token.caseIds;
  const rotate = async () => {
    const { name, allCases, caseIds } = token;
    const result = await create({ name, caseIds: allCases ? null : [...caseIds], days: 365 });
    setWritten(result);
    setSecret(result.secret);
  };
  return (
    <SecretDialog
      title={t(robots.rotateTitle, { name: token.name })}
      secret={secret}
      label={t(robots.secret)}
      how={
        <>
          <p>{t(robots.oldStill)}</p>
          <HowToReport caseId={first ? bareId(first) : null} />
        </>
      }
      onClose={onClose}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <p>{t(robots.rotateWhy)}</p>
      <div className="row-of-buttons">
        <button type="button" className="button button-primary" disabled={busy} onClick={rotate}>
          {t(robots.rotate)}
        </button>
        <button type="button" className="button button-secondary" onClick={onClose}>
          {t(ui.cancel)}
        </button>
      </div>
    </SecretDialog>
  );
}
