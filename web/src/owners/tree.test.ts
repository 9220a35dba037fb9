import { expect, it } from "vitest";
import { inTree } from "./tree.ts";

it("puts departments below those that they are a part of, and lone ones at the top", () => {
  const units = [
    { id: "robots", name: "Robotter", parent: "it" },
    { id: "care", name: "Pleje", parent: "gone" },
    { id: "it", name: "IT", parent: null },
  ];
  expect(inTree(units)).toEqual([
    { id: "care", name: "Pleje", depth: 0 },
    { id: "it", name: "IT", depth: 0 },
    { id: "robots", name: "Robotter", depth: 1 },
  ]);
});
