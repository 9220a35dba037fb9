import type { ReactNode } from "react";
import type { Recorded } from "../history/version.ts";
import type { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import { ui } from "../ui/texts.ts";
import type { CaseData } from "./document.ts";
import { oneCase } from "./texts.ts";

/** The sections of a record in the order that they are shown in. */
export const SECTIONS = [
  "story",
  "workload",
  "implementation",
  "operation",
  "value",
  "spread",
  "resources",
  "links",
  "suitability",
  "basics",
  "internal",
] as const;

export type SectionName = (typeof SECTIONS)[number];
type Speech = ReturnType<typeof useSpeech>;

interface Row {
  field: string;
  /** What is shown; null where the text of the field is rich. */
  shown: ReactNode | null;
}

/** Fields whose text is Markdown; the server gives them as HTML. */
const RICH = new Set([
  "story.challenge",
  "story.solution",
  "story.keyElements",
  "story.ideas",
  "implementation.technicalNotes",
  "implementation.organisationalNotes",
  "operation.description",
  "operation.ratingComment",
  "value.politicalGoals",
  "value.quality",
  "value.efficiency",
  "value.democracy",
  "value.innovationCapacity",
  "value.citizenSatisfaction",
  "value.employeeSatisfaction",
  "spread.cooperation",
  "spread.evaluation",
  "spread.spreading",
  "spread.toAdapt",
  "resources.comment",
  "internal.notes",
]);

/** Shown at the top of the page already, or of no meaning to a reader. */
const ELSEWHERE = new Set(["basics.title", "basics.summary", "suitability.answered"]);

/** The rows of a section that say something. */
export function rowsOf(name: SectionName, found: Recorded, speech: Speech): Row[] {
  const section = name === "internal" ? found.internal?.notes : found[name];
  if (!section) return [];
  return Object.entries(section).flatMap(([key, value]) => {
    const field = `${name}.${key}`;
    if (key === "__typename" || ELSEWHERE.has(field) || isEmpty(value)) return [];
    if (RICH.has(field) && found.richTexts?.some((text) => text.field === field)) {
      return [{ field, shown: null }];
    }
    return [{ field, shown: shownAs(field, value, found, speech) }];
  });
}

/** Names of what is computed and so has no field of its own. */
const COMPUTED: Record<string, Text> = {
  "workload.manualHoursPerYear": oneCase.manualHours,
  "workload.expectedHoursPerYear": oneCase.expectedHours,
  "suitability.score": oneCase.score,
};

/** What a row is called. */
export function nameOf(field: string, { t, l }: Speech): string {
  const computed = COMPUTED[field];
  return computed ? t(computed) : l.field(field);
}

function isEmpty(value: unknown): boolean {
  return (
    value == null || value === "" || value === false || (Array.isArray(value) && !value.length)
  );
}

/** How the fields that are more than a text are shown. */
function shownAs(field: string, value: unknown, found: Recorded, speech: Speech): ReactNode {
  const { t, f, l } = speech;
  const list = (entries: ReactNode[]) => <List entries={entries} />;
  switch (field) {
    case "basics.kind":
      return l.of("CaseKind", String(value));
    case "basics.subjectAreas":
      return (value as string[]).map((area) => l.of("SubjectArea", area)).join(", ");
    case "basics.period": {
      const { from, to } = value as { from: number | null; to: number | null };
      return from === to ? from : `${from ?? ""}–${to ?? ""}`;
    }
    case "story.preconditions":
      return list(
        found.story.preconditions.map((p) => `${p.text} (${l.of("PreconditionKind", p.kind)})`),
      );
    case "workload.secondsPerOccurrence":
      return t(oneCase.minutes, { minutes: f.number(Number(value) / 60, 1) });
    case "workload.automationDegreePercent":
      return `${value} %`;
    case "suitability.score":
      return t(oneCase.scoreOf, { score: Number(value), count: found.suitability.answered });
    case "implementation.schedule":
      return l.of("Schedule", String(value));
    case "operation.rating":
      return t(oneCase.rating, { rating: Number(value) });
    case "value.claimed":
      return (value as string[]).map((kind) => l.of("ValueKind", kind)).join(", ");
    case "resources.costs":
      return list(found.resources.costs.map((cost) => costInWords(cost, speech)));
    case "links.entries":
      return list(
        (found.links?.entries ?? []).map((link) => (
          <>
            <a href={link.url} rel="noopener noreferrer">
              {link.title ?? link.url}
            </a>{" "}
            ({l.of("LinkKind", link.kind)})
          </>
        )),
      );
    default:
      return plain(field, value, speech);
  }
}

function plain(field: string, value: unknown, { t, f, l }: Speech): ReactNode {
  if (field.startsWith("suitability.")) return l.of("Level", String(value));
  if (Array.isArray(value)) {
    return value.length > 3 ? <List entries={value.map(String)} /> : value.join(", ");
  }
  if (value === true) return t(ui.yes);
  if (typeof value === "number") return f.number(value);
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return f.longDate(text);
  return /^\d+(\.\d+)?$/.test(text) && field.startsWith("workload.") ? f.number(text, 1) : text;
}

function List({ entries }: { entries: ReactNode[] }) {
  return (
    <ul>
      {entries.map((entry, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries of one list have no other name.
        <li key={at}>{entry}</li>
      ))}
    </ul>
  );
}

type Cost = CaseData["resources"]["costs"][number];

function costInWords(cost: Cost, { f, l }: Speech): string {
  const qualifier = cost.qualifier && cost.qualifier !== "EXACT";
  const parts = [
    l.of("CostKind", cost.kind),
    qualifier && cost.qualifier ? l.of("Qualifier", cost.qualifier) : null,
    cost.amount ? `${f.number(cost.amount, 2)} ${cost.unit ?? ""}` : cost.unit,
    cost.period,
    cost.statement,
    cost.paidBy,
  ];
  return parts.filter(Boolean).join(" · ");
}
