import { expect, it } from "vitest";
import type { Change } from "./documents.ts";
import { heldBy, keptOut } from "./standing.ts";

const HANNE = { id: "hanne", name: "Hanne" };
let number = 0;
const change = (detail: string, by: Change["by"] = null): Change => {
  number += 1;
  return { id: `${number}`, at: null, detail, by };
};

it("each role stands once, with all that it comes from, and what may the most first", () => {
  const given = { departments: [], givenBy: null, givenAt: null };
  const held = heldBy({
    claimedRoles: ["READER", "CONTRIBUTOR"],
    givenRoles: [
      { role: "CONTRIBUTOR", ...given },
      { role: "SUPERUSER", ...given },
    ],
  });
  expect(held.map(({ role, claimed, given }) => [role, claimed, given !== null])).toEqual([
    ["SUPERUSER", false, true],
    ["CONTRIBUTOR", true, true],
    ["READER", true, false],
  ]);
});

it("who was disabled here is let in here", () => {
  const gone = change("disabled", HANNE);
  expect(keptOut([gone])).toEqual({ byOperator: null, bySystems: null, here: gone });
  expect(keptOut([change("enabled", HANNE), gone]).here).toBeNull();
});

it("an operator's lock outlives what administrators do, and its end ends theirs", () => {
  const lock = change("disabled");
  expect(keptOut([change("enabled", HANNE), lock]).byOperator).toBe(lock);
  const all = keptOut([change("enabled"), lock, change("disabled", HANNE)]);
  expect(all).toEqual({ byOperator: null, bySystems: null, here: null });
});

it("the organisation's own systems keep out until they let in", () => {
  const out = change("kept out by provisioning");
  expect(keptOut([change("enabled", HANNE), out]).bySystems).toBe(out);
  expect(keptOut([change("let in by provisioning"), out]).bySystems).toBeNull();
});
