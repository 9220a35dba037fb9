import { expect, it } from "vitest";
import { SPECS } from "./spec.ts";
import { isNumber, merged, toForm, toInput } from "./values.ts";

it("a section comes out of its form as it went in", () => {
  const story = {
    challenge: "4.000 **fakturaer**",
    solution: null,
    keyElements: null,
    ideas: null,
    systemsToday: ["SAP", "Outlook"],
    preconditions: [{ kind: "SYSTEM", text: "Prisme" }],
    partners: [],
  };
  expect(toInput(SPECS.story, toForm(SPECS.story, story))).toEqual(story);
  const basics = {
    ...Object.fromEntries(SPECS.basics.map((spec) => [spec.name, null])),
    title: "Titel",
    summary: "Resumé",
    kind: "RPA",
    subjectAreas: ["IT"],
    keywords: ["a"],
    kle: [],
    form: [],
    nominators: [],
    sepMep: false,
    affectsCitizens: false,
    period: { from: 2019, to: null },
  };
  expect(toInput(SPECS.basics, toForm(SPECS.basics, basics))).toEqual(basics);
});

it("minutes are shown and seconds are stored, and what is empty is not 0", () => {
  const form = toForm(SPECS.workload, { secondsPerOccurrence: 90, occurrencesPerYear: null });
  expect(form.secondsPerOccurrence).toBe("1.5");
  const input = toInput(SPECS.workload, { ...form, secondsPerOccurrence: "12,5" });
  expect(input.secondsPerOccurrence).toBe(750);
  expect(input.occurrencesPerYear).toBeNull();
  expect(isNumber("whole", "1,5")).toBe(false);
  expect(isNumber("whole", "4.000")).toBe(true);
});

it("what others did is brought in, and what one wrote oneself stays", () => {
  const base = { a: "1", b: "1", c: "1" };
  const { form, both } = merged(base, { a: "mine", b: "1", c: "mine" }, { a: "1", b: "2", c: "2" });
  expect(form).toEqual({ a: "mine", b: "2", c: "mine" });
  expect(both).toEqual(["c"]);
});
