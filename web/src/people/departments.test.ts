import { expect, it } from "vitest";
import { containing, outermost } from "./departments.ts";

const units = [
  { id: "care", name: "Pleje", parent: null },
  { id: "home", name: "Hjemmepleje", parent: "care" },
  { id: "night", name: "Nathold", parent: "home" },
  { id: "it", name: "IT", parent: "gone" },
  { id: "one", name: "Ring 1", parent: "two" },
  { id: "two", name: "Ring 2", parent: "one" },
];

it("a department lies in all that contain it, the nearest first", () => {
  expect(containing(units, "night").map((unit) => unit.id)).toEqual(["home", "care"]);
  expect(containing(units, "it")).toEqual([]);
  expect(containing(units, "one").map((unit) => unit.id)).toEqual(["two"]);
});

it("what lies in a chosen department is not named beside it", () => {
  expect(outermost(units, ["night", "care", "it"])).toEqual(["care", "it"]);
});
