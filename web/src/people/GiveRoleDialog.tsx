import { useState } from "react";
import { useQuery } from "urql";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Failed } from "../ui/Failed.tsx";
import { RadioGroup } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { DepartmentPicker } from "./DepartmentPicker.tsx";
import { outermost } from "./departments.ts";
import { GiveRoleDocument, type Person, type Role, UnitsDocument } from "./documents.ts";
import { people, powers } from "./texts.ts";

interface Props {
  person: Person;
  /** The roles that can be given. */
  roles: readonly Role[];
  /** The departments of a local superuser are to be changed, and nothing else. */
  departments?: boolean;
  onClose: (done: boolean) => void;
}

/** Gives somebody a role, or a local superuser other departments. */
export function GiveRoleDialog({ person, roles, departments = false, onClose }: Props) {
  const { t } = useSpeech();
  const { name } = person;
  const given = person.givenRoles.find((one) => one.role === "LOCAL_SUPERUSER");
  const toGive = roles.filter((role) => !person.givenRoles.some((one) => one.role === role));
  const title = departments ? t(people.changeDepartmentsOf, { name }) : t(people.giveTo, { name });
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      {!departments && toGive.length === 0 ? (
        <>
          <p>{t(people.nothingToGive, { name })}</p>
          <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
            {t(ui.close)}
          </button>
        </>
      ) : (
        <Form
          person={person}
          roles={departments ? null : toGive}
          before={given?.departments.map((unit) => unit.id) ?? []}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface FormProps {
  person: Person;
  /** Null where it is a local superuser's departments that are changed. */
  roles: readonly Role[] | null;
  before: string[];
  onClose: (done: boolean) => void;
}

function Form({ person, roles, before, onClose }: FormProps) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const { write, busy } = usePlainWrite(GiveRoleDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [role, setRole] = useState<Role | null>(roles ? null : "LOCAL_SUPERUSER");
  const [chosen, setChosen] = useState(before);
  const [{ data, error }, again] = useQuery({ query: UnitsDocument });
  const [missing, setMissing] = useState(false);
  const isLocal = role === "LOCAL_SUPERUSER";
  const units = data?.units ?? [];
  const send = async () => {
    // What is gone from the tree would be refused, and nobody could untick it.
    const known = chosen.filter((id) => units.some((unit) => unit.id === id));
    setMissing(isLocal && known.length === 0);
    if (!role || !person.id || (isLocal && known.length === 0)) return;
    const departments = isLocal ? outermost(units, known) : null;
    const result = await write({ personId: person.id, role, departments });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(roles ? people.given : people.departmentsSaved));
    onClose(true);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      {roles && (
        <RadioGroup
          legend={t(people.whichRole)}
          value={role ?? ""}
          onChange={(value) => setRole(value as Role)}
          options={roles.map((value) => ({
            value,
            name: l.of("Role", value),
            hint: [t(powers[value]), person.claimedRoles.includes(value) && t(people.hasAlready)]
              .filter(Boolean)
              .join(" "),
          }))}
        />
      )}
      {isLocal && error && !data && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {isLocal && !data && !error && <Loading />}
      {isLocal && data && units.length === 0 && <p>{t(people.noneLoaded)}</p>}
      {isLocal && units.length > 0 && (
        <DepartmentPicker
          units={units}
          chosen={chosen}
          onChange={(departments) => {
            setChosen(departments);
            setMissing(false);
          }}
          error={missing ? t(people.chooseOne) : undefined}
        />
      )}
      <div className="row-of-buttons">
        <button
          type="submit"
          className="button button-primary"
          disabled={busy || !role || (isLocal && units.length === 0)}
        >
          {t(roles ? people.giveNow : people.saveDepartments)}
        </button>
        <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
          {t(ui.cancel)}
        </button>
      </div>
    </form>
  );
}
