import type { VariablesOf } from "../client/graphql.ts";
import { valuesOf } from "../texts/labels.ts";
import type { CasesDocument } from "./CaseList.tsx";
import { CHOICES } from "./facets.ts";

type Variables = VariablesOf<typeof CasesDocument>;

/** Filters that are on or off, for those signed in but for the last. */
export const SWITCHES = [
  { param: "egne", key: "ownOrganisation" },
  { param: "fulgte", key: "followed" },
  { param: "bogmaerker", key: "bookmarked" },
  { param: "gennemses", key: "overdue" },
] as const;

/** Orders by their name in the address; the first is taken when none is named. */
export const ORDERS = {
  traef: "RELEVANCE",
  aendret: "CHANGED_AT",
  titel: "TITLE",
  fase: "PHASE",
  timer: "EXPECTED_HOURS",
} as const;

export type OrderName = keyof typeof ORDERS;

/** The order that an address asks for. */
export function orderOf(params: URLSearchParams): OrderName {
  const named = params.get("sorter") ?? "";
  return named in ORDERS ? (named as OrderName) : "traef";
}

/** What to ask of the server for an address. What the address misspells is left out. */
export function asked(params: URLSearchParams): Pick<Variables, "search" | "filter" | "sort"> {
  const filter: Record<string, unknown> = {};
  for (const { param, key, kind } of CHOICES) {
    const known = kind && valuesOf(kind);
    const chosen = params.getAll(param).filter((value) => !known || known.includes(value));
    if (chosen.length > 0) filter[key] = chosen;
  }
  for (const { param, key } of SWITCHES) if (params.get(param) === "ja") filter[key] = true;
  const counted = countedOf(params.get("talt"));
  if (counted) filter.counted = counted;
  const text = params.get("q")?.trim().slice(0, 200);
  return {
    search: text || null,
    filter: filter as Variables["filter"],
    sort: { by: ORDERS[orderOf(params)] },
  };
}

/** The part of a filter that says which figure of the statistics the cases were counted in. */
function countedOf(json: string | null): object | null {
  try {
    const counted: unknown = JSON.parse(json ?? "{}")?.counted;
    return counted && typeof counted === "object" ? counted : null;
  } catch {
    return null;
  }
}

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
