import { useState } from "react";
import { OrganisationPicker } from "../cases/OrganisationPicker.tsx";
import { useWrite, type Written } from "../client/write.ts";
import { owners } from "../owners/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { type CollectionData, InviteDocument } from "./document.ts";
import { collections } from "./texts.ts";

interface Props {
  found: CollectionData;
  onClose: (done: boolean) => void;
}

/** Asks an organisation to own the collection as well. */
export function InviteOwnerDialog({ found, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(InviteDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const invited = found.internal?.invited ?? [];
  const invite = async () => {
    if (!chosen) return;
    const result = await write({ collectionId: found.id, organisationId: chosen.id });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(owners.invitedNow, { name: chosen.name }));
    onClose(true);
  };
  return (
    <Dialog title={t(collections.invite)} onClose={() => onClose(false)}>
      <p>{t(collections.inviteWhy)}</p>
      <Refused refusal={written?.refusal} error={written?.error} />
      <OrganisationPicker
        label={t(owners.organisation)}
        hint={t(owners.organisationHint)}
        nothing={t(owners.noOrganisation)}
        without={[found.lead, ...found.jointOwners, ...invited].map((one) => one.id)}
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
