import { useId, useState } from "react";
import { inTree } from "../owners/tree.ts";
import { useSpeech } from "../texts/language.tsx";
import { TextField } from "../ui/fields.tsx";
import { containing } from "./departments.ts";
import type { Unit } from "./documents.ts";
import { people } from "./texts.ts";

/** So many are looked over without searching. */
const FEW = 12;

interface Props {
  units: readonly Unit[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error?: string | undefined;
}

/** Departments to choose from their tree. What lies in a chosen one is shown as chosen with it. */
export function DepartmentPicker({ units, chosen, onChange, error }: Props) {
  const { t } = useSpeech();
  const id = useId();
  const [search, setSearch] = useState("");
  const letters = search.trim().toLocaleLowerCase("da");
  const all = inTree(units);
  const shown = all.filter((one) => one.name.toLocaleLowerCase("da").includes(letters));
  return (
    <fieldset
      className={`form-group${error ? " form-error" : ""}`}
      aria-describedby={`${id}-hint ${id}-error`}
    >
      <legend className="form-label">{t(people.departments)}</legend>
      <span className="form-hint" id={`${id}-hint`}>
        {t(people.departmentsHint)}
      </span>
      <span className={error ? "form-error-message" : ""} id={`${id}-error`} role="alert">
        {error}
      </span>
      {all.length > FEW && (
        <TextField
          label={t(people.findDepartment)}
          type="search"
          value={search}
          onChange={setSearch}
        />
      )}
      <p role="status" className="muted small">
        {shown.length === 0 ? t(people.noDepartment) : t(people.chosen, { count: chosen.length })}
      </p>
      <ul className="department-choices unstyled-list no-max-width">
        {shown.map((one) => (
          <li key={one.id} style={{ paddingInlineStart: `${letters ? 0 : one.depth * 2}rem` }}>
            <Choice id={`${id}-${one.id}`} one={one} {...{ units, chosen, onChange }} />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

interface ChoiceProps extends Props {
  id: string;
  one: { id: string; name: string };
}

function Choice({ id, one, units, chosen, onChange }: ChoiceProps) {
  const { t } = useSpeech();
  const above = containing(units, one.id);
  const through = above.find((unit) => chosen.includes(unit.id));
  const is = chosen.includes(one.id);
  const toggle = () => {
    const rest = chosen.filter((other) => other !== one.id);
    onChange(is ? rest : [...rest, one.id]);
  };
  return (
    <div className="form-group-checkbox">
      <input
        id={id}
        type="checkbox"
        className="form-checkbox checkbox-small"
        checked={is || through !== undefined}
        disabled={through !== undefined && !is}
        onChange={toggle}
      />
      <label className="form-label" htmlFor={id}>
        {one.name}{" "}
        {through && (
          <span className="muted small">{t(people.included, { department: through.name })}</span>
        )}
      </label>
    </div>
  );
}
