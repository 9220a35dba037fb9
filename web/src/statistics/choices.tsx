import type { ReactNode } from "react";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { SelectField, TextField } from "../ui/fields.tsx";
import type { Dimension } from "./documents.ts";
import { MEASURES, type Measure } from "./table.ts";
import { statistics } from "./texts.ts";

export interface ChoiceProps {
  params: URLSearchParams;
  put: (name: string, value: string) => void;
}

/** What figures can be split by, each under its name in the address. */
const SPLITS = ["efter", "og", "samt"] as const;

/** What an address asks to be split by; the phases when it says nothing. */
export function splitBy(params: URLSearchParams): Dimension[] {
  const known = valuesOf("StatisticsDimension");
  const chosen = SPLITS.map((name) => params.get(name) ?? (name === "efter" ? "PHASE" : ""));
  return [...new Set(chosen)].filter((one) => known.includes(one)) as Dimension[];
}

/** The moment that an address asks for: the end of a day, or null for now. */
export function momentOf(params: URLSearchParams): string | null {
  const day = params.get("dato") ?? "";
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))
    ? `${day}T23:59:59Z`
    : null;
}

/** Whether figures are for each thousand inhabitants. */
export function isPerInhabitants(params: URLSearchParams): boolean {
  return params.get("pr") === "indbyggere";
}

/** The measure that an address shows; the number of cases when it says nothing. */
export function measureOf(params: URLSearchParams): Measure {
  const named = MEASURES.find((one) => one.name === params.get("vis"));
  const first = MEASURES[0];
  if (!first) throw new Error("invariant: something is counted");
  return named ?? first;
}

export function Choices({ children }: { children: ReactNode }) {
  return (
    <form className="statistics-choices no-print" onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  );
}

export function SplitChoices({ params, put }: ChoiceProps) {
  const { t, l } = useSpeech();
  const dimensions = valuesOf("StatisticsDimension").map((value) => ({
    value,
    name: l.of("StatisticsDimension", value),
  }));
  const labels = { efter: statistics.by, og: statistics.andBy, samt: statistics.andAlso };
  return SPLITS.filter((name) => name !== "samt" || params.has("og")).map((name) => (
    <SelectField
      key={name}
      label={t(labels[name])}
      value={params.get(name) ?? (name === "efter" ? "PHASE" : "")}
      {...(name === "efter" ? {} : { none: t(statistics.nothing) })}
      options={dimensions}
      onChange={(value) => put(name, value)}
    />
  ));
}

export function MeasureChoice({ params, put, label }: ChoiceProps & { label: string }) {
  const { t } = useSpeech();
  return (
    <SelectField
      label={label}
      value={measureOf(params).name}
      options={MEASURES.map((one) => ({ value: one.name, name: t(one.label) }))}
      onChange={(value) => put("vis", value)}
    />
  );
}

export function PerChoice({ params, put }: ChoiceProps) {
  const { t } = useSpeech();
  return (
    <SelectField
      label={t(statistics.per)}
      value={params.get("pr") ?? ""}
      none={t(statistics.perNothing)}
      options={[{ value: "indbyggere", name: t(statistics.perInhabitants) }]}
      onChange={(value) => put("pr", value)}
    />
  );
}

export function DayChoice({ params, put }: ChoiceProps) {
  const { t } = useSpeech();
  return (
    <TextField
      label={t(statistics.asOf)}
      type="date"
      value={params.get("dato") ?? ""}
      onChange={(value) => put("dato", value)}
    />
  );
}
