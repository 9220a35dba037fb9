import { expect, it } from "vitest";
import { placed } from "./graph.ts";

it("what is built on stands to the left, what builds on it to the right", () => {
  const edges = [
    { reuser: "b", source: "a" },
    { reuser: "c", source: "b" },
    { reuser: "d", source: "b" },
  ];
  expect(placed(["b", "a", "c", "d"], edges)).toEqual([
    { key: "b", column: 0, row: 0 },
    { key: "a", column: -1, row: 0 },
    { key: "c", column: 1, row: 0 },
    { key: "d", column: 1, row: 1 },
  ]);
});

it("a loop ends where it began", () => {
  const edges = [
    { reuser: "b", source: "a" },
    { reuser: "a", source: "b" },
  ];
  expect(placed(["a", "b"], edges).map((one) => one.key)).toEqual(["a", "b"]);
  expect(placed([], edges)).toEqual([]);
});
