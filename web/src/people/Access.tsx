import { useState } from "react";
import type { Viewer } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { useFocusKept } from "../ui/useFocusKept.ts";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { type Change, DisableDocument, EnableDocument, type Person } from "./documents.ts";
import { heldBy, isOfPlatform } from "./standing.ts";
import { people } from "./texts.ts";

interface Props {
  person: Person;
  /** Who locked them out last, and when. */
  by: Change | null;
  viewer: Viewer;
  refresh: () => void;
}

/** Whether somebody can sign in, and what an administrator can do about it. */
export function Access({ person, by, viewer, refresh }: Props) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState(false);
  const { name, active, disabled, locked } = person;
  const heading = useFocusKept<HTMLHeadingElement>(`${active}`);
  const isOwn = person.id === viewer.id;
  const ofPlatform = heldBy(person).some(({ role }) => isOfPlatform(role));
  const why = isOwn ? people.ownAccess : ofPlatform && active ? people.platformAccess : null;
  const close = (done: boolean) => {
    setAsked(false);
    if (done) refresh();
  };
  return (
    <section aria-labelledby="person-access">
      <h2 id="person-access" ref={heading} tabIndex={-1}>
        {t(people.access)}
      </h2>
      <Standing person={person} by={by} />
      {why && <p>{t(why, { name })}</p>}
      {!why && active && <p>{t(people.accessInWhy, { name })}</p>}
      {!why && (active || (disabled && !locked)) && (
        <div className="row-of-buttons">
          <IconButton icon={active ? "lock" : "how-to-reg"} onClick={() => setAsked(true)}>
            {t(active ? people.disable : people.enable)}
          </IconButton>
        </div>
      )}
      {asked && active && <DisableDialog person={person} onClose={close} />}
      {asked && !active && <EnableDialog person={person} onClose={close} />}
    </section>
  );
}

/** How it stands, and who says so. */
function Standing({ person, by }: { person: Person; by: Change | null }) {
  const { t, f } = useSpeech();
  const { name, active, disabled, locked, keptOut } = person;
  if (active) return <p>{t(people.accessIn, { name })}</p>;
  const when = by?.at ? f.moment(by.at) : "";
  return (
    <Alert tone="warning" heading={t(people.outHere, { name })}>
      {locked && <p>{t(people.outByOperator, { name })}</p>}
      {disabled && by && (
        <p>{t(people.outBy, { by: by.by?.name ?? t(people.somebody), name, when })}</p>
      )}
      {disabled && !by && <p>{t(people.outHereUnknown, { name })}</p>}
      {keptOut && <p>{t(people.outBySystems, { name })}</p>}
    </Alert>
  );
}

interface DialogProps {
  person: Person;
  onClose: (done: boolean) => void;
}

function DisableDialog({ person, onClose }: DialogProps) {
  const { t } = useSpeech();
  const { write } = usePlainWrite(DisableDocument);
  const { name } = person;
  return (
    <ConfirmDialog
      title={t(people.disableOf, { name })}
      act={t(people.disable)}
      done={t(people.disabled, { name })}
      run={() => write({ personId: person.id ?? "" })}
      onClose={onClose}
    >
      <ul>
        {(["disableEnds", "disableStays", "disableKeeps"] as const).map((one) => (
          <li key={one}>{t(people[one], { name })}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

function EnableDialog({ person, onClose }: DialogProps) {
  const { t } = useSpeech();
  const { write } = usePlainWrite(EnableDocument);
  const { name } = person;
  return (
    <ConfirmDialog
      title={t(people.enableOf, { name })}
      act={t(people.enable)}
      done={t(people.enabled, { name })}
      run={() => write({ personId: person.id ?? "" })}
      onClose={onClose}
    >
      <p>{t(people.enableWhy, { name })}</p>
    </ConfirmDialog>
  );
}
