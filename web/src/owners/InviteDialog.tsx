import { useState } from "react";
import type { CaseData } from "../case/document.ts";
import { OrganisationPicker } from "../cases/OrganisationPicker.tsx";
import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { InviteDocument } from "./document.ts";
import { owners } from "./texts.ts";

interface Props {
  found: CaseData;
  invited: string[];
  onClose: (done: boolean) => void;
}

/** Asks an organisation to own the case as well. */
export function InviteDialog({ found, invited, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(InviteDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const invite = async () => {
    if (!chosen) return;
    const result = await write({ caseId: found.id, organisationId: chosen.id });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(owners.invitedNow, { name: chosen.name }));
    onClose(true);
  };
  return (
    <Dialog title={t(owners.invite)} onClose={() => onClose(false)}>
      <p>{t(owners.inviteWhy)}</p>
      <Refused refusal={written?.refusal} error={written?.error} />
      <OrganisationPicker
        label={t(owners.organisation)}
        hint={t(owners.organisationHint)}
        nothing={t(owners.noOrganisation)}
        without={[found.lead.id, ...found.jointOwners.map((one) => one.id), ...invited]}
        onPick={setChosen}
      />
      <p role="status">{chosen && <strong>{chosen.name}</strong>}</p>
      <div className="row-of-buttons">
        <button
          type="button"
          className="button button-primary"
          disabled={busy || !chosen}
          onClick={invite}
        >
          {t(owners.inviteNow, { name: chosen?.name ?? "" })}
        </button>
        <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
          {t(ui.cancel)}
        </button>
      </div>
    </Dialog>
  );
}
