import { expect, it } from "vitest";
import { needs } from "./attention.ts";
import { NOBODY } from "./organisation.ts";

it("names what needs somebody, and nothing else", () => {
  const one = (cvr: string, part: object) => ({ ...NOBODY, cvr, name: cvr, ...part });
  const all = [
    one("1", {}),
    one("2", { validTo: "2025-12-31", successor: "1" }),
    one("3", { validTo: "2025-12-31", successor: "1" }),
    one("4", { validTo: "2027-12-31" }),
    one("5", { kind: "ASSOCIATION" }),
    one("6", { kind: "ASSOCIATION", members: ["1"] }),
  ];
  const cases = new Map([
    ["1", 7],
    ["2", 3],
  ]);
  const seen = { all, cases, unpublished: "2026-Q3", today: "2026-03-01" };
  const found = needs(seen).map((need) => [need.what, "cvr" in need ? need.cvr : need.quarter]);
  expect(found).toEqual([
    ["leftOver", "2"],
    ["noSuccessor", "4"],
    ["unpublished", "2026-Q3"],
    ["noMembers", "5"],
  ]);
  expect(needs({ ...seen, all: all.slice(0, 1), unpublished: null })).toEqual([]);
});
