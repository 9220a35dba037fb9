import { expect, it } from "vitest";
import organisations from "../../../services/genvej/demo/organisations.json";
import { limitsOf, SHADES, shadeOf, TILES } from "./tiles.ts";

it("each of the 98 municipalities has one tile, and no two lie on each other", () => {
  const codes = (organisations as { municipality_code?: string | null }[]).flatMap(
    (one) => one.municipality_code ?? [],
  );
  expect(TILES.map((tile) => tile.code).sort()).toEqual([...codes].sort());
  expect(TILES).toHaveLength(98);
  const places = new Set(TILES.map((tile) => `${tile.column},${tile.row}`));
  expect(places.size).toBe(98);
  expect(Math.max(...TILES.map((tile) => tile.column))).toBe(12);
});

it("two tiles never have the same letters", () => {
  const letters = TILES.map((tile) => tile.letters);
  const twice = letters.filter((one, at) => letters.indexOf(one) !== at);
  expect(twice).toEqual([]);
});

it("shades go from light to dark, and nothing has none", () => {
  const values = [1, 1, 1, 2, 3, 4, 5, 8, 13, 21];
  const limits = limitsOf(values);
  const shades = values.map((value) => shadeOf(value, limits));
  expect(shades).toEqual([...shades].sort());
  expect([shades[0], shades.at(-1)]).toEqual([1, SHADES]);
  expect([shadeOf(0, limits), shadeOf(null, limits)]).toEqual([0, 0]);
});

it("equal values have one shade", () => {
  expect(limitsOf([4, 4, 4])).toEqual([]);
  expect(shadeOf(4, [])).toBe(SHADES);
  expect(limitsOf([])).toEqual([]);
});
