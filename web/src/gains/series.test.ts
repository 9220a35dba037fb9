import { expect, it } from "vitest";
import type { GainData } from "./document.ts";
import { measuredOverTime } from "./series.ts";

const one = (id: string, to: string | null, value: string | null) => ({
  id,
  period: to ? { from: "2025-01-01", to } : null,
  periodLabel: null,
  measuredOn: null,
  value,
});

it("puts measurements in the order of time, without those that have no value", () => {
  const measurements = [
    one("b", "2026-12-31", "410.5"),
    one("none", "2024-12-31", null),
    one("a", "2025-12-31", "300"),
  ] as unknown as GainData["measurements"];
  expect(measuredOverTime({ measurements }).map(({ id, value }) => [id, value])).toEqual([
    ["a", 300],
    ["b", 410.5],
  ]);
});
