import { useState } from "react";
import { useSession } from "../client/session.tsx";
import { useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { useTold } from "../writes/told.ts";
import {
  InviteDocument,
  LeaveDocument,
  OfferLeadDocument,
  WithdrawInvitationDocument,
  WithdrawLeadDocument,
} from "./document.ts";
import { InviteDialog } from "./InviteDialog.tsx";
import type { Props } from "./Owners.tsx";
import { owners } from "./texts.ts";

interface Organisation {
  id: string;
  name: string;
}

/** The organisations that own a case, and what can be done about it. */
export function Organisations({ found, internal, refresh }: Props) {
  const { t } = useSpeech();
  const [inviting, setInviting] = useState(false);
  const props = { found, internal, refresh };
  return (
    <div>
      <h3>{t(owners.owners)}</h3>
      <ul className="owners-list unstyled-list no-max-width">
        <li>
          {found.lead.name} <span className="chip">{t(owners.leads)}</span>
        </li>
        {found.jointOwners.map((one) => (
          <Joint key={one.id} one={one} {...props} />
        ))}
        {internal.invited.map((one) => (
          <Invited key={one.id} one={one} {...props} />
        ))}
      </ul>
      {internal.canChangeOwners && (
        <IconButton icon="groups" onClick={() => setInviting(true)}>
          {t(owners.invite)}
        </IconButton>
      )}
      {inviting && (
        <Inviting
          {...props}
          onClose={(done) => {
            setInviting(false);
            if (done) refresh();
          }}
        />
      )}
    </div>
  );
}

function Inviting({ found, internal, onClose }: Props & { onClose: (done: boolean) => void }) {
  const { t } = useSpeech();
  const { write, busy } = useWrite(InviteDocument);
  return (
    <InviteDialog
      title={t(owners.invite)}
      why={t(owners.inviteWhy)}
      without={[found.lead, ...found.jointOwners, ...internal.invited].map((one) => one.id)}
      invite={(organisationId) => write({ caseId: found.id, organisationId })}
      busy={busy}
      onClose={onClose}
    />
  );
}

function Invited({ one, found, internal, refresh }: Props & { one: Organisation }) {
  const { t } = useSpeech();
  const told = useTold();
  const { write, busy } = useWrite(WithdrawInvitationDocument);
  const withdraw = async () => {
    const written = await write({ caseId: found.id, organisationId: one.id });
    if (told(written, owners.withdrawn)) refresh();
  };
  return (
    <li>
      {one.name} <span className="chip chip--plain">{t(owners.invited)}</span>
      {internal.canChangeOwners && (
        <button type="button" className="text-button" disabled={busy} onClick={withdraw}>
          {t(owners.withdraw)}
          <span className="sr-only"> {one.name}</span>
        </button>
      )}
    </li>
  );
}

function Joint(props: Props & { one: Organisation }) {
  const { one, found, internal, refresh } = props;
  const { t } = useSpeech();
  const { viewer } = useSession();
  const told = useTold();
  const withdrawing = useWrite(WithdrawLeadDocument);
  const [asked, setAsked] = useState<"leave" | "offer" | null>(null);
  const isOffered = internal.leadOfferedTo?.id === one.id;
  const isOwn = viewer?.organisation.id === one.id && viewer.roles.includes("SUPERUSER");
  const close = (done: boolean) => {
    setAsked(null);
    if (done) refresh();
  };
  const takeBack = async () => {
    if (told(await withdrawing.write({ caseId: found.id }), owners.offerWithdrawn)) refresh();
  };
  return (
    <li>
      {one.name} <span className="chip chip--plain">{t(owners.joint)}</span>
      {isOffered && <span className="chip chip--warning">{t(owners.offered)}</span>}
      {internal.canOfferLead && !isOffered && (
        <button type="button" className="text-button" onClick={() => setAsked("offer")}>
          {t(owners.offer)}
          <span className="sr-only"> {one.name}</span>
        </button>
      )}
      {internal.canOfferLead && isOffered && (
        <button
          type="button"
          className="text-button"
          disabled={withdrawing.busy}
          onClick={takeBack}
        >
          {t(owners.withdrawOffer)}
        </button>
      )}
      {isOwn && (
        <button type="button" className="text-button" onClick={() => setAsked("leave")}>
          {t(owners.leave)}
        </button>
      )}
      {asked === "offer" && <Offering caseId={found.id} one={one} onClose={close} />}
      {asked === "leave" && <Leaving caseId={found.id} onClose={close} />}
    </li>
  );
}

interface AskingProps {
  caseId: string;
  onClose: (done: boolean) => void;
}

function Offering({ caseId, one, onClose }: AskingProps & { one: Organisation }) {
  const { t } = useSpeech();
  const { write } = useWrite(OfferLeadDocument);
  return (
    <ConfirmDialog
      title={t(owners.offerTitle, { name: one.name })}
      act={t(owners.offer)}
      done={t(owners.offeredNow)}
      run={() => write({ caseId, organisationId: one.id })}
      onClose={onClose}
    >
      <p>{t(owners.offerWhy)}</p>
    </ConfirmDialog>
  );
}

function Leaving({ caseId, onClose }: AskingProps) {
  const { t } = useSpeech();
  const { write } = useWrite(LeaveDocument);
  return (
    <ConfirmDialog
      title={t(owners.leaveTitle)}
      act={t(owners.leave)}
      done={t(owners.left)}
      run={() => write({ caseId })}
      onClose={onClose}
    >
      <p>{t(owners.leaveWhy)}</p>
    </ConfirmDialog>
  );
}
