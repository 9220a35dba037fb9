import { useState } from "react";
import { useQuery } from "urql";
import type { ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { CHOICES, type Choice, FacetsDocument } from "./facets.ts";
import { asked, type Change, SWITCHES, toggled } from "./query.ts";
import { cases } from "./texts.ts";

interface Props {
  params: URLSearchParams;
  onChange: (change: Change) => void;
}

type Value = ResultOf<typeof FacetsDocument>["cases"]["facets"][number]["values"][number];

/** Everything that narrows the list, with how many cases each would leave. Behind a button on phones. */
export function Filters({ params, onChange }: Props) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [open, setOpen] = useState(false);
  const choices = CHOICES.filter((one) => viewer || !one.signedIn);
  const { search, filter } = asked(params);
  const [{ data }] = useQuery({
    query: FacetsDocument,
    variables: { search, filter, of: choices.map((one) => one.facet) },
  });
  const valuesOfFacet = (facet: Choice["facet"]) =>
    data?.cases.facets.find((one) => one.facet === facet)?.values ?? [];
  return (
    <aside className="filters" aria-label={t(cases.filters)}>
      <button
        type="button"
        className="button button-secondary filters-open"
        aria-expanded={open}
        aria-controls="filters"
        onClick={() => setOpen(!open)}
      >
        {t(open ? cases.hideFilters : cases.showFilters)}
      </button>
      <div id="filters" className={open ? "filters-all filters-all--open" : "filters-all"}>
        {viewer && <Switches legend={t(cases.mine)} isMine params={params} onChange={onChange} />}
        {choices.map((choice) => (
          <Values
            key={choice.param}
            choice={choice}
            values={valuesOfFacet(choice.facet)}
            chosen={params.getAll(choice.param)}
            onToggle={(value) => onChange((now) => toggled(now, choice.param, value))}
          />
        ))}
        <Switches legend={t(cases.onlyThose)} params={params} onChange={onChange} />
      </div>
    </aside>
  );
}

interface SwitchesProps extends Props {
  legend: string;
  isMine?: boolean;
}

function Switches({ legend, isMine = false, params, onChange }: SwitchesProps) {
  const { t } = useSpeech();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {SWITCHES.filter((one) => (one.mine ?? false) === isMine).map(({ param, name }) => (
        <Box
          key={param}
          id={`filter-${param}`}
          name={t(name)}
          checked={params.get(param) === "ja"}
          onChange={() => onChange((now) => toggled(now, param, "ja"))}
        />
      ))}
    </fieldset>
  );
}

/** Values of a long filter that are shown before one asks for all. */
const FIRST = 8;

interface ValuesProps {
  choice: Choice;
  values: readonly Value[];
  /** As the address has them, which is ahead of the counts. */
  chosen: string[];
  onToggle: (value: string) => void;
}

function Values({ choice, values, chosen, onToggle }: ValuesProps) {
  const { t, f, l } = useSpeech();
  const [all, setAll] = useState(false);
  if (values.length === 0) return null;
  const { kind } = choice;
  const inAddress = ({ value }: Value) => (kind ? value.toUpperCase() : value);
  const nameOf = (one: Value) => (kind ? l.of(kind, inAddress(one)) : (one.label ?? one.value));
  const order = kind === "Phase" ? valuesOf(kind) : [];
  const sorted =
    kind === "Phase"
      ? [...values].sort((a, b) => order.indexOf(inAddress(a)) - order.indexOf(inAddress(b)))
      : values;
  const long = sorted.length > FIRST + 2;
  const shown = long && !all ? sorted.filter((one, at) => at < FIRST || one.chosen) : sorted;
  return (
    <fieldset>
      <legend>{t(choice.name)}</legend>
      {shown.map((one) => (
        <Box
          key={one.value}
          id={`filter-${choice.param}-${one.value}`}
          name={nameOf(one)}
          count={f.number(one.count)}
          checked={chosen.includes(inAddress(one))}
          onChange={() => onToggle(inAddress(one))}
        />
      ))}
      {long && (
        <button type="button" className="text-button" onClick={() => setAll(!all)}>
          {t(all ? cases.fewerChoices : cases.moreChoices, { count: sorted.length })}
        </button>
      )}
    </fieldset>
  );
}

interface BoxProps {
  id: string;
  name: string;
  count?: string;
  checked: boolean;
  onChange: () => void;
}

function Box({ id, name, count, checked, onChange }: BoxProps) {
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
        {name}
        {count && <span className="filters-count"> ({count})</span>}
      </label>
    </div>
  );
}
