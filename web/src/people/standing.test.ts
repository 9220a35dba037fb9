import { expect, it } from "vitest";
import {
  coveredByClaims,
  departmentsOf,
  departmentsOfOthers,
  heldBy,
  lockedOutBy,
} from "./standing.ts";

const CARE = { id: "care", name: "Pleje" };
const IT = { id: "it", name: "IT" };
const ROAD = { id: "road", name: "Vej" };

it("each role stands once, with all that it comes from, and what may the most first", () => {
  const given = { departments: [], subjects: [], givenBy: null, givenAt: null };
  const held = heldBy({
    claimedRoles: ["READER", "CONTRIBUTOR"],
    givenRoles: [
      { role: "CONTRIBUTOR", ...given },
      { role: "SUPERUSER", ...given },
    ],
    groups: [
      { name: "Robotholdet", roles: ["CONTRIBUTOR", "API_ADMINISTRATOR"], department: null },
      { name: "Alle", roles: [], department: IT },
    ],
  });
  const told = held.map(({ role, claimed, given, groups }) => [
    role,
    claimed,
    given !== null,
    groups.map((group) => group.name),
  ]);
  expect(told).toEqual([
    ["API_ADMINISTRATOR", false, false, ["Robotholdet"]],
    ["SUPERUSER", false, true, []],
    ["CONTRIBUTOR", true, true, ["Robotholdet"]],
    ["READER", true, false, []],
  ]);
});

it("somebody is in the departments that sign-in and import name, each once", () => {
  const person = { claimedDepartments: [CARE, IT], importedDepartments: [IT, ROAD] };
  expect(departmentsOf(person)).toEqual([CARE, IT, ROAD]);
});

it("a role without departments covers those that the person is in, by other groups as well", () => {
  const person = {
    claimedDepartments: [CARE],
    importedDepartments: [],
    groups: [
      { name: "Vejfolk", roles: [], department: ROAD },
      { name: "Superbrugere", roles: ["LOCAL_SUPERUSER" as const], department: IT },
    ],
  };
  expect(departmentsOfOthers(person)).toEqual([CARE, ROAD]);
});

it("a role that claims limit covers its limits alone, unless it came without one as well", () => {
  const person = { claimedDepartments: [CARE], importedDepartments: [], groups: [] };
  const numbers = { numbers: ["27.69"], departments: [] };
  const both = { numbers: ["54"], departments: [IT] };
  const bare = { numbers: [], departments: [] };
  const covered = (claimedLimits: (typeof both | typeof numbers | typeof bare)[]) =>
    coveredByClaims({ ...person, claimedLimits });
  const own = { numbers: [], departments: [CARE] };
  expect(covered([])).toEqual([own]);
  expect(covered([numbers, both])).toEqual([numbers, both]);
  expect(covered([numbers, bare])).toEqual([own, numbers]);
});

it("it is told who locked somebody out last, and not who let them in", () => {
  const by = { id: "hanne", name: "Hanne" };
  const change = (id: string, detail: string, who: typeof by | null = by) => ({
    id,
    at: null,
    detail,
    by: who,
  });
  const changes = [
    change("5", "enabled"),
    change("4", "disabled", null),
    change("3", "kept out by provisioning", null),
    change("2", "disabled"),
    change("1", "disabled"),
  ];
  expect(lockedOutBy(changes)?.id).toBe("2");
  expect(lockedOutBy([])).toBeNull();
});
