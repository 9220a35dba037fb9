import { expect, it } from "vitest";
import { lastQuarters } from "./quarters.ts";

it("only quarters that are over are offered, over the turn of a year as well", () => {
  expect(lastQuarters(new Date(2026, 1, 14), 3)).toEqual(["2025-Q4", "2025-Q3", "2025-Q2"]);
  expect(lastQuarters(new Date(2026, 11, 31), 1)).toEqual(["2026-Q3"]);
  expect(lastQuarters(new Date(2026, 0, 1), 1)).toEqual(["2025-Q4"]);
});
