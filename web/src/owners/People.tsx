import { useState } from "react";
import { useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { useTold } from "../writes/told.ts";
import { AssignDialog } from "./AssignDialog.tsx";
import { type OnCase, type Role, UnassignDocument } from "./document.ts";
import type { Props } from "./Owners.tsx";
import { owners } from "./texts.ts";

/** The people on a case, each with what they are on it. */
export function People({ found, internal, refresh }: Props) {
  const { t } = useSpeech();
  const [adding, setAdding] = useState(false);
  return (
    <div>
      <h3>{t(owners.people)}</h3>
      {internal.people.length === 0 && <p className="muted">{t(owners.nobody)}</p>}
      <ul className="owners-list unstyled-list no-max-width">
        {internal.people.map((one) => (
          <OnePerson
            key={one.person.id}
            caseId={found.id}
            one={one}
            canEdit={internal.canEdit}
            refresh={refresh}
          />
        ))}
      </ul>
      <p className="muted small">{t(owners.peopleWhy)}</p>
      {internal.canEdit && (
        <IconButton icon="person-add" onClick={() => setAdding(true)}>
          {t(owners.put)}
        </IconButton>
      )}
      {adding && (
        <AssignDialog
          caseId={found.id}
          onClose={(done) => {
            setAdding(false);
            if (done) refresh();
          }}
        />
      )}
    </div>
  );
}

interface OneProps {
  caseId: string;
  one: OnCase;
  canEdit: boolean;
  refresh: () => void;
}

function OnePerson({ caseId, one, canEdit, refresh }: OneProps) {
  const { t, l } = useSpeech();
  const told = useTold();
  const { write, busy } = useWrite(UnassignDocument);
  const { name, email, id } = one.person;
  const who = name ?? t(owners.unknown);
  const takeOff = async (role: Role) => {
    if (told(await write({ caseId, personId: id, role }), owners.takenOff)) refresh();
  };
  return (
    <li>
      <span>
        {who}
        {email && (
          <>
            {" "}
            <a className="small" href={`mailto:${email}`}>
              {email}
            </a>
          </>
        )}
      </span>
      <ul className="chips unstyled-list no-max-width">
        {one.roles.map((role) => (
          <li key={role}>
            {canEdit ? (
              <button type="button" className="tag" disabled={busy} onClick={() => takeOff(role)}>
                <span aria-hidden="true">{l.of("PersonRole", role)}</span>
                <span className="sr-only">
                  {t(owners.takeOff, { who, role: l.of("PersonRole", role) })}
                </span>
                <Icon name="close" />
              </button>
            ) : (
              <span className="chip chip--plain">{l.of("PersonRole", role)}</span>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}
