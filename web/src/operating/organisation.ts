import type { SaveInput, Told } from "./documents.ts";

/** An organisation as its form has it. */
export interface Organisation {
  cvr: string;
  name: string;
  kind: string;
  municipalityCode: string;
  region: string;
  inhabitants: string;
  members: string[];
  validFrom: string;
  validTo: string;
  successor: string;
}

/** One that is not known yet. */
export const NOBODY: Organisation = {
  cvr: "",
  name: "",
  kind: "MUNICIPALITY",
  municipalityCode: "",
  region: "",
  inhabitants: "",
  members: [],
  validFrom: "",
  validTo: "",
  successor: "",
};

/** An organisation as the server tells it. */
export function organisationOf(told: Told): Organisation {
  return {
    cvr: told.cvr,
    name: told.name,
    kind: told.kind ?? "",
    municipalityCode: told.municipalityCode ?? "",
    region: told.region ?? "",
    inhabitants: String(told.inhabitants ?? ""),
    members: told.members.map((one) => one.cvr),
    validFrom: told.validFrom ?? "",
    validTo: told.validTo ?? "",
    successor: told.successor?.cvr ?? "",
  };
}

/** A number as people write it, with dots and spaces between. */
const digits = (text: string) => text.replace(/[.\s]/g, "");

/** An organisation as the server takes it. What its kind does not have is left out. */
export function inputOf(one: Organisation): SaveInput {
  return {
    cvr: digits(one.cvr),
    name: one.name.trim(),
    kind: one.kind as SaveInput["kind"],
    municipalityCode: (one.kind === "MUNICIPALITY" && one.municipalityCode.trim()) || null,
    region: (one.region || null) as NonNullable<SaveInput["region"]> | null,
    inhabitants: digits(one.inhabitants) ? Number(digits(one.inhabitants)) : null,
    members: one.kind === "ASSOCIATION" ? one.members : [],
    validFrom: one.validFrom || null,
    validTo: one.validTo || null,
    successor: one.successor || null,
  };
}

/** What is wrong with a form before it is sent: the server would say less of it, or nothing. */
export type Wrong = "cvrTaken" | "numberWrong" | "successorNeedsEnd";

export function wrongWith(one: Organisation, taken: readonly string[]): Wrong | null {
  if (taken.includes(digits(one.cvr))) return "cvrTaken";
  if (!/^\d{0,8}$/.test(digits(one.inhabitants))) return "numberWrong";
  return one.successor && !one.validTo ? "successorNeedsEnd" : null;
}

/** Milliseconds after which what was saved is among all others (they are fetched once a minute). */
const BEHIND = 70_000;
const saved = new Map<string, { at: number; organisation: Organisation }>();

/** Remembers what was saved, until the server tells it too. */
export function remember(organisation: Organisation, now = Date.now()): void {
  saved.set(organisation.cvr, { at: now, organisation });
}

/** All organisations by name, with what was saved a moment ago and is not told yet. */
export function withSaved(all: readonly Organisation[], now = Date.now()): Organisation[] {
  const fresh = [...saved.values()].filter((one) => now - one.at < BEHIND);
  const known = new Map(all.map((one) => [one.cvr, one]));
  for (const { organisation } of fresh) known.set(organisation.cvr, organisation);
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name, "da"));
}

/** Whether an organisation has ended by a day. */
export const hasEnded = ({ validTo }: Organisation, today: string) =>
  validTo !== "" && validTo < today;
