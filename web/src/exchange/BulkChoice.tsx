import { useState } from "react";
import { Link } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { cases as casesTexts } from "../cases/texts.ts";
import { portfolio } from "../portfolio/texts.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { Editable } from "./BulkPage.tsx";
import { bulk } from "./texts.ts";

interface Props {
  cases: Editable[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** The cases that one may edit, to choose from. */
export function BulkChoice({ cases, chosen, onChange }: Props) {
  const { t, l } = useSpeech();
  const [phase, setPhase] = useState("");
  const [onlyOverdue, setOnlyOverdue] = useState(false);
  const shown = cases.filter(
    (one) => (!phase || one.phase === phase) && (!onlyOverdue || one.overdue),
  );
  const ids = shown.map((one) => one.id);
  const hasAll = ids.length > 0 && ids.every((id) => chosen.includes(id));
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <section aria-labelledby="choose">
      <h2 id="choose">{t(bulk.list)}</h2>
      <div className="bulk-filters">
        <SelectField
          label={t(bulk.onlyPhase)}
          none={t(bulk.allPhases)}
          value={phase}
          options={valuesOf("Phase").map((value) => ({ value, name: l.of("Phase", value) }))}
          onChange={setPhase}
        />
        <Box
          id="only-overdue"
          name={t(bulk.onlyOverdue)}
          checked={onlyOverdue}
          onChange={() => setOnlyOverdue(!onlyOverdue)}
        />
        <Box
          id="choose-all"
          name={t(bulk.chooseAll)}
          checked={hasAll}
          onChange={() =>
            onChange(
              hasAll ? chosen.filter((id) => !ids.includes(id)) : [...new Set([...chosen, ...ids])],
            )
          }
        />
        <p role="status">{t(bulk.chosen, { count: chosen.length })}</p>
      </div>
      <Scrolls label={t(bulk.table)}>
        <table className="table table--compact">
          <thead>
            <tr>
              <th scope="col">{t(bulk.choose)}</th>
              <th scope="col">{t(portfolio.phase)}</th>
              <th scope="col">{t(portfolio.status)}</th>
              <th scope="col">{t(portfolio.shared)}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.id}>
                <td>
                  <Box
                    id={`choose-${one.id}`}
                    name={one.basics.title}
                    says={t(bulk.chooseOne, { title: one.basics.title })}
                    to={caseAddress(one.id)}
                    checked={chosen.includes(one.id)}
                    onChange={() => toggle(one.id)}
                  />
                  {one.overdue && (
                    <span className="chip chip--warning">{t(casesTexts.overdue)}</span>
                  )}
                </td>
                <td>{l.of("Phase", one.phase)}</td>
                <td>{l.of("Status", one.status)}</td>
                <td>{one.visibility && l.of("Visibility", one.visibility)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
}

interface BoxProps {
  id: string;
  name: string;
  /** What the box says to those who hear it alone. */
  says?: string;
  /** Where the name leads; then the name is beside the box and no part of it. */
  to?: string;
  checked: boolean;
  onChange: () => void;
}

function Box({ id, name, says, to, checked, onChange }: BoxProps) {
  return (
    <div className="form-group-checkbox">
      <input
        id={id}
        type="checkbox"
        className="form-checkbox checkbox-small"
        checked={checked}
        onChange={onChange}
      />
      <label className="form-label" htmlFor={id}>
        {to ? <span className="sr-only">{says}</span> : name}
      </label>
      {to && <Link to={to}>{name}</Link>}
    </div>
  );
}
