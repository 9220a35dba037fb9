import { useState } from "react";
import { useQuery } from "urql";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Failed } from "../ui/Failed.tsx";
import { RadioGroup, TextField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { FormDialog } from "../writes/FormDialog.tsx";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { DepartmentPicker } from "./DepartmentPicker.tsx";
import { outermost } from "./departments.ts";
import { GiveRoleDocument, type Person, type Role, UnitsDocument } from "./documents.ts";
import { notANumber, numbersIn } from "./numbers.ts";
import { people, powers } from "./texts.ts";

interface Props {
  person: Person;
  /** The roles that can be given. */
  roles: readonly Role[];
  /** What a local superuser's role covers is to be changed, and nothing else. */
  departments?: boolean;
  onClose: (done: boolean) => void;
}

/** Gives somebody a role, or a local superuser other departments and numbers. */
export function GiveRoleDialog({ person, roles, departments = false, onClose }: Props) {
  const { t } = useSpeech();
  const toGive = roles.filter((role) => !person.givenRoles.some((one) => one.role === role));
  if (departments || toGive.length > 0) {
    return <Giving person={person} roles={departments ? null : toGive} onClose={onClose} />;
  }
  const { name } = person;
  return (
    <Dialog title={t(people.giveTo, { name })} onClose={() => onClose(false)}>
      <p>{t(people.nothingToGive, { name })}</p>
      <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
        {t(ui.close)}
      </button>
    </Dialog>
  );
}

interface GivingProps {
  person: Person;
  /** Null where what a local superuser's role covers is changed. */
  roles: readonly Role[] | null;
  onClose: (done: boolean) => void;
}

function Giving({ person, roles, onClose }: GivingProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = usePlainWrite(GiveRoleDocument);
  const [written, setWritten] = useState<Omit<Written, "outcome"> | null>(null);
  const [role, setRole] = useState<Role | null>(roles ? null : "LOCAL_SUPERUSER");
  const before = person.givenRoles.find((one) => one.role === "LOCAL_SUPERUSER");
  const [chosen, setChosen] = useState(before?.departments.map((unit) => unit.id) ?? []);
  const [numbers, setNumbers] = useState(before?.subjects.join(", ") ?? "");
  const [{ data, error }, again] = useQuery({ query: UnitsDocument });
  const [wrong, setWrong] = useState<Wrong>({});
  const isLocal = role === "LOCAL_SUPERUSER";
  const units = data?.units ?? [];
  const { name } = person;
  const send = async () => {
    // What is gone from the tree would be refused, and nobody could untick it.
    const known = chosen.filter((id) => units.some((unit) => unit.id === id));
    const found = isLocal ? wrongWith(known, numbers, t) : {};
    setWrong(found);
    if (!role || !person.id || found.departments || found.numbers) return;
    const departments = isLocal ? outermost(units, known) : null;
    const subjects = isLocal ? numbersIn(numbers) : null;
    const result = await write({ personId: person.id, role, departments, subjects });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(roles ? people.given : people.departmentsSaved));
    onClose(true);
  };
  return (
    <FormDialog
      title={t(roles ? people.giveTo : people.changeDepartmentsOf, { name })}
      act={t(roles ? people.giveNow : people.saveDepartments)}
      written={written}
      disabled={busy || !role || (isLocal && !data)}
      onSubmit={send}
      onClose={() => onClose(false)}
    >
      {roles && <RoleChoice person={person} roles={roles} role={role} onChange={setRole} />}
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
            setWrong({});
          }}
          error={wrong.departments}
        />
      )}
      {isLocal && data && (
        <TextField
          label={t(people.numbers)}
          hint={t(people.numbersHint)}
          value={numbers}
          onChange={(value) => {
            setNumbers(value);
            setWrong({});
          }}
          error={wrong.numbers ?? (units.length === 0 ? wrong.departments : undefined)}
        />
      )}
    </FormDialog>
  );
}

/** So many numbers a role has at most. */
const MOST_NUMBERS = 50;

type Translate = ReturnType<typeof useSpeech>["t"];

interface Wrong {
  departments?: string;
  numbers?: string;
}

/** What is wrong with what a local superuser's role is to cover. */
function wrongWith(chosen: readonly string[], numbers: string, t: Translate): Wrong {
  const word = notANumber(numbers);
  if (word !== null) return { numbers: t(people.notANumber, { word }) };
  const { length } = numbersIn(numbers);
  if (length > MOST_NUMBERS) return { numbers: t(people.tooManyNumbers) };
  return length + chosen.length === 0 ? { departments: t(people.chooseOne) } : {};
}

interface ChoiceProps {
  person: Person;
  roles: readonly Role[];
  role: Role | null;
  onChange: (role: Role) => void;
}

/** The roles that can be given, each with what it lets somebody do. */
function RoleChoice({ person, roles, role, onChange }: ChoiceProps) {
  const { t, l } = useSpeech();
  const hint = (value: Role) =>
    [t(powers[value]), person.claimedRoles.includes(value) && t(people.hasAlready)]
      .filter(Boolean)
      .join(" ");
  return (
    <RadioGroup
      legend={t(people.whichRole)}
      value={role ?? ""}
      onChange={(value) => onChange(value as Role)}
      options={roles.map((value) => ({ value, name: l.of("Role", value), hint: hint(value) }))}
    />
  );
}
