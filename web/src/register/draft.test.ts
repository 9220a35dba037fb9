import { expect, it } from "vitest";
import { emptyDraft, estimate, inputOf } from "./draft.ts";

it("an estimate needs all three figures, and is what the server computes", () => {
  const draft = { ...emptyDraft(), occurrences: "4.000", minutes: "12" };
  expect(estimate(draft)).toBeNull();
  expect(estimate({ ...draft, degree: "70" })).toEqual({ manual: 800, expected: 560 });
});

it("what was not written is not sent as nothing", () => {
  const input = inputOf({ ...emptyDraft(), title: "T", summary: "S", tips: "Spørg it\n\n" });
  expect(input.workload).toEqual({
    occurrencesPerYear: null,
    secondsPerOccurrence: null,
    automationDegreePercent: null,
  });
  expect(input.spread).toEqual({ reuseTips: ["Spørg it"] });
  expect(input.story).toEqual({ challenge: null, solution: null });
});
