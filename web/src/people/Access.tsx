import { useState } from "react";
import type { Viewer } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { DisableDocument, EnableDocument, type Person } from "./documents.ts";
import { heldBy, isOfPlatform, type KeptOut } from "./standing.ts";
import { people } from "./texts.ts";

interface Props {
  person: Person;
  out: KeptOut;
  viewer: Viewer;
  refresh: () => void;
}

/** Whether somebody can sign in, and what an administrator can do about it. */
export function Access({ person, out, viewer, refresh }: Props) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState(false);
  const { name, active } = person;
  const locked = out.byOperator !== null && !active;
  const isOwn = person.id === viewer.id;
  const ofPlatform = heldBy(person).some(({ role }) => isOfPlatform(role));
  const why = isOwn ? people.ownAccess : ofPlatform && active ? people.platformAccess : null;
  const close = (done: boolean) => {
    setAsked(false);
    if (done) refresh();
  };
  return (
    <section aria-labelledby="person-access">
      <h2 id="person-access">{t(people.access)}</h2>
      <Standing person={person} out={out} />
      {why && <p>{t(why, { name })}</p>}
      {!why && active && <p>{t(people.accessInWhy, { name })}</p>}
      {!why && !locked && (
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
function Standing({ person, out }: { person: Person; out: KeptOut }) {
  const { t, f } = useSpeech();
  const { name, active } = person;
  if (active && !out.bySystems) return <p>{t(people.accessIn, { name })}</p>;
  const when = out.here?.at ? f.moment(out.here.at) : "";
  return (
    <Alert tone="warning" heading={t(people.outHere, { name })}>
      {!active && out.byOperator && <p>{t(people.outByOperator, { name })}</p>}
      {!active && out.here && (
        <p>{t(people.outBy, { by: out.here.by?.name ?? t(people.somebody), name, when })}</p>
      )}
      {out.bySystems && <p>{t(people.outBySystems, { name })}</p>}
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
