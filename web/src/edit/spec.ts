import type { Enumeration } from "../texts/enumerations.ts";
import type { Text } from "../texts/texts.ts";
import { edit } from "./texts.ts";

/** How a field is written: a line, Markdown, a number, one or more of an enumeration, rows … */
export type Kind =
  | "line"
  | "text"
  | "whole"
  | "decimal"
  | "minutes"
  | "date"
  | "lines"
  | "choice"
  | "choices"
  | "yes"
  | "either"
  | "years"
  | "rows";

/** One field of a section's form. */
export interface FieldSpec {
  name: string;
  kind: Kind;
  enumeration?: Enumeration;
  most?: number;
  required?: boolean;
  hint?: Text;
  columns?: FieldSpec[];
}

/** Sections that have a form, by their name in the schema. */
export type EditedSection =
  | "basics"
  | "story"
  | "workload"
  | "suitability"
  | "implementation"
  | "operation"
  | "value"
  | "spread"
  | "resources"
  | "contact"
  | "links"
  | "internal";

const line = (name: string, more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  kind: "line",
  ...more,
});
const text = (name: string, hint: Text = edit.markdown): FieldSpec => ({
  name,
  kind: "text",
  hint,
});
const lines = (name: string, hint: Text = edit.onePerLine): FieldSpec => ({
  name,
  kind: "lines",
  hint,
});
const level = (name: string): FieldSpec => ({ name, kind: "choice", enumeration: "Level" });

/** The form of each section. A field that is added to the schema is one line here. */
export const SPECS: Record<EditedSection, FieldSpec[]> = {
  basics: [
    line("title", { most: 120, required: true, hint: edit.titleHint }),
    { name: "summary", kind: "text", most: 300, required: true, hint: edit.summaryHint },
    { name: "kind", kind: "choice", enumeration: "CaseKind", required: true },
    { name: "subjectAreas", kind: "choices", enumeration: "SubjectArea" },
    lines("keywords"),
    line("targetGroup"),
    line("legalBasis"),
    lines("kle", edit.kleHint),
    lines("form"),
    line("kla"),
    line("klId"),
    { name: "sepMep", kind: "yes" },
    { name: "affectsCitizens", kind: "either" },
    { name: "affectsCompanies", kind: "either" },
    { name: "period", kind: "years" },
    lines("nominators"),
    line("origin"),
  ],
  story: [
    text("challenge"),
    text("solution"),
    text("keyElements"),
    text("ideas"),
    lines("systemsToday"),
    {
      name: "preconditions",
      kind: "rows",
      columns: [
        { name: "kind", kind: "choice", enumeration: "PreconditionKind", required: true },
        line("text", { required: true }),
      ],
    },
    lines("partners"),
  ],
  workload: [
    { name: "occurrencesPerYear", kind: "whole" },
    { name: "secondsPerOccurrence", kind: "minutes", hint: edit.minutesEach },
    { name: "employees", kind: "whole" },
    { name: "automationDegreePercent", kind: "whole", hint: edit.percent },
    { name: "developmentHours", kind: "decimal" },
    text("comment"),
  ],
  suitability: [
    level("professionalJudgement"),
    level("frequentChange"),
    level("structuredInformation"),
    level("variation"),
    level("digitalInformation"),
    level("raisesQuality"),
    level("fasterService"),
    level("freesRoutineTime"),
    level("automatable"),
  ],
  implementation: [
    lines("technologies"),
    lines("systems"),
    line("vendor"),
    { name: "schedule", kind: "choice", enumeration: "Schedule" },
    text("technicalNotes"),
    text("organisationalNotes"),
  ],
  operation: [
    text("description"),
    line("operatedBy"),
    { name: "inOperationSince", kind: "date" },
    { name: "decommissionedOn", kind: "date" },
    { name: "legalBasisVerifiedOn", kind: "date" },
    { name: "rating", kind: "whole", hint: edit.ratingHint },
    text("ratingComment"),
  ],
  value: [
    { name: "claimed", kind: "choices", enumeration: "ValueKind" },
    text("politicalGoals"),
    text("quality"),
    text("efficiency"),
    text("democracy"),
    text("innovationCapacity"),
    text("citizenSatisfaction"),
    text("employeeSatisfaction"),
  ],
  spread: [
    text("toAdapt", edit.toAdaptHint),
    lines("reuseTips"),
    text("cooperation"),
    text("evaluation"),
    text("spreading"),
    lines("knownReusers"),
  ],
  resources: [
    {
      name: "costs",
      kind: "rows",
      columns: [
        { name: "kind", kind: "choice", enumeration: "CostKind", required: true },
        { name: "amount", kind: "decimal" },
        line("unit"),
        { name: "qualifier", kind: "choice", enumeration: "Qualifier" },
        line("period"),
        line("paidBy"),
        line("statement"),
      ],
    },
    text("comment"),
  ],
  contact: [line("role", { hint: edit.contactHint }), line("mailbox"), line("telephone")],
  links: [
    {
      name: "entries",
      kind: "rows",
      columns: [
        { name: "kind", kind: "choice", enumeration: "LinkKind", required: true },
        line("url", { required: true }),
        line("title"),
      ],
    },
  ],
  internal: [text("notes", edit.internalHint), line("esdhReference")],
};
