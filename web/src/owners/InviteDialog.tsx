import { useState } from "react";
import { OrganisationPicker } from "../cases/OrganisationPicker.tsx";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { FormDialog } from "../writes/FormDialog.tsx";
import { owners } from "./texts.ts";

interface Props {
  title: string;
  why: string;
  /** Ids of those who own it or are asked already. */
  without: readonly string[];
  invite: (organisationId: string) => Promise<Written>;
  busy: boolean;
  onClose: (done: boolean) => void;
}

/** Asks an organisation to own a case or a collection as well. */
export function InviteDialog({ title, why, without, invite, busy, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const [written, setWritten] = useState<Written | null>(null);
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const send = async () => {
    if (!chosen) return;
    const result = await invite(chosen.id);
    setWritten(result);
    if (!result.done) return;
    tell("success", t(owners.invitedNow, { name: chosen.name }));
    onClose(true);
  };
  return (
    <FormDialog
      title={title}
      why={why}
      act={t(owners.inviteNow, { name: chosen?.name ?? "" })}
      written={written}
      disabled={busy || !chosen}
      onSubmit={send}
      onClose={() => onClose(false)}
    >
      <OrganisationPicker
        label={t(owners.organisation)}
        hint={t(owners.organisationHint)}
        nothing={t(owners.noOrganisation)}
        without={without}
        onPick={setChosen}
      />
      <p role="status">{chosen && <strong>{chosen.name}</strong>}</p>
    </FormDialog>
  );
}
