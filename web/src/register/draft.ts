import type { VariablesOf } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { decimalOf } from "../gains/figures.ts";
import type { RegisterDocument } from "./RegisterPage.tsx";

type Input = VariablesOf<typeof RegisterDocument>["input"];
type Basics = Input["basics"];

/** What is written in the short form. */
export interface Draft {
  id: string;
  title: string;
  summary: string;
  kind: string;
  challenge: string;
  solution: string;
  phase: string;
  technologies: string;
  schedule: string;
  occurrences: string;
  minutes: string;
  degree: string;
  role: string;
  mailbox: string;
  tips: string;
  visibility: string;
}

/** An empty form, with the id that the case will have however often one tries. */
export function emptyDraft(): Draft {
  return {
    id: newId(),
    title: "",
    summary: "",
    kind: "RPA",
    challenge: "",
    solution: "",
    phase: "IDEA",
    technologies: "",
    schedule: "",
    occurrences: "",
    minutes: "",
    degree: "",
    role: "",
    mailbox: "",
    tips: "",
    visibility: "ORGANISATION",
  };
}

const number = (text: string) => (text.trim() ? Number(decimalOf(text)) : null);
const listed = (text: string) => text.split("\n").flatMap((line) => line.trim() || []);

/** Hours a year by hand and those expected to be freed; null when something is not stated. */
export function estimate(draft: Draft): { manual: number; expected: number } | null {
  const [times, minutes, degree] = [draft.occurrences, draft.minutes, draft.degree].map(number);
  if (times == null || minutes == null || degree == null) return null;
  const manual = (times * minutes) / 60;
  const expected = (manual * degree) / 100;
  return Number.isFinite(expected) ? { manual, expected } : null;
}

/** The form as the schema takes it. */
export function inputOf(draft: Draft): Input {
  const minutes = number(draft.minutes);
  return {
    id: draft.id,
    basics: { title: draft.title, summary: draft.summary, kind: draft.kind as Basics["kind"] },
    story: { challenge: draft.challenge || null, solution: draft.solution || null },
    workload: {
      occurrencesPerYear: number(draft.occurrences),
      secondsPerOccurrence: minutes === null ? null : Math.round(minutes * 60),
      automationDegreePercent: number(draft.degree),
    },
    implementation: {
      technologies: listed(draft.technologies),
      schedule: (draft.schedule || null) as NonNullable<Input["implementation"]>["schedule"],
    },
    contact: { role: draft.role || null, mailbox: draft.mailbox || null },
    spread: { reuseTips: listed(draft.tips) },
    visibility: draft.visibility as Input["visibility"],
  };
}
