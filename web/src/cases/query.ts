import type { VariablesOf } from "../client/graphql.ts";
import { valuesOf } from "../texts/labels.ts";
import type { Text } from "../texts/texts.ts";
import type { CasesDocument } from "./CaseList.tsx";
import { CHOICES } from "./facets.ts";
import { cases } from "./texts.ts";

type Variables = VariablesOf<typeof CasesDocument>;
export type Question = Pick<Variables, "search" | "filter" | "sort">;

/** A filter that is on or off. */
export interface Switch {
  param: string;
  key: string;
  /** What the filter is when it is on. */
  value: true | 1;
  name: Text;
  /** For those signed in alone. */
  mine?: true;
}

/** Filters that are on or off, in the order that they are shown in. */
export const SWITCHES: readonly Switch[] = [
  { param: "egne", key: "ownOrganisation", value: true, name: cases.own, mine: true },
  { param: "fulgte", key: "followed", value: true, name: cases.followed, mine: true },
  { param: "bogmaerker", key: "bookmarked", value: true, name: cases.bookmarked, mine: true },
  { param: "paa", key: "associated", value: true, name: cases.associated, mine: true },
  { param: "gennemses", key: "overdue", value: true, name: cases.overdueOnly, mine: true },
  { param: "genbrugt", key: "leastReusers", value: 1, name: cases.reusedOnly },
  { param: "maalt", key: "measuredGains", value: true, name: cases.measuredOnly },
  { param: "borgere", key: "affectsCitizens", value: true, name: cases.citizensOnly },
  { param: "virksomheder", key: "affectsCompanies", value: true, name: cases.companiesOnly },
  { param: "arbejdsgangsbank", key: "kla", value: true, name: cases.klaOnly },
  { param: "udgaaede", key: "retiredCodes", value: true, name: cases.retiredOnly },
];

/** Orders by their name in the address; the first is taken when none is named. */
export const ORDERS = {
  traef: "RELEVANCE",
  aendret: "CHANGED_AT",
  titel: "TITLE",
  organisation: "ORGANISATION",
  fase: "PHASE",
  status: "STATUS",
  timer: "EXPECTED_HOURS",
  koersel: "SCHEDULE",
  delt: "CREATED_AT",
} as const;

export type OrderName = keyof typeof ORDERS;

/** The order that an address asks for. */
export function orderOf(params: URLSearchParams): OrderName {
  const named = params.get("sorter") ?? "";
  return named in ORDERS ? (named as OrderName) : "traef";
}

/** Which way an address asks for; null for the way that is the usual one of the order. */
export function directionOf(params: URLSearchParams): "ASCENDING" | "DESCENDING" | null {
  const named = params.get("retning");
  return named === "op" ? "ASCENDING" : named === "ned" ? "DESCENDING" : null;
}

/** The way of each order when an address says none: newest, greatest, and otherwise least first. */
export const USUAL: Record<OrderName, "ASCENDING" | "DESCENDING"> = {
  traef: "DESCENDING",
  aendret: "DESCENDING",
  titel: "ASCENDING",
  organisation: "ASCENDING",
  fase: "ASCENDING",
  status: "ASCENDING",
  timer: "DESCENDING",
  koersel: "ASCENDING",
  delt: "DESCENDING",
};

/** What to ask of the server for an address. What the address misspells is left out. */
export function asked(params: URLSearchParams): Question {
  const filter: Record<string, unknown> = {};
  for (const { param, key, kind } of CHOICES) {
    const known = kind && valuesOf(kind);
    const chosen = params.getAll(param).filter((value) => !known || known.includes(value));
    if (chosen.length > 0) filter[key] = chosen;
  }
  for (const { param, key, value } of SWITCHES) if (params.get(param) === "ja") filter[key] = value;
  Object.assign(filter, others(params.get("talt")));
  const text = params.get("q")?.trim().slice(0, 200);
  const direction = directionOf(params);
  return {
    search: text || null,
    filter: filter as Variables["filter"],
    sort: { by: ORDERS[orderOf(params)], ...(direction && { direction }) },
  };
}

/** Parts of a filter that no choice on the page makes, and what each is in JSON. */
const OTHERS: Record<string, "object" | "string" | "boolean"> = {
  counted: "object",
  reusesCase: "string",
  collection: "string",
  changedSince: "string",
  createdSince: "string",
  inOperationFrom: "string",
  inOperationTo: "string",
  sepMep: "boolean",
  invited: "boolean",
  leadOffered: "boolean",
  consentAsked: "boolean",
};

/** The parts of a filter that an address has as JSON: those of a figure, or of a saved search. */
function others(json: string | null): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(json ?? "{}");
    if (!said || typeof said !== "object") return {};
    return Object.fromEntries(
      Object.entries(said).filter(([key, value]) => value && typeof value === OTHERS[key]),
    );
  } catch {
    return {};
  }
}

/** The address of the list for a search that is kept: the other way of [`asked`]. */
export function addressOf(search: { text: string | null; filter: string | null }): string {
  const params = new URLSearchParams(search.text ? { q: search.text } : {});
  let filter: Record<string, unknown> = {};
  try {
    filter = JSON.parse(search.filter ?? "{}") ?? {};
  } catch {
    // A filter that cannot be read narrows nothing.
  }
  for (const { param, key } of CHOICES) {
    const values = filter[key];
    if (Array.isArray(values)) for (const value of values) params.append(param, String(value));
  }
  for (const { param, key } of SWITCHES) if (filter[key]) params.append(param, "ja");
  const rest = Object.entries(filter).filter(([key]) => key in OTHERS);
  if (rest.length > 0) params.append("talt", JSON.stringify(Object.fromEntries(rest)));
  return params.toString();
}

/** Parts of a filter that hold for one reader or one moment, so that nobody can be told of new ones. */
const NOT_TOLD = [
  "associated",
  "followed",
  "bookmarked",
  "invited",
  "overdue",
  "reusesCase",
  "leastReusers",
  "counted",
  "collection",
  "leadOffered",
  "consentAsked",
];

/** Whether one can be told when a question comes to find something new. */
export function canAlert(filter: object | null | undefined): boolean {
  return !Object.keys(filter ?? {}).some((key) => NOT_TOLD.includes(key));
}

/** The address of a file with all that a question finds. */
export function exportOf(question: Question, form: "xlsx" | "csv" | "json"): string {
  const query = new URLSearchParams();
  if (question.search) query.set("search", question.search);
  if (Object.keys(question.filter ?? {}).length > 0) {
    query.set("filter", JSON.stringify(question.filter));
  }
  if (question.sort) query.set("sort", question.sort.by);
  if (question.sort?.direction) query.set("direction", question.sort.direction);
  return `/api/v1/cases.${form}?${query}`;
}

/** Makes another address of the one that is there by then. */
export type Change = (now: URLSearchParams) => URLSearchParams;

/** The address with a value of a filter put in, or taken out when it was there. */
export function toggled(params: URLSearchParams, param: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  const values = next.getAll(param);
  next.delete(param);
  const kept = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  for (const one of kept) next.append(param, one);
  return next;
}

/** The address with one value for a name; without it when the value is empty. */
export function withOnly(params: URLSearchParams, param: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value) next.set(param, value);
  else next.delete(param);
  return next;
}
