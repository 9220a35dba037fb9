import { field as daField, label as daLabel } from "../../../services/gateway/texts/da.json";
import { field as enField, label as enLabel } from "../../../services/gateway/texts/en.json";
import { type Enumeration, enumerations } from "./enumerations.ts";
import type { Language } from "./texts.ts";

/** Names of things that the schema names: values of enumerations, and fields. */
export interface Labels {
  /** What a value of an enumeration is called: `of("Phase", "IDEA")` is «Idé». */
  of: (kind: Enumeration, value: string) => string;
  /** What a field is called, by its path: `field("basics.title")` is «Titel». */
  field: (path: string) => string;
}

type Table = Record<string, string>;

/** Those that the server has texts for are read from its own, so that both say the same. */
const OF_SERVER: Partial<Record<Enumeration, keyof typeof daLabel>> = {
  Phase: "phase",
  Status: "status",
  CaseKind: "kind",
  Region: "region",
  OrganisationKind: "organisation_kind",
  SubjectArea: "subject_area",
};

/** The names in a language. */
export function labelsIn(language: Language): Labels {
  const labels = language === "da" ? daLabel : enLabel;
  const fields = (language === "da" ? daField : enField) as Table;
  return {
    of: (kind, value) => {
      const theirs = OF_SERVER[kind];
      if (theirs) return (labels[theirs] as Table)[value.toLowerCase()] ?? value;
      const ours = (enumerations[kind] as Record<string, { da: string; en: string }>)[value];
      return ours?.[language] ?? value;
    },
    field: (path) => {
      // The server names one gain; a search names where among all of them it found something.
      const plain = path.replace(/\[\d+\]/g, "").replace(/^gains\./, "gain.");
      return fields[plain] ?? fields[plain.split(".").at(-1) ?? plain] ?? path;
    },
  };
}

/** The values of an enumeration, in the order that they are shown in. */
export function valuesOf(kind: Enumeration): string[] {
  const theirs = OF_SERVER[kind];
  if (theirs) return Object.keys(daLabel[theirs]).map((value) => value.toUpperCase());
  return Object.keys(enumerations[kind]);
}
