import type { Change, Given, Giving, Limit, Person, Role } from "./documents.ts";

/** A role that somebody has, with all that it comes from. */
export interface Held {
  role: Role;
  /** The organisation's own sign-in says so, and it is taken there. */
  claimed: boolean;
  /** It was given here. */
  given: Given | null;
  /** Groups of the organisation's own systems that give it. */
  groups: Giving[];
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

type WithRoles = Pick<Person, "claimedRoles" | "givenRoles" | "groups">;

/** What somebody has, each role once. */
export function heldBy({ claimedRoles, givenRoles, groups }: WithRoles): Held[] {
  return ORDER.map((role) => ({
    role,
    claimed: claimedRoles.includes(role),
    given: givenRoles.find((one) => one.role === role) ?? null,
    groups: groups.filter((group) => group.roles.includes(role)),
  })).filter(({ claimed, given, groups }) => claimed || given !== null || groups.length > 0);
}

/** The departments that somebody is in, by their sign-in and by the organisation's own system. */
export function departmentsOf(
  person: Pick<Person, "claimedDepartments" | "importedDepartments">,
): Person["claimedDepartments"] {
  const all = [...person.claimedDepartments, ...person.importedDepartments];
  return all.filter((unit, at) => all.findIndex((other) => other.id === unit.id) === at);
}

/**
 * The departments that a local superuser's role covers which came without any of its own: those that
 * the person is in, by groups that give no such role as well.
 */
export function departmentsOfOthers(
  person: Pick<Person, "claimedDepartments" | "importedDepartments" | "groups">,
): Person["claimedDepartments"] {
  const groups = person.groups.filter((group) => !group.roles.includes("LOCAL_SUPERUSER"));
  const named = groups.flatMap((group) => group.department ?? []);
  return departmentsOf({
    ...person,
    importedDepartments: [...person.importedDepartments, ...named],
  });
}

/**
 * What a local superuser's role that claims gave covers: what it came with, and where it also came
 * without a limit, the departments that the person is in.
 */
export function coveredByClaims(
  person: Parameters<typeof departmentsOfOthers>[0] & Pick<Person, "claimedLimits">,
): Limit[] {
  const named = person.claimedLimits.filter(
    ({ numbers, departments }) => numbers.length + departments.length > 0,
  );
  const isBare = named.length === 0 || named.length < person.claimedLimits.length;
  return isBare ? [{ numbers: [], departments: departmentsOfOthers(person) }, ...named] : named;
}

/** What a role that was given here covers. */
export function coveredHere({ departments, subjects }: Given): Limit {
  return { numbers: subjects, departments };
}

/** Who of the organisation locked somebody out, by what happened to them, the newest first. */
export function lockedOutBy(changes: readonly Change[]): Change | null {
  return changes.find((one) => one.by !== null && one.detail === "disabled") ?? null;
}
