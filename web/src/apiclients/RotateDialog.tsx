import { useState } from "react";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { DaysField } from "../ui/DaysField.tsx";
import { TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { SecretDialog } from "../ui/SecretDialog.tsx";
import { areDays } from "../ui/state.ts";
import { ui } from "../ui/texts.ts";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { type ApiClient, RotateDocument } from "./documents.ts";
import { apiclients } from "./texts.ts";

/** The longest that an old secret is good beside the new one, in hours. */
const LONGEST_OVERLAP = 336;

interface Rotated {
  secret: string;
  /** The secret before, while it is good. */
  old: { prefix: string; expiresAt: string | null } | null;
}

interface Props {
  client: ApiClient;
  onClose: () => void;
}

/** Gives a client another secret, and says when the old one ends. */
export function RotateDialog({ client, onClose }: Props) {
  const { t, f } = useSpeech();
  const { write, busy } = usePlainWrite(RotateDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [rotated, setRotated] = useState<Rotated | null>(null);
  const [days, setDays] = useState("365");
  const [hours, setHours] = useState("24");
  const fits = /^\d{1,3}$/.test(hours.trim()) && Number(hours) <= LONGEST_OVERLAP;
  const rotate = async () => {
    if (!fits || !areDays(days)) return;
    const input = { id: client.id, days: Number(days), overlapHours: Number(hours) };
    const { answer, ...result } = await write(input);
    setWritten(result);
    const [, old] = answer?.client?.secrets ?? [];
    if (answer?.secret) setRotated({ secret: answer.secret, old: old ?? null });
  };
  return (
    <SecretDialog
      title={t(rotated ? apiclients.secretOf : apiclients.rotateOf, { name: client.name })}
      secret={rotated?.secret ?? null}
      label={t(apiclients.secret)}
      how={
        <p>
          {rotated?.old?.expiresAt
            ? t(apiclients.oldUntil, {
                prefix: rotated.old.prefix,
                until: f.moment(rotated.old.expiresAt),
              })
            : t(apiclients.oldOver)}
        </p>
      }
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          rotate();
        }}
      >
        <Refused refusal={written?.refusal} error={written?.error} />
        <p>{t(apiclients.rotateWhy)}</p>
        <TextField
          label={t(apiclients.overlap)}
          hint={t(apiclients.overlapHint)}
          error={fits ? undefined : t(apiclients.overlapWrong)}
          numeric
          value={hours}
          onChange={setHours}
        />
        <DaysField value={days} onChange={setDays} />
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(apiclients.rotate)}
          </button>
          <button type="button" className="button button-secondary" onClick={onClose}>
            {t(ui.cancel)}
          </button>
        </div>
      </form>
    </SecretDialog>
  );
}
