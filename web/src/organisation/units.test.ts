import { expect, it } from "vitest";
import { type Branch, treeOf } from "./units.ts";

const unit = (id: string, parent: string | null = null) => ({ id, name: id, parent });
const shape = (tree: Branch[]): string =>
  tree.map(({ id, parts }) => (parts.length > 0 ? `${id}(${shape(parts)})` : id)).join(" ");

it("departments stand below the one that they are part of", () => {
  const units = [unit("it"), unit("robots", "it"), unit("care"), unit("uipath", "robots")];
  expect(shape(treeOf(units))).toBe("it(robots(uipath)) care");
});

it("no department is lost, whatever its parent is said to be", () => {
  expect(shape(treeOf([unit("a", "gone"), unit("b", "a")]))).toBe("a(b)");
  expect(shape(treeOf([unit("a", "b"), unit("b", "a")]))).toBe("a b");
});
