import type { ClaimMap, Trial } from "./documents.ts";

/** What is looked for in what a provider sends. */
export type Sought =
  | "name"
  | "email"
  | "organisation"
  | "roles"
  | "privileges"
  | "departments"
  | "externalId";

/** One of these: the claim that it is looked for in, and what came there. */
export interface Finding {
  sought: Sought;
  /** Names of the claims, the first that came or else all. */
  claims: readonly string[];
  /** What came, as JSON; none when nothing did. */
  came: string | null;
}

/** A claim by its name, or else by a path with dots between, as identity finds it. */
export function claimAt(claims: Trial["claims"], name: string): string | null {
  const whole = claims.find((one) => one.name === name);
  if (whole) return whole.value;
  const [first = "", ...rest] = name.split(".");
  const outer = claims.find((one) => one.name === first);
  if (!outer || rest.length === 0) return null;
  try {
    let at: unknown = JSON.parse(outer.value);
    for (const part of rest) at = (at as Record<string, unknown> | null)?.[part];
    return at === undefined ? null : JSON.stringify(at);
  } catch {
    // It was too long to be shown whole.
    return null;
  }
}

/** What came of all that is looked for. */
export function findings(map: ClaimMap, claims: Trial["claims"]): Finding[] {
  const of = (sought: Sought, names: readonly string[]): Finding => {
    const first = names.find((name) => claimAt(claims, name) !== null);
    return {
      sought,
      claims: first ? [first] : names,
      came: first ? claimAt(claims, first) : null,
    };
  };
  return [
    of("name", [map.name]),
    of("email", [map.email]),
    of("organisation", map.organisation),
    of("roles", [map.roles]),
    of("privileges", map.privileges),
    of("departments", [map.departments]),
    of("externalId", map.externalId ? [map.externalId] : []),
  ];
}

/** A claim's value for people: texts and lists of texts plain, anything else as JSON. */
export function plain(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "string") return value;
    const isTexts = Array.isArray(value) && value.every((one) => typeof one === "string");
    return isTexts ? value.join(", ") : json;
  } catch {
    return json;
  }
}
