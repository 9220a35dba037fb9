import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { CHOICES, SWITCHES, toggled } from "./query.ts";
import { cases } from "./texts.ts";

export const OrganisationsDocument = graphql(`
  query Organisations {
    organisations {
      id
      cvr
      name
    }
  }
`);

interface Props {
  params: URLSearchParams;
  onChange: (next: URLSearchParams) => void;
}

const SWITCH_NAMES = {
  ownOrganisation: cases.own,
  followed: cases.followed,
  bookmarked: cases.bookmarked,
  overdue: cases.overdueOnly,
} as const;

/** Everything that narrows the list. On a phone it waits behind a button. */
export function Filters({ params, onChange }: Props) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [open, setOpen] = useState(false);
  const choices = CHOICES.filter((one) => viewer || one.param !== "synlighed");
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
        {viewer && (
          <fieldset>
            <legend>{t(cases.mine)}</legend>
            {SWITCHES.map(({ param, key }) => (
              <Box
                key={key}
                id={`filter-${param}`}
                name={t(SWITCH_NAMES[key])}
                checked={params.get(param) === "ja"}
                onChange={() => onChange(toggled(params, param, "ja"))}
              />
            ))}
          </fieldset>
        )}
        <Organisation params={params} onChange={onChange} />
        {choices.map(({ key, ...one }) => (
          <Choice key={key} {...one} params={params} onChange={onChange} />
        ))}
        <Technology params={params} onChange={onChange} />
      </div>
    </aside>
  );
}

/** Values of a long filter that are shown before one asks for all. */
const FIRST = 6;

function Choice({ param, kind, params, onChange }: Props & Omit<(typeof CHOICES)[number], "key">) {
  const { t, l } = useSpeech();
  const [all, setAll] = useState(false);
  const values = valuesOf(kind);
  const long = values.length > FIRST + 2;
  const chosen = params.getAll(param);
  const shown = long && !all ? values.filter((v, at) => at < FIRST || chosen.includes(v)) : values;
  return (
    <fieldset>
      <legend>{l.field(FIELD_OF[param])}</legend>
      {shown.map((value) => (
        <Box
          key={value}
          id={`filter-${param}-${value}`}
          name={l.of(kind, value)}
          checked={chosen.includes(value)}
          onChange={() => onChange(toggled(params, param, value))}
        />
      ))}
      {long && (
        <button type="button" className="text-button" onClick={() => setAll(!all)}>
          {t(all ? cases.fewerChoices : cases.moreChoices, { count: values.length })}
        </button>
      )}
    </fieldset>
  );
}

/** The field that a filter is about, which names it. */
export const FIELD_OF: Record<(typeof CHOICES)[number]["param"], string> = {
  fase: "phase",
  type: "basics.kind",
  omraade: "basics.subjectAreas",
  status: "status",
  synlighed: "visibility",
};

interface BoxProps {
  id: string;
  name: string;
  checked: boolean;
  onChange: () => void;
}

function Box({ id, name, checked, onChange }: BoxProps) {
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
      </label>
    </div>
  );
}

function Organisation({ params, onChange }: Props) {
  const { t } = useSpeech();
  const [{ data }] = useQuery({ query: OrganisationsDocument, requestPolicy: "cache-first" });
  return (
    <div className="filters-field">
      <label htmlFor="filter-org">{t(cases.organisation)}</label>
      <select
        id="filter-org"
        className="form-select"
        value=""
        onChange={(event) => onChange(toggled(params, "org", event.target.value))}
      >
        <option value="">{t(cases.anyOrganisation)}</option>
        {data?.organisations
          .filter((one) => !params.getAll("org").includes(one.cvr))
          .map((one) => (
            <option key={one.id} value={one.cvr}>
              {one.name}
            </option>
          ))}
      </select>
    </div>
  );
}

function Technology({ params, onChange }: Props) {
  const { t } = useSpeech();
  const [name, setName] = useState("");
  return (
    <form
      className="filters-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onChange(toggled(params, "teknologi", name.trim()));
        setName("");
      }}
    >
      <label htmlFor="filter-technology">{t(cases.technology)}</label>
      <span id="filter-technology-hint" className="form-hint">
        {t(cases.technologyHint)}
      </span>
      <input
        id="filter-technology"
        className="form-input"
        aria-describedby="filter-technology-hint"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </form>
  );
}
