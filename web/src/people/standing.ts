import type { Change, Given, Person, Role } from "./documents.ts";

/** A role that somebody has, with all that it comes from. */
export interface Held {
  role: Role;
  /** The organisation's own sign-in says so, and it is taken there. */
  claimed: boolean;
  /** It was given here. */
  given: Given | null;
}

/** Roles that reach beyond the organisation: only an operator gives and takes them. */
const OF_PLATFORM: Role[] = ["COORDINATOR", "CATALOGUE_EDITOR", "OPERATOR"];

export function isOfPlatform(role: Role): boolean {
  return OF_PLATFORM.includes(role);
}

/** The roles that are told first, for they may the most. */
const ORDER: Role[] = [
  "OPERATOR",
  "CATALOGUE_EDITOR",
  "COORDINATOR",
  "ADMINISTRATOR",
  "API_ADMINISTRATOR",
  "SUPERUSER",
  "LOCAL_SUPERUSER",
  "CONTRIBUTOR",
  "READER",
];

/** What somebody has, each role once. */
export function heldBy({
  claimedRoles,
  givenRoles,
}: Pick<Person, "claimedRoles" | "givenRoles">): Held[] {
  return ORDER.map((role) => ({
    role,
    claimed: claimedRoles.includes(role),
    given: givenRoles.find((one) => one.role === role) ?? null,
  })).filter(({ claimed, given }) => claimed || given !== null);
}

/** Why somebody cannot get in, as far as the log tells. */
export interface KeptOut {
  /** An operator did it, and only one ends it. */
  byOperator: Change | null;
  /** The organisation's own systems do, and it is ended there. */
  bySystems: Change | null;
  /** An administrator of the organisation did it. */
  here: Change | null;
}

/**
 * Reads out of what happened to somebody, the newest first, what keeps them out. An operator's lock,
 * the organisation's systems and an administrator stand beside each other; but an operator who lets
 * somebody in ends the administrator's as well.
 */
export function keptOut(changes: readonly Change[]): KeptOut {
  const last = (ends: string, begins: string, of: (one: Change) => boolean) => {
    const found = changes.find((one) => [ends, begins].includes(one.detail) && of(one));
    return found?.detail === begins ? found : null;
  };
  const operators = (one: Change) => one.by === null;
  const latest = changes.find((one) => one.detail === "enabled" || (one.by && isDisabled(one)));
  return {
    byOperator: last("enabled", "disabled", operators),
    bySystems: last("let in by provisioning", "kept out by provisioning", () => true),
    here: latest?.detail === "disabled" ? latest : null,
  };
}

function isDisabled(one: Change): boolean {
  return one.detail === "disabled";
}
