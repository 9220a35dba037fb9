import { useWrite } from "../client/write.ts";
import { InviteDialog } from "../owners/InviteDialog.tsx";
import { useSpeech } from "../texts/language.tsx";
import { type CollectionData, InviteDocument } from "./document.ts";
import { collections } from "./texts.ts";

interface Props {
  found: CollectionData;
  onClose: (done: boolean) => void;
}

/** Asks an organisation to own the collection as well. */
export function InviteOwnerDialog({ found, onClose }: Props) {
  const { t } = useSpeech();
  const { write, busy } = useWrite(InviteDocument);
  const invited = found.internal?.invited ?? [];
  return (
    <InviteDialog
      title={t(collections.invite)}
      why={t(collections.inviteWhy)}
      without={[found.lead, ...found.jointOwners, ...invited].map((one) => one.id)}
      invite={(organisationId) => write({ collectionId: found.id, organisationId })}
      busy={busy}
      onClose={onClose}
    />
  );
}
