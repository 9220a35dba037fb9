import type { Text } from "../texts/texts.ts";
import type { Figures } from "./documents.ts";
import { statistics } from "./texts.ts";

type PerInhabitants = NonNullable<Figures["perThousandInhabitants"]>;

/** One column: what it counts, and over how many cases it was counted where that is told. */
export interface Measure {
  name: string;
  label: Text;
  of: (figures: Figures) => string | number | null;
  restsOn?: (figures: Figures) => number;
  /** Its name among the figures for each thousand inhabitants, where it is one. */
  per?: keyof PerInhabitants;
  tone: "before" | "expected" | "measured";
}

/** What is counted, in the order of the columns. */
export const MEASURES: Measure[] = [
  {
    name: "cases",
    label: statistics.cases,
    of: (one) => one.cases,
    per: "cases",
    tone: "before",
  },
  {
    name: "organisations",
    label: statistics.organisations,
    of: (one) => one.organisations,
    tone: "before",
  },
  {
    name: "expectedHours",
    label: statistics.expectedHours,
    of: (one) => one.expectedHoursPerYear,
    restsOn: (one) => one.casesWithExpectedHours,
    per: "expectedHoursPerYear",
    tone: "expected",
  },
  {
    name: "measuredHours",
    label: statistics.measuredHours,
    of: (one) => one.measuredHoursPerYear,
    restsOn: (one) => one.casesWithMeasuredHours,
    per: "measuredHoursPerYear",
    tone: "measured",
  },
  {
    name: "expectedKroner",
    label: statistics.expectedKroner,
    of: (one) => one.expectedKronerPerYear,
    restsOn: (one) => one.casesWithExpectedKroner,
    per: "expectedKronerPerYear",
    tone: "expected",
  },
  {
    name: "measuredKroner",
    label: statistics.measuredKroner,
    of: (one) => one.measuredKronerPerYear,
    restsOn: (one) => one.casesWithMeasuredKroner,
    per: "measuredKronerPerYear",
    tone: "measured",
  },
  {
    name: "without",
    label: statistics.without,
    of: (one) => one.casesWithoutFigures,
    tone: "before",
  },
  { name: "reuses", label: statistics.reuses, of: (one) => one.reuses, tone: "before" },
  { name: "inUse", label: statistics.inUse, of: (one) => one.reusesInUse, tone: "before" },
];

/** A figure of a column, in all or for each thousand inhabitants; null where none is stated. */
export function figureOf(measure: Measure, figures: Figures, per: boolean) {
  if (!per) return measure.of(figures);
  return measure.per ? (figures.perThousandInhabitants?.[measure.per] ?? null) : null;
}

/** The columns that there are for that way of counting. */
export function columnsOf(per: boolean): Measure[] {
  return per ? MEASURES.filter((measure) => measure.per) : MEASURES;
}

/** The list of the cases that a figure was counted over. */
export function listBehind(filter: unknown): string {
  return `/loesninger?${new URLSearchParams({ talt: JSON.stringify(filter) })}`;
}
