import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { oneCase } from "../case/texts.ts";
import { useSession } from "../client/session.tsx";
import { useWrite } from "../client/write.ts";
import { owners } from "../owners/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { useTold } from "../writes/told.ts";
import { collectionAddress } from "./address.ts";
import type { Props } from "./CollectionPage.tsx";
import { DissolveDocument, LeaveDocument, WithdrawDocument } from "./document.ts";
import { InviteOwnerDialog } from "./InviteOwnerDialog.tsx";
import { collections } from "./texts.ts";

/** Who has a collection and whom to ask, and for its owners what can be done with it. */
export function OwnersPart({ found, refresh }: Props) {
  const { t, l } = useSpeech();
  const { contact, internal } = found;
  return (
    <aside className="collection-owners" aria-labelledby="collection-owners">
      <h2 id="collection-owners">{t(collections.owners)}</h2>
      <ul className="plain-rows unstyled-list no-max-width">
        <li>
          {found.lead.name} <span className="chip">{t(owners.leads)}</span>
        </li>
        {found.jointOwners.map((one) => (
          <li key={one.id}>
            {one.name} <span className="chip chip--plain">{t(owners.joint)}</span>
          </li>
        ))}
        {internal?.invited.map((one) => (
          <Invited key={one.id} one={one} found={found} refresh={refresh} />
        ))}
      </ul>
      {(contact?.role || contact?.mailbox || contact?.telephone) && (
        <p>
          <strong>{t(collections.contact)}</strong> {contact.role}{" "}
          {contact.mailbox && <a href={`mailto:${contact.mailbox}`}>{contact.mailbox}</a>}{" "}
          {contact.telephone}
        </p>
      )}
      {found.visibility && (
        <p>
          <strong>{t(oneCase.visibility)}:</strong> {l.of("Visibility", found.visibility)}
        </p>
      )}
      {internal && <Tools found={found} refresh={refresh} />}
    </aside>
  );
}

function Invited({ one, found, refresh }: Props & { one: { id: string; name: string } }) {
  const { t } = useSpeech();
  const told = useTold();
  const { write, busy } = useWrite(WithdrawDocument);
  const withdraw = async () => {
    const written = await write({ collectionId: found.id, organisationId: one.id });
    if (told(written, owners.withdrawn)) refresh();
  };
  return (
    <li>
      {one.name} <span className="chip chip--plain">{t(owners.invited)}</span>
      {found.internal?.canChangeOwners && (
        <button type="button" className="text-button" disabled={busy} onClick={withdraw}>
          {t(owners.withdraw)}
          <span className="sr-only"> {one.name}</span>
        </button>
      )}
    </li>
  );
}

function Tools({ found, refresh }: Props) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [asked, setAsked] = useState<"invite" | "leave" | "dissolve" | null>(null);
  const { canEdit = false, canChangeOwners = false } = found.internal ?? {};
  const isJoint = found.jointOwners.some((one) => one.id === viewer?.organisation.id);
  const close = (done: boolean) => {
    setAsked(null);
    if (done) refresh();
  };
  return (
    <div className="row-of-buttons no-print">
      {canEdit && (
        <Link className="button button-secondary" to={`${collectionAddress(found.id)}/rediger`}>
          {t(collections.edit)}
        </Link>
      )}
      {canChangeOwners && found.kind === "SHARED" && (
        <IconButton icon="groups" onClick={() => setAsked("invite")}>
          {t(collections.invite)}
        </IconButton>
      )}
      {isJoint && viewer?.roles.includes("SUPERUSER") && (
        <IconButton icon="close" onClick={() => setAsked("leave")}>
          {t(collections.leave)}
        </IconButton>
      )}
      {canChangeOwners && (
        <IconButton icon="delete" onClick={() => setAsked("dissolve")}>
          {t(collections.dissolve)}
        </IconButton>
      )}
      {asked === "invite" && <InviteOwnerDialog found={found} onClose={close} />}
      {asked === "leave" && <Leaving found={found} onClose={close} />}
      {asked === "dissolve" && <Dissolving found={found} onClose={() => setAsked(null)} />}
    </div>
  );
}

interface AskingProps {
  found: Props["found"];
  onClose: (done: boolean) => void;
}

function Leaving({ found, onClose }: AskingProps) {
  const { t } = useSpeech();
  const { write } = useWrite(LeaveDocument);
  return (
    <ConfirmDialog
      title={t(collections.leaveTitle)}
      act={t(collections.leave)}
      done={t(collections.left)}
      run={() => write({ collectionId: found.id })}
      onClose={onClose}
    >
      <p>{t(collections.leaveWhy)}</p>
    </ConfirmDialog>
  );
}

function Dissolving({ found, onClose }: AskingProps) {
  const { t } = useSpeech();
  const go = useNavigate();
  const { write } = useWrite(DissolveDocument);
  return (
    <ConfirmDialog
      title={t(collections.dissolveTitle, { title: found.about.title })}
      act={t(collections.dissolve)}
      done={t(collections.dissolved)}
      run={() => write({ collectionId: found.id })}
      onClose={(done) => {
        onClose(done);
        if (done) go("/paraplyer?egne=ja");
      }}
    >
      <p>{t(collections.dissolveWhy)}</p>
    </ConfirmDialog>
  );
}
