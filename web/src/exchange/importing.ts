import { type Problem, request } from "../client/download.ts";
import type { Language } from "../texts/texts.ts";

/** What is said of a row, in Danish. */
export interface Said {
  code: string;
  column: string;
  text: string;
}

export type Effect = "registered" | "updated" | "restored" | "unchanged" | "repeated" | "refused";

/** What a row of a file came to. */
export interface RowReport {
  row: number;
  key: string | null;
  title: string;
  case: string | null;
  effect: Effect;
  problems: Said[];
  notes: Said[];
}

/** What a file came to. */
export interface Report {
  import: string | null;
  dryRun: boolean;
  file: string;
  origin: string;
  assumed: string[];
  counts: Record<Effect, number>;
  rows: RowReport[];
}

export interface Sending {
  file: File;
  dryRun: boolean;
  /** The import; the same one again goes on where it was cut off. */
  id: string;
  source: string;
}

/** Sends a file: the gateway answers for each of its rows. */
export async function send(
  { file, dryRun, id, source }: Sending,
  language: Language,
): Promise<Report | Problem> {
  const query = new URLSearchParams({ name: file.name, dryRun: String(dryRun), id });
  if (source.trim()) query.set("source", source.trim());
  const answer = await request(`/api/v1/imports?${query}`, language, {
    method: "POST",
    body: file,
    headers: { "content-type": "application/octet-stream" },
  });
  if (!(answer instanceof Response)) return answer;
  try {
    return (await answer.json()) as Report;
  } catch {
    return {};
  }
}

/** Whether an answer is a report and no problem. */
export function isReport(answer: Report | Problem): answer is Report {
  return "rows" in answer;
}
